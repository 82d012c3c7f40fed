"""What was paid, what is owed, what is prepaid: the questions that the pages of a unit's account ask (PAY-01)."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.billing.rules.bills import OpenBill
from chalicelib.billing.service import accounts
from chalicelib.core.scope import Scope
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.payments.rules.balances import Balance
from chalicelib.payments.rules.payments import Payment
from chalicelib.payments.service import access
from chalicelib.payments.store import balances as balance_store
from chalicelib.payments.store import payments as store


@dataclass(frozen=True)
class Payable:
    """What a caller may pay on a unit, and what they have prepaid there."""

    unit: Unit
    bills: tuple[OpenBill, ...]
    balances: tuple[Balance, ...]


def payable(scope: Scope, unit_id: str, *, community_id: str | None = None) -> Payable:
    """The unit's open bills that the caller may see, oldest first, and the balances that they may use."""
    unit = estate.get_unit(scope, unit_id, community_id=community_id)
    own = scope.household.parties if scope.household else None
    balances = (one for one in balance_store.balances(scope, unit_id) if one.prepaid_fen)
    return Payable(
        unit=unit,
        bills=tuple(accounts.open_of(scope, unit_id)),
        balances=tuple(one for one in balances if own is None or one.payer_id in own),
    )


def payments_page(
    scope: Scope, unit_id: str, *, cursor: str | None, community_id: str | None = None
) -> tuple[list[Payment], str | None]:
    """A page of the unit's payments that the caller may see, newest first."""
    estate.get_unit(scope, unit_id, community_id=community_id)
    found, onward = store.payments_page(scope, unit_id, cursor=cursor)
    return [one for one in found if access.sees(scope, one)], onward


def get_payment(
    scope: Scope, unit_id: str, payment_id: str, *, community_id: str | None = None
) -> tuple[Unit, Payment]:
    """One payment of a unit within reach; raises NotFound, for another's too."""
    unit = estate.get_unit(scope, unit_id, community_id=community_id)
    payment = store.load_payment(scope, unit_id, payment_id)
    access.need_seen(scope, payment)
    return unit, payment


def every_payment(scope: Scope, unit_id: str) -> list[Payment]:
    """All payments of a unit: for figures made in a job."""
    return list(store.every_payment(scope, unit_id))


def every_balance(scope: Scope, unit_id: str) -> list[Balance]:
    """All balances of a unit: for figures made in a job."""
    return balance_store.balances(scope, unit_id)
