"""A billed office on moto or on both engines, whose time stands still, with WeChat Pay simulated in this process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.wechat.simulator import Simulator
from tests.builders import payments
from tests.builders.core import standing_clock
from tests.builders.office import Office
from tests.builders.provider import simulated


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[Simulator]:
    """The provider of this process."""
    with simulated(tmp_path) as simulator:
        yield simulator


@pytest.fixture
def office(moto_engine: None, simulator: Simulator) -> Iterator[Office]:
    """Three units, two months of two bills each."""
    with standing_clock():
        yield two_months()


@pytest.fixture
def either_office(either_engine: str, simulator: Simulator) -> Iterator[Office]:
    """The same on both engines."""
    with standing_clock():
        yield two_months()


def two_months() -> Office:
    """Three units, two months of two bills each, long followed up."""
    office = payments.a_billed_office(3, months=("2026-09", "2026-10"))
    office.queue.drain()
    return office
