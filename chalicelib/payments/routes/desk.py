"""The cashier's desk: what is open on a unit, cash taken, receipts printed (PAY-01, PAY-03)."""

from __future__ import annotations

from chalicelib.core import clock
from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows
from chalicelib.payments.routes.names import names_in, names_of
from chalicelib.payments.rules.payments import AtDesk
from chalicelib.payments.schemas.paying import PayableView, TakeCash, UsePrepaid, parts_of, payable_view
from chalicelib.payments.schemas.payments import LinkView, PaymentView, payment_view
from chalicelib.payments.service import desk, history, prepayments, receipts
from chalicelib.payments.service.applying import PaymentPosted

routes = Routes(__name__)

_UNIT = "/communities/{community_id}/units/{unit_id}"
_PAYMENT = _UNIT + "/payments/{payment_id}"


@routes.get(_UNIT + "/payable", gives=PayableView, may="payments.read", fresh=True)
def payable(call: Call, community_id: str, unit_id: str) -> PayableView:
    """What is open on a unit, oldest first, and what is prepaid."""
    today = clock.business_date(call.cause.at)
    found = history.payable(call.scope, unit_id, community_id=community_id)
    return payable_view(found, today=today, names=names_in(call.scope, found))


@routes.post(_UNIT + "/payments", takes=TakeCash, gives=PaymentPosted, may="payments.take")
def take_cash(call: Call, community_id: str, unit_id: str) -> PaymentPosted:
    """Take cash for the chosen bills; the receipt is numbered at once."""
    body: TakeCash = call.body
    return desk.take_cash(
        call.scope,
        call.cause,
        community_id,
        unit_id,
        payment_id=body.payment_id,
        parts=parts_of(body.parts),
        prepay_fen=body.prepay_fen,
        at_desk=AtDesk(body.paid_by, body.checked_by, body.received_fen),
    )


@routes.get(_UNIT + "/payments", gives=Rows[PaymentView], may="payments.read", asks=Paged, fresh=True)
def list_payments(call: Call, community_id: str, unit_id: str) -> Rows[PaymentView]:
    """What was paid on a unit, newest first."""
    found, onward = history.payments_page(call.scope, unit_id, cursor=call.query.cursor, community_id=community_id)
    names = names_of(call.scope, found)
    return Rows(rows=[payment_view(one, names) for one in found], next=onward)


@routes.get(_PAYMENT, gives=PaymentView, may="payments.read", fresh=True)
def get_payment(call: Call, community_id: str, unit_id: str, payment_id: str) -> PaymentView:
    """One payment on a unit."""
    _, payment = history.get_payment(call.scope, unit_id, payment_id, community_id=community_id)
    return payment_view(payment, names_of(call.scope, [payment]))


@routes.post(_PAYMENT + "/receipt", gives=LinkView, may="payments.read", verb=False)
def print_receipt(call: Call, community_id: str, unit_id: str, payment_id: str) -> LinkView:
    """The receipt as PDF, by a link that lasts some minutes."""
    at = call.cause.at
    url = receipts.receipt_link(call.scope, unit_id, payment_id, at=at, community_id=community_id)
    return LinkView(url=url)


@routes.post(_UNIT + "/prepaid/use", takes=UsePrepaid, gives=PaymentPosted, may="payments.take")
def use_prepaid(call: Call, community_id: str, unit_id: str) -> PaymentPosted:
    """Settle open bills with what a party prepaid."""
    return prepayments.use_prepaid(
        call.scope, call.cause, unit_id, payer_id=call.body.payer_id, community_id=community_id
    )
