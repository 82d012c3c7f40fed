"""A unit changes hands (过户): who owns it, and who does from a day on (REG-02). Pure: no clock, no database, no HTTP.

Nothing of the past is removed. What no longer stands is marked with the day and the approval that replaced it, so that
both questions keep an answer: who owned the unit on a day, and what did we believe about that on another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chalicelib.core.dated import Source
from chalicelib.core.errors import Conflict, Invalid, TooLarge
from chalicelib.core.stamp import NEW, Stamp
from chalicelib.people.rules.parties import OWNING, PartyTenure, Relation, Tenure

Tenures = tuple[Tenure, ...]
_DAY = timedelta(days=1)


class TransferBeforeOwner(Invalid):
    """Whoever is to leave came only on that day or later; facts say when."""

    code = "transfer_before_owner"


class OwnerAlready(Invalid):
    """The unit is theirs alone on that day already."""

    code = "transfer_owner_already"


class NotAMember(Invalid):
    """Somebody is to leave who does not belong to the unit then."""

    code = "transfer_not_a_member"


class TransferUnknown(Invalid):
    """Nothing of the unit's people stands by this approval."""

    code = "transfer_unknown"


class TransferOverlaid(Conflict):
    """Something later stands on it, or it was set back already."""

    code = "transfer_overlaid"


class TransferTooLarge(TooLarge):
    """More people's standing changes than one transaction takes, or the unit's history is longer than is kept."""

    code = "transfer_too_large"


@dataclass(frozen=True)
class UnitHousehold:
    """Everybody who is tied to a unit, or was, or was believed to be."""

    unit_id: str
    community_id: str
    building_id: str
    tenures: Tenures
    stamp: Stamp = NEW


@dataclass(frozen=True)
class NewOwner:
    """Whose the unit becomes."""

    party_id: str
    name: str
    phone_masked: str | None


@dataclass(frozen=True)
class Decision:
    """By which approval somebody's standing changes, on which day that is known, and the paper."""

    approval_id: str
    on: date
    source: Source


def standing(tenures: Iterable[Tenure]) -> Tenures:
    """Those that nothing has replaced, past ones too."""
    return tuple(one for one in tenures if one.replaced_on is None)


def owners_on(tenures: Iterable[Tenure], day: date, *, believed_on: date | None = None) -> Tenures:
    """Who owns the unit on `day`: as it stands, or as we believed at the end of the day `believed_on`."""
    if believed_on is None:
        return tuple(one for one in tenures if one.relation in OWNING and one.holds_on(day))
    believed = (replace(one, replaced_on=None) for one in tenures if one.was_believed_on(believed_on))
    return tuple(one for one in believed if one.relation in OWNING and one.holds_on(day))


def transferred(
    tenures: Sequence[Tenure], to: NewOwner, by: Decision, *, from_on: date, also_leaving: Collection[str] = ()
) -> Tenures:
    """The unit is `to`'s from `from_on`: every owner ends the day before, whoever else lives there stays.

    Unless they are among the parties `also_leaving`. Raises OwnerAlready, NotAMember, TransferBeforeOwner.
    """
    there = [one for one in standing(tenures) if one.to_on is None or one.to_on >= from_on]
    owning = {one.party_id for one in there if one.relation in OWNING and one.holds_on(from_on)}
    if owning == {to.party_id}:
        raise OwnerAlready()
    if set(also_leaving) - {one.party_id for one in there}:
        raise NotAMember()
    leaving = [one for one in there if one.relation in OWNING or one.party_id in also_leaving]
    late = max((one.from_on for one in leaving if one.from_on and one.from_on >= from_on), default=None)
    if late:
        raise TransferBeforeOwner(since=late.isoformat())
    ended = [replace(one, to_on=from_on - _DAY, known_on=by.on, known_by=by.approval_id) for one in leaving]
    new = Tenure(
        party_id=to.party_id,
        name=to.name,
        phone_masked=to.phone_masked,
        relation=Relation.OWNER,
        from_on=from_on,
        source=by.source,
        known_on=by.on,
        known_by=by.approval_id,
    )
    return (*_replaced(tenures, leaving, by), *ended, new)


def set_back(tenures: Sequence[Tenure], approval_id: str, by: Decision) -> Tenures:
    """What an approval changed stands again as it was before. Raises TransferUnknown, TransferOverlaid."""
    made = [one for one in tenures if one.known_by == approval_id]
    if not made:
        raise TransferUnknown()
    there = standing(made)
    if set(map(_said, there)) != set(map(_said, made)):
        raise TransferOverlaid()
    again = [
        replace(one, known_on=by.on, replaced_on=None, replaced_by=None)
        for one in tenures
        if one.replaced_by == approval_id
    ]
    return (*_replaced(tenures, there, by), *again)


def entered_anew(
    tenures: Sequence[Tenure],
    approval_id: str,
    to: NewOwner,
    by: Decision,
    *,
    from_on: date,
    also_leaving: Collection[str] = (),
) -> Tenures:
    """A transfer that was entered wrongly, with another day or owner: set back and entered anew by one decision.

    What stands again only in between never stood. Raises what either refuses.
    """
    back = set_back(tenures, approval_id, by)
    between = _replaced(set(standing(back)) - set(tenures), standing(back), by)
    after = transferred(back, to, by, from_on=from_on, also_leaving=also_leaving)
    return tuple(one for one in after if one not in between)


def seen_from(household: UnitHousehold) -> dict[tuple[str, Relation], tuple[PartyTenure, ...]]:
    """The household as each party's own file has it: what stands, the newest first; of what never was, that it was not.

    By party and relation; never empty.
    """
    found: dict[tuple[str, Relation], list[Tenure]] = {}
    for one in household.tenures:
        found.setdefault((one.party_id, one.relation), []).append(one)
    return {
        whose: tuple(_seen_from_party(one, household) for one in _newest_first(standing(some) or some[-1:]))
        for whose, some in found.items()
    }


def _replaced(tenures: Iterable[Tenure], over: Collection[Tenure], by: Decision) -> list[Tenure]:
    return [replace(one, replaced_on=by.on, replaced_by=by.approval_id) if one in over else one for one in tenures]


def _said(one: Tenure) -> Tenure:
    """What a tenure says, whenever it is said."""
    return replace(one, known_on=None, replaced_on=None, replaced_by=None)


def _newest_first(tenures: Iterable[Tenure]) -> list[Tenure]:
    return sorted(tenures, key=lambda one: one.from_on or date.min, reverse=True)


def _seen_from_party(one: Tenure, household: UnitHousehold) -> PartyTenure:
    return PartyTenure(
        unit_id=household.unit_id,
        community_id=household.community_id,
        building_id=household.building_id,
        relation=one.relation,
        from_on=one.from_on,
        to_on=one.to_on,
        replaced_on=one.replaced_on,
    )
