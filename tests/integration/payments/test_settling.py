"""Orders that nobody told us about: asked about, posted, closed, or left for later; on both engines (PAY-02)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.core import clock, limits
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import system_scope
from chalicelib.core.stamp import NEW
from chalicelib.edge import jobs
from chalicelib.journal import transaction
from chalicelib.journal.entries import ORGANISATION_HOME
from chalicelib.payments import jobs as payments_jobs
from chalicelib.payments.providers import port
from chalicelib.payments.providers.port import Paid, ProviderDown
from chalicelib.payments.rules.orders import Order, State
from chalicelib.payments.service import orders, settling
from chalicelib.payments.store import orders as store
from chalicelib.payments.store.payments import load_payment, payment_row
from chalicelib.timers import due
from infra.local.wechat.simulator import Simulator
from tests.builders import ledger, payments
from tests.builders.core import AT
from tests.builders.office import Office, a_cause, an_id
from tests.builders.payments import FIRST
from tests.integration.payments.asks import MONTH_FEN


def at(minutes: int, seconds: int = 0) -> None:
    """So long after the start."""
    clock.use(lambda: AT + timedelta(minutes=minutes, seconds=seconds))


def sweep() -> None:
    jobs.run(payments_jobs.SETTLE)


def load(office: Office, order_id: str) -> Order:
    return ledger.read(office).orders[order_id]


class Down:
    """A provider that does not answer about some orders, and otherwise is the one behind it."""

    name = "wechat"

    def __init__(self, behind: port.Provider, *, silent: set[str]) -> None:
        self._behind, self._silent = behind, silent
        self.asked: list[str] = []
        self.absurd: set[str] = set()

    def open(self, asked: port.Asked) -> str:
        return self._behind.open(asked)

    def find(self, trade_no: str) -> Paid | None:
        self.asked.append(trade_no)
        if trade_no in self._silent:
            raise ProviderDown()
        if trade_no in self.absurd:
            raise ValueError("absurd")
        return self._behind.find(trade_no)

    def close(self, trade_no: str) -> None:
        self._behind.close(trade_no)

    def read(self, headers: object, raw: bytes, *, at: object) -> Paid:
        raise NotImplementedError


@contextmanager
def down(simulator: Simulator, *silent: str) -> Iterator[Down]:
    provider = Down(simulator.provider(), silent=set(silent))
    port.use(provider)
    try:
        yield provider
    finally:
        port.use(simulator.provider())


def test_money_that_nobody_told_us_about_is_found_by_asking(either_office: Office, simulator: Simulator) -> None:
    office, order_id = either_office, payments.an_order(either_office)
    payments.taken(office, simulator, order_id)
    at(0, 59)
    sweep()
    assert load(office, order_id).state == State.OPEN
    at(1)
    sweep()
    assert load(office, order_id).state == State.PAID
    at(2)
    sweep()
    assert ledger.add_up(office, simulator.statement()).money_in_fen == 2 * MONTH_FEN


def test_the_notice_after_the_asking_and_the_asking_after_the_notice_post_once(
    either_office: Office, simulator: Simulator
) -> None:
    office = either_office
    asked, told = (payments.an_order(office, number) for number in (FIRST, FIRST + 1))
    notices = [payments.taken(office, simulator, asked), payments.taken(office, simulator, told, FIRST + 1)]
    first = payments.tell(notices[1])
    at(1)
    sweep()
    assert payments.tell(notices[1]) == first
    assert payments.tell(notices[0]).settled_fen == 2 * MONTH_FEN
    assert len(ledger.add_up(office, simulator.statement()).payments) == 2


def test_an_order_whose_answer_makes_no_sense_does_not_hold_up_the_others(
    either_office: Office, simulator: Simulator
) -> None:
    office = either_office
    bad, *good = (payments.an_order(office, number) for number in (FIRST, FIRST + 1))
    trade_no = payments.sent_to_pay(office, bad)
    payments.taken(office, simulator, good[0], FIRST + 1)
    at(1)
    with down(simulator) as provider:
        provider.absurd = {trade_no}
        with pytest.raises(ValueError, match="absurd"):
            sweep()
    assert (load(office, bad).state, load(office, good[0]).state) == (State.OPEN, State.PAID)
    at(2)
    sweep()
    assert ledger.add_up(office, simulator.statement()).money_in_fen == 2 * MONTH_FEN


def test_an_order_that_nobody_paid_is_asked_about_ever_more_rarely_and_then_closed(
    either_office: Office, simulator: Simulator
) -> None:
    office, order_id = either_office, payments.an_order(either_office)
    trade_no = payments.sent_to_pay(office, order_id)
    with down(simulator) as provider:
        looks = []
        for minute in range(40):
            at(minute)
            before = len(provider.asked)
            sweep()
            looks += [minute] * (len(provider.asked) - before)
    assert looks == [1, 2, 4, 8, 13, 18, 23, 28, 32]
    assert load(office, order_id).state == State.CLOSED
    assert state_at_the_provider(simulator, trade_no) == "closed"
    ledger.add_up(office, simulator.statement())


def state_at_the_provider(simulator: Simulator, trade_no: str) -> str:
    """As the provider has it, whatever time it is."""
    order = simulator._ledger.order(trade_no=trade_no)
    assert order is not None
    return order.state


def test_an_order_paid_in_its_last_second_is_posted_and_not_closed(either_office: Office, simulator: Simulator) -> None:
    office, order_id = either_office, payments.an_order(either_office)
    trade_no = payments.sent_to_pay(office, order_id)
    at(29, 59)
    simulator.pay(trade_no)
    at(31)
    sweep()
    assert load(office, order_id).state == State.PAID
    ledger.add_up(office, simulator.statement())


def test_money_for_an_order_that_we_closed_is_booked_all_the_same(either_office: Office, simulator: Simulator) -> None:
    office, order_id = either_office, payments.an_order(either_office)
    notice = payments.taken(office, simulator, order_id)
    orders.close_order(office.scope, a_cause(), payments.unit_of(office), order_id=order_id)
    payments.tell(notice)
    assert load(office, order_id).state == State.PAID
    assert ledger.add_up(office, simulator.statement()).open_fen == 4 * MONTH_FEN


def test_a_second_transaction_of_one_order_is_booked_as_a_surplus(either_office: Office) -> None:
    office, order_id = either_office, payments.an_order(either_office)
    unit_id = payments.unit_of(office)
    first, second = (payments.told_of(office, unit_id, order_id, 2 * MONTH_FEN, nth=nth) for nth in (1, 2))
    assert (first.settled_fen, second.settled_fen, second.prepaid_fen) == (2 * MONTH_FEN, 0, 2 * MONTH_FEN)
    assert payments.told_of(office, unit_id, order_id, 2 * MONTH_FEN, nth=1) == first
    found = ledger.add_up(office)
    assert (found.money_in_fen, found.odd) == (4 * MONTH_FEN, {second.payment_id: 2 * MONTH_FEN})


def test_one_order_that_the_provider_says_nothing_of_holds_up_no_other(
    either_office: Office, simulator: Simulator
) -> None:
    office = either_office
    ids = {number: payments.an_order(office, number) for number in (FIRST, FIRST + 1, FIRST + 2)}
    for number, order_id in ids.items():
        payments.taken(office, simulator, order_id, number)
    at(1)
    with down(simulator, payments.trade_no(office, ids[FIRST + 1], FIRST + 1)):
        sweep()
    states = {number: load(office, order_id).state for number, order_id in ids.items()}
    assert states == {FIRST: State.PAID, FIRST + 1: State.OPEN, FIRST + 2: State.PAID}
    at(3)
    sweep()
    assert load(office, ids[FIRST + 1]).state == State.PAID
    ledger.add_up(office, simulator.statement())


def test_one_id_for_the_orders_of_two_units_is_closed_twice(either_office: Office) -> None:
    office, same = either_office, an_id("same")
    for number in (FIRST, FIRST + 1):
        payments.an_order(office, number, order_id=same)
    at(33)
    sweep()
    for number in (FIRST, FIRST + 1):
        order = orders.get_order(office.scope, payments.unit_of(office, number), same)
        assert order.state == State.CLOSED


def test_one_id_for_the_payments_of_two_units_settles_both(
    either_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BILLS_PER_CHUNK", 1)
    office, same = either_office, an_id("same")
    for number in (FIRST, FIRST + 1):
        assert payments.pay_cash(office, number, payment_id=same).waiting == 3
    jobs.run(payments_jobs.RESUME)
    assert payments.open_bills(office, FIRST) == payments.open_bills(office, FIRST + 1) == []


def test_a_payment_that_cannot_be_allocated_holds_up_nobody_s_receipt(office: Office, simulator: Simulator) -> None:
    posted = payments.pay_online(office, simulator)
    paid = load_payment(office.scope, posted.unit_id, posted.payment_id)
    lost = payment_row(office.scope, replace(paid, payment_id=an_id("lost"), stamp=NEW))
    lost.due_pk = due.due_pk("ALLOCATE", "lost")
    lost.due_sk = due.due_sk(AT, office.org_id, office.community_id, an_id("no unit"), an_id("lost"))
    with transaction(office.scope, a_cause()) as tx:
        tx.record("test.kept", subject=lost, home=ORGANISATION_HOME, outcome={})
    at(minutes=1)
    with pytest.raises(NotFound):
        jobs.run(payments_jobs.RESUME)
    assert load_payment(office.scope, paid.unit_id, paid.payment_id).book_number


def test_two_payments_of_one_id_that_both_leave_a_surplus_are_both_listed(
    either_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BILLS_PER_CHUNK", 1)
    office, same = either_office, an_id("same")
    for number in (FIRST, FIRST + 1):
        payments.cash_only(office, number, payment_id=same)
        payments.pay_cash(office, number, parts=payments.all_of(office, number)[-1:])
    jobs.run(payments_jobs.RESUME)
    assert payments.open_bills(office, FIRST) == payments.open_bills(office, FIRST + 1) == []
    assert [(item.payment_id, item.amount_fen) for item in payments.odd_ones(office)] == [(same, 15_00)] * 2
    assert {balance.prepaid_fen for balance in ledger.read(office).balances.values()} == {15_00}


def test_a_look_that_comes_late_does_not_open_a_paid_order_again(either_office: Office, simulator: Simulator) -> None:
    office, order_id = either_office, payments.an_order(either_office)
    notice = payments.taken(office, simulator, order_id)
    stale = load(office, order_id)
    payments.tell(notice)
    store.looked_at(office.scope, stale, next_at=AT + timedelta(minutes=9))
    assert load(office, order_id).state == State.PAID
    at(10)
    assert settling.waiting(clock.now()) == []
    ledger.add_up(office, simulator.statement())


def test_a_look_in_between_makes_a_posting_decide_anew_and_not_fail(
    either_office: Office, simulator: Simulator
) -> None:
    office, order_id = either_office, payments.an_order(either_office)
    scope = system_scope(office.org_id, "sweep")
    at(1)
    settling.ask_about(scope, payments.unit_of(office), order_id)
    assert load(office, order_id).look_at == AT + timedelta(minutes=2)
    payments.tell(payments.taken(office, simulator, order_id))
    ledger.add_up(office, simulator.statement())
