"""A town of payers on the engine that really locks; its time runs as ours does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from chalicelib.core import clock
from infra.local.wechat.simulator import Simulator
from tests.builders.core import AT
from tests.builders.provider import simulated


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[Simulator]:
    """The provider of this process."""
    with simulated(tmp_path) as simulator:
        yield simulator


@pytest.fixture
def running_clock(embedded_engine: str) -> Iterator[None]:
    """Begins at the tests' own time."""
    started = time.monotonic()
    clock.use(lambda: AT + timedelta(seconds=time.monotonic() - started))
    yield
    clock.use(None)
