"""What AWS calls: a function for each scheduled job, due when its schedule says; batches whose failures come again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from app import app
from chalicelib import functions
from chalicelib.core import clock, limits
from chalicelib.edge import queues
from chalicelib.edge.jobs import JOBS, job
from chalicelib.edge.schedules import Every
from chalicelib.notices import jobs as notices_jobs
from tests.builders import crons

SCHEDULED = {name.replace(".", "_"): one.schedule for name, one in JOBS.items() if one.schedule}
CONTEXT = object()


def registered() -> dict[str, Any]:
    return {one.name: one for one in app.event_sources}


def test_every_scheduled_job_has_exactly_one_function_of_its_name_that_lambda_finds() -> None:
    assert registered().keys() == SCHEDULED.keys() | {"work", "hear"}
    for name, one in registered().items():
        assert one.handler_string == f"chalicelib.functions.{name}"
        assert callable(getattr(functions, name))


@pytest.mark.parametrize("name", sorted(SCHEDULED))
def test_a_function_s_expression_read_back_in_shanghai_is_its_job_s_schedule(name: str) -> None:
    expression, schedule = registered()[name].schedule_expression, SCHEDULED[name]
    if isinstance(schedule, Every):
        assert crons.minutes(expression) == schedule.minutes
        return
    at = datetime(2026, 12, 31, 12, tzinfo=clock.SHANGHAI)
    fired = list(crons.firings(expression, at, at + timedelta(days=800)))
    assert fired[0] == schedule.next(at)
    assert [schedule.next(one) for one in fired[:-1]] == fired[1:]


def an_event(time: str) -> dict[str, Any]:
    keys = ("version", "account", "region", "detail", "detail-type", "source", "id", "resources")
    return {**dict.fromkeys(keys, ""), "time": time}


class Ran:
    """Jobs of this test's own, and what was asked of them."""

    def __init__(self) -> None:
        self.did: list[tuple[datetime, dict[str, Any]]] = []
        job("test.works", promise="notes that it ran")(self.work)
        job("test.fails", promise="cannot")(self.fail)
        job("test.hourly", promise="notes when it was due", schedule=Every(60))(self.work)

    def work(self, due: datetime, payload: dict[str, Any]) -> None:
        self.did.append((due, payload))

    def fail(self, due: datetime, payload: dict[str, Any]) -> None:
        raise RuntimeError("it cannot")


@pytest.fixture
def ran() -> Iterator[Ran]:
    yield Ran()
    for name in ("test.works", "test.fails", "test.hourly"):
        del JOBS[name]


@pytest.mark.usefixtures("moto_engine")
def test_a_trigger_is_due_when_its_schedule_says_and_not_when_it_comes(ran: Ran) -> None:
    functions._trigger("test.hourly")(an_event("2026-10-31T18:47:10Z"), CONTEXT)
    assert ran.did == [(datetime(2026, 11, 1, 2, tzinfo=clock.SHANGHAI), {})]


def test_of_a_batch_only_the_messages_that_failed_come_again(ran: Ran) -> None:
    bodies = [
        json.dumps({"job": "test.works", "payload": {"n": 1}}),
        json.dumps({"job": "test.fails", "payload": {}}),
        json.dumps({"job": "test.unknown", "payload": {}}),
        "no message of ours",
        json.dumps({"job": "test.works", "payload": {"n": 2}}),
    ]
    records = [{"messageId": str(n), "body": body, "receiptHandle": ""} for n, body in enumerate(bodies)]
    given = functions.work({"Records": records}, CONTEXT)
    assert given == {"batchItemFailures": [{"itemIdentifier": n} for n in "123"]}
    assert [payload for _, payload in ran.did] == [{"n": 1}, {"n": 2}]


def a_record(n: int, *, age_seconds: float = 0, heard: bool = True) -> dict[str, Any]:
    """A record that means nothing to anybody, or one that cannot be read."""
    told: dict[str, Any] = {"SequenceNumber": str(n), "Keys": {"pk": {"S": f"O#J#x#{n}"}, "sk": {"S": "ENTRY"}}}
    told["ApproximateCreationDateTime"] = clock.now().timestamp() - age_seconds
    return {"eventName": "REMOVE" if heard else "INSERT", "dynamodb": told | {"NewImage": {"at": {"S": "torn"}}}}


class Kept:
    def __init__(self) -> None:
        self.put_there: list[tuple[str, dict[str, Any]]] = []

    def put(self, job: str, payload: dict[str, Any], *, delay_seconds: int = 0) -> None:
        self.put_there.append((job, payload))


@pytest.fixture
def queue() -> Iterator[Kept]:
    kept = Kept()
    queues.use(kept)
    yield kept
    queues.use(None)


def test_a_young_entry_that_cannot_be_heard_comes_again_with_those_behind_it(queue: Kept) -> None:
    records = [a_record(1), a_record(2, heard=False), a_record(3)]
    given = functions.hear({"Records": records}, CONTEXT)
    assert given == {"batchItemFailures": [{"itemIdentifier": "2"}]}
    assert queue.put_there == []


def test_an_older_one_goes_to_the_queue_by_its_key_and_holds_up_no_other(queue: Kept) -> None:
    age = limits.HEAR_AGAIN_SECONDS + 1
    records = [a_record(1), *(a_record(n, heard=False, age_seconds=age) for n in (2, 3)), a_record(4)]
    assert functions.hear({"Records": records}, CONTEXT) == {"batchItemFailures": []}
    assert queue.put_there == [(notices_jobs.HEAR, {"key": f"O#J#x#{n}"}) for n in (2, 3)]
