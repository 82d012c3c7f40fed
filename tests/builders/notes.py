"""A unit whose facts are corrected again and again, by the pure rules alone: no database, no clock."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from chalicelib.billing.rules import notes as rules
from chalicelib.billing.rules.bills import Bill, settle
from chalicelib.billing.rules.items import Charges, Discount, FeeItem, Tariff
from chalicelib.billing.rules.notes import Change, Note
from chalicelib.billing.rules.rating import Rating, by_area, by_discount, by_payer, by_tariff, by_waiver, waived_fen
from chalicelib.billing.service.notes import changes_among
from chalicelib.core.dated import Dated, Source
from chalicelib.core.period import Period
from chalicelib.corrections.rules.facts import Stretch, span_of, with_stretches
from chalicelib.corrections.service.proposing import need_amounts
from chalicelib.estate.rules import Unit
from tests.builders.billing import OCTOBER, charge, charged, drafted
from tests.builders.core import AT, a_source

TODAY: Final = AT.date()
_OF_BILL: Final = {one.name for one in fields(Note)} & {one.name for one in fields(Bill)}


def note_of(change: Change, correction_id: str = "A1") -> Note:
    """The note that a change is posted as."""
    named: dict[str, Any] = {name: getattr(change.bill, name) for name in _OF_BILL - {"settled_fen"}}
    named |= {"n": change.n, "before": change.before, "after": change.after, "shares": change.shares}
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
    charges: Charges = field(init=False)

    def __post_init__(self) -> None:
        self.charges = charged(self.unit, *(charge(item) for item in self.items))

    def release(self, period: Period) -> None:
        """Bill a month by what is on file now."""
        for bill in drafted(self.unit, self.items, charges=self.charges, period=period).bills:
            self.bills[bill.period, bill.item_id] = replace(bill, run_id="run")

    def pay(self, nth: int, fen: int) -> None:
        """Somebody pays so much for one of the bills; what it does not take is kept for who it is addressed to."""
        every_one = [*self.bills.values(), *self.missing]
        bill = every_one[nth % len(every_one)]
        taken = min(fen, bill.open_fen)
        self.paid_fen += fen
        self.prepaid[bill.payer_id] += fen - taken
        self._settle(bill, taken)

    def correct(self, *stretches: Stretch[Decimal]) -> list[Change]:
        """The areas are as given, and every bill is set right; gives what changed. Raises NothingToCorrect, BadFact."""
        unit = replace(self.unit, area=with_stretches(self.unit.area, stretches, self._source(), on=TODAY))
        return self._posted(by_area(unit, *span_of(stretches)), unit=unit)

    def hand_over(self, *stretches: Stretch[str]) -> list[Change]:
        """Others pay on these days, and every bill goes to whom its days are. Raises NothingToCorrect."""
        unit = replace(self.unit, payer=with_stretches(self.unit.payer, stretches, self._source(), on=TODAY))
        return self._posted(by_payer(*span_of(stretches)), unit=unit)

    def discount(self, item_id: str, *stretches: Stretch[Discount]) -> list[Change]:
        """So much is taken off an item on these days. Raises NothingToCorrect, BadFact."""
        own = self.charges.discounts_of(item_id) or (Dated(Discount(item_id, Decimal(0), ""), a_source()),)
        others = tuple(one for one in self.charges.discounts if one.value.item_id != item_id)
        facts = with_stretches(own, stretches, self._source(), on=TODAY)
        charges = replace(self.charges, discounts=(*others, *facts))
        return self._posted(by_discount(charges, item_id, *span_of(stretches)), charges=charges)

    def reprice(self, item_id: str, *stretches: Stretch[Tariff]) -> list[Change]:
        """An item costs this on these days. Raises NothingToCorrect, BadFact."""
        (item,) = (one for one in self.items if one.item_id == item_id)
        right = replace(item, tariffs=with_stretches(item.tariffs, stretches, self._source(), on=TODAY))
        items = [right if one is item else one for one in self.items]
        return self._posted(by_tariff(self.unit, right, *span_of(stretches)), items=items)

    def waive(self, bill: Bill, fen: int) -> list[Change]:
        """So much is taken off a bill, or put back: as far as there is so much to it, or was taken off it."""
        taken = waived_fen(rules.lines_now(bill, self.notes_on(bill)))
        fen = min(fen, self.right_fen(bill)) if fen > 0 else max(fen, -taken)
        return self._posted(by_waiver((bill.period, bill.item_id), -fen, self._source())) if fen else []

    def right_fen(self, bill: Bill) -> int:
        """What a bill and its notes come to."""
        return bill.total_fen + sum(note.amount_fen for note in self.notes_on(bill))

    def notes_on(self, bill: Bill) -> list[Note]:
        return self.notes.get((bill.period, bill.item_id), [])

    def asked_of(self) -> Counter[str]:
        """What each party was asked for in all, less what was taken back of it."""
        asked = Counter[str]()
        for bill in self.bills.values():
            asked[bill.payer_id] += bill.total_fen
            for note in self.notes_on(bill):
                for share in note.shares:
                    asked[share.party_id] += share.amount_fen
        return asked

    def _source(self) -> Source:
        return Source("不动产权证", "S:desk", TODAY, "S:supervisor", f"A{len(self.corrections) + 1}")

    def _posted(
        self,
        rating: Rating,
        *,
        unit: Unit | None = None,
        charges: Charges | None = None,
        items: list[FeeItem] | None = None,
    ) -> list[Change]:
        every_note = [note for some in self.notes.values() for note in some]
        changes = changes_among(unit or self.unit, [*self.bills.values(), *self.missing], every_note, rating)
        need_amounts(changes)
        self.unit, self.charges, self.items = unit or self.unit, charges or self.charges, items or self.items
        correction_id = f"A{len(self.corrections) + 1}"
        self.corrections.append(correction_id)
        for change in changes:
            self._post(change, correction_id)
        return changes

    def _post(self, change: Change, correction_id: str) -> None:
        bill = change.bill
        self.notes.setdefault((bill.period, bill.item_id), []).append(note_of(change, correction_id))
        for open_one, fen in change.settled:
            self._settle(open_one, fen)
        self.credited_fen += change.credited_fen
        self.prepaid.update(change.kept)
        for party_id, lines in change.missing:
            missing = rules.debit_bill(change, party_id, lines, correction_id, period=OCTOBER, due_on=TODAY)
            self.missing.append(missing)

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
