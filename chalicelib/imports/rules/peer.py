"""The form of a widely used peer system (MicroCommunity): five sheets, codes for kinds, fee items joined with #.

A column that money depends on is required even where its cells may be blank: a heading mistyped must not bill wrongly.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from typing import Final

from chalicelib.imports.rules.forms import Form
from chalicelib.imports.rules.headings import Column, TableSpec

_BUILDING: Final = Column("building", ("楼栋编号", "楼栋号", "楼栋", "楼号", "幢号", "building"), required=True)
_ENTRANCE: Final = Column("entrance", ("单元编号", "单元号", "单元", "entrance"), required=True)

BUILDINGS: Final = TableSpec(
    "buildings",
    ("楼栋单元", "楼栋单元信息"),
    (
        _BUILDING,
        _ENTRANCE,
        Column("floors", ("总层数", "层数", "楼层数", "floors")),
        Column("lift", ("是否有电梯", "有无电梯", "电梯", "lift")),
    ),
    wanted="warning",
)
PARTIES: Final = TableSpec(
    "parties",
    ("业主信息",),
    (
        Column("list_number", ("编号", "序号"), unused=True),
        Column("name", ("业主名称", "业主姓名", "姓名", "name"), required=True),
        Column("sex", ("性别",), unused=True),
        Column("age", ("年龄",), unused=True),
        Column("phone", ("手机号", "手机", "手机号码", "联系电话", "电话", "phone")),
        Column("id_number", ("身份证号", "身份证", "身份证号码", "证件号码", "id number")),
        Column("kind", ("业主类型", "人员类型", "kind")),
        Column("number", ("业主编号", "owner number"), required=True),
    ),
)
ITEMS: Final = TableSpec(
    "items",
    ("费用设置", "费用项", "费用信息"),
    (
        Column("number", ("费用编号", "费用项编号", "item number"), required=True),
        Column("type", ("费用类型",), unused=True),
        Column("name", ("收费项目", "费用名称", "收费名称", "item"), required=True),
        Column("mark", ("费用标识",)),
        Column("paying", ("付费类型",), unused=True),
        Column("cycle", ("缴费周期", "周期")),
        Column("billing", ("出账类型",), unused=True),
        Column("from_on", ("计费起始时间", "计费开始时间", "起始时间", "开始时间", "开始日期"), required=True),
        Column("to_on", ("计费结束时间", "计费终止时间", "结束时间", "终止时间", "结束日期"), required=True),
        Column("formula", ("计算公式", "公式", "formula"), required=True),
        Column("rate", ("计费单价", "单价", "rate"), required=True),
        Column("amount", ("固定费用", "附加费", "附加费/固定费用", "fixed"), required=True),
    ),
)
UNITS: Final = TableSpec(
    "units",
    ("房屋信息", "房产信息"),
    (
        Column("number", ("房屋编号", "房号", "房间号", "unit"), required=True),
        _BUILDING,
        _ENTRANCE,
        Column("floor", ("房屋楼层", "楼层", "floor")),
        Column("layout", ("房屋户型", "户型"), unused=True),
        Column("area", ("建筑面积", "面积", "area"), required=True),
        Column("owners", ("业主编号", "owner number"), required=True),
        Column("fees", ("房屋费用", "费用编号", "费用", "fees"), required=True),
        Column("fee_starts", ("费用开始时间", "费用起始时间", "计费起始时间", "fee starts"), required=True),
        Column("kind", ("房屋类型", "kind")),
        Column("inner_area", ("室内面积", "套内面积", "inner area")),
        Column("rent", ("租金",), unused=True),
    ),
)
PARKING: Final = TableSpec(
    "parking",
    ("车位信息",),
    (
        Column("lot", ("停车场编号",), required=True),
        Column("space", ("车位编码", "车位编号", "车位号"), required=True),
        Column("kind", ("停车场类型",)),
    ),
    wanted="note",
)
PEER: Final = Form("peer", (BUILDINGS, PARTIES, ITEMS, UNITS, PARKING))
