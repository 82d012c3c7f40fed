"""What stands in the demo community: six buildings, their units, whose they are, what they are charged from when.

The same for the same month: nothing is drawn by lot. All dates are counted from the first billed month.
Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from chalicelib.core.period import Period

STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_CYCLE: Final = 60
_SIDES: Final = ("", "东", "南", "西", "北")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Block:
    """A building. `doors` are the areas in m² of each floor's units, door by door; `usage` as the template says it."""

    number: str
    entrances: tuple[str, ...]
    floors: int
    lift: bool
    doors: tuple[Decimal, ...]
    usage: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """A fee item; amounts in yuan as an office writes them."""

    number: str
    name: str
    formula: str
    rate: Decimal | None = None
    surcharge: Decimal | None = None
    fixed: Decimal | None = None
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True)
class Home:
    """The n-th unit. `owner` is None where nobody is known to pay, `area` None where nobody has measured."""

    n: int
    block: Block
    entrance: str
    floor: int
    number: str
    area: Decimal | None
    owner: int | None


@dataclass(frozen=True)
class Community:
    """Everything there is in it; `first` and `last` are the first and the latest billed month."""

    homes: tuple[Home, ...]
    first: Period
    last: Period


def _areas(*written: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, written))


TOWER: Final = ("1", "4", "7", "8")
WALK_UP: Final = ("2", "5", "7")
SHOP: Final = ("3", "9")
PARKING: Final = "6"
PUMP: Final = "10"
_TOWER_DOORS: Final = _areas("128.64", "94.56", "88.89", "117.32")
BLOCKS: Final = (
    Block("1", ("1",), 18, True, _TOWER_DOORS, "住宅", TOWER),
    Block("2", ("1",), 18, True, _TOWER_DOORS, "住宅", TOWER),
    Block("3", ("1", "2"), 11, True, _areas("106.48", "89.17", "132.05"), "住宅", TOWER),
    Block("4", ("1", "2"), 6, False, _areas("75.30", "62.18", "84.77"), "住宅", WALK_UP),
    Block("5", ("1", "2"), 6, False, _areas("75.30", "62.18", "84.77"), "住宅", WALK_UP),
    Block("6", ("",), 2, False, _areas(*(str(42 + 7 * n) + ".5" for n in range(9))), "商铺", SHOP),
)
_UNKNOWN_OWNER: Final = frozenset({("1", "1", "1802"), ("2", "1", "903"), ("3", "2", "1102"), ("6", "", "209")})
_NOT_MEASURED: Final = frozenset({("6", "", "207")})
_ONE_OWNER: Final = 40
"""Every so many units, two neighbouring ones are one person's."""


def community(*, units: int, first: Period, last: Period) -> Community:
    """`units` of the units, spread over all buildings; all of them when that is as many as there are."""
    homes = list(_homes())
    kept = [homes[n * len(homes) // units] for n in range(min(units, len(homes)))]
    return Community(tuple(kept), first, last)


def _homes() -> Iterator[Home]:
    """All units, building by building."""
    n = 0
    for block in BLOCKS:
        for entrance in block.entrances:
            for floor in range(1, block.floors + 1):
                for door, area in enumerate(block.doors, start=1):
                    number = f"{floor}{door:02}"
                    place = (block.number, entrance, number)
                    owner = None if place in _UNKNOWN_OWNER else n - (n % _ONE_OWNER == _ONE_OWNER - 1)
                    measured = None if place in _NOT_MEASURED else area
                    yield Home(n, block, entrance, floor, number, measured, owner)
                    n += 1


def items(first: Period, last: Period) -> tuple[Item, ...]:
    """The fee items. Some begin or end within the year, so that months differ; one has no price, as offices forget."""
    day = first.first_day
    yuan = Decimal
    return (
        Item("1", "物业服务费（高层）", "按面积", rate=yuan("2.50"), from_on=day),
        Item("2", "物业服务费（多层）", "按面积", rate=yuan("1.60"), from_on=day),
        Item("3", "物业服务费（商铺）", "按面积", rate=yuan("4.20"), surcharge=yuan("20"), from_on=day),
        Item("4", "公共区域电费", "固定", fixed=yuan("12.50"), from_on=day),
        Item("5", "楼道照明费", "固定", fixed=yuan("4"), from_on=day),
        Item(PARKING, "车位管理费", "固定", fixed=yuan("80"), from_on=day),
        Item("7", "生活垃圾清运费", "固定", fixed=yuan("8"), from_on=first.plus(6).first_day),
        Item("8", "电梯维保分摊", "固定", fixed=yuan("16"), from_on=day, to_on=last.plus(-1).last_day),
        Item("9", "门前地面清洗费", "固定", fixed=yuan("60"), from_on=last.first_day),
        Item(PUMP, "二次供水加压费", "按面积", from_on=day),
    )


def charges(home: Home, first: Period, last: Period) -> Iterator[tuple[str, date]]:
    """(item, first day) of one unit: what its building pays, a parking place, the pumped water of the top floors."""
    months = (last.year - first.year) * 12 + last.month - first.month
    moved_in = first.plus(home.n % (months + 1)) if (home.block.number, home.entrance) == ("5", "2") else first
    starts = {item.number: item.from_on for item in items(first, last)}
    for number in home.block.items:
        yield number, max(moved_in.first_day, starts[number] or moved_in.first_day)
    if home.block.lift and home.n % 4 == 0:
        rented = first if home.n % 16 else first.plus(months - home.n // 16 % (months + 1))
        yield PARKING, rented.first_day
    if home.block.number == "1" and home.floor == home.block.floors:
        yield PUMP, moved_in.first_day


def name_of(n: int) -> str:
    """The n-th of 300 different pairs of counting signs, as in 甲子: plainly nobody's name."""
    side, place = divmod(n % (_CYCLE * len(_SIDES)), _CYCLE)
    return STEMS[place % len(STEMS)] + BRANCHES[place % len(BRANCHES)] + _SIDES[side]


def id_number_of(n: int) -> str:
    """An id number with a right check digit in a region that does not exist."""
    digits = f"999999{1960 + n % 40}0101{n % 1000:03}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]
