"""The office's staff through the whole application: added, given other roles, gone; and who may do it."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import msgspec
import pytest

from chalicelib import config
from chalicelib.core import limits
from chalicelib.core.scope import Role
from chalicelib.edge import sessions
from chalicelib.estate import service as estate
from chalicelib.journal.entries import ORGANISATION_HOME, EntryRow, entry_page
from chalicelib.people import service as people
from chalicelib.people.rules.staff import Grant, differences
from chalicelib.people.store import codes
from chalicelib.people.vault import index
from tests.builders.core import a_cause, a_scope, an_id
from tests.builders.people import (
    ADMIN_PHONE,
    OWNER_PHONE,
    Browser,
    Clock,
    Messages,
    Office,
    a_community,
    a_party,
    a_unit,
    an_office,
    browser_of,
    file,
    staff_of,
    stored,
    tenure,
)

pytestmark = pytest.mark.usefixtures("moto_engine", "hands")

PHONE, OTHER_PHONE = "13900000003", "13900000004"
STAFF, KEY = an_id("new colleague"), an_id("one intention")
ADMIN = [{"role": "admin"}]
CHANGES = [("end", {"reason": "离职"}), ("reset-factor", {"reason": "手机丢了"}), ("grants", {"grants": ADMIN})]
DESK: list[dict[str, Any]] = [{"role": "desk"}]


@pytest.fixture
def office(moto_engine: None) -> Office:
    return an_office()


@pytest.fixture
def admin(office: Office) -> Browser:
    return browser_of(office)


def new(**other: object) -> dict[str, object]:
    return {"staff_id": STAFF, "name": "内勤丁", "phone": PHONE, "grants": DESK} | other


def colleagues(browser: Browser) -> dict[str, Any]:
    status, answer = browser.get("/staff")
    assert (status, answer["next"]) == (200, None)
    return {row["staff_id"]: row for row in answer["rows"]}


def test_a_new_colleague_is_listed_and_signs_in(admin: Browser, messages: Messages) -> None:
    assert admin.post("/staff", new()) == (200, {"staff_id": STAFF})
    assert colleagues(admin)[STAFF] == {
        "staff_id": STAFF,
        "name": "内勤丁",
        "phone_masked": "139****0003",
        "grants": [{"role": "desk", "communities": None, "buildings": None}],
        "active": True,
    }
    browser = Browser()
    assert browser.sign_in(PHONE, messages)[1]["state"] == "signed_in"
    assert browser.get("/session")[1]["roles"] == ["desk"]


def test_a_colleague_is_added_once_for_a_key(admin: Browser) -> None:
    assert [admin.post("/staff", new(), key=KEY) for _ in range(2)] == [(200, {"staff_id": STAFF})] * 2
    assert admin.post("/staff", new(name="别人"), key=KEY)[1]["code"] == "key_reused"
    assert len(colleagues(admin)) == 2


@pytest.mark.parametrize(
    ("other", "status", "code"),
    [
        ({"staff_id": an_id()}, 409, "staff_phone_taken"),
        ({"phone": OTHER_PHONE}, 409, "staff_exists"),
        ({"grants": []}, 422, "staff_bad_grant"),
        ({"grants": [{"role": "owner"}]}, 422, "staff_bad_grant"),
        ({"grants": [{"role": "desk", "communities": []}]}, 422, "staff_bad_grant"),
        ({"grants": [{"role": "steward", "buildings": [an_id()]}]}, 422, "staff_bad_grant"),
        ({"grants": [{"role": "desk", "communities": [an_id()]}]}, 404, "not_found"),
        ({"grants": [{"role": "king"}]}, 400, "malformed"),
        ({"grants": DESK * 11}, 400, "malformed"),
        ({"grants": [{"role": "desk", "communities": [an_id()] * 51}]}, 400, "malformed"),
        ({"phone": "123"}, 400, "malformed"),
        ({"name": " "}, 400, "malformed"),
        ({"is_admin": True}, 400, "malformed"),
    ],
)
def test_what_is_wrong_with_a_new_colleague(admin: Browser, other: dict[str, object], status: int, code: str) -> None:
    admin.post("/staff", new())
    answered, answer = admin.post("/staff", new(**other))
    assert (answered, answer["code"]) == (status, code)
    assert len(colleagues(admin)) == 2


def test_another_office_s_community_is_granted_to_nobody(office: Office, admin: Browser) -> None:
    foreign = an_office("二号院", admin_phone="13900000002")
    grants = [{"role": "desk", "communities": [office.community_id, foreign.community_id]}]
    admin.post("/staff", new())
    assert admin.post("/staff", new(staff_id=an_id(), phone=OTHER_PHONE, grants=grants))[0] == 404
    assert admin.post(f"/staff/{STAFF}/grants", {"grants": grants})[0] == 404


def test_other_roles_hold_from_the_next_request_on(office: Office, admin: Browser) -> None:
    admin.post("/staff", new())
    colleague = browser_of(office, PHONE)
    assert colleague.get("/session")[1]["roles"] == ["desk"]
    grants = [{"role": "finance", "communities": [office.community_id]}, {"role": "auditor"}]
    assert admin.post(f"/staff/{STAFF}/grants", {"grants": grants}) == (200, {"staff_id": STAFF})
    assert colleague.get("/session")[1]["roles"] == ["auditor", "finance"]
    assert [grant["role"] for grant in colleagues(admin)[STAFF]["grants"]] == ["finance", "auditor"]


def test_who_left_is_signed_out_for_good_and_keeps_their_name(
    office: Office, admin: Browser, messages: Messages
) -> None:
    admin.post("/staff", new())
    colleague = browser_of(office, PHONE)
    assert colleague.get("/communities")[0] == 200
    assert admin.post(f"/staff/{STAFF}/end", {"reason": "离职"}) == (200, {"staff_id": STAFF})
    assert colleague.get("/communities")[0] == 401
    Browser().post("/sign-in/code", {"phone": PHONE})
    assert messages.sent == []
    assert colleagues(admin)[STAFF]["active"] is False
    assert people.actor_names(office.scope, [f"S:{STAFF}"]) == {f"S:{STAFF}": "内勤丁"}


def test_who_left_may_come_back_under_another_id(office: Office, admin: Browser, messages: Messages) -> None:
    admin.post("/staff", new())
    admin.post(f"/staff/{STAFF}/end", {"reason": "离职"})
    assert admin.post("/staff", new())[1]["code"] == "staff_exists"
    assert admin.post("/staff", new(staff_id=an_id("again")))[0] == 200
    browser = Browser()
    browser.sign_in(PHONE, messages)
    assert browser.get("/session")[1]["person"]["id"] == an_id("again")


@pytest.mark.parametrize(("verb", "body"), CHANGES)
def test_who_left_is_changed_no_more(admin: Browser, verb: str, body: dict[str, object]) -> None:
    admin.post("/staff", new())
    admin.post(f"/staff/{STAFF}/end", {"reason": "离职"})
    status, answer = admin.post(f"/staff/{STAFF}/{verb}", body)
    assert (status, answer["code"], answer["facts"]) == (409, "staff_ended", {"staff_id": STAFF})


@pytest.mark.parametrize(("verb", "body"), CHANGES)
def test_a_foreign_colleague_answers_like_a_random_one(admin: Browser, verb: str, body: dict[str, object]) -> None:
    foreign = an_office("二号院", admin_phone="13900000002")
    colleague = staff_of(foreign, PHONE)
    answers = [admin.post(f"/staff/{staff_id}/{verb}", body) for staff_id in (colleague, an_id())]
    assert [(status, answer["code"], answer["facts"]) for status, answer in answers] == [(404, "not_found", {})] * 2


def test_the_last_administrator_stays(office: Office, admin: Browser) -> None:
    own = office.scope.actor_id.removeprefix("S:")
    assert admin.post(f"/staff/{own}/grants", {"grants": DESK})[1]["code"] == "last_admin"
    assert admin.post(f"/staff/{own}/end", {"reason": "离职"})[1]["code"] == "staff_own_end"
    admin.post("/staff", new(grants=ADMIN))
    assert browser_of(office, PHONE).post(f"/staff/{own}/end", {"reason": "离职"})[0] == 200
    assert admin.get("/staff")[0] == 401
    status, answer = browser_of(office, PHONE).post(f"/staff/{STAFF}/grants", {"grants": DESK})
    assert (status, answer["code"]) == (409, "last_admin")


def test_ending_again_with_the_same_key_ends_what_was_left_open(office: Office, admin: Browser) -> None:
    admin.post("/staff", new())
    for _ in range(2):
        browser_of(office, PHONE)
        assert admin.post(f"/staff/{STAFF}/end", {"reason": "离职"}, key=KEY) == (200, {"staff_id": STAFF})
        assert list(sessions.SessionRow.query(f"_#SESSIONS#{index('phone', PHONE)}")) == []


def test_leaving_one_office_ends_no_session_in_another(office: Office, admin: Browser) -> None:
    other = an_office("二号院", admin_phone="13900000002")
    staff_of(other, PHONE)
    admin.post("/staff", new())
    here, there = browser_of(office, PHONE), browser_of(other, PHONE)
    admin.post(f"/staff/{STAFF}/end", {"reason": "离职"})
    assert (here.get("/session")[0], there.get("/session")[0]) == (401, 200)
    assert [one["id"] for one in there.get("/session")[1]["organisations"]] == [other.org_id]


def test_a_colleague_who_owns_a_unit_keeps_it_when_they_leave(
    office: Office, admin: Browser, messages: Messages
) -> None:
    unit = a_unit(office)
    file(office, [a_party(office, tenure(unit))], [unit])
    admin.post("/staff", new(phone=OWNER_PHONE))
    admin.post(f"/staff/{STAFF}/end", {"reason": "离职"})
    browser = Browser()
    browser.sign_in(OWNER_PHONE, messages)
    assert browser.get("/session")[1]["roles"] == ["owner"]


@pytest.mark.parametrize(("role", "reads"), [(Role.SUPERVISOR, 200), (Role.MANAGER, 200), (Role.DESK, 403)])
def test_administrators_alone_change_staff(office: Office, role: Role, reads: int) -> None:
    staff_of(office, PHONE, Grant(role))
    browser = browser_of(office, PHONE)
    assert [browser.get(path)[0] for path in ("/staff", "/organisation")] == [reads] * 2
    own = office.scope.actor_id.removeprefix("S:")
    for path, body in (
        ("/staff", new(phone=OTHER_PHONE)),
        (f"/staff/{own}/grants", {"grants": DESK}),
        (f"/staff/{own}/end", {"reason": "离职"}),
        ("/organisation/staff-totp", {"on": True}),
    ):
        assert browser.post(path, body)[0] == 403, path


def test_an_administrator_of_one_community_changes_nobody(office: Office) -> None:
    staff_of(office, PHONE, Grant(Role.ADMIN, (office.community_id,)))
    browser = browser_of(office, PHONE)
    own = office.scope.actor_id.removeprefix("S:")
    for path, body in (
        ("/staff", new(phone=OTHER_PHONE)),
        (f"/staff/{own}/grants", {"grants": DESK}),
        (f"/staff/{own}/end", {"reason": "离职"}),
        ("/organisation/staff-totp", {"on": True}),
    ):
        assert browser.post(path, body)[0] == 403, path


def test_a_supervisor_sees_the_colleagues_of_their_community(office: Office) -> None:
    other = a_community(office, "二号院")
    staff_of(office, PHONE, Grant(Role.SUPERVISOR, (office.community_id,)), name="主管戊")
    staff_of(office, OTHER_PHONE, Grant(Role.DESK, (office.community_id, other)), name="内勤己")
    staff_of(office, "13900000005", Grant(Role.DESK, (other,)), name="内勤庚")
    seen = {row["name"]: row["grants"] for row in colleagues(browser_of(office, PHONE)).values()}
    assert seen.keys() == {"主任甲", "主管戊", "内勤己"}
    assert seen["内勤己"] == [{"role": "desk", "communities": [office.community_id], "buildings": None}]


def test_the_journal_tells_who_changed_whom_without_a_phone(office: Office, admin: Browser) -> None:
    admin.post("/staff", new())
    admin.post(f"/staff/{STAFF}/grants", {"grants": ADMIN})
    admin.post(f"/staff/{STAFF}/end", {"reason": "离职"})
    entries, _ = entry_page(office.scope, ORGANISATION_HOME, cursor=None)
    told = [entry.event for entry in entries]
    assert sorted(told) == ["office.created", "staff.added", "staff.ended", "staff.grants_changed"]
    assert {entry.reason for entry in entries} == {None, "离职"}
    rows = [row for row in EntryRow.scan() if row.event == "staff.grants_changed"]
    assert rows[0].changes == {"grants": {"given": ["admin"], "taken": ["desk"]}}
    kept = stored("journal", "people")
    for personal in (PHONE, ADMIN_PHONE):
        assert personal not in kept


def test_the_largest_change_of_grants_fits_an_entry(office: Office) -> None:
    staff_of(office, OTHER_PHONE)
    places = tuple(an_id(f"place {n}") for n in range(limits.PLACES_PER_GRANT))
    many = [Grant(Role.COMPLAINT_HANDLER, places, places[n:]) for n in range(limits.GRANTS_PER_STAFF)]
    few = [Grant(Role.COMPLAINT_HANDLER, places[n : n + 2], places[n : n + 2]) for n in range(limits.GRANTS_PER_STAFF)]
    for before, after in ((many, few), (few, many)):
        row = EntryRow(changes=differences(before, after), reason="长" * 300)
        assert len(msgspec.json.encode(row.serialize(null_check=False))) < limits.ENTRY_BYTES - 1_000


def test_who_lost_the_authenticator_is_signed_out_and_enrols_anew(
    office: Office, admin: Browser, messages: Messages, hands: Clock
) -> None:
    unit = a_unit(office)
    file(office, [a_party(office, tenure(unit), phone=PHONE)], [unit])
    at_home = browser_of(office, PHONE, as_staff=False)
    admin.post("/staff", new())
    subject = index("phone", PHONE)
    codes.enrol_factor(subject, key="key", secret="secret", counter=1)
    colleague = browser_of(office, PHONE)
    for _ in range(2):
        answer = admin.post(f"/staff/{STAFF}/reset-factor", {"reason": "手机丢了"}, key=KEY)
        assert answer == (200, {"staff_id": STAFF})
        assert codes.factor(subject) is None
    assert (colleague.get("/session")[0], at_home.get("/session")[0]) == (401, 200)
    entry, *_ = entry_page(office.scope, ORGANISATION_HOME, cursor=None)[0]
    assert (entry.event, entry.reason) == ("staff.factor_removed", "手机丢了")
    estate.set_staff_totp(office.scope, a_cause(), on=True)
    assert Browser().sign_in(PHONE, messages)[1]["state"] == "totp_enrol"


def test_the_factor_enrolled_since_outlives_a_replay(office: Office, admin: Browser) -> None:
    admin.post("/staff", new())
    subject = index("phone", PHONE)
    for _ in range(2):
        assert admin.post(f"/staff/{STAFF}/reset-factor", {"reason": "手机丢了"}, key=KEY)[0] == 200
        if codes.factor(subject) is None:
            codes.enrol_factor(subject, key="key", secret="secret", counter=1)
    assert codes.factor(subject) is not None


def test_a_phone_s_factor_goes_with_the_last_office_that_it_works_for(office: Office, admin: Browser) -> None:
    other = an_office("二号院", admin_phone="13900000002")
    there = staff_of(other, PHONE)
    admin.post("/staff", new())
    subject = index("phone", PHONE)
    codes.enrol_factor(subject, key="key", secret="secret", counter=1)
    admin.post(f"/staff/{STAFF}/end", {"reason": "离职"})
    assert codes.factor(subject) is not None
    people.end_staff(other.scope, a_cause(), there, reason="离职")
    assert codes.factor(subject) is None


def test_a_phone_cannot_be_guessed_back_from_a_journal_digest(office: Office) -> None:
    grants = [Grant(Role.DESK)]
    cause = a_cause("guess")
    people.add_staff(office.scope, cause, STAFF, name="内勤丁", phone=PHONE, grants=grants)
    (row,) = [row for row in EntryRow.scan() if row.event == "staff.added"]
    named = {"name": "内勤丁", "phone": PHONE, "grants": grants}
    request = msgspec.json.encode(["people.add_staff", [STAFF], named], order="deterministic")
    assert row.digest != hashlib.sha256(request).hexdigest()
    assert row.digest == hmac.new(config.secret("journal"), request, hashlib.sha256).hexdigest()


def test_an_unknown_actor_s_name_is_left_out(office: Office) -> None:
    stranger = a_scope(an_id("another organisation"))
    assert people.actor_names(stranger, [office.scope.actor_id, "month"]) == {}
