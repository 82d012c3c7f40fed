"""The workbook that an office fills in (导入模板): headings, choices, an explanation, and no example row to forget.

Its headings are those that `imports.rules.own` reads; a test fills it in and reads it back.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

ROWS: Final = 5_000  # so many rows carry the choices and formats
_MADE_AT: Final = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same bytes every time


@dataclass(frozen=True)
class _Field:
    """A column: its heading, what to write there (Chinese, English), an example, and how its cells behave."""

    heading: str
    says: str
    says_en: str
    example: str
    kind: str = "text"  # text, number, amount, date
    needed: bool = False
    choices: tuple[str, ...] = ()


_BUILDING: Final = _Field("楼栋", "楼栋编号，只写编号", "Building number", "1", needed=True)
_ENTRANCE: Final = _Field(
    "单元", "单元编号；没有单元的留空", "Entrance number; blank if there is none", "1", needed=True
)
_UNIT: Final = _Field("房号", "房屋编号，写法照门牌", "Unit number as on the door", "101", needed=True)
_FROM: Final = _Field("开始日期", "如 2026-01-01", "A date such as 2026-01-01", "2026-01-01", "date")

_SHEETS: Final[tuple[tuple[str, tuple[_Field, ...]], ...]] = (
    (
        "楼栋",
        (
            _BUILDING,
            _ENTRANCE,
            _Field("总层数", "整数", "Number of floors", "18", "number"),
            _Field("电梯", "有 或 无", "有 (yes) or 无 (no)", "有", choices=("有", "无")),
        ),
    ),
    (
        "业主",
        (
            _Field("业主编号", "每人一个，不重复", "One for each person, used once", "1", needed=True),
            _Field("姓名", "真实姓名或单位名称", "Name of the person or firm", "业主甲", needed=True),
            _Field("手机号", "11 位；没有就留空，不要编造", "11 digits; leave blank if unknown", "13900000001"),
            _Field("证件号码", "没有就留空", "Id number; leave blank if unknown", ""),
            _Field(
                "类型",
                "业主、家庭成员、租客、临时人员",
                "业主 owner, 家庭成员 family, 租客 tenant, 临时人员 temporary",
                "业主",
                choices=("业主", "家庭成员", "租客", "临时人员"),
            ),
            _Field("所属业主编号", "不是业主本人时，写他所住房屋的业主编号", "For others: number of their owner", ""),
        ),
    ),
    (
        "收费项目",
        (
            _Field("项目编号", "不重复，不能是 0", "Used once, not 0", "1", needed=True),
            _Field("项目名称", "账单上这样显示", "As shown on the bill", "物业费", needed=True),
            _Field(
                "计算方式",
                "按面积：建筑面积×单价+附加费；固定：每月固定金额",
                "按面积: area × rate + surcharge; 固定: the same amount every month",
                "按面积",
                needed=True,
                choices=("按面积", "固定"),
            ),
            _Field("单价(元/㎡·月)", "按面积时填写", "For 按面积: yuan per m² and month", "2.50", "amount"),
            _Field("附加费(元/月)", "按面积时可填", "For 按面积, if any: yuan a month", "0", "amount"),
            _Field("固定金额(元/月)", "固定时填写", "For 固定: yuan a month", "", "amount"),
            _Field("开始日期", "从这天起收，可留空", "First day; may be blank", "2026-01-01", "date"),
            _Field("结束日期", "收到这天为止（含），可留空", "Last day, included; may be blank", "", "date"),
        ),
    ),
    (
        "房屋",
        (
            _BUILDING,
            _ENTRANCE,
            _UNIT,
            _Field("楼层", "整数", "Floor", "1", "number"),
            _Field(
                "用途",
                "住宅、办公、商铺、宿舍",
                "住宅 dwelling, 办公 office, 商铺 shop, 宿舍 dormitory",
                "住宅",
                choices=("住宅", "办公", "商铺", "宿舍"),
            ),
            _Field(
                "建筑面积(㎡)", "大于 0，最多 4 位小数", "Above 0, at most 4 decimals", "94.56", "amount", needed=True
            ),
            _Field("套内面积(㎡)", "可留空", "May be blank", "", "amount"),
            _Field("业主编号", "“业主”表中的编号；共有人用 # 隔开", "From sheet 业主; co-owners joined with #", "1"),
        ),
    ),
    (
        "房屋收费",
        (
            _BUILDING,
            _ENTRANCE,
            _UNIT,
            _Field("项目编号", "“收费项目”表中的编号；一行一项", "From sheet 收费项目; one a row", "1", needed=True),
            _FROM,
        ),
    ),
)
_WIDTH: Final = 16


def import_template() -> bytes:
    """An .xlsx to fill in: one sheet per table, and 说明, which says what belongs in every column."""
    import xlsxwriter

    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    workbook.set_properties({"title": "管家导入模板", "created": _MADE_AT})
    formats = {
        "head": workbook.add_format({"bold": True, "bg_color": "#E7EFEA", "border": 1, "text_wrap": True}),
        "text": workbook.add_format({"num_format": "@"}),
        "number": workbook.add_format({"num_format": "0"}),
        "amount": workbook.add_format({"num_format": "0.00##"}),
        "date": workbook.add_format({"num_format": "yyyy-mm-dd"}),
        "wrap": workbook.add_format({"text_wrap": True, "valign": "top"}),
    }
    _explain(workbook.add_worksheet("说明"), formats)
    for name, fields in _SHEETS:
        sheet = workbook.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for place, field in enumerate(fields):
            sheet.write_string(0, place, field.heading + (" *" if field.needed else ""), formats["head"])
            sheet.set_column(place, place, _WIDTH, formats[field.kind])
            _guide(sheet, place, field)
    workbook.close()
    return file.getvalue()


def _guide(sheet: Any, place: int, field: _Field) -> None:
    """What Excel says and refuses while somebody types; our own reading stays the judge."""
    hint = {"input_title": field.heading[:32], "input_message": field.says[:255], "ignore_blank": True}
    if field.choices:
        rule: dict[str, Any] = {"validate": "list", "source": list(field.choices)}
    elif field.kind == "amount":
        rule = {"validate": "decimal", "criteria": ">=", "value": 0}
    elif field.kind == "number":
        rule = {"validate": "integer", "criteria": "between", "minimum": -10, "maximum": 200}
    elif field.kind == "date":
        rule = {"validate": "date", "criteria": ">=", "value": datetime(1950, 1, 1, tzinfo=UTC).replace(tzinfo=None)}
    else:
        rule = {"validate": "any"}
    sheet.data_validation(1, place, ROWS, place, {**rule, **hint})


def _explain(sheet: Any, formats: dict[str, Any]) -> None:
    sheet.set_column(0, 1, _WIDTH)
    sheet.set_column(2, 3, 3 * _WIDTH)
    sheet.set_column(4, 4, _WIDTH, formats["text"])
    sheet.write_string(0, 0, "管家导入模板 · Import template")
    sheet.write_string(
        1, 0, "带 * 的列每行都要填，别的可以留空；不要删掉列，也不要改列名。导入前会先给出检查结果，确认后才写入。"
    )
    sheet.write_string(
        2, 0, "Columns with * are filled in every row. Everything is checked and shown before anything is written."
    )
    for place, title in enumerate(("工作表 Sheet", "列 Column", "怎么填", "How to fill in", "例子 Example")):
        sheet.write_string(4, place, title, formats["head"])
    row = 5
    for name, fields in _SHEETS:
        for field in fields:
            for place, written in enumerate((name, field.heading, field.says, field.says_en, field.example)):
                sheet.write_string(row, place, written, formats["wrap"])
            row += 1
