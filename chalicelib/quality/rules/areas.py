"""Checks of a unit's area: none, several at once, days without one, unlike those of its sisters.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from chalicelib.core.dated import gaps, overlaps
from chalicelib.estate.rules import Unit
from chalicelib.quality.rules.days import gap_facts, overlap_facts
from chalicelib.quality.rules.found import About, Check, Facts, Found

FEWEST_SISTERS: Final = 4
TOLERANCE_PERCENT: Final = 20
ALIKE_PERCENT: Final = 75
"""So many of a building's units must be alike before one of them can be unlike: a mixed building says nothing."""
_WHOLE: Final = 100
_COLUMN_DIGITS: Final = 2


def area_missing(unit: Unit, today: date) -> Found | None:
    """No area holds today: the unit cannot be billed by it."""
    return None if unit.area_on(today) else _found(Check.AREA_MISSING, unit)


def area_overlap(unit: Unit) -> Found | None:
    """Two areas hold on the same day."""
    pairs = overlaps(unit.area)
    return _found(Check.AREA_OVERLAP, unit, overlap_facts(pairs)) if pairs else None


def area_gap(unit: Unit) -> Found | None:
    """Days between two areas about which nothing is on file."""
    found = gaps(unit.area)
    return _found(Check.AREA_GAP, unit, gap_facts(found)) if found else None


def unlike_sisters(units: Sequence[Unit], today: date) -> list[Found]:
    """Those of one building's units whose area is 20 % or more off the median of their sisters'.

    Sisters are of the same kind in the same column of the entrance (1201, 1101, … are one above the other). Where that
    makes fewer than four, all of the building's units of that kind are, if most of them are alike.
    """
    areas = {unit.unit_id: fact.value for unit in units if (fact := unit.area_on(today))}
    columns, kinds = defaultdict(list), defaultdict(list)
    for unit in units:
        if unit.unit_id in areas:
            kinds[unit.kind].append(unit)
            columns[unit.kind, unit.entrance, column_of(unit)].append(unit)
    found = []
    for unit in units:
        if unit.unit_id not in areas:
            continue
        column = columns[unit.kind, unit.entrance, column_of(unit)] if column_of(unit) else []
        middle = _usual(unit, column, areas, most_alike=False) or _usual(unit, kinds[unit.kind], areas, most_alike=True)
        if middle and is_unlike(areas[unit.unit_id], middle):
            facts, beside = {"area": f"{areas[unit.unit_id]:f}"}, {"usual": f"{middle:f}"}
            found.append(Found(Check.AREA_UNLIKE_SISTERS, About.UNIT, unit.unit_id, facts, beside))
    return found


def column_of(unit: Unit) -> str:
    """What is left of a number without its floor: 01 of 1201 on floor 12; "" where it cannot be told."""
    floor = "".join(re.findall(r"\d+", unit.floor))
    if floor and unit.number.startswith(floor) and len(unit.number) > len(floor):
        return unit.number.removeprefix(floor)
    is_plain = unit.number.isdecimal() and len(unit.number) > _COLUMN_DIGITS
    return unit.number[-_COLUMN_DIGITS:] if is_plain else ""


def is_unlike(area: Decimal, usual: Decimal) -> bool:
    """Whether it is a fifth or more off, above or below: 120 m² where its sisters have 100 is the case to be caught."""
    return abs(area - usual) * _WHOLE >= usual * TOLERANCE_PERCENT


def median(values: Iterable[Decimal]) -> Decimal:
    """The one in the middle; the lower of the two where there are two, so that it is an area that some unit has."""
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2]


def _usual(unit: Unit, of: Sequence[Unit], areas: dict[str, Decimal], *, most_alike: bool) -> Decimal | None:
    """The median of its sisters' areas, where there are enough of them."""
    sisters = [areas[one.unit_id] for one in of if one.unit_id != unit.unit_id]
    if len(sisters) < FEWEST_SISTERS:
        return None
    middle = median(sisters)
    alike = sum(not is_unlike(area, middle) for area in sisters)
    if most_alike and alike * _WHOLE < len(sisters) * ALIKE_PERCENT:
        return None
    return middle


def _found(check: Check, unit: Unit, facts: Facts | None = None) -> Found:
    return Found(check, About.UNIT, unit.unit_id, facts or {})
