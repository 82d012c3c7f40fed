"""What changes between asking for a code and giving it: the session that it begins opens nothing more than it may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chalicelib.core import clock
from chalicelib.estate import service as estate
from chalicelib.people import vault
from chalicelib.people.service import Relation, end_staff
from chalicelib.people.store import codes
from tests.builders.core import a_cause
from tests.builders.people import (
    ADMIN_PHONE,
    OWNER_PHONE,
    Browser,
    Clock,
    Messages,
    a_party,
    a_unit,
    an_office,
    file,
    staff_of,
    tenure,
)

pytestmark = pytest.mark.usefixtures("moto_engine", "hands")

COLLEAGUE = "13900000003"


def asked(phone: str) -> Browser:
    """A browser that has asked for a code."""
    browser = Browser()
    assert browser.post("/sign-in/code", {"phone": phone})[0] == 200
    return browser


def given(browser: Browser, phone: str, messages: Messages) -> int:
    """The browser gives the code that was sent last; gives what its session then answers."""
    status, answer = browser.post("/sign-in", {"phone": phone, "code": messages.last_code()})
    assert (status, answer["state"]) == (200, "signed_in")
    return browser.get("/session")[0]


def test_a_colleague_who_left_is_nobody(messages: Messages) -> None:
    office = an_office()
    staff_id = staff_of(office, COLLEAGUE)
    browser = asked(COLLEAGUE)
    end_staff(office.scope, a_cause(), staff_id, reason="离职")
    assert given(browser, COLLEAGUE, messages) == 401


def test_a_colleague_of_whom_a_second_factor_is_asked_now_is_nobody_without_it(messages: Messages) -> None:
    office = an_office()
    browser = asked(ADMIN_PHONE)
    estate.set_staff_totp(office.scope, a_cause(), on=True)
    assert given(browser, ADMIN_PHONE, messages) == 401


def test_who_is_taken_on_meanwhile_signs_in_as_staff_the_next_time(messages: Messages, hands: Clock) -> None:
    office = an_office()
    unit = a_unit(office)
    file(office, [a_party(office, tenure(unit))], [unit])
    browser = asked(OWNER_PHONE)
    staff_of(office, OWNER_PHONE)
    assert given(browser, OWNER_PHONE, messages) == 200
    assert browser.get("/session")[1]["roles"] == ["owner"]
    hands.at += timedelta(minutes=1)
    assert given(asked(OWNER_PHONE), OWNER_PHONE, messages) == 200


def test_who_moves_out_at_midnight_is_nobody_the_day_after(messages: Messages, hands: Clock) -> None:
    office = an_office()
    unit, last = a_unit(office), date(2026, 10, 31)
    file(office, [a_party(office, tenure(unit, Relation.TENANT, to_on=last))], [unit])
    hands.at = hands.at.replace(hour=15, minute=59)
    browser = asked(OWNER_PHONE)
    hands.at += timedelta(minutes=2)
    assert clock.business_date(hands.at) > last
    assert given(browser, OWNER_PHONE, messages) == 401


def test_the_code_of_a_phone_that_means_nobody_lets_nobody_in() -> None:
    """It was sent to nobody; guessed all the same, it is told from no other."""
    an_office()
    phone, code, at = "13666666666", "246810", clock.now()
    subject = vault.index("phone", phone)
    digest = vault.code_digest(subject, code)
    codes.keep_code(None, subject, digest=digest, stands=None, at=at, sent_today=1)
    for left in (4, 3, 2, 1, 0):
        status, answer = Browser().post("/sign-in", {"phone": phone, "code": code})
        assert (status, answer["code"], answer["facts"]) == (422, "wrong_code", {"tries_left": left})
    assert Browser().post("/sign-in", {"phone": phone, "code": code})[1]["code"] == "code_expired"
