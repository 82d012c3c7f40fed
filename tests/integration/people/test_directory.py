"""The directory: every unit with who belongs to it today, for those who may see it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chalicelib.core import limits
from chalicelib.core.scope import Role
from chalicelib.people.rules.parties import Relation
from chalicelib.people.rules.staff import Grant
from tests.builders.core import an_id
from tests.builders.people import (
    OWNER_PHONE,
    Browser,
    Office,
    a_community,
    a_party,
    a_unit,
    an_office,
    browser_of,
    file,
    staff_of,
    tenure,
)

pytestmark = pytest.mark.usefixtures("moto_engine", "hands")

PHONE = "13900000003"


def a_filed_office() -> Office:
    """Three units: one with an owner, their family and a tenant who left; one of the same owner; an empty one."""
    office = an_office()
    one, two, three = a_unit(office), a_unit(office, "1202"), a_unit(office, "1203")
    family = a_party(office, tenure(one, Relation.FAMILY), phone="13700000008", number="8", name="家属丙")
    gone = a_party(
        office, tenure(one, Relation.TENANT, to_on=date(2026, 10, 30)), phone=None, number="9", name="租客丁"
    )
    file(office, [a_party(office, tenure(one), tenure(two)), family, gone], [one, two, three])
    return office


def directory(browser: Browser, office: Office, cursor: str = "") -> tuple[int, Any]:
    return browser.get(f"/communities/{office.community_id}/directory{f'?cursor={cursor}' if cursor else ''}")


def test_every_unit_is_listed_with_who_belongs_to_it_today() -> None:
    office = a_filed_office()
    status, answer = directory(browser_of(office), office)
    assert (status, answer["next"]) == (200, None)
    assert answer["rows"] == [
        {
            "unit_id": a_unit(office, number).unit_id,
            "number": number,
            "label": f"3 幢 2 单元 {number}",
            "building": "3",
            "holders": holders,
            "phone_tails": tails,
        }
        for number, holders, tails in (
            ("1201", ["业主甲", "家属丙"], ["0006", "0008"]),
            ("1202", ["业主甲"], ["0006"]),
            ("1203", [], []),
        )
    ]


def test_a_long_directory_comes_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DIRECTORY_ROWS", 2)
    office = a_filed_office()
    browser = browser_of(office)
    _, first = directory(browser, office)
    _, last = directory(browser, office, first["next"])
    assert [row["number"] for row in first["rows"] + last["rows"]] == ["1201", "1202", "1203"]
    assert last["next"] is None
    staff_of(office, PHONE, Grant(Role.DESK))
    assert directory(browser_of(office, PHONE), office, first["next"])[1]["code"] == "bad_cursor"


def test_a_steward_sees_their_buildings_alone() -> None:
    office = a_filed_office()
    building_id = a_unit(office).building_id
    staff_of(office, PHONE, Grant(Role.STEWARD, (office.community_id,), (building_id,)))
    staff_of(office, "13900000004", Grant(Role.STEWARD, (office.community_id,), (an_id("another building"),)))
    assert len(directory(browser_of(office, PHONE), office)[1]["rows"]) == 3
    assert directory(browser_of(office, "13900000004"), office)[1]["rows"] == []


def test_nobody_reads_the_directory_of_another_community() -> None:
    office = a_filed_office()
    other = a_community(office, "二号院")
    staff_of(office, PHONE, Grant(Role.DESK, (other,)))
    staff_of(office, "13900000004", Grant(Role.CREW))
    foreign = an_office("三号院", admin_phone="13900000002")
    assert directory(browser_of(office, PHONE), office)[0] == 404
    assert directory(browser_of(foreign, "13900000002"), office)[0] == 404
    assert directory(browser_of(office, "13900000004"), office)[0] == 403
    assert directory(browser_of(office, OWNER_PHONE), office)[0] == 403


def test_what_is_staged_stands_in_no_directory() -> None:
    office = an_office()
    unit = a_unit(office)
    file(office, [a_party(office, tenure(unit))], [unit], committed=False)
    assert directory(browser_of(office), office)[1] == {"rows": [], "next": None}
