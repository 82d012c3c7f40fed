"""The second factor that an office may ask of its staff."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from chalicelib.core import limits
from chalicelib.core.errors import Forbidden
from chalicelib.core.scope import Reach
from chalicelib.estate import service as estate
from chalicelib.journal.entries import ORGANISATION_HOME, entry_page
from tests.builders.core import a_cause
from tests.builders.people import (
    ADMIN_PHONE,
    OWNER_PHONE,
    Browser,
    Clock,
    Messages,
    Office,
    a_party,
    a_unit,
    an_office,
    file,
    staff_of,
    stored,
    tenure,
)

pytestmark = pytest.mark.usefixtures("moto_engine")


@pytest.fixture
def office(moto_engine: None) -> Office:
    """An office that asks its staff for a second factor."""
    made = an_office()
    estate.set_staff_totp(made.scope, a_cause(), on=True)
    return made


def secret_of(answer: dict[str, Any]) -> str:
    return str(parse_qs(urlsplit(answer["totp_uri"]).query)["secret"][0])


def code_at(secret: str, hands: Clock, *, steps: int = 0) -> str:
    return str(pyotp.TOTP(secret).at(hands.at, counter_offset=steps))


def enrolled(messages: Messages, hands: Clock) -> str:
    """The secret of an administrator who has just enrolled; a minute later."""
    browser = Browser()
    secret = secret_of(browser.sign_in(ADMIN_PHONE, messages)[1])
    assert browser.post("/sign-in/totp", {"totp_code": code_at(secret, hands)})[0] == 200
    hands.at += timedelta(minutes=1)
    return secret


@pytest.mark.usefixtures("office")
def test_the_first_sign_in_enrols(messages: Messages, hands: Clock) -> None:
    browser = Browser()
    status, answer = browser.sign_in(ADMIN_PHONE, messages)
    assert (status, answer["state"]) == (200, "totp_enrol")
    assert answer["totp_uri"].startswith("otpauth://totp/Guanjia:139")
    assert answer["totp_svg"].startswith("<svg")
    assert "style" not in answer["totp_svg"]
    status, done = browser.post("/sign-in/totp", {"totp_code": code_at(secret_of(answer), hands)})
    assert (status, done) == (200, {"state": "signed_in", "totp_uri": None, "totp_svg": None})
    assert browser.get("/session")[1]["roles"] == ["admin"]


@pytest.mark.usefixtures("office")
def test_later_sign_ins_ask_for_it(messages: Messages, hands: Clock) -> None:
    secret = enrolled(messages, hands)
    browser = Browser()
    _, answer = browser.sign_in(ADMIN_PHONE, messages)
    assert answer == {"state": "totp_needed", "totp_uri": None, "totp_svg": None}
    assert browser.post("/sign-in/totp", {"totp_code": code_at(secret, hands)})[0] == 200
    assert browser.get("/session")[0] == 200


@pytest.mark.usefixtures("office")
def test_until_it_is_given_the_cookie_opens_nothing(messages: Messages, hands: Clock) -> None:
    enrolled(messages, hands)
    browser = Browser()
    browser.sign_in(ADMIN_PHONE, messages)
    assert browser.get("/session")[0] == 401
    assert browser.get("/communities")[0] == 401
    assert browser.ask("DELETE", "/session")[0] == 401


@pytest.mark.usefixtures("office")
def test_the_same_code_does_not_work_twice(messages: Messages, hands: Clock) -> None:
    secret = enrolled(messages, hands)
    used = code_at(secret, hands)
    browser = Browser()
    browser.sign_in(ADMIN_PHONE, messages)
    browser.post("/sign-in/totp", {"totp_code": used})
    hands.at += timedelta(seconds=60)
    again = Browser()
    again.sign_in(ADMIN_PHONE, messages)
    for old in (used, code_at(secret, hands, steps=-2)):
        status, answer = again.post("/sign-in/totp", {"totp_code": old})
        assert (status, answer["code"]) == (422, "wrong_code")
    assert again.post("/sign-in/totp", {"totp_code": code_at(secret, hands)})[0] == 200
    hands.at += timedelta(seconds=60)
    late = Browser()
    late.sign_in(ADMIN_PHONE, messages)
    assert late.post("/sign-in/totp", {"totp_code": code_at(secret, hands, steps=1)})[0] == 200


@pytest.mark.usefixtures("office")
def test_tries_and_time_are_limited(messages: Messages, hands: Clock) -> None:
    secret = enrolled(messages, hands)
    browser = Browser()
    browser.sign_in(ADMIN_PHONE, messages)
    wrong = f"{(int(code_at(secret, hands)) + 1) % 10**6:06}"
    lefts = [browser.post("/sign-in/totp", {"totp_code": wrong})[1]["facts"] for _ in range(limits.TOTP_TRIES)]
    assert lefts == [{"tries_left": left} for left in (4, 3, 2, 1, 0)]
    status, answer = browser.post("/sign-in/totp", {"totp_code": code_at(secret, hands)})
    assert (status, answer["code"]) == (422, "code_expired")
    hands.at += timedelta(minutes=1)
    browser.sign_in(ADMIN_PHONE, messages)
    hands.at += timedelta(seconds=limits.TOTP_SECONDS)
    status, answer = browser.post("/sign-in/totp", {"totp_code": code_at(secret, hands)})
    assert (status, answer["code"]) == (422, "code_expired")


def test_a_household_never_needs_one(office: Office, messages: Messages, hands: Clock) -> None:
    unit = a_unit(office)
    file(office, [a_party(office, tenure(unit))], [unit])
    assert Browser().sign_in(OWNER_PHONE, messages)[1]["state"] == "signed_in"


@pytest.mark.usefixtures("office")
def test_the_secret_is_kept_sealed(messages: Messages, hands: Clock) -> None:
    secret = enrolled(messages, hands)
    kept = stored("codes")
    assert "TOTP" in kept
    assert secret not in kept


def test_an_administrator_turns_it_on_and_signs_in_anew(messages: Messages, hands: Clock) -> None:
    made, browser = an_office(), Browser()
    browser.sign_in(ADMIN_PHONE, messages)
    asks = {"id": made.org_id, "name": "一号院物业", "staff_totp": False, "one_person": False}
    assert browser.get("/organisation") == (200, asks)
    assert browser.post("/organisation/staff-totp", {"on": True}) == (200, {"staff_totp": True})
    status, answer = browser.get("/session")
    assert (status, answer["code"]) == (401, "signed_out")
    hands.at += timedelta(minutes=1)
    secret = secret_of(browser.sign_in(ADMIN_PHONE, messages)[1])
    browser.post("/sign-in/totp", {"totp_code": code_at(secret, hands)})
    assert browser.get("/organisation") == (200, asks | {"staff_totp": True})
    assert browser.post("/organisation/staff-totp", {"on": True}) == (200, {"staff_totp": True})
    assert browser.get("/session")[0] == 200
    assert browser.post("/organisation/staff-totp", {"on": False}) == (200, {"staff_totp": False})
    hands.at += timedelta(minutes=1)
    assert Browser().sign_in(ADMIN_PHONE, messages)[1]["state"] == "signed_in"
    entries, _ = entry_page(made.scope, ORGANISATION_HOME, cursor=None)
    assert [entry.event for entry in entries].count("organisation.staff_totp_changed") == 3


def test_every_colleague_signed_in_without_it_is_out_and_households_are_not(messages: Messages, hands: Clock) -> None:
    made = an_office()
    staff_of(made, "13900000003")
    unit = a_unit(made)
    file(made, [a_party(made, tenure(unit)), a_party(made, tenure(unit), phone=ADMIN_PHONE, number="7")], [unit])
    admin, colleague, owner = Browser(), Browser(), Browser()
    for browser, phone in ((admin, ADMIN_PHONE), (colleague, "13900000003"), (owner, OWNER_PHONE)):
        browser.sign_in(phone, messages)
    assert admin.get("/session")[1]["roles"] == ["admin", "owner"]
    assert admin.post("/organisation/staff-totp", {"on": True})[0] == 200
    assert colleague.post("/communities", {"community_id": "0" * 26, "name": "二号院"})[0] == 401
    assert colleague.get("/session")[0] == 401
    assert owner.get("/session")[1]["roles"] == ["owner"]
    assert admin.get("/session")[1]["roles"] == ["owner"]
    assert admin.post("/organisation/staff-totp", {"on": False})[0] == 403


def test_where_nobody_asks_for_it_a_session_without_it_goes_on(messages: Messages, hands: Clock) -> None:
    asking, other = an_office(), an_office("二号院", admin_phone="13900000002")
    staff_of(other, ADMIN_PHONE)
    browser = Browser()
    browser.sign_in(ADMIN_PHONE, messages)
    browser.post("/session/organisation", {"organisation_id": asking.org_id})
    assert browser.post("/organisation/staff-totp", {"on": True})[0] == 200
    assert browser.get("/session")[0] == 401
    hands.at += timedelta(minutes=1)
    again = Browser()
    secret = secret_of(again.sign_in(ADMIN_PHONE, messages)[1])
    again.post("/sign-in/totp", {"totp_code": code_at(secret, hands)})
    for org_id in (other.org_id, asking.org_id):
        assert again.post("/session/organisation", {"organisation_id": org_id})[0] == 200
        assert again.get("/session")[1]["organisation"]["id"] == org_id


def test_who_reaches_a_part_of_the_organisation_does_not_turn_it_on() -> None:
    made = an_office()
    with pytest.raises(Forbidden):
        estate.set_staff_totp(replace(made.scope, reach=Reach(frozenset({made.community_id}))), a_cause(), on=True)
