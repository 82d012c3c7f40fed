"""Time stands still at the end of October; each test makes its own office, on moto or on both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders.core import standing_clock


@pytest.fixture
def moto(moto_engine: None) -> Iterator[None]:
    """On moto."""
    with standing_clock():
        yield


@pytest.fixture
def either(either_engine: str) -> Iterator[None]:
    """On both engines."""
    with standing_clock():
        yield
