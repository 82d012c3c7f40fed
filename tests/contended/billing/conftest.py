"""Real concurrent writers need the engine that really locks; a small workbook falls into several chunks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.core import limits
from tests.builders.billing import a_small_workbook
from tests.builders.core import standing_clock
from tests.builders.office import Office, an_office


@pytest.fixture
def office(embedded_engine: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Eight units on file, one without a payer; two bills a chunk."""
    monkeypatch.setattr(limits, "CHUNK_ITEMS", 2)
    with standing_clock():
        office = an_office()
        with pytest.MonkeyPatch.context() as whole:
            whole.setattr(limits, "CHUNK_ITEMS", 80)
            office.take_in(a_small_workbook(8))
        yield office
