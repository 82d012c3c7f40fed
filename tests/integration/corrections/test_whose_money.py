"""Whose a correction's money is: by days where the payer changed, by hand to who has moved out (BIL-07, PAY-07)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.billing.service import accounts, notes
from chalicelib.core import limits
from chalicelib.core.period import Period
from chalicelib.corrections.service import reading
from chalicelib.corrections.service.payers import PAYER
from chalicelib.estate import service as estate
from chalicelib.payments.rules.exceptions import Kind
from chalicelib.payments.rules.payments import Method
from chalicelib.payments.service import history
from infra.local.wechat.simulator import Simulator
from tests.builders import corrections, ledger, payments
from tests.builders.corrections import RIGHT, WRONG
from tests.builders.handovers import by_days, handed_over
from tests.builders.office import Office
from tests.builders.provider import simulated
from tests.crash.watch import listening

pytestmark = pytest.mark.usefixtures("moto")

MONTHS = ("2026-08", "2026-09", "2026-10")
HANDED_OVER = date(2026, 9, 11)
"""The old payer has ten days of September, the new one twenty."""
MONTH_FEN, RIGHT_FEN = 1_198_80, 999_00
"""A month at ¥9.99, as it was billed and as it should be."""


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[Simulator]:
    """The provider of this process."""
    with simulated(tmp_path) as simulator:
        yield simulator


def prepaid(office: Office) -> dict[str, int]:
    """By party."""
    found = history.every_balance(office.scope, payments.unit_of(office))
    return {one.payer_id: one.prepaid_fen for one in found}


def shares(office: Office) -> list[dict[str, int]]:
    """Of each note, oldest month first, whose it is."""
    found = notes.notes_of(office.scope, payments.unit_of(office))
    return [{share.party_id: share.amount_fen for share in note.shares} for note in found]


def asked_of(office: Office) -> dict[str, int]:
    """What each party was asked for in all, by bills and notes."""
    unit = estate.get_unit(office.scope, payments.unit_of(office))
    asked = Counter[str]()
    for bill in accounts.every_bill(office.scope, [unit]):
        asked[bill.payer_id] += bill.total_fen if bill.run_id else 0
    for one in shares(office):
        asked.update(one)
    return {party_id: fen for party_id, fen in asked.items() if fen}


def owed(office: Office) -> dict[str, int]:
    """By party, what is open."""
    found = Counter[str]()
    for bill in payments.open_bills(office):
        found[bill.payer_id] += bill.open_fen
    return dict(found)


def stretch(party_id: str, first: str, last: str | None = None) -> dict[str, Any]:
    """The request by which a party pays on these days."""
    return {"stretches": [{"party_id": party_id, "from_on": first, "to_on": last}]}


def to_refund(office: Office) -> list[tuple[str, int]]:
    """(payment, fen) of what a person is asked to give back."""
    return [(one.payment_id, one.amount_fen) for one in payments.odd_ones(office) if one.kind == Kind.REFUND]


def test_a_month_that_was_paid_goes_to_each_by_days_and_who_paid_too_much_has_it_back() -> None:
    office = corrections.a_wrong_office(months=MONTHS, price=9.99)
    payments.pay_cash(office)
    before, now = handed_over(office, HANDED_OVER)
    august, september = MONTH_FEN, by_days(MONTH_FEN, {before: 10, now: 20})
    assert shares(office) == [
        {before: august, now: -august},
        {before: september[before], now: -september[before]},
    ]
    assert asked_of(office) == {before: august + september[before], now: september[now] + MONTH_FEN}
    assert owed(office) == {before: august + september[before]}
    assert prepaid(office) == {now: august + september[before]}
    assert to_refund(office) == []
    ledger.add_up(office)


def test_who_moved_out_and_paid_too_much_has_it_given_back_by_a_person() -> None:
    office = corrections.a_wrong_office(months=MONTHS, price=9.99)
    before, now = handed_over(office, HANDED_OVER)
    payments.pay_cash(office)
    approval_id = corrections.asked(office, (RIGHT, "2026-08-01", None))
    shown = {
        one["party_id"]: (one["credit_fen"], one["debit_fen"], one["pays_now"])
        for one in corrections.looked_at(office, approval_id).facts["money"]
    }
    corrections.agreed(office, approval_id)
    september = by_days(199_80, {before: 10, now: 20})
    assert prepaid(office) == {before: 199_80 + september[before], now: 199_80 + september[now]}
    assert shown == {
        before: (199_80 + september[before], 0, False),
        now: (199_80 + september[now], 0, True),
    }
    found = ledger.add_up(office)
    mine = [one for one in found.of(Method.CREDIT) if one.payer_id == before]
    assert to_refund(office) == [(mine[0].payment_id, 199_80 + september[before])]


def test_what_is_open_of_each_party_takes_their_own_credit_first() -> None:
    office = corrections.a_wrong_office(months=MONTHS, price=9.99)
    before, now = handed_over(office, HANDED_OVER)
    corrections.corrected(office, (RIGHT, "2026-08-01", None))
    found = ledger.add_up(office)
    assert (found.open_fen, found.prepaid_fen, to_refund(office)) == (3 * RIGHT_FEN, 0, [])
    september = by_days(RIGHT_FEN, {before: 10, now: 20})
    assert owed(office) == {before: RIGHT_FEN + september[before], now: RIGHT_FEN + september[now]}


def test_a_month_billed_after_the_handing_over_is_two_bills_and_each_has_its_own_note() -> None:
    office = corrections.a_wrong_office(months=(), price=9.99)
    before, now = handed_over(office, HANDED_OVER)
    office.bill("2026-09")
    billed = {bill.payer_id: bill.total_fen for bill in payments.open_bills(office)}
    assert billed == by_days(MONTH_FEN, {before: 10, now: 20})
    payments.pay_cash(office, parts=payments.wish(bill for bill in payments.open_bills(office) if bill.payer_id == now))
    corrections.corrected(office, (RIGHT, "2026-09-01", None))
    right = by_days(RIGHT_FEN, {before: 10, now: 20})
    assert asked_of(office) == right
    assert owed(office) == {before: right[before]}
    assert prepaid(office) == {now: billed[now] - right[now]}
    found = ledger.add_up(office)
    assert found.credited_fen == MONTH_FEN - RIGHT_FEN


def test_a_handing_over_that_was_a_day_late_is_set_right_and_set_back() -> None:
    office = corrections.a_wrong_office(months=(), price=9.99)
    before, now = handed_over(office, HANDED_OVER)
    office.bill("2026-09")
    first = asked_of(office)
    late = corrections.corrected_fact(office, PAYER, stretch(before, "2026-09-11", "2026-09-11"))
    assert asked_of(office) == by_days(MONTH_FEN, {before: 11, now: 19})
    unit_id = payments.unit_of(office)
    kind, undo = reading.undo_of(office.scope, unit_id, late, community_id=office.community_id)
    corrections.corrected_fact(office, kind, undo)
    assert asked_of(office) == first
    assert sum(first.values()) == MONTH_FEN
    ledger.add_up(office)


def test_what_is_missing_is_asked_of_each_by_days() -> None:
    office = corrections.a_wrong_office(months=("2026-09",), area=100, price=9.99)
    payments.pay_cash(office)
    before, now = handed_over(office, HANDED_OVER)
    corrections.corrected(office, (WRONG, "2026-09-01", None))
    assert asked_of(office) == by_days(MONTH_FEN, {before: 10, now: 20})
    assert sum(owed(office).values()) == ledger.add_up(office).open_fen
    assert owed(office)[before] == asked_of(office)[before]


def test_of_a_month_of_many_payers_nobody_loses_a_fen() -> None:
    office = corrections.a_wrong_office(months=("2026-10",), price=0.0333)
    payments.pay_cash(office)
    days = [date(2026, 10, 1) + timedelta(days=n) for n in range(1, 12)]
    parties = handed_over(office, *days)
    of_each = dict.fromkeys(parties, 1) | {parties[-1]: 20}
    assert asked_of(office) == by_days(4_00, of_each)
    corrections.corrected(office, ("119.7", "2026-10-01", None))
    assert asked_of(office) == by_days(3_99, of_each)
    ledger.add_up(office)


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
    sizes: list[int] = []

    def weigh(operation: str, body: dict[str, Any]) -> None:
        if operation == "TransactWriteItems":
            sizes.append(len(body["TransactItems"]))

    with listening(before=weigh):
        parties = handed_over(office, *(Period.parse(month).first_day + timedelta(days=9) for month in months))
        corrections.corrected(office, (RIGHT, "2025-01-01", None))
        corrections.corrected(office, ("130", "2025-01-01", None))
    assert limits.TRANSACTION_ITEMS // 2 < max(sizes) <= limits.TRANSACTION_ITEMS
    ledger.add_up(office)
    right = Counter[str]()
    for n, month in enumerate(months):
        of_days = Period.parse(month).last_day.day
        right.update(by_days(1_300_00, {parties[n]: 9, parties[n + 1]: of_days - 9}))
    assert asked_of(office) == right
    assert right.total() == len(months) * 1_300_00
