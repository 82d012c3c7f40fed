"""What is sent for each kind of correction, and what is not let through: not one row changes (REG-04, SEC-02)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core import clock, ids
from chalicelib.core.scope import Role
from chalicelib.corrections.service.areas import AREA
from chalicelib.corrections.service.discounts import DISCOUNT
from chalicelib.corrections.service.occupancies import OCCUPANCY
from chalicelib.corrections.service.payers import PAYER
from chalicelib.corrections.service.tariffs import TARIFF
from chalicelib.corrections.service.waivers import WAIVER
from chalicelib.estate import service as estate
from chalicelib.people.service import Grant
from chalicelib.people.service.staff import change_grants
from tests.builders import corrections, kinds, payments
from tests.builders.browsers import colleague, signed_in
from tests.builders.handovers import in_household
from tests.builders.kinds import item_of
from tests.builders.office import Office, a_cause, an_id
from tests.builders.payments import FIRST
from tests.builders.people import Browser
from tests.integration.payments.asks import owner, stored, told

Json = dict[str, Any]
PAPERS = {"paper": "不动产权证 第 3 页", "words": "入伙时抄错"}
SINCE = {"from_on": "2026-09-01"}
PHONE = "13800000055"


@pytest.fixture
def office(moto: None) -> Office:
    """Two units of 120 m², billed for September and October."""
    return corrections.a_wrong_office(months=("2026-09", "2026-10"), units=2)


def place(office: Office, kind: str, *, number: int = FIRST, item_id: str = "", period: str = "2026-10") -> str:
    """Where a kind is asked for."""
    community, item_id = f"/communities/{office.community_id}", item_id or item_of(office)
    unit = f"{community}/units/{payments.unit_of(office, number)}"
    own = {
        TARIFF: f"{community}/items/{item_id}/tariffs",
        WAIVER: f"{unit}/statements/{period}/items/{item_id}/waivers",
    }
    return own.get(kind, f"{unit}/corrections")


def body(kind: str, *stretches: Json, **more: Any) -> Json:
    """What is sent; `stretches` beside the kind's own name."""
    named = {} if kind in {TARIFF, WAIVER} else {"kind": kind}
    said = {} if kind == WAIVER else {"stretches": [*stretches]}
    return {"approval_id": ids.ulid(clock.now())} | PAPERS | named | said | more


def right(office: Office, kind: str, **more: Any) -> Json:
    """What is right of each kind."""
    if kind == WAIVER:
        return body(kind, amount_fen=100_00, **more)
    request = kinds.REQUESTS[kind](office)
    return body(kind, *request["stretches"], **({"item_id": item_of(office)} if kind == DISCOUNT else {}), **more)


def agree(browser: Browser, office: Office, approval_id: str) -> tuple[int, Json]:
    """Agree to what is shown now."""
    path = f"/communities/{office.community_id}/approvals/{approval_id}"
    digest = signed_in(office).get(path)[1]["digest"]
    return browser.post(f"{path}/approve", {"digest": digest, "answer": "对过原件"})


def why(found: tuple[int, Json]) -> tuple[int, str, str | None]:
    status, answer = found
    return status, answer["code"], answer.get("facts", {}).get("why")


CLOSED = {"from_on": "2026-09-01", "to_on": "2026-09-30"}
AFTER = {"from_on": "2026-09-30"}
BACKWARDS = {"from_on": "2026-10-01", "to_on": "2026-09-30"}
NO_SUCH_DAY = {"from_on": "2026-02-30"}
BY_AREA = {"formula": "1001", "rate": "9.99"}
OFF = {"percent": "10", "policy": "敬老优惠"}
BAD: dict[str, list[tuple[list[Json], str]]] = {
    AREA: [
        ([{"area": "0", **SINCE}], "area"),
        ([{"area": "100001", **SINCE}], "area"),
        ([{"area": "99.12345", **SINCE}], "area"),
        ([{"party_id": an_id("nobody"), **SINCE}], "unreadable"),
        ([{"area": "100", **NO_SUCH_DAY}], "unreadable"),
        ([{"area": "100", **BACKWARDS}], "ends_before"),
        ([{"area": "100", **CLOSED}, {"area": "90", **AFTER}], "overlap"),
    ],
    PAYER: [
        ([{"party_id": an_id("nobody"), **SINCE}], "party"),
        ([{"area": "100", **SINCE}], "unreadable"),
        ([{"party_id": an_id("party", "住户乙"), **BACKWARDS}], "ends_before"),
    ],
    OCCUPANCY: [([SINCE], "unreadable"), ([{"occupancy": "let", **BACKWARDS}], "ends_before")],
    DISCOUNT: [
        ([{"percent": "100.01", "policy": "敬老优惠", **SINCE}], "percent"),
        ([{"percent": "12.345", "policy": "敬老优惠", **SINCE}], "percent"),
        ([{"percent": "10", **SINCE}], "policy"),
        ([{"percent": "10", "policy": " 老 ", **SINCE}], "policy"),
        ([{"policy": "敬老优惠", **SINCE}], "unreadable"),
        ([{**OFF, **CLOSED}, {**OFF, **AFTER}], "overlap"),
    ],
    TARIFF: [
        ([{**BY_AREA, "rate": "0", **SINCE}], "price"),
        ([{**BY_AREA, "rate": "10001", **SINCE}], "price"),
        ([{**BY_AREA, "rate": "0.1234567", **SINCE}], "price"),
        ([{"formula": "1001", **SINCE}], "unreadable"),
        ([{"formula": "2002", **SINCE}], "price"),
        ([{**BY_AREA, **CLOSED}, {**BY_AREA, **AFTER}], "overlap"),
        ([{**BY_AREA, **BACKWARDS}], "ends_before"),
    ],
}
MALFORMED: dict[str, list[Json]] = {
    AREA: [{"area": "-1", **SINCE}, {"area": "1e3", **SINCE}, {"area": "100"}, {"area": "100", **SINCE, "rate": "1"}],
    OCCUPANCY: [{"occupancy": "haunted", **SINCE}],
    TARIFF: [{**BY_AREA, "formula": "1003", **SINCE}, {"formula": "2002", "fixed_fen": -1, **SINCE}],
}


def test_what_cannot_be_meant_says_why_and_changes_nothing(office: Office) -> None:
    desk = signed_in(office)
    in_household(office, "住户乙")
    before = stored()
    for kind, grid in BAD.items():
        named = {"item_id": item_of(office)} if kind == DISCOUNT else {}
        for stretches, reason in grid:
            found = desk.post(place(office, kind), body(kind, *stretches, **named))
            assert why(found) == (422, "correction_bad_fact", reason), (kind, stretches, found)
    for kind, wrong in MALFORMED.items():
        for stretch in wrong:
            found = desk.post(place(office, kind), body(kind, stretch))
            assert (found[0], found[1]["code"]) == (400, "malformed"), (kind, stretch, found)
    for kind in (AREA, TARIFF):
        for stretches in ([], [{"area": "1", **BY_AREA, **SINCE}] * 13):
            assert desk.post(place(office, kind), body(kind, *stretches))[0] == 400
    for unknown in (None, an_id("no item")):
        found = desk.post(place(office, DISCOUNT), body(DISCOUNT, {**OFF, **SINCE}, item_id=unknown))
        assert why(found) == (422, "correction_bad_fact", "item")
    assert desk.post(place(office, AREA), body("unit.colour", {"area": "1", **SINCE}))[0] == 400
    assert stored() == before


@pytest.mark.parametrize("fen", [0, 1_200_01, -1, 10**13])
def test_more_than_the_bill_or_than_was_waived_is_not_waived(office: Office, fen: int) -> None:
    before = stored()
    found = signed_in(office).post(place(office, WAIVER), body(WAIVER, amount_fen=fen))
    expected = (400, "malformed", None) if fen == 10**13 else (422, "correction_bad_fact", "waiver")
    assert why(found) == expected, found
    assert stored() == before


def test_what_is_not_there_answers_like_what_is_another_s(office: Office) -> None:
    desk, second = signed_in(office), an_id("second")
    elsewhere = estate.create_community(office.scope, a_cause(), community_id=second, name="二号院").community_id
    same, stranger = {"approval_id": an_id("one")}, an_id("nothing")
    party_id = payments.owner_of(office, FIRST + 1)
    in_household(office, "住户乙")
    before = stored()
    asked: list[tuple[list[str], Json]] = [
        ([place(office, WAIVER, item_id=stranger), place(office, WAIVER, period="2026-11")], right(office, WAIVER)),
        ([place(office, TARIFF, item_id=stranger)], right(office, TARIFF)),
    ]
    for kind in (AREA, OCCUPANCY, DISCOUNT):
        asked.append(([place(office, kind).replace(payments.unit_of(office), stranger)], right(office, kind)))
    for paths, sent in asked:
        moved = [path.replace(office.community_id, elsewhere) for path in paths]
        answers = [told(desk.post(path, sent | same)) for path in (*paths, *moved)]
        assert {answer[0] for answer in answers} == {404}, answers
        assert all(answer == answers[0] for answer in answers)
    parties = [
        told(desk.post(place(office, PAYER), body(PAYER, {"party_id": one, **SINCE}, **same)))
        for one in (party_id, stranger)
    ]
    assert parties[0] == parties[1]
    for kind in kinds.REQUESTS:
        request = right(office, kind) if kind != PAYER else body(kind, {"party_id": party_id, **SINCE})
        assert desk.post(place(office, kind), request | {"files": [an_id("no upload")]})[0] == 404
    assert desk.get(f"{place(office, TARIFF)}/{stranger}/undo")[0] == 404
    assert desk.get(f"{place(office, AREA)}/{stranger}/undo")[0] == 404
    assert stored() == before


def test_whoever_asked_does_not_agree_by_any_route(office: Office) -> None:
    asker = colleague(office, Grant(Role.FINANCE), phone=PHONE, name="财务与主管")
    asked = {kind: asker.post(place(office, kind), right(office, kind)) for kind in kinds.REQUESTS}
    assert {status for status, _ in asked.values()} == {200}, asked
    waiting = {kind: str(answer["approval_id"]) for kind, (_, answer) in asked.items()}
    assert {agree(asker, office, one)[0] for one in waiting.values()} == {403}
    staff_id = an_id(office.org_id, PHONE)
    change_grants(office.scope, a_cause(), staff_id, grants=[Grant(Role.SUPERVISOR), Grant(Role.ADMIN)])
    before = stored()
    for browser in (asker, signed_in(office, PHONE)):
        for kind, one in waiting.items():
            status, answer = agree(browser, office, one)
            assert (status, answer["code"]) == (403, "approval_own"), (kind, answer)
    assert stored() == before
    supervisor = colleague(office, Grant(Role.SUPERVISOR))
    assert agree(supervisor, office, waiting[TARIFF])[0] == 200
    office.queue.drain()
    for kind in (AREA, PAYER, OCCUPANCY, DISCOUNT):
        assert agree(supervisor, office, waiting[kind])[0] == 200, kind
    path = f"/communities/{office.community_id}/approvals/{waiting[WAIVER]}"
    assert supervisor.post(f"{path}/refuse", {"answer": ""})[0] == 400
    assert signed_in(office, PHONE).post(f"{path}/withdraw", {})[0] == 200
    assert agree(supervisor, office, waiting[WAIVER])[1]["code"] == "approval_decided"


@pytest.mark.parametrize("kind", kinds.REQUESTS)
def test_asked_twice_under_one_key_it_waits_once(office: Office, kind: str) -> None:
    desk, sent, key = signed_in(office), right(office, kind), ids.ulid(clock.now())
    first, again = (desk.ask("POST", place(office, kind), sent, key=key) for _ in range(2))
    assert first == again
    rows = desk.get(f"/communities/{office.community_id}/approvals")[1]["rows"]
    assert [row["kind"] for row in rows] == [kind]


def test_whoever_may_not_ask_for_a_kind_is_told_so(office: Office) -> None:
    crew, household = colleague(office, Grant(Role.CREW)), owner(office)
    desk = colleague(office, Grant(Role.DESK), phone=PHONE)
    sent = {kind: right(office, kind) for kind in kinds.REQUESTS}
    before = stored()
    for browser, status in ((crew, 403), (household, 403), (Browser(), 401)):
        assert {browser.post(place(office, kind), sent[kind])[0] for kind in kinds.REQUESTS} == {status}
    assert desk.post(place(office, TARIFF), sent[TARIFF])[0] == 403
    assert stored() == before


def test_what_sets_it_back_is_given_as_it_may_be_asked_for(office: Office) -> None:
    desk, supervisor = signed_in(office), colleague(office, Grant(Role.SUPERVISOR))
    for kind in kinds.REQUESTS:
        approval_id = desk.post(place(office, kind), right(office, kind))[1]["approval_id"]
        assert agree(supervisor, office, approval_id)[0] == 200, kind
        office.queue.drain()
        where = place(office, TARIFF if kind == TARIFF else AREA)
        status, undo = desk.get(f"{where}/{approval_id}/undo")
        assert (status, undo["kind"]) == (200, kind)
        if kind == OCCUPANCY:
            assert undo["request"]["stretches"] == []
            continue
        request = {name: value for name, value in undo["request"].items() if name not in {"period", "item_id"}}
        named = {"item_id": undo["request"]["item_id"]} if kind == DISCOUNT else {}
        more = {} if kind in {TARIFF, WAIVER} else {"kind": kind}
        sent = {"approval_id": ids.ulid(clock.now())} | PAPERS | request | named | more
        status, back = desk.post(place(office, kind), sent)
        assert (status, back["state"]) == (200, "waiting"), (kind, back)
        assert agree(supervisor, office, back["approval_id"])[0] == 200
        office.queue.drain()
    assert kinds.asked_of(office) == {payments.owner_of(office): 2 * 1_200_00}
