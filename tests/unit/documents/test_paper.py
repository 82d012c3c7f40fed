"""Putting things on paper: which face draws what, what no face has, folding and fitting, the same bytes every time."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from chalicelib.documents.paper import FACES, Align, Paper

AT = datetime(2026, 10, 31, 6, 5, tzinfo=UTC)


def a_paper() -> Paper:
    paper = Paper(width=2100, height=1480, title="一张纸", author="物业", made_at=AT)
    paper.page()
    return paper


def written(words: str) -> str:
    """What a reader of the PDF copies out of it."""
    paper = a_paper()
    paper.text(100, 200, words, size=100)
    return PdfReader(io.BytesIO(paper.finished())).pages[0].extract_text()


def characters_of(face: str) -> set[int]:
    return set(TTFont(FACES / f"{face}.ttf", lazy=True).getBestCmap())


def faces_in(data: bytes) -> set[str]:
    return {name.decode() for name in re.findall(rb"/BaseFont /(\S+)", data)}


def test_every_character_of_gbk_but_one_has_a_glyph_in_the_everyday_face() -> None:
    gbk = {one for one in range(0x20, 0x10000) if one != 0x7F and chr(one).encode("gbk", "ignore")}
    assert len(gbk) > 21_800
    assert {chr(one) for one in gbk - characters_of("everyday")} == {"≒"}  # the typeface has none


def test_the_rare_face_adds_more_than_ten_thousand_characters() -> None:
    assert len(characters_of("rare") - characters_of("everyday")) > 10_000


def test_no_glyph_of_a_han_character_is_empty() -> None:
    for face in ("everyday", "rare"):
        font = TTFont(FACES / f"{face}.ttf", lazy=True)
        begins, named = font["loca"].locations, font.getBestCmap()
        han = {one: font.getGlyphID(named[one]) for one in named if 0x3400 <= one < 0xA000 or one > 0x20000}
        assert len(han) > 8_000
        assert [chr(one) for one, glyph in han.items() if begins[glyph] == begins[glyph + 1]] == []


def test_the_licence_of_the_typeface_lies_beside_it() -> None:
    assert "SIL Open Font License, Version 1.1" in (FACES / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["张建国", "龘", "䶮", "㛃", "𬱖", "𠮷", "𬍛", "㐂", "𨋢", "Nguyễn", "Müller"])
def test_a_name_in_and_outside_gbk_is_written_as_it_is(name: str) -> None:
    assert written(name) == name


def test_the_rare_face_is_embedded_only_where_it_is_needed() -> None:
    everyday, both = a_paper(), a_paper()
    everyday.text(100, 200, "王龘", size=100)
    both.text(100, 200, "王𠮷", size=100)
    assert len(faces_in(everyday.finished())) == 1
    assert len(faces_in(both.finished())) == 2


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("王𪛖", "王〔U+2A6D6〕"),
        ("😀", "〔U+1F600〕"),
        ("a≒b", "a〔U+2252〕b"),
        ("王\x07", "王〔U+0007〕"),
        ("\ue000", "〔U+E000〕"),
    ],
)
def test_a_character_that_no_face_has_is_shown_as_its_number(words: str, seen: str) -> None:
    assert written(words) == seen


@pytest.mark.parametrize(
    ("words", "seen"), [("王\n伟", "王 伟"), ("王\t伟", "王 伟"), ("王\u200d伟", "王伟"), ("㐂\U000e0100", "㐂")]
)
def test_gaps_are_gaps_and_what_has_no_form_takes_no_room(words: str, seen: str) -> None:
    assert written(words) == seen


def test_long_words_are_folded_without_losing_any() -> None:
    paper, words = a_paper(), "示例市示例经济技术开发区示例街道，ABC-2026号，示例山社区股份经济合作社" * 3
    lines = paper.folded(words, room=400, size=100)
    assert "".join(lines) == words
    assert len(lines) > 5
    assert not any(line.startswith(("，", "-")) for line in lines)
    assert all(line.count("ABC-2026") == line.count("ABC") for line in lines)


def test_a_word_that_is_too_long_for_a_line_is_broken() -> None:
    lines = a_paper().folded("A" * 200, room=400, size=100)
    assert "".join(lines) == "A" * 200
    assert max(map(len, lines)) < 40


def test_nothing_is_one_empty_line() -> None:
    assert a_paper().folded("", room=400, size=100) == ("",)


def test_words_get_smaller_until_they_fit_and_no_smaller_than_allowed() -> None:
    paper = a_paper()
    assert paper.fitted("张", room=400, size=100, least=60) == 100
    assert 60 < paper.fitted("张" * 14, room=400, size=100, least=60) < 100
    assert paper.fitted("张" * 90, room=400, size=100, least=60) == 60
    assert paper.fitted("", room=400, size=100, least=60) == 100


def test_the_same_paper_is_the_same_bytes() -> None:
    papers = [a_paper(), a_paper()]
    for paper in papers:
        paper.text(2000, 200, "¥1,234.50 𠮷", size=100, align=Align.RIGHT, strong=True)
        paper.qr(100, 300, 300, "https://guanjia.example/r/P20261031-7K3F9Q2M")
        paper.rule(100, 700, 2000)
    first, second = (paper.finished() for paper in papers)
    assert first == second


def test_a_code_is_drawn_as_squares_and_not_as_a_picture() -> None:
    paper = a_paper()
    paper.qr(100, 300, 300, "https://guanjia.example/r/P20261031-7K3F9Q2M")
    page = PdfReader(io.BytesIO(paper.finished())).pages[0]
    drawn = page.get_contents()
    assert list(page.images) == []
    assert drawn is not None
    assert drawn.get_data().count(b" re f") > 200


def test_the_faces_are_no_part_of_the_repository() -> None:
    assert "chalicelib/documents/fonts/" in Path(".gitignore").read_text(encoding="utf-8").splitlines()
