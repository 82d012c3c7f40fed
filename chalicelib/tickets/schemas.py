"""Tickets on the wire: what is reported, what is done, what an owner and the office see."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

import msgspec

from chalicelib.core import clock, limits
from chalicelib.core.media import MediaKind
from chalicelib.edge.wire import Gives, Id, Reason, Takes
from chalicelib.people.rules.staff import Staff
from chalicelib.tickets.rules.steps import Step
from chalicelib.tickets.rules.suggest import Suggestion
from chalicelib.tickets.rules.tickets import Kind, Priority, Ticket

Words = Annotated[str, msgspec.Meta(max_length=limits.TICKET_WORDS)]
Files = Annotated[list[Id], msgspec.Meta(max_length=limits.TICKET_FILES)]
Instant = Annotated[datetime, msgspec.Meta(tz=True)]


class Report(Takes):
    """What an owner reports: pictures first, then words; the ticket's id is the client's."""

    ticket_id: Id
    words: Annotated[str, msgspec.Meta(min_length=1, max_length=limits.TICKET_WORDS, pattern=r"\S")]
    files: Files = msgspec.field(default_factory=list)


class TakeReport(Takes):
    """What the desk takes down; kind and priority are suggested where it says none."""

    ticket_id: Id
    unit_id: Id
    words: Annotated[str, msgspec.Meta(min_length=1, max_length=limits.TICKET_WORDS, pattern=r"\S")]
    files: Files = msgspec.field(default_factory=list)
    kind: Kind | None = None
    priority: Priority | None = None


class BeginMedia(Takes):
    """A picture, a sound, a film or a paper on its way."""

    upload_id: Id
    kind: MediaKind
    file_name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    size: Annotated[int, msgspec.Meta(ge=1)]


class FormView(Gives):
    """Where the browser posts the file."""

    url: str
    fields: dict[str, str]


class Assign(Takes):
    """Whose it is to do."""

    worker_id: Id


class Because(Takes):
    """Why."""

    reason: Reason


class HoldUntil(Takes):
    """Why nothing can be done, and until when."""

    reason: Reason
    until: Instant


class Worked(Takes):
    """What was seen or done, with pictures."""

    words: Words = ""
    files: Files = msgspec.field(default_factory=list)


class Progress(Takes):
    """So far it is."""

    percent: int
    words: Words = ""
    expected_at: Instant | None = None
    files: Files = msgspec.field(default_factory=list)


class Reply(Takes):
    """Words to the owner, or a note that stays in the office."""

    words: Annotated[str, msgspec.Meta(min_length=1, max_length=limits.TICKET_WORDS, pattern=r"\S")]
    shown: bool = True


class Classify(Takes):
    """What it is about."""

    kind: Kind
    priority: Priority


class AskSuggestion(Takes):
    """The words so far."""

    words: Words


class SuggestionBody(Takes):
    """Any of the words suggests the kind and the priority."""

    words: list[str]
    kind: Kind
    priority: Priority


class SuggestionTable(Takes):
    """The whole table, in its order."""

    rules: list[SuggestionBody]


class SuggestedView(Gives):
    """What a report is probably about."""

    kind: str
    priority: str


class SuggestionView(Gives):
    """A row of the table."""

    words: list[str]
    kind: str
    priority: str


class ClockView(Gives):
    """A promise that runs: from when (for the bar), until when."""

    rule: str
    due_at: str


class FileView(Gives):
    """A file on the timeline."""

    media_id: str
    kind: str
    content_type: str


class StepView(Gives):
    """A step of the timeline; `by_name` is empty where a job did it."""

    n: int
    at: str
    event: str
    by_name: str
    words: str
    percent: int | None
    files: list[FileView]
    shown: bool


class TicketView(Gives):
    """A ticket in a list or as the head of its page."""

    ticket_id: str
    number: str
    community_id: str
    unit_id: str | None
    place: str
    kind: str
    priority: str
    summary: str
    status: str
    worker_id: str | None
    worker_name: str
    percent: int
    opened_at: str
    expected_at: str | None
    promised_at: str | None
    clocks: list[ClockView]
    late: list[str]
    reopened: int
    hold_reason: str | None
    hold_until: str | None
    done_at: str | None
    closed_at: str | None


class ColleagueView(Gives):
    """Somebody to whom work can be given."""

    staff_id: str
    name: str
    roles: list[str]


class MediaLink(Gives):
    """A link that lasts some minutes."""

    url: str


def ticket_view(ticket: Ticket, names: Mapping[str, str]) -> TicketView:
    """A ticket; `names` are those of the actors."""
    return TicketView(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        community_id=ticket.community_id,
        unit_id=ticket.unit_id,
        place=ticket.place,
        kind=ticket.kind,
        priority=ticket.priority,
        summary=ticket.summary,
        status=ticket.status,
        worker_id=ticket.worker_id,
        worker_name=names.get(ticket.worker_id or "", ""),
        percent=ticket.percent,
        opened_at=clock.instant(ticket.opened_at),
        expected_at=_instant(ticket.expected_at),
        promised_at=_instant(ticket.promised_at),
        clocks=[ClockView(rule=one.rule, due_at=clock.instant(one.due_at)) for one in ticket.clocks],
        late=list(ticket.late),
        reopened=ticket.reopened,
        hold_reason=ticket.hold.reason if ticket.hold else None,
        hold_until=clock.instant(ticket.hold.until) if ticket.hold else None,
        done_at=_instant(ticket.done_at),
        closed_at=_instant(ticket.closed_at),
    )


def step_view(step: Step, names: Mapping[str, str]) -> StepView:
    """A step; one that gives work to somebody says their name."""
    words = names.get(step.words, "") if step.event == "ticket.assigned" else step.words
    return StepView(
        n=step.n,
        at=clock.instant(step.at),
        event=step.event,
        by_name=names.get(step.by, ""),
        words=words,
        percent=step.percent,
        files=[FileView(media_id=f.media_id, kind=f.kind, content_type=f.content_type) for f in step.files],
        shown=step.shown,
    )


def colleague_view(one: Staff) -> ColleagueView:
    """A colleague."""
    roles = sorted({str(grant.role) for grant in one.grants})
    return ColleagueView(staff_id=one.staff_id, name=one.name, roles=roles)


def table_of(body: SuggestionTable) -> tuple[Suggestion, ...]:
    """The table as the rules know it."""
    return tuple(Suggestion(tuple(one.words), one.kind, one.priority) for one in body.rules)


def utc(at: datetime) -> datetime:
    """The instant, in UTC."""
    return at.astimezone(UTC)


def _instant(at: datetime | None) -> str | None:
    return clock.instant(at) if at else None
