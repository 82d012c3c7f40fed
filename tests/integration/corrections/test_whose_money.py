"""Whose a correction's money is: by days where the payer changed, by hand to who has moved out (BIL-07, PAY-07)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.billing.service import accounts, notes
from chalicelib.core import limits
from chalicelib.core.money import split
from chalicelib.core.period import Period
from chalicelib.payments.rules.exceptions import Kind
from chalicelib.payments.rules.payments import Method
from chalicelib.payments.service import history
from infra.local.wechat.simulator import Simulator
from tests.builders import corrections, ledger, payments
from tests.builders.corrections import RIGHT, WRONG
from tests.builders.handovers import handed_over
from tests.builders.office import Office
from tests.builders.provider import simulated
from tests.crash.watch import listening

pytestmark = pytest.mark.usefixtures("moto")

HANDED_OVER = date(2026, 9, 11)
"""The old payer has ten days of September, the new one twenty."""


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[Simulator]:
    """The provider of this process."""
    with simulated(tmp_path) as simulator:
        yield simulator


def prepaid(office: Office) -> dict[str, int]:
    """By party."""
    found = history.every_balance(office.scope, payments.unit_of(office))
    return {one.payer_id: one.prepaid_fen for one in found}


def to_refund(office: Office) -> list[tuple[str, int]]:
    """(payment, fen) of what a person is asked to give back."""
    return [(one.payment_id, one.amount_fen) for one in payments.odd_ones(office) if one.kind == Kind.REFUND]


def test_what_both_paid_too_much_goes_back_to_each_by_days_and_adds_up_to_the_fen() -> None:
    office = corrections.a_wrong_office(months=("2026-08", "2026-09", "2026-10"), price=9.99)
    payments.pay_cash(office)
    before, now = handed_over(office, HANDED_OVER)
    approval_id = corrections.asked(office, (RIGHT, "2026-08-01", None))
    shown = {
        one["party_id"]: (one["credit_fen"], one["pays_now"])
        for one in corrections.looked_at(office, approval_id).facts["money"]
    }
    corrections.agreed(office, approval_id)
    first, second = split(199_80, [10, 20])
    assert prepaid(office) == {before: 199_80 + first, now: 199_80 + second}
    assert shown == {before: (199_80 + first, False), now: (199_80 + second, True)}
    assert sum(prepaid(office).values()) == 3 * 199_80
    found = ledger.add_up(office)
    credited = {one.payer_id: one for one in found.of(Method.CREDIT)}
    assert to_refund(office) == [(credited[before].payment_id, 199_80 + first)]
    shares = [
        {s.party_id: s.amount_fen for s in one.shares} for one in notes.notes_of(office.scope, payments.unit_of(office))
    ]
    assert shares == [{before: -199_80}, {before: -first, now: -second}, {now: -199_80}]


def test_an_open_bill_takes_its_credit_whoever_lives_there_now() -> None:
    office = corrections.a_wrong_office(months=("2026-08", "2026-09"))
    handed_over(office, HANDED_OVER)
    corrections.corrected(office, (RIGHT, "2026-08-01", None))
    found = ledger.add_up(office)
    assert (found.open_fen, found.prepaid_fen, to_refund(office)) == (2 * 1_000_00, 0, [])


def test_what_is_missing_is_asked_of_each_by_days() -> None:
    office = corrections.a_wrong_office(months=("2026-09",), area=100, price=9.99)
    before, now = handed_over(office, HANDED_OVER)
    corrections.corrected(office, (WRONG, "2026-09-01", None))
    missing = {bill.payer_id: bill.total_fen for bill in payments.open_bills(office) if not bill.run_id}
    first, second = split(199_80, [10, 20])
    assert missing == {before: first, now: second}
    ledger.add_up(office)


def test_of_a_month_of_many_payers_nobody_loses_a_fen() -> None:
    office = corrections.a_wrong_office(months=("2026-10",), price=0.0333)
    payments.pay_cash(office)
    days = [date(2026, 10, 1) + timedelta(days=n) for n in range(1, 12)]
    parties = handed_over(office, *days)
    corrections.corrected(office, ("119.7", "2026-10-01", None))
    found = ledger.add_up(office)
    assert found.credited_fen == found.prepaid_fen == 1
    assert set(prepaid(office)) <= set(parties)


def test_an_order_on_a_bill_that_a_credit_settled_meanwhile_keeps_what_was_paid_too_much(simulator: Simulator) -> None:
    office = corrections.a_wrong_office(months=("2026-10",))
    order_id = payments.an_order(office)
    notice = payments.taken(office, simulator, order_id)
    corrections.corrected(office, (RIGHT, "2026-10-01", None))
    payments.tell(notice)
    found = ledger.add_up(office, simulator.statement())
    assert (found.open_fen, found.prepaid_fen, found.credited_fen) == (0, 200_00, 200_00)
    (odd,) = payments.odd_ones(office)
    assert (odd.kind, odd.amount_fen) == (Kind.SURPLUS, 200_00)


def test_what_was_paid_comes_back_where_the_bill_was_paid_before_the_credit(simulator: Simulator) -> None:
    office = corrections.a_wrong_office(months=("2026-10",))
    payments.pay_online(office, simulator)
    corrections.corrected(office, (RIGHT, "2026-10-01", None))
    found = ledger.add_up(office, simulator.statement())
    assert (found.open_fen, found.prepaid_fen, to_refund(office)) == (0, 200_00, [])
    assert accounts.open_of(office.scope, payments.unit_of(office)) == []


def test_the_largest_chunk_of_a_unit_that_changed_hands_each_month_fits_one_transaction() -> None:
    months = [str(Period(2025, 2).plus(n)) for n in range(limits.NOTES_PER_CHUNK + 1)]
    office = corrections.a_wrong_office(months=months)
    bills = payments.open_bills(office)
    payments.pay_cash(office, parts=tuple(replace(part, amount_fen=1_100_00) for part in payments.wish(bills)))
    handed_over(office, *(Period.parse(month).first_day + timedelta(days=9) for month in months))
    sizes: list[int] = []

    def weigh(operation: str, body: dict[str, Any]) -> None:
        if operation == "TransactWriteItems":
            sizes.append(len(body["TransactItems"]))

    with listening(before=weigh):
        corrections.corrected(office, (RIGHT, "2025-01-01", None))
        corrections.corrected(office, ("130", "2025-01-01", None))
    assert max(sizes) <= limits.TRANSACTION_ITEMS
    found = ledger.add_up(office)
    assert found.credited_fen == len(months) * 200_00
    assert found.billed_fen == len(months) * (1_200_00 + 300_00)
