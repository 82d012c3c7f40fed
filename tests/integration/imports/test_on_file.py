"""A second workbook adds new things only, and its preview says of every other row that it stays as on file (REG-07)."""

from __future__ import annotations

from datetime import date

import pytest

from chalicelib.billing.service.items import item_id_of
from chalicelib.core import limits
from chalicelib.estate import service as estate
from chalicelib.estate.rules import unit_id_of
from chalicelib.imports.rules.findings import Finding
from chalicelib.imports.rules.runs import Count, Import, ImportHasErrors, State
from chalicelib.imports.service import verbs as imports
from chalicelib.people import service as people
from tests.builders.office import Office
from tests.builders.workbooks import Rows, a_workbook, own_sheets


@pytest.fixture
def filed(office: Office) -> Office:
    """An office whose first workbook is in."""
    sheets = own_sheets()
    sheets["房屋"].append(["1", "1", "103", 1, "住宅", 50, None, None])
    office.take_in(a_workbook(sheets), name="first.xlsx")
    return office


def again() -> dict[str, Rows]:
    sheets = own_sheets()
    sheets["房屋"].append(["1", "1", "103", 1, "住宅", 50, None, None])
    return sheets


def previewed(office: Office, sheets: dict[str, Rows]) -> Import:
    import_id = office.preview(a_workbook(sheets), name="second.xlsx")
    return imports.get_import(office.scope, office.community_id, import_id)


def said(office: Office, one: Import) -> dict[str, Finding]:
    """What the preview says beyond the notes, by code."""
    found: list[Finding] = []
    for severity in ("error", "warning"):
        rows, _ = imports.findings_page(
            office.scope, office.community_id, one.import_id, severity=severity, cursor=None
        )
        found += rows
    assert (one.findings["error"] + one.findings["warning"]) == len(found)
    return {finding.code: finding for finding in found}


def party(office: Office, number: str) -> str:
    return people.party_id_of(office.community_id, number)


def test_the_same_workbook_again_has_nothing_to_say(filed: Office) -> None:
    assert said(filed, previewed(filed, again())) == {}


def test_each_thing_that_stands_otherwise_is_named_with_its_row_and_without_values(filed: Office) -> None:
    sheets = again()
    sheets["业主"][1][2] = "13900000099"
    sheets["收费项目"][1][3] = 3.1
    sheets["房屋"][1][5] = 99
    sheets["房屋"][1][4] = "商铺"
    sheets["房屋收费"][2][4] = date(2025, 3, 1)
    one = previewed(filed, sheets)
    found = said(filed, one)
    assert {code: (at.severity, at.sheet, at.row, dict(at.facts)) for code, at in found.items()} == {
        "party_differs": ("warning", "业主", 2, {"phone": 1}),
        "item_differs": ("warning", "收费项目", 2, {"price": 1}),
        "unit_differs": ("warning", "房屋", 2, {"area": 1, "kind": 1}),
        "charges_differ": ("warning", "房屋", 2, {}),
    }
    assert {finding.value for finding in found.values()} == {None}
    assert (one.counts["items"], one.counts["parties"]) == (Count(0, 1, 1), Count(0, 2, 1))


def test_an_owner_for_a_unit_without_payer_is_neither_filed_nor_its_payer(filed: Office) -> None:
    sheets = again()
    sheets["业主"].append(["9", "业主壬", "13900000009", None, "业主", None])
    sheets["业主"].append(["10", "家属癸", None, None, "家属", "9"])
    sheets["房屋"][-1][7] = "9"
    one = previewed(filed, sheets)
    found = said(filed, one)
    assert (found["unit_differs"].row, dict(found["unit_differs"].facts)) == (4, {"payer": 1})
    assert dict(found["household_on_file"].facts) == {"left_out": "row"}
    assert (one.findings["error"], one.counts["parties"]) == (2, Count(0, 3, 0))
    with pytest.raises(ImportHasErrors):
        confirm(filed, one, leave_out_errors=False)
    confirm(filed, one)
    filed.queue.drain()
    assert people.existing_parties(filed.scope, [party(filed, "9"), party(filed, "10")]) == {}
    unit_id = unit_id_of(filed.community_id, "1", "1", "103")
    assert estate.get_unit(filed.scope, unit_id).payer == ()
    assert people.households(filed.scope, [unit_id]).get(unit_id, ()) == ()


def confirm(office: Office, one: Import, *, leave_out_errors: bool = True) -> None:
    office.write(one.import_id, leave_out_errors=leave_out_errors)


def test_a_new_person_with_a_new_unit_and_one_on_file_is_filed_with_the_new_one(filed: Office) -> None:
    sheets = again()
    sheets["业主"].append(["9", "业主壬", "13900000009", None, "业主", None])
    sheets["房屋"][-1][7] = "9"
    sheets["房屋"].append(["1", "1", "104", 1, "住宅", 50, None, "9"])
    one = previewed(filed, sheets)
    assert set(said(filed, one)) == {"unit_differs", "household_partly_on_file"}
    confirm(filed, one, leave_out_errors=False)
    filed.queue.drain()
    new, old = (unit_id_of(filed.community_id, "1", "1", number) for number in ("104", "103"))
    households = people.households(filed.scope, [new, old])
    assert [held.name for held in households[new]] == ["业主壬"]
    assert households.get(old, ()) == ()


def test_somebody_on_file_who_joins_a_household_on_file_is_said_not_to(filed: Office) -> None:
    sheets = again()
    sheets["房屋"][1][7] = "1#2"
    assert dict(said(filed, previewed(filed, sheets))["unit_differs"].facts) == {"people": 1}


def test_more_items_than_a_community_can_have_are_refused(filed: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ITEMS_PER_COMMUNITY", 3)
    sheets = again()
    sheets["收费项目"].append(["3", "电梯费", "固定", None, None, 9, None, None])
    assert previewed(filed, sheets).state == State.READY
    sheets["收费项目"].append(["4", "水费", "固定", None, None, 9, None, None])
    import_id = filed.preview(a_workbook(sheets), name="third.xlsx")
    one = imports.get_import(filed.scope, filed.community_id, import_id)
    assert one.refusal == ("items_too_many", {"items": 4, "limit": 3})
    assert item_id_of(filed.community_id, "1") != item_id_of(filed.community_id, "2")
