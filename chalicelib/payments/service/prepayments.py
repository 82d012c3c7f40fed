"""Using what was prepaid: the amount tested is the amount taken, in one transaction (PAY-01).

A trigger uses it on the bills of each released run, on no others; a person may on any, oldest first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from chalicelib.billing.service import accounts
from chalicelib.core import ids, limits
from chalicelib.core.scope import Cause, Scope
from chalicelib.db.reads import Together
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from chalicelib.journal import transaction, verb
from chalicelib.journal.entries import unit_home
from chalicelib.payments.rules import balances as rules
from chalicelib.payments.rules.balances import Balance, NothingPrepaid
from chalicelib.payments.rules.parts import allocate
from chalicelib.payments.rules.payments import Method, Payment
from chalicelib.payments.rules.payments import apply as applied_to
from chalicelib.payments.service.applying import PaymentPosted, posted_as, read_bills, settle_parts_in
from chalicelib.payments.store import balances as store
from chalicelib.payments.store import payments as payment_store
from chalicelib.timers.due import each

_FAILURE: Final = "what a party prepaid was not used"
_MOST: Final = limits.BILLS_PER_PAYMENT // limits.BILLS_PER_CHUNK


def use_prepaid(
    scope: Scope, cause: Cause, unit_id: str, *, payer_id: str, community_id: str | None = None
) -> PaymentPosted:
    """Settle the party's open bills of the unit, oldest first, with what they prepaid. Raises NothingPrepaid.

    At most as many bills as one transaction settles. On the portal only of the caller's own parties.
    """
    return _use_prepaid(scope, cause, unit_id, payer_id=payer_id, community_id=community_id, run_id=None)


@verb("payments.use_prepaid")
def _use_prepaid(
    scope: Scope, cause: Cause, unit_id: str, *, payer_id: str, community_id: str | None, run_id: str | None
) -> PaymentPosted:
    unit = estate.get_unit(scope, unit_id, community_id=community_id)
    if scope.household and payer_id not in scope.household.parties:
        raise NothingPrepaid(prepaid_fen=0)
    ask = store.ask_balance(scope, unit_id, community_id=unit.community_id, payer_id=payer_id)
    balance: Balance = Together(ask)[ask]
    open_bills = [bill for bill in accounts.open_of(scope, unit_id) if run_id in {None, bill.run_id}]
    parts = rules.parts_for(balance, open_bills, most=limits.BILLS_PER_CHUNK)
    amount_fen = sum(part.amount_fen for part in parts)
    bills = read_bills(scope, unit_id, (part.bill for part in parts))
    allocation = allocate(amount_fen, parts, bills)
    if not allocation.settled:
        raise NothingPrepaid(prepaid_fen=balance.prepaid_fen)
    payment = Payment(
        payment_id=ids.derived_at(cause.at, scope.org_id, unit_id, payer_id, cause.key),
        unit_id=unit_id,
        community_id=unit.community_id,
        payer_id=payer_id,
        method=Method.PREPAID,
        amount_fen=allocation.settled_fen,
        asked_fen=allocation.settled_fen,
        paid_at=cause.at,
        posted_at=cause.at,
        posted_by=scope.actor_id,
    )
    used = applied_to(payment, replace(allocation, left_fen=0), waiting=())
    with transaction(scope, cause) as tx:
        settle_parts_in(tx, allocation)
        tx.save(store.balance_row(scope, rules.add(balance, -used.amount_fen)))
        return tx.record(
            "prepayment.used",
            subject=payment_store.payment_row(scope, used),
            home=unit_home(unit_id),
            outcome=posted_as(used),
        )


def follow_release(scope: Scope, community_id: str, run_id: str) -> None:
    """Settle a released run's bills with what their payers have prepaid; then the release is marked as followed up.

    A unit that fails does not hold up the others: it is logged, and the sweep follows up once more.
    """
    if store.is_followed(scope, community_id, run_id):
        return
    each(store.prepaid_in(scope, community_id), lambda one: _use_all(scope, community_id, run_id, *one), _FAILURE)
    store.mark_followed(scope, community_id, run_id)


def _use_all(scope: Scope, community_id: str, run_id: str, unit_id: str, payer_id: str) -> None:
    """Use one balance, chunk by chunk; the key names the balance as it stands, so that no worker uses it twice."""
    ask = store.ask_balance(scope, unit_id, community_id=community_id, payer_id=payer_id)
    for _ in range(_MOST):
        stands = Together(ask)[ask].stamp.version
        cause = jobs.job_cause(f"prepaid#{run_id}#{unit_id}#{payer_id}#{stands}")
        try:
            _use_prepaid(scope, cause, unit_id, payer_id=payer_id, community_id=community_id, run_id=run_id)
        except NothingPrepaid:
            return
