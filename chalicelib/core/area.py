"""Areas in square metres, exact decimals. Refuses floating point and what no dwelling measures.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final

from chalicelib.core.errors import Invalid

MOST_M2: Final = Decimal(100_000)
PLACES: Final = 4


class NotAnArea(Invalid):
    code = "not_an_area"


def area_of(text: str) -> Decimal:
    """An area in m² from text such as "94.56": above zero, at most 100,000 m² and four decimals, in plain digits."""
    try:
        area = Decimal(text.strip())
    except InvalidOperation as error:
        raise NotAnArea(value=text[:40]) from error
    if not area.is_finite() or not 0 < area <= MOST_M2 or area != round(area, PLACES):
        raise NotAnArea(value=text[:40])
    return Decimal(f"{area:f}")
