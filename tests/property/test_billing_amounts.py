"""Laws of bills: they add up, recompute from their own inputs, and equal exact rational arithmetic (BIL-01, BIL-06)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.billing.rules.bills import Bill, Drafted
from chalicelib.billing.rules.items import FeeItem, Tariff
from chalicelib.billing.rules.lines import Line, amount_of
from chalicelib.billing.rules.runs import Sums, add, checked
from chalicelib.billing.service.drafting import running_digest
from chalicelib.core.limits import MOST_FEN
from chalicelib.estate.rules import Unit
from tests.builders.billing import a_unit, an_item, drafted

areas = st.one_of(
    st.none(), st.decimals("0.0001", "100000", places=4).map(str), st.decimals("50", "180", places=2).map(str)
)
rates = st.one_of(st.none(), st.decimals("0", "10000", places=6), st.decimals("-1", "10", places=2))
amounts = st.one_of(st.integers(0, 100_00), st.integers(-2, MOST_FEN + 2))
tariffs = st.builds(
    Tariff,
    formula=st.sampled_from(["1001", "1001", "2002", "2002", "4004", ""]),
    rate=rates,
    surcharge_fen=amounts,
    fixed_fen=amounts,
    broken=st.sampled_from([None, None, None, "price_missing"]),
)
items = st.lists(tariffs, max_size=5).map(
    lambda some: [an_item(tariff, f"项目 {number}") for number, tariff in enumerate(some)]
)
payers = st.sampled_from([None, "P1", "P2"])
units = st.lists(st.tuples(areas, payers), max_size=12).map(
    lambda some: [a_unit(f"{number:04}", area=area, payer=payer) for number, (area, payer) in enumerate(some)]
)


def exact(line: Line) -> Fraction:
    """The line in fen by rational arithmetic, not rounded."""
    tariff = line.tariff.value
    if tariff.formula == "2002":
        return Fraction(tariff.fixed_fen) * Fraction(line.months)
    assert line.area is not None
    assert tariff.rate is not None
    return (Fraction(line.area.value) * Fraction(tariff.rate) * 100 + tariff.surcharge_fen) * Fraction(line.months)


def half_up(amount: Fraction) -> int:
    return floor(amount + Fraction(1, 2))


def every_bill(made: Iterable[Drafted]) -> list[Bill]:
    return [bill for one in made for bill in one.bills]


@given(units, items)
def test_every_bill_is_the_sum_of_its_lines_and_each_line_recomputes_exactly(
    some: list[Unit], charged: list[FeeItem]
) -> None:
    for bill in every_bill(drafted(unit, charged) for unit in some):
        assert bill.total_fen == sum(line.amount_fen for line in bill.lines) == bill.open_fen
        assert 0 < bill.total_fen <= MOST_FEN
        for line in bill.lines:
            assert line.amount_fen == amount_of(line) == half_up(exact(line))


@given(units, items)
def test_a_unit_is_billed_or_skipped_for_every_due_item_and_never_both(
    some: list[Unit], charged: list[FeeItem]
) -> None:
    for unit in some:
        made = drafted(unit, charged)
        if not unit.payer:
            assert not made.bills
            assert [skip.reason for skip in made.skips] == ["no_payer"] * bool(charged)
            continue
        names = Counter([bill.item_name for bill in made.bills] + [str(skip.facts["item"]) for skip in made.skips])
        assert names == Counter(item.name for item in charged)


@given(units, items, st.data())
def test_the_figures_do_not_depend_on_how_the_units_fall_into_chunks(
    some: list[Unit], charged: list[FeeItem], data: st.DataObject
) -> None:
    made = [drafted(unit, charged) for unit in some]
    cuts = sorted(data.draw(st.sets(st.integers(0, len(made)))) | {0, len(made)})
    sums = Sums()
    for start, end in pairwise(cuts):
        after = add(sums, made[start:end], "")
        checked(every_bill(made[start:end]), after.billed_fen - sums.billed_fen)
        sums = after
    assert sums == add(Sums(), made, "")


@given(units, items)
def test_the_figures_of_a_run_are_those_of_its_bills_added_up_again(some: list[Unit], charged: list[FeeItem]) -> None:
    made = [drafted(unit, charged) for unit in some]
    sums, bills = add(Sums(), made, ""), every_bill(made)
    assert (
        sums.billed_fen == sum(bill.total_fen for bill in bills) == sum(one.amount_fen for one in sums.items.values())
    )
    assert sums.bills == len(bills) == sum(one.bills for one in sums.items.values())
    assert (sums.lines, sums.done) == (sum(len(bill.lines) for bill in bills), len(made))
    assert sums.units == len({bill.unit_id for bill in bills})
    assert set(sums.skipped) <= {"no_payer", "no_area", "broken_price"}
    skipped = Counter(reason for one in made for reason in {skip.reason for skip in one.skips})
    assert sums.skipped == skipped


@given(st.lists(st.integers(1, MOST_FEN), min_size=2, max_size=6, unique=True))
def test_the_digest_names_every_bill_and_its_amount_in_order(amounts_fen: list[int]) -> None:
    tariffs_of = [Tariff("2002", None, 0, fen) for fen in amounts_fen]
    bills = [drafted(a_unit(), [an_item(tariff, f"项目 {n}")]).bills[0] for n, tariff in enumerate(tariffs_of)]
    digest = running_digest("", bills)
    assert running_digest("", bills) == digest
    assert digest not in {
        running_digest("", bills[1:]),
        running_digest("", bills[::-1]),
        running_digest("before", bills),
    }


@given(st.decimals("0.0001", "100000", places=4), st.decimals("0.000001", "10000", places=6), st.integers(0, MOST_FEN))
def test_the_largest_product_is_exact(area: Decimal, rate: Decimal, surcharge_fen: int) -> None:
    for bill in drafted(a_unit(area=str(area)), [an_item(Tariff("1001", rate, surcharge_fen))]).bills:
        assert bill.total_fen == half_up(exact(bill.lines[0]))
