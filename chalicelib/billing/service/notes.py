"""Correcting released bills by notes: what a corrected fact changes, and posting it within a verb (BIL-07)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from chalicelib.billing.rules import notes as rules
from chalicelib.billing.rules.bills import Bill, part_item_id
from chalicelib.billing.rules.notes import Change, Note
from chalicelib.billing.rules.rating import Rating
from chalicelib.billing.store import bills as bills_store
from chalicelib.billing.store import notes as store
from chalicelib.billing.store import runs as runs_store
from chalicelib.core.errors import NotFound
from chalicelib.core.period import Period
from chalicelib.core.scope import Scope
from chalicelib.estate.rules import Unit
from chalicelib.journal import Transaction


def notes_of(scope: Scope, unit_id: str, *, period: str = "") -> list[Note]:
    """The notes on the bills of a unit within reach, or on those of one period."""
    return store.notes_of(scope, unit_id, period)


def changed(scope: Scope, unit: Unit, rating: Rating) -> list[Change]:
    """What a fact changes on the unit's released bills, oldest first: nothing once it is posted."""
    found = bills_store.account(scope, unit.unit_id)
    return changes_among(unit, found, store.notes_of(scope, unit.unit_id), rating)


def changes_among(unit: Unit, bills: Iterable[Bill], notes: Iterable[Note], rating: Rating) -> list[Change]:
    """The same among the unit's bills and notes, read before."""
    own: dict[tuple[str, str], list[Note]] = defaultdict(list)
    for note in notes:
        own[note.period, note.item_id].append(note)
    every_one = sorted(bills, key=lambda bill: (bill.period, bill.item_id))
    debits = {bill.item_id: bill for bill in every_one if not bill.run_id}
    within = (bill for bill in every_one if rating.concerns(bill))
    found = (_change(unit, bill, own[bill.period, bill.item_id], rating, debits) for bill in within)
    return [change for change in found if change]


def changed_in(
    scope: Scope, units: Sequence[Unit], item_id: str, rating_of: Callable[[Unit], Rating], *, periods: Sequence[Period]
) -> dict[str, list[Change]]:
    """By unit, what a fee item's fact changes on the bills of these months; two requests for 100 bills.

    What is open is not looked at: how much of a credit open bills would take is not said.
    """
    places = [
        (unit.unit_id, str(period), own_id) for unit in units for period in periods for own_id in _ids_of(unit, item_id)
    ]
    bills: dict[str, list[Bill]] = defaultdict(list)
    for bill in bills_store.bills_at(scope, places):
        bills[bill.unit_id].append(bill)
    billed = [(one.unit_id, one.period, one.item_id) for some in bills.values() for one in some]
    corrected = store.have_notes(scope, billed)
    found = {}
    for unit in units:
        notes = store.notes_of(scope, unit.unit_id) if unit.unit_id in corrected else []
        found[unit.unit_id] = changes_among(unit, bills[unit.unit_id], notes, rating_of(unit))
    return {unit_id: changes for unit_id, changes in found.items() if changes}


def released_periods(scope: Scope, community_id: str) -> list[Period]:
    """Every month of which anything was released, oldest first. The caller has checked its reach."""
    return runs_store.released_periods(scope, community_id)


def bill_of(scope: Scope, unit: Unit, period: str, item_id: str) -> tuple[Bill, list[Note]]:
    """A released bill of the unit with its notes; raises NotFound."""
    bill = next((one for one in bills_store.bills_at(scope, [(unit.unit_id, period, item_id)]) if one.run_id), None)
    if bill is None:
        raise NotFound()
    return bill, [note for note in store.notes_of(scope, unit.unit_id, period) if note.item_id == item_id]


def _ids_of(unit: Unit, item_id: str) -> list[str]:
    """The items under which a unit may be billed for one: its own, and those of an earlier payer's days."""
    payers = sorted({payer.value for payer in unit.payer})
    return [item_id, *(part_item_id(item_id, party_id) for party_id in payers if len(payers) > 1)]


def post_in(tx: Transaction, change: Change, correction_id: str, *, period: Period, due_on: date) -> None:
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
        shares=change.shares,
        settled_fen=change.settled_fen,
        posted_at=tx.cause.at,
    )
    tx.save(store.note_row(tx.scope, note))
    for party_id, lines in change.missing:
        missing = rules.debit_bill(change, party_id, lines, correction_id, period=period, due_on=due_on)
        tx.save(bills_store.bill_row(tx.scope, missing))


def _change(unit: Unit, bill: Bill, notes: Sequence[Note], rating: Rating, debits: Mapping[str, Bill]) -> Change | None:
    after = rating.right(bill, notes)
    if after == rules.lines_now(bill, notes) and not rating.by_days:
        return None
    return rules.change_of(unit, bill, notes, after, debits)
