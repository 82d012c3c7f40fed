"""What messages say, in Chinese: politely, without a threat (民法典 944). Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from chalicelib.core.money import yuan_of

_LABELS: Final = 2


def reminder(
    *, community: str, units: Sequence[str], due_days: Sequence[date], open_fen: int, today: date, page: str
) -> str:
    """What a payer owes and how to pay it: `due_days` of each bill, `units` their labels."""
    where = "、".join(units[:_LABELS]) + (f"等 {len(units)} 套房屋" if len(units) > _LABELS else " ")
    first = f"【{community}】您好，{where}有 {len(due_days)} 笔费用"
    ways = f"打开 {page} 线上缴纳，或到物业服务中心办理"
    owed = f"共 {yuan_of(open_fen):,} 元，{_due(due_days, today)}"
    if min(due_days) >= today:
        said = f"待缴，{owed}。您可以{ways}。"
    else:
        said = f"还没有缴纳，{owed}。请您方便时{ways}；如有疑问或困难，欢迎和我们联系。"
    return f"{first}{said}如已缴纳，请忽略本短信。"


def _due(due_days: Sequence[date], today: date) -> str:
    first = min(due_days)
    year = f"{first.year}年" if first.year != today.year else ""
    day = f"{year}{first.month}月{first.day}日"
    which = "最早一笔的缴费日" if len(set(due_days)) > 1 else "缴费日"
    return f"{which}是今天（{day}）" if first == today else f"{which}是 {day}"
