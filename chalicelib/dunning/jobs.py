"""Dunning's jobs: the daily reminder, handed to the queue a few units at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from typing import Any

from chalicelib.core import clock, limits
from chalicelib.core.scope import Scope, system_scope
from chalicelib.dunning.service import reminding
from chalicelib.edge.jobs import enqueue, job, job_cause
from chalicelib.edge.schedules import Daily
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.journal import KeyReused
from chalicelib.timers.due import each

REMIND = "dunning.remind"
REMIND_UNITS = "dunning.remind_units"


@job(REMIND, promise="reminds payers of bills due in three days, today or overdue, once a day", schedule=Daily(10))
def remind(due: datetime, payload: dict[str, Any]) -> dict[str, int]:
    """A level check: what a missed day should have told is told once, and a second run of a day tells nothing."""
    units = 0
    for org_id in estate.organisation_ids():
        scope = system_scope(org_id, REMIND)
        for community in estate.list_communities(scope):
            for first, last, count in _stretches(estate.every_unit(scope, community.community_id)):
                place = {"org_id": org_id, "community_id": community.community_id, "after": first, "upto": last}
                enqueue(REMIND_UNITS, place)
                units += count
    return {"units": units}


@job(REMIND_UNITS, promise="reminds those who pay for one stretch of a community's units")
def remind_units(due: datetime, payload: dict[str, Any]) -> dict[str, int]:
    """As of today, whenever it is delivered; one payer who fails does not hold up the others."""
    scope = system_scope(payload["org_id"], REMIND)
    community_id, today = payload["community_id"], clock.business_date(clock.now())
    units = _stretch(scope, community_id, payload["after"], payload["upto"])
    owing = reminding.payers_owing(scope, community_id, units, today=today)

    def tell(payer_id: str) -> None:
        cause = job_cause(f"remind#{community_id}#{payer_id}#{today}")
        with suppress(reminding.NothingToRemind, KeyReused):  # they paid meanwhile, or another worker told them today
            reminding.remind(scope, cause, community_id, payer_id=payer_id, unit_ids=owing[payer_id])

    return {"payers": each(owing, tell, "a payer was not reminded")}


def _stretches(units: Iterator[Unit]) -> Iterator[tuple[str | None, str, int]]:
    """(after, up to, how many) of so many units at a time."""
    after: str | None = None
    while some := list(islice(units, limits.UNITS_PER_REMINDING)):
        yield after, some[-1].unit_id, len(some)
        after = some[-1].unit_id


def _stretch(scope: Scope, community_id: str, after: str | None, upto: str) -> Iterator[Unit]:
    for unit in estate.every_unit(scope, community_id, after=after):
        yield unit
        if unit.unit_id == upto:
            return
