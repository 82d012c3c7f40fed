"""Every route × every id in it, with the id of a foreign household, building, community or organisation.

The answer must equal that for a random id: nobody learns even that a thing is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.core import ids
from chalicelib.edge.api import ANYONE, ROUTES, SIGNED_IN, Route
from tests.builders.core import an_id, standing_clock
from tests.builders.people import Browser
from tests.integration.isolation.world import (
    MANAGER_PHONE,
    OWNER_PHONE,
    PERIOD,
    STAFF_PHONE,
    STEWARD_PHONE,
    TENANT_PHONE,
    Ids,
    World,
    a_world,
    browser_of,
)

assert wiring.BLUEPRINTS

NOT_IDS = {"period": PERIOD, "token": "a" * 43, "code": "a" * 80}
NAMES = (
    *("community_id", "unit_id", "import_id", "run_id", "staff_id"),
    *("order_id", "payment_id", "exception_id"),
    *("ticket_id", "media_id", "callback_id"),
    *("approval_id", "correction_id"),
    *("finding_id", "round_id", "item_id", "change_id"),
)
RANDOM: Ids = {name: an_id(f"random {name}") for name in NAMES}
SCENE, PAYER = {"scene": "h5"}, {"payer_id": an_id("somebody")}
PHOTO = {"upload_id": an_id("new photo"), "kind": "photo", "file_name": "a.jpg", "size": 10}
LEAK = {"ticket_id": an_id("new ticket"), "words": "水管漏水"}
TICKET = "POST /communities/{community_id}/tickets/{ticket_id}"
CALLBACK = "POST /communities/{community_id}/callbacks/{callback_id}"
DOUBT = "POST /communities/{community_id}/quality/findings/{finding_id}"
ROUND = "POST /communities/{community_id}/quality/rounds/{round_id}"
APPROVAL = "POST /communities/{community_id}/approvals/{approval_id}"
BODIES: dict[str, dict[str, Any]] = {
    "POST /staff/{staff_id}/grants": {"grants": [{"role": "desk"}]},
    "POST /staff/{staff_id}/end": {"reason": "离职"},
    "POST /staff/{staff_id}/reset-factor": {"reason": "手机丢了"},
    "POST /communities/{community_id}/uploads": {
        "upload_id": an_id("upload"),
        "purpose": "workbook",
        "file_name": "a.xlsx",
        "bytes": 10,
    },
    "POST /communities/{community_id}/imports": {"import_id": an_id("new import"), "upload_id": an_id("no upload")},
    "POST /communities/{community_id}/imports/{import_id}/confirm": {"leave_out_errors": True},
    "POST /communities/{community_id}/imports/{import_id}/discard": {},
    "POST /communities/{community_id}/runs": {"run_id": an_id("new run"), "period": PERIOD},
    "POST /communities/{community_id}/runs/{run_id}/discard": {"reason": "试一试"},
    "POST /my/units/{unit_id}/orders": {"order_id": an_id("new order"), "parts": [], "prepay_fen": 100},
    "POST /my/units/{unit_id}/orders/{order_id}/checkout": SCENE,
    "POST /my/units/{unit_id}/payments/{payment_id}/receipt": {},
    "POST /my/units/{unit_id}/prepaid/use": PAYER,
    "POST /communities/{community_id}/units/{unit_id}/payments": {
        "payment_id": an_id("new payment"),
        "parts": [],
        "prepay_fen": 100,
        "received_fen": 100,
        "paid_by": "self",
        "checked_by": "known",
    },
    "POST /communities/{community_id}/units/{unit_id}/payments/{payment_id}/receipt": {},
    "POST /communities/{community_id}/units/{unit_id}/prepaid/use": PAYER,
    "POST /communities/{community_id}/exceptions/{exception_id}/handle": {"note": "已电话告知业主"},
    "POST /my/units/{unit_id}/tickets": LEAK,
    "POST /my/units/{unit_id}/media": PHOTO,
    "POST /communities/{community_id}/media": PHOTO,
    "POST /my/tickets/{ticket_id}/score": {"score": 5},
    "POST /communities/{community_id}/tickets": LEAK | {"unit_id": an_id("some unit")},
    f"{TICKET}/assign": {"worker_id": an_id("some colleague")},
    f"{TICKET}/accept": {},
    f"{TICKET}/reject": {"reason": "不归我管"},
    f"{TICKET}/arrive": {},
    f"{TICKET}/hold": {"reason": "等配件", "until": "2026-11-30T02:00:00Z"},
    f"{TICKET}/resume": {},
    f"{TICKET}/progress": {"percent": 50},
    f"{TICKET}/reply": {"words": "师傅在路上"},
    f"{TICKET}/classify": {"kind": "repair", "priority": "high"},
    f"{TICKET}/finish": {},
    f"{CALLBACK}/try": {"retry_at": "2026-11-30T02:00:00Z"},
    f"{CALLBACK}/answer": {"score": 5},
    "POST /communities/{community_id}/units/{unit_id}/corrections": {
        "approval_id": an_id("new approval"),
        "stretches": [{"area": "77", "from_on": "2026-10-01"}],
        "paper": "不动产权证",
        "words": "入伙时抄错",
    },
    "POST /communities/{community_id}/units/{unit_id}/statements/{period}/items/{item_id}/waivers": {
        "approval_id": an_id("new approval"),
        "amount_fen": 1,
        "paper": "减免申请",
        "words": "电梯停了三天",
    },
    "POST /communities/{community_id}/items/{item_id}/tariffs": {
        "approval_id": an_id("new approval"),
        "stretches": [{"from_on": "2026-10-01", "formula": "2002", "fixed_fen": 77}],
        "paper": "收费公示",
        "words": "录入时写错",
    },
    "POST /communities/{community_id}/units/{unit_id}/transfers": {
        "approval_id": an_id("new approval"),
        "from_on": "2026-10-01",
        "to": {"new": {"name": "业主丙"}},
        "paper": "过户协议",
        "words": "已过户",
    },
    "POST /communities/{community_id}/units/{unit_id}/party-files": {
        "approval_id": an_id("new approval"),
        "party_id": an_id("somebody"),
        "name": "业主丙",
        "paper": "身份证",
        "words": "姓名写错",
    },
    "POST /communities/{community_id}/quality/check": {},
    f"{DOUBT}/assign": {},
    f"{DOUBT}/accept": {"digest": "", "reason": "复式"},
    f"{DOUBT}/reopen": {},
    "POST /communities/{community_id}/quality/rounds": {"round_id": an_id("new round"), "reason": "面积录错了"},
    f"{ROUND}/sign-off": {"units": [{"unit_id": an_id("some unit"), "area": "77"}], "paper": "不动产权证"},
    f"{ROUND}/units/{{unit_id}}/differing": {"area": "94.56", "says": "77", "paper": "不动产权证"},
    f"{APPROVAL}/approve": {"digest": ""},
    f"{APPROVAL}/refuse": {"reason": "看不清产权证"},
    f"{APPROVAL}/withdraw": {},
}


@dataclass(frozen=True)
class Person:
    """Somebody who signs in, and which of the world's ids are foreign to them."""

    phone: str
    foreign: tuple[str, ...]
    reaches_community: bool


PEOPLE = {
    "owner": Person(OWNER_PHONE, ("neighbour", "other_building", "other_community", "other_organisation"), False),
    "all roles in one community": Person(STAFF_PHONE, ("other_community", "other_organisation"), True),
    "all roles in one building": Person(
        STEWARD_PHONE, ("other_building", "other_community", "other_organisation"), False
    ),
    "administrator": Person(MANAGER_PHONE, ("other_organisation",), True),
}


WALKERS = PEOPLE | {"tenant": Person(TENANT_PHONE, PEOPLE["owner"].foreign, False)}


@pytest.fixture(autouse=True)
def _time_stands_still() -> Iterator[None]:
    with standing_clock():
        yield


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def parameters(route: Route) -> list[str]:
    return re.findall(r"{(\w+)}", route.path)


def ids_of(route: Route) -> list[str]:
    return [name for name in parameters(route) if name not in NOT_IDS]


WALKED = [route for route in ROUTES if ids_of(route)]


def answer(browser: Browser, route: Route, names: Ids) -> tuple[int, Any, list[str]]:
    """Status, body and headers, without what is new each time."""
    path = route.path.format(**(NOT_IDS | names))
    given = browser.whole(route.method, path, BODIES.get(name_of(route)) if route.method == "POST" else None)
    text = re.sub(rb'"request_id":"[^"]*"', b"", given.body)
    kept = sorted(f"{name}: {value}" for name, value in given.headers if name.lower() not in {"x-request-id"})
    return given.status, text, [line for line in kept if not line.lower().startswith("content-length")]


def replacements(route: Route, own: Ids, foreign: Ids) -> Iterator[tuple[str, Ids, Ids]]:
    """Each id alone replaced by a foreign one, then all of them: with what a random one would be in its place."""
    for name in ids_of(route):
        if foreign[name] != own[name]:
            yield name, own | {name: foreign[name]}, own | {name: RANDOM[name]}
    yield "all", foreign, {name: RANDOM[name] if foreign[name] != own[name] else own[name] for name in own}


def test_the_table_says_how_to_fill_every_parameter() -> None:
    for route in ROUTES:
        assert set(parameters(route)) <= RANDOM.keys() | NOT_IDS.keys(), name_of(route)
        if route.method == "POST" and ids_of(route):
            assert name_of(route) in BODIES, f"{name_of(route)}: say what it takes"


@pytest.mark.parametrize("person", WALKERS.values(), ids=WALKERS)
def test_a_foreign_id_answers_exactly_like_a_random_one(embedded_engine: str, person: Person) -> None:
    world = a_world()
    browser = browser_of(person.phone)
    told: list[str] = []
    for route in WALKED:
        for kind in person.foreign:
            for which, foreign, random in replacements(route, world.own, getattr(world, kind)):
                if foreign == random:
                    continue
                found, expected = (answer(browser, route, names) for names in (foreign, random))
                if found != expected:
                    told.append(f"{name_of(route)} with {which} of {kind}: {found[:2]} instead of {expected[:2]}")
    assert told == []


def may_read(world: World, person: Person, route: Route) -> bool:
    """Whether this person should get an answer for their own ids: the walk above must not be one of refusals only."""
    if person.phone == OWNER_PHONE:
        return route.may == "own.read"
    if route.may in {ANYONE, SIGNED_IN, "own.read"} or route.method != "GET":
        return False
    return person.reaches_community or "unit_id" in ids_of(route)


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
def test_one_s_own_ids_are_answered(embedded_engine: str, person: Person) -> None:
    world = a_world()
    browser = browser_of(person.phone)
    refused = {
        name_of(route): found[:2]
        for route in WALKED
        if may_read(world, person, route) and (found := answer(browser, route, world.own))[0] != 200
    }
    assert refused == {}


@pytest.mark.parametrize("phone", ["", OWNER_PHONE])
def test_who_may_not_is_told_the_same_whatever_the_id(embedded_engine: str, phone: str) -> None:
    world = a_world()
    browser = browser_of(phone) if phone else Browser()
    told = [
        name_of(route)
        for route in WALKED
        if not phone or not route.may.startswith("own.")
        for found in [answer(browser, route, world.own)]
        if found[:2] != answer(browser, route, RANDOM)[:2] or found[0] != (403 if phone else 401)
    ]
    assert told == []


def test_the_id_of_a_foreign_thing_in_a_body_answers_like_a_random_one(embedded_engine: str) -> None:
    world = a_world()
    browser = browser_of(STAFF_PHONE)
    here = world.own["community_id"]

    def start(upload_id: str) -> tuple[int, Any]:
        status, body = browser.post(
            f"/communities/{here}/imports", {"import_id": an_id("an import"), "upload_id": upload_id}
        )
        return status, body | {"request_id": ""}

    for foreign in (world.other_community, world.other_organisation):
        assert start(ids.derived("test", foreign["import_id"], "upload")) == start(an_id("random upload"))


def test_a_new_thing_may_have_an_id_that_another_organisation_uses(embedded_engine: str) -> None:
    world = a_world()
    browser = browser_of(MANAGER_PHONE)
    taken = world.other_organisation["community_id"]
    assert browser.post("/communities", {"community_id": taken, "name": "三号院"})[0] == 200
    here = world.own["community_id"]
    run = {"run_id": world.other_organisation["run_id"], "period": "2026-11"}
    status, body = browser.post(f"/communities/{here}/runs", run)
    assert status == 200, body


def test_two_communities_may_use_one_id_for_their_runs(embedded_engine: str) -> None:
    world = a_world()
    browser = browser_of(MANAGER_PHONE)
    run = {"run_id": an_id("one id"), "period": "2026-11"}
    for ids_there in (world.own, world.other_community):
        path = f"/communities/{ids_there['community_id']}/runs"
        assert browser.post(path, run)[0] == 200
        world.office.queue.drain()
        assert browser.get(f"{path}/{run['run_id']}")[1]["state"] == "draft"
