"""Asking for a correction of a unit, and what was corrected (REG-03, REG-04, BIL-07)."""

from __future__ import annotations

from chalicelib.approvals.service import ApprovalMoved
from chalicelib.corrections.schemas import (
    AskArea,
    CorrectionView,
    UndoView,
    correction_view,
    request_of,
    stretch_view,
)
from chalicelib.corrections.service import reading
from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows

routes = Routes(__name__)

_CORRECTIONS = "/communities/{community_id}/units/{unit_id}/corrections"


@routes.post(_CORRECTIONS, takes=AskArea, gives=ApprovalMoved, may="facts.correct")
def ask_correction(call: Call, community_id: str, unit_id: str) -> ApprovalMoved:
    """Put a unit's right areas before a second person."""
    body: AskArea = call.body
    return reading.ask_area(
        call.scope,
        call.cause,
        community_id,
        unit_id,
        approval_id=body.approval_id,
        request=request_of(body),
        paper=body.paper,
        words=body.words,
        upload_ids=body.files,
        ticket_id=body.ticket_id,
    )


@routes.get(_CORRECTIONS, gives=Rows[CorrectionView], may="accounts.read", asks=Paged, fresh=True)
def list_corrections(call: Call, community_id: str, unit_id: str) -> Rows[CorrectionView]:
    """What was corrected on a unit, newest first."""
    found, onward = reading.corrections_page(call.scope, unit_id, community_id=community_id, cursor=call.query.cursor)
    return Rows(rows=[correction_view(one) for one in found], next=onward)


@routes.get(_CORRECTIONS + "/{correction_id}/undo", gives=UndoView, may="facts.correct", fresh=True)
def undo_correction(call: Call, community_id: str, unit_id: str, correction_id: str) -> UndoView:
    """What would set a correction back: to be asked for like any other."""
    found = reading.undo_of(call.scope, unit_id, correction_id, community_id=community_id)
    return UndoView(stretches=[stretch_view(one) for one in found])
