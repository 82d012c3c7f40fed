"""Examples of the one rounding and the one split; tests/property/test_money.py has the laws."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chalicelib.core.money import NothingToSplitBy, NotMoney, fen_of, split, yuan_of


def test_two_yuan_fifty_for_88_89_square_metres_is_222_23() -> None:
    assert fen_of(Decimal("2.50") * Decimal("88.89")) == 222_23


@pytest.mark.parametrize(
    ("yuan", "fen"),
    [("0.004", 0), ("0.005", 1), ("0.0149", 1), ("0.015", 2), ("-0.004", 0), ("-0.005", -1), ("-0.015", -2)],
)
def test_half_a_fen_rounds_away_from_zero(yuan: str, fen: int) -> None:
    assert fen_of(Decimal(yuan)) == fen


def test_a_long_tail_of_digits_is_rounded_once_and_not_twice() -> None:
    assert fen_of(Decimal("0.0049999999999999999999999999999999999")) == 0


@pytest.mark.parametrize("yuan", [Decimal("NaN"), Decimal("Infinity"), Decimal("-Infinity")])
def test_what_is_no_number_is_not_money(yuan: Decimal) -> None:
    with pytest.raises(NotMoney):
        fen_of(yuan)


def test_floating_point_is_not_money() -> None:
    with pytest.raises(NotMoney):
        fen_of(2.5)  # type: ignore[arg-type]


def test_yuan_of_a_fen_has_two_decimals() -> None:
    assert str(yuan_of(88703)) == "887.03"
    assert str(yuan_of(-5)) == "-0.05"
    assert str(yuan_of(0)) == "0.00"


def test_a_bill_shared_by_three_owners_adds_up_to_the_fen() -> None:
    assert split(100_00, [1, 1, 1]) == [33_34, 33_33, 33_33]


def test_the_largest_remainder_gets_the_odd_fen() -> None:
    assert split(10, [Decimal("0.1"), Decimal("0.65"), Decimal("0.25")]) == [1, 7, 2]
    assert split(100, [Decimal("33.2"), Decimal("33.6"), Decimal("33.2")]) == [33, 34, 33]


def test_shares_are_split_by_areas_as_they_are_written() -> None:
    assert split(1_000_01, [Decimal("94.56"), Decimal("88.89")]) == [515_46, 484_55]


def test_a_credit_is_split_like_the_charge_that_it_undoes() -> None:
    weights: list[int | Decimal] = [Decimal("94.56"), Decimal("88.89"), 3]
    assert split(-1_000_01, weights) == [-part for part in split(1_000_01, weights)]


@pytest.mark.parametrize("weights", [[], [0], [0, 0, Decimal("0.00")], [-1], [2, -1], [-1, -1]])
def test_nothing_is_split_by_weights_of_nothing_or_less(weights: list[int | Decimal]) -> None:
    with pytest.raises(NothingToSplitBy) as refused:
        split(100, weights)
    assert refused.value.code == "nothing_to_split_by"
