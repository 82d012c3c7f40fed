"""Fee items, units, charges and runs that are not on file: what billing's rules are tried with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from chalicelib.billing.rules.bills import Drafted, draft_unit
from chalicelib.billing.rules.items import Charges, FeeItem, Tariff
from chalicelib.billing.rules.runs import Run, State, Sums, due_day
from chalicelib.core.dated import Dated
from chalicelib.core.period import Period
from chalicelib.estate.rules import Unit, unit_id_of
from tests.builders.core import AT, a_source, an_id
from tests.builders.workbooks import a_workbook

COMMUNITY = an_id("community")
OCTOBER = Period(2026, 10)
PAYER = an_id("party")


def by_area(rate: str = "2.50", *, surcharge_fen: int = 0, broken: str | None = None) -> Tariff:
    """1001: area × rate + surcharge."""
    return Tariff("1001", Decimal(rate), surcharge_fen, 0, broken)


def fixed(fen: int = 15_00) -> Tariff:
    """2002: a fixed amount."""
    return Tariff("2002", None, 0, fen)


def an_item(
    tariff: Tariff, name: str = "物业服务费", *, from_on: date | None = None, to_on: date | None = None
) -> FeeItem:
    """An item with one tariff, that holds for ever unless days are given."""
    return an_item_of(Dated(tariff, a_source(), from_on, to_on), name=name)


def an_item_of(*tariffs: Dated[Tariff], name: str = "物业服务费") -> FeeItem:
    """An item with these dated tariffs."""
    return FeeItem(an_id(name), COMMUNITY, name, name, tariffs)


def a_unit(number: str = "1201", *, area: str | None = "94.56", payer: str | None = PAYER) -> Unit:
    """A unit; without an area or a payer where None is given."""
    return Unit(
        unit_id=unit_id_of(COMMUNITY, "3", "2", number),
        community_id=COMMUNITY,
        number=number,
        building="3",
        entrance="2",
        floor="12",
        kind="住宅",
        area=(Dated(Decimal(area), a_source()),) if area else (),
        payer=(Dated(payer, a_source()),) if payer else (),
    )


def charged(unit: Unit, *charges: Dated[str]) -> Charges:
    """What the unit is charged."""
    return Charges(unit.unit_id, unit.community_id, charges)


def charge(item: FeeItem, from_on: date | None = None, to_on: date | None = None) -> Dated[str]:
    """One item of a unit, from a day to a day."""
    return Dated(item.item_id, a_source(), from_on, to_on)


def drafted(
    unit: Unit, items: Iterable[FeeItem], *, charges: Charges | None = None, period: Period = OCTOBER
) -> Drafted:
    """What a run makes of a unit that is charged all of `items`, unless `charges` say otherwise."""
    by_id: Mapping[str, FeeItem] = {item.item_id: item for item in items}
    paid = charges or charged(unit, *(charge(item) for item in by_id.values()))
    return draft_unit(unit, paid, by_id, period=period, due_on=due_day(period, AT.date()))


def a_run(state: State = State.DRAFT, *, sums: Sums | None = None) -> Run:
    """A run of October 2026 with one bill, in this state."""
    return Run(
        run_id=an_id("run"),
        community_id=COMMUNITY,
        period=str(OCTOBER),
        state=state,
        by_trigger=False,
        started_at=AT,
        started_by="S:内勤丁",
        due_on=due_day(OCTOBER, AT.date()),
        total=1,
        sums=sums or Sums(done=1, units=1, bills=1, lines=1, billed_fen=15_00),
    )


def a_small_workbook(
    units: int = 4,
    *,
    first: int = 101,
    without_payer: int = 1,
    items: tuple[str, ...] = ("1", "2"),
    area: int = 100,
    price: float = 2.5,
) -> bytes:
    """Our own form: `units` of `area` m² at ¥2.50 (`price`) and ¥15.00; the last `without_payer` have no owner.

    `items` are those that they pay: 3 is ¥10.00, and on file only where it is paid.
    """
    numbers = [str(first + n) for n in range(units)]
    owners = [number if n < units - without_payer else None for n, number in enumerate(numbers)]
    return a_workbook(
        {
            "楼栋": [["楼栋", "单元", "总层数", "电梯"], ["1", "1", 18, "有"]],
            "业主": [
                ["业主编号", "姓名", "手机号", "证件号码", "类型", "所属业主编号"],
                *([owner, f"业主 {owner}", f"139{owner:>08}", None, "业主", None] for owner in owners if owner),
            ],
            "收费项目": [
                ["项目编号", "项目名称", "计算方式", "单价", "附加费", "固定金额", "开始日期", "结束日期"],
                ["1", "物业服务费", "按面积", price, None, None, date(2025, 1, 1), None],
                ["2", "垃圾清运费", "固定", None, None, 15, date(2025, 1, 1), None],
                *([["3", "电梯费", "固定", None, None, 10, date(2025, 1, 1), None]] if "3" in items else []),
            ],
            "房屋": [
                ["楼栋", "单元", "房号", "楼层", "用途", "建筑面积", "套内面积", "业主编号"],
                *(["1", "1", n, 1, "住宅", area, None, owner] for n, owner in zip(numbers, owners, strict=True)),
            ],
            "房屋收费": [
                ["楼栋", "单元", "房号", "项目编号", "开始日期"],
                *(["1", "1", number, item, date(2025, 1, 1)] for number in numbers for item in items),
            ],
        }
    )


A_UNIT_FEN = 250_00 + 15_00
"""What each unit of the small workbook is billed a month, in two bills."""
