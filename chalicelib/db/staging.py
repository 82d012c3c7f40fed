"""Long verbs: rows staged under a head, chunk by chunk, seen by nobody until one short verb commits the head.

Each chunk is one transaction with its own fence row, so a chunk delivered twice writes nothing the second time, and
each fence says where the next chunk begins. A committed head stays committed: readers may remember it for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

import msgspec
from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.core import clock, limits
from chalicelib.core.scope import Scope
from chalicelib.db.commit import Commit, OutcomeUnknown, Overtaken
from chalicelib.db.pauses import pause
from chalicelib.db.reads import Listing, Page, every, get, get_many, page
from chalicelib.db.rows import Instant, Packed, Row, table_name

R = TypeVar("R", bound=Row)

_HEAD: Final = "HEAD"
_CHUNK: Final = "CHUNK#"
_MOST_REMEMBERED: Final = 10_000

_committed: set[str] = set()


class StagingRow(Row):
    """The table of heads and fences."""

    class Meta:
        table_name = table_name("staging")


class HeadRow(StagingRow):
    """Whether the rows staged under it are visible."""

    committed = BooleanAttribute(default=False)


class ChunkRow(StagingRow):
    """A fence: chunk `n` is done. `upto` is where the next begins ("" when this was the last), `result` what it did."""

    n = NumberAttribute()
    at = Instant()
    upto = UnicodeAttribute()
    result: Packed[Any] = Packed(Any, null=True)


@dataclass(frozen=True)
class Fence:
    """A done chunk as readers see it: when it was written, where the next begins; `result` is plain JSON."""

    n: int
    at: datetime
    upto: str
    result: Any


def _pk(scope: Scope, head: str) -> str:
    return f"{scope.org_id}#{head}"


def open_head(scope: Scope, head: str) -> HeadRow:
    """The row to save in the verb that begins the long one."""
    return HeadRow(_pk(scope, head), _HEAD)


def commit_head(scope: Scope, head: str) -> HeadRow:
    """The row to save in the short verb that ends the long one: the flip."""
    row = get(HeadRow, _pk(scope, head), _HEAD)
    assert row is not None, head  # noqa: S101 - opened by the same long verb
    row.committed = True
    return row


def visible(scope: Scope, rows: Iterable[R]) -> list[R]:
    """The rows that readers may see: those of no head, or of a committed one. Reads each unknown head once."""
    found = list(rows)
    asked = {_pk(scope, row.head) for row in found if row.head}
    seen = asked & _committed
    if unknown := asked - seen:
        seen.update(row.pk for row in get_many(HeadRow, ((pk, _HEAD) for pk in unknown)) if row.committed)
        if len(_committed) > _MOST_REMEMBERED:
            _committed.clear()
        _committed.update(seen)
    return [row for row in found if not row.head or _pk(scope, row.head) in seen]


def forget() -> None:
    """Forget which heads are committed: for a test that moves to another engine."""
    _committed.clear()


def last_fence(scope: Scope, head: str) -> Fence | None:
    """The highest chunk that is done."""
    listing = Listing(ChunkRow, _pk(scope, head), _CHUNK, newest_first=True)
    return next((_fence(row) for row in page(scope, listing, limit=1).rows), None)


def fences(scope: Scope, head: str) -> Iterator[Fence]:
    """Every done chunk, in order."""
    return (_fence(row) for row in every(Listing(ChunkRow, _pk(scope, head), _CHUNK)))


def fence_page(scope: Scope, head: str, *, cursor: str | None, limit: int) -> tuple[list[Fence], str | None]:
    """A page of done chunks."""
    found: Page[ChunkRow] = page(scope, Listing(ChunkRow, _pk(scope, head), _CHUNK), cursor=cursor, limit=limit)
    return [_fence(row) for row in found.rows], found.next


def write_chunk(
    scope: Scope,
    head: str,
    n: int,
    *,
    rows: Iterable[Row],
    deletes: Iterable[Row] = (),
    upto: str,
    result: object,
    only_if: tuple[Row, Condition],
) -> bool:
    """Write chunk `n` with its fence in one transaction; False when it was done before (or by another meanwhile).

    `only_if` is what must hold of another row, that of the long verb itself: nothing is staged for one that was ended.
    Raises Overtaken when a staged row, not the fence, stood already, or the engine stays contended.
    """
    commit = Commit()
    done = msgspec.to_builtins(result)
    fence = ChunkRow(_pk(scope, head), f"{_CHUNK}{n:06}", n=n, at=clock.now(), upto=upto, result=done)
    commit.check(*only_if)
    commit.save(fence)
    for row in rows:
        row.head = head
        commit.save(row)
    for row in deletes:
        commit.delete(row)
    return _is_first(commit, fence)


def _is_first(commit: Commit, fence: ChunkRow) -> bool:
    for attempt in range(limits.VERB_ATTEMPTS):
        try:
            commit.run()
        except Overtaken as lost:
            if any(row is fence for row in lost.rows):
                return False
            if lost.rows:
                raise
        except OutcomeUnknown:
            if get(ChunkRow, fence.pk, fence.sk):
                return True
        else:
            return True
        pause(attempt)
    raise Overtaken()


def _fence(row: ChunkRow) -> Fence:
    return Fence(int(row.n), row.at, row.upto, row.result)
