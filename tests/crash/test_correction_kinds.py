"""Every kind of correction killed before and after each write: posted once wherever it dies, for each unit it reaches.

The kind `unit.area`, and what asks, refuses and withdraws, are in `test_corrections`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core import clock, limits
from chalicelib.corrections import jobs as corrections_jobs
from chalicelib.corrections import store
from chalicelib.corrections.rules.corrections import State
from chalicelib.corrections.service import reading
from chalicelib.corrections.service.discounts import DISCOUNT
from chalicelib.corrections.service.occupancies import OCCUPANCY
from chalicelib.corrections.service.payers import PAYER
from chalicelib.corrections.service.tariffs import TARIFF
from chalicelib.corrections.service.waivers import WAIVER
from chalicelib.edge import jobs
from tests.builders import corrections, kinds, ledger, payments
from tests.builders.core import AT
from tests.builders.handovers import in_household
from tests.builders.office import Office, a_cause, an_id
from tests.builders.payments import FIRST
from tests.crash import points
from tests.crash.offices import SEALED, key

pytestmark = pytest.mark.contended

MONTHS = ("2026-08", "2026-09", "2026-10")
MONTH_FEN, CHEAPER_FEN = 1_200_00, 1_080_00
SINCE = {"from_on": "2026-08-01", "to_on": None}
MEMBER = an_id("party", "住户乙")
CHEAPER = {"formula": "1001", "rate": "9", **SINCE}
AGREED = 1


@pytest.fixture(autouse=True)
def few_at_once(embedded_engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three notes fall into two chunks, and so do three units."""
    monkeypatch.setattr(limits, "NOTES_PER_CHUNK", 2)
    monkeypatch.setattr(limits, "UNITS_PER_SPREAD", 2)


def request_of(office: Office, kind: str) -> Mapping[str, Any]:
    """What is asked for."""
    item_id = kinds.item_of(office)
    stretches: dict[str, dict[str, Any]] = {
        PAYER: {"party_id": MEMBER, **SINCE, "from_on": "2026-08-11"},
        DISCOUNT: {"percent": "50", "policy": "敬老优惠", **SINCE},
        OCCUPANCY: {"occupancy": "vacant", **SINCE},
        TARIFF: CHEAPER,
    }
    if kind == WAIVER:
        return {"period": "2026-09", "item_id": item_id, "amount_fen": 333_33}
    return {"item_id": item_id, "stretches": [stretches[kind]]}


class Correcting:
    """An office that is set up afresh for every point: one month paid, one in part, one open; a kind that waits."""

    def __init__(self, kind: str, units: int = 1) -> None:
        self.office: Office
        self.kind, self.units = kind, units

    def set_up(self) -> None:
        """A second person has looked at it."""
        self.office = corrections.a_wrong_office(months=MONTHS, units=self.units)
        in_household(self.office, "住户乙")
        bills = payments.open_bills(self.office)
        some = payments.wish(bills, most_fen=MONTH_FEN * 3 // 2)
        payments.pay_cash(self.office, parts=some, payment_id=key("half"), cause=a_cause(key("pay")))
        request = request_of(self.office, self.kind)
        kinds.asked(self.office, self.kind, request, approval_id=key("approval"), cause=a_cause(key("ask")))
        self.digest = corrections.looked_at(self.office, key("approval")).digest

    def agreed_and_gone(self) -> None:
        """Agreed to, and nobody was told to go on with it."""
        self.set_up()
        corrections.agreed_only(self.office, key("approval"), cause=a_cause(key("agree")), digest=self.digest)
        self.office.queue.waiting.clear()

    def agree(self) -> None:
        """The supervisor agrees to what they saw, always under the same key."""
        corrections.agreed(self.office, key("approval"), cause=a_cause(key("agree")), digest=self.digest)

    def is_posted(self) -> None:
        """Wherever it reaches."""
        scope, community_id = self.office.scope, self.office.community_id
        if self.kind == TARIFF:
            assert store.load_spread(scope, community_id, key("approval")).state == State.POSTED
        for number in range(FIRST, FIRST + self.units):
            one = reading.get_correction(scope, payments.unit_of(self.office, number), key("approval"))
            assert (one.state, one.notes) == (State.POSTED, NOTES[self.kind])
            assert kinds.asked_of(self.office, number) == asked(self.office, self.kind, number)

    def same_after_any_crash(self, prepare: Any, work: Any) -> int:
        """As the function in `points`, and the ledger adds up each time."""
        return points.assert_same_after_any_crash(
            prepare, work, masked=SEALED, check=lambda: ledger.add_up(self.office)
        )


NOTES = {PAYER: 3, DISCOUNT: 3, WAIVER: 1, OCCUPANCY: 0, TARIFF: 3}


def asked(office: Office, kind: str, number: int) -> dict[str, int]:
    """What each party of a unit should be asked for in the end."""
    whole = {PAYER: 3 * MONTH_FEN, DISCOUNT: 1_800_00, WAIVER: 3 * MONTH_FEN - 333_33, OCCUPANCY: 3 * MONTH_FEN}
    owner, fen = payments.owner_of(office, number), whole.get(kind, 3 * CHEAPER_FEN)
    mine = 387_10 if kind == PAYER else fen
    return {owner: mine, MEMBER: fen - mine} if kind == PAYER else {owner: mine}


@pytest.mark.parametrize(("kind", "chunks"), [(PAYER, 2), (DISCOUNT, 2), (WAIVER, 1), (OCCUPANCY, 0)])
def test_each_kind_of_a_unit_is_agreed_to_and_posted_once_wherever_it_dies(kind: str, chunks: int) -> None:
    one = Correcting(kind)

    def work() -> None:
        one.agree()
        one.is_posted()

    assert one.same_after_any_crash(one.set_up, work) == 2 * (AGREED + chunks)


def test_a_price_is_agreed_to_and_reaches_every_unit_once_wherever_it_dies() -> None:
    one = Correcting(TARIFF, units=3)

    def work() -> None:
        one.agree()
        go_on(one.office)
        one.is_posted()

    assert one.same_after_any_crash(one.set_up, work) >= 2 * (AGREED + 2 + 3 * 2)


def test_the_sweep_takes_a_price_to_every_unit_once_whoever_agreed_is_gone() -> None:
    one = Correcting(TARIFF, units=3)

    def work() -> None:
        go_on(one.office)
        one.is_posted()

    assert one.same_after_any_crash(one.agreed_and_gone, work) >= 2 * (2 + 3 * 2)


def go_on(office: Office) -> None:
    """The worker; a while later the sweep, which wakes it where nobody went on, and what was delivered by then."""
    office.queue.drain()
    with later():
        jobs.run(corrections_jobs.RESUME, due=AT + timedelta(minutes=1))
        office.queue.drain()


@contextmanager
def later() -> Iterator[None]:
    """An hour after the tests' own time, at which it stands again after."""
    clock.use(lambda: AT + timedelta(hours=1))
    try:
        yield
    finally:
        clock.use(lambda: AT)
