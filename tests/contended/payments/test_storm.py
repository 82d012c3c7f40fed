"""Fifty payers, online and at the desk, each heard up to five times, by two dozen threads in the worst of weathers.

Nothing is lost and nothing happens twice; whoever asks gets a receipt or a definite refusal, and whoever asks the same
again gets the same (PAY-02).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from random import Random

import pytest
from pynamodb.exceptions import UpdateError

from chalicelib.core import clock, limits
from chalicelib.core.errors import Refusal, Unavailable
from chalicelib.core.scope import system_scope
from chalicelib.edge import jobs
from chalicelib.payments import jobs as payments_jobs
from chalicelib.payments.rules.orders import State
from chalicelib.payments.rules.parts import Part
from chalicelib.payments.rules.payments import Method
from chalicelib.payments.service import settling
from chalicelib.payments.service.applying import PaymentPosted
from infra.local.wechat.simulator import Simulator
from tests.builders import ledger, payments
from tests.builders.office import Office, a_cause, an_id
from tests.builders.payments import FIRST, half
from tests.builders.people import gateway
from tests.builders.provider import PAYER_ADDRESS
from tests.contended.payments.weather import Callers, Weather

pytestmark = pytest.mark.contended

PAYERS, THREADS, CASHIERS = 50, 24, 6
MOST_TIMES = 5
MONTHS = ("2026-09", "2026-10")
OWED_FEN = 2 * 265_00
KINDS = ("throttles", "resets", "conflicts", "lost replies", "rows left undone")
Asked = Callable[[], PaymentPosted]


@dataclass
class Town:
    """Who paid what how; `answers` by the key under which it was asked."""

    office: Office
    simulator: Simulator
    chance: Random
    callers: Callers = field(default_factory=Callers)
    answers: dict[str, list[PaymentPosted | Refusal]] = field(default_factory=lambda: defaultdict(list))
    orders: dict[int, str] = field(default_factory=dict)
    parts: dict[int, tuple[Part, ...]] = field(default_factory=dict)

    def order(self, number: int) -> None:
        """One tap, heard more than once: one order."""
        cause = a_cause(an_id("tap", str(number)))
        order_id = an_id("order", str(number))
        self.callers.ask(
            lambda: payments.an_order(self.office, number, parts=self.parts[number], order_id=order_id, cause=cause)
        )
        self.orders[number] = order_id

    def pay(self, number: int) -> Iterator[tuple[str, Asked]]:
        """The payer pays at the provider what was asked, or less, or more; the provider says so, perhaps never."""
        amount_fen = self.chance.choice([OWED_FEN, OWED_FEN, OWED_FEN // 3, OWED_FEN + 4_99, 1])
        trade_no = self.callers.ask(lambda: payments.sent_to_pay(self.office, self.orders[number], number))
        notice = self.simulator.pay(str(trade_no), amount_fen)
        for _ in range(self.chance.randint(0, MOST_TIMES)):
            again = self.simulator.notification(str(trade_no))
            yield f"online {number}", partial(payments.tell, self.chance.choice([notice, again]))

    def come_to_the_desk(self, number: int) -> Iterator[tuple[str, Asked]]:
        """The same household brings cash: all of what was owed this morning, half of it, or more for later."""
        kind = self.chance.choice(["all", "half", "more", "later"])
        parts = {"all": self.parts[number], "half": half(self.parts[number]), "later": ()}.get(kind, self.parts[number])
        prepay_fen = self.chance.randint(1, 100_00) if kind in {"more", "later"} else 0
        by = payments.cashier(self.office, f"前台 {self.chance.randrange(CASHIERS)}")
        key, payment_id = an_id("cash key", str(number)), an_id("cash", str(number))
        for _ in range(self.chance.randint(1, MOST_TIMES)):
            yield (
                f"desk {number}",
                lambda: payments.pay_cash(
                    self.office,
                    number,
                    parts=parts,
                    prepay_fen=prepay_fen,
                    payment_id=payment_id,
                    cause=a_cause(key),
                    by=by,
                ),
            )

    def use(self, number: int) -> Iterator[tuple[str, Asked]]:
        """What was prepaid is used, if there is any by then."""
        key = an_id("use", str(number))
        for _ in range(self.chance.randint(0, 2)):
            yield f"use {number}", lambda: payments.use_prepaid(self.office, number, cause=a_cause(key))

    def hear(self, key: str, work: Asked) -> None:
        """Somebody asks until they are told."""
        self.answers[key].append(self.callers.ask(work))

    def look(self, number: int) -> None:
        """Somebody asks the provider about an order, while its notice may be on its way."""
        scope = system_scope(self.office.org_id, payments_jobs.SETTLE)
        unit_id = payments.unit_of(self.office, number)
        self.callers.ask(lambda: settling.ask_about(scope, unit_id, self.orders[number]), stumbles=(UpdateError,))

    def sweep(self, job: str) -> None:
        """A level check at any moment, which may stumble: the next one goes on."""
        with suppress(Unavailable):
            jobs.run(job, {"org_id": self.office.org_id, "community_id": self.office.community_id})

    def notify(self, number: int) -> None:
        """As the provider does it, until the answer is that we have it."""
        trade_no = payments.trade_no(self.office, self.orders[number], number)
        for _ in range(200):
            notice = self.simulator.notification(trade_no)
            path = "/payments/wechat/notify"
            status = gateway().call("POST", path, notice.headers, notice.raw, address=PAYER_ADDRESS).status
            if status == 200:
                return
            assert status == 503
        raise AssertionError("never taken")


@contextmanager
def a_crowd() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(THREADS) as pool:
        yield pool


def do_all(pool: ThreadPoolExecutor, works: list[Callable[[], object]]) -> None:
    """Every one of them; the first failure is raised."""
    for done in [pool.submit(work) for work in works]:
        done.result(timeout=100)


@pytest.mark.parametrize("seed", [20261031, 7])
def test_a_storm_loses_nothing_and_does_nothing_twice(running_clock: None, simulator: Simulator, seed: int) -> None:
    town = Town(payments.a_billed_office(PAYERS, months=MONTHS), simulator, Random(seed))
    numbers = range(FIRST, FIRST + PAYERS)
    town.parts = {number: payments.all_of(town.office, number) for number in numbers}
    weather = Weather(seed)
    with weather.blowing(), a_crowd() as pool:
        do_all(pool, [partial(town.order, number) for number in numbers for _ in range(town.chance.randint(1, 3))])
        kinds = (town.pay, town.come_to_the_desk, town.use)
        asked = [one for number in numbers for kind in kinds for one in kind(number)]
        works: list[Callable[[], object]] = [partial(town.hear, key, work) for key, work in asked]
        told = [number for number in numbers if f"online {number}" in dict(asked)]
        works += [partial(town.notify, number) for number in town.chance.sample(told, 10)]
        works += [partial(town.look, number) for number in town.chance.sample(numbers, 15)]
        works += [partial(town.sweep, job) for job in (payments_jobs.RESUME, payments_jobs.NUMBER) for _ in range(15)]
        town.chance.shuffle(works)
        do_all(pool, works)
    for job in (payments_jobs.SETTLE, payments_jobs.RESUME, payments_jobs.NUMBER):
        later = clock.now() + timedelta(seconds=limits.ORDER_LOOK_SECONDS)
        clock.use(lambda at=later: at)  # type: ignore[misc]
        jobs.run(job, {"org_id": town.office.org_id, "community_id": town.office.community_id})
    assert min(weather.struck[kind] for kind in KINDS) > 0, weather.struck
    check(town)


def check(town: Town) -> None:
    """Every book agrees with every other, and with what each caller was told."""
    found = ledger.add_up(town.office, town.simulator.statement())
    assert len(town.simulator.statement()) == PAYERS
    assert {order.state for order in found.orders.values()} == {State.PAID}
    receipts = {key: _agreed(key, answers) for key, answers in town.answers.items()}
    drawer = {one.payment_id: one.amount_fen for key, one in receipts.items() if one and key.startswith("desk")}
    assert drawer == {one.payment_id: one.amount_fen for one in found.of(Method.CASH)}
    used = {one.payment_id: one.amount_fen for key, one in receipts.items() if one and key.startswith("use")}
    assert used == {one.payment_id: one.amount_fen for one in found.of(Method.PREPAID)}
    assert all(one for key, one in receipts.items() if key.startswith("online"))
    online = sorted(found.of(Method.WECHAT), key=lambda one: str(one.book_number))
    assert len(online) == PAYERS == found.given["W"]
    assert [one.posted_at for one in online] == sorted(one.posted_at for one in online)


def _agreed(key: str, answers: list[PaymentPosted | Refusal]) -> PaymentPosted | None:
    """The one receipt that all who asked under a key hold; None when all were refused.

    What is paid stays paid, so who is refused at the desk is refused for ever; what is not prepaid now may be soon.
    """
    receipts = {answer for answer in answers if isinstance(answer, PaymentPosted)}
    refusals = {answer.code for answer in answers if isinstance(answer, Refusal)}
    if key.startswith("use"):
        assert len(receipts) <= 1
        assert refusals <= {"nothing_prepaid"}
    else:
        assert len(receipts) + bool(refusals) == 1, (key, answers)
        assert refusals <= {"bill_paid", "more_than_open"}, (key, answers)
    return receipts.pop() if receipts else None
