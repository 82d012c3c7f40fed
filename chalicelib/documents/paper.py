"""A paper to be printed: text, rules, amounts and QR codes put in their places, and out comes a PDF.

Lengths are whole tenths of a millimetre from the top left corner, y of a text is its baseline; sizes of type are whole
tenths of a point. The typeface is cut at set-up (`infra/fonts`): what offices write is drawn with the everyday face, a
rarer character with the other, and one that neither has is shown as its number, 〔U+2A6D6〕, never left out. Only the
glyphs that are used are embedded. There is no clock in it: the same paper is the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from fpdf.fonts import TTFFont

FACES: Final = Path(__file__).parent / "fonts"
_EVERYDAY: Final = "everyday"
_RARE: Final = "rare"
_POINTS: Final = 72 / 254  # of a tenth of a millimetre
_NOT_FIRST: Final = "，。、；：？！）〕》】」』”’,.;:?!)]%"  # never begins a line
_PIECES: Final = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff'’.-]+|.", re.DOTALL)
_BOLDER: Final = 0.022  # of the size: so wide is the stroke around strong text
_UNSEEN: Final = {"Cf", "Mn"}  # joiners, direction marks, variation selectors: nothing to be drawn where no face has it


class Ink(Enum):
    """What is drawn with. All are legible when printed in grey."""

    BLACK = (0, 0, 0)
    TEXT = (22, 33, 31)
    SOFT = (90, 105, 101)
    ACCENT = (18, 74, 79)
    LINE = (196, 208, 203)
    GROUND = (238, 243, 241)


class Align(Enum):
    """Where x is: at the beginning of the text, in its middle, or at its end."""

    LEFT = 0
    MIDDLE = 1
    RIGHT = 2


class Paper:
    """Pages of one size. Call `page()` before drawing, and `finished()` once, at the end."""

    def __init__(self, *, width: int, height: int, title: str, author: str, made_at: datetime) -> None:
        from fpdf import FPDF

        self._pdf: Any = FPDF(unit=_POINTS, format=(width, height))
        self._pdf.set_margin(0)
        self._pdf.set_auto_page_break(False)
        self._pdf.set_creation_date(made_at.astimezone(UTC))
        self._pdf.set_title(title)
        self._pdf.set_author(author)
        self._pdf.set_lang("zh-CN")

    def page(self) -> None:
        """Begin the next page."""
        self._pdf.add_page()

    def _face(self, name: str) -> TTFFont:
        """The face, opened when the first character of it is drawn."""
        if name not in self._pdf.fonts:
            self._pdf.add_font(name, fname=FACES / f"{name}.ttf")
        face: TTFFont = self._pdf.fonts[name]
        return face

    def _shown(self, character: str) -> str:
        """What is drawn for it: itself, nothing, a gap, or its number."""
        code = ord(character)
        if code in self._face(_EVERYDAY).cmap:
            return character
        if character.isspace():
            return " "
        if code in self._face(_RARE).cmap:
            return character
        return "" if unicodedata.category(character) in _UNSEEN else f"〔U+{code:04X}〕"

    def _runs(self, words: str) -> Iterator[tuple[str, str]]:
        """The words as they are drawn, in pieces of one face."""
        everyday = self._face(_EVERYDAY).cmap
        shown = "".join(self._shown(character) for character in words)
        for is_everyday, run in groupby(shown, lambda character: ord(character) in everyday):
            yield (_EVERYDAY if is_everyday else _RARE), "".join(run)

    def _width(self, words: str, size: int, spacing: int = 0) -> float:
        points = sum(self._face(face).get_text_width(run, size / 10, None)[1] for face, run in self._runs(words))
        gaps = max(0, len(words) - 1) * spacing / 10
        return (points + gaps) / _POINTS

    def folded(self, words: str, *, room: int, size: int) -> tuple[str, ...]:
        """The words in lines, at least one, that are at most `room` wide. A word in letters or a number stays whole if
        it can, and 、 and the like stay with what they follow.
        """
        lines, line = [], ""
        for piece in _PIECES.findall(words):
            for part in piece if self._width(piece, size) > room else (piece,):
                if line and self._width(line + part, size) > room and part not in _NOT_FIRST:
                    lines.append(line)
                    line = ""
                line += part
        return (*lines, line)

    def fitted(self, words: str, *, room: int, size: int, least: int) -> int:
        """The greatest size up to `size` in which the words fit in one line; `least` if none does."""
        return max(least, min(size, int(size * room / (self._width(words, size) or 1))))

    def text(
        self,
        x: int,
        y: int,
        words: str,
        *,
        size: int,
        align: Align = Align.LEFT,
        ink: Ink = Ink.TEXT,
        strong: bool = False,
        spacing: int = 0,
    ) -> None:
        """One line of text. `spacing`, in tenths of a point, stands between its characters."""
        at = x - self._width(words, size, spacing) * align.value / 2
        with self._pdf.local_context(text_color=ink.value, draw_color=ink.value):
            self._pdf.set_char_spacing(spacing / 10)
            if strong:
                self._pdf.text_mode = "FILL_STROKE"
                self._pdf.line_width = size / 10 * _BOLDER
            for face, run in self._runs(words):
                self._pdf.set_font(face, size=size / 10)
                self._pdf.text(at, y, run)
                at += self._width(run, size, spacing) + spacing / 10 / _POINTS

    def rule(self, x: int, y: int, to_x: int, *, weight: int = 2, ink: Ink = Ink.LINE) -> None:
        """A level line."""
        self.box(x, y - weight // 2, to_x - x, weight, ink=ink)

    def box(self, x: int, y: int, width: int, height: int, *, ink: Ink) -> None:
        """A filled rectangle."""
        with self._pdf.local_context(fill_color=ink.value):
            self._pdf.rect(x, y, width, height, style="F")

    def qr(self, x: int, y: int, side: int, content: str) -> None:
        """A QR code as squares, sharp at any size. Leave four of its squares free around it."""
        import segno

        rows = [bytes(row) for row in segno.make(content, error="m", micro=False).matrix]
        square = side / len(rows)
        with self._pdf.local_context(fill_color=Ink.BLACK.value):
            for down, row in enumerate(rows):
                across = 0
                for dark, run in groupby(row):
                    length = len(list(run))
                    if dark:
                        self._pdf.rect(
                            x + across * square, y + down * square, length * square, square * 1.02, style="F"
                        )
                    across += length

    def finished(self) -> bytes:
        """The PDF."""
        data = bytes(self._pdf.output())
        for face in self._pdf.fonts.values():
            face.close()
        return data
