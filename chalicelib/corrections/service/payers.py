"""The kind `unit.payer`: another party of the household pays from a day on; what they owe goes by days (BIL-07)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from chalicelib.approvals.rules import Approval
from chalicelib.billing.rules.rating import Rating, by_payer
from chalicelib.core.scope import Scope
from chalicelib.corrections.rules.corrections import Correction
from chalicelib.corrections.rules.facts import BadFact, span_of, stretches_of, undoing, with_stretches
from chalicelib.corrections.rules.values import party_of
from chalicelib.corrections.service.proposing import FactKind, Proposed, facts_of, get_unit, request_of, source_of
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.people import service as people

PAYER: Final = "unit.payer"


def propose(scope: Scope, one: Approval, on: date) -> Proposed:
    """The unit paid for by these parties of its household. Raises BadFact, NothingToCorrect."""
    unit = get_unit(scope, one)
    stretches = stretches_of(one.request, party_of)
    names = {held.party_id: held.name for held in people.households(scope, [unit.unit_id]).get(unit.unit_id, ())}
    if any(stretch.value not in names for stretch in stretches):
        raise BadFact(why="party")

    def view(party_id: str) -> Mapping[str, Any]:
        return {"party_id": party_id, "name": names.get(party_id, "")}

    right = replace(unit, payer=with_stretches(unit.payer, stretches, source_of(one), on=on))
    first, last = span_of(stretches)
    return Proposed(
        right,
        facts_of(unit.payer, view),
        facts_of(right.payer, view),
        first,
        last,
        save_in=lambda tx: estate.correct_unit_in(tx, right),
        rating=by_payer(first, last),
    )


def rating(scope: Scope, unit: Unit, approval: Approval, one: Correction) -> Rating:
    """Everybody has their own days."""
    return by_payer(one.first, one.last)


def undo(scope: Scope, unit: Unit, approval: Approval) -> Mapping[str, Any]:
    """Who paid before it."""
    return request_of(undoing(unit.payer, approval.approval_id), lambda party_id: {"party_id": party_id})


FACT: Final = FactKind(PAYER, propose, rating, undo)
