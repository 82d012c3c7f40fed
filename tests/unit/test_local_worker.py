"""The worker's duties, one at a time: run, give back, put what is due; and the developer's clock and secrets."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.core import clock
from chalicelib.edge import jobs
from chalicelib.edge.jobs import JOBS, Job
from chalicelib.edge.logs import logger
from chalicelib.edge.schedules import Daily, Schedule
from infra.local import clock as developer_clock
from infra.local import secret_store, worker
from infra.local.queue import LocalQueue, Message

Seen = list[tuple[datetime, dict[str, Any]]]


@pytest.fixture
def queue(tmp_path: Path) -> LocalQueue:
    return LocalQueue(tmp_path / "queue.db")


@pytest.fixture
def at() -> Iterator[list[datetime]]:
    """A clock that stands at `at[0]`."""
    held = [datetime(2026, 11, 22, 1, tzinfo=UTC)]
    clock.use(lambda: held[0])
    yield held
    clock.use(None)


def a_job(monkeypatch: pytest.MonkeyPatch, *, schedule: Schedule | None = None, fails: bool = False) -> Seen:
    seen: Seen = []

    def work(due: datetime, payload: dict[str, Any]) -> None:
        seen.append((due, payload))
        if fails:
            raise ValueError("not today")

    monkeypatch.setitem(JOBS, "test.job", Job("test.job", "is seen", schedule, work))
    return seen


def leased(queue: LocalQueue) -> Message:
    message = queue.lease(60)
    assert message is not None
    return message


def test_a_job_that_succeeds_is_removed(queue: LocalQueue, monkeypatch: pytest.MonkeyPatch, at: list[datetime]) -> None:
    seen = a_job(monkeypatch)
    queue.put("test.job", {"n": 1})
    worker._do(queue, leased(queue))
    assert seen == [(at[0], {"n": 1})]
    assert queue.waiting() == 0


def test_a_job_that_fails_is_given_back(queue: LocalQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    a_job(monkeypatch, fails=True)
    queue.put("test.job", {})
    worker._do(queue, leased(queue))
    assert queue.waiting() == 1
    assert queue.lease(60) is None  # it backs off


def test_an_unknown_job_is_given_back_too(queue: LocalQueue) -> None:
    queue.put("nobody.knows", {})
    worker._do(queue, leased(queue))
    assert queue.waiting() == 1


@pytest.mark.usefixtures("moto_engine")
def test_missed_days_are_caught_up_by_one_run_with_its_own_due_moment(
    queue: LocalQueue, monkeypatch: pytest.MonkeyPatch, at: list[datetime]
) -> None:
    for name in list(JOBS):
        monkeypatch.delitem(JOBS, name)
    seen = a_job(monkeypatch, schedule=Daily(8))
    worker.put_due_jobs(queue)
    assert queue.waiting() == 0  # the first sight is only noted
    at[0] += timedelta(days=3, hours=2)
    worker.put_due_jobs(queue)
    worker.put_due_jobs(queue)
    worker._do(queue, leased(queue))
    assert seen == [(datetime(2026, 11, 25, 0, tzinfo=UTC), {})]
    assert queue.waiting() == 0


def test_the_developers_clock_moves_forward_for_everybody_who_reads_the_file(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    now = developer_clock.source(path)
    assert abs(now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert developer_clock.move_forward(path, "12h") == 43_200
    assert developer_clock.move_forward(path, "3d") == 43_200 + 3 * 86_400
    assert abs(now() - datetime.now(UTC) - timedelta(days=3, hours=12)) < timedelta(seconds=5)
    with pytest.raises(SystemExit):
        developer_clock.move_forward(path, "-1d")


def test_secrets_are_private_made_once_and_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secrets.json"
    secret_store.ensure(path)
    first = json.loads(path.read_text())
    assert path.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(secret_store, "NAMES", (*secret_store.NAMES, "later"))
    secret_store.ensure(path)
    assert json.loads(path.read_text()).items() > first.items()


def test_a_lease_lasts_as_long_as_its_job(queue: LocalQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "LEASE_SECONDS", 0.3)
    taken: list[Message | None] = []

    def work(due: datetime, payload: dict[str, Any]) -> None:
        threading.Event().wait(0.9)
        taken.append(queue.lease(60))

    monkeypatch.setitem(JOBS, "test.job", Job("test.job", "is seen", None, work))
    queue.put("test.job", {})
    message = queue.lease(0.3)
    assert message is not None
    worker._do(queue, message)
    assert taken == [None]
    assert queue.waiting() == 0


def test_the_logs_of_a_job_carry_an_id_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def work(due: datetime, payload: dict[str, Any]) -> None:
        seen.append(str(logger.thread_safe_get_current_keys()["request_id"]))
        seen.append(jobs.job_cause("what is due").request_id)
        seen.append(str(logger.thread_safe_get_current_keys()["request_id"]))

    monkeypatch.setitem(JOBS, "test.job", Job("test.job", "is seen", None, work))
    for _ in range(2):
        jobs.run("test.job")
    assert seen[1] == seen[2]
    assert seen[4] == seen[5]
    assert len(set(seen)) == 4
