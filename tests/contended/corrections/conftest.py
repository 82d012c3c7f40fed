"""Time begins at the tests' own and runs as ours does, on the engine that really locks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from chalicelib.core import clock
from tests.builders.core import AT


@pytest.fixture
def running_clock(embedded_engine: str) -> Iterator[None]:
    """Begins at the tests' own time."""
    started = time.monotonic()
    clock.use(lambda: AT + timedelta(seconds=time.monotonic() - started))
    yield
    clock.use(None)
