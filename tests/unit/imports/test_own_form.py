"""Our own form: one fee item a row, English headings too."""

from __future__ import annotations

from datetime import date

import pytest

from chalicelib.imports.rules import ParsedCharge
from tests.builders.workbooks import found, own_sheets, parsed, with_cell


def test_everything_our_form_says_arrives() -> None:
    result = parsed(own_sheets())
    assert result.form == "guanjia"
    assert result.findings == ()
    first, second = result.units
    assert first.charges == (ParsedCharge("1", date(2025, 1, 1)), ParsedCharge("2", date(2025, 2, 1)))
    assert (second.kind, second.owner_numbers) == ("shop", ("1", "2"))
    assert [(p.number, p.kind, p.of_owner) for p in result.parties] == [
        ("1", "owner", "1"),
        ("2", "owner", "2"),
        ("3", "tenant", "2"),
    ]
    assert [(i.formula, i.fixed_fen, i.to_on) for i in result.items] == [
        ("1001", 0, None),
        ("2002", 1500, date(2030, 12, 31)),
    ]


def test_english_sheets_and_headings_are_read_too() -> None:
    result = parsed(
        {
            "Buildings": [["Building", "Entrance", "Floors", "Lift"], ["A", "1", 6, "no"]],
            "Owners": [["Owner number", "Name", "Phone", "Kind"], ["1", "业主甲", "13900000001", "owner"]],
            "Fee items": [
                ["Item number", "Name", "Formula", "Rate", "Surcharge", "Fixed amount", "From", "To"],
                ["1", "Service", "by area", 2.5],
            ],
            "Units": [["Building", "Entrance", "Unit", "Area", "Owner number"], ["A", "1", "101", 90, "1"]],
            "Charges": [["Building", "Entrance", "Unit", "Item number", "From"], ["A", "1", "101", "1", "2025-01-01"]],
        }
    )
    assert result.form == "guanjia"
    assert result.totals["error"] == 0
    assert (result.items[0].broken, result.units[0].charges) == (None, (ParsedCharge("1", date(2025, 1, 1)),))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["1", "1", "999", "1", "2025-01-01"], "charge_unit_missing"),
        (["1", "1", "101", "9", "2025-01-01"], "unknown_item"),
        (["1", "1", "101", "1", "2025-01-01"], "duplicate_charge"),
        (["1", "2", "201", "2", "2025-02-30"], "bad_date"),
        (["1", "2", "201", None, "2025-02-03"], "missing_value"),
    ],
)
def test_a_row_that_fits_nothing_is_left_out_with_an_error(row: list[object], code: str) -> None:
    sheets = own_sheets()
    sheets["房屋收费"].append(row)
    result = parsed(sheets)
    (finding,) = result.findings
    assert (finding.severity, finding.code, finding.row, finding.facts["left_out"]) == ("error", code, 5, "row")
    assert len(result.charges) == 3


def test_a_charge_without_a_start_begins_with_its_item() -> None:
    result = parsed(with_cell(own_sheets(), "房屋收费", 2, "E", None))
    assert [finding.severity for finding in found(result, "charge_start_missing")] == ["warning"]
    assert result.units[0].charges[0] == ParsedCharge("1", None)
