"""Random lives of one unit, by the pure rules: months billed, paid, handed over, corrected forwards and back, undone.

After every step bills and notes come to what is said of the days now, each party was asked for exactly their days, and
no fen is lost. Beside the rules stands a model in integers that knows nothing of facts (REG-03, BIL-07).
"""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.billing.rules.bills import Bill
from chalicelib.billing.rules.items import Discount, Tariff
from chalicelib.billing.rules.lines import amount_of
from chalicelib.billing.rules.notes import Change, lines_now, sum_of
from chalicelib.billing.rules.proof import proof_of
from chalicelib.core.dated import Dated, overlaps
from chalicelib.core.period import Period
from chalicelib.corrections.rules.facts import BadFact, NothingToCorrect, Stretch, undoing
from tests.builders.billing import PAYER, a_unit, an_item, by_area, fixed
from tests.builders.lives import TENTH, Months, Waived, Words, ever
from tests.builders.notes import Account

DEEP: Final = "DEEP" in os.environ
"""DEEP=1: five thousand lives instead of eighty."""
FIRST: Final = Period(2026, 1)
MONTHS: Final = 8
LAST: Final = date(2026, 9, 30)
RATES: Final = ("2.50", "0.3333")
SURCHARGE_FEN: Final = 100
"""So that each day of a month comes to a fen at least, whatever is taken off: who has a day has a bill."""
FACTS: Final = ("correct", "hand_over", "discount", "reprice")

days = st.dates(date(2025, 12, 20), date(2026, 9, 10))
spans = st.tuples(days, st.integers(0, 90), st.booleans())


def stretches(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Days with what is said about them."""
    return st.lists(st.tuples(spans, values), min_size=1, max_size=3)


prices = st.one_of(
    st.tuples(st.sampled_from([1_000, 18_500, 25_000, 3_333]), st.sampled_from([SURCHARGE_FEN, 2_50])),
    st.tuples(st.just(0), st.sampled_from([15_00, 20_01])),
)
which = st.integers(0, 2)
steps = st.one_of(
    st.tuples(st.just("release")),
    st.tuples(st.just("pay"), st.integers(0, 40), st.integers(1, 90_000)),
    st.tuples(st.just("correct"), st.just(0), stretches(st.integers(1, 3000))),
    st.tuples(st.just("hand_over"), st.just(0), stretches(st.sampled_from([PAYER, *"甲乙丙"]))),
    st.tuples(st.just("discount"), which, stretches(st.sampled_from([0, 10, 33, 50, 100]))),
    st.tuples(st.just("reprice"), which, stretches(prices)),
    st.tuples(st.just("waive"), st.integers(0, 40), st.integers(-60_000, 60_000)),
    st.tuples(st.just("undo"), st.integers(0, 9)),
)


class Life:
    """An account, and beside it what people said."""

    def __init__(self) -> None:
        items = [an_item(by_area(rate, surcharge_fen=SURCHARGE_FEN), f"项目 {rate}") for rate in RATES]
        self.account = Account(a_unit(area="120"), [*items, an_item(fixed(), "固定")])
        self.ids = [item.item_id for item in self.account.items]
        by_rate = [(int(Decimal(rate) * 10_000), SURCHARGE_FEN) for rate in RATES]
        self.model = Months(
            area=ever(120 * TENTH),
            payer=ever(PAYER),
            prices={item_id: ever(price) for item_id, price in zip(self.ids, [*by_rate, (0, 15_00)], strict=True)},
        )
        self.month = FIRST
        self.done: list[tuple[str, int, int]] = []
        """Of each correction of a fact: its kind, which item, and how many words there were before it."""

    def step(self, kind: str, *given: Any) -> None:
        """One more thing happens, where it can; what cannot changes nothing."""
        with suppress(NothingToCorrect, BadFact):
            if kind in FACTS:
                self._say(kind, given[0], [*_stretches(given[1])])
            else:
                getattr(self, f"_{kind}")(*given)
        check(self)

    def words(self, kind: str, nth: int) -> Words[Any]:
        """What was said about one thing."""
        item_id = self.ids[nth % len(self.ids)]
        of_item = {"discount": self.model.percents, "reprice": self.model.prices}
        of_unit: dict[str, Words[Any]] = {"correct": self.model.area, "hand_over": self.model.payer}
        return of_unit[kind] if kind in of_unit else of_item[kind][item_id]  # type: ignore[index]

    def _release(self) -> None:
        if self.month < FIRST.plus(MONTHS):
            self.account.release(self.month)
            self.model.release(self.month)
            self.month = self.month.plus(1)

    def _pay(self, nth: int, fen: int) -> None:
        if self.account.bills:
            self.account.pay(nth, fen)

    def _waive(self, nth: int, fen: int) -> None:
        bills = [*self.account.bills.values()]
        if not bills:
            return
        bill = bills[nth % len(bills)]
        for change in self.account.waive(bill, fen):
            mine = [day for line in bill.lines for day in _days(line.from_on, line.to_on)]
            waived = self.model.waived.setdefault((bill.period, bill.base_item_id), [])
            waived.append(Waived(mine, -change.amount_fen))

    def _undo(self, nth: int) -> None:
        """A correction is set back; where nothing was said since, every day is as it was before it."""
        facts = [n for n, (kind, *_) in enumerate(self.done) if kind]
        if not facts:
            return
        n = facts[nth % len(facts)]
        kind, which_one, said_before = self.done[n]
        words, was_last = self.words(kind, which_one), self._is_last(n)
        back = undoing(self._facts(kind, which_one), f"A{n + 1}")
        if back:
            self._say(kind, which_one, [*back])
        if was_last:
            every_day = _days(FIRST.first_day, LAST)
            assert all(words.on(day) == words.on(day, upto=said_before) for day in every_day)

    def _is_last(self, nth: int) -> bool:
        place = self._place(*self.done[nth][:2])
        return all(self._place(*one[:2]) != place for one in self.done[nth + 1 :] if one[0])

    def _place(self, kind: str, nth: int) -> tuple[str, int]:
        return kind, nth % len(self.ids) if kind in {"discount", "reprice"} else 0

    def _facts(self, kind: str, nth: int) -> tuple[Dated[Any], ...]:
        account, item_id = self.account, self.ids[nth % len(self.ids)]
        if kind == "discount":
            return account.charges.discounts_of(item_id)
        if kind == "reprice":
            return next(one for one in account.items if one.item_id == item_id).tariffs
        return account.unit.area if kind == "correct" else account.unit.payer

    def _say(self, kind: str, nth: int, asked: list[Stretch[Any]]) -> None:
        item_id = self.ids[nth % len(self.ids)]
        of_item = [item_id] if kind in {"discount", "reprice"} else []
        meant = [Stretch(_meant(kind, item_id, one.value), one.from_on, one.to_on) for one in asked]
        changes = getattr(self.account, kind)(*of_item, *meant)
        words = self.words(kind, nth)
        self.done += [("", 0, 0)] * (len(self.account.corrections) - 1 - len(self.done))
        self.done.append((kind, nth, len(words.said)))
        words.said += [(one.from_on, one.to_on, _plain(one.value)) for one in meant]
        assert all(_is_spoken_about(change, kind, asked) for change in changes)


def _stretches(drawn: list[tuple[tuple[date, int, bool], Any]]) -> list[Stretch[Any]]:
    """Those that do not overlap."""
    asked: list[Stretch[Any]] = []
    for (first, length, is_open), value in sorted(drawn, key=lambda one: one[0]):
        if asked and (asked[-1].to_on is None or first <= asked[-1].to_on):
            continue
        asked.append(Stretch(value, first, None if is_open else first + timedelta(days=length)))
    return asked


def _meant(kind: str, item_id: str, value: Any) -> Any:
    """What the rules take it for; what they took it for already stays."""
    if not isinstance(value, int | tuple):
        return value
    if kind == "correct":
        return Decimal(value) / TENTH
    if kind == "discount":
        return Discount(item_id, Decimal(value), "优惠")
    assert isinstance(value, tuple)
    rate, besides_fen = value
    return Tariff("1001", Decimal(rate).scaleb(-4), besides_fen) if rate else Tariff("2002", fixed_fen=besides_fen)


def _plain(value: Any) -> Any:
    """The same as the model takes it."""
    if isinstance(value, Decimal):
        return int(value * TENTH)
    if isinstance(value, Discount):
        return int(value.percent)
    if isinstance(value, Tariff):
        return (int(value.rate * 10_000), value.surcharge_fen) if value.rate is not None else (0, value.fixed_fen)
    return value


def _is_spoken_about(change: Change, kind: str, asked: list[Stretch[Any]]) -> bool:
    """Only months whose last day somebody spoke about are corrected; of who pays, any day of them."""
    month = Period.parse(change.bill.period)
    first = month.first_day if kind == "hand_over" else month.last_day
    return any(one.from_on <= month.last_day and (one.to_on is None or first <= one.to_on) for one in asked)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def check(life: Life) -> None:
    """What must be true at any moment."""
    account, model = life.account, life.model
    assert not overlaps(account.unit.area)
    assert not overlaps(account.unit.payer)
    right = Counter[tuple[str, str]]()
    for (period, item_id), bill in account.bills.items():
        own = account.notes.get((period, item_id), [])
        right[period, bill.base_item_id] += account.right_fen(bill)
        assert account.right_fen(bill) == sum_of(lines_now(bill, own)) >= 0
        for note in own:
            assert all(line.amount_fen == amount_of(line) for line in (*note.before, *note.after))
            assert sum(share.amount_fen for share in note.shares) == note.amount_fen
            assert all(share.settled_fen <= max(0, -share.amount_fen) for share in note.shares)
    assert right == {(str(month), item_id): model.right_fen(month, item_id) for month, item_id in model.billed}
    asked = {party_id: fen for party_id, fen in model.asked().items() if fen}
    assert {party_id: fen for party_id, fen in account.asked_of().items() if fen} == asked
    assert min(asked.values(), default=0) >= 0
    _money_adds_up(account, asked)


def _money_adds_up(account: Account, asked: dict[str, int]) -> None:
    everything: list[Bill] = [*account.bills.values(), *account.missing]
    assert len({(bill.period, bill.item_id) for bill in everything}) == len(everything)
    assert all(0 <= bill.settled_fen <= bill.total_fen for bill in everything)
    assert all(proof_of(bill, ()).holds for bill in everything)
    assert min(account.prepaid.values(), default=0) >= 0
    assert account.paid_fen + account.credited_fen == sum(b.settled_fen for b in everything) + account.prepaid.total()
    shares = [share for some in account.notes.values() for note in some for share in note.shares]
    debited, credited = Counter[str](), Counter[str]()
    for share in shares:
        (debited if share.amount_fen > 0 else credited)[share.party_id] += abs(share.amount_fen)
    missing, billed = Counter[str](), Counter[str]()
    for bill in everything:
        (billed if bill.run_id else missing)[bill.payer_id] += bill.total_fen
    assert missing == debited
    assert credited.total() == account.credited_fen
    owed = {p: billed[p] + missing[p] - credited[p] for p in {*billed, *missing}}
    assert {party_id: fen for party_id, fen in owed.items() if fen} == asked


@settings(max_examples=5_000 if DEEP else 80)
@given(st.lists(steps, min_size=8, max_size=30))
def test_whatever_happens_each_is_asked_for_their_days_and_no_fen_is_lost(happens: list[tuple[Any, ...]]) -> None:
    life = Life()
    for _ in range(3):
        life.step("release")
    for kind, *given_ in happens:
        life.step(kind, *given_)
