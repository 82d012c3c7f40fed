"""Areas in square metres, exact decimals: what a dwelling can measure. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

MOST_M2: Final = Decimal(100_000)
PLACES: Final = 4
