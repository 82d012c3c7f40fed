"""Bills and payments that are not on file: what the rules of payments are tried with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chalicelib.billing.rules.bills import Bill
from chalicelib.payments.rules.parts import Bills
from chalicelib.payments.rules.payments import Method, Payment
from tests.builders.billing import PAYER, a_unit, an_item, drafted, fixed
from tests.builders.core import AT, an_id

BILL_FEN = 100_00


def a_bill(name: str = "物业服务费", *, settled_fen: int = 0, payer_id: str = PAYER) -> Bill:
    """A bill of ¥100.00."""
    (bill,) = drafted(a_unit(), [an_item(fixed(BILL_FEN), name)]).bills
    return replace(bill, settled_fen=settled_fen, payer_id=payer_id)


def bills_of(*bills: Bill) -> Bills:
    """By period and item, as they are read."""
    return {(bill.period, bill.item_id): bill for bill in bills}


def a_payment(amount_fen: int, **given: Any) -> Payment:
    """Money that was taken online, before any of it is applied."""
    facts: dict[str, Any] = {"method": Method.WECHAT, "asked_fen": amount_fen, "amount_fen": amount_fen, **given}
    return Payment(
        payment_id=an_id("payment"),
        unit_id=an_id("unit"),
        community_id=an_id("community"),
        payer_id=an_id("payer"),
        paid_at=AT,
        posted_at=AT,
        posted_by="wechat",
        **facts,
    )
