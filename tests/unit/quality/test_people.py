"""Checks of who pays and owns, and of people's own files; nothing bare leaves them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.people.rules.filing import KINDS, BadIdNumber, checked_id_number, checked_phone
from chalicelib.people.rules.opened import Opened
from chalicelib.people.rules.parties import Relation, Tenure
from chalicelib.quality.rules import checks, parties, payers
from chalicelib.quality.rules.found import Check
from tests.builders.core import an_id
from tests.builders.quality import REAL_ID, TODAY, a_file, a_unit, with_payers


def codes(one: Opened, *, pays: bool = True) -> list[str]:
    return [found.check for found in parties.person_of(one, unit_id=an_id("unit"), pays=pays).found]


def a_tenure(name: str, relation: Relation = Relation.OWNER, **days: object) -> Tenure:
    return Tenure(an_id(name), name, None, relation, **days)  # type: ignore[arg-type]


def test_a_unit_without_a_payer_today_is_found() -> None:
    assert payers.payer_missing(a_unit(payer=None), TODAY)
    assert payers.payer_missing(with_payers(a_unit(), ("甲", None, "2026-10-30")), TODAY)
    assert payers.payer_missing(with_payers(a_unit(), ("甲", "2026-10-31", None)), TODAY) is None


def test_payers_that_overlap_or_leave_days_out_are_found() -> None:
    overlapping = with_payers(a_unit(), ("甲", None, "2026-06-30"), ("乙", "2026-06-30", None))
    apart = with_payers(a_unit(), ("甲", None, "2026-06-30"), ("乙", "2026-07-02", None))
    well = with_payers(a_unit(), ("甲", None, "2026-06-30"), ("乙", "2026-07-01", None))
    assert [bool(payers.payer_overlap(unit)) for unit in (overlapping, apart, well)] == [True, False, False]
    assert [bool(payers.payer_gap(unit)) for unit in (overlapping, apart, well)] == [False, True, False]


def test_co_owners_are_no_finding_and_somebody_who_stands_twice_is() -> None:
    unit = a_unit()
    assert payers.owner_twice(unit, [a_tenure("甲"), a_tenure("乙"), a_tenure("丙", Relation.CO_OWNER)]) is None
    assert payers.owner_twice(unit, [a_tenure("甲"), a_tenure("甲", Relation.TENANT)]) is None
    found = payers.owner_twice(unit, [a_tenure("甲"), a_tenure("甲", Relation.CO_OWNER), a_tenure("乙")])
    assert found is not None
    assert found.facts["party_ids"] == [an_id("甲")]


def test_an_owner_of_before_who_owns_again_does_not_stand_twice() -> None:
    before = a_tenure("甲", to_on=TODAY.replace(day=1))
    again = a_tenure("甲", from_on=TODAY.replace(day=2))
    assert payers.owner_twice(a_unit(), [before, again]) is None
    assert payers.owner_twice(a_unit(), [before, a_tenure("甲", from_on=TODAY.replace(day=1))])


def test_a_payer_without_a_phone_is_found_and_a_member_of_the_family_is_not() -> None:
    assert codes(a_file(phone=None)) == [Check.MISSING_PHONE]
    assert codes(a_file(phone=None), pays=False) == []
    assert codes(a_file()) == []


@pytest.mark.parametrize("phone", ["010-62345678", "4008001234", "62345678", "13900000001"])
@pytest.mark.parametrize("kind", ["person", "company"])
def test_a_phone_that_a_file_takes_is_no_finding(phone: str, kind: str) -> None:
    assert codes(a_file(phone=checked_phone(phone), id_number=None, kind=kind)) == []


@given(st.from_regex(r"[0-9A-Z]{5,19}X?", fullmatch=True), st.sampled_from(sorted(KINDS)))
def test_a_number_is_a_finding_where_no_file_takes_it(number: str, kind: str) -> None:
    try:
        checked_id_number(number, kind)
    except BadIdNumber:
        assert codes(a_file(id_number=number, kind=kind)) == [Check.BAD_ID_NUMBER]
    else:
        assert codes(a_file(id_number=number, kind=kind)) == []


@pytest.mark.parametrize("phone", ["18999999999", "13800138000", "05716288", "12345678901", "1390000000", "不详"])
def test_a_phone_that_no_file_takes_is_found(phone: str) -> None:
    one = a_file(phone=phone)
    (found,) = parties.person_of(one, unit_id=an_id("unit"), pays=False).found
    assert found.check == Check.BAD_PHONE
    assert phone not in str(found)


@pytest.mark.parametrize(
    ("number", "kind", "is_right"),
    [
        (REAL_ID, "person", True),
        ("11010519491231002x", "person", True),
        ("110101199001010014", "person", False),  # another check
        ("110101199013010017", "person", False),  # no such month
        ("110101900101001", "person", False),  # fifteen digits, of before
        ("11010119900101001X", "person", False),
        ("1234567X", "person", False),
        ("12345", "person", False),
        ("E12345678", "person", True),  # a passport
        ("H0123456700", "person", True),
        ("护照", "person", False),
        ("12345678X", "person", False),
        ("91350100M000100Y43", "company", True),
        ("91350100M000100Y44", "company", False),
        ("91350100M000100Y43", "person", True),  # letters: not judged
        ("", "person", True),
    ],
)
def test_an_id_number_that_no_paper_has_is_found(number: str, kind: str, is_right: bool) -> None:
    one = a_file(id_number=number or None, kind=kind)
    assert (codes(one) == []) == is_right


def test_a_finding_about_a_number_shows_it_masked_alone() -> None:
    (found,) = parties.person_of(a_file(id_number="110101199001010014"), unit_id=an_id("unit"), pays=True).found
    assert dict(found.facts) == {"id_number_masked": "110*************14"}


def test_one_wrong_digit_never_passes_as_a_right_number() -> None:
    for n, digit in enumerate(REAL_ID):
        for other in set("0123456789") - {digit}:
            assert codes(a_file(id_number=REAL_ID[:n] + other + REAL_ID[n + 1 :])) == [Check.BAD_ID_NUMBER]


def people_of(*files: Opened) -> list[parties.Person]:
    return parties.merged(parties.person_of(one, unit_id=an_id("unit"), pays=True) for one in files)


def test_two_files_with_one_id_number_or_one_name_and_phone_are_one_person_s() -> None:
    one = a_file("1")
    same_number = a_file("2", name="业主甲（小）", phone="13900000002")
    same_name_and_phone = a_file("3", id_number=None)
    other = a_file("4", name="业主乙", id_number=None)
    found = parties.duplicates(people_of(one, same_number, same_name_and_phone, other))
    files = (one, same_number, same_name_and_phone, other)
    ids = {each.party.number: each.party.party_id for each in files}
    assert {party: each.facts["party_ids"] for party, each in found.items()} == {
        ids["1"]: sorted([ids["2"], ids["3"]]),
        ids["2"]: [ids["1"]],
        ids["3"]: [ids["1"]],
    }


def test_nobody_is_a_second_of_themselves_however_many_units_they_have() -> None:
    assert parties.duplicates(people_of(a_file("1"), a_file("1"), a_file("1"))) == {}
    nameless = [a_file(str(n), name="不详", phone=None, id_number=None) for n in range(3)]
    assert parties.duplicates(people_of(*nameless)) == {}


def test_who_pays_for_one_of_several_units_is_found_once_with_the_first_of_them() -> None:
    one = a_file(phone=None)
    seen = [parties.person_of(one, unit_id=an_id(unit), pays=pays) for unit, pays in (("a", False), ("b", True))]
    (person,) = parties.merged(seen)
    assert person.unit_id == an_id("a")
    assert [found.check for found in person.found] == [Check.MISSING_PHONE]


def test_whoever_belonged_to_a_unit_before_is_not_looked_at() -> None:
    unit = a_unit(payer="甲")
    household = {unit.unit_id: [a_tenure("乙", to_on=TODAY.replace(day=1)), a_tenure("丙"), a_tenure("甲")]}
    assert checks.belonging(unit, household, TODAY) == [an_id("甲"), an_id("丙")]


def test_fingerprints_tell_nothing_of_what_they_are_made_of() -> None:
    one = a_file()
    assert one.phone is not None
    assert not any(one.phone in same or REAL_ID in same or "业主" in same for same in parties.fingerprints(one))
