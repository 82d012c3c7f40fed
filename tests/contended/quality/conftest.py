"""An office whose files are wrong, on the engine that really locks; its time stands still."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.edge import queues
from tests.builders.core import standing_clock
from tests.builders.doubts import Doubtful, a_doubtful_office


@pytest.fixture
def town(embedded_engine: str) -> Iterator[Doubtful]:
    """Nothing is checked yet."""
    with standing_clock():
        town = a_doubtful_office()
        queues.use(town.queue)
        yield town
    queues.use(None)
