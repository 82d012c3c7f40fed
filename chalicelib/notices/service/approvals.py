"""That one person asked for a change and agreed to it, told to whoever answers for the community (REG-04)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from chalicelib.approvals import service as approvals
from chalicelib.approvals.rules import Approval
from chalicelib.config import settings
from chalicelib.core.scope import Scope
from chalicelib.estate import service as estate
from chalicelib.journal.stream import Heard
from chalicelib.notices.rules import approval_words
from chalicelib.notices.rules.deliveries import Addressee, Delivery
from chalicelib.people import service as people

AGREED: Final = ("approval.approved", "import.agreed", "run.released")
"""The events by which something is agreed to, of every kind."""


def who(scope: Scope, heard: Heard) -> Iterable[Addressee]:
    """The managers but for the one who did it, where it was one person; nobody where there is nobody else."""
    if not heard.facts.get("alone"):
        return []
    by = _approval(scope, heard.facts["community_id"], heard.facts["approval_id"]).decided_by or ""
    return [
        Addressee(f"S:{one.staff_id}") for one in people.overseers(scope, heard.facts["community_id"], apart_from=by)
    ]


def text(scope: Scope, delivery: Delivery, at: datetime) -> str:
    """Who, what, the money, and where it is listed."""
    community_id = delivery.facts["community_id"]
    one = _approval(scope, community_id, delivery.facts["approval_id"])
    names = people.actor_names(scope, {one.decided_by} if one.decided_by else ())
    return approval_words.alone(
        community=estate.get_community(scope, community_id).name,
        name=names.get(one.decided_by or "", ""),
        kind=one.kind,
        place=one.place,
        amount_fen=one.amount_fen,
        page=f"{settings().page_origin}/desk/{community_id}/approvals/{one.approval_id}",
    )


def _approval(scope: Scope, community_id: str, approval_id: str) -> Approval:
    return approvals.get_approval(scope, approval_id, community_id=community_id)[0]
