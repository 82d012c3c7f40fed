"""Workbooks for tests: the peer's form and our own, with the traps that real offices set, and broken files.

Everybody in them is invented: 业主甲 and neighbours, with numbers that pass their check digit and belong to nobody.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeAlias

import xlsxwriter

from chalicelib.documents.workbook import read_workbook
from chalicelib.imports.rules import Finding, Parsed, parse

ID_A = "110101199001010015"
ID_B = "110101199001010023"


@dataclass(frozen=True)
class Formula:
    """A formula cell and the value that Excel computed last; "" for none."""

    text: str
    value: object = 0


Written: TypeAlias = object
Rows: TypeAlias = list[list[Written]]


def a_workbook(sheets: Mapping[str, Sequence[Sequence[Written]]]) -> bytes:
    """An .xlsx with these sheets: text, numbers, dates as date cells, formulas; None leaves a cell blank."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    day_format = workbook.add_format({"num_format": "yyyy-m-d"})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, datetime.combine(cell, time()), day_format)
                elif isinstance(cell, Formula):
                    sheet.write_formula(row, column, cell.text, None, cell.value)
                elif isinstance(cell, bool):
                    sheet.write_boolean(row, column, cell)
                elif isinstance(cell, int | float | Decimal):
                    sheet.write_number(row, column, cell)
                elif isinstance(cell, str):
                    sheet.write_string(row, column, cell)
    workbook.close()
    return file.getvalue()


def peer_sheets() -> dict[str, Rows]:
    """A small community in the peer's form: notes beside and beneath, numbers as text, several items on one unit."""
    nothing: list[Written] = []
    return {
        "楼栋单元": [
            ["楼栋号", "单元编号", "总层数", "是否有电梯"],
            [1, 1, 18, "有", None, None, None, "说明"],
            [1, 2, 18, "有", None, None, None, "楼栋号", "楼栋编号"],
            [2, "1", 6, "无", None, None, None, "单元编号", "一单元填写 1"],
        ],
        "业主信息": [
            ["编号", "业主名称", "性别", "年龄", "手机号", "身份证号", "业主类型", "业主编号"],
            [1, "业主甲", "女", 40, 13900000001, ID_A, 1001, 1],
            [2, "业主乙", "男", 41, "13900000002", ID_B, "1001", "2"],
            [3, "业主丙", "男", 1, 18999999999, "111111111111111111", 1001, 3],
            nothing,
            [None] * 9 + ["说明"],
            [None] * 9 + ["业主编号", "必须为唯一值，不能重复"],
        ],
        "费用设置": [
            [
                "费用编号",
                "费用类型",
                "收费项目",
                "费用标识",
                "付费类型",
                "缴费周期",
                "出账类型",
                "计费起始时间",
                "计费结束时间",
                "计算公式",
                "计费单价",
                "固定费用",
            ],
            [1, "物业费", "物业服务费", "周期性费用", "预付费", 1, "每月1日", "2025-1-1", "2037-1-1", 1001, 2.5, 0],
            [2, "物业费", "垃圾清运费", "周期性费用", "预付费", 1, "每月1日", "2025-1-1", "2037-1-1", 2002, 0, 15],
            [None] * 14 + ["计算公式", 1001, "面积*单价+附加费"],
        ],
        "房屋信息": [
            [
                "房屋编号",
                "楼栋编号",
                "单元编号",
                "房屋楼层",
                "房屋户型",
                "建筑面积",
                "业主编号",
                "房屋费用",
                "费用开始时间",
                "房屋类型",
                "室内面积",
                "租金",
            ],
            [101, 1, 1, 1, "10102", 94.56, 1, "1#2", "2025-01-01#2025-02-01", 110, 80.5, 0],
            [102, 1, 1, 1, "10102", 88.89, 2, 1, "2025-1-1", 110, 70, 0],
            [201, 1, 2, 2, "10102", 120, 3, "1#2", "2025/1/1#2025.2.1", 110, 100, 0, None, "房屋编号", "真实编号"],
            [201, 2, 1, 2, "10102", 60, 9, 2, "2025-01-01", 110, 50, 0, None, "业主编号", "业主信息选项中的业主编号"],
        ],
        "车位信息": [
            ["停车场编号", "车位编码", "停车场类型", "面积"],
            [1, "C0001", "地上停车位", 12.5],
        ],
    }


def own_sheets() -> dict[str, Rows]:
    """A small community in our own form, without anything to find."""
    return {
        "楼栋": [["楼栋", "单元", "总层数", "电梯"], ["1", "1", 18, "有"], ["1", "2", 18, "有"]],
        "业主": [
            ["业主编号", "姓名", "手机号", "证件号码", "类型", "所属业主编号"],
            ["1", "业主甲", "13900000001", ID_A, "业主", None],
            ["2", "业主乙", "13900000002", ID_B, "业主", None],
            ["3", "租客戊", "13900000005", None, "租客", "2"],
        ],
        "收费项目": [
            ["项目编号", "项目名称", "计算方式", "单价", "附加费", "固定金额", "开始日期", "结束日期"],
            ["1", "物业服务费", "按面积", 2.5, None, None, date(2025, 1, 1), None],
            ["2", "垃圾清运费", "固定", None, None, 15, date(2025, 1, 1), date(2030, 12, 31)],
        ],
        "房屋": [
            ["楼栋", "单元", "房号", "楼层", "用途", "建筑面积", "套内面积", "业主编号"],
            ["1", "1", "101", 1, "住宅", 94.56, 80.5, "1"],
            ["1", "2", "201", 2, "商铺", 60, None, "1#2"],
        ],
        "房屋收费": [
            ["楼栋", "单元", "房号", "项目编号", "开始日期"],
            ["1", "1", "101", "1", date(2025, 1, 1)],
            ["1", "1", "101", "2", "2025-02-01"],
            ["1", "2", "201", "1", date(2025, 1, 1)],
        ],
    }


_INDEX = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
    ' Target="worksheets/sheet1.xml"/></Relationships>'
)


def raw_workbook(rows: str, *, head: str = "", extra: Mapping[str, bytes | str] | None = None) -> bytes:
    """A workbook of one sheet "S" from raw XML, as no honest program writes it; `extra` adds or replaces parts."""
    parts: dict[str, bytes | str] = {
        "xl/workbook.xml": _INDEX,
        "xl/_rels/workbook.xml.rels": _RELATIONS,
        "xl/worksheets/sheet1.xml": f"{head}<worksheet><sheetData>{rows}</sheetData></worksheet>",
        **(extra or {}),
    }
    return a_zip(parts)


def a_zip(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return file.getvalue()


def a_bomb(unpacked_bytes: int, *, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A workbook whose sheet unpacks to `unpacked_bytes` of spaces from a thousandth of that."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/workbook.xml", _INDEX)
        target.writestr("xl/_rels/workbook.xml.rels", _RELATIONS)
        with target.open(part, "w", force_zip64=False) as sheet:
            sheet.write(b"<worksheet><sheetData>")
            for _ in range(unpacked_bytes // 1_000_000):
                sheet.write(b" " * 1_000_000)
            sheet.write(b"</sheetData></worksheet>")
    return file.getvalue()


def with_lying_size(data: bytes, *, part: str, says_bytes: int) -> bytes:
    """The same zip, whose directory and local header say that `part` is `says_bytes` long."""
    size = says_bytes.to_bytes(4, "little")
    changed = bytearray(data)
    name = part.encode()
    for signature, at_size, at_name in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        at = changed.find(signature)
        while at >= 0:
            if changed[at + at_name : at + at_name + len(name)] == name:
                changed[at + at_size : at + at_size + 4] = size
            at = changed.find(signature, at + 1)
    return bytes(changed)


def parsed(sheets: Mapping[str, Sequence[Sequence[Written]]]) -> Parsed:
    """These sheets written to a workbook, read back and understood."""
    return parse(read_workbook(a_workbook(sheets)))


def found(result: Parsed, code: str) -> list[Finding]:
    """The findings with this code."""
    return [finding for finding in result.findings if finding.code == code]


def with_cell(sheets: dict[str, Rows], sheet: str, row: int, column: str, cell: Written) -> dict[str, Rows]:
    """The same sheets with one cell changed; `row` as Excel shows it, `column` by its letter."""
    cells = sheets[sheet][row - 1]
    place = ord(column) - ord("A")
    cells.extend([None] * (place + 1 - len(cells)))
    cells[place] = cell
    return sheets
