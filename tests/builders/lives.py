"""What one unit's months should come to, in plain integers: the newest word about a day holds.

A model beside the rules: it knows no facts, no lines and no notes, only days, what was said about them, and fen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Generic, TypeVar

from chalicelib.core.period import Period

V = TypeVar("V")
Price = tuple[int, int]
"""Ten-thousandths of a yuan per m² and a surcharge in fen; or nothing and a fixed amount."""
TENTH = 10
"""Areas are of one place: so many tenths of a square metre."""


@dataclass
class Words(Generic[V]):
    """What was said about days, in the order in which it was said."""

    said: list[tuple[date, date | None, V]]

    def on(self, day: date, *, upto: int | None = None) -> V:
        """What was said last about a day; `upto`: by the first so many words."""
        said = self.said[:upto]
        return next(one for first, last, one in reversed(said) if first <= day and (last is None or day <= last))

    def ever(self, value: V) -> None:
        self.said.append((date.min, None, value))


def ever(value: V) -> Words[V]:
    """It was always so."""
    return Words([(date.min, None, value)])


@dataclass
class Waived:
    """So much off the bill of some days."""

    days: list[date]
    fen: int


@dataclass
class Months:
    """One unit's months: which were billed, by what, to whom."""

    area: Words[int]
    payer: Words[str]
    prices: dict[str, Words[Price]]
    percents: dict[str, Words[int]] = field(default_factory=dict)
    billed: list[tuple[Period, str]] = field(default_factory=list)
    waived: dict[tuple[str, str], list[Waived]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.percents = {item_id: ever(0) for item_id in self.prices}

    def release(self, month: Period) -> None:
        """Everything is billed, be all of it taken off."""
        self.billed += [(month, item_id) for item_id in self.prices]

    def month_fen(self, month: Period, item_id: str) -> int:
        """An item's month by what was said last about its last day: (area × rate + surcharge) less the discount."""
        day = month.last_day
        rate, besides_fen = self.prices[item_id].on(day)
        numerator = (self.area.on(day) * rate * 100 + besides_fen * TENTH * 10_000) * (
            100 - self.percents[item_id].on(day)
        )
        denominator = TENTH * 10_000 * 100
        return (2 * numerator + denominator) // (2 * denominator)

    def right_fen(self, month: Period, item_id: str) -> int:
        """The same less what was waived."""
        return self.month_fen(month, item_id) - sum(one.fen for one in self.waived.get((str(month), item_id), []))

    def asked(self) -> Counter[str]:
        """What each party should have been asked for: their days of each month, less what was waived of these."""
        found = Counter[str]()
        for month, item_id in self.billed:
            days = days_of(month)
            for day, fen in zip(days, by_day(self.month_fen(month, item_id), len(days)), strict=True):
                found[self.payer.on(day)] += fen
            for days_of_bill, off in self._waived(month, item_id):
                for day, fen in zip(days_of_bill, off, strict=True):
                    found[self.payer.on(day)] -= fen
        return found

    def _waived(self, month: Period, item_id: str) -> Iterator[tuple[list[date], list[int]]]:
        """Of each bill what was waived, by what its days come to: nobody has more waived than they are asked for."""
        days = days_of(month)
        charges = dict(zip(days, by_day(self.month_fen(month, item_id), len(days)), strict=True))
        by_bill: dict[tuple[date, ...], int] = defaultdict(int)
        for one in self.waived.get((str(month), item_id), []):
            by_bill[tuple(one.days)] += one.fen
        for mine, waived_fen in by_bill.items():
            sums = [0, *accumulate(charges[day] for day in mine)]
            upto = [(2 * waived_fen * one + sums[-1]) // (2 * sums[-1]) if sums[-1] else 0 for one in sums]
            yield [*mine], [after - before for before, after in pairwise(upto)]


def days_of(month: Period) -> list[date]:
    """Each day of a month."""
    return [month.first_day + timedelta(days=n) for n in range(month.last_day.day)]


def by_day(fen: int, days: int) -> list[int]:
    """An amount by days: what each day brings to the sum so far, a half rounded away from nothing."""
    sign, size = (-1, -fen) if fen < 0 else (1, fen)
    upto = [(2 * size * n + days) // (2 * days) for n in range(days + 1)]
    return [sign * (after - before) for before, after in pairwise(upto)]
