"""Receipt numbers while two dozen threads pay: no gap, no double, online in the order of posting (PAY-03)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from datetime import timedelta
from functools import partial
from random import Random
from threading import Event

import pytest

from chalicelib.core import clock, limits
from chalicelib.core.errors import Refusal, Unavailable
from chalicelib.db.pauses import pause
from chalicelib.edge import jobs
from chalicelib.payments import jobs as payments_jobs
from chalicelib.payments.rules.payments import Method
from chalicelib.payments.service import numbering
from infra.local.wechat.simulator import Simulator
from tests.builders import ledger, payments
from tests.builders.office import Office, a_cause, an_id
from tests.builders.payments import FIRST
from tests.contended.payments.weather import Callers, Weather

pytestmark = pytest.mark.contended

UNITS, THREADS, NUMBERERS, CASHIERS = 20, 24, 4, 5
ONLINE, AT_THE_DESK = 80, 80


def number(office: Office, paid: Event) -> None:
    """A worker that gives numbers as long as there may be something to number; one that stumbles comes again."""
    place = {"org_id": office.org_id, "community_id": office.community_id}
    while not paid.is_set():
        with suppress(Unavailable):
            jobs.run(payments_jobs.NUMBER, place)
        pause(4)


def works(office: Office, simulator: Simulator, callers: Callers) -> list[Callable[[], object]]:
    """Everybody prepays a little: what is settled does not matter here."""
    found: list[Callable[[], object]] = []
    for n in range(ONLINE):
        unit = FIRST + n % UNITS
        order_id = payments.an_order(office, unit, parts=(), prepay_fen=n + 1)
        notice = payments.taken(office, simulator, order_id, unit)
        found.append(partial(callers.ask, partial(payments.tell, notice)))
    for n in range(AT_THE_DESK):
        cash = partial(
            payments.pay_cash,
            office,
            FIRST + n % UNITS,
            parts=(),
            prepay_fen=n + 1,
            payment_id=an_id("cash", str(n)),
            cause=a_cause(an_id("cash key", str(n))),
            by=payments.cashier(office, f"前台 {n % CASHIERS}"),
        )
        found.append(partial(callers.ask, cash))
    Random(1).shuffle(found)
    return found


@pytest.mark.parametrize("seed", [None, 3], ids=["in good weather", "in a storm"])
def test_numbers_have_no_gap_and_no_double_while_two_dozen_pay(
    running_clock: None, simulator: Simulator, seed: int | None
) -> None:
    office, callers, paid = payments.a_billed_office(UNITS, months=()), Callers(), Event()
    everybody = works(office, simulator, callers)
    weather = Weather(seed).blowing() if seed else nullcontext()
    with weather, ThreadPoolExecutor(NUMBERERS) as workers, ThreadPoolExecutor(THREADS) as pool:
        numberers = [workers.submit(number, office, paid) for _ in range(NUMBERERS)]
        try:
            answers = [done.result(timeout=100) for done in [pool.submit(work) for work in everybody]]
            until_number(office, ONLINE // 4)
        finally:
            paid.set()
        for done in numberers:
            done.result(timeout=100)
    assert not [answer for answer in answers if isinstance(answer, Refusal)]
    later = clock.now() + timedelta(seconds=limits.NUMBER_AFTER_SECONDS)
    clock.use(lambda: later)
    jobs.run(payments_jobs.RESUME)
    found = ledger.add_up(office, simulator.statement())
    assert sum(found.given.values()) == ONLINE + AT_THE_DESK
    assert sorted(found.given) == [*(f"D{n:05}" for n in range(1, CASHIERS + 1)), "W"]
    online = sorted(found.of(Method.WECHAT), key=lambda one: str(one.book_number))
    assert [one.posted_at for one in online] == sorted(one.posted_at for one in online)


def until_number(office: Office, most: int) -> None:
    """Wait, while the workers number, until so many have their number: bounded."""
    for _ in range(200):
        with suppress(Unavailable):
            if numbering._book(office.scope, office.community_id).given >= most:
                return
        pause(6)
    raise AssertionError("nobody numbers")
