"""Checks of a unit's area: which units are sisters, how far off is unlike, days without an area or with two."""

from __future__ import annotations

import pytest

from chalicelib.estate.rules import Unit
from chalicelib.quality.rules import areas
from chalicelib.quality.rules.found import Check
from tests.builders.quality import TODAY, a_column, a_unit, with_areas


def unlike(units: list[Unit]) -> list[tuple[str, str, str]]:
    by_id = {unit.unit_id: unit.number for unit in units}
    found = areas.unlike_sisters(units, TODAY)
    assert {one.check for one in found} <= {Check.AREA_UNLIKE_SISTERS}
    return [(by_id[one.subject_id], str(one.facts["area"]), str(one.beside["usual"])) for one in found]


@pytest.mark.parametrize(
    ("number", "floor", "column"),
    [
        ("1201", "12", "01"),
        ("101", "1", "01"),
        ("1011", "10", "11"),
        ("1011", "1", "011"),
        ("12A", "12", "A"),
        ("A12", "12", ""),
        ("1201", "", "01"),
        ("201", "1", "01"),
        ("12", "12", ""),
        ("12", "", ""),
        ("商铺3", "1", ""),
        ("0301", "3 层", "01"),
    ],
)
def test_the_column_is_what_the_floor_leaves_of_a_number(number: str, floor: str, column: str) -> None:
    assert areas.column_of(a_unit(number, floor=floor)) == column


@pytest.mark.parametrize(
    ("area", "is_unlike"),
    [("100", False), ("119.99", False), ("120", True), ("80.01", False), ("80", True), ("1", True), ("1000", True)],
)
def test_a_unit_is_unlike_when_it_is_a_fifth_off_its_sisters(area: str, is_unlike: bool) -> None:
    found = unlike(a_column("100", "100", "100", "100", area))
    assert found == ([("501", area, "100")] if is_unlike else [])


def test_four_sisters_are_enough_and_three_are_not() -> None:
    assert unlike(a_column("100", "100", "100", "100", "150")) == [("501", "150", "100")]
    assert unlike(a_column("100", "100", "100", "150")) == []


def test_the_unit_on_file_with_120_that_has_100_like_its_sisters_is_found() -> None:
    assert unlike(a_column(*["100"] * 9, "120")) == [("1001", "120", "100")]


def test_each_column_has_its_own_usual_area() -> None:
    units = a_column(*["100"] * 6, column="01") + a_column(*["60"] * 5, "100", column="02")
    assert unlike(units) == [("602", "100", "60")]


def test_another_kind_or_entrance_is_no_sister() -> None:
    units = a_column(*["100"] * 4) + a_column("150", kind="商铺", entrance="9")
    assert unlike(units) == []
    beside = [*a_column(*["100"] * 4), a_unit("501", area="150", entrance="2", floor="")]
    assert unlike(beside) == [("501", "150", "100")], "of the building's other units of the kind, which are alike"


def test_where_a_column_is_too_small_the_building_speaks_only_if_it_is_mostly_alike() -> None:
    alike = [a_unit(f"10{n}", area="100") for n in range(1, 8)]
    assert unlike([*alike, a_unit("108", area="200")]) == [("108", "200", "100")]
    mixed = [a_unit(f"10{n}", area=area) for n, area in enumerate(["60", "90", "120", "150", "60", "90", "120"], 1)]
    assert unlike([*mixed, a_unit("108", area="300")]) == []


def test_a_unit_without_an_area_is_missing_it_and_unlike_nobody() -> None:
    nothing = a_unit("501", area=None)
    found = areas.area_missing(nothing, TODAY)
    assert found is not None
    assert found.check == Check.AREA_MISSING
    assert areas.area_missing(a_unit(), TODAY) is None
    assert unlike([*a_column(*["100"] * 4), nothing]) == []


def test_an_area_that_begins_tomorrow_or_ended_yesterday_is_none() -> None:
    assert areas.area_missing(with_areas(a_unit(), ("100", "2026-11-01", None)), TODAY)
    assert areas.area_missing(with_areas(a_unit(), ("100", None, "2026-10-30")), TODAY)
    assert not areas.area_missing(with_areas(a_unit(), ("100", "2026-10-31", "2026-10-31")), TODAY)


def test_two_areas_on_one_day_overlap() -> None:
    found = areas.area_overlap(with_areas(a_unit(), ("100", None, "2026-06-30"), ("90", "2026-06-30", None)))
    assert found is not None
    assert dict(found.facts) == {"times": 1, "from_on": "2026-06-30"}
    assert areas.area_overlap(with_areas(a_unit(), ("100", None, "2026-06-30"), ("90", "2026-07-01", None))) is None
    unknown = areas.area_overlap(with_areas(a_unit(), ("100", None, None), ("90", None, None)))
    assert unknown is not None
    assert unknown.facts["from_on"] == ""


def test_days_between_two_areas_are_a_gap() -> None:
    found = areas.area_gap(with_areas(a_unit(), ("100", None, "2026-06-29"), ("90", "2026-07-01", None)))
    assert found is not None
    assert dict(found.facts) == {"times": 1, "from_on": "2026-06-30", "to_on": "2026-06-30"}
    assert areas.area_gap(with_areas(a_unit(), ("100", None, "2026-06-30"), ("90", "2026-07-01", None))) is None


def test_the_same_area_is_the_same_fact_whatever_its_sisters_become() -> None:
    before, after = (next(iter(areas.unlike_sisters(a_column(*[usual] * 5, "200"), TODAY))) for usual in ("100", "101"))
    assert before.digest == after.digest
    assert before.beside != after.beside
