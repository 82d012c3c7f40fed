"""Statements and accounts on the wire: what is owed and exactly why (BIL-06)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from chalicelib.billing.rules.bills import Bill
from chalicelib.billing.rules.notes import Note
from chalicelib.billing.schemas.lines import LineView, line_view
from chalicelib.billing.service.accounts import Month, Own, Statement
from chalicelib.core import clock
from chalicelib.edge.wire import Gives
from chalicelib.estate.rules import sort_key


class HomeUnit(Gives):
    """One of the caller's units and what it owes."""

    unit_id: str
    community_id: str
    community_name: str
    label: str
    relation: str
    open_fen: int
    open_bills: int
    due_on: str | None
    period: str | None
    overdue: bool


class Home(Gives):
    """The portal's first screen."""

    units: list[HomeUnit]


class MonthView(Gives):
    """A month in the list of statements."""

    period: str
    total_fen: int
    open_fen: int
    due_on: str
    bills: int
    overdue: bool


class UnitName(Gives):
    """A unit as a heading."""

    unit_id: str
    label: str
    community_name: str


class NoteView(Gives):
    """A correction of a bill: by how much, when, the lines as they are right; `settled_fen` the bill took itself."""

    note_id: str
    correction_id: str
    amount_fen: int
    settled_fen: int
    posted_at: str
    lines: list[LineView]


class BillView(Gives):
    """One fee item of the month; `right_fen` is what it comes to with its corrections, oldest first."""

    bill_id: str
    item_id: str
    item_name: str
    total_fen: int
    settled_fen: int
    open_fen: int
    lines: list[LineView]
    right_fen: int
    notes: list[NoteView]


class ItemTotal(Gives):
    """An item's sum in a month."""

    item_id: str
    item_name: str
    total_fen: int
    settled_fen: int
    open_fen: int


class PreviousMonth(Gives):
    """The month before, to compare with."""

    period: str
    total_fen: int
    items: list[ItemTotal]


class StatementView(Gives):
    """A month's bills of one unit."""

    unit: UnitName
    payer_name: str
    period: str
    released_at: str | None
    due_on: str
    total_fen: int
    open_fen: int
    overdue: bool
    bills: list[BillView]
    previous: PreviousMonth | None


class AccountMonth(Gives):
    """A row of the unit's account."""

    period: str
    due_on: str
    items: list[ItemTotal]
    total_fen: int
    settled_fen: int
    open_fen: int
    overdue: bool


class Account(Gives):
    """A page of the unit's account and all that stands open."""

    rows: list[AccountMonth]
    next: str | None
    open_fen: int


def home_unit(own: Own) -> HomeUnit:
    """A unit on the portal's home."""
    unit, owed = own.unit, own.owed
    return HomeUnit(
        unit_id=unit.unit_id,
        community_id=unit.community_id,
        community_name=own.community_name,
        label=unit.label,
        relation=own.relation,
        open_fen=owed.open_fen,
        open_bills=owed.open_bills,
        due_on=owed.due_on.isoformat() if owed.due_on else None,
        period=owed.period,
        overdue=owed.overdue,
    )


def month_view(month: Month, *, today: date) -> MonthView:
    """A month in the list of statements."""
    return MonthView(
        period=month.period,
        total_fen=month.total_fen,
        open_fen=month.open_fen,
        due_on=month.due_on.isoformat(),
        bills=len(month.bills),
        overdue=month.is_overdue(today),
    )


def statement_view(
    statement: Statement, *, community_name: str, today: date, names: Mapping[str, str]
) -> StatementView:
    """A month's page; `names` are those of the actors behind its facts."""
    month, before = statement.month, statement.previous
    return StatementView(
        unit=UnitName(unit_id=statement.unit.unit_id, label=statement.unit.label, community_name=community_name),
        payer_name=statement.payer_name,
        period=month.period,
        released_at=clock.instant(statement.released_at) if statement.released_at else None,
        due_on=month.due_on.isoformat(),
        total_fen=month.total_fen,
        open_fen=month.open_fen,
        overdue=month.is_overdue(today),
        bills=[bill_view(bill, statement.notes, names) for bill in month.bills],
        previous=PreviousMonth(period=before.period, total_fen=before.total_fen, items=item_totals(before.bills))
        if before
        else None,
    )


def account_month(month: Month, *, today: date) -> AccountMonth:
    """A row of the account."""
    return AccountMonth(
        period=month.period,
        due_on=month.due_on.isoformat(),
        items=item_totals(month.bills),
        total_fen=month.total_fen,
        settled_fen=month.settled_fen,
        open_fen=month.open_fen,
        overdue=month.is_overdue(today),
    )


def item_totals(bills: tuple[Bill, ...]) -> list[ItemTotal]:
    """The bills without their lines."""
    return [
        ItemTotal(
            item_id=bill.item_id,
            item_name=bill.item_name,
            total_fen=bill.total_fen,
            settled_fen=bill.settled_fen,
            open_fen=bill.open_fen,
        )
        for bill in sorted(bills, key=lambda bill: sort_key(bill.item_number))
    ]


def bill_view(bill: Bill, notes: Iterable[Note], names: Mapping[str, str]) -> BillView:
    """A bill with its lines, and with those of the notes that are its own."""
    own = [note for note in notes if note.item_id == bill.item_id]
    return BillView(
        bill_id=bill.bill_id,
        item_id=bill.item_id,
        item_name=bill.item_name,
        total_fen=bill.total_fen,
        settled_fen=bill.settled_fen,
        open_fen=bill.open_fen,
        lines=[line_view(line, names) for line in bill.lines],
        right_fen=bill.total_fen + sum(note.amount_fen for note in own),
        notes=[_note_view(note, names) for note in own],
    )


def _note_view(note: Note, names: Mapping[str, str]) -> NoteView:
    return NoteView(
        note_id=note.note_id,
        correction_id=note.correction_id,
        amount_fen=note.amount_fen,
        settled_fen=note.settled_fen,
        posted_at=clock.instant(note.posted_at),
        lines=[line_view(line, names) for line in note.after],
    )
