"""What messages say, in Chinese: politely, without a threat (民法典 944). Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from chalicelib.core.money import yuan_of

_LABELS: Final = 2


def reminder(
    *, community: str, units: Sequence[str], bills: int, open_fen: int, due_on: date, today: date, page: str
) -> str:
    """What a payer owes and how to pay it. `due_on` is the first due day, `units` their labels."""
    where = "、".join(units[:_LABELS]) + (f"等 {len(units)} 套房屋" if len(units) > _LABELS else "")
    day = f"{due_on.month}月{due_on.day}日"
    when = f"今天（{day}）" if due_on == today else day
    ways = f"打开 {page} 线上缴纳，或到物业服务中心办理"
    first = f"【{community}】您好，{where}有 {bills} 笔费用"
    if due_on >= today:
        said = f"待缴，共 {_yuan(open_fen)} 元，缴费日是{when}。您可以{ways}。"
    else:
        said = (
            f"还没有缴纳，共 {_yuan(open_fen)} 元，缴费日是{when}。请您方便时{ways}；如有疑问或困难，欢迎和我们联系。"
        )
    return f"{first}{said}如已缴纳，请忽略本短信。"


def _yuan(fen: int) -> str:
    return f"{yuan_of(fen):,}"
