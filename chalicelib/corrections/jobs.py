"""Corrections' jobs: what takes a fee item's correction to the units, and the sweep over what is not wholly posted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chalicelib.core import clock
from chalicelib.corrections.service import posting, spreading
from chalicelib.edge.jobs import job
from chalicelib.edge.schedules import Every
from chalicelib.timers.due import each

RESUME = "corrections.resume"


@job(spreading.SPREAD, promise="takes a price that was corrected to every unit of which it changes a bill")
def spread(due: datetime, payload: dict[str, Any]) -> None:
    """Work on it until every unit is posted or it is time to hand over; harmless for one that needs nothing."""
    place = payload["org_id"], payload["community_id"], payload["correction_id"]
    if spreading.spread(*place):
        spreading.wake(*place)


@job(RESUME, promise="posts what a correction still has to post where a worker stopped", schedule=Every(1))
def resume(due: datetime, payload: dict[str, Any]) -> dict[str, int]:
    """A level check: what is posted does not wait any more."""
    now = clock.now()
    for place in spreading.due_spreads(now):
        spreading.wake(*place)
    waiting = posting.due_corrections(now)
    return {"corrections": each(waiting, lambda place: posting.post(*place), "a correction was not posted")}
