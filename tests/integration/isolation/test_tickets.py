"""What is another's on the service desk: units and colleagues in bodies, a neighbour's ticket and its score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.builders.core import an_id, standing_clock
from tests.builders.people import Browser
from tests.integration.isolation.world import OWNER_PHONE, STAFF_PHONE, STEWARD_PHONE, Ids, World, a_world, browser_of

Answer = tuple[int, Any]


@pytest.fixture(autouse=True)
def _time_stands_still() -> Iterator[None]:
    with standing_clock():
        yield


def told(given: Answer) -> Answer:
    status, body = given
    return status, body | {"request_id": ""}


@pytest.mark.parametrize("kind", ["other_community", "other_organisation"])
def test_a_unit_or_colleague_of_elsewhere_in_a_body_answers_like_a_random_one(embedded_engine: str, kind: str) -> None:
    world = a_world()
    staff, tickets = browser_of(STAFF_PHONE), f"/communities/{world.own['community_id']}/tickets"
    mine = {"ticket_id": an_id("mine"), "unit_id": world.own["unit_id"], "words": "水管漏水"}
    assert staff.post(tickets, mine)[0] == 200

    def answers(unit_id: str, staff_id: str) -> list[Answer]:
        leak = {"ticket_id": an_id("a leak"), "unit_id": unit_id, "words": "水管漏水"}
        return [
            told(staff.post(tickets, leak)),
            told(staff.post(f"{tickets}/{mine['ticket_id']}/assign", {"worker_id": staff_id})),
        ]

    foreign: Ids = getattr(world, kind)
    found = answers(foreign["unit_id"], foreign["staff_id"])
    assert found == answers(an_id("random unit"), an_id("random colleague"))
    assert [status for status, _ in found] == [404, 404]


def listed(world: World, browser: Browser, what: str) -> set[str]:
    """The ids in a list of the own community."""
    status, body = browser.get(f"/communities/{world.own['community_id']}/{what}")
    assert status == 200, body
    return {row["ticket_id"] for row in body["rows"]}


def test_a_steward_s_lists_hold_their_own_building_s_tickets_and_callbacks_only(embedded_engine: str) -> None:
    world = a_world()
    staff, steward = browser_of(STAFF_PHONE), browser_of(STEWARD_PHONE)
    near = {world.own["ticket_id"], world.neighbour["ticket_id"]}
    for what in ("tickets", "callbacks"):
        assert listed(world, staff, what) == near | {world.other_building["ticket_id"]}
        assert listed(world, steward, what) == near


def test_a_stranger_s_ticket_is_neither_read_nor_scored(embedded_engine: str) -> None:
    world = a_world()
    owner = browser_of(OWNER_PHONE)
    for kind in ("neighbour", "other_building", "other_community", "other_organisation"):
        theirs: Ids = getattr(world, kind)
        assert owner.get(f"/my/tickets/{theirs['ticket_id']}")[0] == 404
        assert owner.post(f"/my/tickets/{theirs['ticket_id']}/score", {"score": 1})[0] == 404
    assert owner.post(f"/my/tickets/{world.own['ticket_id']}/score", {"score": 5})[0] == 200
