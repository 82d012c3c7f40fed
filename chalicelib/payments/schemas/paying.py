"""What may be paid, and how a payer says what they want to pay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated

import msgspec

from chalicelib.billing.rules.bills import OpenBill
from chalicelib.core import clock, limits
from chalicelib.edge.wire import Gives, Id, PeriodText, Reason, Takes
from chalicelib.payments.providers.port import Scene
from chalicelib.payments.rules.orders import Order
from chalicelib.payments.rules.parts import Part
from chalicelib.payments.rules.payments import CheckedBy, PaidBy
from chalicelib.payments.schemas.payments import PaymentView
from chalicelib.payments.service.history import Payable

Fen = Annotated[int, msgspec.Meta(description="whole fen, 分")]


class PartBody(Takes):
    """So much of one bill."""

    period: PeriodText
    item_id: Id
    amount_fen: Fen


Parts = Annotated[list[PartBody], msgspec.Meta(max_length=limits.BILLS_PER_PAYMENT + 1)]


class StartOrder(Takes):
    """What is to be paid online; the order's id is the client's."""

    order_id: Id
    parts: Parts
    prepay_fen: Fen = 0


class AskCheckout(Takes):
    """How the payer gets to the provider: on this phone, or by scanning a code."""

    scene: Scene


class TakeCash(Takes):
    """What the cashier takes and notes; the payment's id is the client's."""

    payment_id: Id
    parts: Parts
    received_fen: Fen
    paid_by: PaidBy
    checked_by: CheckedBy
    prepay_fen: Fen = 0


class UsePrepaid(Takes):
    """Whose prepayment is to settle their open bills."""

    payer_id: Id


class HandleException(Takes):
    """How an exception item was seen to."""

    note: Reason


class OpenBillView(Gives):
    """A bill that can be paid."""

    period: str
    item_id: str
    item_name: str
    payer_id: str
    payer_name: str
    total_fen: int
    open_fen: int
    due_on: str
    overdue: bool


class BalanceView(Gives):
    """What a party has prepaid on the unit."""

    payer_id: str
    payer_name: str
    prepaid_fen: int


class PayableView(Gives):
    """The pay page: what is open, what is prepaid."""

    unit_id: str
    community_id: str
    label: str
    bills: list[OpenBillView]
    open_fen: int
    balances: list[BalanceView]


class OrderView(Gives):
    """An order as its payer follows it: open, paid, closed; `payment` once it is paid."""

    order_id: str
    unit_id: str
    state: str
    amount_fen: int
    opened_at: str
    expires_at: str
    payment: PaymentView | None


class CheckoutView(Gives):
    """Where to go: a link, and the same as a picture to scan where that was asked for."""

    url: str
    qr_svg: str | None


def parts_of(bodies: Iterable[PartBody]) -> tuple[Part, ...]:
    """The parts as the rules know them."""
    return tuple(Part(one.period, one.item_id, one.amount_fen) for one in bodies)


def payable_view(payable: Payable, *, today: date, names: Mapping[str, str]) -> PayableView:
    """The pay page; `names` are those of `P:…` parties."""
    return PayableView(
        unit_id=payable.unit.unit_id,
        community_id=payable.unit.community_id,
        label=payable.unit.label,
        bills=[open_bill_view(bill, today=today, names=names) for bill in payable.bills],
        open_fen=sum(bill.open_fen for bill in payable.bills),
        balances=[
            BalanceView(payer_id=b.payer_id, payer_name=names.get(f"P:{b.payer_id}", ""), prepaid_fen=b.prepaid_fen)
            for b in payable.balances
        ],
    )


def open_bill_view(bill: OpenBill, *, today: date, names: Mapping[str, str]) -> OpenBillView:
    """A bill that can be paid."""
    return OpenBillView(
        period=bill.period,
        item_id=bill.item_id,
        item_name=bill.item_name,
        payer_id=bill.payer_id,
        payer_name=names.get(f"P:{bill.payer_id}", ""),
        total_fen=bill.total_fen,
        open_fen=bill.open_fen,
        due_on=bill.due_on.isoformat(),
        overdue=bill.due_on < today,
    )


def order_view(order: Order, payment: PaymentView | None) -> OrderView:
    """An order on its way."""
    return OrderView(
        order_id=order.order_id,
        unit_id=order.unit_id,
        state=order.state,
        amount_fen=order.amount_fen,
        opened_at=clock.instant(order.opened_at),
        expires_at=clock.instant(order.expires_at),
        payment=payment,
    )
