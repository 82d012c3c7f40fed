"""Two at once, on the real engine: one code, one link, one minute, each taken once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from chalicelib.core import clock, limits
from chalicelib.core.errors import Refusal
from chalicelib.core.scope import Role
from chalicelib.edge.sessions import SessionRow
from chalicelib.estate import service as estate
from chalicelib.people import setup
from chalicelib.people.service import Grant, end_staff, staff_page
from chalicelib.people.store import codes
from chalicelib.people.vault import index
from tests.builders.core import a_cause, a_scope, an_id
from tests.builders.people import ADMIN_PHONE, Browser, Messages, Office, an_office, browser_of, staff_of
from tests.integration.people.test_setup import OFFICE

pytestmark = [pytest.mark.contended, pytest.mark.usefixtures("embedded_engine", "hands")]

AT_ONCE = 8


def at_once(ask: Callable[[Browser, int], tuple[int, Any]]) -> list[tuple[int, Any]]:
    """The answers of eight browsers that ask in the same moment."""
    ready = Barrier(AT_ONCE)

    def one(n: int) -> tuple[int, Any]:
        browser = Browser(address=f"203.0.113.{n}")
        ready.wait()
        return ask(browser, n)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_of_many_browsers_with_one_code_one_signs_in(messages: Messages) -> None:
    an_office()
    Browser().post("/sign-in/code", {"phone": ADMIN_PHONE})
    code = messages.last_code()
    answers = at_once(lambda browser, _: browser.post("/sign-in", {"phone": ADMIN_PHONE, "code": code}))
    assert sorted(status for status, _ in answers) == [200] + [422] * (AT_ONCE - 1)
    assert {answer["code"] for status, answer in answers if status == 422} == {"code_expired"}
    assert len(list(SessionRow.scan())) == 1


def test_guessing_in_parallel_gives_no_more_tries(messages: Messages) -> None:
    an_office()
    Browser().post("/sign-in/code", {"phone": ADMIN_PHONE})
    code = int(messages.last_code())

    def guess(browser: Browser, n: int) -> tuple[int, Any]:
        return browser.post("/sign-in", {"phone": ADMIN_PHONE, "code": f"{(code + 1 + n) % 10**6:06}"})

    answers = [answer for _, answer in at_once(guess)]
    assert sorted(answer["code"] for answer in answers).count("wrong_code") == limits.CODE_TRIES
    assert sorted(answer["facts"]["tries_left"] for answer in answers if answer["facts"]) == [0, 1, 2, 3, 4]


def test_the_right_code_among_guesses_is_one_of_the_tries(messages: Messages) -> None:
    """Who is let in took a try while there was one: besides them at most four guesses were answered."""
    an_office()
    Browser().post("/sign-in/code", {"phone": ADMIN_PHONE})
    code = int(messages.last_code())

    def guess(browser: Browser, n: int) -> tuple[int, Any]:
        return browser.post("/sign-in", {"phone": ADMIN_PHONE, "code": f"{(code + n) % 10**6:06}"})

    answers = at_once(guess)
    let_in = [status for status, _ in answers].count(200)
    told = [answer["facts"]["tries_left"] for status, answer in answers if answer.get("code") == "wrong_code"]
    assert sorted(told, reverse=True) == [limits.CODE_TRIES - 1 - n for n in range(len(told))]
    assert let_in + len(told) <= limits.CODE_TRIES
    assert let_in == len(list(SessionRow.scan()))


def test_asking_in_parallel_sends_one_code(messages: Messages) -> None:
    an_office()
    answers = at_once(lambda browser, _: browser.post("/sign-in/code", {"phone": ADMIN_PHONE}))
    assert sorted(status for status, _ in answers) == [200] + [429] * (AT_ONCE - 1)
    assert len(messages.sent) == 1
    row = codes.code(index("phone", ADMIN_PHONE))
    assert row
    assert row.sent_today == 1


def test_a_link_used_twice_at_once_makes_one_office() -> None:
    link = f"/setup/{setup.new_link(clock.now())}"
    answers = at_once(lambda browser, n: browser.post(link, OFFICE | {"organisation_name": f"物业 {n}"}))
    assert sorted(status for status, _ in answers) == [200] + [404] * (AT_ONCE - 1)
    assert len(estate.organisation_ids()) == 1


def test_a_link_sent_again_and_again_with_one_key_is_answered_each_time() -> None:
    link, key = f"/setup/{setup.new_link(clock.now())}", "0" * 26
    answers = at_once(lambda browser, _: browser.post(link, OFFICE, key=key))
    assert [status for status, _ in answers] == [200] * AT_ONCE
    assert len(estate.organisation_ids()) == 1


def active_admins(office: Office) -> list[str]:
    return [one.staff_id for one in staff_page(office.scope)[0] if one.is_admin]


def both(works: list[Callable[[], object]]) -> list[object]:
    """What each of them came to, begun in the same moment: an outcome or a refusal's code."""
    ready = Barrier(len(works))

    def one(work: Callable[[], object]) -> object:
        ready.wait()
        try:
            return work()
        except Refusal as refusal:
            return refusal.code

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


@pytest.mark.parametrize("times", range(5))
def test_of_two_administrators_who_end_each_other_one_stays(times: int) -> None:
    office = an_office()
    first, second = office.scope.actor_id.removeprefix("S:"), staff_of(office, "13900000003", Grant(Role.ADMIN))

    def ends(actor: str, subject: str) -> Callable[[], object]:
        scope = a_scope(office.org_id, f"S:{actor}")
        return lambda: end_staff(scope, a_cause(), subject, reason="同时离职")

    outcomes = both([ends(first, second), ends(second, first)])
    assert sorted(type(one).__name__ for one in outcomes) == ["StaffLeft", "str"]
    assert {one for one in outcomes if isinstance(one, str)} <= {"forbidden", "last_admin", "busy"}
    assert len(active_admins(office)) == 1


def test_one_phone_given_to_two_colleagues_at_once_is_one_s() -> None:
    office = an_office()
    cookie = browser_of(office).cookie
    body = {"name": "内勤丁", "phone": "13900000003", "grants": [{"role": "desk"}]}

    def add(n: int) -> tuple[int, Any]:
        return Browser(cookie=cookie).post("/staff", body | {"staff_id": an_id(f"colleague {n}")})

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(add, range(3)))
    assert sorted(status for status, _ in answers) == [200, 409, 409]
    assert {answer["code"] for status, answer in answers if status == 409} == {"staff_phone_taken"}
