"""Files that are no workbook, or mean harm: a code each, whatever their name, and never another exception."""

from __future__ import annotations

import zlib

import pytest

from chalicelib.core import limits
from chalicelib.core.errors import Refusal
from chalicelib.documents.refused import (
    NotAWorkbook,
    OldWorkbook,
    WorkbookDamaged,
    WorkbookHasMacros,
    WorkbookHasPassword,
    WorkbookTooLarge,
)
from chalicelib.documents.workbook import read_workbook
from tests.builders.workbooks import a_bomb, a_workbook, a_zip, peer_sheets, raw_workbook, with_lying_size

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def refusal(data: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_workbook(data)
    return caught.value


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "picture"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 100, "picture"),
        (b"%PDF-1.7 ...", "pdf"),
        ("楼栋,单元\n1,1\n".encode(), "text"),
        (b"<html><table></table></html>", "text"),
        (b"", "empty"),
        (b"\x00\x01\x02", "binary"),
        (OLE, "ole"),
        (a_zip({"a.txt": "x"}), "zip"),
        (a_zip({"word/document.xml": "<x/>"}), "document"),
        (a_zip({"content.xml": "<x/>"}), "ods"),
    ],
)
def test_what_is_not_a_workbook_is_told_by_its_content(data: bytes, found: str) -> None:
    caught = refusal(data)
    assert isinstance(caught, NotAWorkbook)
    assert caught.facts == {"found": found}


def test_a_password_is_told_apart_from_an_old_workbook() -> None:
    assert isinstance(refusal(OLE + "EncryptedPackage".encode("utf-16-le")), WorkbookHasPassword)
    assert isinstance(refusal(OLE + "Workbook".encode("utf-16-le")), OldWorkbook)
    assert isinstance(refusal(a_zip({"xl/workbook.bin": b"x"})), OldWorkbook)


def test_a_zip_with_a_password_is_refused_as_such() -> None:
    data = bytearray(raw_workbook(CELL))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert isinstance(refusal(bytes(data)), WorkbookHasPassword)


def test_macros_are_refused() -> None:
    assert isinstance(refusal(raw_workbook(CELL, extra={"xl/vbaProject.bin": b"x"})), WorkbookHasMacros)


def test_a_file_over_the_limit_is_refused_before_it_is_looked_at() -> None:
    caught = refusal(b"PK\x03\x04" + b"\x00" * limits.WORKBOOK_BYTES)
    assert caught.facts == {"what": "bytes", "limit": limits.WORKBOOK_BYTES}


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_damaged(keep: float) -> None:
    data = a_workbook(peer_sheets())
    assert isinstance(refusal(data[: int(len(data) * keep)]), WorkbookDamaged)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<?xml version="1.0" encoding="utf-16"?>',
        '<?xml version="1.0" encoding="x-none"?>',
    ],
)
def test_document_types_entities_and_strange_encodings_are_refused(head: str) -> None:
    assert isinstance(refusal(raw_workbook(CELL, head=head)), WorkbookDamaged)


@pytest.mark.parametrize(
    "rows",
    [
        "<row",
        "</row>",
        "<a>" * 100,
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="x"><c><v>1</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="a1"><v>1</v></c></row>',
        '<row r="1"><c r="A99999999999"><v>1</v></c></row>',
        '<row r="1"><c r="AAAAAA1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
    ],
)
def test_sheets_that_no_honest_program_writes_are_damaged(rows: str) -> None:
    assert isinstance(refusal(raw_workbook(rows)), WorkbookDamaged)


def test_a_sheet_that_its_index_names_and_nobody_brought_is_damage() -> None:
    index = (
        '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="rId1"/><sheet name="S" r:id="rId1"/></sheets></workbook>'
    )
    assert isinstance(refusal(raw_workbook(CELL, extra={"xl/workbook.xml": index})), WorkbookDamaged)
    assert isinstance(refusal(raw_workbook(CELL, extra={"xl/workbook.xml": "<workbook/>"})), WorkbookDamaged)
    missing = raw_workbook(CELL).replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet2.xml")
    assert isinstance(refusal(missing), WorkbookDamaged)


def test_two_parts_of_one_name_are_damage() -> None:
    assert isinstance(refusal(raw_workbook(CELL, extra={"XL/Workbook.xml": "<workbook/>"})), WorkbookDamaged)


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ('<row r="100001"><c r="A100001"><v>1</v></c></row>', "rows"),
        ('<row r="1"><c r="CW1"><v>1</v></c></row>', "columns"),
        ('<row r="1"><c r="CV1"><v>1</v></c></row><row r="99999"><c r="A99999"><v>1</v></c></row>', "cells"),
    ],
)
def test_a_sheet_that_reaches_too_far_is_refused_with_its_name(rows: str, what: str) -> None:
    caught = refusal(raw_workbook(rows))
    assert isinstance(caught, WorkbookTooLarge)
    assert (caught.facts["what"], caught.facts["sheet"]) == (what, "S")


def test_the_rows_of_all_sheets_count_together() -> None:
    blank: list[str] = []
    rows = {name: [blank] * 60_000 + [["x"]] for name in ("一", "二")}
    assert refusal(a_workbook(rows)).facts["what"] == "rows"
    assert len(read_workbook(a_workbook({"一": [blank] * 99_999 + [["x"]]})).sheets[0].rows) == limits.WORKBOOK_ROWS


def test_too_many_sheets_are_refused() -> None:
    assert refusal(a_workbook({f"S{number}": [["x"]] for number in range(51)})).facts["what"] == "sheets"


def test_too_many_parts_are_refused() -> None:
    assert refusal(raw_workbook(CELL, extra={f"x/{n}": b"" for n in range(2_001)})).facts["what"] == "parts"


def test_a_bomb_is_refused_by_what_its_directory_says() -> None:
    assert refusal(a_bomb(100_000_000)).facts["what"] == "ratio"
    assert refusal(a_bomb(450_000_000)).facts["what"] == "unpacked"


def test_a_bomb_that_lies_about_its_size_is_never_unpacked_further_than_it_says() -> None:
    lying = with_lying_size(a_bomb(100_000_000), part="xl/worksheets/sheet1.xml", says_bytes=1_000)
    assert isinstance(refusal(lying), WorkbookDamaged)
    boasting = with_lying_size(raw_workbook(CELL), part="xl/worksheets/sheet1.xml", says_bytes=10_000)
    assert isinstance(refusal(boasting), WorkbookDamaged)


def test_a_wrong_checksum_is_damage() -> None:
    data = raw_workbook(CELL)
    content = f"<worksheet><sheetData>{CELL}</sheetData></worksheet>".encode()
    assert isinstance(
        refusal(data.replace(zlib.crc32(content).to_bytes(4, "little"), b"\x01\x02\x03\x04")), WorkbookDamaged
    )


def test_a_long_text_repeated_in_every_cell_is_refused() -> None:
    strings = f"<sst><si><t>{'x' * 1_000_000}</t></si></sst>"
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 200))
    assert refusal(raw_workbook(cells, extra={"xl/sharedStrings.xml": strings})).facts["what"] == "text"


def test_a_giant_tag_is_refused_before_it_is_read_again_and_again() -> None:
    comment = "".join(f"{number:08}" for number in range(1_000_000))
    assert isinstance(refusal(raw_workbook(f"<!--{comment}-->")), WorkbookDamaged)
