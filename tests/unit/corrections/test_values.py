"""What may be said of each kind of fact, and what not (REG-03, BIL-03, BIL-04)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from chalicelib.billing.rules.items import Discount, Tariff
from chalicelib.core.limits import MOST_FEN
from chalicelib.corrections.rules.facts import BadFact, stretches_of
from chalicelib.corrections.rules.values import discount_of, occupancy_of, party_of, tariff_of

SINCE = {"from_on": "2026-10-01"}


def off(one: Any) -> Discount:
    return discount_of(one, "item")


def said(value_of: Any, **more: Any) -> Any:
    """The value that one stretch says."""
    (found,) = stretches_of({"stretches": [SINCE | more]}, value_of)
    return found.value


@pytest.mark.parametrize(
    ("value_of", "wrong", "why"),
    [
        (party_of, {}, "unreadable"),
        (occupancy_of, {}, "unreadable"),
        (occupancy_of, {"occupancy": "haunted"}, "unreadable"),
        (off, {"policy": "敬老优惠"}, "unreadable"),
        (off, {"percent": "half", "policy": "敬老优惠"}, "unreadable"),
        (off, {"percent": "-1", "policy": "敬老优惠"}, "percent"),
        (off, {"percent": "100.01", "policy": "敬老优惠"}, "percent"),
        (off, {"percent": "12.345", "policy": "敬老优惠"}, "percent"),
        (off, {"percent": "NaN", "policy": "敬老优惠"}, "percent"),
        (off, {"percent": "10"}, "policy"),
        (off, {"percent": "10", "policy": " 老 "}, "policy"),
        (tariff_of, {"formula": "1003", "rate": "1"}, "unreadable"),
        (tariff_of, {"formula": "1001"}, "unreadable"),
        (tariff_of, {"formula": "1001", "rate": "0"}, "price"),
        (tariff_of, {"formula": "1001", "rate": "-1"}, "price"),
        (tariff_of, {"formula": "1001", "rate": "10000.01"}, "price"),
        (tariff_of, {"formula": "1001", "rate": "0.1234567"}, "price"),
        (tariff_of, {"formula": "1001", "rate": "Infinity"}, "price"),
        (tariff_of, {"formula": "1001", "rate": "1", "surcharge_fen": -1}, "price"),
        (tariff_of, {"formula": "1001", "rate": "1", "surcharge_fen": MOST_FEN + 1}, "price"),
        (tariff_of, {"formula": "2002"}, "price"),
        (tariff_of, {"formula": "2002", "fixed_fen": 0}, "price"),
        (tariff_of, {"formula": "2002", "fixed_fen": MOST_FEN + 1}, "price"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_and_says_why(value_of: Any, wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(BadFact) as told:
        said(value_of, **wrong)
    assert told.value.facts["why"] == why


def test_what_can_be_meant_is_taken_exactly() -> None:
    assert said(party_of, party_id="甲") == "甲"
    assert said(occupancy_of, occupancy="let") == "let"
    assert said(off, percent="12.50", policy=" 敬老优惠 ") == Discount("item", Decimal("12.5"), "敬老优惠")
    assert said(off, percent="100", policy="空置减免").percent == Decimal(100)
    assert said(off, percent="0") == Discount("item", Decimal(0), "")
    assert said(tariff_of, formula="1001", rate="0.000001", surcharge_fen=5) == Tariff("1001", Decimal("0.000001"), 5)
    assert said(tariff_of, formula="1001", rate="10000").rate == Decimal(10_000)
    assert said(tariff_of, formula="2002", fixed_fen=MOST_FEN, rate="9") == Tariff("2002", fixed_fen=MOST_FEN)
