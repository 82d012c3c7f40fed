"""Prices, areas, payers and payments at the same units at once: each posted once, and no fen lost (REG-04, BIL-07)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from chalicelib.approvals.service import ApprovalMoved
from chalicelib.core import limits
from chalicelib.core.errors import Refusal
from chalicelib.corrections import jobs as corrections_jobs
from chalicelib.corrections import store
from chalicelib.corrections.rules.corrections import State
from chalicelib.corrections.service import posting, reading, spreading
from chalicelib.corrections.service.areas import AREA
from chalicelib.corrections.service.payers import PAYER
from chalicelib.corrections.service.tariffs import TARIFF
from chalicelib.corrections.service.waivers import WAIVER
from chalicelib.edge import jobs
from chalicelib.payments.rules.payments import Method
from tests.builders import corrections, handovers, kinds, ledger, payments
from tests.builders.kinds import asked_of
from tests.builders.ledger import Ledger
from tests.builders.office import Office, a_cause, an_id
from tests.builders.payments import FIRST
from tests.builders.threads import at_once

pytestmark = pytest.mark.contended

MONTHS = ("2026-08", "2026-09", "2026-10")
SINCE = {"from_on": "2026-08-01", "to_on": None}
CHEAPER = {"stretches": [{"formula": "1001", "rate": "9", **SINCE}]}
SMALLER = {"stretches": [{"area": "100", **SINCE}]}
Works = list[Callable[[], object]]


@pytest.fixture(autouse=True)
def few_at_once(running_clock: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three notes fall into two chunks, and units begin two at a time: more to be got wrong."""
    monkeypatch.setattr(limits, "NOTES_PER_CHUNK", 2)
    monkeypatch.setattr(limits, "UNITS_PER_SPREAD", 2)


def agreeing(office: Office, approval_id: str, *, hands: int = 1) -> Works:
    """So many supervisors who have all looked at it, each with a key of their own."""
    digest = corrections.looked_at(office, approval_id).digest
    return [
        partial(
            corrections.agreed,
            office,
            approval_id,
            by=corrections.supervisor(office, f"主管 {n}"),
            cause=a_cause(),
            digest=digest,
        )
        for n in range(hands)
    ]


def settle_down(office: Office) -> Ledger:
    """What the queue and the sweep still do; then nothing is left, and the books are right."""
    for _ in range(3):
        office.queue.drain()
        jobs.run(corrections_jobs.RESUME)
    assert not office.queue.waiting
    return ledger.add_up(office)


@pytest.mark.parametrize("kind", [PAYER, WAIVER, TARIFF])
def test_of_two_tabs_one_agrees_and_the_other_is_told(kind: str) -> None:
    office = corrections.a_wrong_office(months=MONTHS)
    approval_id = kinds.asked(office, kind)
    answers = at_once(agreeing(office, approval_id, hands=3))
    assert sum(isinstance(one, ApprovalMoved) for one in answers) == 1
    told = {one.code for one in answers if isinstance(one, Refusal)}
    assert told <= {"approval_decided", "approval_changed", "nothing_to_correct", "correction_running"}
    settle_down(office)
    one = reading.get_correction(office.scope, payments.unit_of(office), approval_id)
    assert (one.state, one.notes) == (State.POSTED, 1 if kind == WAIVER else 2)


def test_a_price_and_an_area_of_one_unit_agreed_to_at_once_both_come_to_hold() -> None:
    numbers = range(FIRST, FIRST + 3)
    office = corrections.a_wrong_office(months=MONTHS, units=len(numbers))
    price, area = kinds.asked(office, TARIFF, CHEAPER), kinds.asked(office, AREA, SMALLER)
    works = [*agreeing(office, price), *agreeing(office, area)]
    works += [partial(jobs.run, corrections_jobs.RESUME)] * 2
    answers = at_once(works)
    settle_down(office)
    agreed = {one.approval_id for one in answers if isinstance(one, ApprovalMoved)}
    for approval_id in {price, area} - agreed:
        corrections.agreed(office, approval_id)
        settle_down(office)
    assert [sum(asked_of(office, number).values()) for number in numbers] == [3 * 900_00, 3 * 1_080_00, 3 * 1_080_00]
    assert store.load_spread(office.scope, office.community_id, price).units == len(numbers)


def test_two_workers_and_the_sweep_take_a_price_to_each_unit_once() -> None:
    numbers = range(FIRST, FIRST + 5)
    office = corrections.a_wrong_office(months=MONTHS, units=len(numbers))
    approval_id = kinds.asked(office, TARIFF, CHEAPER)
    corrections.agreed_only(office, approval_id)
    spread = partial(spreading.spread, office.org_id, office.community_id, approval_id)
    works: list[Callable[[], object]] = [spread, spread]
    works += [partial(jobs.run, corrections_jobs.RESUME)] * 2
    at_once(works)
    found = settle_down(office)
    assert store.load_spread(office.scope, office.community_id, approval_id).units == len(numbers)
    assert [sum(asked_of(office, number).values()) for number in numbers] == [3 * 1_080_00] * len(numbers)
    assert found.credited_fen == len(numbers) * 3 * 120_00


@pytest.mark.parametrize("nth", range(2))
def test_what_is_paid_while_a_unit_changes_hands_settles_no_bill_twice(nth: int) -> None:
    office = corrections.a_wrong_office(months=MONTHS)
    (member,) = handovers.in_household(office, "住户乙")
    request = {"stretches": [{"party_id": member, **SINCE, "from_on": "2026-08-11"}]}
    approval_id = kinds.asked(office, PAYER, request)
    corrections.agreed_only(office, approval_id)
    order = payments.wish(payments.open_bills(office), most_fen=(None, 2_000_00)[nth])
    order_id, unit_id = payments.an_order(office, parts=order), payments.unit_of(office)
    fen = sum(part.amount_fen for part in order)
    works: Works = [
        partial(payments.told_of, office, unit_id, order_id, fen),
        partial(payments.pay_cash, office, parts=payments.half(order), payment_id=an_id("cash")),
        partial(posting.post, office.org_id, unit_id, approval_id),
        partial(jobs.run, corrections_jobs.RESUME),
    ]
    at_once(works)
    found = settle_down(office)
    mine = handovers.by_days(1_200_00, {payments.owner_of(office): 10, member: 21})
    assert asked_of(office) == {member: mine[member] + 2 * 1_200_00, payments.owner_of(office): 387_10}
    assert sum(one.amount_fen for one in found.of(Method.WECHAT)) == fen
    paid_fen = fen + sum(one.amount_fen for one in found.of(Method.CASH))
    assert found.open_fen - found.prepaid_fen == 3 * 1_200_00 - paid_fen


def test_another_payer_and_a_waiver_of_one_unit_agreed_to_at_once_follow_one_another() -> None:
    office = corrections.a_wrong_office(months=MONTHS)
    (member,) = handovers.in_household(office, "住户乙")
    payer = kinds.asked(office, PAYER, {"stretches": [{"party_id": member, **SINCE, "from_on": "2026-09-11"}]})
    waiver = kinds.asked(office, WAIVER)
    answers = at_once([*agreeing(office, payer), *agreeing(office, waiver)])
    settle_down(office)
    agreed = {one.approval_id for one in answers if isinstance(one, ApprovalMoved)}
    for approval_id in {payer, waiver} - agreed:
        corrections.agreed(office, approval_id)
    settle_down(office)
    september = handovers.by_days(1_200_00 - 333_33, {"before": 10, "after": 20})
    assert sum(asked_of(office).values()) == 3 * 1_200_00 - 333_33
    assert abs(asked_of(office)[member] - september["after"] - 1_200_00) <= 1
