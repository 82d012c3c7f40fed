"""Asking for a correction, and the questions that pages ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.approvals import service as approvals
from chalicelib.approvals.service import ApprovalMoved, Asked
from chalicelib.attachments.media import keep_media
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Cause, Scope
from chalicelib.corrections import rules, store
from chalicelib.corrections.rules import Correction, Stretch
from chalicelib.estate import service as estate
from chalicelib.tickets.service import reading as tickets


def ask_area(
    scope: Scope,
    cause: Cause,
    community_id: str,
    unit_id: str,
    *,
    approval_id: str,
    request: Mapping[str, Any],
    paper: str,
    words: str,
    upload_ids: list[str],
    ticket_id: str | None,
) -> ApprovalMoved:
    """Put a unit's right areas before a second person, with the scans of the paper. Raises BadFact, NothingToCorrect.

    Where its owner asked by a ticket of the same unit, they are named, and answered there.
    """
    asked_for = _asked_for(scope, community_id, unit_id, ticket_id) if ticket_id else None
    files = tuple(keep_media(scope, upload_id, community_id=community_id) for upload_id in upload_ids)
    asked = Asked(rules.AREA, unit_id, request, paper, words, files, asked_for, ticket_id)
    return approvals.ask(scope, cause, community_id, approval_id=approval_id, asked=asked)


def corrections_page(
    scope: Scope, unit_id: str, *, community_id: str, cursor: str | None
) -> tuple[list[Correction], str | None]:
    """A page of the unit's corrections, newest first."""
    estate.get_unit(scope, unit_id, community_id=community_id)
    return store.corrections_page(scope, unit_id, cursor=cursor)


def undo_of(scope: Scope, unit_id: str, correction_id: str, *, community_id: str) -> tuple[Stretch, ...]:
    """What would set a correction back, to be asked for like any other."""
    unit = estate.get_unit(scope, unit_id, community_id=community_id)
    store.load_correction(scope, unit_id, correction_id)
    return rules.undoing(unit.area, correction_id)


def _asked_for(scope: Scope, community_id: str, unit_id: str, ticket_id: str) -> str | None:
    ticket = tickets.get_ticket(scope, ticket_id, community_id=community_id)
    if ticket.unit_id != unit_id:
        raise NotFound()
    return ticket.reporter_id if ticket.reporter_id.startswith("P:") else None
