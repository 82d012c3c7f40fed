"""Notes (更正单): what corrects a released bill, whose own lines never change (BIL-07).

A note keeps the lines as they should have been; what they differ from the lines before is its amount. Bill and notes
together always amount to the last of them. Whose the money is goes by days: what each party should have been asked
for, less what they were asked for so far. Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import zip_longest

from chalicelib.billing.rules.bills import Bill
from chalicelib.billing.rules.lines import Line, again, was
from chalicelib.billing.rules.payers import parts_of
from chalicelib.core import ids
from chalicelib.core.money import split, upto
from chalicelib.core.period import Period
from chalicelib.estate.rules import Unit


@dataclass(frozen=True)
class Share:
    """What a note owes to one party (below nothing), or asks of them; `settled_fen` of it their open bills took."""

    party_id: str
    amount_fen: int
    settled_fen: int = 0

    @property
    def kept_fen(self) -> int:
        """What goes to the party's account."""
        return max(0, -self.amount_fen - self.settled_fen)


@dataclass(frozen=True)
class Note:
    """One bill's correction. `before` and `after` are its lines without and with it; `n` counts the bill's notes.

    `payer_id` is whom the bill is addressed to, `settled_fen` how much of a credit open bills took.
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
        """A credit is below nothing; so is nothing where the bill only goes from one party to another."""
        return sum_of(self.after) - sum_of(self.before)

    @property
    def note_id(self) -> str:
        return ids.derived(self.correction_id, self.unit_id, self.item_id, self.period)


@dataclass(frozen=True)
class Change:
    """What a corrected fact does to one bill: its lines as they stand, and as they should be.

    `settled` is what a credit takes off the open bills of those it is owed to: first off those by which earlier notes
    asked them for more, then off the bill itself. `missing` are the lines by which a party is asked for more.
    """

    bill: Bill
    n: int
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    shares: tuple[Share, ...]
    settled: tuple[tuple[Bill, int], ...] = ()
    missing: tuple[tuple[str, tuple[Line, ...]], ...] = ()

    @property
    def amount_fen(self) -> int:
        return sum_of(self.after) - sum_of(self.before)

    @property
    def settled_fen(self) -> int:
        """How much of a credit goes to what is still open."""
        return sum(fen for _, fen in self.settled)

    @property
    def credited_fen(self) -> int:
        return -sum(share.amount_fen for share in self.shares if share.amount_fen < 0)

    @property
    def debited_fen(self) -> int:
        return sum(share.amount_fen for share in self.shares if share.amount_fen > 0)

    @property
    def kept(self) -> dict[str, int]:
        """By party, what no open bill takes."""
        return {share.party_id: share.kept_fen for share in self.shares if share.kept_fen}


def sum_of(lines: Iterable[Line]) -> int:
    """What lines amount to together."""
    return sum(line.amount_fen for line in lines)


def lines_now(bill: Bill, notes: Sequence[Note]) -> tuple[Line, ...]:
    """The bill's lines as its last note left them."""
    return max(notes, key=lambda note: note.n).after if notes else bill.lines


def change_of(
    unit: Unit, bill: Bill, notes: Sequence[Note], after: tuple[Line, ...], debits: Mapping[str, Bill] | None = None
) -> Change | None:
    """What right lines change on a bill, and who pays for the unit as it is known now; None where that is nothing.

    `debits` are the unit's bills by which notes asked for more, by their item's id.
    """
    before = lines_now(bill, notes)
    asked, right = _asked(bill, notes), _right(unit, bill, after)
    shares = [Share(party_id, right[party_id] - asked[party_id]) for party_id in sorted({*asked, *right})]
    shares = [share for share in shares if share.amount_fen]
    if after == before and not shares:
        return None
    settled: list[tuple[Bill, int]] = []
    for n, share in enumerate(shares):
        taken = _settled(share, [*_debits(bill, notes, share.party_id, debits or {}), bill])
        settled += taken
        shares[n] = replace(share, settled_fen=sum(fen for _, fen in taken))
    missing = tuple(
        (share.party_id, _missing(unit, bill, before, after, share, was_asked=asked[share.party_id] > 0))
        for share in shares
        if share.amount_fen > 0
    )
    return Change(bill, len(notes) + 1, before, after, tuple(shares), tuple(settled), missing)


def debit_bill(
    change: Change, party_id: str, lines: tuple[Line, ...], correction_id: str, *, period: Period, due_on: date
) -> Bill:
    """What is missing of a bill, as a bill of its own in the month that is open, to one of those who owe it."""
    first = change.bill
    return replace(
        first,
        item_id=debit_item_id(correction_id, first, party_id),
        item_name=f"{first.item_name} {first.period} 更正",
        period=str(period),
        payer_id=party_id,
        due_on=due_on,
        lines=lines,
        settled_fen=0,
        run_id="",
        part_of=first.base_item_id,
        stamp=type(first.stamp)(),
    )


def debit_item_id(correction_id: str, bill: Bill, party_id: str) -> str:
    """The item under which a correction asks a party for more of a bill."""
    return ids.derived("note", correction_id, bill.item_id, bill.period, party_id)


def _asked(bill: Bill, notes: Iterable[Note]) -> Counter[str]:
    """What each party was asked for of a bill so far, by the bill and its notes."""
    found = Counter({bill.payer_id: bill.total_fen})
    for note in notes:
        for share in note.shares:
            found[share.party_id] += share.amount_fen
        found[bill.payer_id] += note.amount_fen - sum(share.amount_fen for share in note.shares)
    return found


def _at_the_end(unit: Unit, bill: Bill) -> str:
    """Who has the days on which nobody is on file: who pays at the month's end, as in a draft; else who was billed."""
    payer = unit.payer_on(Period.parse(bill.period).last_day)
    return payer.value if payer else bill.payer_id


def _right(unit: Unit, bill: Bill, lines: Sequence[Line]) -> Counter[str]:
    """What each party should be asked for: their days, less their part of what was waived.

    That goes by what their days come to, so that nobody has more waived than they are asked for.
    """
    parts = [
        (party_id, part.amount_fen)
        for line in lines
        if not line.is_waiver
        for party_id, part in parts_of(unit, line, otherwise=_at_the_end(unit, bill))
    ]
    waived_fen, whole = -sum_of(line for line in lines if line.is_waiver), sum(fen for _, fen in parts)
    found, upon = Counter[str](), 0
    for party_id, fen in parts:
        before, upon = upon, upon + fen
        off = upto(waived_fen, upon, whole) - upto(waived_fen, before, whole) if whole else 0
        found[party_id] += fen - off
    return found


def _debits(bill: Bill, notes: Iterable[Note], party_id: str, debits: Mapping[str, Bill]) -> list[Bill]:
    """The bills by which earlier notes asked a party for more of this one."""
    asked = (debit_item_id(note.correction_id, bill, party_id) for note in notes)
    return [debits[item_id] for item_id in asked if item_id in debits]


def _settled(share: Share, bills: Iterable[Bill]) -> list[tuple[Bill, int]]:
    """What a party's credit takes off these bills, as far as they are theirs and open."""
    left, found = max(0, -share.amount_fen), list[tuple[Bill, int]]()
    for bill in bills:
        fen = min(left, bill.open_fen) if bill.payer_id == share.party_id else 0
        if fen:
            found.append((bill, fen))
            left -= fen
    return found


def _missing(
    unit: Unit, bill: Bill, before: tuple[Line, ...], after: tuple[Line, ...], share: Share, *, was_asked: bool
) -> tuple[Line, ...]:
    """The lines that ask a party for their share: what is right, and what of it was asked for before."""
    lines: list[Line] = []
    for old, new in zip_longest(before, after):
        if was_asked and new == old and before != after:
            continue
        parts = parts_of(unit, new, otherwise=_at_the_end(unit, bill))
        theirs = [part for party_id, part in parts if party_id == share.party_id]
        is_more = was_asked and old is not None and old != new
        lines += [again(replace(part, instead_of=was(old))) if is_more else part for part in theirs]
    if was_asked and not lines:
        return _missing(unit, bill, (), after, share, was_asked=False)
    return _together(lines, after, share.amount_fen, is_whole=not was_asked)


def _together(lines: Sequence[Line], after: Sequence[Line], amount_fen: int, *, is_whole: bool) -> tuple[Line, ...]:
    """The lines, so that they come to exactly this: what rounding leaves stands with what was waived.

    Lines that come to far more, as some of it was asked for before, are each a part of what they are.
    """
    more = amount_fen - sum_of(lines)
    charged = [line for line in lines if not line.is_waiver]
    waived = [line for line in lines if line.is_waiver]
    waiver = waived[-1] if waived else next((replace(line, amount_fen=0) for line in after if line.is_waiver), None)
    if not more:
        return tuple(lines)
    if waiver and (is_whole or not charged or abs(more) <= len(after)):
        return (*charged, *waived[:-1], replace(waiver, amount_fen=waiver.amount_fen + more))
    parts = charged or lines
    weights = [abs(line.amount_fen) for line in parts]
    if not any(weights):
        weights = [line.days for line in parts]
    return tuple(replace(line, amount_fen=fen) for line, fen in zip(parts, split(amount_fen, weights), strict=True))
