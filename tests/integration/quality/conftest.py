"""Time stands still at the end of October; an office whose files are wrong in every way that a check looks for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.edge import queues
from tests.builders.core import standing_clock
from tests.builders.doubts import Doubtful, a_doubtful_office


@pytest.fixture
def town(either_engine: str) -> Iterator[Doubtful]:
    """On both engines; nothing is checked yet."""
    with standing_clock():
        town = a_doubtful_office()
        queues.use(town.queue)
        yield town
    queues.use(None)


@pytest.fixture
def served(moto_engine: None) -> Iterator[Doubtful]:
    """On moto, checked once."""
    with standing_clock():
        town = a_doubtful_office()
        town.check()
        yield town
    queues.use(None)
