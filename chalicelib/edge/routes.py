"""The routes that belong to no capability: health, the triggers, and the API's own description."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from chalicelib import VERSION
from chalicelib.config import settings
from chalicelib.core import clock
from chalicelib.edge import triggers
from chalicelib.edge.api import ANYONE, Call, Routes
from chalicelib.edge.jobs import JOBS
from chalicelib.edge.openapi import document
from chalicelib.edge.schedules import Daily, Every, Monthly, Schedule
from chalicelib.edge.wire import Gives, Rows

routes = Routes(__name__)


class Health(Gives):
    """Whether the service stands, which version, on what engine."""

    status: str
    version: str
    engine: str


@routes.get("/health", gives=Health, may=ANYONE)
def health(call: Call) -> Health:
    """Whether the service stands."""
    return Health(status="ok", version=VERSION, engine=settings().engine)


class RunView(Gives):
    """The last time that a trigger ran; `did` counts what it did, `error` is the kind of failure of one that failed."""

    started_at: datetime
    ended_at: datetime
    did: dict[str, int]
    error: str | None


class TriggerView(Gives):
    """A scheduled job: what it promises, when it runs (Shanghai time; only what its kind of schedule has is given)."""

    name: str
    promise: str
    every_minutes: int | None
    day: int | None
    hour: int | None
    minute: int | None
    next_at: datetime
    last: RunView | None


@routes.get("/triggers", gives=Rows[TriggerView], may="organisation.read")
def list_triggers(call: Call) -> Rows[TriggerView]:
    """Every trigger: what it promises, its schedule, its last run and its next."""
    scheduled = [(one.name, one.promise, one.schedule) for one in JOBS.values() if one.schedule]
    runs, at = triggers.last_runs(name for name, *_ in scheduled), clock.now()
    return Rows(rows=[_trigger(*one, runs.get(one[0]), at) for one in sorted(scheduled, key=lambda one: one[0])])


def _trigger(name: str, promise: str, schedule: Schedule, last: triggers.Run | None, at: datetime) -> TriggerView:
    return TriggerView(
        name=name,
        promise=promise,
        every_minutes=schedule.minutes if isinstance(schedule, Every) else None,
        day=schedule.day if isinstance(schedule, Monthly) else None,
        hour=schedule.hour if isinstance(schedule, Daily | Monthly) else None,
        minute=schedule.minute if isinstance(schedule, Daily | Monthly) else None,
        next_at=schedule.next(at),
        last=_run(last) if last else None,
    )


def _run(last: triggers.Run) -> RunView:
    return RunView(started_at=last.started_at, ended_at=last.ended_at, did=last.did, error=last.error)


@routes.get("/openapi.json", gives=dict[str, Any], may=ANYONE)
def openapi(call: Call) -> msgspec.Raw:
    """This document."""
    return msgspec.Raw(document().encode())
