"""A ticket's life: one table of transitions, one door (TIC-02, TIC-05).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from chalicelib.core import clock
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.stamp import NEW, Stamp
from chalicelib.timers.rules import Clocks, next_due

SUMMARY_CHARACTERS: Final = 40


class Status(StrEnum):
    NEW = "new"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    ON_SITE = "on_site"
    HELD = "held"
    DONE = "done"
    CLOSED = "closed"


class Verb(StrEnum):
    ASSIGN = "assign"
    ACCEPT = "accept"
    REJECT = "reject"
    ARRIVE = "arrive"
    HOLD = "hold"
    RESUME = "resume"
    PROGRESS = "progress"
    REPLY = "reply"
    FINISH = "finish"
    CLOSE = "close"
    REOPEN = "reopen"


class Kind(StrEnum):
    """What it is about, as owners would say (TIC-02)."""

    REPAIR = "repair"
    CLEANING = "cleaning"
    NEIGHBOUR = "neighbour"
    FEE = "fee"
    SECURITY = "security"
    CONSTRUCTION = "construction"
    COMMON_AREA = "common_area"
    PETS = "pets"
    FLYERS = "flyers"
    ENQUIRY = "enquiry"
    OTHER = "other"


class Priority(StrEnum):
    EMERGENCY = "emergency"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


_S, _V = Status, Verb
_WORKING: Final = (_S.ACCEPTED, _S.ON_SITE)
_OPEN: Final = (_S.NEW, _S.ASSIGNED, _S.ACCEPTED, _S.ON_SITE, _S.HELD)

TRANSITIONS: Final[dict[tuple[Status, Verb], Status]] = {
    **{(status, _V.ASSIGN): _S.ASSIGNED for status in _OPEN},  # to another too, until it is done
    (_S.NEW, _V.ACCEPT): _S.ACCEPTED,  # whoever is there takes it
    (_S.ASSIGNED, _V.ACCEPT): _S.ACCEPTED,  # stops the ten-minute clock (TIC-03)
    (_S.ASSIGNED, _V.REJECT): _S.NEW,
    (_S.ACCEPTED, _V.REJECT): _S.NEW,
    (_S.ACCEPTED, _V.ARRIVE): _S.ON_SITE,
    **{(status, _V.HOLD): _S.HELD for status in _WORKING},
    (_S.HELD, _V.RESUME): _S.ACCEPTED,
    **{(status, _V.PROGRESS): status for status in (*_WORKING, _S.HELD)},
    **{(status, _V.REPLY): status for status in _OPEN},
    **{(status, _V.FINISH): _S.DONE for status in _WORKING},
    (_S.DONE, _V.CLOSE): _S.CLOSED,
    (_S.DONE, _V.REOPEN): _S.NEW,
    (_S.CLOSED, _V.REOPEN): _S.NEW,
}


class TicketRefused(Conflict):
    """The ticket is in a state that does not allow this; facts say which, and whose it is."""

    code = "ticket_refused"


class TicketExists(Conflict):
    """A ticket with this id stands already: another intention took it."""

    code = "ticket_exists"


class NotYours(Conflict):
    """Another colleague has this ticket: they or whoever assigns it can do this."""

    code = "ticket_not_yours"


class BadPercent(Invalid):
    """Between 1 and 99 while it is worked on."""

    code = "ticket_bad_percent"


class HoldNotAhead(Invalid):
    """A hold ends at a time to come, within so many days."""

    code = "ticket_hold_not_ahead"


class ExpectedNotAhead(Invalid):
    """Work is expected to be done at a time to come."""

    code = "ticket_expected_not_ahead"


class BadContact(Invalid):
    """Whom to call back is somebody of the unit's household."""

    code = "ticket_bad_contact"


@dataclass(frozen=True)
class Hold:
    """Why nothing can be done, and until when."""

    reason: str
    until: datetime


@dataclass(frozen=True)
class Ticket:
    """One report. `place` is the unit's label, or words for a public place (`unit_id` None).

    `summary` is the beginning of what was reported; all of it stands in the first step. `promised_at` is when the
    owner hears next, at the latest. `late` are the promises that were broken, each once.
    """

    ticket_id: str
    community_id: str
    building_id: str
    unit_id: str | None
    place: str
    kind: Kind
    priority: Priority
    summary: str
    status: Status
    reporter_id: str
    contact_id: str | None
    opened_at: datetime
    steps: int = 0
    worker_id: str | None = None
    percent: int = 0
    expected_at: datetime | None = None
    clocks: Clocks = ()
    late: tuple[str, ...] = ()
    hold: Hold | None = None
    reopened: int = 0
    done_at: datetime | None = None
    closed_at: datetime | None = None
    stamp: Stamp = NEW

    @property
    def number(self) -> str:
        """The number that people say: given at once, from its day and id, without a counter (TIC-01)."""
        return number_of(self.ticket_id, self.opened_at)

    @property
    def is_open(self) -> bool:
        """Not done yet."""
        return self.status in _OPEN

    @property
    def promised_at(self) -> datetime | None:
        """When the next promise falls due."""
        return next_due(self.clocks)


def number_of(ticket_id: str, opened_at: datetime) -> str:
    """T20261031-7K3F9Q2M."""
    return f"T{clock.business_date(opened_at):%Y%m%d}-{ticket_id[-8:]}"


def summary_of(words: str) -> str:
    """The beginning of what was said, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= SUMMARY_CHARACTERS else line[: SUMMARY_CHARACTERS - 1] + "…"


def move(ticket: Ticket, verb: Verb) -> Ticket:
    """The one door: raises TicketRefused with the state that stands in the way, and who has the ticket."""
    if (ticket.status, verb) not in TRANSITIONS:
        raise TicketRefused(number=ticket.number, status=ticket.status, verb=verb, worker=ticket.worker_id)
    return replace(ticket, status=TRANSITIONS[ticket.status, verb])
