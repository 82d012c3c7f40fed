"""A request as Chalice hands it over, answered by one route without any server."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chalice.app import Request

from chalicelib.edge.api import ANYONE, Call, Route, answer
from chalicelib.edge.wire import Done, Nothing, Takes

PAGE = {"x-guanjia": "1", "origin": "http://127.0.0.1:8000", "content-type": "application/json"}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: dict[str, Any]
    text: str

    @property
    def code(self) -> str:
        return str(self.body.get("code", ""))


def done(call: Call, **names: str) -> Done:
    """A view that does nothing."""
    return Done()


def a_route(
    view: Callable[..., Any] = done,
    *,
    method: str = "POST",
    may: str = ANYONE,
    takes: type[Takes] = Nothing,
    asks: type[Takes] = Nothing,
    verb: bool = False,
    hook: bool = False,
) -> Route:
    """A route that stands in no register."""
    return Route(method, "/things/{thing_id}", may, Done, takes, asks, verb, is_fresh=True, is_hook=hook, view=view)


def ask(
    route: Route,
    *,
    names: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
    body: bytes | str | dict[str, Any] | None = None,
    query: dict[str, list[str]] | None = None,
) -> Answer:
    """Call the route as our own page would, unless the headers say otherwise (an empty one is left out)."""
    sent = {name: value for name, value in (PAGE | (headers or {})).items() if value}
    event = {
        "multiValueQueryStringParameters": query,
        "headers": sent,
        "pathParameters": names or {},
        "requestContext": {"httpMethod": route.method, "resourcePath": route.path, "identity": {"sourceIp": "::1"}},
        "stageVariables": None,
        "body": json.dumps(body) if isinstance(body, dict) else body,
    }
    given = answer(route, Request(event), names or {})
    return Answer(given.status_code, {k: str(v) for k, v in given.headers.items()}, json.loads(given.body), given.body)
