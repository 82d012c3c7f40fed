"""Laws of money: one exact rounding, and a split that never makes or loses a fen."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.money import fen_of, split, yuan_of

AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12)
TOTALS = st.integers(min_value=-(10**12), max_value=10**12)
WEIGHTS = st.lists(
    st.one_of(st.integers(0, 10**6), st.decimals(min_value=0, max_value=100_000, places=4)), min_size=1, max_size=40
).filter(any)


def half_up(yuan: Fraction) -> int:
    """What a person with exact fractions would write down, in fen."""
    size = (abs(yuan) * 100 + Fraction(1, 2)).__floor__()
    return size if yuan >= 0 else -size


def test_every_area_from_50_00_to_179_99_at_2_50_equals_exact_rational_arithmetic() -> None:
    rate = Decimal("2.50")
    for hundredths in range(50_00, 180_00):
        exact = Fraction(hundredths, 100) * Fraction(5, 2)
        assert fen_of(rate * Decimal(hundredths).scaleb(-2)) == half_up(exact), hundredths


@given(AMOUNTS)
def test_rounding_equals_exact_rational_arithmetic(yuan: Decimal) -> None:
    assert fen_of(yuan) == half_up(Fraction(yuan))


@given(TOTALS)
def test_yuan_of_a_fen_is_exact(fen: int) -> None:
    assert fen_of(yuan_of(fen)) == fen


@given(TOTALS, WEIGHTS)
def test_the_parts_of_a_split_add_up(total: int, weights: list[int | Decimal]) -> None:
    assert sum(split(total, weights)) == total


@given(TOTALS, WEIGHTS)
def test_no_part_is_a_whole_fen_from_its_exact_share(total: int, weights: list[int | Decimal]) -> None:
    whole = sum(map(Fraction, weights))
    for part, weight in zip(split(total, weights), weights, strict=True):
        assert abs(part - total * Fraction(weight) / whole) < 1


@given(st.integers(0, 10**12), WEIGHTS)
def test_who_gets_the_odd_fen_had_no_smaller_remainder_than_others(total: int, weights: list[int | Decimal]) -> None:
    whole = sum(map(Fraction, weights))
    shares = [total * Fraction(weight) / whole for weight in weights]
    both = list(zip(split(total, weights), shares, strict=True))
    favoured = [share % 1 for part, share in both if part > share.__floor__()]
    others = [share % 1 for part, share in both if part == share.__floor__()]
    assert not favoured or not others or min(favoured) >= max(others)


@given(TOTALS, WEIGHTS)
def test_who_weighs_nothing_pays_nothing(total: int, weights: list[int | Decimal]) -> None:
    assert all(part == 0 for part, weight in zip(split(total, weights), weights, strict=True) if not weight)


@given(TOTALS, WEIGHTS, st.integers(2, 1000))
def test_only_the_proportion_of_the_weights_matters(total: int, weights: list[int | Decimal], by: int) -> None:
    assert split(total, weights) == split(total, [weight * by for weight in weights])


@given(TOTALS, WEIGHTS)
def test_a_split_of_the_opposite_is_the_opposite(total: int, weights: list[int | Decimal]) -> None:
    assert split(-total, weights) == [-part for part in split(total, weights)]
