"""What is another's where money is asked about: bills, parties and ids in bodies, a landlord's things for a tenant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from chalicelib.billing.service import accounts
from chalicelib.core.scope import system_scope
from chalicelib.edge.api import ROUTES
from chalicelib.estate import service as estate
from chalicelib.payments.service import history
from chalicelib.payments.service.receipts import code_of
from tests.builders.core import an_id, standing_clock
from tests.builders.people import Browser
from tests.integration.isolation.test_foreigners import RANDOM, WALKED, answer, name_of, parameters
from tests.integration.isolation.world import (
    OWNER_PHONE,
    PERIOD,
    STAFF_PHONE,
    TENANT_PHONE,
    Ids,
    World,
    a_world,
    browser_of,
)

FOREIGN = ("neighbour", "other_community", "other_organisation")
Answer = tuple[int, Any]


@pytest.fixture(autouse=True)
def _time_stands_still() -> Iterator[None]:
    with standing_clock():
        yield


@dataclass(frozen=True)
class Named:
    """What bodies name of a unit: an item that it was billed for, and who pays for it and has prepaid there."""

    item_id: str
    payer_id: str


def named(world: World, kind: str) -> Named:
    """The foreign unit's; read as its own organisation does."""
    ids: Ids = getattr(world, kind)
    for org_id in estate.organisation_ids():
        scope = system_scope(org_id, "test")
        if ids["community_id"] in {one.community_id for one in estate.list_communities(scope)}:
            unit = estate.get_unit(scope, ids["unit_id"])
            bill = max(accounts.every_bill(scope, [unit]), key=lambda bill: bill.item_number)
            (balance,) = history.every_balance(scope, unit.unit_id)
            return Named(bill.item_id, balance.payer_id)
    raise AssertionError(kind)


def told(given: Answer) -> Answer:
    status, body = given
    return status, body | {"request_id": ""}


def order(item_id: str) -> dict[str, Any]:
    return {"order_id": an_id("order"), "parts": [{"period": PERIOD, "item_id": item_id, "amount_fen": 1}]}


def cash(item_id: str) -> dict[str, Any]:
    parts = [{"period": PERIOD, "item_id": item_id, "amount_fen": 1}]
    told = {"received_fen": 1, "paid_by": "self", "checked_by": "known"}
    return {"payment_id": an_id("payment"), "parts": parts, **told}


@pytest.mark.parametrize("kind", ["other_community", "other_organisation"])
def test_a_bill_or_payer_of_elsewhere_in_a_body_answers_like_a_random_one(embedded_engine: str, kind: str) -> None:
    world = a_world()
    portal = f"/my/units/{world.own['unit_id']}"
    desk = f"/communities/{world.own['community_id']}/units/{world.own['unit_id']}"
    owner, staff = browser_of(OWNER_PHONE), browser_of(STAFF_PHONE)

    def answers(one: Named) -> list[Answer]:
        payer = {"payer_id": one.payer_id}
        return [
            told(owner.post(f"{portal}/orders", order(one.item_id))),
            told(staff.post(f"{desk}/payments", cash(one.item_id))),
            told(owner.post(f"{portal}/prepaid/use", payer)),
            told(staff.post(f"{desk}/prepaid/use", payer)),
        ]

    found = answers(named(world, kind))
    assert found == answers(Named(an_id("random item"), an_id("random payer")))
    assert [status for status, _ in found] == [404, 404, 409, 409]


def test_a_neighbour_s_prepayment_settles_nothing_of_one_s_own(embedded_engine: str) -> None:
    world = a_world()
    browser, path = browser_of(OWNER_PHONE), f"/my/units/{world.own['unit_id']}/prepaid/use"
    payers = (named(world, "neighbour").payer_id, an_id("random payer"))
    found, expected = (told(browser.post(path, {"payer_id": payer_id})) for payer_id in payers)
    assert found == expected
    assert found[1]["code"] == "nothing_prepaid"


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_new_order_or_payment_may_have_an_id_that_is_used_elsewhere(embedded_engine: str, kind: str) -> None:
    world = a_world()
    taken: Ids = getattr(world, kind)
    portal = f"/my/units/{world.own['unit_id']}"
    desk = f"/communities/{world.own['community_id']}/units/{world.own['unit_id']}"
    asked = {"order_id": taken["order_id"], "parts": [], "prepay_fen": 100}
    assert browser_of(OWNER_PHONE).post(f"{portal}/orders", asked)[0] == 200
    handed = {"parts": [], "prepay_fen": 100, "received_fen": 100, "paid_by": "self", "checked_by": "known"}
    assert browser_of(STAFF_PHONE).post(f"{desk}/payments", handed | {"payment_id": taken["payment_id"]})[0] == 200


def test_what_a_landlord_ordered_and_paid_is_to_the_tenant_as_if_it_were_not(embedded_engine: str) -> None:
    world = a_world()
    tenant = browser_of(TENANT_PHONE)
    things = [
        route
        for route in WALKED
        if route.may.startswith("own.") and {"order_id", "payment_id"} & set(parameters(route))
    ]
    assert len(things) > 3
    for route in things:
        unknown = world.own | {name: RANDOM[name] for name in ("order_id", "payment_id")}
        assert answer(tenant, route, world.own) == answer(tenant, route, unknown), name_of(route)
        assert answer(tenant, route, world.own)[0] == 404, name_of(route)


def test_what_a_landlord_owes_has_prepaid_and_paid_is_not_listed_for_the_tenant(embedded_engine: str) -> None:
    world = a_world()
    tenant, owner = browser_of(TENANT_PHONE), browser_of(OWNER_PHONE)
    path = f"/my/units/{world.own['unit_id']}"
    assert owner.get(f"{path}/payable")[1]["balances"]
    assert owner.get(f"{path}/payments")[1]["rows"]
    assert tenant.get(f"{path}/payable")[1] | {"request_id": ""} == {
        "unit_id": world.own["unit_id"],
        "community_id": world.own["community_id"],
        "label": owner.get(f"{path}/payable")[1]["label"],
        "bills": [],
        "open_fen": 0,
        "balances": [],
        "request_id": "",
    }
    assert tenant.get(f"{path}/payments")[1]["rows"] == []


@pytest.mark.parametrize("phone", [OWNER_PHONE, TENANT_PHONE])
def test_a_household_reaches_no_route_of_the_office_and_no_one_s_exception_items(
    embedded_engine: str, phone: str
) -> None:
    world = a_world()
    browser = browser_of(phone)
    office = [route for route in ROUTES if route.path.startswith("/communities/") and "payments." in route.may]
    office += [route for route in ROUTES if "exceptions." in route.may]
    assert len(office) > 6
    assert {answer(browser, route, world.own)[0] for route in office} == {403}


def test_a_receipt_s_code_that_was_changed_at_any_place_is_no_receipt(embedded_engine: str) -> None:
    world = a_world()
    own = world.own
    code = code_of(world.office.org_id, own["unit_id"], own["payment_id"])
    anybody = Browser()
    assert anybody.get(f"/receipts/{code}")[0] == 200
    for place in range(len(code)):
        other = code[:place] + ("A" if code[place] != "A" else "B") + code[place + 1 :]
        status, body = anybody.get(f"/receipts/{other}")
        assert (status, body["code"]) == (404, "not_found"), place
