"""Data quality through the whole application: who may what, strict input, a foreign community like a random one."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.scope import Role
from chalicelib.estate.rules import building_id_of
from chalicelib.people.service import Grant
from chalicelib.quality.rules.found import Check
from tests.builders import people
from tests.builders.core import an_id
from tests.builders.doubts import FOUND, PAPER, Doubtful
from tests.builders.people import Browser, browser_of

DESK, ROUND = "13612340010", an_id("http round")


@pytest.fixture
def desk(served: Doubtful) -> Browser:
    people.staff_of(served.office, DESK, Grant(Role.DESK, (served.community_id,)))
    return browser_of(served.office, DESK)


def base(town: Doubtful) -> str:
    return f"/communities/{town.community_id}/quality"


def got(browser: Browser, path: str) -> Any:
    status, body = browser.get(path)
    assert status == 200, body
    return body


def done(answer: tuple[int, Any]) -> Any:
    assert answer[0] == 200, answer
    return answer[1]


def opened(town: Doubtful, browser: Browser) -> str:
    done(browser.post(f"{base(town)}/rounds", {"round_id": ROUND, "reason": "101 的面积录错了"}))
    return f"{base(town)}/rounds/{ROUND}"


def areas(town: Doubtful, *numbers: str) -> list[dict[str, str]]:
    return [{"unit_id": town.unit_id(number), "area": "100"} for number in numbers]


def test_the_page_says_how_right_the_files_are_and_what_is_wrong(served: Doubtful, desk: Browser) -> None:
    standing = got(desk, base(served))
    assert standing["accuracy"] == {
        "target": 9_900,
        "of_all": 5_000,
        "of_units": 7_142,
        "of_people": 2_000,
        "units": 7,
        "units_doubtful": 2,
        "people": 5,
        "people_doubtful": 4,
    }
    assert (standing["check"]["running"], sum(standing["counts"].values())) == (False, len(FOUND))
    rows = {row["check"]: row for row in got(desk, f"{base(served)}/findings")["rows"]}
    assert rows["area_unlike_sisters"]["facts"] == {"area": "120", "usual": "100"}
    assert rows["missing_phone"]["subject_name"] == "业主乙"
    assert rows["duplicate_party"]["other_names"] == ["业主甲"]
    assert rows["bad_phone"]["facts"] == {"phone_masked": "189****9999"}


def test_findings_are_listed_by_check_and_by_state(served: Doubtful, desk: Browser) -> None:
    only = got(desk, f"{base(served)}/findings?check=duplicate_party")["rows"]
    assert [row["check"] for row in only] == ["duplicate_party"] * 2
    assert got(desk, f"{base(served)}/findings?state=accepted")["rows"] == []
    for wrong in ("check=no_such_check", "state=closed", "cursor=x", "other=1"):
        assert desk.get(f"{base(served)}/findings?{wrong}")[0] == 400, wrong


def test_a_check_is_begun_by_hand_and_its_progress_is_seen(served: Doubtful, desk: Browser) -> None:
    served.refile("601", area="100")
    begun = done(desk.post(f"{base(served)}/check", {}))
    assert (begun["check"]["running"], begun["check"]["seen"], begun["check"]["total"]) == (True, 0, 7)
    served.queue.drain()
    assert got(desk, base(served))["counts"].get("area_unlike_sisters") is None
    (fixed,) = got(desk, f"{base(served)}/findings?state=fixed")["rows"]
    assert fixed["fixed_at"] is not None


def test_a_finding_is_taken_accepted_and_doubted_again(served: Doubtful, desk: Browser) -> None:
    hands = got(desk, f"{base(served)}/colleagues")["rows"]
    (me,) = [one["staff_id"] for one in hands if one["name"] == "内勤丁"]
    one = served.finding(Check.AREA_UNLIKE_SISTERS)
    path = f"{base(served)}/findings/{one.finding_id}"
    assert done(desk.post(f"{path}/assign", {"staff_id": me}))["state"] == "open"
    status, body = desk.post(f"{path}/assign", {"staff_id": me, "instead_of": an_id("another")})
    assert (status, body["code"]) == (409, "quality_finding_taken")
    assert desk.post(f"{path}/accept", {"digest": one.digest, "reason": " "})[0] == 400
    assert desk.post(f"{path}/accept", {"digest": "", "reason": "复式"})[1]["code"] == "quality_finding_changed"
    assert done(desk.post(f"{path}/accept", {"digest": one.digest, "reason": "复式"}))["state"] == "accepted"
    (row,) = got(desk, f"{base(served)}/findings?state=accepted")["rows"]
    assert (row["accepted_by"], row["reason"], row["worker_id"]) == ("内勤丁", "复式", me)
    status, body = desk.post(f"{path}/assign", {"staff_id": None, "instead_of": me})
    assert (status, body["code"]) == (409, "quality_finding_refused")
    assert done(desk.post(f"{path}/reopen", {}))["state"] == "open"


def test_a_round_is_opened_signed_and_marked(served: Doubtful, desk: Browser) -> None:
    path = opened(served, desk)
    status, body = desk.post(f"{base(served)}/rounds", {"round_id": an_id("second"), "reason": "再来一次"})
    assert (status, body["code"]) == (409, "quality_round_open")
    moved = done(desk.post(f"{path}/sign-off", {"units": areas(served, "101", "201"), "paper": PAPER}))
    assert (moved["units"], moved["done"], moved["total"]) == (2, 2, 7)
    differing = {"area": "120", "says": "100", "paper": PAPER, "words": "第 3 页"}
    done(desk.post(f"{path}/units/{served.unit_id('601')}/differing", differing))
    rows = {row["label"]: row for row in got(desk, f"{path}/units")["rows"]}
    assert rows["3 幢 1 单元 101"]["sign"]["by_name"] == "内勤丁"
    assert rows["3 幢 1 单元 601"]["sign"]["says"] == "100"
    assert rows["3 幢 1 单元 102"] | {"sign": None, "source": None} == {
        "unit_id": served.unit_id("102"),
        "label": "3 幢 1 单元 102",
        "building": "3",
        "area": "",
        "source": None,
        "sign": None,
        "is_done": False,
        "is_own": False,
    }
    waiting = got(desk, f"{path}/units?waiting_only=true")["rows"]
    assert [row["label"][-3:] for row in waiting] == ["102", "301", "401", "501", "601"]
    (one,) = got(desk, f"{base(served)}/rounds")["rows"]
    assert (one["done"], one["differing"], one["buildings"]) == (2, 1, [{"building": "3", "done": 2, "total": 7}])


def test_one_s_own_entry_is_shown_as_such_and_refused(served: Doubtful) -> None:
    staff_id = people.staff_of(served.office, DESK, Grant(Role.DESK, (served.community_id,)))
    desk = browser_of(served.office, DESK)
    served.refile("101", area="100", by=f"S:{staff_id}")
    path = opened(served, desk)
    own = [row["label"] for row in got(desk, f"{path}/units")["rows"] if row["is_own"]]
    assert own == ["3 幢 1 单元 101"]
    status, body = desk.post(f"{path}/sign-off", {"units": areas(served, "101"), "paper": PAPER})
    assert (status, body["code"], body["facts"]["place"]) == (403, "quality_own_entry", "3 幢 1 单元 101")


@pytest.mark.parametrize(
    "body",
    [
        {"units": [], "paper": PAPER},
        {"units": [{"unit_id": an_id("u"), "area": "100"}] * 41, "paper": PAPER},
        {"units": [{"unit_id": an_id("u"), "area": "-1"}], "paper": PAPER},
        {"units": [{"unit_id": an_id("u"), "area": "100"}], "paper": " "},
        {"units": [{"unit_id": "x", "area": "100"}], "paper": PAPER},
        {"units": [{"unit_id": an_id("u"), "area": "100"}]},
    ],
)
def test_what_cannot_be_read_is_refused_as_such(served: Doubtful, desk: Browser, body: dict[str, Any]) -> None:
    path = opened(served, desk)
    assert desk.post(f"{path}/sign-off", body)[0] == 400


def test_who_may_read_and_who_may_work(served: Doubtful) -> None:
    one = served.finding(Check.PAYER_MISSING)
    accept = {"digest": one.digest, "reason": "开发商的房"}
    expected = {Role.AUDITOR: (200, 403), Role.CREW: (403, 403), Role.GATE_GUARD: (403, 403), Role.FINANCE: (200, 200)}
    for n, (role, (reads, works)) in enumerate(expected.items()):
        phone = f"1361234002{n}"
        people.staff_of(served.office, phone, Grant(role, (served.community_id,)))
        browser = browser_of(served.office, phone)
        path = f"{base(served)}/findings/{one.finding_id}/accept"
        assert (browser.get(base(served))[0], browser.post(path, accept)[0]) == (reads, works), role


def test_a_steward_sees_the_findings_of_their_own_building_alone(served: Doubtful) -> None:
    for phone, building in (("13612340031", "3"), ("13612340032", "9")):
        reach = (building_id_of(served.community_id, building),)
        people.staff_of(served.office, phone, Grant(Role.STEWARD, (served.community_id,), reach))
    near, far = browser_of(served.office, "13612340031"), browser_of(served.office, "13612340032")
    assert len(got(near, f"{base(served)}/findings")["rows"]) == len(FOUND)
    assert got(far, f"{base(served)}/findings")["rows"] == []
    one = served.finding(Check.PAYER_MISSING)
    path = f"{base(served)}/findings/{one.finding_id}"
    assert far.post(f"{path}/reopen", {})[0] == 404
    assert near.post(f"{path}/accept", {"digest": one.digest, "reason": "开发商的房"})[0] == 200
    assert near.get(base(served))[0] == 404, "the figures are of the whole community"


def test_a_foreign_community_finding_and_round_answer_like_random_ones(served: Doubtful, desk: Browser) -> None:
    path, here = opened(served, desk), base(served)
    other = people.a_community(served.office, "二号院")
    one = served.finding(Check.PAYER_MISSING)
    people.staff_of(served.office, "13612340041", Grant(Role.DESK, (other,)))
    stranger = browser_of(served.office, "13612340041")
    there, random = f"/communities/{other}/quality", f"/communities/{an_id('random')}/quality"
    accept, sign = {"digest": one.digest, "reason": "是的"}, {"units": areas(served, "101"), "paper": PAPER}
    for foreign, unknown in (
        (stranger.get(here), stranger.get(random)),
        (stranger.get(f"{path}/units"), stranger.get(f"{random}/rounds/{ROUND}/units")),
        (
            stranger.post(f"{there}/findings/{one.finding_id}/accept", accept),
            stranger.post(f"{there}/findings/{an_id('x')}/accept", accept),
        ),
        (
            stranger.post(f"{there}/rounds/{ROUND}/sign-off", sign),
            stranger.post(f"{there}/rounds/{an_id('x')}/sign-off", sign),
        ),
    ):
        assert foreign[0] == unknown[0]
        assert foreign[0] in {403, 404}
        assert foreign[1]["code"] == unknown[1]["code"]
