"""Which payments and orders of a unit a caller may see: an owner all of them, a tenant what is theirs (SEC-01)."""

from __future__ import annotations

from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.payments.rules.orders import Order
from chalicelib.payments.rules.payments import Payment


def sees(scope: Scope, thing: Payment | Order) -> bool:
    """Whether it is the caller's to see: one for bills of several parties is not a tenant's."""
    payers = scope.payers_seen(thing.unit_id)
    return payers is None or (thing.payer_id in payers and not thing.of_several)


def need_seen(scope: Scope, thing: Payment | Order) -> None:
    """Raise NotFound for another's."""
    if not sees(scope, thing):
        raise NotFound()
