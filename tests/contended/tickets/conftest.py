"""An office with a crew on the engine that really locks; its time stands still."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders import tickets
from tests.builders.core import standing_clock
from tests.builders.office import Office


@pytest.fixture
def office(embedded_engine: str) -> Iterator[Office]:
    """Two units, two of the crew."""
    with standing_clock():
        yield tickets.an_office_with_a_crew()
