"""The kind `unit.area`: another area from a past day (REG-03, BIL-07)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from chalicelib.approvals.rules import Approval
from chalicelib.billing.rules.rating import Rating, by_area
from chalicelib.core.scope import Scope
from chalicelib.corrections.rules.corrections import Correction
from chalicelib.corrections.rules.facts import span_of, stretches_of, undoing, with_stretches
from chalicelib.corrections.rules.values import area_of
from chalicelib.corrections.service.proposing import FactKind, Proposed, facts_of, get_unit, request_of, source_of
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit

AREA: Final = "unit.area"


def propose(scope: Scope, one: Approval, on: date) -> Proposed:
    """The unit with these areas. Raises BadFact, NothingToCorrect."""
    unit = get_unit(scope, one)
    stretches = stretches_of(one.request, area_of)
    right = replace(unit, area=with_stretches(unit.area, stretches, source_of(one), on=on))
    first, last = span_of(stretches)
    return Proposed(
        right,
        facts_of(unit.area, _view),
        facts_of(right.area, _view),
        first,
        last,
        save_in=lambda tx: estate.correct_unit_in(tx, right),
        rating=by_area(right, first, last),
    )


def rating(scope: Scope, unit: Unit, approval: Approval, one: Correction) -> Rating:
    """The unit's areas as they are on file."""
    return by_area(unit, one.first, one.last)


def undo(scope: Scope, unit: Unit, approval: Approval) -> Mapping[str, Any]:
    """The areas before it."""
    return request_of(undoing(unit.area, approval.approval_id), _view)


def _view(area: Decimal) -> Mapping[str, Any]:
    return {"area": f"{area:f}"}


FACT: Final = FactKind(AREA, propose, rating, undo)
