"""Callbacks' job: the sweep over calls that nobody made in time. It tells; it never calls."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chalicelib.callbacks import service
from chalicelib.callbacks.rules import CallbackDone
from chalicelib.core import clock
from chalicelib.core.scope import system_scope
from chalicelib.edge.jobs import job, job_cause
from chalicelib.edge.schedules import Every
from chalicelib.timers.due import each

PROMISES = "callbacks.promises"


@job(PROMISES, promise="puts callbacks that nobody made within a day on the supervisor's list", schedule=Every(1))
def tell_late(due: datetime, payload: dict[str, Any]) -> dict[str, int]:
    """A level check: told once each, however often the sweep comes."""

    def tell(place: tuple[str, str]) -> None:
        org_id, callback_id = place
        try:
            service.tell_late(system_scope(org_id, PROMISES), job_cause(f"late#{callback_id}"), callback_id)
        except CallbackDone:
            return

    return {"callbacks": each(service.due_callbacks(clock.now()), tell, "a late callback was not told")}
