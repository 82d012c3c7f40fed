"""The steps of a ticket's timeline ↔ rows, in the ticket's collection."""

from __future__ import annotations

from typing import Final

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.core.media import Media
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Listing, page
from chalicelib.db.rows import Instant, Packed
from chalicelib.tickets.rules.steps import Step
from chalicelib.tickets.store.tables import TicketsRow, ticket_pk

_STEP: Final = "STEP#"


class StepRow(TicketsRow):
    at = Instant()
    by = UnicodeAttribute()
    event = UnicodeAttribute()
    words = UnicodeAttribute(null=True)
    percent = NumberAttribute(null=True)
    files: Packed[tuple[Media, ...]] = Packed(tuple[Media, ...], null=True)
    shown = BooleanAttribute(default=True)
    score = NumberAttribute(null=True)


def step_row(scope: Scope, ticket_id: str, step: Step) -> StepRow:
    row = StepRow(ticket_pk(scope, ticket_id), f"{_STEP}{step.n:04}", at=step.at, by=step.by, event=step.event)
    row.words, row.percent, row.files, row.shown = step.words or None, step.percent, step.files or None, step.shown
    row.score = step.score
    return row


def steps_page(scope: Scope, ticket_id: str, *, cursor: str | None) -> tuple[list[Step], str | None]:
    """A page of the timeline, newest on top."""
    listing = Listing(StepRow, ticket_pk(scope, ticket_id), _STEP, newest_first=True)
    found = page(scope, listing, cursor=cursor)
    return [_step(row) for row in found.rows], found.next


def _step(row: StepRow) -> Step:
    return Step(
        n=int(row.sk.removeprefix(_STEP)),
        at=row.at,
        by=row.by,
        event=row.event,
        words=row.words or "",
        percent=int(row.percent) if row.percent is not None else None,
        files=row.files or (),
        shown=row.shown,
        score=int(row.score) if row.score is not None else None,
    )
