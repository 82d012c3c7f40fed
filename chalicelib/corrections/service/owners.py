"""The kind `unit.transfer` (过户): a unit is another's from a day on, who pays for it with it (REG-02, REG-04, BIL-05).

A new owner's file comes with it: what the approval keeps of that is sealed, and pages see it masked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from chalicelib.approvals.rules import Approval
from chalicelib.billing.rules.rating import Rating, by_payer
from chalicelib.billing.service import accounts
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.corrections.rules.corrections import Correction
from chalicelib.corrections.rules.facts import NotUndoable, span_of, with_stretches
from chalicelib.corrections.rules.transfers import Paying, Transfer, need_payers, payers_after, transfer_of
from chalicelib.corrections.service.proposing import FactKind, Facts, Proposed, facts_of, get_unit, source_of
from chalicelib.corrections.service.views import day
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.journal import Transaction
from chalicelib.people import service as people
from chalicelib.people.rules.parties import OWNING
from chalicelib.people.rules.transfers import Decision, NewOwner, UnitHousehold, standing
from chalicelib.people.service import Party

TRANSFER: Final = "unit.transfer"
_IS_NEXT: Final = "is_next"
"""Whether a new owner's number is the unit's next: nobody chose it."""
_SEEN: Final = ("party_id", "number", "name", "kind", "phone_masked", "id_number_masked")


def propose(scope: Scope, one: Approval, on: date) -> Proposed:
    """The unit in its new owner's hands. Raises NotFound, BadFact, and what people's transfers refuse."""
    unit, asked = get_unit(scope, one), transfer_of(one.request, today=on)
    party = _on_file(scope, unit, asked.party_id) if asked.party_id else None
    new = people.renumbered(scope, unit, asked.new) if asked.new and asked.new.get(_IS_NEXT) else asked.new
    to, before = _new_owner(party, new), people.household_of(scope, unit)
    after = people.transferred(
        before,
        to,
        Decision(one.approval_id, on, source_of(one)),
        from_on=asked.from_on,
        also_leaving=asked.also_leaving,
        instead_of=asked.instead_of,
    )
    stretches = _paying(scope, unit, asked, to, (before, after))
    payer = with_stretches(unit.payer, stretches, source_of(one), on=on) if stretches else unit.payer
    right = replace(unit, payer=payer)
    first, last = span_of(stretches) if stretches else (asked.from_on or on, None)
    names = _names(scope, (unit, right), (before, after))

    def save_in(tx: Transaction) -> None:
        estate.correct_unit_in(tx, right)
        people.transfer_in(tx, before, after, to=people.file_in(tx, new) if new else party)

    return Proposed(
        right,
        _facts(unit, before, names),
        _facts(right, after, names),
        first,
        last,
        save_in,
        rating=by_payer(first, last) if stretches else None,
        names=names,
    )


def rating(scope: Scope, unit: Unit, approval: Approval, one: Correction) -> Rating:
    """Everybody has their own days."""
    return by_payer(one.first, one.last)


def undo(scope: Scope, unit: Unit, approval: Approval) -> Mapping[str, Any]:
    """The transfer is set back. What set one back is not: the transfer is entered again. Raises NotUndoable."""
    if not approval.request.get("to"):
        raise NotUndoable(kind=approval.kind)
    return {"instead_of": approval.approval_id}


def kept(scope: Scope, request: Mapping[str, Any]) -> Mapping[str, Any]:
    """The request as the approval's row keeps it: a new owner's file sealed, under the next number where none is given.

    Where another gets that one meanwhile, they get the next again when it is agreed to.
    Raises NotFound, and what people's filing refuses.
    """
    to: Mapping[str, Any] = request.get("to") or {}
    if "new" not in to:
        return request
    unit = estate.get_unit(scope, request["unit_id"], community_id=request["community_id"])
    number = to["new"].get("number") or people.next_number(scope, unit)
    new = people.sealed_file(scope, community_id=unit.community_id, **{**to["new"], "number": number})
    return {**request, "to": {**to, "new": {**new, _IS_NEXT: not to["new"].get("number")}}}


def shown(request: Mapping[str, Any]) -> Mapping[str, Any]:
    """The request as pages may see it: a new owner masked."""
    new = (request.get("to") or {}).get("new")
    return {**request, "to": {"new": {name: new.get(name) for name in _SEEN}}} if new else request


FACT: Final = FactKind(TRANSFER, propose, rating, undo, kept, shown)


def _on_file(scope: Scope, unit: Unit, party_id: str) -> Party:
    party = people.get_party(scope, party_id)
    if party.community_id != unit.community_id:
        raise NotFound()
    return party


def _new_owner(party: Party | None, new: Mapping[str, Any] | None) -> NewOwner | None:
    if party:
        return NewOwner(party.party_id, party.name, party.phone_masked)
    return NewOwner(new["party_id"], new["name"], new["phone_masked"]) if new else None


def _staying(after: UnitHousehold, from_on: date | None) -> set[str]:
    """Who belongs to the unit on the new owner's day without owning it."""
    there = after.tenures if from_on else ()
    return {one.party_id for one in there if from_on and one.relation not in OWNING and one.holds_on(from_on)}


def _paying(
    scope: Scope, unit: Unit, asked: Transfer, to: NewOwner | None, households: tuple[UnitHousehold, UnitHousehold]
) -> Paying:
    """Who pays otherwise; raises BadFact where a bill would be nobody's."""
    before, after = households
    stretches = payers_after(
        unit.payer,
        to=to.party_id if to else None,
        from_on=asked.from_on,
        staying=_staying(after, asked.from_on),
        instead_of=asked.instead_of,
        gone=_members(before) - _members(after),
    )
    if any(stretch.value is None for stretch in stretches):
        need_payers(stretches, accounts.every_bill(scope, [unit]))
    return stretches


def _members(household: UnitHousehold) -> set[str]:
    """Whoever belongs to the unit on any day."""
    return {one.party_id for one in standing(household.tenures)}


def _names(scope: Scope, units: tuple[Unit, ...], households: tuple[UnitHousehold, ...]) -> dict[str, str]:
    """Whoever pays or belongs to the unit, the new owner who is not on file yet among them."""
    payers = people.existing_parties(scope, {fact.value for unit in units for fact in unit.payer})
    members = {one.party_id: one.name for household in households for one in household.tenures}
    return {party_id: party.name for party_id, party in payers.items()} | members


def _facts(unit: Unit, household: UnitHousehold, names: Mapping[str, str]) -> list[Facts]:
    """Who belongs to the unit, by their days, and who pays: as pages show them."""
    members = sorted(standing(household.tenures), key=lambda one: (one.from_on or date.min, one.party_id))
    people_there: list[Facts] = [
        {
            "about": str(one.relation),
            "party_id": one.party_id,
            "name": one.name,
            "phone_masked": one.phone_masked,
            "from_on": day(one.from_on),
            "to_on": day(one.to_on),
            "paper": one.source.paper if one.source else "",
        }
        for one in members
    ]
    return people_there + facts_of(
        unit.payer, lambda party_id: {"about": "payer", "party_id": party_id, "name": names.get(party_id, "")}
    )
