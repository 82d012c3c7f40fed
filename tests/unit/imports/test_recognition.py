"""Which form, which sheet, which column, which row."""

from __future__ import annotations

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.imports.rules import FormUnknown, NothingInIt
from tests.builders.workbooks import Formula, Rows, found, own_sheets, parsed, peer_sheets, with_cell


def test_columns_are_found_by_heading_in_any_order() -> None:
    sheets = peer_sheets()
    sheets["房屋信息"] = [list(reversed((row + [None] * 12)[:12])) for row in sheets["房屋信息"]]
    assert parsed(sheets).charges == parsed(peer_sheets()).charges


@pytest.mark.parametrize(
    "written",
    ["建筑面积", " 建 筑 面 积 ", "建筑\n面积", "建筑面积（㎡）", "建筑面积 *", "*建筑面积(平方米)：", "面积", "AREA"],
)
def test_headings_are_known_however_they_are_typed(written: str) -> None:
    result = parsed(with_cell(peer_sheets(), "房屋信息", 1, "F", written))
    assert [str(unit.area) for unit in result.units] == ["94.56", "88.89", "120", "60"]


def test_notes_beside_beneath_and_above_are_no_data() -> None:
    sheets = peer_sheets()
    units = sheets["房屋信息"]
    units[0] += [None, "说明", "业主编号"]
    units.insert(0, ["2025 年房屋登记表"])
    units.insert(1, [])
    units += [[], ["说明", "请不要修改"], ["房屋编号", "房屋真实编号"], ["合计", None, None, None, None, 363.45]]
    result = parsed(sheets)
    assert [unit.number for unit in result.units] == ["101", "102", "201", "201"]
    assert [unit.row for unit in result.units] == [4, 5, 6, 7]
    assert result.totals["error"] == 0


def test_a_single_filled_cell_is_a_remark_and_said_to_be() -> None:
    sheets = peer_sheets()
    sheets["房屋信息"] += [[], [None, None, None, None, None, "以上面积以房产证为准"]]
    (remark,) = found(parsed(sheets), "stray_row")
    assert (remark.severity, remark.row, remark.column) == ("note", 7, "F 建筑面积")


def test_a_blank_column_inside_the_table_does_not_end_it() -> None:
    sheets = peer_sheets()
    sheets["房屋信息"] = [[*row[:3], None, *row[3:]] for row in sheets["房屋信息"]]
    assert parsed(sheets).charges == parsed(peer_sheets()).charges


def test_a_column_that_nobody_knows_is_noted_and_ignored() -> None:
    sheets = peer_sheets()
    sheets["房屋信息"][0].append("车库备忘")
    notes = found(parsed(sheets), "columns_not_imported")
    assert notes[-1].facts == {"columns": ["E 房屋户型", "L 租金", "M 车库备忘"]}


def test_a_heading_that_stands_twice_uses_the_left_one() -> None:
    sheets = peer_sheets()
    sheets["房屋信息"][0].append("建筑面积")
    sheets["房屋信息"][1].append(1)
    result = parsed(sheets)
    assert [finding.column for finding in found(result, "column_twice")] == ["M 建筑面积"]
    assert str(result.units[0].area) == "94.56"


def test_a_missing_column_refuses_the_sheet_and_says_which() -> None:
    result = parsed(with_cell(peer_sheets(), "房屋信息", 1, "F", "大小"))
    (missing,) = found(result, "missing_column")
    assert (missing.severity, missing.sheet, missing.row) == ("error", "房屋信息", 1)
    assert missing.facts == {"missing": ["建筑面积"], "left_out": "sheet"}
    assert result.units == ()


@pytest.mark.parametrize(("sheet", "column"), [("费用设置", "I"), ("费用设置", "L"), ("房屋信息", "I")])
def test_a_mistyped_heading_that_money_depends_on_is_not_taken_for_a_blank_column(sheet: str, column: str) -> None:
    (missing,) = found(parsed(with_cell(peer_sheets(), sheet, 1, column, "笔误")), "missing_column")
    assert missing.sheet == sheet


def test_a_form_is_known_by_its_headings_when_its_sheets_are_renamed() -> None:
    sheets = {f"Sheet{number}": rows for number, rows in enumerate(peer_sheets().values(), start=1)}
    result = parsed(sheets)
    assert (result.form, len(result.units), len(result.charges)) == ("peer", 4, 6)


def test_other_sheets_are_passed_over() -> None:
    sheets: dict[str, Rows] = {"封面": [["某某小区"]], **own_sheets(), "统计": [["楼栋", "户数"], ["1", 2]]}
    result = parsed(sheets)
    assert (result.form, result.findings) == ("guanjia", ())


@pytest.mark.parametrize("sheets", [{"Sheet1": []}, {"Sheet1": [["姓名", "电话"], ["业主甲", 1]]}, {"房屋": [["a"]]}])
def test_a_workbook_of_another_form_is_refused_with_what_was_looked_for(sheets: dict[str, list[list[object]]]) -> None:
    with pytest.raises(FormUnknown) as caught:
        parsed(sheets)
    assert isinstance(caught.value, Invalid)
    looked_for = caught.value.facts["looked_for"]
    assert isinstance(looked_for, list)
    assert {"房屋信息", "房屋收费"} <= set(looked_for)
    assert caught.value.facts["found"] == list(sheets)


def test_a_form_with_nothing_filled_in_is_refused() -> None:
    with pytest.raises(NothingInIt):
        parsed({name: rows[:1] for name, rows in own_sheets().items()})


def test_a_formula_is_used_by_its_last_value_with_a_warning() -> None:
    result = parsed(with_cell(peer_sheets(), "房屋信息", 2, "F", Formula("=90+4.56", 94.56)))
    (warning,) = found(result, "formula_used")
    assert (warning.row, warning.column, warning.value) == (2, "F 建筑面积", "94.56")
    assert str(result.units[0].area) == "94.56"


def test_formulas_in_columns_that_are_not_imported_are_nobodys_business() -> None:
    assert found(parsed(with_cell(peer_sheets(), "房屋信息", 2, "L", Formula("=1+1", 2))), "formula_used") == []


def test_an_error_cell_is_reported_once_and_its_row_stays_when_it_can() -> None:
    result = parsed(with_cell(peer_sheets(), "房屋信息", 2, "F", Formula("=1/0", "#DIV/0!")))
    assert [(f.code, f.row) for f in result.findings if f.severity == "error"] == [("cell_error", 2)]
    assert (result.units[0].number, result.units[0].area) == ("101", None)
