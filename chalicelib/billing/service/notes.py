"""Correcting released bills by notes: what a corrected fact changes, and posting it within a verb (BIL-07)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from chalicelib.billing.rules import notes as rules
from chalicelib.billing.rules.notes import Change, Note, Share
from chalicelib.billing.store import bills as bills_store
from chalicelib.billing.store import notes as store
from chalicelib.core.period import Period
from chalicelib.core.scope import Scope
from chalicelib.estate.rules import Unit
from chalicelib.journal import Transaction


def notes_of(scope: Scope, unit_id: str, *, period: str = "") -> list[Note]:
    """The notes on the bills of a unit within reach, or on those of one period."""
    return store.notes_of(scope, unit_id, period)


def changed_by_area(scope: Scope, unit: Unit, *, first: date, last: date | None) -> list[Change]:
    """What the unit's area changes on its released bills of these days, oldest first: nothing once it is posted."""
    notes: dict[tuple[str, str], list[Note]] = defaultdict(list)
    for note in store.notes_of(scope, unit.unit_id):
        notes[note.period, note.item_id].append(note)
    bills = sorted(bills_store.account(scope, unit.unit_id), key=lambda bill: (bill.period, bill.item_id))
    within = [bill for bill in bills if bill.run_id and rules.is_touched(bill.period, first, last)]
    debits = {bill.item_id: bill for bill in bills if not bill.run_id}
    found = (rules.changed_by_area(bill, notes[bill.period, bill.item_id], unit.area_on, debits) for bill in within)
    return [change for change in found if change]


def post_in(
    tx: Transaction, change: Change, shares: Sequence[Share], correction_id: str, *, due_on: date, period: Period
) -> None:
    """Join a correction's verb: the note, and for what is missing a bill in the open month for each who owes it.

    What open bills take of a credit is settled by whoever posts the credit.
    """
    bill = change.bill
    note = Note(
        correction_id=correction_id,
        unit_id=bill.unit_id,
        community_id=bill.community_id,
        item_id=bill.item_id,
        item_name=bill.item_name,
        payer_id=bill.payer_id,
        period=bill.period,
        n=change.n,
        before=change.before,
        after=change.after,
        shares=tuple(shares),
        settled_fen=change.settled_fen,
        posted_at=tx.cause.at,
    )
    tx.save(store.note_row(tx.scope, note))
    if change.amount_fen > 0:
        for share in shares:
            missing = rules.debit_bill(change, share, correction_id, period=period, due_on=due_on)
            tx.save(bills_store.bill_row(tx.scope, missing))
