"""The values that facts may take, as they are asked for: read with care. Each raises BadFact, ValueError or KeyError.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from chalicelib.billing.rules.items import Discount, Formula, Tariff
from chalicelib.core.area import MOST_M2, PLACES
from chalicelib.core.limits import MOST_FEN
from chalicelib.corrections.rules.facts import BadFact
from chalicelib.estate.rules import Occupancy

RATE_PLACES: Final = 6
MOST_RATE: Final = Decimal(10_000)
PERCENT_PLACES: Final = 2
LEAST_POLICY: Final = 2
"""Characters of a policy's name."""


def area_of(one: Mapping[str, Any]) -> Decimal:
    """An area in m²."""
    area = Decimal(one["area"])
    if not area.is_finite() or not 0 < area <= MOST_M2 or _places(area) > PLACES:
        raise BadFact(why="area", most_m2=str(MOST_M2))
    return area


def party_of(one: Mapping[str, Any]) -> str:
    """A party's id."""
    return str(one["party_id"])


def occupancy_of(one: Mapping[str, Any]) -> str:
    """How a unit is used."""
    return Occupancy(one["occupancy"])


def discount_of(one: Mapping[str, Any], item_id: str) -> Discount:
    """So many percent off an item under a policy that has a name; 0 ends a discount, and needs none."""
    percent = Decimal(one["percent"])
    if not percent.is_finite() or not 0 <= percent <= 100 or _places(percent) > PERCENT_PLACES:  # noqa: PLR2004
        raise BadFact(why="percent")
    policy = str(one.get("policy") or "").strip()
    if percent and len(policy) < LEAST_POLICY:
        raise BadFact(why="policy")
    return Discount(item_id, percent, policy)


def tariff_of(one: Mapping[str, Any]) -> Tariff:
    """A month's price: by area in yuan per m², or fixed in fen."""
    formula = Formula(one["formula"])
    surcharge_fen, fixed_fen = int(one.get("surcharge_fen") or 0), int(one.get("fixed_fen") or 0)
    if not 0 <= surcharge_fen <= MOST_FEN or not 0 <= fixed_fen <= MOST_FEN:
        raise BadFact(why="price")
    if formula == Formula.FIXED:
        if not fixed_fen:
            raise BadFact(why="price")
        return Tariff(formula, fixed_fen=fixed_fen)
    rate = Decimal(one["rate"])
    if not rate.is_finite() or not 0 < rate <= MOST_RATE or _places(rate) > RATE_PLACES:
        raise BadFact(why="price")
    return Tariff(formula, rate, surcharge_fen)


def _places(number: Decimal) -> int:
    return -int(number.as_tuple().exponent)
