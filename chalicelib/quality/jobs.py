"""The jobs of data quality: the daily check of every community, and the worker that takes its steps (REG-05)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from chalicelib.core import clock, ids, limits
from chalicelib.core.scope import system_scope
from chalicelib.edge.jobs import enqueue, job
from chalicelib.edge.schedules import Daily
from chalicelib.estate import service as estate
from chalicelib.quality.service import checking
from chalicelib.timers.due import each

CHECK: Final = "quality.check"


@job(CHECK, promise="looks through the files of every community for what cannot be right", schedule=Daily(5, 10))
def check_all(due: datetime, payload: dict[str, Any]) -> dict[str, int]:
    """A level check: one check a community and day; one that was left standing goes on where it stopped."""
    day = clock.business_date(due).isoformat()

    def begin(place: tuple[str, str]) -> None:
        org_id, community_id = place
        check_id = ids.derived(community_id, CHECK, day)
        checking.start(system_scope(org_id, CHECK), community_id, check_id=check_id)

    places = [
        (org_id, community.community_id)
        for org_id in estate.organisation_ids()
        for community in estate.list_communities(system_scope(org_id, CHECK))
    ]
    return {"communities": each(places, begin, "a check was not begun")}


@job(checking.CONTINUE, promise="takes the next steps of a check that was begun, until it is over")
def continue_check(due: datetime, payload: dict[str, Any]) -> None:
    """Harmless for a check that is over: every step says what it sees by an id that the same sight always has."""
    scope = system_scope(payload["org_id"], checking.CONTINUE)
    if not checking.work(scope, payload["community_id"], payload["check_id"], steps=limits.CHUNKS_PER_JOB):
        enqueue(checking.CONTINUE, payload)
