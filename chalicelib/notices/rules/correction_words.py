"""What an owner is told of a correction: the mistake, the sum, an apology. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from chalicelib.core.money import yuan_of
from chalicelib.core.period import Period


@dataclass(frozen=True)
class Corrected:
    """An area that was wrong, and what it comes to for one party, in fen.

    `settled_fen` went to bills that were open, `kept_fen` to their account, or, where they do not pay for the unit any
    more (`moved_out`), is to be given back.
    """

    community: str
    unit: str
    wrong: Decimal
    right: Decimal
    periods: Sequence[str]
    settled_fen: int
    kept_fen: int
    debited_fen: int
    moved_out: bool
    page: str


def text_of(told: Corrected) -> str:
    """The message."""
    areas = f"应是 {told.right:f} 平方米，不是 {told.wrong:f} 平方米"
    parts = [f"【{told.community}】您好，{told.unit} 的面积我们登记错了，{areas}。"]
    if told.settled_fen or told.kept_fen:
        parts.append(
            f"{_span(told.periods)}共多算您 {yuan_of(told.settled_fen + told.kept_fen):,} 元，{_where(told)}。"
        )
    if told.debited_fen:
        parts.append(
            f"{_span(told.periods)}共少算 {yuan_of(told.debited_fen):,} 元，列在本月账单里，明细和缴费日请看账单。"
        )
    parts.append(f"给您添麻烦了，对不起。每个月怎么算的，请看 {told.page} 。")
    return "".join(parts)


def _where(told: Corrected) -> str:
    ways = []
    if told.settled_fen:
        ways.append(f"{yuan_of(told.settled_fen):,} 元已从待缴账单里减掉")
    if told.kept_fen and told.moved_out:
        ways.append(f"{yuan_of(told.kept_fen):,} 元会退给您，财务会和您联系")
    elif told.kept_fen:
        ways.append(f"{yuan_of(told.kept_fen):,} 元已存进您的账户，抵以后的账单")
    return "，".join(ways)


def _span(periods: Sequence[str]) -> str:
    first, last = Period.parse(min(periods)), Period.parse(max(periods))
    if first == last:
        return f"{first.year} 年 {first.month} 月"
    year = "" if first.year == last.year else f"{last.year} 年 "
    return f"{first.year} 年 {first.month} 月到 {year}{last.month} 月"
