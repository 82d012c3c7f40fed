"""Fee items of units in a sheet of their own, one per row, as our template has them.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from chalicelib.core import limits
from chalicelib.imports.rules.buildings import needed
from chalicelib.imports.rules.cells import Unreadable, code, day
from chalicelib.imports.rules.headings import Table
from chalicelib.imports.rules.plan import ParsedCharge, ParsedUnit
from chalicelib.imports.rules.units import unit_place


def read_charges(table: Table, units: list[ParsedUnit], *, items: Collection[str] | None) -> list[ParsedUnit]:
    """The units with their fee items. A row whose unit, item or start is not known is left out."""
    known = {unit.key for unit in units}
    found: dict[tuple[str, str, str], dict[str, ParsedCharge]] = defaultdict(dict)
    rows: dict[tuple[tuple[str, str, str], str], int] = {}
    for row in table.rows():
        place = unit_place(row)
        number = needed(row, "item", code(row.cell("item")))
        if place is None or number is None or items is None:
            continue
        if place not in known:
            row.report("error", "charge_unit_missing", "number", left_out="row")
        elif number not in items:
            row.report("error", "unknown_item", "item", left_out="row", item=number)
        elif number in found[place]:
            row.report("error", "duplicate_charge", "item", left_out="row", first_row=rows[place, number])
        elif len(found[place]) == limits.ITEMS_PER_UNIT:
            row.report("error", "too_many_items", "item", left_out="row", limit=limits.ITEMS_PER_UNIT)
        else:
            try:
                start = None if row.cell("from_on") is None else day(row.cell("from_on"))
            except Unreadable as error:
                row.report("error", "bad_date", "from_on", left_out="row", item=number, reason=error.reason)
                continue
            if start is None and row.failed("from_on"):
                continue
            if start is None:
                row.report("warning", "charge_start_missing", "from_on")
            found[place][number] = ParsedCharge(number, start)
            rows[place, number] = row.number
    return [replace(unit, charges=tuple(found[unit.key].values())) if unit.key in found else unit for unit in units]
