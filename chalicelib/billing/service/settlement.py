"""How payments settle bills: read with whatever else a verb decides on, settled within that verb (PAY-02)."""

from __future__ import annotations

from chalicelib.billing.rules.bills import Bill, settle
from chalicelib.billing.store import bills as store
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Ask
from chalicelib.journal import Transaction


def ask_bill(scope: Scope, unit_id: str, *, period: str, item_id: str) -> Ask[Bill | None]:
    """A released bill of a unit within reach, to be read with other things; None: there is no such bill."""
    return store.ask_bill(scope, unit_id, period, item_id)


def settle_in(tx: Transaction, bill: Bill, amount_fen: int) -> None:
    """Join a payment's verb: so much more of the bill is settled. The bill is version-checked."""
    tx.save(store.bill_row(tx.scope, settle(bill, amount_fen)))
