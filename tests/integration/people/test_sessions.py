"""Sessions: what they stand for now, how they end, and how little a cookie can do by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chalicelib.core import limits
from chalicelib.core.scope import Role
from chalicelib.edge import sessions
from chalicelib.people.rules.parties import Relation
from chalicelib.people.rules.staff import Grant
from tests.builders.people import (
    ADMIN_PHONE,
    OWNER_PHONE,
    Browser,
    Clock,
    Messages,
    a_community,
    a_party,
    a_unit,
    an_office,
    file,
    staff_of,
    tenure,
)

pytestmark = pytest.mark.usefixtures("moto_engine", "hands")


@pytest.fixture
def browser(moto_engine: None, hands: Clock, messages: Messages) -> Browser:
    """A browser in which the administrator is signed in."""
    an_office()
    signed_in = Browser()
    signed_in.sign_in(ADMIN_PHONE, messages)
    return signed_in


def test_signing_out_ends_this_browser_alone(browser: Browser, messages: Messages, hands: Clock) -> None:
    hands.at += timedelta(minutes=1)
    other = Browser()
    other.sign_in(ADMIN_PHONE, messages)
    stolen = browser.cookie
    assert browser.ask("DELETE", "/session") == (200, {"done": True})
    assert browser.cookie == ""
    assert Browser(cookie=stolen).get("/session")[0] == 401
    assert other.get("/session")[0] == 200


def test_signing_out_everywhere_ends_every_browser(browser: Browser, messages: Messages, hands: Clock) -> None:
    hands.at += timedelta(minutes=1)
    other = Browser()
    other.sign_in(ADMIN_PHONE, messages)
    assert other.get("/session")[0] == 200
    assert browser.ask("DELETE", "/sessions")[0] == 200
    assert other.get("/session")[0] == 401


def test_a_session_ended_elsewhere_can_write_nothing(browser: Browser) -> None:
    assert browser.get("/session")[0] == 200
    for row in sessions.SessionRow.query(sessions._pk(browser.cookie.split("=")[1].split(".")[0])):
        row.delete(add_version_condition=False)
    status, answer = browser.post("/communities", {"community_id": "0" * 26, "name": "二号院"})
    assert (status, answer["code"]) == (401, "signed_out")


@pytest.mark.parametrize(("hours", "status"), [(11.99, 200), (12, 401)])
def test_staff_stay_signed_in_for_a_shift(browser: Browser, hands: Clock, hours: float, status: int) -> None:
    hands.at += timedelta(hours=hours)
    sessions.forget()
    assert browser.get("/session")[0] == status


def test_a_household_stays_signed_in_for_a_month(messages: Messages, hands: Clock) -> None:
    office = an_office()
    unit = a_unit(office)
    file(office, [a_party(office, tenure(unit))], [unit])
    browser = Browser()
    browser.sign_in(OWNER_PHONE, messages)
    hands.at += timedelta(seconds=limits.SESSION_SECONDS - 1)
    assert browser.get("/my/file")[0] == 200
    hands.at += timedelta(seconds=1)
    assert browser.get("/my/file")[0] == 401


def test_a_tenant_sees_the_unit_until_the_day_of_moving_out(messages: Messages, hands: Clock) -> None:
    office = an_office()
    unit = a_unit(office)
    file(office, [a_party(office, tenure(unit, Relation.TENANT, to_on=date(2026, 11, 2)))], [unit])
    browser = Browser()
    browser.sign_in(OWNER_PHONE, messages)
    assert browser.get("/session")[1]["roles"] == ["tenant"]
    hands.at += timedelta(days=2)
    sessions.forget()
    assert [one["relation"] for one in browser.get("/my/file")[1]["units"]] == ["tenant"]
    hands.at += timedelta(days=1)
    sessions.forget()
    assert browser.get("/my/file")[0] == 401
    Browser().post("/sign-in/code", {"phone": OWNER_PHONE})
    assert len(messages.sent) == 1


def test_a_landlord_sees_each_unit_once_whichever_name_it_stands_under(messages: Messages) -> None:
    office = an_office()
    one, two = a_unit(office), a_unit(office, "1202")
    first = a_party(office, tenure(one), tenure(two, Relation.TENANT))
    file(office, [first, a_party(office, tenure(two), number="7", name="业主甲甲")], [one, two])
    browser = Browser()
    browser.sign_in(OWNER_PHONE, messages)
    units = browser.get("/my/file")[1]["units"]
    assert {unit["unit_id"]: unit["relation"] for unit in units} == {one.unit_id: "owner", two.unit_id: "owner"}
    assert browser.get("/session")[1]["roles"] == ["owner", "tenant"]


def test_an_organisation_is_left_for_another_with_a_new_cookie(messages: Messages) -> None:
    first, second = an_office("一号院"), an_office("二号院", admin_phone="13900000002")
    staff_of(second, ADMIN_PHONE, Grant(Role.AUDITOR))
    browser = Browser()
    browser.sign_in(ADMIN_PHONE, messages)
    _, session = browser.get("/session")
    here, (there,) = (
        session["organisation"],
        [one for one in session["organisations"] if one != session["organisation"]],
    )
    assert {here["id"], there["id"]} == {first.org_id, second.org_id}
    before = browser.cookie
    status, session = browser.post("/session/organisation", {"organisation_id": there["id"]})
    assert (status, session["organisation"]) == (200, there)
    assert browser.cookie != before
    assert Browser(cookie=before).get("/session")[0] == 401
    assert browser.get("/session")[1]["roles"] == (["admin"] if there["id"] == first.org_id else ["auditor"])


def test_a_foreign_organisation_answers_like_a_random_one(browser: Browser) -> None:
    foreign = an_office("二号院", admin_phone="13900000002")
    answers = [
        browser.post("/session/organisation", {"organisation_id": org_id}) for org_id in (foreign.org_id, "0" * 26)
    ]
    for _, answer in answers:
        answer.pop("request_id")
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def test_a_household_s_session_does_not_become_staff_s(messages: Messages, hands: Clock) -> None:
    office = an_office()
    unit = a_unit(office)
    file(office, [a_party(office, tenure(unit))], [unit])
    browser = Browser()
    browser.sign_in(OWNER_PHONE, messages)
    staff_of(office, OWNER_PHONE)
    sessions.forget()
    assert browser.get("/session")[1]["roles"] == ["owner"]
    assert browser.get("/communities")[0] == 403
    hands.at += timedelta(minutes=1)
    browser.sign_in(OWNER_PHONE, messages)
    assert browser.get("/session")[1]["roles"] == ["desk", "owner"]


def test_a_supervisor_of_one_community_sees_no_other(messages: Messages) -> None:
    office = an_office()
    other = a_community(office, "二号院")
    staff_of(office, "13900000003", Grant(Role.DESK, (other,)), Grant(Role.FINANCE, (office.community_id,)))
    browser = Browser()
    browser.sign_in("13900000003", messages)
    _, session = browser.get("/session")
    assert {one["id"] for one in session["communities"]} == {office.community_id, other}
    assert browser.get("/my/file")[0] == 403


@pytest.mark.parametrize(
    "cookie", ["guanjia=", "guanjia=x", "guanjia=.", "guanjia=" + "A" * 3000, "guanjia=A.B", "other=1", "guanjia=一"]
)
def test_a_made_up_cookie_is_nobody_s(cookie: str) -> None:
    an_office()
    browser = Browser(cookie=cookie)
    assert [browser.ask(method, path)[0] for method, path in (("GET", "/session"), ("DELETE", "/session"))] == [401] * 2
    assert browser.post("/sign-in/totp", {"totp_code": "123456"})[0] == 422


def test_a_session_cannot_be_ended_from_another_site(browser: Browser) -> None:
    elsewhere = Browser(cookie=browser.cookie, headers={"Origin": "http://evil.example", "X-Guanjia": "1"})
    assert elsewhere.ask("DELETE", "/session")[0] == 403
    assert browser.get("/session")[0] == 200
