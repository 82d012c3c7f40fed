"""Money is an integer count of fen (分). Owns the one rounding and the one split; refuses floating point.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from chalicelib.core.errors import Invalid

FEN_PER_YUAN: Final = 100


class NotMoney(Invalid):
    code = "not_money"


class NothingToSplitBy(Invalid):
    code = "nothing_to_split_by"


def fen_of(yuan: Decimal) -> int:
    """Round an exact amount in yuan to fen, half up (away from zero for a minus). Called once per bill line."""
    if not isinstance(yuan, Decimal) or not yuan.is_finite():
        raise NotMoney(value=str(yuan))
    above, below = yuan.copy_abs().as_integer_ratio()
    fen = (2 * FEN_PER_YUAN * above + below) // (2 * below)
    return -fen if yuan.is_signed() else fen


def yuan_of(fen: int) -> Decimal:
    """The exact amount in yuan, two decimals."""
    return Decimal(fen).scaleb(-2)


def upto(total_fen: int, days: int, of_days: int) -> int:
    """What the first `days` of `of_days` come to, half up (away from zero for a minus).

    Stretches that follow one another come to exactly the whole: each is what its last day comes to less what stood
    before its first (BIL-05).
    """
    size = (2 * abs(total_fen) * days + of_days) // (2 * of_days)
    return -size if total_fen < 0 else size


def split(total_fen: int, weights: Sequence[int | Decimal]) -> list[int]:
    """Share `total_fen` by weight so that the parts add up exactly: largest remainder, ties to the earlier part.

    Raises NothingToSplitBy when no weight is above zero, or one is below (BIL-02).
    """
    exact = [Decimal(weight) for weight in weights]
    whole = sum(exact, Decimal(0))
    if whole <= 0 or any(weight < 0 for weight in exact):
        raise NothingToSplitBy(weights=len(exact))
    sign, size = (-1, -total_fen) if total_fen < 0 else (1, total_fen)
    scale = 10 ** max(0, *(-int(weight.as_tuple().exponent) for weight in exact))
    units = [int(weight * scale) for weight in exact]
    quotients = [divmod(size * unit, sum(units)) for unit in units]
    parts = [quotient for quotient, _ in quotients]
    by_remainder = sorted(range(len(units)), key=lambda index: (-quotients[index][1], index))
    for index in by_remainder[: size - sum(parts)]:
        parts[index] += 1
    return [sign * part for part in parts]
