"""Values out of a workbook: exact, typed, in their place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from chalicelib.documents.workbook import Workbook, read_workbook
from tests.builders.workbooks import Formula, a_workbook, raw_workbook

DATE_STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2">'
    '<xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)


def values(workbook: Workbook) -> list[object]:
    return [cell for sheet in workbook.sheets for row in sheet.rows for cell in row]


def test_numbers_are_exact_and_no_float_leaves() -> None:
    workbook = read_workbook(a_workbook({"S": [[94.56, 1.1, 18999999999, 0.1 + 0.2, -3, 1e300, "94.56"]]}))
    assert workbook.sheets[0].rows == (
        (Decimal("94.56"), Decimal("1.1"), 18999999999, Decimal("0.3"), -3, Decimal("1E+300"), "94.56"),
    )
    assert [type(cell) for cell in values(workbook)] == [Decimal, Decimal, int, Decimal, int, Decimal, str]


def test_a_number_beyond_fifteen_digits_is_told_apart_from_a_whole_one() -> None:
    assert values(read_workbook(a_workbook({"S": [[110101199001010015]]}))) == [Decimal("1.10101199001010E+17")]


def test_dates_stay_dates_and_lose_their_time_of_day() -> None:
    workbook = read_workbook(
        raw_workbook(
            '<row r="1"><c r="A1" s="1"><v>43992</v></c><c r="B1" s="1"><v>43992.5</v></c>'
            '<c r="C1" t="d"><v>2020-06-10</v></c><c r="D1"><v>43992</v></c></row>',
            extra={"xl/styles.xml": DATE_STYLES},
        )
    )
    assert values(workbook) == [date(2020, 6, 10), date(2020, 6, 10), date(2020, 6, 10), 43992]
    assert [type(cell) for cell in values(workbook)] == [date, date, date, int]


def test_dates_of_the_1904_calendar_are_the_days_that_people_see() -> None:
    index = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="1"/><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    extra = {"xl/styles.xml": DATE_STYLES, "xl/workbook.xml": index}
    workbook = read_workbook(raw_workbook('<row r="1"><c r="A1" s="1"><v>42530</v></c></row>', extra=extra))
    assert values(workbook) == [date(2020, 6, 10)]


def test_rows_and_columns_keep_their_places() -> None:
    workbook = read_workbook(a_workbook({"S": [[], [], [None, None, "C3", None], [], ["A5"]]}))
    assert workbook.sheets[0].rows == ((), (), (None, None, "C3"), (), ("A5",))


def test_cells_without_references_are_counted_along() -> None:
    workbook = read_workbook(raw_workbook("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))
    assert workbook.sheets[0].rows == ((1, 2), (3,))


def test_formulas_are_told_with_their_last_value_or_without() -> None:
    sheet = read_workbook(
        raw_workbook('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1"><v>3</v></c></row>')
    ).sheets[0]
    assert sheet.rows == ((2, None, 3),)
    assert list(sheet.formulas) == [(1, 1)]
    assert list(sheet.without_value) == [(1, 2)]


def test_a_formula_that_a_program_wrote_is_told_too() -> None:
    sheet = read_workbook(a_workbook({"S": [["x", Formula("=1+1", 2)]]})).sheets[0]
    assert sheet.rows == (("x", 2),)
    assert (1, 2) in sheet.formulas


def test_error_cells_are_told_and_have_no_value() -> None:
    sheet = read_workbook(
        raw_workbook('<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c><c r="B1"><v>1</v></c></row>')
    ).sheets[0]
    assert sheet.rows == ((None, 1),)
    assert (1, 1) in sheet.errors


def test_a_far_cell_that_is_only_coloured_costs_nothing() -> None:
    workbook = read_workbook(
        raw_workbook('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>')
    )
    assert workbook.sheets[0].rows == ((1,),)


def test_sheets_keep_their_order_and_odd_names() -> None:
    names = ["楼栋 & <1>", '业主" x', "空"]
    workbook = read_workbook(a_workbook({name: [["x"]] if name != "空" else [] for name in names}))
    assert [(sheet.name, sheet.rows) for sheet in workbook.sheets] == [
        (names[0], (("x",),)),
        (names[1], (("x",),)),
        (names[2], ()),
    ]


def test_very_long_text_is_cut_just_beyond_the_limit() -> None:
    assert len(str(values(read_workbook(a_workbook({"S": [["长" * 5_000]]})))[0])) == 2_001
