"""Real concurrent writers need the engine that really locks."""

from __future__ import annotations

import pytest

from tests.builders import things


@pytest.fixture(autouse=True)
def _things(embedded_engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    things.put_up(monkeypatch)
