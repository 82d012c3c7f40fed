"""Our own form: the sheets and headings of the import template (`documents.template`). English headings are read too.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from typing import Final

from chalicelib.imports.rules.forms import Form
from chalicelib.imports.rules.headings import Column, TableSpec

_BUILDING: Final = Column("building", ("楼栋", "楼栋号", "楼栋编号", "building"), required=True)
_ENTRANCE: Final = Column("entrance", ("单元", "单元号", "单元编号", "entrance"), required=True)
_NUMBER: Final = Column("number", ("房号", "房屋编号", "unit"), required=True)

BUILDINGS: Final = TableSpec(
    "buildings",
    ("楼栋", "buildings"),
    (
        _BUILDING,
        _ENTRANCE,
        Column("floors", ("总层数", "层数", "floors")),
        Column("lift", ("电梯", "是否有电梯", "lift")),
    ),
    wanted="warning",
)
PARTIES: Final = TableSpec(
    "parties",
    ("业主", "owners", "people"),
    (
        Column("number", ("业主编号", "编号", "owner number"), required=True),
        Column("name", ("姓名", "业主姓名", "名称", "name"), required=True),
        Column("phone", ("手机号", "手机", "phone")),
        Column("id_number", ("证件号码", "身份证号", "id number")),
        Column("kind", ("类型", "kind")),
        Column("of_owner", ("所属业主编号", "所属业主", "of owner")),
    ),
)
ITEMS: Final = TableSpec(
    "items",
    ("收费项目", "fee items", "items"),
    (
        Column("number", ("项目编号", "编号", "item number"), required=True),
        Column("name", ("项目名称", "名称", "name"), required=True),
        Column("formula", ("计算方式", "计算公式", "formula"), required=True),
        Column("rate", ("单价", "rate"), required=True),
        Column("surcharge", ("附加费", "surcharge"), required=True),
        Column("fixed", ("固定金额", "fixed amount"), required=True),
        Column("from_on", ("开始日期", "from"), required=True),
        Column("to_on", ("结束日期", "to"), required=True),
    ),
)
UNITS: Final = TableSpec(
    "units",
    ("房屋", "units"),
    (
        _BUILDING,
        _ENTRANCE,
        _NUMBER,
        Column("floor", ("楼层", "floor")),
        Column("kind", ("用途", "kind")),
        Column("area", ("建筑面积", "area"), required=True),
        Column("inner_area", ("套内面积", "inner area")),
        Column("owners", ("业主编号", "owner number"), required=True),
    ),
)
CHARGES: Final = TableSpec(
    "charges",
    ("房屋收费", "charges"),
    (
        _BUILDING,
        _ENTRANCE,
        _NUMBER,
        Column("item", ("项目编号", "item number"), required=True),
        Column("from_on", ("开始日期", "from"), required=True),
    ),
)
OWN: Final = Form("guanjia", (BUILDINGS, PARTIES, ITEMS, UNITS, CHARGES))
