"""The names that pages show beside money: who owes, who took it."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.core.scope import Scope
from chalicelib.payments.rules.payments import Payment
from chalicelib.payments.service.history import Payable
from chalicelib.people import service as people


def names_of(scope: Scope, payments: Iterable[Payment]) -> dict[str, str]:
    """Of the payers (`P:…`) and cashiers (`S:…`) of these payments."""
    return people.actor_names(scope, [name for one in payments for name in (f"P:{one.payer_id}", one.posted_by)])


def names_in(scope: Scope, payable: Payable) -> dict[str, str]:
    """Of the payers of what is open or prepaid."""
    payers = [bill.payer_id for bill in payable.bills] + [balance.payer_id for balance in payable.balances]
    return people.actor_names(scope, [f"P:{payer_id}" for payer_id in payers])
