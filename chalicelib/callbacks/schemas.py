"""Callbacks on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec

from chalicelib.callbacks.rules import Callback
from chalicelib.core import clock, limits
from chalicelib.edge.wire import Gives, Instant, Takes

Words = Annotated[str, msgspec.Meta(max_length=limits.TICKET_WORDS)]


class NotReached(Takes):
    """Nobody answered; when to try again."""

    retry_at: Instant
    note: Words = ""


class Scored(Takes):
    """How the owner found it, from 1 to 5, and what they suggest."""

    score: int
    suggestion: Words = ""


class AttemptView(Gives):
    """Somebody tried."""

    at: str
    by_name: str
    reached: bool
    note: str


class CallbackView(Gives):
    """A call that is owed, or was made."""

    callback_id: str
    ticket_id: str
    ticket_number: str
    unit_id: str | None
    place: str
    kind: str
    summary: str
    contact_name: str
    opened_at: str
    due_at: str
    next_at: str
    state: str
    attempts: list[AttemptView]
    score: int | None
    suggestion: str
    source: str | None
    late: bool


def callback_view(callback: Callback, names: Mapping[str, str]) -> CallbackView:
    """A callback; `names` are those of the actors and of `P:…` contacts."""
    return CallbackView(
        callback_id=callback.callback_id,
        ticket_id=callback.ticket_id,
        ticket_number=callback.ticket_number,
        unit_id=callback.unit_id,
        place=callback.place,
        kind=callback.kind,
        summary=callback.summary,
        contact_name=names.get(f"P:{callback.contact_id}", ""),
        opened_at=clock.instant(callback.opened_at),
        due_at=clock.instant(callback.due_at),
        next_at=clock.instant(callback.next_at),
        state=callback.state,
        attempts=[
            AttemptView(at=clock.instant(one.at), by_name=names.get(one.by, ""), reached=one.reached, note=one.note)
            for one in callback.attempts
        ],
        score=callback.score,
        suggestion=callback.suggestion,
        source=callback.source,
        late=callback.late,
    )
