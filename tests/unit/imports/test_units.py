"""Units: their key, their area, whose they are, and by which fee items they are billed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chalicelib.imports.rules import ParsedCharge
from tests.builders.workbooks import found, parsed, peer_sheets, with_cell

JANUARY = date(2025, 1, 1)


def test_the_second_of_two_same_units_is_left_out() -> None:
    sheets = with_cell(peer_sheets(), "房屋信息", 3, "A", "１０１")
    result = parsed(sheets)
    (twice,) = found(result, "duplicate_unit")
    assert (twice.severity, twice.row, twice.facts) == ("error", 3, {"left_out": "row", "first_row": 2})
    assert len(result.units) == 3


def test_the_same_number_in_another_building_is_another_unit() -> None:
    assert [unit.key for unit in parsed(peer_sheets()).units][2:] == [("1", "2", "201"), ("2", "1", "201")]


@pytest.mark.parametrize("column", ["A", "B"])
def test_a_unit_without_number_or_building_is_left_out(column: str) -> None:
    result = parsed(with_cell(peer_sheets(), "房屋信息", 2, column, None))
    assert [(f.row, f.facts["left_out"]) for f in found(result, "missing_value")] == [(2, "row")]
    assert len(result.units) == 3


@pytest.mark.parametrize(
    ("written", "area"), [("94.56", "94.56"), ("１２０㎡", "120"), (100_000, "100000"), (0.0001, "0.0001")]
)
def test_areas_are_read_exactly(written: object, area: str) -> None:
    result = parsed(with_cell(peer_sheets(), "房屋信息", 2, "F", written))
    assert result.units[0].area == Decimal(area)
    assert result.totals["error"] == 0


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (0, "zero"),
        (-94.56, "negative"),
        (100_000.1, "absurd"),
        (94.56789, "too_fine"),
        ("约九十", "not_a_number"),
        (date(2020, 1, 1), "not_a_number"),
    ],
)
def test_a_unit_whose_area_cannot_be_is_imported_without_it(written: object, reason: str) -> None:
    result = parsed(with_cell(peer_sheets(), "房屋信息", 2, "F", written))
    (bad,) = found(result, "bad_area")
    assert (bad.severity, bad.row, bad.facts) == ("error", 2, {"left_out": "cell", "reason": reason})
    assert (len(result.units), result.units[0].area) == (4, None)


def test_a_blank_area_is_a_warning() -> None:
    result = parsed(with_cell(peer_sheets(), "房屋信息", 2, "F", None))
    assert [finding.severity for finding in found(result, "area_missing")] == ["warning"]


def test_a_unit_of_nobody_is_imported_with_a_note() -> None:
    for nobody in (None, 0, "  "):
        result = parsed(with_cell(peer_sheets(), "房屋信息", 2, "G", nobody))
        assert [finding.severity for finding in found(result, "owner_blank")] == ["note"]
        assert result.units[0].owner_numbers == ()


def test_of_two_owners_the_listed_one_stays() -> None:
    result = parsed(with_cell(peer_sheets(), "房屋信息", 2, "G", "1#8"))
    assert result.units[0].owner_numbers == ("1",)
    assert [f.facts for f in found(result, "owner_missing") if f.row == 2] == [{"owner": "8", "payer": True}]


@pytest.mark.parametrize("joined", ["1#2", "1＃2", "1，2", "1,2", "1；2", "1、2", " 1 # 2 ", "1##2#", "1#0#2"])
def test_items_are_told_apart_however_they_are_joined(joined: str) -> None:
    starts = "2025-1-1#2025-1-1#2025-1-1" if "0" in joined else "2025-1-1#2025-1-1"
    sheets = with_cell(with_cell(peer_sheets(), "房屋信息", 2, "H", joined), "房屋信息", 2, "I", starts)
    assert parsed(sheets).units[0].charges == (ParsedCharge("1", JANUARY), ParsedCharge("2", JANUARY))


def test_item_zero_is_none() -> None:
    for none in (0, "0", None):
        result = parsed(with_cell(peer_sheets(), "房屋信息", 2, "H", none))
        assert result.units[0].charges == ()
        assert result.totals["error"] == 0


def test_an_unknown_item_is_left_out_and_the_others_stay() -> None:
    result = parsed(with_cell(peer_sheets(), "房屋信息", 2, "H", "1#7"))
    (unknown,) = found(result, "unknown_item")
    assert (unknown.severity, unknown.column, unknown.facts) == (
        "error",
        "H 房屋费用",
        {"left_out": "cell", "item": "7"},
    )
    assert result.units[0].charges == (ParsedCharge("1", JANUARY),)


def test_an_item_that_stands_twice_in_a_cell_is_billed_once() -> None:
    result = parsed(with_cell(peer_sheets(), "房屋信息", 2, "H", "1#1"))
    assert len(found(result, "charge_twice")) == 1
    assert result.units[0].charges == (ParsedCharge("1", JANUARY),)


def test_one_start_for_several_items_is_used_for_all_with_a_warning() -> None:
    result = parsed(with_cell(peer_sheets(), "房屋信息", 2, "I", "2025-01-01"))
    assert [(f.severity, f.facts) for f in found(result, "charge_one_start")] == [("warning", {"items": 2})]
    assert result.units[0].charges == (ParsedCharge("1", JANUARY), ParsedCharge("2", JANUARY))


def test_starts_that_do_not_match_the_items_leave_all_of_them_out() -> None:
    result = parsed(with_cell(peer_sheets(), "房屋信息", 2, "I", "2025-1-1#2025-1-1#2025-1-1"))
    (mismatch,) = found(result, "charge_starts_mismatch")
    assert (mismatch.severity, mismatch.facts) == ("error", {"left_out": "cell", "items": 2, "starts": 3})
    assert result.units[0].charges == ()


def test_items_without_any_start_begin_with_themselves() -> None:
    result = parsed(with_cell(peer_sheets(), "房屋信息", 2, "I", None))
    assert [finding.severity for finding in found(result, "charge_start_missing")] == ["warning"]
    assert result.units[0].charges == (ParsedCharge("1", None), ParsedCharge("2", None))


def test_an_impossible_start_leaves_its_item_out() -> None:
    result = parsed(with_cell(peer_sheets(), "房屋信息", 2, "I", "2025-02-30#2025-01-01"))
    (bad,) = found(result, "bad_date")
    assert bad.facts == {"left_out": "cell", "item": "1", "reason": "no_such_day", "written": "2025-02-30"}
    assert result.units[0].charges == (ParsedCharge("2", JANUARY),)


def test_a_date_cell_is_a_start_like_any_other() -> None:
    assert parsed(with_cell(peer_sheets(), "房屋信息", 3, "I", JANUARY)).units[1].charges == (
        ParsedCharge("1", JANUARY),
    )


def test_more_items_than_a_unit_can_have_are_left_out() -> None:
    many = "#".join(str(number) for number in range(1, 42))
    result = parsed(with_cell(peer_sheets(), "房屋信息", 2, "H", many))
    assert [f.facts for f in found(result, "too_many_items")] == [{"left_out": "cell", "limit": 40}]


@pytest.mark.parametrize(
    ("column", "written", "code"),
    [("D", "顶层", "bad_floor"), ("D", 999, "bad_floor"), ("J", 777, "unit_kind_unknown"), ("K", -1, "bad_inner_area")],
)
def test_what_money_does_not_need_is_only_a_warning(column: str, written: object, code: str) -> None:
    result = parsed(with_cell(peer_sheets(), "房屋信息", 2, column, written))
    assert [(f.severity, f.row) for f in found(result, code)] == [("warning", 2)]
    assert (len(result.units), result.totals["error"]) == (4, 0)


@pytest.mark.parametrize("written", ["1幢", "1 栋", "1号楼", "１", 1])
def test_a_building_is_one_however_it_is_called(written: object) -> None:
    assert parsed(with_cell(peer_sheets(), "房屋信息", 2, "B", written)).units[0].building == "1"


def test_duplicate_buildings_are_left_out() -> None:
    sheets = peer_sheets()
    sheets["楼栋单元"].append(["1号楼", "1单元", 9, "有"])
    result = parsed(sheets)
    assert [f.facts for f in found(result, "duplicate_building")] == [{"left_out": "row", "first_row": 2}]
    assert len(result.buildings) == 3
