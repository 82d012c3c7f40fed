"""Notes (更正单): what corrects a released bill, whose own lines never change (BIL-07).

A note keeps the lines as they should have been; what they differ from the lines before is its amount. Bill and notes
together always amount to the last of them. Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from chalicelib.billing.rules.bills import Bill
from chalicelib.billing.rules.lines import Line, was, with_area
from chalicelib.core import ids
from chalicelib.core.dated import Dated
from chalicelib.core.money import split
from chalicelib.core.period import Period
from chalicelib.estate.rules import Unit

AreaOn = Callable[[date], Dated[Decimal] | None]


@dataclass(frozen=True)
class Share:
    """What a note owes to one party (below nothing), or asks of them."""

    party_id: str
    amount_fen: int


@dataclass(frozen=True)
class Note:
    """One bill's correction. `before` and `after` are its lines without and with it; `n` counts the bill's notes.

    `payer_id` is whom the bill is addressed to, `settled_fen` how much of a credit the bill took itself.
    """

    correction_id: str
    unit_id: str
    community_id: str
    item_id: str
    item_name: str
    payer_id: str
    period: str
    n: int
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    shares: tuple[Share, ...]
    settled_fen: int
    posted_at: datetime

    @property
    def amount_fen(self) -> int:
        """A credit is below nothing."""
        return sum_of(self.after) - sum_of(self.before)

    @property
    def note_id(self) -> str:
        return ids.derived(self.correction_id, self.unit_id, self.item_id, self.period)


@dataclass(frozen=True)
class Change:
    """What a corrected fact does to one bill: its lines as they stand, and as they should be.

    `debits` are the bills by which earlier notes asked for more of it, as far as they are open.
    """

    bill: Bill
    n: int
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    debits: tuple[Bill, ...] = ()

    @property
    def amount_fen(self) -> int:
        return sum_of(self.after) - sum_of(self.before)

    @property
    def settled(self) -> tuple[tuple[Bill, int], ...]:
        """What a credit takes off what is still open: first off what was asked for more, then off the bill itself."""
        left, found = max(0, -self.amount_fen), list[tuple[Bill, int]]()
        for bill in (*self.debits, self.bill):
            fen = min(left, bill.open_fen)
            if fen:
                found.append((bill, fen))
                left -= fen
        return tuple(found)

    @property
    def settled_fen(self) -> int:
        """How much of a credit goes to what is still open."""
        return sum(fen for _, fen in self.settled)


def sum_of(lines: Iterable[Line]) -> int:
    """What lines amount to together."""
    return sum(line.amount_fen for line in lines)


def lines_now(bill: Bill, notes: Sequence[Note]) -> tuple[Line, ...]:
    """The bill's lines as its last note left them."""
    return max(notes, key=lambda note: note.n).after if notes else bill.lines


def changed_by_area(
    bill: Bill, notes: Sequence[Note], area_on: AreaOn, debits: Mapping[str, Bill] | None = None
) -> Change | None:
    """What the area, as it is known now, changes on a bill; None where it is billed by that area already.

    `debits` are the unit's debit notes, by their item's id.
    """
    before = lines_now(bill, notes)
    after = tuple(_with_area_on(line, area_on) for line in before)
    if after == before:
        return None
    asked = (debit_item_id(note.correction_id, bill, share.party_id) for note in notes for share in note.shares)
    found = (debits[item_id] for item_id in asked if debits and item_id in debits)
    return Change(bill, len(notes) + 1, before, after, tuple(one for one in found if one.open_fen))


def shares_of(unit: Unit, bill: Bill, amount_fen: int) -> tuple[Share, ...]:
    """Whose a note's money is: everybody's who paid for the unit in the period, by their days; the parts add up.

    Who the bill is addressed to has the days on which nobody is on file.
    """
    period = Period.parse(bill.period)
    days: dict[str, int] = {}
    for n in range((period.last_day - period.first_day).days + 1):
        payer = unit.payer_on(period.first_day + timedelta(days=n))
        party_id = payer.value if payer else bill.payer_id
        days[party_id] = days.get(party_id, 0) + 1
    parts = split(amount_fen, [*days.values()])
    return tuple(Share(party_id, fen) for party_id, fen in zip(days, parts, strict=True) if fen)


def debit_bill(change: Change, share: Share, correction_id: str, *, period: Period, due_on: date) -> Bill:
    """What is missing of a bill, as a bill of its own in the month that is open, to one of those who owe it."""
    first = change.bill
    whole = change.amount_fen
    lines = tuple(
        replace(after, instead_of=was(before), amount_fen=after.amount_fen - before.amount_fen)
        for before, after in zip(change.before, change.after, strict=True)
        if after != before
    )
    assert sum_of(lines) == whole, (first.bill_id, whole)  # noqa: S101
    if share.amount_fen != whole:
        lines = tuple(_part(line, fen) for line, fen in zip(lines, _parts(lines, share.amount_fen), strict=True))
    return replace(
        first,
        item_id=debit_item_id(correction_id, first, share.party_id),
        item_name=f"{first.item_name} {first.period} 更正",
        period=str(period),
        payer_id=share.party_id,
        due_on=due_on,
        lines=lines,
        settled_fen=0,
        run_id="",
        stamp=type(first.stamp)(),
    )


def debit_item_id(correction_id: str, bill: Bill, party_id: str) -> str:
    """The item under which a correction asks a party for more of a bill."""
    return ids.derived("note", correction_id, bill.item_id, bill.period, party_id)


def is_touched(period: str, first: date, last: date | None) -> bool:
    """Whether a fact of these days changes a month: it is billed by what holds on its last day."""
    day = Period.parse(period).last_day
    return first <= day and (last is None or day <= last)


def _with_area_on(line: Line, area_on: AreaOn) -> Line:
    area = area_on(line.to_on)
    return with_area(line, area) if area else line


def _parts(lines: Sequence[Line], amount_fen: int) -> list[int]:
    return split(amount_fen, [abs(line.amount_fen) for line in lines])


def _part(line: Line, amount_fen: int) -> Line:
    return replace(line, amount_fen=amount_fen)
