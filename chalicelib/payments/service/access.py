"""What of a unit a caller may pay and see: an owner all of it, a tenant what is theirs (SEC-01)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from chalicelib.billing.service import accounts
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Role, Scope
from chalicelib.payments.rules.orders import Order
from chalicelib.payments.rules.payments import Payment

Payers = Collection[str] | None
"""The parties whose bills the caller may see of a unit; None: everybody's."""


def payers_of(scope: Scope, unit_id: str, *, today: date) -> Payers:
    """None for the office and for owners, who see the whole unit; for a tenant themselves."""
    if Role.TENANT not in scope.roles:
        return None
    return accounts.rented(scope, today=today).get(unit_id)


def sees(payers: Payers, thing: Payment | Order) -> bool:
    """Whether the payment or order is the caller's to see: one for bills of several parties is not a tenant's."""
    return payers is None or (thing.payer_id in payers and not thing.of_several)


def need(payers: Payers, thing: Payment | Order) -> None:
    """Raise NotFound for another's."""
    if not sees(payers, thing):
        raise NotFound()
