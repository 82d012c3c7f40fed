"""A unit's account: what is owed, month by month, and why. Callers give a unit that was loaded within their reach.

Whoever rents a unit is shown only what they pay themselves; who owns it, what is of the time since they do (SEC-01).
What is owed is the sum of the bills that are shown, whoever asks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from chalicelib.billing.rules.bills import Bill, OpenBill
from chalicelib.billing.rules.lines import Line
from chalicelib.billing.rules.notes import Note
from chalicelib.billing.store import bills as store
from chalicelib.billing.store import notes as notes_store
from chalicelib.billing.store import runs as runs_store
from chalicelib.core.errors import NotFound
from chalicelib.core.period import Period
from chalicelib.core.scope import Scope
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit, sort_key
from chalicelib.people import service as people


@dataclass(frozen=True)
class Month:
    """A statement without its lines: the bills of one unit and period."""

    period: str
    bills: tuple[Bill, ...]

    @property
    def due_on(self) -> date:
        return min(bill.due_on for bill in self.bills)

    @property
    def total_fen(self) -> int:
        return sum(bill.total_fen for bill in self.bills)

    @property
    def settled_fen(self) -> int:
        return sum(bill.settled_fen for bill in self.bills)

    @property
    def open_fen(self) -> int:
        return self.total_fen - self.settled_fen

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for bill in self.bills for line in bill.lines)

    def is_overdue(self, today: date) -> bool:
        """Something is open and its day has passed."""
        return any(bill.open_fen > 0 and bill.due_on < today for bill in self.bills)


@dataclass(frozen=True)
class Statement:
    """A month with what its page needs: who pays, when it came out, what was corrected, the month before.

    `released_at` is None of a month in which only corrections have asked for something so far.
    """

    unit: Unit
    month: Month
    payer_name: str
    released_at: datetime | None
    previous: Month | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Owed:
    """What a unit owes: `due_on` of the first open bill, `period` of the newest."""

    open_fen: int
    open_bills: int
    due_on: date | None
    period: str | None
    overdue: bool


@dataclass(frozen=True)
class Own:
    """One of the caller's units, what ties them to it, and what they see it owe."""

    unit: Unit
    community_name: str
    relation: str
    owed: Owed


def own_units(scope: Scope, *, today: date) -> list[Own]:
    """The caller's units in the order of their numbers."""
    relations = {own.unit_id: own.relation for own in people.own_units(scope, today=today)}
    return [
        Own(
            unit=unit,
            community_name=estate.name_of_community(scope, unit),
            relation=relations[unit.unit_id],
            owed=owed(scope, unit, today=today),
        )
        for unit in sorted(estate.get_units(scope, relations).values(), key=lambda unit: unit.place)
    ]


def owed(scope: Scope, unit: Unit, *, today: date) -> Owed:
    """What stands open on the unit, of what the caller may see."""
    open_bills = open_of(scope, unit.unit_id)
    due_on = min((bill.due_on for bill in open_bills), default=None)
    return Owed(
        open_fen=sum(bill.open_fen for bill in open_bills),
        open_bills=len(open_bills),
        due_on=due_on,
        period=max((bill.period for bill in open_bills), default=None),
        overdue=due_on is not None and due_on < today,
    )


def open_of(scope: Scope, unit_id: str, *, payers: Collection[str] | None = None) -> list[OpenBill]:
    """The unit's open bills that the caller may see, or only those of these payers, oldest period first."""
    found = (bill for bill in store.open_bills(scope, unit_id) if payers is None or bill.payer_id in payers)
    return [bill for bill in found if sees(scope, bill)]


def sees(scope: Scope, bill: Bill | OpenBill) -> bool:
    """Whether the caller may see a bill of a unit within their reach: theirs, or of a month since they own the unit.

    What a correction asks for stands in a later month than it is of: that is for whom it asks, and for the owner of
    whom nobody knows since when.
    """
    day = Period.parse(bill.period).first_day if bill.run_id else date.min
    return scope.sees_of_unit(bill.unit_id, bill.payer_id, day)


def months_page(scope: Scope, unit: Unit, *, cursor: str | None) -> tuple[list[Month], str | None]:
    """A page of the unit's months that the caller may see, newest first."""
    bills, onward = store.account_page(scope, unit.unit_id, cursor=cursor)
    return _months(_seen(scope, bills)), onward


def statement(scope: Scope, unit: Unit, period: str) -> Statement:
    """The unit's bills of one period that the caller may see; raises NotFound when there are none."""
    before = str(Period.parse(period).plus(-1))
    bills = _seen(scope, store.statement(scope, unit.unit_id, period))
    if not bills:
        raise NotFound()
    run_id = next((bill.run_id for bill in bills if bill.run_id), None)
    run = runs_store.load_run(scope, unit.community_id, run_id) if run_id else None
    shown = {bill.item_id for bill in bills}
    previous = _months(_seen(scope, store.statement(scope, unit.unit_id, before)))
    payers = dict.fromkeys(bill.payer_id for bill in bills)
    names = people.existing_parties(scope, payers)
    return Statement(
        unit=unit,
        month=Month(period, tuple(sorted(bills, key=lambda bill: sort_key(bill.item_number)))),
        payer_name="、".join(names[party_id].name for party_id in payers if party_id in names),
        released_at=run.released_at if run else None,
        previous=previous[0] if previous else None,
        notes=tuple(note for note in notes_store.notes_of(scope, unit.unit_id, period) if note.item_id in shown),
    )


def every_bill(scope: Scope, units: Iterable[Unit]) -> Iterable[Bill]:
    """All visible bills of these units: for figures made in a job."""
    return (bill for unit in units for bill in store.account(scope, unit.unit_id))


def _seen(scope: Scope, bills: Iterable[Bill]) -> list[Bill]:
    return [bill for bill in bills if sees(scope, bill)]


def _months(bills: Iterable[Bill]) -> list[Month]:
    return [Month(period, tuple(some)) for period, some in groupby(bills, key=lambda bill: bill.period)]
