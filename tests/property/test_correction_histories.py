"""Random lives of one unit, by the pure rules: months billed, paid, corrected forwards and backwards, undone.

After every step bills and notes come to what the facts on file say now, and no fen is lost. Beside the rules stands a
model in integers that knows nothing of facts: the newest word about a day holds (REG-03, BIL-07).
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.billing.rules.lines import amount_of
from chalicelib.billing.rules.notes import Change, lines_now, sum_of
from chalicelib.core.dated import Dated, overlaps
from chalicelib.core.period import Period
from chalicelib.corrections.rules import NothingToCorrect, Stretch, undoing
from tests.builders.billing import a_unit, an_item, by_area, drafted, fixed
from tests.builders.core import a_source
from tests.builders.notes import Account

DEEP: Final = "DEEP" in os.environ
"""DEEP=1: five thousand lives instead of eighty."""
FIRST: Final = Period(2026, 1)
MONTHS: Final = 10
RATES: Final = ("2.50", "1.85", "0.3333")
SURCHARGE_FEN: Final = 33
TENTH: Final = 10
"""Areas are of one place: so many tenths of a square metre."""

days = st.dates(date(2025, 12, 1), date(2026, 12, 31))
tenths = st.integers(1, 3000)
stretches = st.lists(st.tuples(days, st.integers(0, 200), st.booleans(), tenths), min_size=1, max_size=3)
steps = st.one_of(
    st.tuples(st.just("release")),
    st.tuples(st.just("pay"), st.integers(0, 40), st.integers(1, 90_000)),
    st.tuples(st.just("correct"), stretches),
    st.tuples(st.just("undo"), st.integers(0, 9)),
)
payers = st.lists(st.tuples(days, st.sampled_from("甲乙丙")), max_size=3)


class Life:
    """An account, and what people last said about each day."""

    def __init__(self, handed_over: list[tuple[date, str]]) -> None:
        items = [an_item(by_area(rate, surcharge_fen=SURCHARGE_FEN), f"项目 {rate}") for rate in RATES]
        unit = a_unit(area="120")
        facts: tuple[Dated[str], ...] = unit.payer
        for first, party in sorted(handed_over):
            facts = (*facts, Dated(party, a_source(), first))
        self.account = Account(replace(unit, payer=facts), [*items, an_item(fixed(), "固定")])
        self.words: list[tuple[date, date | None, int]] = [(date.min, None, 120 * TENTH)]
        self.month = FIRST

    def step(self, kind: str, *given: object) -> None:
        """One more thing happens, where it can."""
        with suppress(NothingToCorrect):
            getattr(self, f"_{kind}")(*given)
        check(self)

    def tenths_on(self, day: date) -> int:
        """What was said last about a day."""
        return next(
            said for first, last, said in reversed(self.words) if first <= day and (last is None or day <= last)
        )

    def _release(self) -> None:
        if self.month < FIRST.plus(MONTHS):
            self.account.release(self.month)
            self.month = self.month.plus(1)

    def _pay(self, nth: int, fen: int) -> None:
        if self.account.bills:
            self.account.pay(nth, fen)

    def _correct(self, drawn: list[tuple[date, int, bool, int]]) -> None:
        asked: list[Stretch] = []
        for first, length, is_open, said in sorted(drawn):
            if asked and (asked[-1].to_on is None or first <= asked[-1].to_on):
                continue
            last = None if is_open else first + timedelta(days=length)
            asked.append(Stretch(Decimal(said) / TENTH, first, last))
        self._say(asked)

    def _undo(self, nth: int) -> None:
        if not self.account.corrections:
            return
        back = undoing(self.account.unit.area, self.account.corrections[nth % len(self.account.corrections)])
        if back:
            self._say([*back])

    def _say(self, asked: list[Stretch]) -> None:
        changes = self.account.correct(*asked)
        self.words += [(one.from_on, one.to_on, int(one.area * TENTH)) for one in asked]
        assert all(_is_spoken_about(change, asked) for change in changes)


def _is_spoken_about(change: Change, asked: list[Stretch]) -> bool:
    """Only months whose last day somebody spoke about are corrected."""
    last = Period.parse(change.bill.period).last_day
    return any(one.from_on <= last and (one.to_on is None or last <= one.to_on) for one in asked)


def fen_of(tenths_m2: int, rate: str) -> int:
    """Area × rate + surcharge in integers, a half rounded up."""
    ten_thousandths = int(Decimal(rate) * 10_000)
    numerator, denominator = 100 * tenths_m2 * ten_thousandths, TENTH * 10_000
    return (2 * numerator + denominator) // (2 * denominator) + SURCHARGE_FEN


def check(life: Life) -> None:
    """What must be true at any moment."""
    account = life.account
    assert overlaps(account.unit.area) == []
    for (period, item_id), bill in account.bills.items():
        month = Period.parse(period)
        (again,) = [one for one in drafted(account.unit, account.items, period=month).bills if one.item_id == item_id]
        tariff = bill.lines[0].tariff.value
        in_integers = fen_of(life.tenths_on(month.last_day), str(tariff.rate)) if tariff.rate else 15_00
        notes = account.notes.get((period, item_id), [])
        assert account.right_fen(bill) == again.total_fen == sum_of(lines_now(bill, notes)) == in_integers
        for note in notes:
            assert all(line.amount_fen == amount_of(line) for line in (*note.before, *note.after))
            assert sum(share.amount_fen for share in note.shares) == note.amount_fen + note.settled_fen
    everything = [*account.bills.values(), *account.missing]
    assert len({(bill.period, bill.item_id) for bill in everything}) == len(everything)
    assert all(0 <= bill.settled_fen <= bill.total_fen for bill in everything)
    assert account.paid_fen + account.credited_fen == sum(b.settled_fen for b in everything) + account.prepaid.total()
    right = sum(account.right_fen(bill) for bill in account.bills.values())
    assert right == sum(bill.total_fen for bill in everything) - account.credited_fen


@settings(max_examples=5_000 if DEEP else 80)
@given(payers, st.lists(steps, min_size=8, max_size=30))
def test_whatever_happens_bills_and_notes_come_to_what_is_right_and_no_fen_is_lost(
    handed_over: list[tuple[date, str]], happens: list[tuple[object, ...]]
) -> None:
    life = Life(handed_over)
    for _ in range(3):
        life.step("release")
    for kind, *given_ in happens:
        life.step(str(kind), *given_)
