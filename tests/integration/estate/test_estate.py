"""Communities, buildings and units on file, and who reaches them (REG-01, SEC-02)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.core.errors import Forbidden, NotFound
from chalicelib.core.scope import Reach, Role, Scope
from chalicelib.estate import service as estate
from chalicelib.estate.rules import CommunityExists, building_id_of, unit_id_of
from chalicelib.journal import KeyReused
from chalicelib.unitfile import service as unitfile
from tests.builders.billing import a_small_workbook
from tests.builders.browsers import signed_in
from tests.builders.office import Office, a_cause, an_id
from tests.builders.workbooks import a_workbook, own_sheets
from tests.crash.points import dump


def narrowed(office: Office, **reach: frozenset[str]) -> Scope:
    return replace(office.scope, reach=Reach(**reach))


def create(office: Office, name: str = "二号院", *, key: str | None = None, scope: Scope | None = None) -> object:
    return estate.create_community(scope or office.scope, a_cause(key), community_id=an_id("second"), name=name)


def unit_id(office: Office, number: str = "101", entrance: str = "1") -> str:
    return unit_id_of(office.community_id, "1", entrance, number)


def test_a_community_is_created_once_and_a_retry_gets_the_same_answer(office: Office) -> None:
    key = an_id("key")
    first = create(office, key=key)
    stored = dump()
    assert create(office, key=key) == first
    with pytest.raises(KeyReused):
        create(office, "三号院", key=key)
    with pytest.raises(CommunityExists):
        create(office)
    assert dump() == stored
    assert {one.name for one in estate.list_communities(office.scope)} == {"示例花园", "二号院"}


def test_only_who_reaches_the_whole_organisation_adds_a_community(office: Office) -> None:
    with pytest.raises(Forbidden):
        create(office, scope=narrowed(office, communities=frozenset({office.community_id})))
    assert len(estate.list_communities(office.scope)) == 1


def test_bad_input_to_a_new_community_changes_nothing(office: Office) -> None:
    admin, before = signed_in(office), dump()
    for body in ({}, {"community_id": "1", "name": "二号院"}, {"community_id": an_id("x"), "name": " "}):
        assert admin.post("/communities", body)[1]["code"] == "malformed"
    too_much = {"community_id": an_id("x"), "name": "二号院", "owner": "甲"}
    assert admin.post("/communities", too_much)[1]["code"] == "malformed"
    assert dump() == before


def test_units_are_listed_as_people_count_page_by_page(office: Office) -> None:
    office.take_in(a_small_workbook(5, first=98))
    found, cursor = [], None
    for _ in range(10):
        units, cursor = estate.units_page(office.scope, office.community_id, cursor=cursor, limit=2)
        assert len(units) <= 2
        found += [unit.number for unit in units]
        if cursor is None:
            break
    assert found == ["98", "99", "100", "101", "102"]
    whole = [unit.number for unit in estate.every_unit(office.scope, office.community_id)]
    behind = [unit.number for unit in estate.every_unit(office.scope, office.community_id, after=unit_id(office, "99"))]
    assert (whole, behind) == (found, ["100", "101", "102"])


def test_a_steward_sees_the_units_of_their_buildings_alone(office: Office) -> None:
    sheets = own_sheets()
    sheets["房屋"].append(["2", "1", "101", 1, "住宅", 70, None, "1"])
    office.take_in(a_workbook(sheets))
    steward = narrowed(
        office,
        communities=frozenset({office.community_id}),
        buildings=frozenset({building_id_of(office.community_id, "2")}),
    )
    units, _ = estate.units_page(steward, office.community_id)
    assert [unit.label for unit in units] == ["2 幢 1 单元 101"]
    with pytest.raises(NotFound):
        estate.get_unit(steward, unit_id(office))
    with pytest.raises(NotFound):
        estate.get_whole_community(steward, office.community_id)
    with pytest.raises(NotFound):
        unitfile.get_file(steward, office.community_id, unit_id(office))


@pytest.mark.parametrize(
    "reach",
    [
        {"communities": frozenset({an_id("other")})},
        {"communities": frozenset[str]()},
        {"units": frozenset({an_id("other")})},
        {"buildings": frozenset({an_id("other")})},
    ],
    ids=["another community", "nowhere", "another unit", "another building"],
)
def test_a_unit_out_of_reach_is_as_if_it_were_not(office: Office, reach: dict[str, frozenset[str]]) -> None:
    office.take_in(a_small_workbook(2))
    stranger = narrowed(office, **reach)
    for one in (unit_id(office), an_id("random")):
        with pytest.raises(NotFound) as refused:
            estate.get_unit(stranger, one)
        assert refused.value.facts == {}
    if "buildings" not in reach:
        with pytest.raises(NotFound):
            estate.units_page(stranger, office.community_id)


def test_a_unit_is_found_in_its_own_community_alone(office: Office) -> None:
    office.take_in(a_small_workbook(2))
    create(office)
    assert estate.get_unit(office.scope, unit_id(office), community_id=office.community_id).number == "101"
    with pytest.raises(NotFound):
        estate.get_unit(office.scope, unit_id(office), community_id=an_id("second"))


def test_another_organisation_s_scope_finds_nothing(office: Office) -> None:
    office.take_in(a_small_workbook(2))
    foreign = replace(office.scope, org_id=an_id("foreign organisation"))
    with pytest.raises(NotFound):
        estate.get_unit(foreign, unit_id(office))
    with pytest.raises(NotFound):
        estate.get_community(foreign, office.community_id)
    assert estate.list_communities(foreign) == []


def test_a_unit_s_file_holds_its_people_its_items_and_the_story_so_far(office: Office) -> None:
    office.take_in(a_small_workbook(2))
    file = unitfile.get_file(office.scope, office.community_id, unit_id(office))
    assert [tenure.name for tenure in file.tenures] == ["业主 101"]
    assert [item.name for _, item in file.charges if item] == ["物业服务费", "垃圾清运费"]
    told, _ = unitfile.journal_page(office.scope, office.community_id, unit_id(office), cursor=None)
    assert "import.finished" in {entry.event for entry in told}
    for community_id in (an_id("second"), an_id("random")):
        with pytest.raises(NotFound):
            unitfile.get_file(office.scope, community_id, unit_id(office))


def test_what_concerns_the_whole_community_is_not_told_to_who_reaches_a_building(office: Office) -> None:
    office.take_in(a_small_workbook(2))
    here = frozenset({building_id_of(office.community_id, "1")})
    narrow = narrowed(office, communities=frozenset({office.community_id}), buildings=here)
    assert unitfile.journal_page(narrow, office.community_id, unit_id(office), cursor=None) == ([], None)
    assert narrow.roles == frozenset({Role.ADMIN})
