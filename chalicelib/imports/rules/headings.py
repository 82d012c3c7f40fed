"""Finds a table in a sheet by its headings, whatever their order, and tells its rows from the notes around it.

The heading row is the first one that carries the wanted headings; the table is the block of headings at its left. What
stands beside the table, beneath it as an explanation, or in a column nobody knows is not data. Pure: no clock, no
database, no HTTP.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from chalicelib.core.errors import Fact
from chalicelib.imports.rules.cells import text
from chalicelib.imports.rules.findings import Findings, Severity, shown
from chalicelib.imports.rules.plan import Cell, SheetLike

HEADING_ROWS: Final = 20
HEADING_CHARACTERS: Final = 80
_IN_BRACKETS: Final = re.compile(r"\(.*?\)|\[.*?\]|<.*?>")
_NOTE_WORDS: Final = frozenset({"说明", "注意", "备注", "填写说明", "合计", "总计", "小计", "note", "notes", "total"})
_PERSONAL: Final = frozenset({"phone", "id_number"})


def heading(cell: Cell) -> str:
    """A heading as it is compared: half-width, lower case, without spaces, line breaks, brackets and stars."""
    plain = unicodedata.normalize("NFKC", text(cell)[:HEADING_CHARACTERS]).casefold()
    return re.sub(r"[\s*:_]+", "", _IN_BRACKETS.sub("", plain))


def column_letters(number: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True)
class Column:
    """A column that a table may have. `unused` ones are known, and not imported in this release."""

    key: str
    names: tuple[str, ...]
    required: bool = False
    unused: bool = False


@dataclass(frozen=True)
class TableSpec:
    """A table that a form has: the sheets it may stand in, and its columns."""

    key: str
    sheets: tuple[str, ...]
    columns: tuple[Column, ...]
    wanted: Severity = "error"  # how bad it is when the sheet is not there

    @property
    def required(self) -> frozenset[str]:
        return frozenset(column.key for column in self.columns if column.required)

    def names(self) -> dict[str, str]:
        """Heading as compared → key."""
        return {heading(name): column.key for column in self.columns for name in column.names}

    def title(self, key: str) -> str:
        return next((column.names[0] for column in self.columns if column.key == key), key)


@dataclass(frozen=True)
class Header:
    """A heading row: its number, where each known column stands (from 0), headings that nobody knows, doubles."""

    row: int
    places: Mapping[str, int]
    strange: tuple[tuple[int, str], ...]
    doubles: tuple[tuple[int, str], ...]


def find_header(sheet: SheetLike, spec: TableSpec) -> Header | None:
    """The first row with every required heading; else the first with most of them, at least two; else None."""
    best: Header | None = None
    names = spec.names()
    for index, cells in enumerate(sheet.rows[:HEADING_ROWS]):
        header = _header(index + 1, cells, names)
        if spec.required <= header.places.keys():
            return header
        if len(header.places) > max(1, len(best.places) if best else 0):
            best = header
    return best


def _blocks(cells: tuple[Cell, ...]) -> Iterator[list[tuple[int, str]]]:
    """Runs of headings without a blank cell between them."""
    block: list[tuple[int, str]] = []
    for place, cell in enumerate(cells):
        written = heading(cell) if isinstance(cell, str) else ""
        if written:
            block.append((place, written))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _header(row: int, cells: tuple[Cell, ...], names: Mapping[str, str]) -> Header:
    """Read the leftmost block with a known heading; a later block belongs to the table when it repeats none of them."""
    places: dict[str, int] = {}
    strange: list[tuple[int, str]] = []
    doubles: list[tuple[int, str]] = []
    for block in _blocks(cells):
        known = [names[written] for _, written in block if written in names]
        if not known or (places and not places.keys().isdisjoint(known)):
            continue
        for place, written in block:
            key = names.get(written)
            if key is None:
                strange.append((place, text(cells[place])))
            elif key in places:
                doubles.append((place, text(cells[place])))
            else:
                places[key] = place
    return Header(row, places, tuple(strange), tuple(doubles))


@dataclass(frozen=True)
class Row:
    """One data row of a table."""

    table: Table
    number: int
    cells: tuple[Cell, ...]

    def cell(self, key: str) -> Cell:
        """The column's cell; None when it is blank, shows an error, or the table has no such column."""
        place = self.table.header.places.get(key)
        if place is None or place >= len(self.cells) or self.failed(key):
            return None
        found = self.cells[place]
        return None if isinstance(found, str) and not text(found) else found

    def failed(self, key: str) -> bool:
        """Whether the cell is an error or a formula without a value, which is reported once, as that."""
        place = self.table.header.places.get(key)
        at = (self.number, (place or 0) + 1)
        return place is not None and (at in self.table.sheet.without_value or at in self.table.sheet.errors)

    def report(self, severity: Severity, code: str, key: str | None = None, **facts: Fact) -> None:
        """A finding about this row, or about one cell of it."""
        value = shown(self.cell(key), personal=key in _PERSONAL) if key else None
        self.table.report(severity, code, key, row=self.number, value=value, **facts)


@dataclass(frozen=True)
class Table:
    """A table that was found: its sheet, its headings and where its findings go."""

    sheet: SheetLike
    spec: TableSpec
    header: Header
    findings: Findings

    def has(self, key: str) -> bool:
        return key in self.header.places

    def report(
        self,
        severity: Severity,
        code: str,
        key: str | None = None,
        *,
        row: int | None = None,
        value: str | None = None,
        **facts: Fact,
    ) -> None:
        column = self._column(key) if key else None
        self.findings.add(severity, code, self.sheet.name, row=row, column=column, value=value, facts=facts)

    def _column(self, key: str) -> str:
        place = self.header.places.get(key)
        if place is None:
            return self.spec.title(key)
        return f"{column_letters(place + 1)} {text(self.sheet.rows[self.header.row - 1][place])[:40]}"

    def rows(self) -> Iterator[Row]:
        """The data rows: blank ones and notes are passed over, formulas and error cells reported."""
        used = [
            (column.key, self.header.places[column.key])
            for column in self.spec.columns
            if not column.unused and column.key in self.header.places
        ]
        used.sort(key=lambda pair: pair[1])
        names = self.spec.names()
        for index in range(self.header.row, len(self.sheet.rows)):
            cells = self.sheet.rows[index]
            written = [place for _, place in used if self._is_written(index + 1, place, cells)]
            if not written or self._is_note(cells, written, names):
                continue
            row = Row(self, index + 1, cells)
            if len(written) == 1 and len(used) > 1:
                row.report("note", "stray_row", next(key for key, place in used if place == written[0]))
                continue
            self._report_formulas(row, used)
            yield row

    def _is_written(self, number: int, place: int, cells: tuple[Cell, ...]) -> bool:
        at = (number, place + 1)
        if at in self.sheet.errors or at in self.sheet.without_value:
            return True
        return place < len(cells) and cells[place] is not None and text(cells[place]) != ""

    def _is_note(self, cells: tuple[Cell, ...], written: list[int], names: Mapping[str, str]) -> bool:
        """A row that begins like an explanation: with 说明, or with one of the table's own headings."""
        first = cells[written[0]] if written[0] < len(cells) else None
        if not isinstance(first, str):
            return False
        begun = heading(first)
        return begun in _NOTE_WORDS or begun in names

    def _report_formulas(self, row: Row, used: list[tuple[str, int]]) -> None:
        for key, place in used:
            at = (row.number, place + 1)
            if at in self.sheet.without_value:
                row.report("error", "formula_without_value", key, left_out="cell")
            elif at in self.sheet.errors:
                row.report("error", "cell_error", key, left_out="cell")
            elif at in self.sheet.formulas:
                row.report("warning", "formula_used", key)


def open_table(sheet: SheetLike, spec: TableSpec, findings: Findings) -> Table | None:
    """The sheet's table, or None with the finding that says which headings it lacks; what is not imported is noted.

    A table that is only `wanted` as a note is not imported at all, so nothing is said about its columns.
    """
    header = find_header(sheet, spec)
    places = header.places if header else {}
    missing = [column.key for column in spec.columns if column.required and column.key not in places]
    if spec.wanted == "note":
        return Table(sheet, spec, header, findings) if header and not missing else None
    if header is None or missing:
        titles: list[str] = [spec.title(key) for key in missing]
        row = header.row if header else None
        findings.add("error", "missing_column", sheet.name, row=row, facts={"missing": titles, "left_out": "sheet"})
        return None
    table = Table(sheet, spec, header, findings)
    _note_columns(table)
    return table


def _note_columns(table: Table) -> None:
    header, spec = table.header, table.spec
    for place, written in header.doubles:
        column = f"{column_letters(place + 1)} {written[:40]}"
        table.findings.add("warning", "column_twice", table.sheet.name, row=header.row, column=column)
    unused = [
        (header.places[column.key], column.names[0])
        for column in spec.columns
        if column.unused and table.has(column.key)
    ]
    titles = [f"{column_letters(place + 1)} {written[:40]}" for place, written in sorted([*header.strange, *unused])]
    if titles:
        table.report("note", "columns_not_imported", row=header.row, columns=titles)
