"""Months billed, paid and corrected by the real services, beside a model in plain integers (REG-03, BIL-07, PAY-02)."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from moto import mock_aws

from chalicelib.billing.rules.items import item_id_of
from chalicelib.billing.service import accounts, notes
from chalicelib.core import clock
from chalicelib.core.period import Period
from chalicelib.corrections.rules.facts import BadFact, NothingToCorrect
from chalicelib.corrections.service import reading
from chalicelib.corrections.service.areas import AREA
from chalicelib.corrections.service.discounts import DISCOUNT
from chalicelib.corrections.service.payers import PAYER
from chalicelib.corrections.service.tariffs import TARIFF
from chalicelib.corrections.service.waivers import WAIVER
from chalicelib.db import rows
from chalicelib.estate import service as estate
from chalicelib.payments.rules.balances import NothingPrepaid
from chalicelib.payments.rules.payments import Method
from tests.builders import corrections, handovers, ledger, payments
from tests.builders.core import AT
from tests.builders.ledger import Ledger
from tests.builders.lives import TENTH, Months, Waived, Words, ever
from tests.conftest import start_afresh

FIRST_MONTH, MONTHS = Period(2026, 6), 5
SAYS: Final[Mapping[str, Callable[[Mapping[str, Any]], Any]]] = {
    AREA: lambda one: int(Decimal(one["area"]) * TENTH),
    PAYER: lambda one: one["party_id"],
    DISCOUNT: lambda one: int(Decimal(one["percent"])),
    TARIFF: lambda one: (int(Decimal(one["rate"]) * 10_000), one["surcharge_fen"]),
}
"""What each kind's stretch says to the model."""
spans = st.tuples(st.dates(date(2026, 5, 20), date(2026, 10, 31)), st.integers(0, 70), st.booleans())


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
        self.parties = [payments.owner_of(self.office), *handovers.in_household(self.office, "住户乙", "住户丙")]
        self.item_id = item_id_of(self.office.community_id, "1")
        self.model = Months(ever(120 * TENTH), ever(self.parties[0]), {self.item_id: ever((100_000, 0))})
        self.month, self.paid, self.done = FIRST_MONTH, 0, list[tuple[str, str]]()
        for _ in range(2):
            self.a_month_is_released()

    def teardown(self) -> None:
        if not hasattr(self, "stack"):
            return
        with self.stack:
            ledger.add_up(self.office)
        clock.use(None)
        start_afresh(None)

    @precondition(lambda self: self.month < FIRST_MONTH.plus(MONTHS))
    @rule()
    def a_month_is_released(self) -> None:
        self.later()
        self.office.bill(str(self.month))
        self.office.queue.drain()
        self.model.release(self.month)
        self.month = self.month.plus(1)

    @rule(which=st.sampled_from(["all", "first", "half"]))
    def cash_is_paid(self, which: str) -> None:
        self.later()
        chosen = payments.all_of(self.office)
        parts = {"all": chosen, "first": chosen[:1], "half": payments.half(chosen)}[which]
        if parts and all(part.amount_fen for part in parts):
            self.paid += payments.pay_cash(self.office, parts=parts).amount_fen

    @rule()
    def what_is_kept_is_used(self) -> None:
        self.later()
        try:
            payments.use_prepaid(self.office)
        except NothingPrepaid:
            return

    @rule(span=spans, area=st.sampled_from(["90", "100", "120", "150.5"]))
    def an_area_is_corrected(self, span: tuple[date, int, bool], area: str) -> None:
        self.correct(AREA, {"stretches": [{"area": area, **days(span)}]})

    @rule(first=st.integers(0, MONTHS - 1), one=st.sampled_from(["90", "100"]), other=st.sampled_from(["110", "80"]))
    def several_stretches_are_corrected(self, first: int, one: str, other: str) -> None:
        start, gap = FIRST_MONTH.plus(first), FIRST_MONTH.plus(first + 2)
        request = [
            {"area": one, "from_on": start.first_day.isoformat(), "to_on": start.last_day.isoformat()},
            {"area": other, "from_on": gap.first_day.isoformat(), "to_on": gap.last_day.isoformat()},
        ]
        self.correct(AREA, {"stretches": request})

    @rule(span=spans, nth=st.integers(0, 2))
    def another_pays(self, span: tuple[date, int, bool], nth: int) -> None:
        self.correct(PAYER, {"stretches": [{"party_id": self.parties[nth], **days(span)}]})

    @rule(span=spans, percent=st.sampled_from(["0", "10", "50"]))
    def a_discount_is_given(self, span: tuple[date, int, bool], percent: str) -> None:
        stretch = {"percent": percent, "policy": "敬老优惠", **days(span)}
        self.correct(DISCOUNT, {"item_id": self.item_id, "stretches": [stretch]})

    @rule(span=spans, rate=st.sampled_from(["9.99", "10", "12.5"]), surcharge_fen=st.sampled_from([0, 5_00]))
    def the_price_is_corrected(self, span: tuple[date, int, bool], rate: str, surcharge_fen: int) -> None:
        self.correct(
            TARIFF,
            {"stretches": [{"formula": "1001", "rate": rate, "surcharge_fen": surcharge_fen, **days(span)}]},
        )

    @rule(nth=st.integers(0, 9), fen=st.sampled_from([100_00, 333_33]))
    def something_is_waived(self, nth: int, fen: int) -> None:
        unit = estate.get_unit(self.office.scope, payments.unit_of(self.office))
        bills = sorted(
            (bill for bill in accounts.every_bill(self.office.scope, [unit]) if bill.run_id),
            key=lambda bill: (bill.period, bill.item_id),
        )
        bill = bills[nth % len(bills)]
        self.correct(WAIVER, {"period": bill.period, "item_id": bill.item_id, "amount_fen": fen})

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def a_correction_is_undone(self, data: st.DataObject) -> None:
        kind, one = data.draw(st.sampled_from(self.done))
        scope, community_id = self.office.scope, self.office.community_id
        if kind == TARIFF:
            request = reading.undo_of_tariff(scope, self.item_id, one, community_id=community_id)
        else:
            said, request = reading.undo_of(scope, payments.unit_of(self.office), one, community_id=community_id)
            assert said == kind
        if kind == WAIVER or request["stretches"]:
            self.correct(kind, request)

    def later(self) -> None:
        self.at += timedelta(minutes=1)

    def correct(self, kind: str, request: Mapping[str, Any]) -> None:
        """Asked for and agreed to; what is refused changes nothing."""
        self.later()
        try:
            if kind == TARIFF:
                approval_id = corrections.asked_tariff(self.office, self.item_id, *request["stretches"])
                corrections.agreed(self.office, approval_id)
                self.office.queue.drain()
            else:
                approval_id = corrections.corrected_fact(self.office, kind, request)
        except (NothingToCorrect, BadFact):
            return
        self.done.append((kind, approval_id))
        self.say(kind, request)

    def say(self, kind: str, request: Mapping[str, Any]) -> None:
        """The model is told the same."""
        if kind == WAIVER:
            unit = estate.get_unit(self.office.scope, payments.unit_of(self.office))
            place = (request["period"], request["item_id"])
            (bill,) = (b for b in accounts.every_bill(self.office.scope, [unit]) if (b.period, b.item_id) == place)
            mine = [line.from_on + timedelta(days=n) for line in bill.lines for n in range(line.days)]
            waived = self.model.waived.setdefault((bill.period, bill.base_item_id), [])
            waived.append(Waived(mine, request["amount_fen"]))
            return
        words: Words[Any] = {
            AREA: self.model.area,
            PAYER: self.model.payer,
            DISCOUNT: self.model.percents[self.item_id],
            TARIFF: self.model.prices[self.item_id],
        }[kind]  # type: ignore[assignment]
        for one in request["stretches"]:
            end = date.fromisoformat(one["to_on"]) if one["to_on"] else None
            words.said.append((date.fromisoformat(one["from_on"]), end, SAYS[kind](one)))

    @invariant()
    def every_book_agrees_with_the_model(self) -> None:
        if not hasattr(self, "model"):
            return
        found = ledger.add_up(self.office, and_journal=False)
        right = Counter[str]()
        for bill in (bill for bill in found.bills.values() if bill.run_id):
            right[bill.period] += bill.total_fen
        for note in notes.notes_of(self.office.scope, payments.unit_of(self.office)):
            right[note.period] += note.amount_fen
        assert right == {str(month): self.model.right_fen(month, item_id) for month, item_id in self.model.billed}
        assert asked_of(found) == {party_id: fen for party_id, fen in self.model.asked().items() if fen}
        assert sum(one.amount_fen for one in found.of(Method.CASH)) == self.paid
        assert found.open_fen - found.prepaid_fen == right.total() - self.paid


def asked_of(found: Ledger) -> dict[str, int]:
    """What each party was asked for by every bill, less what was credited to them."""
    asked = Counter[str]()
    for bill in found.bills.values():
        asked[bill.payer_id] += bill.total_fen
    for payment in found.of(Method.CREDIT):
        asked[payment.payer_id] -= payment.amount_fen
    return {party_id: fen for party_id, fen in asked.items() if fen}


def days(span: tuple[date, int, bool]) -> dict[str, str | None]:
    """From a day to a day, or for ever."""
    first, length, is_open = span
    return {
        "from_on": first.isoformat(),
        "to_on": None if is_open else (first + timedelta(days=length)).isoformat(),
    }


DEEP = "DEEP" in os.environ
"""DEEP=1: many minutes instead of some seconds."""

TestCorrections = Corrections.TestCase
TestCorrections.settings = settings(
    max_examples=100 if DEEP else 4,
    stateful_step_count=30 if DEEP else 12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
