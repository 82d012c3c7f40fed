"""The estate's verbs and questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from chalicelib.core import limits
from chalicelib.core.errors import Forbidden, NotFound
from chalicelib.core.scope import Cause, Reach, Scope
from chalicelib.db.reads import Ask
from chalicelib.db.rows import AggregateRow, Row
from chalicelib.estate import store
from chalicelib.estate.rules import Building, Community, CommunityExists, Organisation, Unit, unit_id_of
from chalicelib.journal import Transaction, transaction, verb
from chalicelib.journal.entries import ORGANISATION_HOME, community_home

__all__ = ["unit_id_of"]


@dataclass(frozen=True)
class CommunityCreated:
    community_id: str


@dataclass(frozen=True)
class OnePersonSet:
    one_person: bool


@dataclass(frozen=True)
class StaffTotpSet:
    staff_totp: bool


def create_organisation_in(tx: Transaction, *, org_id: str, name: str) -> AggregateRow:
    """Join a verb that sets an organisation up; gives the row to record the entry on (which saves it)."""
    row, listed = store.organisation_rows(Organisation(org_id, name))
    tx.save(listed)
    return row


def create_community_in(tx: Transaction, *, community_id: str, name: str) -> None:
    """Join a verb that brings a community with it."""
    tx.save(store.community_row(tx.scope, Community(community_id, name)))


@verb("estate.create_community")
def create_community(scope: Scope, cause: Cause, *, community_id: str, name: str) -> CommunityCreated:
    """Add a community to the organisation; raises CommunityExists for an id that stands already.

    Only for those who reach the whole organisation: others would make what they cannot see.
    """
    if scope.reach != Reach():
        raise Forbidden()
    if store.community_stands(scope, community_id):
        raise CommunityExists(community_id=community_id)
    with transaction(scope, cause) as tx:
        return tx.record(
            "community.created",
            subject=store.community_row(scope, Community(community_id, name)),
            home=community_home(community_id),
            outcome=CommunityCreated(community_id),
        )


def get_organisation(scope: Scope) -> Organisation:
    """The caller's organisation."""
    return store.load_organisation(scope)


@verb("estate.set_staff_totp")
def set_staff_totp(scope: Scope, cause: Cause, *, on: bool) -> StaffTotpSet:
    """Have staff sign in with a second factor, or no longer. Only for those who reach the whole organisation.

    On: whoever works here and signed in without one is signed out at their next request, the caller too, and enrols
    when they sign in again (`people.principal` decides it by how each session was begun, so that none slips through).
    """
    if scope.reach != Reach():
        raise Forbidden()
    before = store.load_organisation(scope)
    row, _ = store.organisation_rows(replace(before, staff_totp=on))
    with transaction(scope, cause) as tx:
        return tx.record(
            "organisation.staff_totp_changed",
            subject=row,
            home=ORGANISATION_HOME,
            outcome=StaffTotpSet(on),
            changes={"staff_totp": [before.staff_totp, on]},
        )


@verb("estate.set_one_person")
def set_one_person(scope: Scope, cause: Cause, *, on: bool) -> OnePersonSet:
    """Let whoever asks for a change agree to it, because nobody else is there; or no longer. Each use is recorded."""
    if scope.reach != Reach():
        raise Forbidden()
    before = store.load_organisation(scope)
    row, _ = store.organisation_rows(replace(before, one_person=on))
    with transaction(scope, cause) as tx:
        return tx.record(
            "organisation.one_person_changed",
            subject=row,
            home=ORGANISATION_HOME,
            outcome=OnePersonSet(on),
            changes={"one_person": [before.one_person, on]},
        )


def is_of_one_person(scope: Scope) -> bool:
    """Whether the office has nobody who could be a second person."""
    return store.load_organisation(scope).one_person


def organisation_ids() -> list[str]:
    """Every organisation of this deployment: for system jobs and sign-in, which have no scope yet."""
    return list(store.organisation_ids())


def list_communities(scope: Scope) -> list[Community]:
    """Every community within reach."""
    return store.communities(scope)


def get_community(scope: Scope, community_id: str) -> Community:
    """The community; raises NotFound outside the caller's reach."""
    return store.load_community(scope, community_id)


def get_whole_community(scope: Scope, community_id: str) -> Community:
    """The community, for what concerns all of it (runs, imports); raises NotFound when a few buildings are reached."""
    if scope.reach.buildings is not None:
        raise NotFound()
    return store.load_community(scope, community_id)


def name_of_community(scope: Scope, unit: Unit) -> str:
    """The name of a loaded unit's community: for those whose reach is their own units."""
    return store.community_name(scope, unit.community_id)


def list_buildings(scope: Scope, community_id: str) -> list[Building]:
    """Every entrance of a community within reach."""
    store.load_community(scope, community_id)
    return store.buildings(scope, community_id)


def get_unit(scope: Scope, unit_id: str, *, community_id: str | None = None) -> Unit:
    """The unit; raises NotFound outside the caller's reach, or outside `community_id` when that is given."""
    return store.load_unit(scope, unit_id, community_id=community_id)


def ask_unit(scope: Scope, unit_id: str, *, community_id: str | None = None) -> Ask[Unit]:
    """What `get_unit` gives, to be read with other things."""
    return store.ask_unit(scope, unit_id, community_id=community_id)


def get_units(scope: Scope, unit_ids: Iterable[str]) -> dict[str, Unit]:
    """Those units that exist. The caller has checked its reach."""
    return store.load_units(scope, unit_ids)


def units_page(
    scope: Scope, community_id: str, *, cursor: str | None = None, limit: int = limits.PAGE_ROWS
) -> tuple[list[Unit], str | None]:
    """A page of a community's units in the order of their numbers."""
    store.load_community(scope, community_id)
    return store.units_page(scope, community_id, cursor=cursor, limit=limit)


def every_unit(scope: Scope, community_id: str, *, after: str | None = None) -> Iterator[Unit]:
    """All units of a community in the order of their numbers, those behind the unit `after`; for jobs."""
    scope.need_community(community_id)
    return store.every_unit(scope, community_id, after=store.load_unit(scope, after) if after else None)


def count_units(scope: Scope, community_id: str) -> int:
    """How many units a community has: for progress, not for money."""
    scope.need_community(community_id)
    return store.count_units(scope, community_id)


def correct_unit_in(tx: Transaction, unit: Unit) -> None:
    """Join the verb that agrees to a correction: the unit's dated facts are as given. The unit is version-checked."""
    tx.save(store.unit_row(tx.scope, unit))


def rows_to_stage(scope: Scope, *, units: Sequence[Unit] = (), buildings: Sequence[Building] = ()) -> list[Row]:
    """The rows of new units and buildings, for a long verb to stage."""
    return [store.building_row(scope, one) for one in buildings] + [store.unit_row(scope, one) for one in units]
