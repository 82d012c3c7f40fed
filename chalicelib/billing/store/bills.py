"""Bills ↔ rows, in their unit's account, newest period first. Bills of an unreleased run are seen by nobody.

When a bill is due is its run's to say, and only from the release on: it stands once, on the run, not on each bill.
A debit note belongs to no run: it is seen as soon as it stands, and says itself when it is due.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.billing.rules.bills import Bill, OpenBill
from chalicelib.billing.rules.lines import Line
from chalicelib.billing.rules.runs import head_of
from chalicelib.billing.store import runs as runs_store
from chalicelib.billing.store.tables import BillingRow, unit_pk
from chalicelib.core.period import Period
from chalicelib.core.scope import Scope
from chalicelib.core.stamp import NEW
from chalicelib.db.reads import Ask, Listing, cursor_after, every, get_many, page
from chalicelib.db.rows import Day, Packed
from chalicelib.db.staging import visible

_BILL: Final = "BILL#"


class BillRow(BillingRow):
    community_id = UnicodeAttribute()
    item_number = UnicodeAttribute()
    item_name = UnicodeAttribute()
    payer_id = UnicodeAttribute()
    lines: Packed[tuple[Line, ...]] = Packed(tuple[Line, ...])
    total_fen = NumberAttribute()
    settled_fen = NumberAttribute(default=0)
    due_on = Day(null=True)
    part_of = UnicodeAttribute(null=True)


def bill_key(scope: Scope, unit_id: str, period: str, item_id: str) -> tuple[str, str]:
    return unit_pk(scope, unit_id), f"{_BILL}{period}#{item_id}"


def bill_row(scope: Scope, bill: Bill) -> BillRow:
    """A bill's row: a new one, to be staged under its run's head, or one of which something was settled."""
    row = BillRow(
        *bill_key(scope, bill.unit_id, bill.period, bill.item_id),
        community_id=bill.community_id,
        item_number=bill.item_number,
        item_name=bill.item_name,
        payer_id=bill.payer_id,
        lines=bill.lines,
        total_fen=bill.total_fen,
        settled_fen=bill.settled_fen,
        part_of=bill.part_of,
        open_sk=f"{_BILL}{bill.period}#{bill.item_id}" if bill.open_fen else None,
    )
    if bill.run_id:
        row.head = head_of(bill.community_id, bill.run_id)
    else:
        row.due_on = bill.due_on
    if bill.run_id or bill.stamp != NEW:
        row.stamped(bill.stamp)
    return row


def never_settled(scope: Scope, unit_id: str, period: str, item_id: str) -> BillRow:
    """The row of a staged bill as it was first written, by which it can be deleted and by no other version."""
    row = BillRow(*bill_key(scope, unit_id, period, item_id))
    row.version = 1
    return row


def billed_already(scope: Scope, bills: Iterable[Bill]) -> set[str]:
    """Those of the bills (by id) that stand already for the same unit, item and period, whole or in parts."""
    wanted = list(bills)
    every_key = {(one.unit_id, one.period, item_id) for one in wanted for item_id in (one.item_id, one.base_item_id)}
    rows = get_many(BillRow, (bill_key(scope, *key) for key in sorted(every_key)))
    found = {(_unit_id(row), *_period_and_item(row)) for row in rows}
    return {
        one.bill_id
        for one in wanted
        if not found.isdisjoint({(one.unit_id, one.period, one.item_id), (one.unit_id, one.period, one.base_item_id)})
    }


def bills_at(scope: Scope, places: Iterable[tuple[str, str, str]]) -> list[Bill]:
    """Those of the bills (unit, period, item) that readers may see: 100 a request."""
    return _bills(scope, get_many(BillRow, (bill_key(scope, *place) for place in places)))


def statement(scope: Scope, unit_id: str, period: str) -> list[Bill]:
    """The unit's bills of one period."""
    return _bills(scope, every(_account(scope, unit_id, f"{_BILL}{period}#")))


def account(scope: Scope, unit_id: str) -> list[Bill]:
    """Every bill of the unit, newest period first."""
    return _bills(scope, every(_account(scope, unit_id)))


def account_page(scope: Scope, unit_id: str, *, cursor: str | None) -> tuple[list[Bill], str | None]:
    """A page of the account, newest first, of whole periods."""
    listing = _account(scope, unit_id)
    found = page(scope, listing, cursor=cursor)
    rows = list(found.rows)
    if found.next is None:
        return _bills(scope, rows), None
    last = _period(rows[-1])
    kept = [row for row in rows if _period(row) != last] or rows
    return _bills(scope, kept), cursor_after(scope, listing, kept[-1])


def ask_bill(scope: Scope, unit_id: str, period: str, item_id: str) -> Ask[Bill | None]:
    """One released bill, to be read with other things; None where there is none."""

    def meaning(row: BillRow | None) -> Bill | None:
        return next(iter(_bills(scope, [row] if row else [])), None)

    return Ask(BillRow, *bill_key(scope, unit_id, period, item_id), meaning)


def open_bills(scope: Scope, unit_id: str) -> list[OpenBill]:
    """What the unit still owes, oldest period first, in one request."""
    shown = visible(scope, every(Listing(BillRow, unit_pk(scope, unit_id), _BILL, index="open")))
    return [_open_bill(row, due_on) for row, due_on in zip(shown, _due_days(scope, shown), strict=True)]


def _open_bill(row: BillRow, due_on: date) -> OpenBill:
    period, item_id = _period_and_item(row)
    return OpenBill(
        unit_id=_unit_id(row),
        community_id=row.community_id,
        item_id=item_id,
        item_number=row.item_number,
        item_name=row.item_name,
        period=period,
        payer_id=row.payer_id,
        due_on=due_on,
        total_fen=int(row.total_fen),
        settled_fen=int(row.settled_fen),
        run_id=_run_id(row),
    )


def _account(scope: Scope, unit_id: str, prefix: str = _BILL) -> Listing[BillRow]:
    return Listing(BillRow, unit_pk(scope, unit_id), prefix, newest_first=True)


def _period(row: BillRow) -> str:
    return _period_and_item(row)[0]


def _period_and_item(row: BillRow) -> tuple[str, str]:
    _, period, item_id = row.sk.split("#")
    return period, item_id


def _unit_id(row: BillRow) -> str:
    return str(row.pk.rpartition("#")[2])


def _run_id(row: BillRow) -> str:
    return (row.head or "").rpartition("#")[2]


def _bills(scope: Scope, rows: Iterable[BillRow]) -> list[Bill]:
    """The bills that readers may see: those of released runs, whose due days they take."""
    shown = visible(scope, rows)
    return [_bill(row, due_on) for row, due_on in zip(shown, _due_days(scope, shown), strict=True)]


def _due_days(scope: Scope, rows: list[BillRow]) -> list[date]:
    """When each is due: as its run says, or a debit note itself."""
    runs = runs_store.due_days(scope, {(row.community_id, _run_id(row)) for row in rows if row.head})
    return [runs[row.community_id, _run_id(row)] if row.head else _due_on(row) for row in rows]


def _due_on(row: BillRow) -> date:
    """A debit note's own day; an index made before there were any does not hold it, and says the month's last."""
    return row.due_on or Period.parse(_period(row)).last_day


def _bill(row: BillRow, due_on: date) -> Bill:
    period, item_id = _period_and_item(row)
    bill = Bill(
        unit_id=_unit_id(row),
        community_id=row.community_id,
        item_id=item_id,
        item_number=row.item_number,
        item_name=row.item_name,
        period=period,
        payer_id=row.payer_id,
        due_on=due_on,
        lines=row.lines,
        settled_fen=int(row.settled_fen),
        run_id=_run_id(row),
        part_of=row.part_of,
        stamp=row.stamp,
    )
    assert bill.total_fen == row.total_fen, bill.bill_id  # noqa: S101 - the sum is never trusted, it is made
    return bill
