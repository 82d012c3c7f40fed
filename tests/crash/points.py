"""Interrupts work before and after each of its writes, starts again, delivers again, and compares what is stored.

`assert_same_after_any_crash(setup, work)` runs `work` once undisturbed and then once for every point, each time on
empty tables after `setup`. `work` must be what a redelivery does: the same call with the same keys.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Literal

from chalicelib.billing.store import runs
from chalicelib.core import ids
from chalicelib.db import connection, staging
from chalicelib.db.rows import TABLES, create_tables
from chalicelib.edge import sessions
from tests.builders.core import AT, standing_clock
from tests.crash.chain import Item, breaks, entries, items_of
from tests.crash.watch import WRITES, listening

Work = Callable[[], object]
State = dict[str, list[str]]

MASKED: Final = frozenset(
    {"version", "chain_head", "prev", "digest", "entry_id", "request_id", "expires_at", "did", "error"}
)
_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_NEW_ID: Final = re.compile(ids.ulid(AT)[:3] + "[0-9A-HJKMNP-TV-Z]{23}")
"""Of the year around AT: some work is about days that pass."""


class Crash(BaseException):
    """The process died here: no `except Exception` of ours may live through it."""


@dataclass(frozen=True)
class Point:
    """The moment just before, or just after, the `number`th write of some work (counted from 0)."""

    number: int
    moment: Literal["before", "after"]
    operation: str

    @contextmanager
    def crashing(self) -> Iterator[None]:
        """Die at this point; fails if the work never gets there."""
        seen = {"before": -1, "after": -1}

        def arrive(moment: str) -> Callable[[str, dict[str, Any]], None]:
            def at(operation: str, _: dict[str, Any]) -> None:
                seen[moment] += operation in WRITES
                if operation in WRITES and moment == self.moment and seen[moment] == self.number:
                    raise Crash(str(self))

            return at

        try:
            with listening(before=arrive("before"), after=arrive("after")):
                yield
        except Crash:
            return
        raise AssertionError(f"the work does not reach {self}: it takes another way each time")


def writes_of(work: Work) -> list[str]:
    """The write operations of `work`, in order."""
    seen: list[str] = []
    with listening(before=lambda operation, _: seen.append(operation) if operation in WRITES else None):
        work()
    return seen


def interruptions(work: Work) -> Iterator[Point]:
    """Every point of `work`, which is run once to find them."""
    for number, operation in enumerate(writes_of(work)):
        yield Point(number, "before", operation)
        yield Point(number, "after", operation)


def restart() -> None:
    """What a new process would not remember."""
    staging.forget()
    runs.forget()
    sessions.forget()


def afresh() -> None:
    """Empty tables, and nothing remembered of the last."""
    client = connection.connection().client
    for table in TABLES:
        client._make_api_call("DeleteTable", {"TableName": table})
    create_tables()
    restart()


def dump(masked: frozenset[str] = frozenset()) -> State:
    """What is stored, by table, in a canonical form: new ids, instants, versions and hashes are masked.

    When a trigger came last is no part of it.
    """
    tables = sorted(table for table in TABLES if not table.endswith("-triggers"))
    return {table: sorted(_canonical(item, MASKED | masked) for item in items_of(table)) for table in tables}


def _canonical(item: Item, masked: frozenset[str]) -> str:
    plain = {name: "…" if name in masked else next(iter(value.values())) for name, value in item.items()}
    return _NEW_ID.sub("‹id›", _INSTANT.sub("‹instant›", json.dumps(plain, sort_keys=True, ensure_ascii=False)))


def difference(one: State, other: State) -> list[str]:
    """The rows that stand in only one of two states."""
    return [
        f"{sign} {table} {row}"
        for table in one.keys() | other.keys()
        for sign, here, there in (("-", one, other), ("+", other, one))
        for row in sorted(set(here.get(table, [])) - set(there.get(table, [])))
    ]


def assert_same_after_any_crash(
    setup: Work, work: Work, *, masked: frozenset[str] = frozenset(), check: Work | None = None
) -> int:
    """Every crash, then delivery, then delivery once more: the same stored state, unbroken chains. Gives the points.

    `masked` names attributes that differ between two undisturbed runs (sealed values, attempt counters). `check`
    is called at each end. Time stands still throughout.
    """
    with standing_clock():
        _start(setup)
        points = list(interruptions(work))
        wanted = _state(masked, check)
        for point in points:
            _start(setup)
            with point.crashing():
                work()
            for delivery in ("redelivered", "delivered once more"):
                restart()
                work()
                found = difference(wanted, _state(masked, check))
                assert not found, f"{point}, {delivery}:\n" + "\n".join(found)
    return len(points)


def _start(setup: Work) -> None:
    afresh()
    setup()


def _state(masked: frozenset[str], check: Work | None) -> State:
    assert not breaks(entries())
    if check:
        check()
    return dump(masked)
