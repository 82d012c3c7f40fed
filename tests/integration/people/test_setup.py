"""The set-up link: one office, once, within half an hour."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.core import clock, limits
from chalicelib.core.errors import NotFound
from chalicelib.estate import service as estate
from chalicelib.journal.entries import ORGANISATION_HOME, entry_page
from chalicelib.people import setup
from tests.builders.core import a_cause, a_scope, an_id
from tests.builders.people import ADMIN_PHONE, Browser, Clock, Messages, an_office, stored

pytestmark = pytest.mark.usefixtures("moto_engine", "hands")

OFFICE = {
    "organisation_name": "新物业",
    "community_name": "新院",
    "admin_name": "主任乙",
    "admin_phone": ADMIN_PHONE,
}


def a_link() -> str:
    return f"/setup/{setup.new_link(clock.now())}"


def test_the_link_makes_an_office_whose_administrator_signs_in(messages: Messages) -> None:
    link, browser = a_link(), Browser()
    assert browser.get(link) == (200, {"valid": True})
    assert browser.post(link, OFFICE) == (200, {"done": True})
    browser.sign_in(ADMIN_PHONE, messages)
    _, session = browser.get("/session")
    assert session["organisation"]["name"] == "新物业"
    assert [one["name"] for one in session["communities"]] == ["新院"]
    assert session["roles"] == ["admin"]
    assert estate.organisation_ids() == [session["organisation"]["id"]]


def test_the_link_works_once(messages: Messages) -> None:
    link, browser = a_link(), Browser()
    browser.post(link, OFFICE)
    assert browser.get(link)[0] == 404
    assert browser.post(link, OFFICE | {"organisation_name": "又一家"})[0] == 404
    assert len(estate.organisation_ids()) == 1


def test_a_retry_with_the_same_key_is_answered_and_makes_nothing(hands: Clock) -> None:
    link, browser, key = a_link(), Browser(), an_id()
    assert browser.post(link, OFFICE, key=key) == (200, {"done": True})
    hands.at += timedelta(days=1)
    assert browser.post(link, OFFICE, key=key) == (200, {"done": True})
    assert browser.post(link, OFFICE | {"admin_name": "主任丙"}, key=key)[1]["code"] == "key_reused"
    assert len(estate.organisation_ids()) == 1


@pytest.mark.parametrize(("seconds", "status"), [(limits.SETUP_SECONDS - 1, 200), (limits.SETUP_SECONDS, 404)])
def test_the_link_lives_half_an_hour(hands: Clock, seconds: int, status: int) -> None:
    link = a_link()
    hands.at += timedelta(seconds=seconds)
    assert Browser().get(link)[0] == status
    assert Browser().post(link, OFFICE)[0] == status


def test_a_made_up_link_is_no_link() -> None:
    a_link()
    for path in ("/setup/x", f"/setup/{'A' * 43}", f"/setup/{'A' * 5000}"):
        assert Browser().get(path)[0] == 404
        status, answer = Browser().post(path, OFFICE)
        assert (status, answer["code"], answer["facts"]) == (404, "not_found", {})
    assert estate.organisation_ids() == []


@pytest.mark.parametrize("wrong", [{"admin_phone": "12"}, {"organisation_name": " "}, {"extra": 1}])
def test_a_malformed_office_leaves_the_link_good(wrong: dict[str, object]) -> None:
    link = a_link()
    assert Browser().post(link, OFFICE | wrong)[0] == 400
    assert Browser().post(link, OFFICE)[0] == 200


def test_the_link_s_token_is_not_kept() -> None:
    token = setup.new_link(clock.now())
    kept = stored("codes")
    assert "SETUP" in kept
    assert token not in kept


def test_the_office_is_in_its_journal_without_a_phone() -> None:
    office = an_office()
    entries, _ = entry_page(office.scope, ORGANISATION_HOME, cursor=None)
    assert [entry.event for entry in entries] == ["office.created"]
    assert ADMIN_PHONE not in str(entries)


def test_an_office_made_headless_twice_is_one() -> None:
    scope, cause = a_scope(an_id("headless"), "month"), a_cause("make month")
    office = setup.NewOffice(
        organisation_name="物业",
        community_id=an_id("community"),
        community_name="院",
        staff_id=an_id("staff"),
        admin_name="主任甲",
        admin_phone=ADMIN_PHONE,
    )
    first = setup.create_office(scope, cause, office)
    assert setup.create_office(scope, cause, office) == first
    assert (first.organisation_id, first.community_id) == (scope.org_id, an_id("community"))


def test_a_link_that_was_never_made_raises_not_found(hands: Clock) -> None:
    with pytest.raises(NotFound):
        setup.check_link("never made", at=hands.at)
