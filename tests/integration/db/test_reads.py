"""Pages and their sealed cursors: bound to who asks and what is asked."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pynamodb.exceptions import PynamoDBException

from chalicelib.core import limits
from chalicelib.core.errors import Unavailable
from chalicelib.core.scope import Scope
from chalicelib.db import pauses
from chalicelib.db.reads import BadCursor, Listing, count, cursor_after, every, get, get_many, page
from tests.builders import things
from tests.builders.core import a_cause, a_scope, an_id
from tests.builders.things import PartRow, ThingRow
from tests.crash.watch import listening

SCOPE = a_scope()
MANY = 7


@pytest.fixture
def parts(_things: None) -> Listing[PartRow]:
    thing = things.begin_build(SCOPE, a_cause(), an_id()).thing_id
    things.stage(SCOPE, thing, 0, range(MANY))
    return Listing(PartRow, f"{SCOPE.org_id}#{thing}", "PART#")


def levels(rows: tuple[PartRow, ...] | list[PartRow]) -> list[int]:
    return [int(row.level) for row in rows]


def test_pages_give_every_row_once_in_order(parts: Listing[PartRow]) -> None:
    for size in (1, 2, 3, MANY - 1, MANY, MANY + 1):
        seen, cursor = [], None
        for _ in range(MANY + 2):
            found = page(SCOPE, parts, cursor=cursor, limit=size)
            assert len(found.rows) <= size
            seen += levels(found.rows)
            cursor = found.next
            if cursor is None:
                break
        assert seen == list(range(MANY)), size


def test_newest_first_is_the_other_way_round(parts: Listing[PartRow]) -> None:
    backwards = Listing(PartRow, parts.key, parts.prefix, newest_first=True)
    first = page(SCOPE, backwards, limit=3)
    assert levels(first.rows) == [6, 5, 4]
    assert levels(page(SCOPE, backwards, cursor=first.next).rows) == [3, 2, 1, 0]


def test_a_cursor_of_another_person_or_question_is_refused(parts: Listing[PartRow]) -> None:
    cursor = page(SCOPE, parts, limit=2).next
    others: list[tuple[Scope, Listing[Any]]] = [
        (a_scope(actor_id="S:财务戊"), parts),
        (a_scope(an_id("elsewhere")), parts),
        (SCOPE, Listing(PartRow, parts.key, "PART#0")),
        (SCOPE, Listing(PartRow, "elsewhere", parts.prefix)),
        (SCOPE, Listing(ThingRow, parts.key, parts.prefix)),
        (SCOPE, Listing(PartRow, parts.key, parts.prefix, newest_first=True)),
    ]
    for who, asked in others:
        with pytest.raises(BadCursor):
            page(who, asked, cursor=cursor)


def test_a_tampered_cursor_is_refused(parts: Listing[PartRow]) -> None:
    cursor = page(SCOPE, parts, limit=2).next
    assert cursor
    sealed = bytearray(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    for place in range(len(sealed)):
        sealed[place] ^= 1
        with pytest.raises(BadCursor):
            page(SCOPE, parts, cursor=base64.urlsafe_b64encode(bytes(sealed)).decode())
        sealed[place] ^= 1
    for cut in range(1, len(cursor)):
        with pytest.raises(BadCursor):
            page(SCOPE, parts, cursor=cursor[:cut])


@given(st.text(min_size=1, max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_any_other_text_is_refused_as_a_cursor(parts: Listing[PartRow], text: str) -> None:
    with pytest.raises(BadCursor):
        page(SCOPE, parts, cursor=text)


def test_a_page_cut_short_goes_on_behind_its_last_row(parts: Listing[PartRow]) -> None:
    rows = page(SCOPE, parts, limit=5).rows
    cursor = cursor_after(SCOPE, parts, rows[2])
    assert levels(page(SCOPE, parts, cursor=cursor).rows) == [3, 4, 5, 6]


def test_an_index_is_paged_like_a_table() -> None:
    made = sorted(things.a_thing(SCOPE, a_cause()) for _ in range(5))
    queue = Listing(ThingRow, SCOPE.org_id, index="work")
    first = page(SCOPE, queue, limit=2)
    rest = page(SCOPE, queue, cursor=first.next)
    assert [row.sk for row in first.rows + rest.rows] == made
    assert rest.next is None
    behind = page(SCOPE, queue, cursor=cursor_after(SCOPE, queue, first.rows[0]))
    assert [row.sk for row in behind.rows] == made[1:]


def test_every_and_count_reach_all_rows(parts: Listing[PartRow]) -> None:
    assert levels(list(every(parts))) == list(range(MANY))
    assert count(parts) == MANY
    after = next(iter(every(parts)))
    assert levels(list(every(parts, after={"pk": after.pk, "sk": after.sk}))) == list(range(1, MANY))


def test_one_row_by_key_and_none_when_there_is_none(parts: Listing[PartRow]) -> None:
    found = get(PartRow, parts.key, "PART#003")
    assert found
    assert found.level == 3
    assert get(PartRow, parts.key, "PART#999") is None


def test_many_rows_by_key_in_more_than_one_request() -> None:
    thing = things.begin_build(SCOPE, a_cause(), an_id()).thing_id
    total = limits.READ_KEYS + 20
    for n, start in enumerate(range(0, total, limits.CHUNK_ITEMS)):
        things.stage(SCOPE, thing, n, range(start, min(total, start + limits.CHUNK_ITEMS)))
    keys = ((f"{SCOPE.org_id}#{thing}", f"PART#{number:03}") for number in range(total + 5))
    assert sorted(levels(list(get_many(PartRow, keys)))) == list(range(total))
    assert list(get_many(PartRow, [])) == []


@pytest.fixture
def waited() -> Iterator[list[float]]:
    """How long the pauses would have been."""
    seconds: list[float] = []
    pauses.use(seconds.append)
    yield seconds
    pauses.use(None)


def throttled(times: int) -> AbstractContextManager[None]:
    """An engine that answers so many batches with nothing but the keys that it was asked for."""
    left, asked = [None] * times, list[Any]()

    def before(operation: str, body: dict[str, Any]) -> None:
        if operation == "BatchGetItem":
            asked.append(body["RequestItems"])

    def after(operation: str, answer: dict[str, Any]) -> None:
        if operation == "BatchGetItem" and left:
            left.pop()
            answer["Responses"], answer["UnprocessedKeys"] = {}, asked[-1]

    return listening(before=before, after=after)


def test_what_an_engine_holds_back_is_asked_for_again_after_a_pause(
    parts: Listing[PartRow], waited: list[float]
) -> None:
    keys = [(parts.key, f"PART#{n:03}") for n in range(MANY)]
    with throttled(limits.READ_ATTEMPTS - 1):
        assert sorted(levels(list(get_many(PartRow, keys)))) == list(range(MANY))
    assert len(waited) == limits.READ_ATTEMPTS - 1
    assert all(0 <= one <= limits.PAUSE_MOST_MS / 1000 for one in waited)


def test_an_engine_that_holds_everything_back_is_given_up(parts: Listing[PartRow], waited: list[float]) -> None:
    with throttled(1_000), pytest.raises(Unavailable):
        list(get_many(PartRow, [(parts.key, "PART#000")]))
    assert len(waited) == limits.READ_ATTEMPTS


READS: list[Callable[[Listing[PartRow]], object]] = [
    lambda parts: get(PartRow, parts.key, "PART#001"),
    lambda parts: list(get_many(PartRow, [(parts.key, "PART#001")])),
    lambda parts: page(SCOPE, parts),
    lambda parts: list(every(parts)),
    count,
]


@contextmanager
def failing(error: Exception) -> Iterator[None]:
    def fail(_: str, __: dict[str, Any]) -> None:
        raise error

    with listening(before=fail):
        yield


@pytest.mark.parametrize("read", READS)
@pytest.mark.parametrize(
    "error",
    [
        ConnectionClosedError(endpoint_url="http://engine"),
        ReadTimeoutError(endpoint_url="http://engine"),
        ClientError({"Error": {"Code": "ProvisionedThroughputExceededException"}}, "Query"),
        ClientError({"Error": {"Code": "InternalServerError"}}, "Query"),
    ],
)
def test_a_read_that_is_not_answered_may_be_asked_again(
    parts: Listing[PartRow], read: Callable[[Listing[PartRow]], object], error: Exception
) -> None:
    with failing(error), pytest.raises(Unavailable) as refused:
        read(parts)
    assert refused.value.code == "unavailable"
    read(parts)


@pytest.mark.parametrize("read", READS)
def test_a_read_that_the_engine_finds_wrong_is_a_fault_of_ours(
    parts: Listing[PartRow], read: Callable[[Listing[PartRow]], object]
) -> None:
    wrong = ClientError({"Error": {"Code": "ValidationException"}}, "Query")
    with failing(wrong), pytest.raises((ClientError, PynamoDBException)):
        read(parts)
