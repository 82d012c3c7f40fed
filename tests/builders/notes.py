"""A unit whose facts are corrected again and again, by the pure rules alone: no database, no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Final

from chalicelib.billing.rules import notes as rules
from chalicelib.billing.rules.bills import Bill, settle
from chalicelib.billing.rules.items import FeeItem
from chalicelib.billing.rules.notes import Change, Note, Share
from chalicelib.core.dated import Source
from chalicelib.core.period import Period
from chalicelib.corrections.rules import Stretch, with_stretches
from chalicelib.estate.rules import Unit
from tests.builders.billing import OCTOBER, drafted
from tests.builders.core import AT

TODAY: Final = AT.date()
_OF_BILL: Final = {one.name for one in fields(Note)} & {one.name for one in fields(Bill)}


def note_of(change: Change, shares: Sequence[Share] = (), correction_id: str = "A1") -> Note:
    """The note that a change is posted as."""
    named: dict[str, Any] = {name: getattr(change.bill, name) for name in _OF_BILL - {"settled_fen"}}
    named |= {"n": change.n, "before": change.before, "after": change.after, "shares": tuple(shares)}
    return Note(correction_id=correction_id, settled_fen=change.settled_fen, posted_at=AT, **named)


@dataclass
class Account:
    """A unit's bills by period and item, their notes, what was asked for besides, and everybody's money."""

    unit: Unit
    items: list[FeeItem]
    bills: dict[tuple[str, str], Bill] = field(default_factory=dict)
    missing: list[Bill] = field(default_factory=list)
    notes: dict[tuple[str, str], list[Note]] = field(default_factory=dict)
    prepaid: Counter[str] = field(default_factory=Counter)
    paid_fen: int = 0
    credited_fen: int = 0
    corrections: list[str] = field(default_factory=list)

    def release(self, period: Period) -> None:
        """Bill a month by what is on file now."""
        for bill in drafted(self.unit, self.items, period=period).bills:
            self.bills[bill.period, bill.item_id] = replace(bill, run_id="run")

    def pay(self, nth: int, fen: int) -> None:
        """Somebody pays so much for one of the bills; what it does not take is kept for who it is addressed to."""
        every_one = [*self.bills.values(), *self.missing]
        bill = every_one[nth % len(every_one)]
        taken = min(fen, bill.open_fen)
        self.paid_fen += fen
        self.prepaid[bill.payer_id] += fen - taken
        self._settle(bill, taken)

    def correct(self, *stretches: Stretch) -> list[Change]:
        """The areas are as given, and every bill is set right; gives what changed. Raises NothingToCorrect."""
        correction_id = f"A{len(self.corrections) + 1}"
        source = Source("不动产权证", "S:desk", TODAY, "S:supervisor", correction_id)
        self.unit = replace(self.unit, area=with_stretches(self.unit.area, stretches, source, on=TODAY))
        self.corrections.append(correction_id)
        found = [self._changed(bill) for bill in [*self.bills.values()]]
        changes = [change for change in found if change]
        for change in changes:
            self._post(change, correction_id)
        return changes

    def right_fen(self, bill: Bill) -> int:
        """What a bill and its notes come to."""
        return bill.total_fen + sum(note.amount_fen for note in self.notes.get((bill.period, bill.item_id), ()))

    def _changed(self, bill: Bill) -> Change | None:
        return rules.changed_by_area(bill, self.notes.get((bill.period, bill.item_id), []), self.unit.area_on)

    def _post(self, change: Change, correction_id: str) -> None:
        bill, moved = change.bill, change.amount_fen + change.settled_fen
        shares = rules.shares_of(self.unit, bill, moved) if moved else ()
        self.notes.setdefault((bill.period, bill.item_id), []).append(note_of(change, shares, correction_id))
        self._settle(bill, change.settled_fen)
        self.credited_fen += max(0, -change.amount_fen)
        for share in shares:
            if share.amount_fen < 0:
                self.prepaid[share.party_id] -= share.amount_fen
            else:
                self.missing.append(rules.debit_bill(change, share, correction_id, period=OCTOBER, due_on=TODAY))

    def _settle(self, bill: Bill, fen: int) -> None:
        if not fen:
            return
        if bill.run_id:
            self.bills[bill.period, bill.item_id] = settle(bill, fen)
        else:
            self.missing[self.missing.index(bill)] = settle(bill, fen)


def day(text: str) -> date:
    """2026-10-31."""
    return date.fromisoformat(text)
