"""Asking for a correction, and the questions that pages ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.approvals import service as approvals
from chalicelib.approvals.service import ApprovalMoved, Asked
from chalicelib.attachments.media import keep_media
from chalicelib.billing.service import items
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Cause, Scope
from chalicelib.corrections import store
from chalicelib.corrections.rules.corrections import Correction
from chalicelib.corrections.service import kinds, tariffs
from chalicelib.estate import service as estate
from chalicelib.tickets.service import reading as tickets


@dataclass(frozen=True)
class Papers:
    """Why a change is asked for: the paper that says so, its scans (uploads), and words.

    `ticket_id` is that of the owner's wish, where they asked for it.
    """

    paper: str
    words: str
    upload_ids: Sequence[str] = ()
    ticket_id: str | None = None


def ask(
    scope: Scope,
    cause: Cause,
    community_id: str,
    unit_id: str,
    *,
    approval_id: str,
    kind: str,
    request: Mapping[str, Any],
    papers: Papers,
) -> ApprovalMoved:
    """Put a fact of a unit before a second person. Raises what its kind refuses, BadFact and NothingToCorrect.

    Where its owner asked by a ticket of the same unit, they are named, and answered there.
    """
    ticket_id = papers.ticket_id
    asked_for = _asked_for(scope, community_id, unit_id, ticket_id) if ticket_id else None
    files = tuple(keep_media(scope, upload_id, community_id=community_id) for upload_id in papers.upload_ids)
    asked = Asked(kind, unit_id, request, papers.paper, papers.words, files, asked_for, ticket_id)
    return approvals.ask(scope, cause, community_id, approval_id=approval_id, asked=asked)


def ask_tariff(
    scope: Scope,
    cause: Cause,
    community_id: str,
    item_id: str,
    *,
    approval_id: str,
    request: Mapping[str, Any],
    papers: Papers,
) -> ApprovalMoved:
    """Put a fee item's prices before a second person. Raises NotFound, BadFact, NothingToCorrect."""
    estate.get_whole_community(scope, community_id)
    item = items.get_item(scope, community_id, item_id)
    files = tuple(keep_media(scope, upload_id, community_id=community_id) for upload_id in papers.upload_ids)
    whole = {**request, "item_id": item_id}
    asked = Asked(tariffs.TARIFF, None, whole, papers.paper, papers.words, files, place=item.name)
    return approvals.ask(scope, cause, community_id, approval_id=approval_id, asked=asked)


def corrections_page(
    scope: Scope, unit_id: str, *, community_id: str, cursor: str | None
) -> tuple[list[Correction], str | None]:
    """A page of the unit's corrections, newest first."""
    estate.get_unit(scope, unit_id, community_id=community_id)
    return store.corrections_page(scope, unit_id, cursor=cursor)


def get_correction(scope: Scope, unit_id: str, correction_id: str) -> Correction:
    """A correction of a unit; raises NotFound. The caller sees to the reach."""
    return store.load_correction(scope, unit_id, correction_id)


def undo_of(scope: Scope, unit_id: str, correction_id: str, *, community_id: str) -> tuple[str, Mapping[str, Any]]:
    """The kind and the request that set a correction back, to be asked for like any other. Raises NotUndoable."""
    unit = estate.get_unit(scope, unit_id, community_id=community_id)
    one = store.load_correction(scope, unit_id, correction_id)
    return one.kind, kinds.undo_of(scope, unit, one)


def undo_of_tariff(scope: Scope, item_id: str, correction_id: str, *, community_id: str) -> Mapping[str, Any]:
    """The request that sets a change of prices back; raises NotFound for a change of another item's."""
    estate.get_whole_community(scope, community_id)
    item = items.get_item(scope, community_id, item_id)
    approval = kinds.approval_of(scope, community_id, correction_id)
    if approval.kind != tariffs.TARIFF or approval.request["item_id"] != item_id:
        raise NotFound()
    return tariffs.undo_of(item, correction_id)


def _asked_for(scope: Scope, community_id: str, unit_id: str, ticket_id: str) -> str | None:
    ticket = tickets.get_ticket(scope, ticket_id, community_id=community_id)
    if ticket.unit_id != unit_id:
        raise NotFound()
    return ticket.reporter_id if ticket.reporter_id.startswith("P:") else None
