"""Reads an untrusted .xlsx into plain rows: text, whole numbers, exact decimals, dates. No float leaves this module.

Three steps, each bounded: the container is judged by its content, every part passes the XML gate while it is copied
into a clean container of our own making, and only that copy is given to the reader of cells.
"""

from __future__ import annotations

import io
import zipfile
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias
from xml.sax.saxutils import quoteattr

from chalicelib.core import limits
from chalicelib.documents.container import WORKBOOK_PART, Container
from chalicelib.documents.refused import WorkbookDamaged, WorkbookTooLarge
from chalicelib.documents.xml_gate import CellSet, SharedStringsGate, SheetGate, XmlGate

Cell: TypeAlias = str | int | Decimal | date | bool | None

SHEETS: Final = 50
INDEX_BYTES: Final = 2_000_000
STYLES_BYTES: Final = 16_000_000
STRINGS_BYTES: Final = 64_000_000
SHEET_BYTES: Final = 160_000_000
EXACT_BELOW: Final = 10**15  # a workbook keeps 15 significant digits; whole numbers from here on have lost some
_SHEET_NAME: Final = 255
_SPREADSHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True)
class Sheet:
    """One sheet from A1: `rows[0]` is row 1. A row ends at its last value; a blank row is `()`.

    The sets hold places (row, column), from 1: formulas (their last computed value stands in the row), formulas that
    nobody ever computed, and cells that show an error such as #DIV/0!.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    formulas: CellSet
    without_value: CellSet
    errors: CellSet


@dataclass(frozen=True)
class Workbook:
    sheets: tuple[Sheet, ...]


class _Index(XmlGate):
    """The workbook part: names of the sheets, and which calendar its dates count in."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.sheets: list[tuple[str, str]] = []
        self.from_1904 = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            self.sheets.append((attributes.get("name", "")[:_SHEET_NAME], relation))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in ("1", "true", "on")


class _Relations(XmlGate):
    """Where the parts that the workbook names are kept; others (themes, links to other files) are not followed."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.worksheets: dict[str, str] = {}
        self.strings = "xl/sharedStrings.xml"
        self.styles = "xl/styles.xml"

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "").replace("\\", "/")
        part = target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
        kind = attributes.get("Type", "").rpartition("/")[2]
        if kind == "worksheet":
            self.worksheets[attributes.get("Id", "")] = part
        elif kind == "sharedStrings":
            self.strings = part
        elif kind == "styles":
            self.styles = part


def read_workbook(data: bytes) -> Workbook:
    """Every worksheet of the workbook in `data`, in its order.

    Raises NotAWorkbook, WorkbookHasPassword, OldWorkbook, WorkbookHasMacros, WorkbookDamaged or WorkbookTooLarge.
    """
    clean, gates = _clean_copy(Container(data))
    return Workbook(tuple(_read_cells(clean, gates)))


def _clean_copy(container: Container) -> tuple[io.BytesIO, list[SheetGate]]:
    """Copy what a reader needs through the gates into a new container whose directory and index are ours."""
    index, relations = _read_index(container)
    found = [
        (name, relations.worksheets[relation]) for name, relation in index.sheets if relation in relations.worksheets
    ]
    if len(found) > SHEETS:
        raise WorkbookTooLarge(what="sheets", limit=SHEETS)
    if not found or len({name for name, _ in found}) != len(found) or not all(name for name, _ in found):
        raise WorkbookDamaged(part=WORKBOOK_PART)
    clean = io.BytesIO()
    gates: list[SheetGate] = []
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        _write_index(target, [name for name, _ in found], from_1904=index.from_1904)
        lengths = array("L")
        if relations.strings in container:
            strings = SharedStringsGate(relations.strings)
            chunks = container.stream(relations.strings, most_bytes=STRINGS_BYTES)
            _copy(target, "xl/sharedStrings.xml", strings.passing(chunks))
            lengths = strings.lengths
        if relations.styles in container:
            chunks = container.stream(relations.styles, most_bytes=STYLES_BYTES)
            _copy(target, "xl/styles.xml", XmlGate(relations.styles).passing(chunks))
        for number, (name, part) in enumerate(found, start=1):
            rows_left = limits.WORKBOOK_ROWS - sum(gate.rows for gate in gates)
            gate = SheetGate(part, sheet=name, lengths=lengths, rows_left=rows_left)
            chunks = container.stream(part, most_bytes=SHEET_BYTES)
            _copy(target, f"xl/worksheets/sheet{number}.xml", gate.passing(chunks))
            gates.append(gate.sealed())
    clean.seek(0)
    return clean, gates


def _read_index(container: Container) -> tuple[_Index, _Relations]:
    index = _Index(WORKBOOK_PART)
    index.check(container.stream(WORKBOOK_PART, most_bytes=INDEX_BYTES))
    relations_part = "xl/_rels/workbook.xml.rels"
    relations = _Relations(relations_part)
    relations.check(container.stream(relations_part, most_bytes=INDEX_BYTES))
    return index, relations


def _copy(target: zipfile.ZipFile, part: str, chunks: Iterable[bytes]) -> None:
    with target.open(part, "w") as file:
        for chunk in chunks:
            file.write(chunk)


def _relation(number: int | str, kind: str, target: str) -> str:
    return f'<Relationship Id="r{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'


def _write_index(target: zipfile.ZipFile, names: list[str], *, from_1904: bool) -> None:
    package = f'<Relationships xmlns="{_PACKAGE}">'
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="r{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    parts = "".join(
        _relation(number, "worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(names) + 1)
    )
    parts += _relation("strings", "sharedStrings", "sharedStrings.xml") + _relation("styles", "styles", "styles.xml")
    target.writestr("_rels/.rels", f"{package}{_relation('book', 'officeDocument', WORKBOOK_PART)}</Relationships>")
    target.writestr("xl/_rels/workbook.xml.rels", f"{package}{parts}</Relationships>")
    calendar = '<workbookPr date1904="1"/>' if from_1904 else ""
    target.writestr(
        WORKBOOK_PART,
        f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_RELATIONS}">{calendar}<sheets>{sheets}</sheets></workbook>',
    )


def _read_cells(clean: io.BytesIO, gates: list[SheetGate]) -> Iterator[Sheet]:
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(clean)
        for gate in gates:
            source = workbook.get_sheet_by_name(gate.sheet)
            rows = _rows(source) if source.start else ()
            yield Sheet(gate.sheet, rows, gate.formulas, gate.without_value, gate.errors)
    except python_calamine.CalamineError as error:
        raise WorkbookDamaged(part="cells") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the reader's own failures arrive; not an Exception
            raise
        raise WorkbookDamaged(part="cells") from error


def _rows(source: Any) -> tuple[tuple[Cell, ...], ...]:
    left = (None,) * source.start[1]
    known: dict[Any, Cell] = {}
    rows: list[tuple[Cell, ...]] = []
    for values in source.iter_rows():
        cells = [_cell(value, known) for value in values]
        while cells and cells[-1] is None:
            cells.pop()
        rows.append((*left, *cells) if cells else ())
    return tuple(rows)


def _cell(value: Any, known: dict[Any, Cell]) -> Cell:
    """A cell's value without a float: 94.56 stays 94.56 and 18999999999.0 becomes a whole number."""
    if value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        value = value[: limits.CELL_CHARACTERS + 1]
    if value not in known:
        known[value] = _converted(value)
    return known[value]


def _converted(value: Any) -> Cell:
    if isinstance(value, float):
        if value.is_integer() and abs(value) < EXACT_BELOW:
            return int(value)
        return Decimal(format(value, ".15g"))
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, int | str | date):
        return value
    return str(value)
