"""What a seller pays for a correction of their own time, after the sale, stays theirs (SEC-01, decision 0014)."""

from __future__ import annotations

from datetime import date

import pytest

from chalicelib.core.scope import Household, Reach, Role, Scope
from chalicelib.payments.service import history
from tests.builders import corrections, payments, sales
from tests.builders.core import standing_clock

pytestmark = pytest.mark.usefixtures("moto_engine")

SOLD = "2026-09-16"


def test_the_buyer_sees_no_payment_for_what_the_seller_was_asked_for_later() -> None:
    with standing_clock():
        office = corrections.a_wrong_office(months=("2026-08", "2026-09"))
        seller, unit_id = payments.owner_of(office), payments.unit_of(office)
        payments.pay_cash(office)
        sales.sold(office, SOLD)
        buyer = sales.buyer_of(office)
        corrections.corrected(office, ("150", "2026-08-01", "2026-08-31"))
        asked = [bill for bill in payments.open_bills(office) if bill.payer_id == seller and not bill.run_id]
        assert asked
        payments.pay_cash(office, parts=payments.wish(asked))
        household = Household(frozenset({buyer}), {unit_id: date.fromisoformat(SOLD)})
        theirs = Scope(
            office.org_id, f"P:{buyer}", frozenset({Role.OWNER}), Reach(units=frozenset({unit_id})), household
        )
        seen, _ = history.payments_page(theirs, unit_id, cursor=None)
        assert [one.payment_id for one in seen if one.payer_id == seller] == []
        assert len(history.payments_page(office.scope, unit_id, cursor=None)[0]) > len(seen)
