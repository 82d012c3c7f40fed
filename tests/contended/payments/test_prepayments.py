"""What was prepaid, reached for by many at once: the amount tested is the amount taken (PAY-01)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from chalicelib.edge import jobs
from chalicelib.payments import jobs as payments_jobs
from chalicelib.payments.rules.payments import Method
from chalicelib.payments.service.applying import PaymentPosted
from infra.local.wechat.simulator import Simulator
from tests.builders import ledger, payments
from tests.builders.payments import FIRST
from tests.builders.threads import at_once

pytestmark = pytest.mark.contended

MONTH_FEN = 265_00
HANDS = 8


@pytest.mark.parametrize("prepaid_fen", [1, MONTH_FEN, 2 * MONTH_FEN + 5])
def test_of_many_who_use_one_balance_it_is_used_once(running_clock: None, prepaid_fen: int) -> None:
    office = payments.a_billed_office(1, months=("2026-09", "2026-10"))
    payments.pay_cash(office, parts=(), prepay_fen=prepaid_fen)
    answers = at_once([lambda: payments.use_prepaid(office)] * HANDS)
    taken = [one.amount_fen for one in answers if isinstance(one, PaymentPosted)]
    assert sum(taken) == min(prepaid_fen, 2 * MONTH_FEN)
    assert {one.code for one in answers if not isinstance(one, PaymentPosted)} == {"nothing_prepaid"}
    found = ledger.add_up(office)
    assert (found.prepaid_fen, len(found.of(Method.PREPAID))) == (max(0, prepaid_fen - 2 * MONTH_FEN), len(taken))


def test_a_release_followed_up_by_many_while_the_owner_pays_settles_each_bill_once(
    running_clock: None, simulator: Simulator
) -> None:
    office = payments.a_billed_office(3, months=())
    for number in range(FIRST, FIRST + 3):
        payments.pay_cash(office, number, parts=(), prepay_fen=MONTH_FEN + number)
    office.queue.waiting.clear()
    run_id = office.bill("2026-10")
    message = {"org_id": office.org_id, "community_id": office.community_id, "run_id": run_id}
    parts = {number: payments.all_of(office, number) for number in range(FIRST, FIRST + 3)}
    works: list[Callable[[], object]] = [partial(jobs.run, payments_jobs.USE_PREPAID, message)] * 4
    works += [partial(payments.use_prepaid, office, number) for number in parts]
    works += [partial(payments.pay_cash, office, number, parts=parts[number]) for number in parts]
    works += [partial(jobs.run, payments_jobs.USE_PREPAID_SWEEP)] * 2
    at_once(works)
    jobs.run(payments_jobs.USE_PREPAID, message)
    found = ledger.add_up(office)
    assert found.open_fen == 0
    cash = sum(one.amount_fen for one in found.of(Method.CASH))
    assert found.prepaid_fen == cash - 3 * MONTH_FEN
