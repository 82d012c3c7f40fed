"""A lost reply, or another transaction in the way: settled by reading back, never by guessing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError
from pynamodb.exceptions import PynamoDBConnectionError, TransactWriteError

from chalicelib.db.bookkeeping import Lost, bookkeeping
from chalicelib.db.commit import Overtaken
from chalicelib.edge.sessions import SessionRow
from chalicelib.journal import Busy
from tests.builders import things
from tests.builders.core import AT, a_cause, a_scope, an_id
from tests.builders.things import Stands
from tests.crash.chain import breaks, entries
from tests.crash.watch import listening

pytestmark = pytest.mark.contended

SCOPE = a_scope()
Fault = Callable[[], Exception]

LOST_REPLIES: list[Fault] = [
    lambda: ConnectionClosedError(endpoint_url="http://engine"),
    lambda: ReadTimeoutError(endpoint_url="http://engine"),
    lambda: ClientError({"Error": {"Code": "InternalServerError"}}, "TransactWriteItems"),
    lambda: ClientError({"Error": {"Code": "TransactionInProgressException"}}, "TransactWriteItems"),
]


def in_the_way() -> Exception:
    """What DynamoDB says when another transaction holds an item; the embedded engine never does."""
    why: Any = {"CancellationReasons": [{"Code": "TransactionConflict"}, {"Code": "None"}]}
    error: Exception = ClientError({"Error": {"Code": "TransactionCanceledException"}} | why, "TransactWriteItems")
    return error


@contextmanager
def faults(*, before: list[Exception] | None = None, after: list[Exception] | None = None) -> Iterator[None]:
    """Raise these, one for each transaction: before it is sent, or once the engine has answered."""

    def raising(left: list[Exception] | None) -> Callable[[str, dict[str, Any]], None]:
        def listen(operation: str, _: dict[str, Any]) -> None:
            if operation == "TransactWriteItems" and left:
                raise left.pop(0)

        return listen

    with listening(before=raising(before), after=raising(after)):
        yield


@pytest.mark.parametrize("fault", LOST_REPLIES)
def test_a_verb_whose_reply_was_lost_after_the_commit_gets_its_answer(fault: Fault) -> None:
    thing = things.a_thing(SCOPE, a_cause())
    with faults(after=[fault()]):
        assert things.lift(SCOPE, a_cause(), thing, by=3) == Stands(thing, 3)
    assert things.load(SCOPE, thing).level == 3
    assert len(entries()) == 2
    assert breaks(entries()) == []


@pytest.mark.parametrize("fault", LOST_REPLIES)
def test_a_verb_whose_request_was_lost_before_the_commit_is_decided_anew(fault: Fault) -> None:
    thing = things.a_thing(SCOPE, a_cause())
    with faults(before=[fault()]):
        assert things.lift(SCOPE, a_cause(), thing, by=3) == Stands(thing, 3)
    assert things.load(SCOPE, thing).level == 3
    assert len(entries()) == 2


def test_a_making_whose_reply_was_lost_gets_its_answer() -> None:
    thing = an_id()
    with faults(after=[LOST_REPLIES[0]()]):
        assert things.make(SCOPE, a_cause(), thing) == Stands(thing, 0)


def test_a_verb_in_the_way_of_another_tries_again() -> None:
    thing = things.a_thing(SCOPE, a_cause())
    with faults(before=[in_the_way(), in_the_way()]):
        assert things.lift(SCOPE, a_cause(), thing, by=3).level == 3
    assert len(entries()) == 2


def test_a_verb_always_in_the_way_is_busy_and_may_be_sent_again() -> None:
    thing, cause = things.a_thing(SCOPE, a_cause()), a_cause()
    with faults(before=[in_the_way() for _ in range(20)]), pytest.raises(Busy):
        things.lift(SCOPE, cause, thing, by=3)
    assert things.load(SCOPE, thing).level == 0
    assert things.lift(SCOPE, cause, thing, by=3).level == 3


def test_a_verb_that_never_hears_an_answer_is_still_done_once() -> None:
    thing, cause = things.a_thing(SCOPE, a_cause()), a_cause()
    with faults(after=[LOST_REPLIES[0]() for _ in range(20)]):
        assert things.lift(SCOPE, cause, thing, by=3).level == 3
    assert things.lift(SCOPE, cause, thing, by=3).level == 3
    assert len(entries()) == 2


@pytest.mark.parametrize("fault", [*LOST_REPLIES, in_the_way])
def test_a_chunk_in_doubt_is_staged_once(fault: Fault) -> None:
    thing = things.begin_build(SCOPE, a_cause(), an_id()).thing_id
    with faults(before=[fault()]):
        assert things.stage(SCOPE, thing, 0, [1, 2])
    things.end_build(SCOPE, a_cause(), thing)
    assert things.parts(SCOPE, thing) == [1, 2]


@pytest.mark.parametrize("fault", LOST_REPLIES)
def test_a_chunk_whose_reply_was_lost_is_known_to_be_staged(fault: Fault) -> None:
    thing = things.begin_build(SCOPE, a_cause(), an_id()).thing_id
    with faults(after=[fault()]):
        assert things.stage(SCOPE, thing, 0, [1, 2])
    assert not things.stage(SCOPE, thing, 0, [1, 2])


def test_a_chunk_always_in_the_way_gives_up_and_leaves_nothing() -> None:
    thing = things.begin_build(SCOPE, a_cause(), an_id()).thing_id
    with faults(before=[in_the_way() for _ in range(20)]), pytest.raises(Overtaken):
        things.stage(SCOPE, thing, 0, [1])
    assert things.all_parts(SCOPE, thing) == []
    assert things.stage(SCOPE, thing, 0, [1])


def test_a_request_that_the_engine_finds_wrong_is_a_fault_of_ours_and_not_tried_again() -> None:
    thing = things.a_thing(SCOPE, a_cause())
    wrong = ClientError({"Error": {"Code": "ValidationException"}}, "TransactWriteItems")
    left = [wrong, wrong]
    with faults(before=left), pytest.raises(TransactWriteError):
        things.lift(SCOPE, a_cause(), thing, by=3)
    assert len(left) == 1


def test_bookkeeping_whose_reply_was_lost_is_a_fault_and_not_a_lost_condition() -> None:
    books, left = bookkeeping("sessions"), [LOST_REPLIES[0]()]

    def lose(operation: str, _: dict[str, Any]) -> None:
        if operation in {"PutItem", "UpdateItem", "DeleteItem"}:
            raise left[0]

    row = SessionRow("_#SESSIONS#x", "s", org_id="o", expires_at=AT)
    for write in (books.put, books.delete, lambda row: books.update(row, [SessionRow.org_id.set("p")])):
        with listening(after=lose), pytest.raises(PynamoDBConnectionError) as fault:
            write(row)
        assert not isinstance(fault.value, Lost)
