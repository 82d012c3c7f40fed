"""People: phones and id numbers as offices type them, and never shown whole in a finding."""

from __future__ import annotations

import pytest

from chalicelib.imports.rules.findings import shown
from tests.builders.workbooks import ID_A, ID_B, found, parsed, peer_sheets, with_cell


@pytest.mark.parametrize(
    "written",
    [
        13900000001,
        "13900000001",
        " 139 0000 0001 ",
        "139-0000-0001",
        "+8613900000001",
        "8613900000001",
        "１３９００００００01",
    ],
)
def test_a_phone_is_read_however_it_is_typed(written: object) -> None:
    assert parsed(with_cell(peer_sheets(), "业主信息", 2, "E", written)).parties[0].phone == "13900000001"


@pytest.mark.parametrize("written", ["1390000000", "139000000011", 23900000001, "无", "0571-88888888", 13900000001.5])
def test_what_is_no_mobile_number_is_a_warning_and_not_kept(written: object) -> None:
    result = parsed(with_cell(peer_sheets(), "业主信息", 2, "E", written))
    assert [(f.severity, f.row) for f in found(result, "bad_phone")] == [("warning", 2)]
    assert result.parties[0].phone is None


def test_no_phone_is_a_note() -> None:
    assert [f.severity for f in found(parsed(with_cell(peer_sheets(), "业主信息", 2, "E", None)), "phone_missing")] == [
        "note"
    ]


@pytest.mark.parametrize(
    ("written", "kept", "code", "reason"),
    [
        (ID_A.replace("5", "4"), ID_A.replace("5", "4"), "bad_id_number", "checksum"),
        (ID_A[:15], ID_A[:15], "bad_id_number", "old"),
        (int(ID_A), None, "bad_id_number", "lost_digits"),
        ("无", None, "bad_id_number", "not_an_id"),
        ("E12345678", "E12345678", "id_number_other", None),
    ],
)
def test_a_doubtful_id_number_is_told(written: object, kept: str | None, code: str, reason: str | None) -> None:
    result = parsed(with_cell(peer_sheets(), "业主信息", 2, "F", written))
    (doubt,) = found(result, code)
    assert doubt.facts == ({"reason": reason, "kept": kept is not None} if reason else {})
    assert result.parties[0].id_number == kept


@pytest.mark.parametrize("none", [None, "111111111111111111", 111111111111111111, "0"])
def test_a_placeholder_id_number_is_none(none: object) -> None:
    result = parsed(with_cell(peer_sheets(), "业主信息", 2, "F", none))
    assert result.parties[0].id_number is None
    assert found(result, "bad_id_number") == []


def test_one_id_number_on_several_people_is_one_warning_with_their_rows() -> None:
    sheets = with_cell(with_cell(peer_sheets(), "业主信息", 3, "F", ID_A), "业主信息", 4, "F", ID_A)
    (shared,) = found(parsed(sheets), "id_number_shared")
    assert (shared.severity, shared.row, shared.value) == ("warning", 3, "110*************15")
    assert shared.facts == {"rows": ["2", "3", "4"], "people": 3}


def test_one_phone_on_several_people_is_a_warning() -> None:
    (shared,) = found(parsed(with_cell(peer_sheets(), "业主信息", 3, "E", 13900000001)), "phone_shared")
    assert shared.facts == {"rows": ["2", "3"], "people": 2}


def test_the_placeholder_phone_on_many_is_not_one_phone() -> None:
    sheets = with_cell(with_cell(peer_sheets(), "业主信息", 2, "E", 18999999999), "业主信息", 3, "E", "18999999999")
    result = parsed(sheets)
    assert (len(found(result, "phone_placeholder")), found(result, "phone_shared")) == (3, [])


def test_the_second_of_two_same_owner_numbers_is_left_out() -> None:
    result = parsed(with_cell(peer_sheets(), "业主信息", 3, "H", 1))
    assert [f.facts for f in found(result, "duplicate_owner")] == [{"left_out": "row", "first_row": 2}]
    assert [party.name for party in result.parties] == ["业主甲", "业主丙"]


@pytest.mark.parametrize(
    ("column", "written", "code"),
    [
        ("B", None, "missing_value"),
        ("B", "名" * 81, "too_long"),
        ("H", None, "missing_value"),
        ("G", 1009, "party_kind_unknown"),
    ],
)
def test_a_person_who_cannot_be_filed_is_left_out(column: str, written: object, code: str) -> None:
    result = parsed(with_cell(peer_sheets(), "业主信息", 2, column, written))
    assert [(f.severity, f.row, f.facts["left_out"]) for f in found(result, code)] == [("error", 2, "row")]
    assert [party.number for party in result.parties] == ["2", "3"]


def test_a_person_of_no_kind_is_an_owner_with_a_warning() -> None:
    result = parsed(with_cell(peer_sheets(), "业主信息", 2, "G", None))
    assert [f.severity for f in found(result, "party_kind_assumed")] == ["warning"]
    assert result.parties[0].kind == "owner"


def test_no_finding_shows_a_whole_phone_or_id_number_wherever_it_was_typed() -> None:
    sheets = peer_sheets()
    for column in "BGH":
        with_cell(sheets, "业主信息", 2, column, f"x 139 0000 0001 {ID_B}")
    with_cell(sheets, "业主信息", 3, "E", f"{ID_B}")
    with_cell(sheets, "业主信息", 4, "F", "号码13900000002")
    with_cell(sheets, "房屋信息", 2, "F", "13900000002")
    with_cell(sheets, "房屋信息", 3, "G", "13900000002")
    with_cell(sheets, "房屋信息", 4, "I", "13900000002#13900000002")
    said = repr(parsed(sheets).findings)
    assert not [number for number in ("13900000002", "139 0000 0001", ID_B) if number in said]


def test_dates_and_short_numbers_are_shown_as_they_are() -> None:
    assert (shown("2020-06-10#2020-07-10"), shown(94), shown("1#2")) == ("2020-06-10#2020-07-10", "94", "1#2")
    assert shown("长" * 500) == "长" * 60
