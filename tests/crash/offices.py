"""Long verbs as a person and an at-least-once queue drive them, again and again, with the same keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from chalicelib.billing import jobs as billing_jobs
from chalicelib.core import limits
from chalicelib.edge import jobs
from chalicelib.imports import jobs as imports_jobs
from tests.builders.core import AT, an_id
from tests.builders.office import Office, an_office

SEALED = frozenset({"key", "phone", "id_number", "secret"})
ROWS_PER_CHUNK = 4


def key(name: str) -> str:
    """The key of an intention that is kept through every retry."""
    return an_id(f"key {name}")


@pytest.fixture(autouse=True)
def small_chunks(embedded_engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many chunks out of a small workbook: more places to die at."""
    monkeypatch.setattr(limits, "CHUNK_ITEMS", ROWS_PER_CHUNK)


class Drive:
    """One office that is set up afresh for every point."""

    def __init__(self, prepare: Callable[[Office], None] = lambda office: None) -> None:
        self._prepare = prepare
        self.office: Office

    def set_up(self) -> None:
        self.office = an_office()
        self._prepare(self.office)

    def until_quiet(self) -> None:
        """What the sweep and the queue do by themselves once a worker has died: the level check, then every message."""
        later: datetime = AT + timedelta(seconds=limits.STUCK_SECONDS + 1)
        for sweep in (imports_jobs.RESUME, billing_jobs.RESUME):
            jobs.run(sweep, due=later)
        self.office.queue.drain()
