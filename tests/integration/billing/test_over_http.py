"""Runs and accounts through the whole application: strict input, replays, and nobody reaches what is not theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.billing.service import runs
from chalicelib.core.period import Period
from chalicelib.core.scope import Role
from chalicelib.estate import service as estate
from chalicelib.estate.rules import building_id_of, unit_id_of
from chalicelib.people.service import Grant
from tests.builders.billing import A_UNIT_FEN, a_small_workbook
from tests.builders.browsers import colleague, signed_in
from tests.builders.core import AT, standing_clock
from tests.builders.office import Office, a_cause, an_id, an_office
from tests.builders.people import Browser
from tests.crash.points import dump

OCTOBER = "2026-10"
RUN, KEY = an_id("http run"), an_id("http key")
OWNER_101, OWNER_102 = "13900000101", "13900000102"


@pytest.fixture
def filed(office: Office) -> Office:
    """Four units on file, one of them without a payer."""
    office.take_in(a_small_workbook(4))
    return office


@pytest.fixture
def admin(filed: Office) -> Browser:
    return signed_in(filed)


def runs_of(office: Office) -> str:
    return f"/communities/{office.community_id}/runs"


def unit_id(office: Office, number: str = "101") -> str:
    return unit_id_of(office.community_id, "1", "1", number)


def unit_path(office: Office, number: str = "101") -> str:
    return f"/communities/{office.community_id}/units/{unit_id(office, number)}"


def drafted(browser: Browser, office: Office) -> str:
    status, answer = browser.post(runs_of(office), {"run_id": RUN, "period": OCTOBER}, key=KEY)
    assert (status, answer) == (200, {"run_id": RUN, "period": OCTOBER})
    office.queue.drain()
    return f"{runs_of(office)}/{RUN}"


def release(browser: Browser, office: Office, path: str, *, key: str = "") -> tuple[int, Any]:
    """Agree to the draft of a run, as far as that may be looked at."""
    approval = f"/communities/{office.community_id}/approvals/{browser.get(path)[1].get('approval_id')}"
    digest = browser.get(approval)[1].get("digest", "")
    return browser.post(f"{approval}/approve", {"digest": digest}, key=key)


def released(browser: Browser, office: Office) -> str:
    path = drafted(browser, office)
    assert release(second(office), office, path)[0] == 200
    return path


def second(office: Office, name: str = "主管戊", phone: str = "13800000055") -> Browser:
    """The second person."""
    return colleague(office, Grant(Role.SUPERVISOR), name=name, phone=phone)


def same_answer(one: tuple[int, Any], other: tuple[int, Any]) -> bool:
    return (one[0], one[1] | {"request_id": ""}) == (other[0], other[1] | {"request_id": ""})


def test_a_month_goes_from_draft_to_the_owner_s_phone(filed: Office, admin: Browser) -> None:
    path = drafted(admin, filed)
    run = admin.get(path)[1]
    assert (run["state"], run["started_by"], run["sums"]["billed_fen"]) == ("draft", "主任甲", 3 * A_UNIT_FEN)
    assert (run["skipped"], run["progress"]) == ([{"reason": "no_payer", "units": 1}], {"done": 4, "total": 4})
    rows = admin.get(f"{path}/units")[1]["rows"]
    assert [(row["payer_name"], row["total_fen"], len(row["bills"])) for row in rows] == [
        (f"业主 {number}", A_UNIT_FEN, 2) for number in (101, 102, 103)
    ]
    assert [row["label"] for row in admin.get(f"{path}/skipped")[1]["rows"]] == ["1 幢 1 单元 104"]
    owner = signed_in(filed, OWNER_101)
    assert owner.get("/my/home")[1]["units"][0]["open_fen"] == 0
    assert release(admin, filed, path)[1]["code"] == "approval_own"
    status, answer = release(second(filed), filed, path)
    assert (status, answer["amount_fen"]) == (200, 3 * A_UNIT_FEN)
    assert admin.get(path)[1]["released_by"] == "主管戊"
    assert [(one["open_fen"], one["open_bills"]) for one in owner.get("/my/home")[1]["units"]] == [(A_UNIT_FEN, 2)]
    statement = owner.get(f"/my/units/{unit_id(filed)}/statements/{OCTOBER}")[1]
    assert (statement["total_fen"], statement["payer_name"]) == (A_UNIT_FEN, "业主 101")
    by_area, fixed = (bill["lines"][0] for bill in statement["bills"])
    assert (by_area["quantity"]["value"], by_area["rate"]["value"], by_area["fixed"]) == ("100", "2.5", None)
    assert (fixed["fixed"]["value_fen"], fixed["quantity"], fixed["rate"], fixed["surcharge"]) == (
        15_00,
        None,
        None,
        None,
    )
    assert admin.get(f"{unit_path(filed)}/statements/{OCTOBER}")[1]["bills"] == statement["bills"]


def test_a_run_is_compared_with_the_month_before(filed: Office, admin: Browser) -> None:
    filed.bill("2026-09")
    run = admin.get(drafted(admin, filed))[1]
    assert (run["previous"]["period"], run["previous"]["billed_fen"]) == ("2026-09", 3 * A_UNIT_FEN)
    assert run["previous"]["items"] == run["sums"]["items"]
    assert [row["period"] for row in admin.get(runs_of(filed))[1]["rows"]].count("2026-09") == 1


def test_a_run_that_adds_to_a_released_month_is_compared_with_nothing(filed: Office, admin: Browser) -> None:
    filed.bill("2026-09")
    first = released(admin, filed)
    filed.take_in(a_small_workbook(2, first=201, without_payer=0), name="more.xlsx")
    second = filed.draft(OCTOBER, run_id=an_id("second"))
    run = admin.get(f"{runs_of(filed)}/{second}")[1]
    assert (run["sums"]["units"], run["previous"]) == (2, None)
    assert admin.get(first)[1]["previous"]["period"] == "2026-09"


def test_a_draft_proposes_the_due_day_of_a_release_today(filed: Office, admin: Browser) -> None:
    path = drafted(admin, filed)
    assert admin.get(path)[1]["due_on"] == "2026-11-15"
    with standing_clock(AT + timedelta(days=3)):
        admin = signed_in(filed)
        assert admin.get(path)[1]["due_on"] == "2026-11-18"
        assert release(second(filed), filed, path)[0] == 200
    with standing_clock(AT + timedelta(days=9)):
        admin = signed_in(filed)
        assert {row["due_on"] for row in admin.get(runs_of(filed))[1]["rows"]} == {"2026-11-18"}
        assert admin.get(f"{unit_path(filed)}/account")[1]["rows"][0]["due_on"] == "2026-11-18"


BAD_RUNS: list[tuple[object, int, str]] = [
    ({"run_id": RUN, "period": OCTOBER, "release": True}, 400, "malformed"),
    ({"run_id": RUN}, 400, "malformed"),
    ({"run_id": RUN, "period": "2026-13"}, 400, "malformed"),
    ({"run_id": RUN, "period": "0001-01"}, 400, "malformed"),
    ({"run_id": RUN, "period": 202610}, 400, "malformed"),
    ({"run_id": RUN, "period": f"{OCTOBER}\n"}, 400, "malformed"),
    ({"run_id": "1", "period": OCTOBER}, 400, "malformed"),
    ({"run_id": RUN, "period": "2099-12"}, 422, "period_too_far"),
    ([], 400, "malformed"),
]


def test_a_run_that_cannot_be_is_refused_and_changes_nothing(filed: Office, admin: Browser) -> None:
    before = dump()
    for body, status, code in BAD_RUNS:
        answer = admin.post(runs_of(filed), body)
        assert (answer[0], answer[1]["code"]) == (status, code), body
    assert dump() == before


def test_every_verb_replays_by_its_key_and_refuses_another_request_under_it(filed: Office, admin: Browser) -> None:
    path, key, other = drafted(admin, filed), an_id("release key"), second(filed)
    first = release(other, filed, path, key=key)
    stored = dump()
    assert release(other, filed, path, key=key) == first
    status, problem = other.post(f"{path}/discard", {"reason": "单价要改"}, key=key)
    assert (status, problem["code"]) == (422, "key_reused")
    status, problem = release(other, filed, path)
    assert (status, problem["code"], problem["facts"]["state"]) == (409, "approval_decided", "approved")
    status, problem = admin.post(runs_of(filed), {"run_id": RUN, "period": "2026-11"})
    assert (status, problem["code"]) == (409, "run_exists")
    assert dump() == stored


def test_a_draft_is_not_given_up_without_a_reason(filed: Office, admin: Browser) -> None:
    path = drafted(admin, filed)
    for reason in ({}, {"reason": ""}, {"reason": "x"}, {"reason": " " * 5}, {"reason": "字" * 301}):
        assert admin.post(f"{path}/discard", reason)[0] == 400
    assert admin.get(path)[1]["state"] == "draft"


def test_a_discarded_run_says_why(filed: Office, admin: Browser) -> None:
    path = drafted(admin, filed)
    assert admin.post(f"{path}/discard", {"reason": "单价要改"})[0] == 200
    filed.queue.drain()
    run = admin.get(path)[1]
    assert (run["state"], run["reason"], bool(run["discarded_at"])) == ("discarded", "单价要改", True)


def strangers(office: Office, admin: Browser) -> list[tuple[Browser, str]]:
    """Browsers and the community that each asks for: of another community, of another organisation, misdirected."""
    other = an_id("second community")
    estate.create_community(office.scope, a_cause(), community_id=other, name="二号院")
    clerk = colleague(office, Grant(Role.FINANCE, communities=(other,)))
    outsider = signed_in(an_office("别家物业", phone="13800000009"), "13800000009")
    return [(clerk, office.community_id), (outsider, office.community_id), (admin, other)]


def test_a_foreign_run_is_as_if_it_were_not(filed: Office, admin: Browser) -> None:
    drafted(admin, filed)
    before: object = None
    for browser, community_id in strangers(filed, admin):
        before = before or dump()
        for ask in ("", "/units", "/skipped", "/discard"):
            answers = []
            for run_id in (RUN, an_id("random")):
                path = f"/communities/{community_id}/runs/{run_id}{ask}"
                body = {"reason": "单价要改"} if ask == "/discard" else {}
                answers.append(browser.post(path, body) if ask == "/discard" else browser.get(path))
            assert answers[0][0] == 404
            assert same_answer(*answers)
    assert dump() == before


def test_a_foreign_unit_is_as_if_it_were_not(filed: Office, admin: Browser) -> None:
    released(admin, filed)
    asks = ("/account", f"/statements/{OCTOBER}", "", "/journal")
    for browser, community_id in strangers(filed, admin):
        for ask in asks:
            asked = [
                browser.get(f"/communities/{community_id}/units/{one}{ask}")
                for one in (unit_id(filed), an_id("random"))
            ]
            assert asked[0][0] == 404
            assert same_answer(*asked)
    assert [admin.get(f"{unit_path(filed)}{ask}")[0] for ask in asks] == [200] * 4


def test_a_neighbour_s_unit_is_as_if_it_were_not(filed: Office, admin: Browser) -> None:
    released(admin, filed)
    neighbour = signed_in(filed, OWNER_102)
    for ask in ("statements", f"statements/{OCTOBER}"):
        asked = [neighbour.get(f"/my/units/{one}/{ask}") for one in (unit_id(filed), an_id("random"))]
        assert asked[0][0] == 404
        assert same_answer(*asked)
        assert neighbour.get(f"/my/units/{unit_id(filed, '102')}/{ask}")[0] == 200
    assert neighbour.get(runs_of(filed))[0] == neighbour.get(f"{unit_path(filed)}/account")[0] == 403


def test_who_reaches_only_some_buildings_sees_their_accounts_and_no_run(filed: Office, admin: Browser) -> None:
    path = released(admin, filed)
    here = building_id_of(filed.community_id, "1")
    narrow = colleague(filed, Grant(Role.FINANCE, communities=(filed.community_id,), buildings=(here,)))
    assert narrow.get(f"{unit_path(filed)}/account")[0] == 200
    assert narrow.get(path)[0] == narrow.get(runs_of(filed))[0] == narrow.get(f"{path}/units")[0] == 404
    assert narrow.post(runs_of(filed), {"run_id": an_id("x"), "period": "2026-11"})[0] == 404
    assert narrow.get(f"{unit_path(filed)}/journal")[1]["rows"] == []
    assert admin.get(f"{unit_path(filed)}/journal")[1]["rows"] != []


def test_a_unit_s_journal_goes_on_through_all_of_its_community_s(filed: Office, admin: Browser) -> None:
    for n in range(101):
        period = str(Period(2001, 1).plus(n))
        runs.start_run(filed.scope, a_cause(), filed.community_id, run_id=an_id(period), period=period)
    path = f"{unit_path(filed)}/journal"
    first = admin.get(path)[1]
    second = admin.get(f"{path}?cursor={first['next']}")[1]
    rows = [*first["rows"], *second["rows"]]
    assert (len(first["rows"]), second["next"]) == (100, None)
    assert len({row["entry_id"] for row in rows}) == len(rows) > 101
    assert [row["event"] for row in rows].count("run.started") == 101
    here = building_id_of(filed.community_id, "1")
    narrow = colleague(filed, Grant(Role.MANAGER, communities=(filed.community_id,), buildings=(here,)))
    for browser, cursor in ((admin, "AAAAAAAAAAAAAAAAAAAAAAAA"), (narrow, first["next"])):
        status, problem = browser.get(f"{path}?cursor={cursor}")
        assert (status, problem["code"]) == (400, "bad_cursor")


def test_who_may_not_bill_is_forbidden(filed: Office, admin: Browser) -> None:
    path = drafted(admin, filed)
    approval = f"/communities/{filed.community_id}/approvals/{admin.get(path)[1]['approval_id']}/approve"
    roles = {Role.DESK: (403, True), Role.AUDITOR: (200, True), Role.REGIONAL_MANAGER: (200, False)}
    for n, (role, (reads, is_forbidden)) in enumerate(roles.items()):
        other = colleague(filed, Grant(role), phone=f"1380000001{n}")
        assert other.get(path)[0] == reads
        asks = [(f"{path}/discard", {"reason": "单价要改"}), (approval, {"digest": ""})]
        for ask, body in asks[: 1 + is_forbidden]:
            status, problem = other.post(ask, body)
            assert (status, problem["code"]) == (403, "forbidden")


def test_a_statement_of_no_month_is_refused(filed: Office, admin: Browser) -> None:
    for period in ("2026-13", "10", "2026-10%23"):
        status, problem = admin.get(f"{unit_path(filed)}/statements/{period}")
        assert (status, problem["code"]) == (422, "not_a_period")


def test_a_month_without_bills_is_not_found(filed: Office, admin: Browser) -> None:
    assert admin.get(f"{unit_path(filed)}/statements/2020-01")[0] == 404


def test_a_cursor_is_good_for_its_own_listing_and_person_alone(filed: Office, admin: Browser) -> None:
    path = drafted(admin, filed)
    for listing in (f"{path}/units", f"{path}/skipped", runs_of(filed), f"{unit_path(filed)}/account"):
        status, problem = admin.get(f"{listing}?cursor=AAAAAAAAAAAAAAAAAAAAAAAA")
        assert (status, problem["code"]) == (400, "bad_cursor")


def test_fee_items_show_their_price_and_what_is_broken(filed: Office, admin: Browser) -> None:
    rows = admin.get(f"/communities/{filed.community_id}/prices")[1]["rows"]
    prices = [(row["name"], price) for row in rows for price in row["tariffs"] if price["holds_today"]]
    assert [(name, one["formula"], one["rate"], one["fixed_fen"], one["broken"]) for name, one in prices] == [
        ("物业服务费", "1001", "2.5", 0, None),
        ("垃圾清运费", "2002", None, 15_00, None),
    ]
