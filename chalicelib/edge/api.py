"""Typed routes over Chalice: read the request strictly, find who asks, check the permission, call, answer.

A view gets a `Call` and its path's names, and returns what `gives` says. Domain errors become problems here, because
Chalice turns a view's exceptions into responses before any middleware sees them.
"""

from __future__ import annotations

import functools
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final

import msgspec
from chalice.app import BadRequestError, Blueprint, Request, Response

from chalicelib.config import settings
from chalicelib.core import clock, ids, limits
from chalicelib.core.errors import Forbidden, Malformed, NotFound, Refusal, TooLarge, Unauthenticated
from chalicelib.core.scope import NOWHERE, Cause, Origin, Scope
from chalicelib.edge import sessions
from chalicelib.edge.logs import logger
from chalicelib.edge.permissions import PERMISSIONS
from chalicelib.edge.problems import fault, problem
from chalicelib.edge.wire import Nothing, Takes

ANYONE: Final = "anyone"  # nobody need be signed in
SIGNED_IN: Final = "signed in"  # any person, whatever their roles

_NOBODY: Final = Scope("_", "nobody", frozenset(), NOWHERE)


View = Callable[[Callable[..., Any]], Callable[..., Response]]


class CrossSite(Forbidden):
    """A write that did not come from our own page."""

    code = "cross_site"


class KeyMissing(Malformed):
    """A verb without an idempotency key."""

    code = "key_missing"


@dataclass
class Call:
    """One request, read and checked. `new_cookie` is set by sign-in views alone."""

    scope: Scope
    cause: Cause
    body: Any
    query: Any
    principal: sessions.Principal | None
    token: str
    address: str
    headers: dict[str, str]
    new_cookie: str | None = field(default=None)

    @property
    def who(self) -> sessions.Principal:
        """The person signed in; raises Unauthenticated on a public route without one."""
        if self.principal is None:
            raise Unauthenticated()
        return self.principal


@dataclass(frozen=True)
class Route:
    """A route as the register knows it. `may` is a permission, or ANYONE, or SIGNED_IN."""

    method: str
    path: str
    may: str
    gives: Any
    takes: type[Takes]
    asks: type[Takes]
    is_verb: bool
    is_fresh: bool
    is_hook: bool
    view: Callable[..., Any]


ROUTES: Final[list[Route]] = []


class Routes:
    """A capability's routes; `blueprint` is registered by app.py."""

    def __init__(self, name: str) -> None:
        self.blueprint = Blueprint(name)

    def get(self, path: str, *, gives: Any, may: str, asks: type[Takes] = Nothing, fresh: bool = False) -> View:
        """A read."""
        return self._route("GET", path, gives=gives, may=may, asks=asks, fresh=fresh)

    def post(
        self, path: str, *, gives: Any, may: str, takes: type[Takes] = Nothing, verb: bool = True, fresh: bool = True
    ) -> View:
        """A write; a verb unless it only keeps books (sign-in), so the client must send a key."""
        return self._route("POST", path, gives=gives, may=may, takes=takes, verb=verb, fresh=fresh)

    def hook(self, path: str, *, gives: Any) -> View:
        """What another system tells us: no page of ours, nobody signed in; the body stays as it came, to be verified.

        `call.body` is bytes, `call.headers` have lower-case names.
        """
        return self._route("POST", path, gives=gives, may=ANYONE, hook=True)

    def delete(self, path: str, *, gives: Any, may: str) -> View:
        """Bookkeeping that removes (a session): never a business thing."""
        return self._route("DELETE", path, gives=gives, may=may)

    def _route(
        self,
        method: str,
        path: str,
        *,
        gives: Any,
        may: str,
        takes: type[Takes] = Nothing,
        asks: type[Takes] = Nothing,
        verb: bool = False,
        fresh: bool = False,
        hook: bool = False,
    ) -> View:
        assert may in PERMISSIONS or may in {ANYONE, SIGNED_IN}, f"{method} {path}: {may}"  # noqa: S101

        def decorate(view: Callable[..., Any]) -> Callable[..., Response]:
            route = Route(method, path, may, gives, takes, asks, verb, fresh, hook, view)
            ROUTES.append(route)

            @functools.wraps(view)
            def handle(**names: str) -> Response:
                return answer(route, self.blueprint.current_request, names)

            self.blueprint.route(path, methods=[method], content_types=["application/json"])(handle)
            return handle

        return decorate


def answer(route: Route, request: Request, names: dict[str, str]) -> Response:
    """Everything that happens to one request."""
    at = clock.now()
    request_id = ids.ulid(at)
    logger.thread_safe_append_keys(request_id=request_id)
    try:
        call = _read(route, request, names, request_id)
        given = msgspec.json.encode(route.view(call, **names)).decode()
    except Refusal as refusal:
        logger.info("refused", extra={"route": f"{route.method} {route.path}", "code": refusal.code})
        return problem(refusal, request_id)
    except Exception:
        logger.exception("fault", extra={"route": f"{route.method} {route.path}"})
        return fault(request_id)
    headers: dict[str, str | list[str]] = {"X-Request-Id": request_id, "X-Time": clock.instant(clock.now())}
    headers |= {"Content-Type": "application/json", "Cache-Control": "no-store"}
    if call.new_cookie is not None:
        headers["Set-Cookie"] = call.new_cookie
    return Response(given, headers, 200)


def _read(route: Route, request: Request, names: dict[str, str], request_id: str) -> Call:
    headers = {name.lower(): value for name, value in request.headers.items()}
    if route.method != "GET" and not route.is_hook:
        _from_our_page(headers)
    _well_formed(names)
    at = clock.now()
    token = _token(headers)
    principal = None
    if route.may != ANYONE:
        if not token:
            raise Unauthenticated()
        principal = sessions.find(token, at=at, fresh=route.is_fresh)
    return Call(
        scope=_scope(route, principal, names),
        cause=Cause(at, Origin.WEB, _key(headers) if route.is_verb else request_id, request_id),
        body=_body(route, request),
        query=_query(route, request),
        principal=principal,
        token=token,
        address=_address(request, headers),
        headers=headers,
    )


def _address(request: Request, headers: dict[str, str]) -> str:
    """Who asks, for budgets: what the trusted header says (CloudFront adds a port to it), else who connects."""
    said = headers.get(settings().viewer_address_header or "", "").strip()
    for address in (said, said.rpartition(":")[0].strip("[]")):
        try:
            return str(ipaddress.ip_address(address))
        except ValueError:
            continue
    return str(request.context.get("identity", {}).get("sourceIp", ""))


def _key(headers: dict[str, str]) -> str:
    key = headers.get("idempotency-key")
    if not key:
        raise KeyMissing()
    return ids.checked(key)


def _scope(route: Route, principal: sessions.Principal | None, names: dict[str, str]) -> Scope:
    if route.may == ANYONE or principal is None:
        return _NOBODY
    if route.may == SIGNED_IN:
        return principal.itself
    scope = principal.scope_for(route.may, names.get("community_id"))
    if scope is None:
        raise Forbidden(permission=route.may)
    return scope


def _from_our_page(headers: dict[str, str]) -> None:
    if headers.get("x-guanjia") != "1" or headers.get("origin") not in settings().origins:
        raise CrossSite()


def _well_formed(names: dict[str, str]) -> None:
    for name, value in names.items():
        if name.endswith("_id"):
            try:
                ids.checked(value)
            except ids.NotAnId as error:
                raise NotFound() from error


def _token(headers: dict[str, str]) -> str:
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(sessions.cookie_name())
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def _body(route: Route, request: Request) -> Any:
    if route.method == "GET":
        return None
    try:
        raw = request.raw_body or b"{}"
    except BadRequestError as error:
        raise Malformed() from error
    most = limits.NOTIFICATION_BYTES if route.is_hook else limits.BODY_BYTES
    if len(raw) > most:
        raise TooLarge(most_bytes=most)
    if route.is_hook:
        return raw
    try:
        return msgspec.json.decode(raw, type=route.takes)
    except msgspec.DecodeError as error:
        raise Malformed(detail=str(error)) from error
    except UnicodeDecodeError as error:
        raise Malformed() from error


def _query(route: Route, request: Request) -> Any:
    asked = dict((request.query_params or {}).items())
    try:
        return msgspec.convert(asked, route.asks, strict=False)
    except msgspec.ValidationError as error:
        raise Malformed(detail=str(error)) from error
