"""Approvals on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from chalicelib.approvals.kinds import Preview, kind_of
from chalicelib.approvals.rules import Approval
from chalicelib.core import clock, limits
from chalicelib.edge.wire import Gives, Id, Paged, Reason, Takes


class AskApprovals(Paged):
    """Of one unit, or of the whole community."""

    unit_id: Id | None = None


class Agree(Takes):
    """`digest` is that of the preview that was looked at."""

    digest: Annotated[str, msgspec.Meta(max_length=limits.DIGEST_CHARACTERS)]
    answer: Annotated[str, msgspec.Meta(max_length=limits.TICKET_WORDS)] = ""


class Refuse(Takes):
    """Why not."""

    reason: Reason


class LinkView(Gives):
    """A link that lasts some minutes."""

    url: str


class ScanView(Gives):
    """A scan of the paper."""

    media_id: str
    kind: str
    content_type: str


class ApprovalView(Gives):
    """A change that waits, or was decided, of a unit or of the whole community.

    `amount_fen` is the money that moves, as it was last worked out. `is_own`: it waits, and concerns the caller, who
    asked or whose unit it is about, so that somebody else must agree to it; `may_withdraw`: the caller asked.
    """

    approval_id: str
    kind: str
    community_id: str
    unit_id: str | None
    place: str
    request: dict[str, Any]
    paper: str
    words: str
    files: list[ScanView]
    asked_by_name: str
    asked_for_name: str
    asked_at: str
    ticket_id: str | None
    state: str
    decided_by_name: str
    decided_at: str | None
    answer: str
    amount_fen: int
    alone: bool
    is_own: bool
    may_withdraw: bool


class AlonePage(Gives):
    """A page of what one person asked for and agreed to; `total` is how many there are in all."""

    rows: list[ApprovalView]
    next: str | None
    total: int


class ApprovalPage(Gives):
    """An approval with what it would do (`preview`, plain facts of its kind), the money that moves, and its digest.

    `deciders` are the names of those who could agree to it, while it waits.
    """

    approval: ApprovalView
    preview: dict[str, Any]
    amount_fen: int
    digest: str
    deciders: list[str]


def approval_view(one: Approval, names: Mapping[str, str], *, to: str, is_own: bool) -> ApprovalView:
    """An approval as the actor `to` sees it; `names` are those of the actors."""
    return ApprovalView(
        approval_id=one.approval_id,
        kind=one.kind,
        community_id=one.community_id,
        unit_id=one.unit_id,
        place=one.place,
        request=dict(kind_of(one).shown(one.request)),
        paper=one.paper,
        words=one.words,
        files=[ScanView(media_id=f.media_id, kind=f.kind, content_type=f.content_type) for f in one.files],
        asked_by_name=names.get(one.asked_by, ""),
        asked_for_name=names.get(one.asked_for or "", ""),
        asked_at=clock.instant(one.asked_at),
        ticket_id=one.ticket_id,
        state=one.state,
        decided_by_name=names.get(one.decided_by or "", ""),
        decided_at=clock.instant(one.decided_at) if one.decided_at else None,
        answer=one.answer,
        amount_fen=one.amount_fen,
        alone=one.alone,
        is_own=is_own,
        may_withdraw=one.is_waiting and one.asked_by == to,
    )


def approval_page(view: ApprovalView, preview: Preview, *, deciders: list[str]) -> ApprovalPage:
    """An approval and what it does."""
    return ApprovalPage(
        approval=view,
        preview=dict(preview.facts),
        amount_fen=preview.amount_fen,
        digest=preview.digest,
        deciders=deciders,
    )
