"""The desk, prepayments and exception items killed before and after every write: done once, numbered without a gap."""

from __future__ import annotations

import pytest

from chalicelib.core import limits
from chalicelib.edge import jobs
from chalicelib.payments import jobs as payments_jobs
from chalicelib.payments.service import exceptions
from chalicelib.payments.service.applying import PaymentPosted
from tests.builders import ledger, payments
from tests.builders.office import a_cause
from tests.builders.payments import FIRST
from tests.crash import paying as harness
from tests.crash.offices import key
from tests.crash.paying import MONTH_FEN, OCTOBER, THREE_MONTHS, Paying

few_at_once, paying = harness.few_at_once, harness.paying

pytestmark = pytest.mark.contended


def cash(paying: Paying, name: str, number: int = FIRST, *, prepay_fen: int = 0) -> PaymentPosted:
    """Everything that was owed on the day of the set-up, and some for later."""
    return payments.pay_cash(
        paying.office,
        number,
        parts=paying.parts[number],
        prepay_fen=prepay_fen,
        payment_id=key(name),
        cause=a_cause(key(f"take {name}")),
    )


@pytest.mark.parametrize("months", [OCTOBER, THREE_MONTHS], ids=["one chunk", "three chunks"])
def test_cash_killed_at_any_write_is_taken_once_and_its_receipt_numbered_once(
    paying: Paying, months: tuple[str, ...]
) -> None:
    answers = set()

    def work() -> None:
        answers.add((cash(paying, "one", prepay_fen=300), cash(paying, "other", FIRST + 1)))
        found = ledger.read(paying.office)
        assert found.money_in_fen == 2 * len(months) * MONTH_FEN + 300
        assert ledger.numbers(found) == {"D00001": [1, 2]}

    assert paying.same_after_any_crash(lambda: None, work, months=months) == 2 * 2 * len(months)
    assert len(answers) == 1


def prepaid(paying: Paying, *months: str) -> None:
    """Enough for all but the end of these months, prepaid behind the last release: that alone is still followed up."""
    payments.pay_cash(
        paying.office,
        parts=(),
        prepay_fen=len(months) * MONTH_FEN - 1_00,
        payment_id=key("prepaid"),
        cause=a_cause(key("prepay")),
    )


def test_what_was_prepaid_is_used_once_wherever_it_dies(paying: Paying) -> None:
    answers = set()

    def work() -> None:
        answers.add(payments.use_prepaid(paying.office, cause=a_cause(key("use"))))
        found = ledger.read(paying.office)
        assert (found.prepaid_fen, found.open_fen) == (0, MONTH_FEN + 1_00)

    assert paying.same_after_any_crash(lambda: prepaid(paying, *OCTOBER), work) == 2
    assert len(answers) == 1


@pytest.mark.parametrize("sweeps", [0, 1, 2])
def test_prepayments_used_after_a_release_are_used_once_wherever_the_worker_dies(
    paying: Paying, monkeypatch: pytest.MonkeyPatch, sweeps: int
) -> None:
    monkeypatch.setattr(limits, "BILLS_PER_CHUNK", 1)

    def prepare() -> None:
        prepaid(paying, *OCTOBER)
        paying.office.bill(*OCTOBER)
        if sweeps:
            paying.office.queue.waiting.clear()

    def work() -> None:
        for _ in range(sweeps):
            jobs.run(payments_jobs.USE_PREPAID_SWEEP)
        paying.office.queue.drain()
        found = ledger.read(paying.office)
        assert (found.prepaid_fen, found.open_fen) == (0, MONTH_FEN + 1_00)

    assert paying.same_after_any_crash(prepare, work, months=()) >= 2 * 3


def test_an_exception_item_is_handled_once_wherever_it_dies(paying: Paying) -> None:
    def surplus() -> None:
        paying.order()
        payments.tell(paying.notice(amount_fen=MONTH_FEN + 5))

    def work() -> None:
        (item,) = payments.odd_ones(paying.office)
        exceptions.handle_exception(
            paying.office.scope,
            a_cause(key("handle")),
            paying.office.community_id,
            exception_id=item.exception_id,
            note="已电话告知业主",
        )

    assert paying.same_after_any_crash(surplus, work) == 2
