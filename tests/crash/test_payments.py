"""Paying online killed before and after every write, then done again: money posted once, orders settled, numbered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.edge import jobs
from chalicelib.payments import jobs as payments_jobs
from chalicelib.payments.rules.orders import State
from tests.builders import ledger, payments
from tests.builders.office import a_cause
from tests.builders.payments import FIRST
from tests.crash import paying as harness
from tests.crash.offices import key
from tests.crash.paying import MONTH_FEN, NUMBERED_AFTER, OCTOBER, THREE_MONTHS, Paying, later

few_at_once, paying = harness.few_at_once, harness.paying

pytestmark = pytest.mark.contended

ENTRY_IDS = frozenset({"work_sk"})
"""Ends with the id of a new entry, which tells the time that a test has moved on to."""


def test_an_order_killed_at_any_write_is_opened_once(paying: Paying) -> None:
    def work() -> None:
        paying.order()
        assert [one.state for one in ledger.read(paying.office).orders.values()] == [State.OPEN]

    assert paying.same_after_any_crash(lambda: None, work) == 2


@pytest.mark.parametrize(
    ("months", "odd_fen"), [(OCTOBER, 0), (OCTOBER, 5), (THREE_MONTHS, 0), (THREE_MONTHS, -7), (THREE_MONTHS, 5)]
)
def test_a_notification_killed_at_any_write_posts_its_money_once(
    paying: Paying, months: tuple[str, ...], odd_fen: int
) -> None:
    asked_fen, answers = len(months) * MONTH_FEN, set()

    def work() -> None:
        answers.add(payments.tell(paying.notice(amount_fen=asked_fen + odd_fen)))
        (payment,) = ledger.read(paying.office).payments.values()
        assert (payment.amount_fen, payment.waiting) == (asked_fen + odd_fen, ())
        assert payment.surplus_fen == max(0, odd_fen)

    assert paying.same_after_any_crash(paying.order, work, months=months) == 2 * len(months)
    assert len(answers) == 1


def test_money_for_bills_that_were_paid_meanwhile_is_kept_once_wherever_it_dies(paying: Paying) -> None:
    def ordered_and_paid_at_the_desk() -> None:
        paying.order(prepay_fen=100)
        payments.pay_cash(paying.office, payment_id=key("cash"), cause=a_cause(key("take cash")))

    def work() -> None:
        payments.tell(paying.notice())
        found = ledger.read(paying.office)
        assert (found.prepaid_fen, sum(found.odd.values())) == (3 * MONTH_FEN + 100, 3 * MONTH_FEN)

    paying.same_after_any_crash(ordered_and_paid_at_the_desk, work, months=THREE_MONTHS)


def test_what_a_stopped_worker_left_is_settled_and_numbered_by_the_sweep_wherever_that_dies(paying: Paying) -> None:
    def posted_and_left_standing() -> None:
        for name, number in (("one", FIRST), ("other", FIRST + 1)):
            paying.order(name, number)
            assert payments.post_only(paying.notice(name, number)).waiting

    def work() -> None:
        for _ in range(2):
            with later(NUMBERED_AFTER):
                jobs.run(payments_jobs.RESUME)
        found = ledger.read(paying.office)
        assert (found.unapplied_fen, found.given) == (0, {"W": 2})

    assert paying.same_after_any_crash(posted_and_left_standing, work, months=THREE_MONTHS, masked=ENTRY_IDS) >= 10


def test_receipts_numbered_by_a_job_killed_at_any_write_have_no_gap_and_no_double(paying: Paying) -> None:
    numbers = range(FIRST, FIRST + 5)

    def paid() -> None:
        for number in numbers:
            paying.order(str(number), number)
            payments.tell(paying.notice(str(number), number))
        assert ledger.read(paying.office).given == {}

    def work() -> None:
        with later(NUMBERED_AFTER):
            paying.office.queue.drain()
        found = ledger.read(paying.office)
        assert ledger.numbers(found) == {"W": list(range(1, len(numbers) + 1))}

    assert paying.same_after_any_crash(paid, work, units=len(numbers), masked=ENTRY_IDS) == 2 * 4


def test_orders_that_nobody_told_about_are_settled_once_wherever_the_sweep_dies(paying: Paying) -> None:
    paid, never_paid, still_open = FIRST, FIRST + 1, FIRST + 2
    places = ((paid, timedelta()), (never_paid, timedelta()), (still_open, timedelta(minutes=5)))

    def ordered() -> None:
        for number, after in places:
            with later(after):
                paying.order(str(number), number)
        paying.notice(str(paid), paid)

    def work() -> None:
        with later(timedelta(minutes=33)):
            jobs.run(payments_jobs.SETTLE)
        found = ledger.read(paying.office)
        assert {order_id: order.state for order_id, order in found.orders.items()} == {
            key(str(paid)): State.PAID,
            key(str(never_paid)): State.CLOSED,
            key(str(still_open)): State.OPEN,
        }

    assert paying.same_after_any_crash(ordered, work, units=len(places), masked=ENTRY_IDS) == 2 * 4
