"""Asking for a correction, and what was corrected on a unit (REG-03, REG-04, BIL-07)."""

from __future__ import annotations

from chalicelib.approvals.service import ApprovalMoved
from chalicelib.corrections.schemas import (
    AskFact,
    AskFile,
    AskTariff,
    AskTransfer,
    AskWaiver,
    CorrectionView,
    UndoView,
    correction_view,
    papers_of,
    party_request_of,
    request_of,
    undo_view,
)
from chalicelib.corrections.service import reading
from chalicelib.corrections.service.files import FILE
from chalicelib.corrections.service.owners import TRANSFER
from chalicelib.corrections.service.tariffs import TARIFF
from chalicelib.corrections.service.waivers import WAIVER
from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows

routes = Routes(__name__)

_UNIT = "/communities/{community_id}/units/{unit_id}"
_CORRECTIONS = _UNIT + "/corrections"
_TARIFFS = "/communities/{community_id}/items/{item_id}/tariffs"


@routes.post(_CORRECTIONS, takes=AskFact, gives=ApprovalMoved, may="facts.correct")
def ask_correction(call: Call, community_id: str, unit_id: str) -> ApprovalMoved:
    """Put a unit's right facts before a second person."""
    body: AskFact = call.body
    return reading.ask(
        call.scope,
        call.cause,
        community_id,
        unit_id,
        approval_id=body.approval_id,
        kind=body.kind,
        request=request_of(body),
        papers=papers_of(body),
    )


@routes.post(
    _UNIT + "/statements/{period}/items/{item_id}/waivers", takes=AskWaiver, gives=ApprovalMoved, may="facts.correct"
)
def ask_waiver(call: Call, community_id: str, unit_id: str, period: str, item_id: str) -> ApprovalMoved:
    """Put an amount off one bill before a second person."""
    body: AskWaiver = call.body
    return reading.ask(
        call.scope,
        call.cause,
        community_id,
        unit_id,
        approval_id=body.approval_id,
        kind=WAIVER,
        request={"period": period, "item_id": item_id, "amount_fen": body.amount_fen},
        papers=papers_of(body),
    )


@routes.post(_UNIT + "/transfers", takes=AskTransfer, gives=ApprovalMoved, may="facts.correct")
def ask_transfer(call: Call, community_id: str, unit_id: str) -> ApprovalMoved:
    """Put another owner of a unit before a second person; or that a transfer was wrong."""
    body: AskTransfer = call.body
    return reading.ask(
        call.scope,
        call.cause,
        community_id,
        unit_id,
        approval_id=body.approval_id,
        kind=TRANSFER,
        request=party_request_of(body, community_id=community_id, unit_id=unit_id),
        papers=papers_of(body),
    )


@routes.post(_UNIT + "/party-files", takes=AskFile, gives=ApprovalMoved, may="facts.correct")
def ask_file(call: Call, community_id: str, unit_id: str) -> ApprovalMoved:
    """Put what is right in the file of somebody of a unit before a second person."""
    body: AskFile = call.body
    return reading.ask(
        call.scope,
        call.cause,
        community_id,
        unit_id,
        approval_id=body.approval_id,
        kind=FILE,
        request=party_request_of(body, community_id=community_id, unit_id=unit_id),
        papers=papers_of(body),
    )


@routes.post(_TARIFFS, takes=AskTariff, gives=ApprovalMoved, may="tariffs.correct")
def ask_tariff(call: Call, community_id: str, item_id: str) -> ApprovalMoved:
    """Put a fee item's right prices before a second person."""
    body: AskTariff = call.body
    return reading.ask_tariff(
        call.scope,
        call.cause,
        community_id,
        item_id,
        approval_id=body.approval_id,
        request=request_of(body),
        papers=papers_of(body),
    )


@routes.get(_TARIFFS + "/{change_id}/undo", gives=UndoView, may="tariffs.correct", fresh=True)
def undo_tariff(call: Call, community_id: str, item_id: str, change_id: str) -> UndoView:
    """What would set a change of prices back: to be asked for like any other."""
    request = reading.undo_of_tariff(call.scope, item_id, change_id, community_id=community_id)
    return undo_view(TARIFF, request)


@routes.get(_CORRECTIONS, gives=Rows[CorrectionView], may="accounts.read", asks=Paged, fresh=True)
def list_corrections(call: Call, community_id: str, unit_id: str) -> Rows[CorrectionView]:
    """What was corrected on a unit, newest first."""
    found, onward = reading.corrections_page(call.scope, unit_id, community_id=community_id, cursor=call.query.cursor)
    return Rows(rows=[correction_view(one) for one in found], next=onward)


@routes.get(_CORRECTIONS + "/{correction_id}/undo", gives=UndoView, may="facts.correct", fresh=True)
def undo_correction(call: Call, community_id: str, unit_id: str, correction_id: str) -> UndoView:
    """What would set a correction back: to be asked for like any other."""
    return undo_view(*reading.undo_of(call.scope, unit_id, correction_id, community_id=community_id))
