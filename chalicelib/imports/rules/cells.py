"""What a cell means: codes, decimals, money, days. Each reader gives a value or raises Unreadable with a reason.

Excel turns a typed code into a number, a date into a count of days and an id number into fifteen digits and zeros;
people type full-width digits, units of measure and dots. All of that is read here.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from chalicelib.core.money import fen_of, yuan_of
from chalicelib.imports.rules.plan import Cell

_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NUMBER_CHARACTERS: Final = 40
_DECIMAL: Final = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d{1,15})(\.\d{1,15})?")
_MEASURE: Final = re.compile(r"(m2|m²|平方米|平米|平方|元|/|月|每)+$")
_JOINED: Final = re.compile(r"[#,;、]")
_DAY: Final = re.compile(
    r"((?:19|20|21)\d\d)(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?)?"
)
_DAY_DIGITS: Final = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_SERIAL_ZERO: Final = date(1899, 12, 30)
_SERIALS: Final = range(20_000, 80_000)  # 1954 to 2119
_EARLIEST: Final = date(1950, 1, 1)
_LATEST: Final = date(2199, 12, 31)


class Unreadable(ValueError):
    """The cell cannot mean what its column wants; `reason` is one word for the finding."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def text(cell: Cell) -> str:
    """Readable text on one line; a number as people write it (1 and 94.56, never 1.0); "" for a blank cell."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return format(cell.normalize(), "f")
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | date):
        return str(cell)
    if not cell.isprintable():
        cell = _CONTROL.sub(" ", _INVISIBLE.sub("", cell))
    return " ".join(cell.split())


def code(cell: Cell) -> str:
    """A number that names something: half-width, without spaces. 1011 and "１０１１" are one."""
    return unicodedata.normalize("NFKC", text(cell)).replace(" ", "")


def joined(cell: Cell) -> list[str]:
    """Codes joined with # in one cell; ，, ; and 、 are taken too. Blank pieces are dropped."""
    return [piece for piece in (part.strip() for part in _JOINED.split(code(cell))) if piece]


def decimal(cell: Cell) -> Decimal:
    """An exact number: 94.56, "1,234.50", "¥1.30 元/㎡". Raises Unreadable: missing, not_a_number."""
    if isinstance(cell, Decimal) and cell.is_finite():
        return cell
    if isinstance(cell, int) and not isinstance(cell, bool):
        return Decimal(cell)
    written = code(cell)
    if not written:
        raise Unreadable("missing")
    if len(written) > _NUMBER_CHARACTERS:
        raise Unreadable("not_a_number")
    bare = _MEASURE.sub("", written.lower().lstrip("¥￥"))
    if not _DECIMAL.fullmatch(bare):
        raise Unreadable("not_a_number")
    return Decimal(bare.replace(",", ""))


def measure(cell: Cell, *, most: Decimal, places: int) -> Decimal:
    """A number above zero. Raises Unreadable: missing, not_a_number, negative, zero, too_fine, absurd."""
    value = decimal(cell)
    if value <= 0:
        raise Unreadable("negative" if value < 0 else "zero")
    return _bounded(value, most=most, places=places)


def fen(cell: Cell, *, most_fen: int) -> int:
    """Yuan with at most two decimals, as fen; a blank cell is 0. Raises Unreadable as `measure` does, zero excepted."""
    if not code(cell):
        return 0
    value = decimal(cell)
    if value < 0:
        raise Unreadable("negative")
    return fen_of(_bounded(value, most=yuan_of(most_fen), places=2))


def _bounded(value: Decimal, *, most: Decimal, places: int) -> Decimal:
    if value > most:
        raise Unreadable("absurd")
    if value != round(value, places):
        raise Unreadable("too_fine")
    return value


def whole(cell: Cell, *, least: int, most: int) -> int:
    """A whole number within bounds. Raises Unreadable: missing, not_a_number, absurd."""
    value = decimal(cell)
    if value != value.to_integral_value():
        raise Unreadable("not_a_number")
    if not least <= value <= most:
        raise Unreadable("absurd")
    return int(value)


def day(cell: Cell) -> date:
    """A date: 2020-6-10, 2020/6/10, 2020.6.10, 2020年6月10日, 20200610, a date cell, or Excel's count of days.

    Raises Unreadable: missing, not_a_date, no_such_day (2021-02-30).
    """
    if isinstance(cell, date):
        return _plausible(cell)
    written = unicodedata.normalize("NFKC", text(cell)).strip()
    if not written:
        raise Unreadable("missing")
    if written.isdecimal() and int(written) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(written))
    found = _DAY.fullmatch(written) or _DAY_DIGITS.fullmatch(written)
    if not found:
        raise Unreadable("not_a_date")
    try:
        value = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise Unreadable("no_such_day") from error
    return _plausible(value)


def _plausible(value: date) -> date:
    if not _EARLIEST <= value <= _LATEST:
        raise Unreadable("not_a_date")
    return value


def day_pieces(cell: Cell) -> list[Cell]:
    """Dates joined with # in one cell, not read yet; one date cell is one piece."""
    if not isinstance(cell, str):
        return [] if cell is None else [cell]
    pieces = _JOINED.split(unicodedata.normalize("NFKC", cell))
    return [piece.strip() for piece in pieces if piece.strip()]
