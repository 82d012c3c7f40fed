"""How units are named, sorted and known again, and which fact of theirs holds (REG-01, REG-03, REG-07)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from chalicelib.core.dated import Dated
from chalicelib.estate.rules import building_id_of, sort_key, unit_id_of, unit_label
from tests.builders.billing import a_unit
from tests.builders.core import a_source, an_id

ONE, OTHER = an_id("one"), an_id("other")


def test_a_unit_is_one_wherever_it_is_written_and_another_in_another_community() -> None:
    same = unit_id_of(ONE, "3", "2", "1201")
    assert same == unit_id_of(ONE, "3", "2", "1201")
    others = {
        unit_id_of(OTHER, "3", "2", "1201"),
        unit_id_of(ONE, "32", "", "1201"),
        unit_id_of(ONE, "3", "21", "201"),
        unit_id_of(ONE, "3", "", "1201"),
    }
    assert len(others | {same}) == 5


def test_a_building_is_known_by_its_community_and_number() -> None:
    assert building_id_of(ONE, "3") != building_id_of(OTHER, "3")
    assert a_unit().building_id == building_id_of(a_unit().community_id, "3")


@pytest.mark.parametrize(
    ("building", "entrance", "number", "label"),
    [("3", "2", "1201", "3 幢 2 单元 1201"), ("", "", "S-1", "S-1"), ("3", "", "1201", "3 幢 1201")],
)
def test_a_label_leaves_out_what_is_missing(building: str, entrance: str, number: str, label: str) -> None:
    assert unit_label(building, entrance, number) == label


def test_numbers_sort_as_people_count() -> None:
    names = [("B2", "1"), ("B10", "1"), ("B2", "10"), ("2", "1"), ("10", "1")]
    assert sorted(names, key=lambda name: sort_key(*name)) == [
        ("2", "1"),
        ("10", "1"),
        ("B2", "1"),
        ("B2", "10"),
        ("B10", "1"),
    ]


def test_the_area_and_the_payer_are_those_that_hold_on_the_day() -> None:
    small, large = Decimal("94.56"), Decimal("96.10")
    unit = replace(
        a_unit(payer=None),
        area=(Dated(small, a_source(), None, date(2026, 6, 30)), Dated(large, a_source(), date(2026, 7, 1))),
    )
    held = [unit.area_on(day) for day in (date(2026, 6, 30), date(2026, 7, 1))]
    assert [fact and fact.value for fact in held] == [small, large]
    assert unit.payer_on(date(2026, 7, 1)) is None
