"""The kind `unit.occupancy`: how a unit is used, from a day on (REG-01). No price depends on it yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from chalicelib.approvals.rules import Approval
from chalicelib.core.scope import Scope
from chalicelib.corrections.rules.facts import span_of, stretches_of, undoing, with_stretches
from chalicelib.corrections.rules.values import occupancy_of
from chalicelib.corrections.service.proposing import FactKind, Proposed, facts_of, get_unit, request_of, source_of
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit

OCCUPANCY: Final = "unit.occupancy"


def propose(scope: Scope, one: Approval, on: date) -> Proposed:
    """The unit used like this. Raises BadFact, NothingToCorrect."""
    unit = get_unit(scope, one)
    stretches = stretches_of(one.request, occupancy_of)
    right = replace(unit, occupancy=with_stretches(unit.occupancy, stretches, source_of(one), on=on))
    first, last = span_of(stretches)
    return Proposed(
        right,
        facts_of(unit.occupancy, _view),
        facts_of(right.occupancy, _view),
        first,
        last,
        save_in=lambda tx: estate.correct_unit_in(tx, right),
    )


def undo(scope: Scope, unit: Unit, approval: Approval) -> Mapping[str, Any]:
    """What was known before it."""
    return request_of(undoing(unit.occupancy, approval.approval_id), _view)


def _view(occupancy: str) -> Mapping[str, Any]:
    return {"occupancy": occupancy}


FACT: Final = FactKind(OCCUPANCY, propose, undo=undo)
