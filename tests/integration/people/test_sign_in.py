"""Sign-in by phone and code, through the whole application."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from chalicelib.channels import outgoing
from chalicelib.core import limits
from chalicelib.edge import sessions
from chalicelib.edge.logs import logger
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
    stored,
    tenure,
)

pytestmark = pytest.mark.usefixtures("moto_engine", "hands")

UNKNOWN_PHONE = "13666666666"


def wrong(code: str) -> str:
    """A code that is surely not `code`."""
    return f"{(int(code) + 1) % 10**6:06}"


def test_the_administrator_signs_in_and_sees_the_desk(messages: Messages) -> None:
    office = an_office()
    browser = Browser()
    status, answer = browser.sign_in(ADMIN_PHONE, messages)
    assert (status, answer) == (200, {"state": "signed_in", "totp_uri": None, "totp_svg": None})
    status, session = browser.get("/session")
    assert status == 200
    assert session["person"]["phone_masked"] == "139****0001"
    assert session["organisation"] == {"id": office.org_id, "name": "一号院物业"}
    assert session["organisations"] == [session["organisation"]]
    assert session["communities"] == [{"id": office.community_id, "name": "一号院"}]
    assert (session["faces"], session["roles"], session["today"]) == (["desk"], ["admin"], "2026-10-31")
    assert "communities.write" in session["may"]
    assert "own.read" not in session["may"]


def test_the_message_is_chinese_first_and_says_how_long(messages: Messages) -> None:
    an_office()
    Browser().post("/sign-in/code", {"phone": ADMIN_PHONE})
    (message,) = messages.sent
    assert (message.to, message.channel) == (ADMIN_PHONE, "sms")
    assert message.text.startswith(f"【管家】验证码 {messages.last_code()}，5 分钟内有效。")


def test_an_owner_signs_in_to_their_own_units_alone(messages: Messages) -> None:
    office = an_office()
    own, other = a_unit(office), a_unit(office, "1202")
    owner = a_party(office, tenure(own))
    file(office, [owner, a_party(office, tenure(other), phone="13711111111", number="7")], [own, other])
    browser = Browser()
    browser.sign_in(OWNER_PHONE, messages)
    status, mine = browser.get("/my/file")
    assert status == 200
    assert mine["person"] == {
        "id": owner.party_id,
        "name": "业主甲",
        "phone_masked": "137****0006",
        "id_number_masked": "632*************11",
    }
    assert [(unit["unit_id"], unit["label"], unit["relation"], unit["area_m2"]) for unit in mine["units"]] == [
        (own.unit_id, "3 幢 2 单元 1201", "owner", "94.56")
    ]
    _, session = browser.get("/session")
    assert (session["faces"], session["roles"], session["may"]) == (
        ["portal"],
        ["owner"],
        ["own.pay", "own.read", "own.report"],
    )
    assert session["communities"] == [{"id": office.community_id, "name": "一号院"}]


def test_an_unknown_phone_gets_the_same_answers_and_no_message(messages: Messages) -> None:
    an_office()
    known, unknown = Browser(), Browser()
    asked = known.whole("POST", "/sign-in/code", {"phone": ADMIN_PHONE})
    same = unknown.whole("POST", "/sign-in/code", {"phone": UNKNOWN_PHONE})
    assert (asked.status, asked.body) == (same.status, same.body)
    assert [message.to for message in messages.sent] == [ADMIN_PHONE]
    no_code = wrong(messages.last_code())
    for _ in range(limits.CODE_TRIES + 1):
        answers = [
            browser.post("/sign-in", {"phone": phone, "code": no_code})
            for browser, phone in ((known, ADMIN_PHONE), (unknown, UNKNOWN_PHONE))
        ]
        for _, answer in answers:
            answer.pop("request_id")
        assert answers[0] == answers[1]
    again = [browser.post("/sign-in/code", {"phone": UNKNOWN_PHONE})[0] for browser in (known, unknown)]
    assert again == [429, 429]


def test_a_staged_party_is_unknown_until_the_import_is_committed(messages: Messages) -> None:
    office = an_office()
    unit = a_unit(office)
    file(office, [a_party(office, tenure(unit))], [unit], committed=False)
    assert Browser().post("/sign-in/code", {"phone": OWNER_PHONE})[0] == 200
    assert messages.sent == []


def test_a_stand_in_phone_signs_nobody_in(messages: Messages) -> None:
    office = an_office()
    unit = a_unit(office)
    file(office, [a_party(office, tenure(unit), phone="18999999999")], [unit])
    Browser().post("/sign-in/code", {"phone": "18999999999"})
    assert messages.sent == []


def test_a_code_is_wrong_five_times_and_then_gone(messages: Messages) -> None:
    an_office()
    browser = Browser()
    browser.post("/sign-in/code", {"phone": ADMIN_PHONE})
    code = messages.last_code()
    for left in (4, 3, 2, 1, 0):
        status, answer = browser.post("/sign-in", {"phone": ADMIN_PHONE, "code": wrong(code)})
        assert (status, answer["code"], answer["facts"]) == (422, "wrong_code", {"tries_left": left})
    status, answer = browser.post("/sign-in", {"phone": ADMIN_PHONE, "code": code})
    assert (status, answer["code"], answer["facts"]) == (422, "code_expired", {})


def test_a_code_works_once(messages: Messages) -> None:
    an_office()
    first, second = Browser(), Browser()
    assert first.sign_in(ADMIN_PHONE, messages)[0] == 200
    status, answer = second.post("/sign-in", {"phone": ADMIN_PHONE, "code": messages.last_code()})
    assert (status, answer["code"]) == (422, "code_expired")
    assert second.get("/session")[0] == 401


@pytest.mark.parametrize(("seconds", "status"), [(limits.CODE_SECONDS - 1, 200), (limits.CODE_SECONDS, 422)])
def test_a_code_lives_five_minutes(messages: Messages, hands: Clock, seconds: int, status: int) -> None:
    an_office()
    browser = Browser()
    browser.post("/sign-in/code", {"phone": ADMIN_PHONE})
    hands.at += timedelta(seconds=seconds)
    assert browser.post("/sign-in", {"phone": ADMIN_PHONE, "code": messages.last_code()})[0] == status


def test_a_new_code_ends_the_one_before(messages: Messages, hands: Clock) -> None:
    an_office()
    browser = Browser()
    browser.post("/sign-in/code", {"phone": ADMIN_PHONE})
    first = messages.last_code()
    hands.at += timedelta(seconds=60)
    browser.post("/sign-in/code", {"phone": ADMIN_PHONE})
    if first != messages.last_code():
        assert browser.post("/sign-in", {"phone": ADMIN_PHONE, "code": first})[1]["code"] == "wrong_code"
    assert browser.post("/sign-in", {"phone": ADMIN_PHONE, "code": messages.last_code()})[0] == 200


def test_a_phone_asks_once_a_minute_and_ten_times_a_day(messages: Messages, hands: Clock) -> None:
    an_office()
    browser = Browser()
    for _ in range(limits.CODES_PER_DAY):
        assert browser.post("/sign-in/code", {"phone": ADMIN_PHONE})[0] == 200
        hands.at += timedelta(seconds=59)
        answer = browser.whole("POST", "/sign-in/code", {"phone": ADMIN_PHONE})
        assert answer.status == 429
        hands.at += timedelta(seconds=1)
    status, refused = browser.post("/sign-in/code", {"phone": ADMIN_PHONE})
    assert (status, refused["code"]) == (429, "too_many")
    wait = refused["facts"]["retry_after_seconds"]
    hands.at += timedelta(seconds=wait - 2)
    assert browser.post("/sign-in/code", {"phone": ADMIN_PHONE})[0] == 429
    hands.at += timedelta(seconds=2)
    assert browser.post("/sign-in/code", {"phone": ADMIN_PHONE})[0] == 200
    assert len(messages.sent) == limits.CODES_PER_DAY + 1


def test_an_address_has_a_budget_an_hour(messages: Messages, hands: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CODES_PER_ADDRESS_HOUR", 3)
    monkeypatch.setattr(limits, "SIGN_INS_PER_ADDRESS_HOUR", 2)
    browser, neighbour = Browser(), Browser(address="203.0.113.8")
    for n in range(3):
        assert browser.post("/sign-in/code", {"phone": f"1360000000{n}"})[0] == 200
    hands.at += timedelta(minutes=20)
    status, answer = browser.post("/sign-in/code", {"phone": "13600000004"})
    assert (status, answer["facts"]) == (429, {"retry_after_seconds": 40 * 60})
    assert neighbour.post("/sign-in/code", {"phone": "13600000004"})[0] == 200
    tries = [browser.post("/sign-in", {"phone": "13600000004", "code": "000000"})[0] for _ in range(3)]
    assert tries == [422, 422, 429]
    hands.at += timedelta(minutes=40)
    assert browser.post("/sign-in/code", {"phone": "13600000005"})[0] == 200


def test_without_a_channel_every_phone_is_told_so(messages: Messages) -> None:
    an_office()
    outgoing.use(None)
    answers = [Browser().post("/sign-in/code", {"phone": phone}) for phone in (ADMIN_PHONE, UNKNOWN_PHONE)]
    assert [(status, answer["code"]) for status, answer in answers] == [(503, "no_channel")] * 2
    outgoing.use(messages)
    assert Browser().post("/sign-in/code", {"phone": ADMIN_PHONE})[0] == 200


class Failing:
    """A provider that breaks, and says the phone in its error."""

    def send(self, message: outgoing.Message) -> None:
        raise RuntimeError(f"no route to {message.to}")


def test_a_provider_that_fails_does_not_tell_known_phones_from_unknown_ones(
    messages: Messages, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, logger=logger.name)
    monkeypatch.setattr(logging.getLogger(logger.name), "handlers", [caplog.handler])
    an_office()
    outgoing.use(Failing())
    answers = [Browser().post("/sign-in/code", {"phone": phone}) for phone in (ADMIN_PHONE, UNKNOWN_PHONE)]
    assert answers[0] == answers[1]
    assert answers[0][0] == 200
    said = {record.message for record in caplog.records if "sign-in code" in record.message}
    assert said == {"a sign-in code was not handed over"}
    assert ADMIN_PHONE not in str([record.__dict__ for record in caplog.records])


@pytest.mark.parametrize(
    "body", [{}, {"phone": "12345678901"}, {"phone": 13900000001}, {"phone": ADMIN_PHONE, "extra": 1}, ["x"], "x"]
)
def test_what_cannot_be_read_is_malformed(body: object) -> None:
    assert Browser().post("/sign-in/code", body)[0] == 400


@pytest.mark.parametrize("headers", [{}, {"X-Guanjia": "1"}, {"X-Guanjia": "1", "Origin": "http://evil.example"}])
def test_a_write_from_another_site_is_refused(messages: Messages, headers: dict[str, str]) -> None:
    an_office()
    status, answer = Browser(headers=headers).post("/sign-in/code", {"phone": ADMIN_PHONE})
    assert (status, answer["code"]) == (403, "cross_site")
    assert messages.sent == []


def test_the_cookie_is_out_of_the_page_s_reach(messages: Messages) -> None:
    an_office()
    browser = Browser()
    browser.post("/sign-in/code", {"phone": ADMIN_PHONE})
    answer = browser.whole("POST", "/sign-in", {"phone": ADMIN_PHONE, "code": messages.last_code()})
    (cookie,) = [value for name, value in answer.headers if name.lower() == "set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert f"Max-Age={limits.STAFF_SESSION_SECONDS}" in cookie
    token = cookie.split("=")[1].split(";")[0]
    assert token not in answer.body.decode()
    rows = list(sessions.SessionRow.query(f"_#SESSIONS#{token.partition('.')[0]}"))
    assert [row.sk for row in rows] != [token]
    assert not any(token.partition(".")[2] in str(row.serialize()) for row in rows)


def test_neither_phone_nor_code_nor_address_is_kept_or_logged(
    messages: Messages, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG, logger=logger.name)
    monkeypatch.setattr(logging.getLogger(logger.name), "handlers", [caplog.handler])
    an_office()
    browser = Browser()
    browser.sign_in(ADMIN_PHONE, messages)
    browser.post("/sign-in/code", {"phone": UNKNOWN_PHONE})
    browser.post("/sign-in", {"phone": UNKNOWN_PHONE, "code": "654321"})
    kept = stored("codes", "sessions", "people", "journal")
    assert "_#CODE#" in kept
    logged = str([record.__dict__ for record in caplog.records])
    for secret in (ADMIN_PHONE, UNKNOWN_PHONE, browser.address):
        assert secret not in kept
        assert secret not in logged
    assert "wrong_code" in logged or "code_expired" in logged
    assert "a sign-in code was handed over" in logged
    assert messages.last_code() not in logged
