"""Whatever the bytes are: a plan or a refusal, never another exception."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.core.errors import Refusal
from chalicelib.documents.workbook import read_workbook
from chalicelib.imports.rules import parse
from tests.builders.workbooks import a_workbook, a_zip, own_sheets, peer_sheets, with_cell

SOME = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def peer_bytes() -> bytes:
    return a_workbook(peer_sheets())


@cache
def peer_parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(peer_bytes())) as file:
        return {name: file.read(name) for name in file.namelist()}


def understood_or_refused(data: bytes) -> None:
    with suppress(Refusal):
        parse(read_workbook(data))


@SOME
@given(st.binary(max_size=2_000))
def test_random_bytes_are_refused(data: bytes) -> None:
    for tried in (data, b"PK\x03\x04" + data):
        with pytest.raises(Refusal):
            read_workbook(tried)


@SOME
@given(st.lists(st.tuples(st.integers(0, 8_000), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_workbook_with_changed_bytes_is_understood_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(peer_bytes())
    for at, byte in changes:
        data[at % len(data)] = byte
    understood_or_refused(bytes(data))


@SOME
@given(
    st.sampled_from(["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet4.xml"]),
    st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(list(b'<>/"= 0129aAcrstvf#\x00\xff')))),
    st.integers(0, 10_000),
)
def test_a_workbook_with_changed_parts_is_understood_or_refused(
    part: str, changes: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(peer_parts()[part])
    for at, byte in changes:
        content[at % len(content)] = byte
    if cut % 5 == 0:
        del content[cut % len(content) :]
    understood_or_refused(a_zip({**peer_parts(), part: bytes(content)}))


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 3, 1)),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40),
    st.from_regex(r"[0-9#,.\-年/ ]{1,24}", fullmatch=True),
)


@SOME
@given(
    st.sampled_from(["peer", "own"]),
    st.lists(st.tuples(st.integers(0, 4), st.integers(1, 6), st.sampled_from("ABCDEFGHIJKL"), CELLS), max_size=12),
)
def test_any_cells_in_a_form_become_a_plan(form: str, changes: list[tuple[int, int, str, object]]) -> None:
    sheets = peer_sheets() if form == "peer" else own_sheets()
    names = list(sheets)
    for sheet, row, column, cell in changes:
        if row <= len(sheets[names[sheet]]):
            with_cell(sheets, names[sheet], row, column, cell)
    understood_or_refused(a_workbook(sheets))
