"""An office with a crew on moto or on both engines, whose time stands still until a test moves it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders import tickets
from tests.builders.core import standing_clock
from tests.builders.office import Office


@pytest.fixture
def office(moto_engine: None) -> Iterator[Office]:
    """Two units, two of the crew."""
    with standing_clock():
        yield tickets.an_office_with_a_crew()


@pytest.fixture
def either_office(either_engine: str) -> Iterator[Office]:
    """The same on both engines."""
    with standing_clock():
        yield tickets.an_office_with_a_crew()
