"""How right the files are, what checks have found, and what people decide about it (REG-05)."""

from __future__ import annotations

from chalicelib.core import ids
from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows
from chalicelib.quality.schemas.findings import (
    AcceptDoubt,
    AskDoubts,
    AssignDoubt,
    DoubtView,
    HandView,
    StandingView,
    doubt_view,
    hand_view,
    standing_view,
)
from chalicelib.quality.service import checking, deciding, reading
from chalicelib.quality.service.deciding import FindingMoved

routes = Routes(__name__)

_QUALITY = "/communities/{community_id}/quality"
_FINDING = _QUALITY + "/findings/{finding_id}"


@routes.get(_QUALITY, gives=StandingView, may="quality.read", fresh=True)
def get_quality(call: Call, community_id: str) -> StandingView:
    """How right the files are, how far a check is, what is open."""
    return standing_view(reading.standing(call.scope, community_id))


@routes.post(_QUALITY + "/check", gives=StandingView, may="quality.work", verb=False)
def check_quality(call: Call, community_id: str) -> StandingView:
    """Check all files now; one check at a time."""
    checking.start(call.scope, community_id, check_id=ids.ulid(call.cause.at))
    return standing_view(reading.standing(call.scope, community_id))


@routes.get(_QUALITY + "/colleagues", gives=Rows[HandView], may="quality.work", asks=Paged)
def list_quality_colleagues(call: Call, community_id: str) -> Rows[HandView]:
    """Whom a finding can be given to."""
    return Rows(rows=[hand_view(one) for one in deciding.colleagues(call.scope, community_id)])


@routes.get(_QUALITY + "/findings", gives=Rows[DoubtView], may="quality.read", asks=AskDoubts, fresh=True)
def list_doubts(call: Call, community_id: str) -> Rows[DoubtView]:
    """What checks have found, by check and place; what is put right newest first."""
    asked: AskDoubts = call.query
    found, onward = reading.findings_page(
        call.scope, community_id, state=asked.state, check=asked.check, cursor=asked.cursor
    )
    names = reading.names_of(call.scope, found)
    return Rows(rows=[doubt_view(one, names) for one in found], next=onward)


@routes.post(_FINDING + "/assign", takes=AssignDoubt, gives=FindingMoved, may="quality.work")
def assign_doubt(call: Call, community_id: str, finding_id: str) -> FindingMoved:
    """Take a finding, give it to a colleague, or give it back."""
    body: AssignDoubt = call.body
    return deciding.assign(
        call.scope,
        call.cause,
        finding_id,
        community_id=community_id,
        staff_id=body.staff_id,
        instead_of=body.instead_of,
    )


@routes.post(_FINDING + "/accept", takes=AcceptDoubt, gives=FindingMoved, may="quality.work")
def accept_doubt(call: Call, community_id: str, finding_id: str) -> FindingMoved:
    """Say that it is right so, and why."""
    body: AcceptDoubt = call.body
    return deciding.accept(
        call.scope, call.cause, finding_id, community_id=community_id, digest=body.digest, reason=body.reason
    )


@routes.post(_FINDING + "/reopen", gives=FindingMoved, may="quality.work")
def reopen_doubt(call: Call, community_id: str, finding_id: str) -> FindingMoved:
    """Doubt it again."""
    return deciding.reopen(call.scope, call.cause, finding_id, community_id=community_id)
