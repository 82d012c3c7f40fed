"""Orders ↔ rows. An open order stands in the due index at the time when its provider is asked next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.update import Action

from chalicelib.core import limits
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.db.bookkeeping import Lost, bookkeeping
from chalicelib.db.reads import Ask, get
from chalicelib.db.rows import Instant, Packed
from chalicelib.payments.rules.orders import Order, State
from chalicelib.payments.rules.parts import Part
from chalicelib.payments.store.tables import PaymentsRow, unit_pk
from chalicelib.timers import due

_LOOK: Final = "LOOK"
_ORDER: Final = "ORDER#"
_KEPT: Final = ("community_id", "payer_id", "parts", "opened_at", "opened_by", "expires_at", "look_at", "payment_id")


class OrderRow(PaymentsRow):
    community_id = UnicodeAttribute()
    payer_id = UnicodeAttribute()
    parts: Packed[tuple[Part, ...]] = Packed(tuple[Part, ...])
    prepay_fen = NumberAttribute(default=0)
    state = UnicodeAttribute()
    opened_at = Instant()
    opened_by = UnicodeAttribute()
    expires_at = Instant()
    look_at = Instant()
    payment_id = UnicodeAttribute(null=True)
    of_several = BooleanAttribute(null=True)


def order_row(scope: Scope, order: Order) -> OrderRow:
    row = OrderRow(unit_pk(scope, order.unit_id), f"{_ORDER}{order.order_id}", state=str(order.state))
    row.prepay_fen, row.of_several = order.prepay_fen, order.of_several or None
    for name in _KEPT:
        setattr(row, name, getattr(order, name))
    if order.state == State.OPEN:
        row.due_pk, row.due_sk = due.due_pk(_LOOK, order.order_id), _due_sk(scope, order, order.look_at)
    row.stamped(order.stamp)
    return row


def ask_order(scope: Scope, unit_id: str, order_id: str) -> Ask[Order | None]:
    """The order, to be read with other things."""
    return Ask(OrderRow, unit_pk(scope, unit_id), f"{_ORDER}{order_id}", lambda row: _order(row) if row else None)


def load_order(scope: Scope, unit_id: str, order_id: str) -> Order:
    """The order of a unit within reach; raises NotFound."""
    row = get(OrderRow, unit_pk(scope, unit_id), f"{_ORDER}{order_id}")
    if row is None:
        raise NotFound()
    return _order(row)


def looked_at(scope: Scope, order: Order, *, next_at: datetime) -> None:
    """Ask the provider again at `next_at`, unless the order was changed meanwhile."""
    row = order_row(scope, order)
    actions: list[Action] = [OrderRow.look_at.set(next_at), OrderRow.due_sk.set(_due_sk(scope, order, next_at))]
    try:
        bookkeeping("when a provider is asked about an order").update(row, actions, OrderRow.state == str(State.OPEN))
    except Lost:
        return


def waiting(before: datetime) -> Iterator[tuple[str, str, str]]:
    """(organisation, unit, order) of open orders whose provider is to be asked by `before`, the longest due first."""
    for one in due.waiting(OrderRow, _LOOK, until=before, most=limits.ORDER_LOOKS_PER_SWEEP):
        org_id, unit_id, order_id = one.place
        yield org_id, unit_id, order_id


def _due_sk(scope: Scope, order: Order, at: datetime) -> str:
    return due.due_sk(at, scope.org_id, order.unit_id, order.order_id)


def _order(row: OrderRow) -> Order:
    return Order(
        order_id=row.sk.removeprefix(_ORDER),
        unit_id=row.pk.rpartition("#")[2],
        prepay_fen=int(row.prepay_fen),
        state=State(row.state),
        of_several=bool(row.of_several),
        stamp=row.stamp,
        **{name: getattr(row, name) for name in _KEPT},
    )
