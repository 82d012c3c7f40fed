"""Giving back what was billed too much: to the bills that are still open, else to the party's account (BIL-07)."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.billing.rules.bills import Bill
from chalicelib.core import clock, ids
from chalicelib.db.reads import Together
from chalicelib.estate.rules import Unit
from chalicelib.journal import Transaction
from chalicelib.payments.rules import balances, exceptions
from chalicelib.payments.rules import payments as rules
from chalicelib.payments.rules.parts import Allocation
from chalicelib.payments.rules.payments import Method, Payment
from chalicelib.payments.service.applying import settle_parts_in
from chalicelib.payments.store import balances as balance_store
from chalicelib.payments.store import exceptions as exception_store
from chalicelib.payments.store import payments as store


def credit_in(
    tx: Transaction, unit: Unit, party_id: str, *, cause: str, settled: Sequence[tuple[Bill, int]], kept_fen: int
) -> None:
    """Join a correction's verb: these bills are settled by so much, the rest is prepaid by the party from now on.

    Who does not pay for the unit any more has no bill to come: a person is asked to give it back the same day. `cause`
    names the credit among those of one transaction's key.
    """
    amount_fen = sum(fen for _, fen in settled) + kept_fen
    credit = Payment(
        payment_id=ids.derived_at(tx.cause.at, unit.unit_id, party_id, cause),
        unit_id=unit.unit_id,
        community_id=unit.community_id,
        payer_id=party_id,
        method=Method.CREDIT,
        amount_fen=amount_fen,
        asked_fen=amount_fen,
        paid_at=tx.cause.at,
        posted_at=tx.cause.at,
        posted_by=tx.scope.actor_id,
        wish_fen=kept_fen,
    )
    allocation = Allocation(tuple(settled), kept_fen)
    applied = rules.apply(credit, allocation, waiting=())
    settle_parts_in(tx, allocation)
    tx.save(store.payment_row(tx.scope, applied))
    if not kept_fen:
        return
    ask = balance_store.ask_balance(tx.scope, unit.unit_id, community_id=unit.community_id, payer_id=party_id)
    tx.save(balance_store.balance_row(tx.scope, balances.add(Together(ask)[ask], kept_fen)))
    payer = unit.payer_on(clock.business_date(tx.cause.at))
    if payer is None or payer.value != party_id:
        tx.save(exception_store.exception_row(tx.scope, exceptions.to_give_back(applied)))
