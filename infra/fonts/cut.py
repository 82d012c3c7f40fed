"""Cuts the typeface of the papers (Noto Sans SC, regular) into two faces, into chalicelib/documents/fonts.

`everyday.ttf` has what offices write: GBK and Latin-1. `rare.ttf` has every other character of the whole face, for
names outside GBK, and those that its sisters of Hong Kong and Japan have and it lacks (𠮷). Together they lose nothing
of it; a paper without a rare name reads only the first. The same packages give the same bytes.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from infra.local.home import ROOT

PACKAGES: Final = ROOT / "infra" / "fonts" / "node_modules"
WHOLE: Final = PACKAGES / "@expo-google-fonts" / "noto-sans-sc"
SISTERS: Final = ("noto-sans-hk", "noto-sans-jp")  # of many weights, in slices; the first that has a character gives it
OUT: Final = ROOT / "chalicelib" / "documents" / "fonts"
_REGULAR: Final = {"wght": 400}
_LEFT_OUT: Final = ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "gasp", "vhea", "vmtx"]  # a paper is set without them
_BEYOND_16_BITS: Final = 0x10000
_CMAP_OF_ALL: Final = 12  # the other format of a cmap, 4, has 16 bits


def gbk() -> set[int]:
    """The characters of GBK, ASCII with them."""
    return {one for one in range(0x20, _BEYOND_16_BITS) if chr(one).encode("gbk", "ignore")} - {0x7F}


def everyday() -> set[int]:
    """What everyday.ttf has, as far as the whole face has it."""
    return gbk() | set(range(0xA0, 0x100))


def cut(source: Path, characters: set[int], *, name: str) -> TTFont:
    """The face of these characters, of those that it has, under a name of its own: a paper may embed both."""
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
    options.drop_tables += _LEFT_OUT
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    for record in font["name"].names:
        record.string = str(record).replace("Sans SC", f"Sans SC {name}").replace("SansSC", f"SansSC{name}")
    return font


def slices(has: set[int]) -> Iterator[tuple[TTFont, set[int]]]:
    """The sisters' files that have what `has` lacks, each with the characters to be taken from it."""
    for name in SISTERS:
        for path in sorted((PACKAGES / "@fontsource-variable" / name / "files").glob("*.woff2")):
            font = TTFont(path, lazy=True)
            if taken := font.getBestCmap().keys() - has:
                has = has | taken
                yield font, taken


def outline(glyphs: Any, name: str) -> Any:
    """One glyph as it is drawn at this weight, without components."""
    recording, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
    glyphs[name].draw(recording)
    recording.replay(pen)
    return pen.glyph()


def add(font: TTFont, sister: TTFont, characters: set[int]) -> None:
    """Draw the sister's characters into the font."""
    glyphs, named = sister.getGlyphSet(location=_REGULAR), sister.getBestCmap()
    order = {one: f"u{one:X}" for one in sorted(characters)}
    font.setGlyphOrder([*font.getGlyphOrder(), *order.values()])
    outlines, widths = font["glyf"], font["hmtx"].metrics
    outlines.glyphOrder = font.getGlyphOrder()
    for one, name in order.items():
        glyph = outlines.glyphs[name] = outline(glyphs, named[one])
        glyph.recalcBounds(outlines)
        widths[name] = (round(glyphs[named[one]].width), glyph.xMin)
    for table in font["cmap"].tables:
        below = 0x110000 if table.format == _CMAP_OF_ALL else _BEYOND_16_BITS
        table.cmap.update({one: name for one, name in order.items() if one < below})


def main() -> int:
    """Cut both faces and put the licence beside them; the packages are no longer needed then."""
    source = WHOLE / "400Regular" / "NotoSansSC_400Regular.ttf"
    whole = set(TTFont(source, lazy=True).getBestCmap())
    rare = cut(source, whole - everyday(), name="Rare")
    for sister, characters in slices(whole):
        add(rare, sister, characters)
    OUT.mkdir(parents=True, exist_ok=True)
    for name, font in (("everyday.ttf", cut(source, everyday(), name="Everyday")), ("rare.ttf", rare)):
        font.save(OUT / f"{name}.new")
        (OUT / f"{name}.new").replace(OUT / name)  # whoever reads the old one reads on
    shutil.copyfile(WHOLE / "LICENSE_FONT", OUT / "OFL.txt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
