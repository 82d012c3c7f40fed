"""A billed office on the embedded engine, whose stream of the journal is followed as the local worker does it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.channels import outgoing
from infra.local import stream
from infra.local.home import Home
from infra.local.queue import LocalQueue
from tests.integration.dunning import conftest as dunning
from tests.integration.notices.conftest import Channel

days = dunning.days


class Ears:
    """Follows the stream; can forget how far it heard."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.queue = LocalQueue(home.queue)
        self._source: stream.Source | None = None

    def hear(self) -> int:
        """What came since the last time."""
        self._source = self._source or stream.source_of(self.home, self.queue)
        return stream.hear_all(self._source)

    def start_again(self) -> None:
        """A new process, which knows what the data directory says."""
        self._source = None

    def hear_all_again(self) -> int:
        """A new process, to which the data directory says nothing."""
        self.home.stream.unlink(missing_ok=True)
        self.start_again()
        return self.hear()


@pytest.fixture
def ears(embedded_engine: str, tmp_path: Path) -> Ears:
    return Ears(Home.at(tmp_path / "data"))


@pytest.fixture
def channel() -> Iterator[Channel]:
    channel = Channel()
    outgoing.use(channel)
    yield channel
    outgoing.use(None)
