"""Buildings and their entrances, as the workbook lists them. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

import re
from typing import Final

from chalicelib.imports.rules.cells import Unreadable, code, whole
from chalicelib.imports.rules.headings import Row, Table
from chalicelib.imports.rules.plan import ParsedBuilding

MOST_FLOORS: Final = 200
CODE_CHARACTERS: Final = 40
_BUILDING_WORD: Final = re.compile(r"(?<=\d)(号楼|幢|栋|楼)$")
_ENTRANCE_WORD: Final = re.compile(r"(?<=.)单元$")
_YES: Final = frozenset({"有", "是", "yes", "y", "true", "1"})
_NO: Final = frozenset({"无", "没有", "否", "no", "n", "false", "0"})


def building_code(row: Row) -> str:
    """The building's number: 1, "1 幢", "1号楼" and "１栋" are one building."""
    return _BUILDING_WORD.sub("", code(row.cell("building")))


def entrance_code(row: Row) -> str:
    """The entrance's number: 2 and "2单元" are one; "" where there is none."""
    return _ENTRANCE_WORD.sub("", code(row.cell("entrance")))


def needed(row: Row, key: str, value: str) -> str | None:
    """`value`, or None once the row is reported as left out: nothing there, or more than a name can be."""
    if not value:
        if not row.failed(key):
            row.report("error", "missing_value", key, left_out="row")
        return None
    if len(value) > CODE_CHARACTERS:
        row.report("error", "too_long", key, left_out="row", limit=CODE_CHARACTERS)
        return None
    return value


def read_buildings(table: Table) -> list[ParsedBuilding]:
    """Each entrance once; the second of a pair is left out."""
    found: dict[tuple[str, str], ParsedBuilding] = {}
    for row in table.rows():
        number = needed(row, "building", building_code(row))
        if number is None:
            continue
        entrance = entrance_code(row)[:CODE_CHARACTERS]
        first = found.get((number, entrance))
        if first is not None:
            row.report("error", "duplicate_building", "building", left_out="row", first_row=first.row)
            continue
        found[number, entrance] = ParsedBuilding(
            number, entrance, _floors(row), _lift(row), row.number, table.sheet.name
        )
    return list(found.values())


def _floors(row: Row) -> int | None:
    if row.cell("floors") is None:
        return None
    try:
        return whole(row.cell("floors"), least=1, most=MOST_FLOORS)
    except Unreadable as error:
        row.report("warning", "bad_floors", "floors", reason=error.reason)
        return None


def _lift(row: Row) -> bool | None:
    written = code(row.cell("lift")).lower()
    if not written:
        return None
    if written not in _YES | _NO:
        row.report("warning", "bad_lift", "lift")
        return None
    return written in _YES
