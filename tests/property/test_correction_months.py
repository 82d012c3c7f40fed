"""Months billed, paid and corrected by the real services, beside a model in plain integers (REG-03, BIL-07, PAY-02)."""

from __future__ import annotations

import os
from contextlib import ExitStack
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from moto import mock_aws

from chalicelib.billing.service import accounts, notes
from chalicelib.core import clock
from chalicelib.core.period import Period
from chalicelib.corrections.rules import NothingToCorrect
from chalicelib.corrections.service import reading
from chalicelib.db import rows
from chalicelib.estate import service as estate
from chalicelib.payments.rules.balances import NothingPrepaid
from chalicelib.payments.rules.payments import Method
from tests.builders import corrections, ledger, payments
from tests.builders.core import AT
from tests.builders.corrections import Stretch
from tests.conftest import start_afresh

FIRST_MONTH, MONTHS = Period(2026, 6), 5
FEN_PER_M2 = 10_00
areas = st.sampled_from(["90", "100", "120", "150.5"])
months = st.integers(0, MONTHS - 1)
how_much = st.sampled_from(["all", "first", "half"])


class Model:
    """What should be, of one unit: the area of each day by the newest word, and the unit's money."""

    def __init__(self) -> None:
        self.words: list[tuple[date, date | None, int]] = [(date.min, None, 120 * FEN_PER_M2)]
        self.right: dict[str, int] = {}
        self.paid = self.credited = self.asked = 0

    def month_fen(self, period: Period) -> int:
        """What a month comes to by what was said last about its last day."""
        day = period.last_day
        return next(fen for first, last, fen in reversed(self.words) if first <= day and (last is None or day <= last))

    def say(self, stretches: list[Stretch]) -> None:
        """Each month that is billed comes to what is right now: what it came to before is given back or asked for."""
        for area, first, last in stretches:
            end = date.fromisoformat(last) if last else None
            self.words.append((date.fromisoformat(first), end, int(Decimal(area) * FEN_PER_M2)))
        for period, before in self.right.items():
            self.right[period] = self.month_fen(Period.parse(period))
            self.credited += max(0, before - self.right[period])
            self.asked += max(0, self.right[period] - before)


class Corrections(RuleBasedStateMachine):
    """One household, as long as Hypothesis likes."""

    @initialize()
    def an_office_opens(self) -> None:
        self.stack = ExitStack()
        self.stack.enter_context(mock_aws())
        start_afresh(None)
        rows.create_tables()
        self.at = AT
        clock.use(lambda: self.at)
        self.office = corrections.a_wrong_office(months=())
        self.model, self.month, self.done = Model(), FIRST_MONTH, list[str]()
        for _ in range(2):
            self.a_month_is_released()

    def teardown(self) -> None:
        if not hasattr(self, "stack"):
            return
        with self.stack:
            ledger.add_up(self.office)
        clock.use(None)
        start_afresh(None)

    def later(self) -> None:
        self.at += timedelta(minutes=1)

    @precondition(lambda self: self.month < FIRST_MONTH.plus(MONTHS))
    @rule()
    def a_month_is_released(self) -> None:
        self.later()
        self.office.bill(str(self.month))
        self.office.queue.drain()
        self.model.right[str(self.month)] = self.model.month_fen(self.month)
        self.month = self.month.plus(1)

    @rule(which=how_much)
    def cash_is_paid(self, which: str) -> None:
        self.later()
        chosen = payments.all_of(self.office)
        parts = {"all": chosen, "first": chosen[:1], "half": payments.half(chosen)}[which]
        if parts:
            self.model.paid += payments.pay_cash(self.office, parts=parts).amount_fen

    @rule()
    def what_is_kept_is_used(self) -> None:
        self.later()
        try:
            payments.use_prepaid(self.office)
        except NothingPrepaid:
            return

    @rule(first=months, length=st.integers(1, 3), is_open=st.booleans(), area=areas)
    def an_area_is_corrected(self, first: int, length: int, is_open: bool, area: str) -> None:
        start, end = FIRST_MONTH.plus(first), FIRST_MONTH.plus(first + length - 1)
        self.correct([(area, start.first_day.isoformat(), None if is_open else end.last_day.isoformat())])

    @rule(first=months, one=areas, other=areas)
    def several_stretches_are_corrected(self, first: int, one: str, other: str) -> None:
        start, gap = FIRST_MONTH.plus(first), FIRST_MONTH.plus(first + 2)
        self.correct(
            [
                (one, start.first_day.isoformat(), start.last_day.isoformat()),
                (other, gap.first_day.isoformat(), gap.last_day.isoformat()),
            ]
        )

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def a_correction_is_undone(self, data: st.DataObject) -> None:
        unit_id = payments.unit_of(self.office)
        one = data.draw(st.sampled_from(self.done))
        undo = reading.undo_of(self.office.scope, unit_id, one, community_id=self.office.community_id)
        if undo:
            self.correct([(str(s.area), s.from_on.isoformat(), s.to_on.isoformat() if s.to_on else None) for s in undo])

    def correct(self, stretches: list[Stretch]) -> None:
        self.later()
        try:
            self.done.append(corrections.corrected(self.office, *stretches))
        except NothingToCorrect:
            return
        self.model.say(stretches)

    @invariant()
    def every_book_agrees_with_the_model(self) -> None:
        if not hasattr(self, "model"):
            return
        found = ledger.add_up(self.office, and_journal=False)
        unit = estate.get_unit(self.office.scope, payments.unit_of(self.office))
        right = {bill.period: bill.total_fen for bill in accounts.every_bill(self.office.scope, [unit]) if bill.run_id}
        for note in notes.notes_of(self.office.scope, unit.unit_id):
            right[note.period] += note.amount_fen
        assert right == self.model.right
        assert found.credited_fen == self.model.credited
        assert sum(bill.total_fen for bill in found.bills.values() if not bill.run_id) == self.model.asked
        assert sum(one.amount_fen for one in found.of(Method.CASH)) == self.model.paid
        assert found.open_fen - found.prepaid_fen == sum(self.model.right.values()) - self.model.paid


DEEP = "DEEP" in os.environ
"""DEEP=1: many minutes instead of some seconds."""

TestCorrections = Corrections.TestCase
TestCorrections.settings = settings(
    max_examples=100 if DEEP else 4,
    stateful_step_count=30 if DEEP else 10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
