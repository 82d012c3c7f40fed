"""A household has a limit: who is beyond it is left out, and said (REG-07)."""

from __future__ import annotations

import pytest

from chalicelib.core import limits
from tests.builders.workbooks import found, own_sheets, parsed


@pytest.fixture(autouse=True)
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEMBERS_PER_UNIT", 3)


def test_people_beyond_the_limit_of_a_unit_are_left_out() -> None:
    sheets = own_sheets()
    sheets["业主"] += [[f"f{n}", f"家属{n}", None, None, "家属", "1"] for n in range(3)]
    result = parsed(sheets)
    assert [(one.severity, one.sheet, one.row, dict(one.facts)) for one in found(result, "too_many_members")] == [
        ("error", "业主", 4, {"left_out": "row", "limit": 3}),
        ("error", "业主", 6, {"left_out": "row", "limit": 3}),
        ("error", "业主", 7, {"left_out": "row", "limit": 3}),
    ]
    assert {party.number for party in result.parties} == {"1", "2", "f0"}
    assert len(result.units) == 2


def test_a_full_household_is_taken() -> None:
    sheets = own_sheets()
    sheets["房屋"][2][7] = "2"
    sheets["业主"].append(["f1", "家属己", None, None, "家属", "2"])
    assert found(parsed(sheets), "too_many_members") == []


def test_a_unit_of_more_owners_than_a_household_holds_is_left_out() -> None:
    sheets = own_sheets()
    sheets["业主"] += [[f"o{n}", f"业主{n}", None, None, "业主", None] for n in range(4)]
    sheets["房屋"][2][7] = "o0#o1#o2#o3"
    result = parsed(sheets)
    assert [(one.sheet, one.row) for one in found(result, "too_many_members")] == [("房屋", 3)]
    assert [unit.number for unit in result.units] == ["101"]
