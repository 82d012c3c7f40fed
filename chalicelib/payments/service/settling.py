"""Taking what a provider says: at once when it notifies us, and by asking when it does not (PAY-02).

Both end in the same verb under the provider's own transaction number, so that the money is posted once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from chalicelib.core import clock
from chalicelib.core.scope import Cause, Origin, Scope, system_scope
from chalicelib.edge import jobs
from chalicelib.edge.logs import logger
from chalicelib.payments.providers import port
from chalicelib.payments.rules import orders as rules
from chalicelib.payments.rules import reference
from chalicelib.payments.rules.orders import Order, OrderRefused, OrderUnknown, State
from chalicelib.payments.rules.reference import BadReference
from chalicelib.payments.service import orders, posting
from chalicelib.payments.service.applying import PaymentPosted
from chalicelib.payments.store import orders as store

NUMBER = "payments.number_receipts"


def take_notification(headers: Mapping[str, str], raw: bytes, *, at: datetime, request_id: str) -> PaymentPosted:
    """Verify a provider's notification and post its payment. Raises NotGenuine, NotOurs, BadReference, OrderUnknown.

    The provider notifies again until it is answered; what it says twice is answered as the first time.
    """
    return _post(port.provider().read(headers, raw, at=at), at=at, request_id=request_id)


def ask_about(scope: Scope, unit_id: str, order_id: str) -> None:
    """Ask the provider about an open order: post what was paid, close what can no longer be. Raises ProviderDown.

    An order that cannot be asked about is asked about later, so that it never holds up those behind it.
    """
    order = store.load_order(scope, unit_id, order_id)
    if order.state != State.OPEN:
        return
    try:
        is_over = _paid_or_closed(scope, order)
    except Exception:
        store.looked_at(scope, order, next_at=rules.next_look(order, clock.now()))
        raise
    if not is_over:
        store.looked_at(scope, order, next_at=rules.next_look(order, clock.now()))


def _paid_or_closed(scope: Scope, order: Order) -> bool:
    trade_no = rules.trade_no_of(scope.org_id, order.unit_id, order.order_id)
    paid = port.provider().find(trade_no)
    cause = jobs.job_cause(f"close#{order.unit_id}#{order.order_id}")
    if paid:
        _post(paid, at=cause.at, request_id=cause.request_id)
    elif rules.may_be_closed(order, cause.at):
        _close(scope, cause, order, trade_no)
    return paid is not None or rules.may_be_closed(order, cause.at)


def _close(scope: Scope, cause: Cause, order: Order, trade_no: str) -> None:
    """First at the provider, so that nobody can pay what we call closed; paid in between, the next look finds it."""
    try:
        port.provider().close(trade_no)
        orders.close_order(scope, cause, order.unit_id, order_id=order.order_id)
    except (port.AlreadyPaid, OrderRefused):
        logger.info("an order was paid while it was being closed", extra={"order": order.order_id})


def _post(paid: port.Paid, *, at: datetime, request_id: str) -> PaymentPosted:
    """Money that the provider has taken and that belongs to nobody here is an error for the operators."""
    try:
        where = reference.read(paid.attach)
        scope = system_scope(where.org_id, paid.provider)
        posted = posting.post(scope, Cause(at, Origin.PROVIDER, paid.transaction_id, request_id), where, paid)
    except (OrderUnknown, BadReference):
        facts = {"trade_no": paid.trade_no, "transaction": paid.transaction_id, "fen": paid.amount_fen}
        logger.error("a provider has taken money for an order that is not ours", extra=facts)
        raise
    jobs.enqueue(NUMBER, {"org_id": where.org_id, "community_id": posted.community_id}, delay_seconds=3)
    return posted


def waiting(before: datetime) -> list[tuple[str, str, str]]:
    """(organisation, unit, order) of the open orders to be asked about: for the sweep."""
    return list(store.waiting(before))
