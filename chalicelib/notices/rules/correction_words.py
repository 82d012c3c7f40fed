"""What an owner is told of a correction: what was wrong, the sum, an apology. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from chalicelib.billing.rules.items import Formula
from chalicelib.billing.rules.lines import Line, Was
from chalicelib.billing.rules.notes import Note
from chalicelib.core.money import yuan_of
from chalicelib.core.period import Period


@dataclass(frozen=True)
class Saying:
    """How a kind is said: what is right, what it came to for who paid too much or too little, whether we erred.

    `right` is filled with what `_inputs` finds on a corrected line.
    """

    right: str
    credited: str
    debited: str
    is_mistake: bool = False


SAYINGS: Final[Mapping[str, Saying]] = {
    "unit.area": Saying("面积我们登记错了，应是 {area}，不是 {was_area}", "共多算您", "共少算", is_mistake=True),
    "item.tariff": Saying(
        "{item}价格我们登记错了，应是{price}，不是{was_price}", "共多算您", "共少算", is_mistake=True
    ),
    "unit.discount": Saying("{item}优惠有更正：{discount}", "共少收您", "共少算"),
    "unit.payer": Saying("缴费人有变更，账单按各自的天数重新分开", "共从您的账单里去掉", "共由您承担"),
    "unit.transfer": Saying("房屋已登记过户，账单按各自的天数重新分开", "共从您的账单里去掉", "共由您承担"),
    "bill.waiver": Saying("{item}账单有减免", "共减免", "不再减免"),
}


@dataclass(frozen=True)
class Corrected:
    """A correction, and what it comes to for one party, in fen.

    `settled_fen` went to bills that were open, `kept_fen` to their account, or, where they do not pay for the unit any
    more (`moved_out`), is to be given back.
    """

    community: str
    unit: str
    kind: str
    notes: Sequence[Note]
    settled_fen: int
    kept_fen: int
    debited_fen: int
    moved_out: bool
    page: str


def text_of(told: Corrected) -> str:
    """The message."""
    saying = SAYINGS[told.kind]
    span = _span([note.period for note in told.notes])
    parts = [f"【{told.community}】您好，{told.unit} 的{saying.right.format(**_inputs(told.notes[-1]))}。"]
    if told.settled_fen or told.kept_fen:
        parts.append(f"{span}{saying.credited} {yuan_of(told.settled_fen + told.kept_fen):,} 元，{_where(told)}。")
    if told.debited_fen:
        parts.append(f"{span}{saying.debited} {yuan_of(told.debited_fen):,} 元，列在本月账单里，明细和缴费日请看账单。")
    sorry = "给您添麻烦了，对不起。" if saying.is_mistake else ""
    where = "请到物业前台看" if told.moved_out else f"请看 {told.page} "
    parts.append(f"{sorry}每个月怎么算的，{where}。")
    return "".join(parts)


def _inputs(note: Note) -> dict[str, str]:
    """What a note's last line is computed from, and what it was computed from before."""
    after, before = ([line for line in lines if not line.is_waiver][-1] for lines in (note.after, note.before))
    discount = after.discount
    return {
        "item": note.item_name,
        "area": _area(after),
        "was_area": _area(before),
        "price": _price(after),
        "was_price": _price(before),
        "discount": f"减 {discount.value.percent:f}%（{discount.value.policy}）" if discount else "没有优惠",
    }


def _area(line: Line | Was) -> str:
    return f"{line.area.value:f} 平方米" if line.area else ""


def _price(line: Line | Was) -> str:
    tariff = line.tariff.value
    if tariff.formula == Formula.AREA and tariff.rate is not None:
        more = f"加每月 {yuan_of(tariff.surcharge_fen):f} 元" if tariff.surcharge_fen else ""
        return f"每平方米每月 {tariff.rate:f} 元{more}"
    return f"每月 {yuan_of(tariff.fixed_fen):f} 元"


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
