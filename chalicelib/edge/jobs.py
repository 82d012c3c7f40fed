"""Jobs: what runs by schedule or from the queue. Owns the register; the local runner and AWS drive the same functions.

A job is delivered at least once: it must find out from the stored state what is left to do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from chalicelib.core import clock, ids
from chalicelib.core.scope import Cause, Origin
from chalicelib.edge import queues, triggers
from chalicelib.edge.logs import logger
from chalicelib.edge.schedules import Schedule

Work = Callable[[datetime, dict[str, Any]], Mapping[str, int] | None]
"""Gives what it did, as counts without anybody's data; None says nothing."""


@dataclass(frozen=True)
class Job:
    """`promise` says in a sentence what it sees to; `schedule` is None for a job that only the queue runs."""

    name: str
    promise: str
    schedule: Schedule | None
    work: Work


JOBS: Final[dict[str, Job]] = {}


def job(name: str, *, promise: str, schedule: Schedule | None = None) -> Callable[[Work], Work]:
    """Register a function of (due instant, payload) as a job."""

    def decorate(work: Work) -> Work:
        assert name not in JOBS, name  # noqa: S101
        JOBS[name] = Job(name, promise, schedule, work)
        return work

    return decorate


def run(name: str, payload: dict[str, Any] | None = None, *, due: datetime | None = None) -> None:
    """Run a job now. `due` is the moment that it was due (a schedule's own time, not the tick's).

    What a scheduled one did, or that it failed, is kept for the page of triggers.
    """
    one, started_at = JOBS[name], clock.now()
    logger.thread_safe_append_keys(request_id=ids.ulid(started_at))
    logger.info("job started", extra={"job": name})
    try:
        did = one.work(due or started_at, payload or {})
    except Exception as error:
        if one.schedule:
            triggers.note(name, started_at=started_at, ended_at=clock.now(), error=type(error).__name__)
        raise
    if one.schedule:
        triggers.note(name, started_at=started_at, ended_at=clock.now(), did=did)
    logger.info("job ended", extra={"job": name})


def enqueue(name: str, payload: dict[str, Any], *, delay_seconds: int = 0) -> None:
    """Have the queue run a job soon."""
    assert name in JOBS, name  # noqa: S101
    queues.put(name, payload, delay_seconds=delay_seconds)


def job_cause(key: str) -> Cause:
    """The cause of a verb done by a job; `key` says what is due, never when the tick came. Logs go on under its id."""
    at = clock.now()
    request_id = ids.ulid(at)
    logger.thread_safe_append_keys(request_id=request_id)
    return Cause(at, Origin.JOB, key, request_id)
