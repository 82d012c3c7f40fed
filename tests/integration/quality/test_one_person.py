"""What one person entered and found right: refused in an office of several, recorded in one of one (REG-05)."""

from __future__ import annotations

import pytest

from chalicelib.core.scope import Role
from chalicelib.estate import service as estate
from chalicelib.people.service import Grant
from chalicelib.quality.rules.findings import OwnDoubt, State
from chalicelib.quality.rules.found import Check
from chalicelib.quality.service import deciding
from chalicelib.quality.service.deciding import FindingMoved
from tests.builders import people
from tests.builders.core import a_cause
from tests.builders.doubts import Doubtful
from tests.builders.people import browser_of

DESK = "13612340071"


def accepted(town: Doubtful, by: str) -> FindingMoved:
    one = town.finding(Check.AREA_UNLIKE_SISTERS)
    return deciding.accept(
        town.colleague(by), a_cause(), one.finding_id, community_id=town.community_id, digest=one.digest, reason="复式"
    )


def test_whoever_typed_an_area_does_not_say_that_it_is_right(town: Doubtful) -> None:
    town.refile("601", area="130", by=town.colleague("内勤丁").actor_id)
    town.check()
    with pytest.raises(OwnDoubt):
        accepted(town, "内勤丁")
    assert accepted(town, "内勤戊").alone is False
    assert town.seen(State.ACCEPTED) == {(Check.AREA_UNLIKE_SISTERS, "601")}


def test_in_an_office_of_one_person_it_is_recorded_and_shown(served: Doubtful) -> None:
    staff_id = people.staff_of(served.office, DESK, Grant(Role.DESK, (served.community_id,)))
    for number in ("101", "601"):
        served.refile(number, area="130" if number == "601" else "100", by=f"S:{staff_id}")
    served.check()
    estate.set_one_person(served.scope, a_cause(), on=True)
    desk, base = browser_of(served.office, DESK), f"/communities/{served.community_id}/quality"
    one = served.finding(Check.AREA_UNLIKE_SISTERS)
    said = {"digest": one.digest, "reason": "复式"}
    status, moved = desk.post(f"{base}/findings/{one.finding_id}/accept", said)
    assert (status, moved["alone"]) == (200, True)
    (row,) = desk.get(f"{base}/findings?state=accepted")[1]["rows"]
    assert row["alone"] is True
    round_id = served.open_round().round_id
    units = [{"unit_id": served.unit_id(number), "area": "100"} for number in ("101", "201")]
    assert desk.post(f"{base}/rounds/{round_id}/sign-off", {"units": units, "paper": "产权证"})[0] == 200
    (shown,) = desk.get(f"{base}/rounds")[1]["rows"]
    assert (shown["done"], shown["alone"]) == (2, 1)
    rows = desk.get(f"{base}/rounds/{round_id}/units")[1]["rows"]
    assert {row["label"][-3:]: row["sign"]["alone"] for row in rows if row["sign"]} == {"101": True, "201": False}
