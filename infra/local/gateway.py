"""Calls Chalice as API Gateway would, from many threads at once; every refusal comes back as problem+json."""

from __future__ import annotations

import base64
import json
import threading
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

import msgspec
from chalice.app import Chalice
from chalice.config import Config
from chalice.local import LambdaEventConverter, LocalGateway, LocalGatewayException, RouteMatcher

from chalicelib.core import clock, ids
from chalicelib.edge.problems import Problem

PROBLEM: Final = "application/problem+json"
_CODES: Final = {401: "signed_out", 403: "forbidden", 404: "not_found", 413: "too_large", 429: "too_many"}
_FIRST_FAULT: Final = 500
_FIRST_ERROR: Final = 400


@dataclass(frozen=True)
class Answer:
    """An HTTP response, whole."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


class _PerThread(Chalice):
    """Chalice keeps the request on the app object; here each thread sees only its own."""

    _own = threading.local()

    @property
    def current_request(self) -> Any:
        return getattr(self._own, "request", None)

    @current_request.setter
    def current_request(self, value: Any) -> None:
        self._own.request = value

    @property
    def lambda_context(self) -> Any:
        return getattr(self._own, "context", None)

    @lambda_context.setter
    def lambda_context(self, value: Any) -> None:
        self._own.context = value


class _Converter(LambdaEventConverter):
    """Adds what API Gateway does and Chalice's stand-in leaves out: the caller's address and decoded names in paths."""

    address = ""

    def create_lambda_event(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> dict[str, Any]:
        event: dict[str, Any] = super().create_lambda_event(method, path, headers, body)
        event["requestContext"]["identity"]["sourceIp"] = self.address
        event["pathParameters"] = {name: unquote(value) for name, value in event["pathParameters"].items()}
        return event


class Gateway:
    """One per server. `call` may run in any number of threads."""

    def __init__(self, app: Chalice) -> None:
        app.__class__ = type("ThreadedChalice", (_PerThread, app.__class__), {})
        app.debug = False  # with it on, Chalice answers with the stack
        self._app = app
        self._gateways = threading.local()

    def call(self, method: str, path: str, headers: dict[str, str], body: bytes, *, address: str) -> Answer:
        """The answer to a request for `path` (still encoded, with its query), never an exception of Chalice's."""
        gateway = self._gateway()
        gateway.event_converter.address = address
        try:
            given = gateway.handle_request(method=method, path=path, headers=headers, body=body or None)
        except LocalGatewayException as error:
            no_route = isinstance(error.body, bytes) and error.CODE == 403  # noqa: PLR2004 what API Gateway says
            return problem(404 if no_route else error.CODE)
        return _answer(given)

    def _gateway(self) -> Any:
        gateway = getattr(self._gateways, "own", None)
        if gateway is None:
            gateway = LocalGateway(self._app, Config())
            gateway.event_converter = _Converter(RouteMatcher(list(self._app.routes)), self._app.api.binary_types)
            self._gateways.own = gateway
        return gateway


def _answer(given: dict[str, Any]) -> Answer:
    status = int(given["statusCode"])
    headers = [(name, str(value)) for name, value in given["headers"].items()]
    headers += [(name, str(value)) for name, values in given["multiValueHeaders"].items() for value in values]
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    if status >= _FIRST_ERROR and kind != PROBLEM:
        allow = [(name, value) for name, value in headers if name.lower() == "allow"]
        return problem(status, headers=allow)
    body = given.get("body") or ""
    if given.get("isBase64Encoded"):
        return Answer(status, headers, base64.b64decode(body))
    return Answer(status, headers, (body if isinstance(body, str) else json.dumps(body)).encode())


def problem(status: int, *, code: str = "", headers: list[tuple[str, str]] | None = None) -> Answer:
    """A problem that no view wrote: by its status alone, with an id to find it by."""
    code = code or _CODES.get(status, "fault" if status >= _FIRST_FAULT else "malformed")
    body = Problem(code, status, code.replace("_", " "), {}, ids.ulid(clock.now()))
    return Answer(status, [("Content-Type", PROBLEM), *(headers or [])], msgspec.json.encode(body))
