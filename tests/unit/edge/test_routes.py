"""Every registered route: who may call it, what it is called, and the document that describes it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.core.scope import Role
from chalicelib.edge.api import ANYONE, ROUTES, SIGNED_IN, Route
from chalicelib.edge.openapi import document
from chalicelib.edge.permissions import FACES, PERMISSIONS, allowed

PUBLIC = {
    "GET /health",
    "GET /openapi.json",
    "POST /sign-in/code",
    "POST /sign-in",
    "POST /sign-in/totp",
    "GET /setup/{token}",
    "POST /setup/{token}",
    "POST /payments/wechat/notify",
    "GET /receipts/{code}",
}
OF_ONES_SESSION = {"GET /session", "POST /session/organisation", "DELETE /session", "DELETE /sessions"}
NOT_VERBS = {
    "POST /sign-in/code",
    "POST /sign-in",
    "POST /sign-in/totp",
    "POST /session/organisation",
    "POST /communities/{community_id}/uploads",
    "POST /payments/wechat/notify",
    "POST /my/units/{unit_id}/orders/{order_id}/checkout",
    "POST /my/units/{unit_id}/payments/{payment_id}/receipt",
    "POST /communities/{community_id}/units/{unit_id}/payments/{payment_id}/receipt",
    "POST /my/suggestion",
    "POST /my/units/{unit_id}/media",
    "POST /communities/{community_id}/media",
    "POST /suggestion",
    "POST /communities/{community_id}/quality/check",
}
OUR_IDS = {"community_id", "unit_id", "import_id", "run_id", "staff_id", "order_id", "payment_id"}
OUR_IDS |= {"finding_id", "round_id", "item_id", "change_id"}
OUR_IDS |= {"exception_id", "ticket_id", "callback_id", "media_id", "approval_id", "correction_id"}
OTHER_NAMES = {"token", "period", "code"}

assert wiring.BLUEPRINTS


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def test_only_the_routes_listed_here_are_open_to_anyone() -> None:
    assert {name_of(route) for route in ROUTES if route.may == ANYONE} <= PUBLIC


def test_only_the_routes_of_ones_own_session_need_no_permission() -> None:
    assert {name_of(route) for route in ROUTES if route.may == SIGNED_IN} <= OF_ONES_SESSION


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_a_route_names_a_permission_of_the_table(route: Route) -> None:
    assert route.may in PERMISSIONS or route.may in {ANYONE, SIGNED_IN}


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_every_write_is_a_verb_but_for_bookkeeping(route: Route) -> None:
    assert route.is_verb == (route.method == "POST" and name_of(route) not in NOT_VERBS)
    assert route.method in {"GET", "POST", "DELETE"}
    assert name_of(route) in OF_ONES_SESSION or route.method != "DELETE"


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_a_route_is_described_and_its_path_is_made_of_known_names(route: Route) -> None:
    assert (route.view.__doc__ or "").strip()
    assert set(re.findall(r"{(\w+)}", route.path)) <= OUR_IDS | OTHER_NAMES
    assert re.fullmatch(r"(/[a-z-]+(\.json)?|/\{[a-z_]+\})+", route.path)


def test_no_route_is_registered_twice() -> None:
    assert len({name_of(route) for route in ROUTES}) == len(ROUTES)


def test_every_permission_is_used_and_held_by_somebody() -> None:
    assert all(PERMISSIONS.values())


def test_what_is_not_in_the_table_is_denied() -> None:
    assert not allowed("units.delete", frozenset(Role))
    assert not any(allowed(permission, frozenset()) for permission in PERMISSIONS)


def test_a_household_may_only_look_at_its_own_pay_it_and_report() -> None:
    for role in (Role.OWNER, Role.TENANT):
        assert {name for name in PERMISSIONS if allowed(name, frozenset({role}))} == {
            "own.read",
            "own.pay",
            "own.report",
        }


def test_nobody_of_the_office_has_a_household_s_permission() -> None:
    office = frozenset(Role) - {Role.OWNER, Role.TENANT}
    assert not any(allowed(name, office) for name in ("own.read", "own.pay", "own.report"))


def test_an_auditor_changes_nothing() -> None:
    assert all(name.endswith(".read") for name in PERMISSIONS if allowed(name, frozenset({Role.AUDITOR})))


def test_the_system_calls_no_route() -> None:
    assert not any(Role.SYSTEM in roles for roles in (*PERMISSIONS.values(), *FACES.values()))


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return dict(json.loads(document()))


def test_the_document_lists_every_route_and_nothing_else(described: dict[str, Any]) -> None:
    listed = {f"{method.upper()} {path}" for path, item in described["paths"].items() for method in item}
    assert listed == {name_of(route) for route in ROUTES}


def test_the_document_has_the_structure_of_openapi_3_1(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1.")
    assert {"title", "version"} <= described["info"].keys()
    operations = [one for item in described["paths"].values() for one in item.values()]
    names = [one["operationId"] for one in operations]
    assert len(set(names)) == len(names)
    for operation in operations:
        assert operation["summary"]
        assert {"200", "default"} == operation["responses"].keys()
        assert all("description" in response for response in operation["responses"].values())
        for parameter in operation["parameters"]:
            assert parameter["in"] in {"path", "query", "header"}
            assert parameter["required"] or parameter["in"] == "query"
            assert parameter["schema"]
    assert re.fullmatch(r"[\w.-]+", "".join(described["components"]["schemas"]))


def test_every_reference_of_the_document_leads_somewhere(described: dict[str, Any]) -> None:
    for reference in set(re.findall(r'"\$ref": "([^"]+)"', document())):
        here: Any = described
        for step in reference.removeprefix("#/").split("/"):
            assert step in here, reference
            here = here[step]


def test_the_document_says_what_a_path_a_verb_and_a_permission_need(described: dict[str, Any]) -> None:
    for route in ROUTES:
        operation = described["paths"][route.path][route.method.lower()]
        by_place = {(one["in"], one["name"]) for one in operation["parameters"]}
        assert {("path", name) for name in re.findall(r"{(\w+)}", route.path)} <= by_place
        assert (("header", "Idempotency-Key") in by_place) == route.is_verb
        assert operation.get("x-permission") == (route.may if route.may in PERMISSIONS else None)


def test_a_schema_of_what_is_taken_refuses_unknown_fields(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    for route in ROUTES:
        body = described["paths"][route.path][route.method.lower()].get("requestBody")
        if body:
            reference = body["content"]["application/json"]["schema"]["$ref"]
            assert schemas[reference.rsplit("/", 1)[1]]["additionalProperties"] is False
