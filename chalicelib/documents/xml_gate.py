"""Reads untrusted XML as a stream: refuses document types, entities, depth and giant tags before anybody else reads it.

The reader of cells (python-calamine) allocates a rectangle up to the last cell: one cell called XFD1048576 would take
all memory. So every part passes through here first, and only what passed is given on.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final
from xml.parsers import expat

from chalicelib.core import limits
from chalicelib.documents.refused import WorkbookDamaged, WorkbookTooLarge

TAG_BYTES: Final = 1_000_000
DEPTH: Final = 64
CELLS: Final = 2_500_000  # the rectangle of a sheet, and the cells written in it
ELEMENTS: Final = 4 * CELLS
TEXT_CHARACTERS: Final = 100_000_000  # of shared strings, counted where they are used
_ROW: Final = re.compile(r"[1-9][0-9]{0,6}")
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class CellSet:
    """Places of cells (row and column from 1) in 8 bytes each."""

    def __init__(self) -> None:
        self._places = array("Q")

    def add(self, row: int, column: int) -> None:
        self._places.append(row << 16 | column)

    def sealed(self) -> CellSet:
        """Ready to be asked."""
        self._places = array("Q", sorted(self._places))
        return self

    def __contains__(self, place: object) -> bool:
        if not isinstance(place, tuple):
            return False
        key = place[0] << 16 | place[1]
        at = bisect_left(self._places, key)
        return at < len(self._places) and self._places[at] == key

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return ((key >> 16, key & 0xFFFF) for key in self._places)


def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class XmlGate:
    """One part's pass. A subclass overrides `opened`, `closed` and may set `self.parser.CharacterDataHandler`."""

    def __init__(self, part: str) -> None:
        self.part = part[:80]
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.XmlDeclHandler = self._declared
        self._depth = 0
        self._elements = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; `name` has no prefix."""

    def closed(self, name: str) -> None:
        """An element ends."""

    def damaged(self) -> WorkbookDamaged:
        return WorkbookDamaged(part=self.part)

    def passing(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same chunks, each given on only after it was looked at; raises on the first that is refused."""
        fed = 0
        try:
            for chunk in chunks:
                self.parser.Parse(chunk, False)
                fed += len(chunk)
                if fed - max(0, self.parser.CurrentByteIndex) > TAG_BYTES:
                    raise self.damaged()
                yield chunk
            self.parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise self.damaged() from error

    def check(self, chunks: Iterable[bytes]) -> None:
        """Look at all of it and keep nothing."""
        for _ in self.passing(chunks):
            pass

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > DEPTH:
            raise self.damaged()
        if self._elements > ELEMENTS:
            raise WorkbookTooLarge(what="cells", limit=CELLS)
        self.opened(name.rpartition(":")[2], attributes)

    def _close(self, name: str) -> None:
        self._depth -= 1
        self.closed(name.rpartition(":")[2])

    def _doctype(self, *_: object) -> None:
        raise self.damaged()

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "us-ascii"):
            raise self.damaged()


class SharedStringsGate(XmlGate):
    """Learns how long each shared string is, so that a sheet cannot repeat a long one a million times."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.lengths = array("L")
        self._length = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._length = 0
            self.parser.CharacterDataHandler = self._text

    def closed(self, name: str) -> None:
        if name == "si":
            self.lengths.append(self._length)
            self.parser.CharacterDataHandler = None

    def _text(self, text: str) -> None:
        self._length += len(text)


class SheetGate(XmlGate):
    """Learns where a sheet's values reach, which cells are formulas and which are errors; refuses what is too wide."""

    def __init__(self, part: str, *, sheet: str, lengths: array[int], rows_left: int) -> None:
        super().__init__(part)
        self.sheet = sheet
        self.rows = self.columns = 0
        self.formulas, self.without_value, self.errors = CellSet(), CellSet(), CellSet()
        self._lengths = lengths
        self._rows_left = rows_left
        self._row = self._column = self._cells = self._characters = 0
        self._in_cell = self._formula = self._value = self._row_written = False
        self._type = "n"
        self._index = ""

    def sealed(self) -> SheetGate:
        """All three sets ready to be asked."""
        for cells in (self.formulas, self.without_value, self.errors):
            cells.sealed()
        return self

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._open_cell(attributes)
        elif name in {"v", "is"}:
            self._value = True
            if self._in_cell and self._type == "s":
                self._index = ""
                self.parser.CharacterDataHandler = self._index_text
        elif name == "f":
            self._formula = True
        elif name == "row":
            written = attributes.get("r")
            if written is not None and not _ROW.fullmatch(written):
                raise self.damaged()
            self._row_written = written is not None
            self._row = int(written) if written is not None else self._row + 1
            self._column = 0

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._cells += 1
        if self._cells > CELLS:
            raise WorkbookTooLarge(what="cells", limit=CELLS, sheet=self.sheet)
        written = attributes.get("r")
        if written is None:
            self._column += 1
        else:
            place = _REFERENCE.fullmatch(written)
            if place is None or (self._row_written and int(place[2]) != self._row):
                raise self.damaged()
            self._row = int(place[2])
            self._column = column_number(place[1])
        self._in_cell = True
        self._formula = self._value = False
        self._type = attributes.get("t", "n")

    def _index_text(self, text: str) -> None:
        self._index += text
        if len(self._index) > 40:  # noqa: PLR2004 - an index is a number; white space may stand around it
            raise self.damaged()

    def closed(self, name: str) -> None:
        if name == "v" and self._in_cell and self._type == "s":
            self.parser.CharacterDataHandler = None
            self._count_shared()
        elif name == "c" and self._in_cell:
            self._in_cell = False
            if self._formula:
                (self.formulas if self._value else self.without_value).add(self._row, self._column)
            if self._value:
                if self._type == "e":
                    self.errors.add(self._row, self._column)
                self._reach()

    def _count_shared(self) -> None:
        index = int(self._index)
        if not 0 <= index < len(self._lengths):
            raise self.damaged()
        self._characters += self._lengths[index]
        if self._characters > TEXT_CHARACTERS:
            raise WorkbookTooLarge(what="text", limit=TEXT_CHARACTERS, sheet=self.sheet)

    def _reach(self) -> None:
        if self._row > self.rows:
            self.rows = self._row
            if self.rows > self._rows_left:
                raise WorkbookTooLarge(what="rows", limit=limits.WORKBOOK_ROWS, sheet=self.sheet)
        if self._column > self.columns:
            self.columns = self._column
            if self.columns > limits.WORKBOOK_COLUMNS:
                raise WorkbookTooLarge(what="columns", limit=limits.WORKBOOK_COLUMNS, sheet=self.sheet)
        if self.rows * self.columns > CELLS:
            raise WorkbookTooLarge(what="cells", limit=CELLS, sheet=self.sheet)
