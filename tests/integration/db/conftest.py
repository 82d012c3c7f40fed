"""The store contract: every test of this folder runs on moto and on the embedded engine."""

from __future__ import annotations

import pytest

from tests.builders import things


@pytest.fixture(autouse=True)
def _things(either_engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    things.put_up(monkeypatch)
