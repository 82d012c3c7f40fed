"""A billed office whose owners have phones, a channel that keeps what it is given, and a journal that is heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from chalicelib.channels import outgoing
from chalicelib.channels.outgoing import Message
from chalicelib.core import clock
from chalicelib.edge import jobs
from chalicelib.journal import stream
from chalicelib.notices import jobs as notices_jobs
from chalicelib.notices.service import hearing
from chalicelib.notices.store.deliveries import DeliveryRow
from tests.builders import payments
from tests.builders.office import Office
from tests.crash.chain import entries, items_of
from tests.integration.dunning import conftest as dunning
from tests.integration.dunning.conftest import Days

days = dunning.days


@dataclass
class Channel:
    """Keeps what it is given, once for each id, as the port promises; fails as often as it is told to."""

    failures: int = 0
    tried: int = 0
    sent: dict[str, Message] = field(default_factory=dict)

    def send(self, message: Message) -> None:
        self.tried += 1
        if self.failures:
            self.failures -= 1
            raise ConnectionError(f"no way to {message.to}")
        self.sent.setdefault(message.message_id, message)

    @property
    def to(self) -> list[str]:
        return sorted(message.to for message in self.sent.values())


@pytest.fixture
def channel() -> Iterator[Channel]:
    channel = Channel()
    outgoing.use(channel)
    yield channel
    outgoing.use(None)


@pytest.fixture
def office(moto_engine: None, days: Days, channel: Channel) -> Office:
    """Three units of two bills each, whose owners' phones end in their numbers."""
    return payments.a_billed_office(3)


def phone(number: int) -> str:
    return f"139{number:08}"


def hear() -> None:
    """The whole journal from its start, as a stream may tell it."""
    for entry in sorted(entries(), key=lambda one: one.at):
        heard = stream.read(entry.pk)
        assert heard is not None
        hearing.handle(heard)


def sweep() -> None:
    jobs.run(notices_jobs.DELIVER)


def deliveries() -> list[DeliveryRow]:
    """Every delivery that is kept."""
    found = [item for item in items_of(DeliveryRow.Meta.table_name) if item["sk"]["S"].startswith("DELIVERY#")]
    return [DeliveryRow.from_raw_data(item) for item in found]


def became() -> dict[str, int]:
    """How many deliveries are in each state, with the reasons."""
    counts: dict[str, int] = {}
    for row in deliveries():
        name = row.why or row.state
        counts[name] = counts.get(name, 0) + 1
    return counts


__all__ = ["clock", "days"]
