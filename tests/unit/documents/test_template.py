"""The template that offices fill in."""

from __future__ import annotations

import io
import zipfile

import pytest

from chalicelib.documents.template import import_template
from chalicelib.documents.workbook import Cell, read_workbook
from chalicelib.imports.rules import NothingInIt, parse
from tests.builders.workbooks import Rows, a_workbook, own_sheets


def headings() -> dict[str, tuple[Cell, ...]]:
    return {sheet.name: sheet.rows[0] for sheet in read_workbook(import_template()).sheets[1:]}


def test_the_template_filled_in_has_nothing_to_find() -> None:
    filled: dict[str, Rows] = {}
    for name, rows in own_sheets().items():
        written = [str(title) for title in headings()[name]]
        assert [title.split(" ")[0].split("(")[0] for title in written] == rows[0]
        filled[name] = [list(written), *rows[1:]]
    parsed = parse(read_workbook(a_workbook({"说明": [["管家导入模板"]], **filled})))
    assert parsed.findings == ()
    assert (parsed.form, len(parsed.buildings), len(parsed.units)) == ("guanjia", 2, 2)
    assert (len(parsed.parties), len(parsed.items), len(parsed.charges)) == (3, 2, 3)


def test_the_template_left_empty_imports_nothing() -> None:
    with pytest.raises(NothingInIt) as caught:
        parse(read_workbook(import_template()))
    assert caught.value.facts == {"form": "guanjia"}


def test_the_template_explains_every_column_and_guides_the_typing() -> None:
    first = read_workbook(import_template()).sheets[0]
    explained = [(row[0], row[1]) for row in first.rows[5:] if row]
    wanted = [(name, str(title).removesuffix(" *")) for name, row in headings().items() for title in row]
    assert first.name == "说明"
    assert explained == wanted
    with zipfile.ZipFile(io.BytesIO(import_template())) as file:
        assert b"<dataValidations" in file.read("xl/worksheets/sheet3.xml")


def test_the_template_is_the_same_file_every_time() -> None:
    assert import_template() == import_template()
