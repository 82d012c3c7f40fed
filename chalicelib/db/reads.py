"""Reading rows: one by key, many by key, a page of a collection behind a sealed cursor. Each may raise Unavailable.

A cursor is bound to who asks and what is asked; it holds only where to go on, never a key to read by itself.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

import msgspec
from pynamodb.exceptions import DoesNotExist
from pynamodb.indexes import LocalSecondaryIndex

from chalicelib import config
from chalicelib.core import limits
from chalicelib.core.errors import Malformed, Unavailable
from chalicelib.core.scope import Scope
from chalicelib.db import connection
from chalicelib.db.pauses import pause
from chalicelib.db.rows import Row

R = TypeVar("R", bound=Row)
T = TypeVar("T")


class BadCursor(Malformed):
    code = "bad_cursor"


@dataclass(frozen=True)
class Page(Generic[R]):
    """Up to a page of rows, and where the next begins (None: this was the last)."""

    rows: tuple[R, ...]
    next: str | None


@dataclass(frozen=True)
class Listing(Generic[R]):
    """One collection to page through: a table's partition, or an index's, narrowed by the sort key's prefix or end.

    `until` is the last sort key that belongs to it. Read consistently, but for a global index, which may lag behind.
    """

    row: type[R]
    key: str
    prefix: str = ""
    index: str | None = None
    newest_first: bool = False
    until: str = ""

    @property
    def name(self) -> str:
        return f"{self.row.__name__} {self.index} {self.key} {self.prefix} {self.newest_first}"


def get(row: type[R], pk: str, sk: str) -> R | None:
    """The row at this key, read consistently; None when there is none."""
    try:
        with connection.answered():
            return row.get(pk, sk, consistent_read=True)
    except DoesNotExist:
        return None


def get_many(row: type[R], keys: Iterable[tuple[str, str]]) -> Iterator[R]:
    """The rows that exist among `keys`, in no order, read consistently, 100 a request. Raises Unavailable."""
    wanted = iter(keys)
    while some := list(islice(wanted, limits.READ_KEYS)):
        for _, found in _batch((row.Meta.table_name, *key) for key in some):
            yield row.from_raw_data(found)


@dataclass(frozen=True, eq=False)
class Ask(Generic[T]):
    """One row that a verb wants read with others: its key, and what is made of it (of None where it does not stand)."""

    row: type[Row]
    pk: str
    sk: str
    meaning: Callable[[Any], T]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.row.Meta.table_name, self.pk, self.sk


class Together:
    """What a verb decides on, from any tables, read consistently in one request (100 rows each). Raises Unavailable.

    `together[ask]` says what an ask's row means, and raises what that raises: so a verb refuses in its own order.
    """

    def __init__(self, *asks: Ask[Any]) -> None:
        self._found: dict[tuple[str, str, str], Any] = {}
        wanted = iter(dict.fromkeys(ask.key for ask in asks))
        while some := list(islice(wanted, limits.READ_KEYS)):
            for table, found in _batch(some):
                self._found[table, found["pk"]["S"], found["sk"]["S"]] = found

    def __getitem__(self, ask: Ask[T]) -> T:
        found = self._found.get(ask.key)
        return ask.meaning(ask.row.from_raw_data(found) if found else None)


def _batch(keys: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, Any]]:
    """(table, item) of those that exist; what the engine left undone is asked again until nothing comes any more."""
    asked: dict[str, Any] = {}
    for table, pk, sk in keys:
        here = asked.setdefault(table, {"Keys": [], "ConsistentRead": True})
        here["Keys"].append({"pk": {"S": pk}, "sk": {"S": sk}})
    attempt = 0
    while asked and attempt < limits.READ_ATTEMPTS:
        with connection.answered():
            answer = connection.connection().dispatch("BatchGetItem", {"RequestItems": asked})
        found = [(table, item) for table, items in answer["Responses"].items() for item in items]
        yield from found
        asked = answer.get("UnprocessedKeys", {})
        if asked:
            attempt = 0 if found else attempt + 1
            pause(attempt)
    if asked:
        raise Unavailable()


def page(scope: Scope, listing: Listing[R], *, cursor: str | None = None, limit: int = limits.PAGE_ROWS) -> Page[R]:
    """One page of `listing`, in as many requests as fill it. Raises BadCursor for one of another asker or question."""
    start = _unseal(scope, listing.name, cursor) if cursor else None
    found = _query(listing, start, limit)
    with connection.answered():
        rows = tuple(found)
    last = found.last_evaluated_key
    return Page(rows, _seal(scope, listing.name, last) if last and len(rows) >= limit else None)


def every(listing: Listing[R], *, after: dict[str, str] | None = None) -> Iterator[R]:
    """All rows of `listing`, page after page, those behind the key `after`. For jobs and small collections."""
    start = {name: {"S": value} for name, value in after.items()} if after else None
    with connection.answered():
        yield from _query(listing, start, None)


def ahead(source: Iterator[T]) -> Generator[T, None, None]:
    """The same, a few of them made while the caller is busy with one: for a job that reads and writes in turns.

    To be closed by a caller that may leave early.
    """
    from concurrent.futures import ThreadPoolExecutor

    end = object()
    hand = ThreadPoolExecutor(1)
    try:
        coming = deque(hand.submit(next, source, end) for _ in range(limits.READ_AHEAD))
        while (one := coming.popleft().result()) is not end:
            coming.append(hand.submit(next, source, end))
            yield one  # type: ignore[misc]
    finally:
        hand.shutdown(cancel_futures=True)


def count(listing: Listing[R]) -> int:
    """How many rows stand in the collection, staged ones too, without fetching them."""
    source = getattr(listing.row, listing.index) if listing.index else listing.row
    with connection.answered():
        return int(source.count(listing.key, range_key_condition=_sort(listing)))


def cursor_after(scope: Scope, listing: Listing[R], row: R) -> str:
    """The cursor of a page that a caller cut short behind `row`."""
    names = ("pk", "sk", f"{listing.index}_pk", f"{listing.index}_sk") if listing.index else ("pk", "sk")
    return _seal(scope, listing.name, {name: {"S": getattr(row, name)} for name in names})


def _query(listing: Listing[R], start: dict[str, Any] | None, limit: int | None) -> Any:
    source = getattr(listing.row, listing.index) if listing.index else listing.row
    return source.query(
        listing.key,
        range_key_condition=_sort(listing),
        scan_index_forward=not listing.newest_first,
        consistent_read=listing.index is None or isinstance(source, LocalSecondaryIndex),
        limit=limit,
        page_size=limit or limits.QUERY_ROWS,
        last_evaluated_key=start,
    )


def _sort(listing: Listing[R]) -> Any:
    sort = getattr(listing.row, f"{listing.index}_sk") if listing.index else listing.row.sk
    if listing.until:
        return sort <= listing.until
    return sort.startswith(listing.prefix) if listing.prefix else None


def _mac(scope: Scope, name: str, body: bytes) -> bytes:
    bound = msgspec.json.encode([scope.org_id, scope.actor_id, name])
    return hmac.digest(config.secret("cursor"), hashlib.sha256(bound).digest() + body, "sha256")[:16]


def _seal(scope: Scope, name: str, last: dict[str, dict[str, str]]) -> str:
    body = msgspec.json.encode({key: value["S"] for key, value in last.items()})
    return base64.urlsafe_b64encode(_mac(scope, name, body) + body).decode().rstrip("=")


def _unseal(scope: Scope, name: str, cursor: str) -> dict[str, dict[str, str]]:
    try:
        sealed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadCursor() from error
    mac, body = sealed[:16], sealed[16:]
    if not hmac.compare_digest(mac, _mac(scope, name, body)):
        raise BadCursor()
    return {key: {"S": value} for key, value in msgspec.json.decode(body).items()}
