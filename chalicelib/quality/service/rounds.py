"""Opening a round, signing units off, saying that a paper says otherwise. It closes with the last unit (REG-05)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from chalicelib.approvals.kinds import may_be_alone
from chalicelib.core import ids
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Cause, Scope, system_scope
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.journal import transaction, verb
from chalicelib.journal.entries import community_home
from chalicelib.quality.rules import rounds as rules
from chalicelib.quality.rules import signing
from chalicelib.quality.rules.rounds import Round, RoundOpen
from chalicelib.quality.rules.signing import AlreadySigned, Sign
from chalicelib.quality.store import rounds as store

_AFTER: Final = "quality.open_round_after"


@dataclass(frozen=True)
class RoundMoved:
    """How far a round is; `units` are how many this verb signed off, `alone` that one person entered and signed."""

    round_id: str
    community_id: str
    state: str
    units: int
    done: int
    total: int
    differing: int
    alone: bool = False


@verb("quality.open_round")
def open_round(
    scope: Scope,
    cause: Cause,
    community_id: str,
    *,
    round_id: str | None,
    reason: str = "",
    correction_id: str | None = None,
) -> RoundMoved:
    """Have every unit's area compared with its paper. Raises RoundOpen, NothingToVerify.

    `round_id` is the client's; that of a round that a correction opens sorts by when that was.
    """
    estate.get_whole_community(scope, community_id)
    slot = store.load_slot(scope, community_id)
    if slot.round_id:
        raise RoundOpen()
    new_id = round_id or ids.derived_at(cause.at, community_id, "round", correction_id or "")
    totals = rules.totals_of(estate.every_unit(scope, community_id))
    one = Round(new_id, community_id, cause.at, scope.actor_id, reason, correction_id, totals)
    with transaction(scope, cause) as tx:
        tx.save(store.slot_row(scope, replace(slot, round_id=new_id)))
        return tx.record(
            "round.opened",
            subject=store.round_row(scope, one),
            home=community_home(community_id),
            outcome=_moved(one),
            reason=reason or None,
        )


def open_round_after(org_id: str, community_id: str, correction_id: str) -> None:
    """A correction that moved money was posted: the whole community is verified, unless that is being done already.

    Told twice of the same one it opens no second round.
    """
    scope = system_scope(org_id, _AFTER)
    with suppress(RoundOpen, rules.NothingToVerify):
        cause = jobs.job_cause(f"round#{community_id}#{correction_id}")
        open_round(scope, cause, community_id, round_id=None, correction_id=correction_id)


@verb("quality.sign_off")
def sign_off(
    scope: Scope, cause: Cause, community_id: str, *, round_id: str, areas: Mapping[str, str], paper: str
) -> RoundMoved:
    """The paper of each of these units says the area that was looked at (`areas`: by unit, in m²).

    With the last unit the round is over. Raises RoundClosed, AreaChanged, AreaMissing, OwnEntry, StillDiffers,
    AlreadySigned; of several units one that cannot be signed off holds up all.
    """
    one, units, before = _load(scope, community_id, round_id, areas)
    alone, signs = may_be_alone(scope), dict[str, Sign]()
    for unit_id, unit in units.items():
        sign = signing.signed_off(
            unit,
            before.get(unit_id),
            area=areas[unit_id],
            paper=paper,
            by=scope.actor_id,
            at=cause.at,
            may_be_alone=alone,
        )
        if sign:
            signs[unit_id] = sign
    if not signs:
        raise AlreadySigned()
    return _commit(scope, cause, _counted(scope, cause, one, before, signs), signs)


@verb("quality.mark_differing")
def mark_differing(
    scope: Scope,
    cause: Cause,
    community_id: str,
    unit_id: str,
    *,
    round_id: str,
    area: str,
    says: str,
    paper: str,
    words: str,
) -> RoundMoved:
    """The paper of a unit says another area (`says`, in m²) than that on file, which was looked at (`area`)."""
    one, units, before = _load(scope, community_id, round_id, {unit_id: area})
    by, at = scope.actor_id, cause.at
    sign = signing.marked_differing(
        units[unit_id], before.get(unit_id), area=area, says=says, paper=paper, words=words, by=by, at=at
    )
    return _commit(scope, cause, _counted(scope, cause, one, before, {unit_id: sign}), {unit_id: sign})


def _load(
    scope: Scope, community_id: str, round_id: str, areas: Mapping[str, str]
) -> tuple[Round, dict[str, Unit], dict[str, Sign]]:
    """The open round, these units of it within reach, and what was said of them. Raises NotFound, RoundClosed."""
    scope.need_community(community_id)
    one = store.load_round(scope, community_id, round_id)
    rules.need_open(one)
    units = estate.get_units(scope, areas)
    for unit_id in areas:
        unit = units.get(unit_id)
        if unit is None or unit.community_id != community_id:
            raise NotFound()
        scope.need_unit(unit_id, community_id=community_id, building_id=unit.building_id)
    return one, {unit_id: units[unit_id] for unit_id in sorted(areas)}, store.signs_of(scope, round_id, areas)


def _counted(scope: Scope, cause: Cause, one: Round, before: Mapping[str, Sign], signs: dict[str, Sign]) -> Round:
    """The round with these signs; counted by all that is on file where that may end it."""
    changes = [(before.get(unit_id), sign) for unit_id, sign in signs.items()]
    after = rules.counted(one, changes)
    if not rules.is_to_be_counted_anew(after, changes):
        return after
    everything = store.every_sign(scope, one.round_id) | signs
    return rules.counted_anew(after, estate.every_unit(scope, one.community_id), everything, at=cause.at)


def _commit(scope: Scope, cause: Cause, after: Round, signs: Mapping[str, Sign]) -> RoundMoved:
    is_over, differs = after.state == rules.State.CLOSED, any(sign.differs for sign in signs.values())
    with transaction(scope, cause) as tx:
        for sign in signs.values():
            tx.save(store.sign_row(scope, after.round_id, sign))
        if is_over:
            slot = store.load_slot(scope, after.community_id)
            tx.save(store.slot_row(scope, replace(slot, round_id=None)))
        return tx.record(
            "round.closed" if is_over else "round.differing_marked" if differs else "round.signed",
            subject=store.round_row(scope, after),
            home=community_home(after.community_id),
            outcome=_moved(after, len(signs), alone=any(sign.alone for sign in signs.values())),
        )


def _moved(one: Round, units: int = 0, *, alone: bool = False) -> RoundMoved:
    return RoundMoved(one.round_id, one.community_id, one.state, units, one.done, one.total, one.differing, alone=alone)
