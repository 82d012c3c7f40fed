"""Real concurrent writers need the engine that really locks; a small workbook falls into several chunks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.core import limits
from tests.builders.core import standing_clock
from tests.builders.office import Office, an_office


@pytest.fixture
def office(embedded_engine: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office without a unit; four rows a chunk."""
    monkeypatch.setattr(limits, "CHUNK_ITEMS", 4)
    with standing_clock():
        yield an_office()
