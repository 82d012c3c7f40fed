"""A ticket as the list at home shows it. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.tickets.rules.tickets import Kind, Priority, Status, number_of
from chalicelib.timers.rules import Clocks


@dataclass(frozen=True)
class Glance:
    """What a household's list needs of a ticket; `clocks` hold the promise that breaks first, if one runs."""

    ticket_id: str
    place: str
    kind: Kind
    priority: Priority
    summary: str
    status: Status
    opened_at: datetime
    worker_id: str | None
    percent: int
    expected_at: datetime | None
    clocks: Clocks
    done_at: datetime | None

    @property
    def number(self) -> str:
        """The number that people say."""
        return number_of(self.ticket_id, self.opened_at)
