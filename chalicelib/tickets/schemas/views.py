"""What an owner and the office see of tickets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from chalicelib.core import clock
from chalicelib.edge.wire import Gives
from chalicelib.people.rules.staff import Staff
from chalicelib.tickets.rules.glance import Glance
from chalicelib.tickets.rules.missed import Missed
from chalicelib.tickets.rules.steps import Step
from chalicelib.tickets.rules.tickets import Ticket
from chalicelib.timers.rules import Clocks


class FormView(Gives):
    """Where the browser posts the file."""

    url: str
    fields: dict[str, str]


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
    score: int | None


class GlanceView(Gives):
    """A ticket in the list at home, and in that of one unit at the desk."""

    ticket_id: str
    number: str
    place: str
    kind: str
    priority: str
    summary: str
    status: str
    worker_name: str
    percent: int
    opened_at: str
    expected_at: str | None
    clocks: list[ClockView]
    done_at: str | None


class MissedView(Gives):
    """A promise that was broken, and the ticket's state and worker now."""

    ticket_id: str
    ticket_number: str
    rule: str
    missed_at: str
    place: str
    summary: str
    kind: str
    priority: str
    status: str
    worker_id: str | None
    worker_name: str


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
        clocks=_clocks(ticket.clocks),
        late=list(ticket.late),
        reopened=ticket.reopened,
        hold_reason=ticket.hold.reason if ticket.hold else None,
        hold_until=clock.instant(ticket.hold.until) if ticket.hold else None,
        done_at=_instant(ticket.done_at),
        closed_at=_instant(ticket.closed_at),
    )


def glance_view(one: Glance, names: Mapping[str, str]) -> GlanceView:
    """A ticket in a short list."""
    return GlanceView(
        ticket_id=one.ticket_id,
        number=one.number,
        place=one.place,
        kind=one.kind,
        priority=one.priority,
        summary=one.summary,
        status=one.status,
        worker_name=names.get(one.worker_id or "", ""),
        percent=one.percent,
        opened_at=clock.instant(one.opened_at),
        expected_at=_instant(one.expected_at),
        clocks=_clocks(one.clocks),
        done_at=_instant(one.done_at),
    )


def missed_view(missed: Missed, ticket: Ticket, names: Mapping[str, str]) -> MissedView:
    """A broken promise."""
    return MissedView(
        ticket_id=missed.ticket_id,
        ticket_number=missed.ticket_number,
        rule=missed.rule,
        missed_at=clock.instant(missed.at),
        place=missed.place,
        summary=missed.summary,
        kind=ticket.kind,
        priority=ticket.priority,
        status=ticket.status,
        worker_id=ticket.worker_id,
        worker_name=names.get(ticket.worker_id or "", ""),
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
        score=step.score,
    )


def colleague_view(one: Staff) -> ColleagueView:
    """A colleague."""
    roles = sorted({str(grant.role) for grant in one.grants})
    return ColleagueView(staff_id=one.staff_id, name=one.name, roles=roles)


def _clocks(clocks: Clocks) -> list[ClockView]:
    return [ClockView(rule=one.rule, due_at=clock.instant(one.due_at)) for one in clocks]


def _instant(at: datetime | None) -> str | None:
    return clock.instant(at) if at else None
