"""Whom a change concerns: they do not agree to it, and no page offers it to them (REG-04).

Of a unit those are who belong to it or pay for it, or did, and whoever the request names.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from chalicelib.approvals.kinds import may_be_alone
from chalicelib.approvals.rules import Approval, Concerned, concerned_by, named
from chalicelib.core.dated import standing
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Together
from chalicelib.estate import service as estate
from chalicelib.people import service as people

DECIDE: Final = "approvals.decide"
"""The permission to agree, or not."""


def is_own(scope: Scope, one: Approval) -> bool:
    """Whether it concerns the caller."""
    return one.approval_id in _own(scope, [one])


def left_to_others(scope: Scope, approvals: Iterable[Approval]) -> frozenset[str]:
    """Those that wait, by id, to which the caller may not agree; none in an office of one person."""
    waiting = [one for one in approvals if one.is_waiting]
    return _own(scope, waiting) if waiting and not may_be_alone(scope) else frozenset()


def deciders(scope: Scope, one: Approval) -> list[str]:
    """Who could agree to it, by name: those of the office who may, there, and whom it does not concern."""
    found = people.colleagues_of(scope, one.community_id, one.building_id, may=DECIDE)
    if may_be_alone(scope):
        return [colleague.name for colleague in found]
    those = _concerned(scope, [one])[one.approval_id]
    return [who.name for who in found if not those.has(f"S:{who.staff_id}", who.phone_index)]


def _own(scope: Scope, approvals: list[Approval]) -> frozenset[str]:
    phone = people.staff_phone(scope, scope.actor_id)
    found = _concerned(scope, approvals)
    return frozenset(approval_id for approval_id, those in found.items() if those.has(scope.actor_id, phone))


def _concerned(scope: Scope, approvals: list[Approval]) -> dict[str, Concerned]:
    """Reads the units and their households together, then the files of all who are in them."""
    at_units = _at_units(scope, {one.unit_id for one in approvals if one.unit_id is not None})
    parties = {
        one.approval_id: {*at_units.get(one.unit_id, ()), *named(one.request, "party_id"), *_asked_for(one)}
        for one in approvals
    }
    files = people.existing_parties(scope, set().union(*parties.values()))
    return {
        one.approval_id: concerned_by(
            one, (files[party_id].phone_index for party_id in parties[one.approval_id] & files.keys())
        )
        for one in approvals
    }


def _at_units(scope: Scope, unit_ids: Iterable[str]) -> dict[str | None, set[str]]:
    """The ids of who belongs to each unit, or pays for it, now or once."""
    asks = {unit_id: (estate.ask_unit(scope, unit_id), people.ask_household(scope, unit_id)) for unit_id in unit_ids}
    found = Together(*(ask for both in asks.values() for ask in both))
    return {
        unit_id: {fact.value for fact in standing(found[unit].payer)} | {one.party_id for one in found[household]}
        for unit_id, (unit, household) in asks.items()
    }


def _asked_for(one: Approval) -> list[str]:
    return [one.asked_for.removeprefix("P:")] if one.asked_for else []
