"""Units, as the workbook lists them: where, how large, whose, and by which fee items.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from chalicelib.core import area as areas
from chalicelib.core import limits
from chalicelib.core.errors import Fact
from chalicelib.imports.rules.buildings import CODE_CHARACTERS, building_code, entrance_code, needed
from chalicelib.imports.rules.cells import Unreadable, code, day, day_pieces, joined, measure, whole
from chalicelib.imports.rules.findings import shown
from chalicelib.imports.rules.headings import Row, Table
from chalicelib.imports.rules.plan import ParsedCharge, ParsedUnit

LOWEST_FLOOR: Final = -10
HIGHEST_FLOOR: Final = 200
_NONE: Final = "0"
_KINDS: Final = {
    "110": "dwelling",
    "119": "dormitory",
    "120": "office",
    "住宅": "dwelling",
    "宿舍": "dormitory",
    "办公室": "office",
    "办公": "office",
    "商铺": "shop",
    "dwelling": "dwelling",
    "dormitory": "dormitory",
    "office": "office",
    "shop": "shop",
}
OTHER_KIND: Final = "other"


def read_units(table: Table, *, owners: Collection[str] | None, items: Collection[str] | None) -> list[ParsedUnit]:
    """Each unit once. `owners` and `items` are the numbers listed; None when their sheet could not be read."""
    found: dict[tuple[str, str, str], ParsedUnit] = {}
    for row in table.rows():
        place = unit_place(row)
        if place is None:
            continue
        if place in found:
            row.report("error", "duplicate_unit", "number", left_out="row", first_row=found[place].row)
            continue
        building, entrance, number = place
        floor_area, inner_area = _areas(row)
        owner_numbers = _owners(row, owners)
        charges = _charges(row, items)
        found[place] = ParsedUnit(
            number,
            building,
            entrance,
            _floor(row),
            _kind(row),
            floor_area,
            inner_area,
            owner_numbers,
            charges,
            row.number,
            table.sheet.name,
        )
    return list(found.values())


def unit_place(row: Row) -> tuple[str, str, str] | None:
    """Building, entrance and number, or None once the row is reported as left out."""
    building = needed(row, "building", building_code(row))
    number = needed(row, "number", code(row.cell("number")))
    if building is None or number is None:
        return None
    return building, entrance_code(row)[:CODE_CHARACTERS], number


def _areas(row: Row) -> tuple[Decimal | None, Decimal | None]:
    """The area bills are made from, and the inner one. A unit whose area cannot be read is imported without it."""
    floor_area = inner_area = None
    try:
        floor_area = measure(row.cell("area"), most=areas.MOST_M2, places=areas.PLACES)
    except Unreadable as error:
        if error.reason == "missing" and not row.failed("area"):
            row.report("warning", "area_missing", "area")
        elif error.reason != "missing":
            row.report("error", "bad_area", "area", left_out="cell", reason=error.reason)
    if row.cell("inner_area") is not None:
        try:
            inner_area = measure(row.cell("inner_area"), most=areas.MOST_M2, places=areas.PLACES)
        except Unreadable as error:
            row.report("warning", "bad_inner_area", "inner_area", reason=error.reason)
    return floor_area, inner_area


def _floor(row: Row) -> int | None:
    if row.cell("floor") is None:
        return None
    try:
        return whole(row.cell("floor"), least=LOWEST_FLOOR, most=HIGHEST_FLOOR)
    except Unreadable as error:
        row.report("warning", "bad_floor", "floor", reason=error.reason)
        return None


def _kind(row: Row) -> str:
    written = code(row.cell("kind")).casefold()
    if written and written not in _KINDS:
        row.report("warning", "unit_kind_unknown", "kind")
        return OTHER_KIND
    return _KINDS.get(written, "dwelling")


def _owners(row: Row, listed: Collection[str] | None) -> tuple[str, ...]:
    """The unit's owners that the workbook lists. One that it does not is a warning, and pays nothing."""
    written = list(dict.fromkeys(joined(row.cell("owners"))))
    missing = [number for number in written if listed is not None and number not in listed]
    if not written or written == [_NONE] == missing:
        if not row.failed("owners"):
            row.report("note", "owner_blank", "owners")
        return ()
    if listed is None:
        return ()
    for number in missing:
        row.report("warning", "owner_missing", "owners", owner=number[:40], payer=len(missing) < len(written))
    return tuple(number for number in written if number in listed)


def _charges(row: Row, listed: Collection[str] | None) -> tuple[ParsedCharge, ...]:
    """Fee items joined with #, each with the start joined likewise: 1#2 from 2020-06-10#2020-07-10; 0 is none."""
    if listed is None or not row.table.has("fees"):
        return ()
    numbers = joined(row.cell("fees"))
    if len(numbers) > limits.ITEMS_PER_UNIT:
        row.report("error", "too_many_items", "fees", left_out="cell", limit=limits.ITEMS_PER_UNIT)
        return ()
    if not [number for number in numbers if number != _NONE]:
        return ()
    pieces = day_pieces(row.cell("fee_starts"))
    if not pieces:
        if row.failed("fee_starts"):
            return ()
        row.report("warning", "charge_start_missing", "fee_starts")
        pieces = [None] * len(numbers)
    elif len(pieces) == 1 < len(numbers):
        row.report("warning", "charge_one_start", "fee_starts", items=len(numbers))
        pieces *= len(numbers)
    elif len(pieces) != len(numbers):
        facts: dict[str, Fact] = {"items": len(numbers), "starts": len(pieces)}
        row.report("error", "charge_starts_mismatch", "fee_starts", left_out="cell", **facts)
        return ()
    return tuple(_paired(row, list(zip(numbers, pieces, strict=True)), listed))


def _paired(
    row: Row, pairs: list[tuple[str, str | int | Decimal | date | bool | None]], listed: Collection[str]
) -> Iterator[ParsedCharge]:
    seen: set[str] = set()
    for number, piece in pairs:
        if number == _NONE:
            continue
        if number in seen:
            row.report("warning", "charge_twice", "fees", item=number[:40])
        elif number not in listed:
            row.report("error", "unknown_item", "fees", left_out="cell", item=number[:40])
        else:
            try:
                yield ParsedCharge(number, None if piece is None else day(piece))
            except Unreadable as error:
                facts: dict[str, Fact] = {"item": number[:40], "reason": error.reason, "written": shown(piece)}
                row.report("error", "bad_date", "fee_starts", left_out="cell", **facts)
        seen.add(number)
