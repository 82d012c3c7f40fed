"""Errors as `application/problem+json`. The only module that knows HTTP status numbers; no stack ever leaves."""

from __future__ import annotations

from typing import Final

import msgspec
from chalice.app import Response

from chalicelib.core import errors

STATUS: Final[dict[type[errors.Refusal], int]] = {
    errors.Malformed: 400,
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.TooLarge: 413,
    errors.Invalid: 422,
    errors.TooMany: 429,
    errors.Unavailable: 503,
}


class Problem(msgspec.Struct, frozen=True):
    """What a refused request gets: a stable code, its facts; the page has the sentence."""

    code: str
    status: int
    title: str
    facts: dict[str, errors.Fact]
    request_id: str


def status_of(refusal: errors.Refusal) -> int:
    """The HTTP status of a refusal: that of its kind."""
    return next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)


def problem(refusal: errors.Refusal, request_id: str) -> Response:
    """The response for a refusal."""
    headers: dict[str, str | list[str]] = {}
    if isinstance(refusal, errors.TooMany) and isinstance(wait := refusal.facts.get("retry_after_seconds"), int):
        headers["Retry-After"] = str(wait)
    return _response(refusal.code, status_of(refusal), refusal.facts, request_id, headers)


def fault(request_id: str) -> Response:
    """The response for a fault of ours: nothing but the id to find it by."""
    return _response("fault", 500, {}, request_id, {})


def _response(
    code: str, status: int, facts: dict[str, errors.Fact], request_id: str, headers: dict[str, str | list[str]]
) -> Response:
    body = Problem(code, status, code.replace("_", " "), facts, request_id)
    headers |= {"Content-Type": "application/problem+json", "Cache-Control": "no-store"}
    return Response(msgspec.json.encode(body).decode(), headers, status)
