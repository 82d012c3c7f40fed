"""Fee items, as the workbook lists them. One with a broken price is kept, and says why: it must never bill ¥0.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from chalicelib.core import limits
from chalicelib.imports.rules.buildings import needed
from chalicelib.imports.rules.cells import Unreadable, code, day, fen, measure, whole
from chalicelib.imports.rules.headings import Row, Table
from chalicelib.imports.rules.parties import needed_name
from chalicelib.imports.rules.plan import AREA_TIMES_RATE, FIXED, ParsedItem

MOST_RATE: Final = Decimal(10_000)
RATE_PLACES: Final = 6
MOST_CYCLE_MONTHS: Final = 120
_FORMULAS: Final = {
    "1001": AREA_TIMES_RATE,
    "2002": FIXED,
    "按面积": AREA_TIMES_RATE,
    "面积*单价+附加费": AREA_TIMES_RATE,
    "固定费用": FIXED,
    "固定": FIXED,
    "固定金额": FIXED,
    "byarea": AREA_TIMES_RATE,
    "fixed": FIXED,
}
_ONE_OFF: Final = frozenset({"一次性费用", "一次性", "one-off", "oneoff"})


class _Broken:
    """The first thing that is wrong with an item, which becomes its `broken`; every one is reported."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self.code: str | None = None

    def found(self, code_: str, key: str) -> None:
        self.code = self.code or code_
        if not self._row.failed(key):
            self._row.report("warning", "item_broken", key, broken=code_)


def read_items(table: Table) -> list[ParsedItem]:
    """Each item once; the second of a pair is left out. How often an item is paid is read, noted, and not used."""
    found: dict[str, ParsedItem] = {}
    for row in table.rows():
        number = needed(row, "number", code(row.cell("number")))
        name = needed_name(row)
        if number is None or name is None:
            continue
        if number in found:
            row.report("error", "duplicate_item", "number", left_out="row", first_row=found[number].row)
            continue
        if number == "0":
            row.report("error", "item_number_zero", "number", left_out="row")
            continue
        found[number] = _item(row, number, name)
    cycles = sum(item.cycle_months not in (None, 1) for item in found.values())
    if cycles:
        table.report("note", "cycle_not_used", "cycle", items=cycles)
    return list(found.values())


def _item(row: Row, number: str, name: str) -> ParsedItem:
    broken = _Broken(row)
    written = code(row.cell("formula")).casefold()
    formula = _FORMULAS.get(written, written[:40])
    if formula not in (AREA_TIMES_RATE, FIXED):
        broken.found("formula_missing" if not formula else "formula_unknown", "formula")
    rate = _rate(row, broken) if formula == AREA_TIMES_RATE else None
    surcharge_fen = _money(row, broken, "surcharge") if formula == AREA_TIMES_RATE else 0
    fixed_fen = _money(row, broken, "fixed") if formula == FIXED else 0
    from_on, to_on = _window(row, broken)
    if code(row.cell("mark")).casefold() in _ONE_OFF:
        broken.found("one_off", "mark")
    sheet = row.table.sheet.name
    cycle = _cycle(row)
    return ParsedItem(
        number, name, formula, rate, surcharge_fen, fixed_fen, from_on, to_on, broken.code, row.number, sheet, cycle
    )


def _rate(row: Row, broken: _Broken) -> Decimal | None:
    try:
        return measure(row.cell("rate"), most=MOST_RATE, places=RATE_PLACES)
    except Unreadable as error:
        broken.found(f"price_{error.reason}", "rate")
        return None


def _money(row: Row, broken: _Broken, what: str) -> int:
    """Fen of the surcharge or the fixed amount: two columns in our form, one for both in the peer's."""
    key = "amount" if row.table.has("amount") else what
    try:
        found = fen(row.cell(key), most_fen=limits.MOST_FEN)
    except Unreadable as error:
        broken.found(f"{what}_{error.reason}", key)
        return 0
    if row.failed(key) or (what == "fixed" and found == 0):
        broken.found(f"{what}_{'missing' if row.cell(key) is None else 'zero'}", key)
    return found


def _window(row: Row, broken: _Broken) -> tuple[date | None, date | None]:
    """First and last day of the item, both included; an item whose window cannot be read is broken, not endless."""
    days: list[date | None] = []
    for key in ("from_on", "to_on"):
        if row.cell(key) is None:
            if row.failed(key):
                broken.found("window_unreadable", key)
            days.append(None)
            continue
        try:
            days.append(day(row.cell(key)))
        except Unreadable:
            broken.found("window_unreadable", key)
            days.append(None)
    from_on, to_on = days
    if from_on and to_on and to_on < from_on:
        broken.found("window_reversed", "to_on")
    return from_on, to_on


def _cycle(row: Row) -> int | None:
    try:
        return whole(row.cell("cycle"), least=1, most=MOST_CYCLE_MONTHS)
    except Unreadable:
        return None
