"""Paying on the portal: what is open, the order, the way to the provider, what was paid (PAY-01)."""

from __future__ import annotations

from chalicelib.core import clock
from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows
from chalicelib.payments.providers.port import Scene
from chalicelib.payments.routes.names import names_in, names_of
from chalicelib.payments.schemas.paying import (
    AskCheckout,
    CheckoutView,
    OrderView,
    PayableView,
    StartOrder,
    UsePrepaid,
    order_view,
    parts_of,
    payable_view,
)
from chalicelib.payments.schemas.payments import LinkView, PaymentView, payment_view
from chalicelib.payments.service import history, orders, prepayments, receipts
from chalicelib.payments.service.applying import PaymentPosted
from chalicelib.payments.service.orders import OrderOpened

routes = Routes(__name__)

_UNIT = "/my/units/{unit_id}"
_ORDER = _UNIT + "/orders/{order_id}"
_PAYMENT = _UNIT + "/payments/{payment_id}"


@routes.get(_UNIT + "/payable", gives=PayableView, may="own.read", fresh=True)
def my_payable(call: Call, unit_id: str) -> PayableView:
    """What the caller may pay on one of their units, oldest first."""
    today = clock.business_date(call.cause.at)
    found = history.payable(call.scope, unit_id)
    return payable_view(found, today=today, names=names_in(call.scope, found))


@routes.post(_UNIT + "/orders", takes=StartOrder, gives=OrderOpened, may="own.pay")
def start_order(call: Call, unit_id: str) -> OrderOpened:
    """Fix the chosen bills and their amounts."""
    body: StartOrder = call.body
    parts = parts_of(body.parts)
    return orders.start_order(
        call.scope, call.cause, unit_id, order_id=body.order_id, parts=parts, prepay_fen=body.prepay_fen
    )


@routes.get(_ORDER, gives=OrderView, may="own.read", fresh=True)
def get_order(call: Call, unit_id: str, order_id: str) -> OrderView:
    """How an order goes."""
    order = orders.get_order(call.scope, unit_id, order_id)
    if order.payment_id is None:
        return order_view(order, None)
    _, payment = history.get_payment(call.scope, unit_id, order.payment_id)
    return order_view(order, payment_view(payment, names_of(call.scope, [payment])))


@routes.post(_ORDER + "/checkout", takes=AskCheckout, gives=CheckoutView, may="own.pay", verb=False)
def checkout(call: Call, unit_id: str, order_id: str) -> CheckoutView:
    """Where the payer goes to pay the order."""
    scene: Scene = call.body.scene
    url = orders.checkout(call.scope, call.cause, unit_id, order_id, scene=scene, address=call.address)
    return CheckoutView(url=url, qr_svg=_picture(url) if scene == Scene.NATIVE else None)


@routes.get(_UNIT + "/payments", gives=Rows[PaymentView], may="own.read", asks=Paged, fresh=True)
def my_payments(call: Call, unit_id: str) -> Rows[PaymentView]:
    """What was paid on one of the caller's units, newest first."""
    found, onward = history.payments_page(call.scope, unit_id, cursor=call.query.cursor)
    names = names_of(call.scope, found)
    return Rows(rows=[payment_view(one, names) for one in found], next=onward)


@routes.get(_PAYMENT, gives=PaymentView, may="own.read", fresh=True)
def my_payment(call: Call, unit_id: str, payment_id: str) -> PaymentView:
    """One payment on one of the caller's units."""
    _, payment = history.get_payment(call.scope, unit_id, payment_id)
    return payment_view(payment, names_of(call.scope, [payment]))


@routes.post(_PAYMENT + "/receipt", gives=LinkView, may="own.read", verb=False)
def my_receipt(call: Call, unit_id: str, payment_id: str) -> LinkView:
    """The receipt as PDF, by a link that lasts some minutes."""
    at = call.cause.at
    return LinkView(url=receipts.receipt_link(call.scope, unit_id, payment_id, at=at))


@routes.post(_UNIT + "/prepaid/use", takes=UsePrepaid, gives=PaymentPosted, may="own.pay")
def use_my_prepaid(call: Call, unit_id: str) -> PaymentPosted:
    """Settle open bills with what was prepaid."""
    return prepayments.use_prepaid(call.scope, call.cause, unit_id, payer_id=call.body.payer_id)


def _picture(url: str) -> str:
    import io

    import segno

    svg = io.BytesIO()
    segno.make(url, error="m").save(svg, kind="svg", scale=4, border=4, xmldecl=False, svgclass=None, lineclass=None)
    return svg.getvalue().decode().strip()
