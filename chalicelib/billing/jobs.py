"""Billing's jobs: the monthly trigger, the worker of a moving run, and the sweep that finds stuck ones (BIL-05)."""

from __future__ import annotations

from datetime import datetime, timedelta
from datetime import time as time_of_day
from typing import Any

from chalicelib.billing.rules.runs import RunOpen, RunRefused, State
from chalicelib.billing.service import drafting, runs
from chalicelib.billing.store import runs as runs_store
from chalicelib.core import clock, ids, limits
from chalicelib.core.period import Period
from chalicelib.core.scope import Scope, system_scope
from chalicelib.db.commit import Overtaken
from chalicelib.edge.jobs import enqueue, job, job_cause
from chalicelib.edge.logs import logger
from chalicelib.edge.schedules import Every, Monthly
from chalicelib.estate import service as estate

MONTHLY = "billing.monthly_run"
RESUME = "billing.resume_runs"


@job(MONTHLY, promise="drafts the month's bills of every community; a person releases them", schedule=Monthly(1, 2))
def monthly_run(due: datetime, payload: dict[str, Any]) -> dict[str, int]:
    """A level check: one run per community and month, however often the trigger comes or however long it did not.

    A community that fails does not hold up the others.
    """
    month = Period.of(clock.business_date(due))
    failed: list[Exception] = []
    looked_at = 0
    for org_id in estate.organisation_ids():
        scope = system_scope(org_id, MONTHLY)
        for community in estate.list_communities(scope):
            try:
                _start(scope, community.community_id, month)
                looked_at += 1
            except Exception as error:
                logger.exception("a monthly run did not start", extra={"community": community.community_id})
                failed.append(error)
    if failed:
        raise failed[0]
    return {"communities": looked_at}


def _start(scope: Scope, community_id: str, due: Period) -> None:
    """Start the month's run and those of missed months, oldest first, unless there is nothing to bill.

    A month that a person has billed is left alone.
    """
    if not estate.count_units(scope, community_id):
        return
    for month in runs.missed_months(scope, community_id, due):
        if not runs.released_in(scope, community_id, month):
            _start_month(scope, community_id, month)


def _start_month(scope: Scope, community_id: str, month: Period) -> None:
    period = str(month)
    run_id = ids.derived_at(_begins(month), community_id, MONTHLY)
    cause = job_cause(f"{MONTHLY}#{community_id}#{period}")
    try:
        runs.start_run(scope, cause, community_id, run_id=run_id, period=period, by_trigger=True)
    except RunOpen as already:
        logger.info("a person was first", extra={"facts": already.facts})


def _begins(month: Period) -> datetime:
    """When the month's run is due, whenever the trigger came: run ids sort by it."""
    return datetime.combine(month.first_day, time_of_day(2), clock.SHANGHAI)


@job(runs.CONTINUE, promise="stages the bills of a run that was started, or takes those of a discarded one away")
def continue_run(due: datetime, payload: dict[str, Any]) -> None:
    """Work on the run until it is done or it is time to hand over; harmless for one that needs nothing."""
    scope = system_scope(payload["org_id"], runs.CONTINUE)
    community_id, run_id = payload["community_id"], payload["run_id"]
    run = runs.get_run(scope, community_id, run_id)
    try:
        if run.state == State.DRAFTING:
            sums = drafting.draft(scope, run, chunks=limits.CHUNKS_PER_JOB)
            if sums is None:
                enqueue(runs.CONTINUE, payload)
            else:
                key = job_cause(f"draft#{community_id}#{run_id}")
                runs.finish_draft(scope, key, community_id, run_id=run_id, sums=sums)
        elif run.state == State.DISCARDING:
            if drafting.undo(scope, run, chunks=limits.CHUNKS_PER_JOB):
                runs.finish_discard(scope, job_cause(f"discard#{community_id}#{run_id}"), community_id, run_id=run_id)
            else:
                enqueue(runs.CONTINUE, payload)
    except (Overtaken, RunRefused):
        logger.info("another worker is on it, or it was ended", extra={"run": run_id})
        enqueue(runs.CONTINUE, payload, delay_seconds=2)


@job(RESUME, promise="wakes a run of which nothing was written for two minutes", schedule=Every(minutes=1))
def resume_runs(due: datetime, payload: dict[str, Any]) -> dict[str, int]:
    """A level check: a run that moves is not woken, and one that is woken twice takes no harm."""
    since, woken = due - timedelta(seconds=limits.STUCK_SECONDS), 0
    for org_id, community_id, run_id in runs_store.moving(since):
        if runs.stands_still(system_scope(org_id, RESUME), community_id, run_id, since=since):
            enqueue(runs.CONTINUE, {"org_id": org_id, "community_id": community_id, "run_id": run_id})
            woken += 1
    return {"woken": woken}
