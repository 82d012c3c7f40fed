"""Areas: exact, above zero, nothing that no dwelling measures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chalicelib.core.area import NotAnArea, area_of


@pytest.mark.parametrize(
    ("text", "area"), [("94.56", "94.56"), (" 88.89 ", "88.89"), ("0.0001", "0.0001"), ("100000", "100000")]
)
def test_an_area_is_exactly_what_is_written(text: str, area: str) -> None:
    assert area_of(text) == Decimal(area)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "abc", "94,56", "94.56㎡", "0", "0.00", "-0", "-1", "100000.0001"),
        *("94.56789", "NaN", "sNaN", "Infinity", "-Infinity", "1e-1000000", "1e1000000"),
    ],
)
def test_what_no_dwelling_measures_is_not_an_area(text: str) -> None:
    with pytest.raises(NotAnArea) as refused:
        area_of(text)
    assert refused.value.facts == {"value": text[:40]}


def test_a_refused_text_is_quoted_in_part_only() -> None:
    with pytest.raises(NotAnArea) as refused:
        area_of("x" * 1000)
    assert refused.value.facts == {"value": "x" * 40}


def test_an_area_is_shown_in_plain_digits_however_it_was_written() -> None:
    assert str(area_of("1e2")) == "100"
    assert str(area_of("9.456E+1")) == "94.56"
