"""What a manager is told of a decision by one person, in Chinese. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chalicelib.core.money import yuan_of

_KINDS: Final[Mapping[str, str]] = {
    "bill.waiver": "账单减免",
    "import.write": "导入工作簿",
    "item.tariff": "收费标准",
    "run.release": "账单发布",
    "unit.area": "面积更正",
    "unit.discount": "优惠",
    "unit.occupancy": "入住情况",
    "unit.payer": "付款人",
}


def alone(*, community: str, name: str, kind: str, place: str, amount_fen: int, page: str) -> str:
    """That somebody asked and agreed in one person; `amount_fen` is the money that moves, signed."""
    what = _KINDS.get(kind, "资料变更")
    money = f"，{yuan_of(abs(amount_fen)):,} 元" if amount_fen else ""
    return f"【{community}】{name}自己提、自己复核了一项{what}：{place}{money}。请您看一看：{page}"


def signed_alone(*, community: str, name: str, units: int, page: str) -> str:
    """That somebody signed off areas of which they had entered one or more; `units` are all that they signed."""
    return f"【{community}】{name}核对了 {units} 户的面积，其中有自己录入的。请您看一看：{page}"


def accepted_alone(*, community: str, name: str, place: str, page: str) -> str:
    """That somebody said of what they had entered, and a check doubted, that it is right so."""
    return f"【{community}】{name}自己录入、自己认定没有问题：{place}的一项资料。请您看一看：{page}"
