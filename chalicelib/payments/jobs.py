"""Payments' jobs: orders that nobody told us about, bills still to settle, numbers to give, prepayments to use."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from chalicelib.billing.service import runs
from chalicelib.core import clock, limits
from chalicelib.core.scope import system_scope
from chalicelib.edge.jobs import enqueue, job
from chalicelib.edge.logs import logger
from chalicelib.edge.schedules import Every
from chalicelib.estate import service as estate
from chalicelib.payments.providers.port import ProviderDown
from chalicelib.payments.service import numbering, posting, prepayments, settling
from chalicelib.timers.due import each

NUMBER = settling.NUMBER
SETTLE = "payments.settle_orders"
RESUME = "payments.resume"
USE_PREPAID = "payments.use_prepaid"
USE_PREPAID_SWEEP = "payments.use_prepaid_sweep"
_LOOK_BACK = timedelta(hours=26)


@job(SETTLE, promise="asks the provider about orders it did not report; closes those not paid", schedule=Every(1))
def settle_orders(due: datetime, payload: dict[str, Any]) -> dict[str, int]:
    """A level check: an order is asked about again and again, ever more rarely, until it is paid or closed."""
    started = clock.now()
    unanswered: list[str] = []

    def ask(place: tuple[str, str, str]) -> None:
        org_id, unit_id, order_id = place
        try:
            settling.ask_about(system_scope(org_id, SETTLE), unit_id, order_id)
        except ProviderDown as down:
            logger.warning("the provider did not answer for an order", extra={"facts": down.facts})
            unanswered.append(order_id)

    def has_time(_: object) -> bool:
        is_slow = clock.now() - started > timedelta(seconds=limits.ORDER_SWEEP_SECONDS)
        return not is_slow and len(unanswered) < limits.ORDERS_UNANSWERED

    return {"orders": each(takewhile(has_time, settling.waiting(started)), ask, "an order was not asked about")}


@job(NUMBER, promise="gives online receipts their book numbers, in the order of posting")
def number_receipts(due: datetime, payload: dict[str, Any]) -> None:
    """Number what waits in one community."""
    numbering.number_all(system_scope(payload["org_id"], NUMBER), payload["community_id"])


@job(RESUME, promise="settles the bills and gives the book numbers that a stopped worker left", schedule=Every(1))
def resume(due: datetime, payload: dict[str, Any]) -> dict[str, int]:
    """A level check over payments that still wait for something."""

    def finish(place: tuple[str, str, str]) -> None:
        org_id, unit_id, payment_id = place
        posting.finish(org_id, unit_id, payment_id)

    def number(place: tuple[str, str]) -> None:
        org_id, community_id = place
        numbering.number_all(system_scope(org_id, NUMBER), community_id)

    failure: Exception | None = None
    finished = 0
    try:
        finished = each(posting.waiting(), finish, "a payment was not allocated")
    except Exception as error:  # it holds up nobody's receipt
        failure = error
    numbered = each(numbering.communities_waiting(), number, "receipts were not numbered")
    if failure:
        raise failure
    return {"payments": finished, "numbered": numbered}


@job(USE_PREPAID, promise="settles the bills of a released run with what was prepaid")
def use_prepaid(due: datetime, payload: dict[str, Any]) -> None:
    """Once for each release; harmless again."""
    scope = system_scope(payload["org_id"], USE_PREPAID)
    prepayments.follow_release(scope, payload["community_id"], payload["run_id"])


@job(USE_PREPAID_SWEEP, promise="uses what was prepaid where a release was not followed up", schedule=Every(60))
def use_prepaid_sweep(due: datetime, payload: dict[str, Any]) -> dict[str, int]:
    """A level check over the runs released within a day: one that was followed up is left alone."""
    looked_at = 0
    for org_id in estate.organisation_ids():
        scope = system_scope(org_id, USE_PREPAID)
        for community in estate.list_communities(scope):
            for run in runs.released_since(scope, community.community_id, clock.now() - _LOOK_BACK):
                prepayments.follow_release(scope, community.community_id, run.run_id)
                looked_at += 1
    return {"runs": looked_at}


def follow_release(org_id: str, community_id: str, run_id: str) -> None:
    """Have prepayments used on a run's bills; a little later, so that the index shows what was prepaid just before."""
    payload = {"org_id": org_id, "community_id": community_id, "run_id": run_id}
    enqueue(USE_PREPAID, payload, delay_seconds=limits.PREPAID_AFTER_SECONDS)
