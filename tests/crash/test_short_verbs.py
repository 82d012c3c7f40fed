"""Verbs of one transaction, killed before and after it: done once, and the retry gets the first answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from chalicelib.core.scope import Role, system_scope
from chalicelib.estate import service as estate
from chalicelib.people import service as people
from chalicelib.people import setup
from chalicelib.people.service import Grant
from chalicelib.people.store import codes
from chalicelib.people.vault import index
from tests.builders.core import AT, an_id
from tests.builders.office import Office, a_cause, an_office
from tests.crash import points
from tests.crash.offices import SEALED, key

COLLEAGUE_PHONE = "13900000009"

pytestmark = pytest.mark.contended


def community(office: Office) -> object:
    return estate.create_community(office.scope, a_cause(key("c")), community_id=an_id("second"), name="二号院")


def colleague(office: Office) -> object:
    return people.add_staff(
        office.scope, a_cause(key("s")), an_id("staff"), name="内勤丁", phone=COLLEAGUE_PHONE, grants=[Grant(Role.DESK)]
    )


def with_a_colleague() -> Office:
    office = an_office()
    colleague(office)
    codes.enrol_factor(index("phone", COLLEAGUE_PHONE), key="key", secret="secret", counter=1)
    return office


def other_grants(office: Office) -> object:
    grants = [Grant(Role.FINANCE), Grant(Role.STEWARD, (office.community_id,))]
    return people.change_grants(office.scope, a_cause(key("g")), an_id("staff"), grants=grants)


def farewell(office: Office) -> object:
    return people.end_staff(office.scope, a_cause(key("e")), an_id("staff"), reason="离职")


def second_factor(office: Office) -> object:
    return estate.set_staff_totp(office.scope, a_cause(key("t")), on=True)


def one_person(office: Office) -> object:
    return estate.set_one_person(office.scope, a_cause(key("o")), on=True)


def lost_factor(office: Office) -> object:
    return people.reset_second_factor(office.scope, a_cause(key("f")), an_id("staff"), reason="手机丢了")


@pytest.mark.parametrize("verb", [community, colleague, other_grants, farewell, second_factor, one_person, lost_factor])
def test_a_short_verb_of_the_office_happens_once(embedded_engine: str, verb: Callable[[Office], object]) -> None:
    offices: list[Office] = []
    answers = set()
    points.assert_same_after_any_crash(
        lambda: offices.append(an_office() if verb is colleague else with_a_colleague()),
        lambda: answers.add(verb(offices[-1])),
        masked=SEALED,
    )
    assert len(answers) == 1


def test_an_office_is_created_once(embedded_engine: str) -> None:
    new = setup.NewOffice("示例物业", an_id("community"), "示例花园", an_id("staff"), "主任甲", "13800000001")

    def work() -> None:
        setup.create_office(system_scope(an_id("org"), "terminal"), a_cause(key("office")), new)

    assert points.assert_same_after_any_crash(lambda: None, work, masked=SEALED) == 2


def test_a_set_up_link_makes_one_office(embedded_engine: str) -> None:
    token, answers = "a token that the first administrator was shown", set()

    def work() -> None:
        answers.add(
            setup.set_up(
                token,
                a_cause(key("set up")),
                organisation_name="示例物业",
                community_name="示例花园",
                admin_name="主任甲",
                admin_phone="13800000001",
            )
        )

    def link() -> None:
        codes.keep_setup_link(hashlib.sha256(token.encode()).hexdigest(), at=AT)

    points.assert_same_after_any_crash(link, work, masked=SEALED)
    assert len(answers) == 1
