"""Months of releasing, paying, paying too much, prepaying and paying again, beside a model in plain dictionaries."""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from moto import mock_aws

from chalicelib.core import clock, limits
from chalicelib.core.errors import Conflict
from chalicelib.core.period import Period
from chalicelib.db import rows
from chalicelib.edge import jobs
from chalicelib.payments import jobs as payments_jobs
from chalicelib.payments.rules.balances import NothingPrepaid
from chalicelib.payments.rules.orders import State
from chalicelib.payments.rules.parts import Part
from chalicelib.payments.rules.payments import Method
from chalicelib.payments.service.applying import PaymentPosted
from infra.local.wechat.notices import Notification
from tests.builders import ledger, payments
from tests.builders.core import AT
from tests.builders.payments import FIRST, unit_of
from tests.builders.provider import simulated
from tests.conftest import start_afresh

UNITS = (FIRST, FIRST + 1)
FIRST_MONTH = Period(2026, 5)
Bill = tuple[str, str]

numbers = st.sampled_from(UNITS)
how_much = st.sampled_from(["all", "first", "half", "none"])
prepayments = st.sampled_from([0, 0, 1, 40_00, 600_00])


@dataclass
class Ordered:
    """An order on its way: what it is for, until when; `notice` once the provider has taken money for it."""

    number: int
    order_id: str
    parts: tuple[Part, ...]
    prepay_fen: int
    expires_at: datetime
    notice: Notification | None = None
    taken_fen: int = 0
    posted: PaymentPosted | None = None
    is_closed: bool = False


class Model:
    """What should be: open bills by unit, what is prepaid, what came in. A few lines, and no more."""

    def __init__(self) -> None:
        self.open: dict[int, dict[Bill, int]] = {number: {} for number in UNITS}
        self.prepaid = dict.fromkeys(UNITS, 0)
        self.money_in: defaultdict[Method, int] = defaultdict(int)
        self.used = 0
        self.billed = 0

    def settle(self, number: int, parts: Iterable[tuple[Bill, int]], money_fen: int) -> int:
        """The parts in their order, while the money lasts; gives what is left."""
        for bill, fen in parts:
            some = min(fen, self.open[number].get(bill, 0), money_fen)
            self.open[number][bill] = self.open[number].get(bill, 0) - some
            money_fen -= some
        self.open[number] = {bill: fen for bill, fen in self.open[number].items() if fen}
        return money_fen

    def pay(self, number: int, parts: tuple[Part, ...], money_fen: int, method: Method) -> None:
        """New money: what no bill takes is kept."""
        self.money_in[method] += money_fen
        self.prepaid[number] += self.settle(number, ((part.bill, part.amount_fen) for part in parts), money_fen)

    def use(self, number: int, month: str = "") -> int:
        """What was prepaid settles the oldest bills, or only those of a month; gives how much of it."""
        before = self.prepaid[number]
        owed = [(bill, fen) for bill, fen in sorted(self.open[number].items()) if bill[0].startswith(month)]
        self.prepaid[number] = self.settle(number, owed, before)
        self.used += before - self.prepaid[number]
        return before - self.prepaid[number]


class Months(RuleBasedStateMachine):
    """One small office and two households, as long as Hypothesis likes."""

    @initialize()
    def an_office_opens(self) -> None:
        self.stack = ExitStack()
        self.stack.enter_context(mock_aws())
        start_afresh(None)
        rows.create_tables()
        self.at = AT
        clock.use(lambda: self.at)
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.simulator = self.stack.enter_context(simulated(Path(folder)))
        self.office = payments.a_billed_office(len(UNITS), months=())
        self.model, self.month, self.orders = Model(), FIRST_MONTH, list[Ordered]()
        self.a_month_is_released()

    def teardown(self) -> None:
        if not hasattr(self, "stack"):
            return
        with self.stack:
            ledger.add_up(self.office)
        clock.use(None)
        start_afresh(None)

    def later(self, **by: int) -> None:
        self.at += timedelta(**by)

    def parts(self, number: int, which: str) -> tuple[Part, ...]:
        chosen = payments.all_of(self.office, number)
        assert {part.bill: part.amount_fen for part in chosen} == self.model.open[number]
        return {"all": chosen, "first": chosen[:1], "half": payments.half(chosen), "none": ()}[which]

    @precondition(lambda self: self.month < FIRST_MONTH.plus(5))
    @rule()
    def a_month_is_released(self) -> None:
        self.later(seconds=1)
        self.office.bill(str(self.month))
        for number in UNITS:
            for bill in payments.open_bills(self.office, number):
                if bill.period == str(self.month):
                    self.model.open[number][bill.period, bill.item_id] = bill.total_fen
                    self.model.billed += bill.total_fen
        self.office.queue.drain()
        for number in UNITS:
            self.model.use(number, str(self.month))
        self.month = self.month.plus(1)

    @rule(number=numbers, which=how_much, prepay_fen=prepayments)
    def cash_is_paid(self, number: int, which: str, prepay_fen: int) -> None:
        self.later(seconds=1)
        parts = self.parts(number, which)
        if parts or prepay_fen:
            posted = payments.pay_cash(self.office, number, parts=parts, prepay_fen=prepay_fen)
            self.model.pay(number, parts, posted.amount_fen, Method.CASH)

    @rule(number=numbers, which=how_much, prepay_fen=prepayments)
    def an_order_is_placed(self, number: int, which: str, prepay_fen: int) -> None:
        self.later(seconds=1)
        parts = self.parts(number, which)
        if parts or prepay_fen:
            order_id = payments.an_order(self.office, number, parts=parts, prepay_fen=prepay_fen)
            payments.sent_to_pay(self.office, order_id, number)
            until = self.at + timedelta(seconds=limits.ORDER_SECONDS)
            self.orders.append(Ordered(number, order_id, parts, prepay_fen, until))

    @precondition(lambda self: self.unpaid())
    @rule(data=st.data(), odd_fen=st.sampled_from([0, 0, 0, -1, 5, 700_00]))
    def money_is_taken(self, data: st.DataObject, odd_fen: int) -> None:
        order = data.draw(st.sampled_from(self.unpaid()))
        asked = sum(part.amount_fen for part in order.parts) + order.prepay_fen
        order.taken_fen = max(1, asked + odd_fen)
        order.notice = self.simulator.pay(payments.trade_no(self.office, order.order_id, order.number), order.taken_fen)

    @precondition(lambda self: self.taken())
    @rule(data=st.data())
    def a_notice_arrives(self, data: st.DataObject) -> None:
        order = data.draw(st.sampled_from(self.taken()))
        trade_no = payments.trade_no(self.office, order.order_id, order.number)
        posted = payments.tell(self.simulator.notification(trade_no))
        assert order.posted in {None, posted}
        self.post(order, posted)

    @rule(minutes=st.sampled_from([1, 2, 31]))
    def time_passes_and_the_provider_is_asked(self, minutes: int) -> None:
        self.later(minutes=minutes)
        jobs.run(payments_jobs.SETTLE)
        found = ledger.read(self.office).orders
        for order in self.orders:
            state = found[order.order_id].state
            if state == State.PAID and order.posted is None:
                trade_no = payments.trade_no(self.office, order.order_id, order.number)
                self.post(order, payments.tell(self.simulator.notification(trade_no)))
            assert order.notice is None or state == State.PAID or order.expires_at > self.at
            order.is_closed = state == State.CLOSED

    @precondition(lambda self: self.expired())
    @rule(data=st.data())
    def nobody_pays_what_has_run_out(self, data: st.DataObject) -> None:
        order = data.draw(st.sampled_from(self.expired()))
        with pytest.raises(Conflict):
            self.simulator.pay(payments.trade_no(self.office, order.order_id, order.number))

    @rule(number=numbers)
    def what_is_prepaid_is_used(self, number: int) -> None:
        self.later(seconds=1)
        used = self.model.use(number)
        if used:
            assert payments.use_prepaid(self.office, number).amount_fen == used
        else:
            with pytest.raises(NothingPrepaid):
                payments.use_prepaid(self.office, number)

    @rule()
    def receipts_are_numbered(self) -> None:
        self.later(seconds=limits.NUMBER_AFTER_SECONDS + 1)
        jobs.run(payments_jobs.RESUME)
        waiting = [one for one in ledger.read(self.office).of(Method.WECHAT) if not one.book_number]
        assert waiting == []

    @invariant()
    def every_book_agrees_with_the_model(self) -> None:
        if not hasattr(self, "model"):
            return
        found = ledger.add_up(self.office, and_journal=False)
        for number in UNITS:
            here = unit_of(self.office, number)
            open_fen = {(b.period, b.item_id): b.open_fen for b in found.bills.values() if b.unit_id == here}
            assert {bill: fen for bill, fen in open_fen.items() if fen} == self.model.open[number]
            kept = [one.prepaid_fen for one in found.balances.values() if one.unit_id == here]
            assert sum(kept) == self.model.prepaid[number]
        assert found.billed_fen == self.model.billed
        for method in (Method.CASH, Method.WECHAT):
            assert sum(one.amount_fen for one in found.of(method)) == self.model.money_in[method]
        assert sum(one.amount_fen for one in found.of(Method.PREPAID)) == self.model.used
        told = {one.posted.amount_fen for one in self.orders if one.posted}
        assert told <= {one.amount_fen for one in self.simulator.statement()}

    def post(self, order: Ordered, posted: PaymentPosted) -> None:
        if order.posted is None:
            assert posted.amount_fen == order.taken_fen
            self.model.pay(order.number, order.parts, order.taken_fen, Method.WECHAT)
        order.posted = posted

    def unpaid(self) -> list[Ordered]:
        return [one for one in self.orders if not one.notice and not one.is_closed and one.expires_at > self.at]

    def taken(self) -> list[Ordered]:
        return [one for one in self.orders if one.notice]

    def expired(self) -> list[Ordered]:
        return [one for one in self.orders if not one.notice and (one.is_closed or one.expires_at <= self.at)]


DEEP = "DEEP" in os.environ
"""DEEP=1: an hour instead of half a minute."""

TestMonths = Months.TestCase
TestMonths.settings = settings(
    max_examples=200 if DEEP else 6,
    stateful_step_count=50 if DEEP else 15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
