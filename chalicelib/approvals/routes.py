"""What waits for a second person: the list, one with what it would do, the decision (REG-04)."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.approvals import concerns, service
from chalicelib.approvals.rules import Approval
from chalicelib.approvals.schemas import (
    Agree,
    AlonePage,
    ApprovalPage,
    ApprovalView,
    AskApprovals,
    LinkView,
    Refuse,
    approval_page,
    approval_view,
)
from chalicelib.approvals.service import ApprovalMoved
from chalicelib.attachments.media import media_link
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows
from chalicelib.people import service as people

routes = Routes(__name__)

_APPROVALS = "/communities/{community_id}/approvals"
_APPROVAL = _APPROVALS + "/{approval_id}"


@routes.get(_APPROVALS, gives=Rows[ApprovalView], may="approvals.read", asks=AskApprovals, fresh=True)
def list_approvals(call: Call, community_id: str) -> Rows[ApprovalView]:
    """What waits for a second person, the longest waiting first; of the community, or of one unit."""
    return _page(call, community_id, is_waiting=True)


@routes.get(_APPROVALS + "/decided", gives=Rows[ApprovalView], may="approvals.read", asks=AskApprovals, fresh=True)
def list_decided_approvals(call: Call, community_id: str) -> Rows[ApprovalView]:
    """What was decided, newest first; of the community, or of one unit."""
    return _page(call, community_id, is_waiting=False)


@routes.get(_APPROVALS + "/alone", gives=AlonePage, may="approvals.read", asks=Paged, fresh=True)
def list_lone_approvals(call: Call, community_id: str) -> AlonePage:
    """What one person asked for and agreed to, newest first: what a manager is told of."""
    found, onward, total = service.alone_page(call.scope, community_id, cursor=call.query.cursor)
    return AlonePage(rows=_views(call.scope, found), next=onward, total=total)


@routes.get(_APPROVAL, gives=ApprovalPage, may="approvals.read", fresh=True)
def get_approval(call: Call, community_id: str, approval_id: str) -> ApprovalPage:
    """One, with what it would do now; a decided one with what was looked at then."""
    one, preview = service.get_approval(call.scope, approval_id, community_id=community_id)
    (view,) = _views(call.scope, [one])
    return approval_page(view, preview, deciders=concerns.deciders(call.scope, one) if one.is_waiting else [])


@routes.get(_APPROVAL + "/files/{media_id}", gives=LinkView, may="approvals.read", fresh=True)
def approval_file(call: Call, community_id: str, approval_id: str, media_id: str) -> LinkView:
    """A scan of the paper, by a link that lasts some minutes."""
    one, _ = service.get_approval(call.scope, approval_id, community_id=community_id)
    found = next((file for file in one.files if file.media_id == media_id), None)
    if found is None:
        raise NotFound()
    return LinkView(url=media_link(call.scope, found, at=call.cause.at))


@routes.post(_APPROVAL + "/approve", takes=Agree, gives=ApprovalMoved, may="approvals.decide")
def approve(call: Call, community_id: str, approval_id: str) -> ApprovalMoved:
    """Agree to what was looked at."""
    return service.approve(
        call.scope,
        call.cause,
        approval_id,
        community_id=community_id,
        digest=call.body.digest,
        answer=call.body.answer,
    )


@routes.post(_APPROVAL + "/refuse", takes=Refuse, gives=ApprovalMoved, may="approvals.decide")
def refuse(call: Call, community_id: str, approval_id: str) -> ApprovalMoved:
    """Do not agree, and say why."""
    return service.refuse(call.scope, call.cause, approval_id, community_id=community_id, answer=call.body.reason)


@routes.post(_APPROVAL + "/withdraw", gives=ApprovalMoved, may="facts.correct")
def withdraw(call: Call, community_id: str, approval_id: str) -> ApprovalMoved:
    """Take back what one has asked oneself."""
    return service.withdraw(call.scope, call.cause, approval_id, community_id=community_id)


def _page(call: Call, community_id: str, *, is_waiting: bool) -> Rows[ApprovalView]:
    asks: AskApprovals = call.query
    found, onward = service.approvals_page(
        call.scope, community_id, is_waiting=is_waiting, cursor=asks.cursor, unit_id=asks.unit_id
    )
    return Rows(rows=_views(call.scope, found), next=onward)


def _views(scope: Scope, approvals: list[Approval]) -> list[ApprovalView]:
    names, others = _names(scope, approvals), concerns.left_to_others(scope, approvals)
    return [approval_view(one, names, to=scope.actor_id, is_own=one.approval_id in others) for one in approvals]


def _names(scope: Scope, approvals: Iterable[Approval]) -> dict[str, str]:
    actors = {actor for one in approvals for actor in (one.asked_by, one.asked_for, one.decided_by) if actor}
    return people.actor_names(scope, actors)
