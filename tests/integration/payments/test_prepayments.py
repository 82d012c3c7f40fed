"""What was prepaid settles the bills of each release once, and any of a party's when a person says so (PAY-01)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.core import clock, limits
from chalicelib.edge import jobs
from chalicelib.payments import jobs as payments_jobs
from chalicelib.payments.rules.payments import Method
from tests.builders import ledger, payments
from tests.builders.core import AT, standing_clock
from tests.builders.office import Office
from tests.builders.payments import FIRST
from tests.integration.payments.asks import MONTH_FEN


def prepay(office: Office, fen: int, number: int = FIRST) -> None:
    payments.pay_cash(office, number, parts=(), prepay_fen=fen)


def periods_open(office: Office, number: int = FIRST) -> list[str]:
    return sorted({bill.period for bill in payments.open_bills(office, number)})


def used(office: Office) -> list[int]:
    return sorted(one.amount_fen for one in ledger.read(office).of(Method.PREPAID))


def follow_up(office: Office, times: int = 1) -> None:
    """What the queue does, perhaps more than once, and the level check after it."""
    for _ in range(times):
        office.queue.drain()
        jobs.run(payments_jobs.USE_PREPAID_SWEEP)
        office.queue.drain()


def test_a_release_uses_what_was_prepaid_on_its_own_bills_and_leaves_older_ones_to_the_payer(
    either_office: Office,
) -> None:
    office = either_office
    prepay(office, MONTH_FEN + 100)
    office.bill("2026-11")
    follow_up(office, times=3)
    assert periods_open(office) == ["2026-09", "2026-10"]
    assert used(office) == [MONTH_FEN]
    payments.use_prepaid(office)
    assert used(office) == [100, MONTH_FEN]
    assert ledger.add_up(office).prepaid_fen == 0


@pytest.mark.parametrize("at_once", [1, 40])
def test_what_does_not_suffice_is_used_to_the_last_fen(
    either_office: Office, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(limits, "BILLS_PER_CHUNK", at_once)
    office = either_office
    for number, fen in ((FIRST, 1), (FIRST + 1, MONTH_FEN - 1), (FIRST + 2, MONTH_FEN)):
        prepay(office, fen, number)
    office.bill("2026-11")
    follow_up(office)
    found = ledger.add_up(office)
    assert (found.prepaid_fen, sum(used(office))) == (0, 2 * MONTH_FEN)
    assert found.open_fen == 9 * MONTH_FEN - 2 * MONTH_FEN


def test_a_release_whose_message_was_lost_is_followed_up_by_the_level_check(either_office: Office) -> None:
    office = either_office
    prepay(office, MONTH_FEN)
    office.bill("2026-11")
    office.queue.waiting.clear()
    jobs.run(payments_jobs.USE_PREPAID_SWEEP)
    office.queue.drain()
    assert (periods_open(office), used(office)) == (["2026-09", "2026-10"], [MONTH_FEN])


def test_what_is_prepaid_after_a_release_was_followed_up_waits_for_the_next(either_office: Office) -> None:
    office = either_office
    office.bill("2026-11")
    follow_up(office)
    prepay(office, 3 * MONTH_FEN)
    follow_up(office, times=2)
    assert (used(office), len(periods_open(office))) == ([], 3)
    office.bill("2026-12")
    follow_up(office)
    assert (used(office), periods_open(office)) == ([MONTH_FEN], ["2026-09", "2026-10", "2026-11"])
    ledger.add_up(office)


def test_a_release_of_the_day_before_yesterday_is_left_alone(either_office: Office) -> None:
    office = either_office
    prepay(office, MONTH_FEN)
    office.bill("2026-11")
    office.queue.waiting.clear()
    clock.use(lambda: AT + timedelta(hours=49))
    jobs.run(payments_jobs.USE_PREPAID_SWEEP)
    office.queue.drain()
    assert used(office) == []


def test_what_is_used_gets_no_second_receipt_and_is_no_new_money(either_office: Office) -> None:
    office = either_office
    prepay(office, MONTH_FEN)
    before = ledger.read(office)
    payments.use_prepaid(office)
    after = ledger.add_up(office)
    assert (after.money_in_fen, after.given) == (before.money_in_fen, before.given)
    (one,) = after.of(Method.PREPAID)
    assert (one.is_money_in, one.book_number, one.needs_book_number) == (False, None, False)


@pytest.mark.usefixtures("moto_engine")
def test_more_bills_than_one_transaction_settles_are_all_settled() -> None:
    months = [f"2025-{month:02}" for month in range(1, 13)] + ["2026-01", "2026-02"]
    with standing_clock():
        office = payments.a_billed_office(1, months=months, items=("1", "2", "3"))
        bills = payments.open_bills(office)
        assert len(bills) == 42 > limits.BILLS_PER_CHUNK
        posted = payments.pay_cash(office, prepay_fen=1)
        assert (posted.waiting, posted.prepaid_fen) == (2, 0)
        (payment,) = ledger.add_up(office).payments.values()
        assert (payment.chunks, payment.waiting, payment.prepaid_fen, payment.surplus_fen) == (2, (), 1, 0)
        assert payments.open_bills(office) == []
