"""Tickets' job: the sweep over promises that fall due."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chalicelib.core import clock
from chalicelib.core.scope import system_scope
from chalicelib.edge.jobs import job
from chalicelib.edge.schedules import Every
from chalicelib.tickets.service import promises
from chalicelib.timers.due import each

PROMISES = "tickets.promises"


@job(PROMISES, promise="tells each promise that was not kept in time; reviews open tickets", schedule=Every(1))
def tell_promises(due: datetime, payload: dict[str, Any]) -> dict[str, int]:
    """A level check: a sweep missed or doubled changes nothing."""

    def tell(one: promises.Due) -> None:
        promises.tell_due(system_scope(one.org_id, PROMISES), one.ticket_id)

    return {"tickets": each(promises.due_tickets(clock.now()), tell, "a promise was not told")}
