"""The peer's form, with a workbook of our own making."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from chalicelib.imports.rules import ParsedCharge
from tests.builders.workbooks import ID_A, ID_B, found, parsed, peer_sheets, with_cell


def test_everything_the_peers_form_says_arrives() -> None:
    result = parsed(peer_sheets())
    assert result.form == "peer"
    assert [(b.number, b.entrance, b.floors, b.lift) for b in result.buildings] == [
        ("1", "1", 18, True),
        ("1", "2", 18, True),
        ("2", "1", 6, False),
    ]
    assert [(p.number, p.name, p.kind, p.phone, p.id_number) for p in result.parties] == [
        ("1", "业主甲", "owner", "13900000001", ID_A),
        ("2", "业主乙", "owner", "13900000002", ID_B),
        ("3", "业主丙", "owner", None, None),
    ]
    service, waste = result.items
    assert (service.name, service.formula, service.rate, service.surcharge_fen) == (
        "物业服务费",
        "1001",
        Decimal("2.5"),
        0,
    )
    assert (waste.name, waste.formula, waste.rate, waste.fixed_fen) == ("垃圾清运费", "2002", None, 1500)
    assert (service.from_on, service.to_on, service.broken) == (date(2025, 1, 1), date(2037, 1, 1), None)
    first, _, third, last = result.units
    assert (first.key, first.floor, first.kind, first.area, first.inner_area) == (
        ("1", "1", "101"),
        1,
        "dwelling",
        Decimal("94.56"),
        Decimal("80.5"),
    )
    assert first.charges == (ParsedCharge("1", date(2025, 1, 1)), ParsedCharge("2", date(2025, 2, 1)))
    assert first.charges == third.charges
    assert (first.owner_numbers, last.owner_numbers) == (("1",), ())
    assert len(result.charges) == 6


def test_what_is_found_in_it_is_told_with_its_place() -> None:
    result = parsed(peer_sheets())
    assert result.totals == {"error": 0, "warning": 1, "note": 5}
    (missing,) = found(result, "owner_missing")
    assert (missing.sheet, missing.row, missing.column, missing.value) == ("房屋信息", 5, "G 业主编号", "9")
    assert missing.facts == {"owner": "9", "payer": False}
    (placeholder,) = found(result, "phone_placeholder")
    assert (placeholder.row, placeholder.column) == (4, "E 手机号")
    (parking,) = found(result, "parking_not_imported")
    assert parking.facts == {"rows": 1}
    assert [finding.sheet for finding in found(result, "columns_not_imported")] == ["业主信息", "费用设置", "房屋信息"]


def test_findings_come_in_reading_order() -> None:
    result = parsed(peer_sheets())
    order = ["楼栋单元", "业主信息", "费用设置", "房屋信息", "车位信息"]
    places = [(order.index(finding.sheet), finding.row or 0) for finding in result.findings]
    assert places == sorted(places)


def test_the_fixed_column_is_the_surcharge_under_1001_and_the_amount_under_2002() -> None:
    sheets = with_cell(peer_sheets(), "费用设置", 2, "L", 20)
    service, waste = parsed(sheets).items
    assert (service.surcharge_fen, service.fixed_fen) == (2000, 0)
    assert (waste.surcharge_fen, waste.fixed_fen) == (0, 1500)


def test_family_and_tenants_belong_to_the_owner_whose_number_they_carry() -> None:
    sheets = peer_sheets()
    people = sheets["业主信息"]
    people[4:4] = [
        [4, "家属丁", "男", 9, None, None, 1002, 1],
        [5, "租客戊", "男", 30, 13900000005, None, 1003, 2],
        [6, "访客己", "男", 30, 13900000006, None, 1004, 2],
        [7, "租客庚", "男", 30, 13900000007, None, 1003, 77],
    ]
    result = parsed(sheets)
    assert [(p.number, p.kind, p.of_owner) for p in result.parties[3:]] == [
        ("1/家属丁", "family", "1"),
        ("2/租客戊", "tenant", "2"),
        ("2/访客己", "temporary", "2"),
    ]
    (orphan,) = found(result, "party_owner_missing")
    assert (orphan.severity, orphan.row, orphan.facts) == ("error", 8, {"left_out": "row", "owner": "77"})


def test_a_sheet_that_is_not_there_is_an_error_and_does_not_flood_the_others() -> None:
    sheets = peer_sheets()
    del sheets["业主信息"]
    result = parsed(sheets)
    (missing,) = found(result, "missing_sheet")
    assert (missing.severity, missing.sheet, missing.facts) == ("error", "业主信息", {"left_out": "sheet"})
    assert found(result, "owner_missing") == []
    assert [unit.owner_numbers for unit in result.units] == [()] * 4


def test_missing_buildings_are_made_from_the_units() -> None:
    sheets = peer_sheets()
    del sheets["楼栋单元"]
    result = parsed(sheets)
    assert [finding.severity for finding in found(result, "missing_sheet")] == ["warning"]
    assert [(b.number, b.entrance) for b in result.buildings] == [("1", "1"), ("1", "2"), ("2", "1")]


def test_a_building_that_is_not_listed_is_imported_with_one_warning() -> None:
    sheets = peer_sheets()
    sheets["房屋信息"] += [[101 + n, "9栋", 1, 1, None, 80, 1, 1, "2025-1-1"] for n in range(3)]
    result = parsed(sheets)
    (unlisted,) = found(result, "building_unlisted")
    assert unlisted.facts == {"building": "9", "entrance": "1"}
    assert (result.buildings[-1].number, result.buildings[-1].floors) == ("9", None)
    assert len(result.units) == 7
