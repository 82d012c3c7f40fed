"""Corrections' job: the sweep over what was agreed to and not wholly posted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chalicelib.core import clock
from chalicelib.corrections.service import posting
from chalicelib.edge.jobs import job
from chalicelib.edge.schedules import Every
from chalicelib.timers.due import each

RESUME = "corrections.resume"


@job(RESUME, promise="posts what a correction still has to post where a worker stopped", schedule=Every(1))
def resume(due: datetime, payload: dict[str, Any]) -> dict[str, int]:
    """A level check: what is posted does not wait any more."""
    waiting = posting.due_corrections(clock.now())
    return {"corrections": each(waiting, lambda place: posting.post(*place), "a correction was not posted")}
