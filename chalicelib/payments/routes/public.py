"""What nobody need be signed in for: a provider's notification, and the page that confirms a receipt."""

from __future__ import annotations

from chalicelib.edge.api import ANYONE, Call, Routes
from chalicelib.payments.schemas.payments import ConfirmedView, Taken, confirmed_view
from chalicelib.payments.service import receipts, settling

routes = Routes(__name__)


@routes.hook("/payments/wechat/notify", gives=Taken)
def wechat_notify(call: Call) -> Taken:
    """WeChat Pay tells us of a payment; it is verified on the body as it came."""
    cause = call.cause
    settling.take_notification(call.headers, call.body, at=cause.at, request_id=cause.request_id)
    return Taken(code="SUCCESS")


@routes.get("/receipts/{code}", gives=ConfirmedView, may=ANYONE)
def confirm_receipt(call: Call, code: str) -> ConfirmedView:
    """Whether a receipt is real, by the code printed on it; nobody is named."""
    return confirmed_view(receipts.confirm(code))
