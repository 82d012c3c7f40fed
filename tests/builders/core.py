"""Scopes, causes, sources, ids, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count

from chalicelib.core import clock, ids
from chalicelib.core.dated import Source
from chalicelib.core.scope import Cause, Origin, Reach, Role, Scope

AT = datetime(2026, 10, 31, 2, 0, tzinfo=UTC)
ORG = ids.derived("organisation", "1")

_numbers = count(1)


def an_id(name: str = "") -> str:
    """An id: always the same one for a name, a new one without."""
    return ids.derived("test", name) if name else ids.derived("test", "number", str(next(_numbers)))


def a_source(paper: str = "登记表") -> Source:
    """A paper that somebody has entered."""
    return Source(paper, entered_by="S:内勤丁", entered_on=date(2026, 10, 1))


def a_scope(
    org_id: str = ORG,
    actor_id: str = "S:内勤丁",
    *,
    roles: tuple[Role, ...] = (Role.ADMIN,),
    reach: Reach | None = None,
) -> Scope:
    """Somebody of the office who reaches everything."""
    return Scope(org_id, actor_id, frozenset(roles), reach or Reach())


def a_cause(key: str = "", *, at: datetime = AT, origin: Origin = Origin.WEB) -> Cause:
    """A new intention, or again the one called `key`."""
    return Cause(at, origin, an_id(key), request_id=ids.ulid(at))


@contextmanager
def standing_clock(at: datetime = AT) -> Iterator[None]:
    """Time stands still at `at`."""
    clock.use(lambda: at)
    try:
        yield
    finally:
        clock.use(None)
