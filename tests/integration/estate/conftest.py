"""An office whose time stands still."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders.core import standing_clock
from tests.builders.office import Office, an_office


@pytest.fixture
def office(moto_engine: None) -> Iterator[Office]:
    """An office, its queue and its files in memory."""
    with standing_clock():
        yield an_office()
