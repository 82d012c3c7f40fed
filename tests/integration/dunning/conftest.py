"""A billed office on moto, whose bills are due on 15 November; the day can be moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from chalicelib.core import clock
from chalicelib.dunning import jobs as dunning_jobs
from chalicelib.edge import jobs
from chalicelib.journal.entries import EntryRow
from tests.builders import payments
from tests.builders.core import AT
from tests.builders.office import Office
from tests.crash.chain import entries


class Days:
    """What day it is: bills are due on the 15th."""

    def __init__(self) -> None:
        self.now = AT
        clock.use(lambda: self.now)

    def go(self, day: int, hour: int = 10, minute: int = 0, *, month: int = 11) -> None:
        self.now = datetime(2026, month, day, hour, minute, tzinfo=clock.SHANGHAI)


@pytest.fixture
def days() -> Iterator[Days]:
    yield Days()
    clock.use(None)


@pytest.fixture
def office(moto_engine: None, days: Days) -> Office:
    """Three units of two bills each."""
    return payments.a_billed_office(3)


def remind(office: Office) -> None:
    """The trigger of the day, and what it leaves to the queue."""
    jobs.run(dunning_jobs.REMIND)
    office.queue.drain()


def reminders() -> list[EntryRow]:
    """Every reminder that the journal tells of, in order."""
    found = [entry for entry in entries() if entry.event == "bills.reminded"]
    return sorted(found, key=lambda entry: (entry.at, entry.outcome["payer_id"]))


def facts() -> list[dict[str, Any]]:
    return [entry.outcome for entry in reminders()]
