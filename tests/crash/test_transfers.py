"""A sale and a corrected file killed before and after every write: one owner, one file, each day paid for once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from chalicelib.corrections.service.files import FILE
from chalicelib.corrections.service.owners import TRANSFER
from chalicelib.people import service as people
from tests.builders import corrections, ledger, payments
from tests.builders.office import Office, a_cause
from tests.builders.sales import NEW_PHONE, buyer_of, change_of_file, sale
from tests.crash import points
from tests.crash.offices import SEALED, key

pytestmark = [pytest.mark.contended, pytest.mark.usefixtures("embedded_engine")]

MONTHS = ("2026-08", "2026-09", "2026-10")
MONTH_FEN = 1_200_00
KEPT_SEALED = SEALED | {"request"}
"""What an approval keeps of a party is sealed anew each time, inside its request."""


class Agreeing:
    """An office that is set up afresh for every point, and what is asked for and agreed to under the same keys."""

    def __init__(self, kind: str, request_of: Callable[[Office], Mapping[str, Any]]) -> None:
        self.office: Office
        self.digest = ""
        self._kind, self._request_of = kind, request_of

    def set_up(self) -> None:
        """Three months, open."""
        self.office = corrections.a_wrong_office(months=MONTHS)

    def ask(self) -> str:
        """The desk asks, always under the same key."""
        return corrections.asked_fact(
            self.office,
            self._kind,
            self._request_of(self.office),
            approval_id=key("approval"),
            cause=a_cause(key("ask")),
        )

    def asked(self) -> None:
        """It waits for a second person, who has looked at it."""
        self.set_up()
        self.ask()
        self.digest = corrections.looked_at(self.office, key("approval")).digest

    def agree(self) -> None:
        """The supervisor agrees to what they saw first."""
        corrections.agreed(self.office, key("approval"), cause=a_cause(key("agree")), digest=self.digest)

    def same_after_any_crash(self, prepare: Callable[[], None], work: Callable[[], object]) -> int:
        """As the function in `points`, and the ledger adds up each time."""
        return points.assert_same_after_any_crash(
            prepare, work, masked=KEPT_SEALED, check=lambda: ledger.add_up(self.office)
        )


def a_transfer() -> Agreeing:
    return Agreeing(TRANSFER, sale)


def test_a_transfer_is_asked_for_once() -> None:
    one = a_transfer()
    assert one.same_after_any_crash(one.set_up, one.ask) == 2


def test_a_unit_is_sold_once_and_its_months_go_to_each_by_their_days_wherever_it_dies() -> None:
    one = a_transfer()

    def work() -> None:
        one.agree()
        owed: dict[str, int] = {}
        for bill in payments.open_bills(one.office):
            owed[bill.payer_id] = owed.get(bill.payer_id, 0) + bill.open_fen
        half = MONTH_FEN * 3 // 2
        assert owed == {payments.owner_of(one.office): half, buyer_of(one.office): half}
        unit_id = payments.unit_of(one.office)
        assert len(people.households(one.office.scope, [unit_id])[unit_id]) == 2

    assert one.same_after_any_crash(one.asked, work) >= 2 * 2


def test_a_file_is_corrected_once_wherever_it_dies() -> None:
    one = Agreeing(FILE, lambda office: change_of_file(office, payments.owner_of(office), phone=NEW_PHONE))

    def work() -> None:
        one.agree()
        line = people.message_line(one.office.scope, payments.owner_of(one.office))
        assert line
        assert line.phone == NEW_PHONE

    assert one.same_after_any_crash(one.asked, work) == 2
