"""The kinds of facts that can be corrected, and what each makes of the bills once it was agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from chalicelib.approvals import service as approvals
from chalicelib.approvals.rules import Approval
from chalicelib.billing.rules.rating import Rating, within_waivers
from chalicelib.core.scope import Scope
from chalicelib.corrections.rules.corrections import Correction
from chalicelib.corrections.rules.facts import NotUndoable
from chalicelib.corrections.service import areas, discounts, files, occupancies, owners, payers, tariffs, waivers
from chalicelib.corrections.service.proposing import FactKind
from chalicelib.estate.rules import Unit

FACTS: Final[tuple[FactKind, ...]] = (
    *(areas.FACT, payers.FACT, occupancies.FACT, discounts.FACT, waivers.FACT),
    *(owners.FACT, files.FACT),
)
_RATINGS: Final = {one.name: one.rating for one in FACTS if one.rating} | {tariffs.TARIFF: tariffs.rating}
_UNDOS: Final = {one.name: one.undo for one in FACTS if one.undo}


def approval_of(scope: Scope, community_id: str, correction_id: str) -> Approval:
    """What a correction was agreed to under."""
    return approvals.get_approval(scope, correction_id, community_id=community_id)[0]


def rating_of(scope: Scope, unit: Unit, one: Correction) -> Rating:
    """What a correction makes of the unit's bills, by what is on file now."""
    rating = _RATINGS[one.kind](scope, unit, approval_of(scope, one.community_id, one.correction_id), one)
    return within_waivers(rating)


def undo_of(scope: Scope, unit: Unit, one: Correction) -> Mapping[str, Any]:
    """The request that sets a correction back; raises NotUndoable where its kind has no mirror of this unit's."""
    if one.kind not in _UNDOS:
        raise NotUndoable(kind=one.kind)
    return _UNDOS[one.kind](scope, unit, approval_of(scope, one.community_id, one.correction_id))
