"""What a route refuses before its view is called, and what leaves when the view breaks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated, Any

import msgspec
import pytest

from chalicelib import config
from chalicelib.core import clock, errors, limits
from chalicelib.edge.api import SIGNED_IN, Call
from chalicelib.edge.problems import STATUS
from chalicelib.edge.wire import Done, Id, Instant, Paged, PeriodText, Phone, Reason, Takes, utc
from tests.builders.core import an_id
from tests.unit.edge.calls import Answer, a_route, ask

KEY = {"idempotency-key": an_id("key")}


class Lift(Takes):
    """A body of one's own."""

    thing_id: Id
    by: Annotated[int, msgspec.Meta(ge=1, le=9)]
    reason: Reason | None = None


GOOD = {"thing_id": an_id("thing"), "by": 3}


def refusal(given: Answer, status: int, code: str) -> None:
    """It is a problem of this kind, with nothing in it that it should not have."""
    assert (given.status, given.code) == (status, code)
    assert given.headers["Content-Type"] == "application/problem+json"
    assert given.headers["Cache-Control"] == "no-store"
    assert set(given.body) == {"code", "status", "title", "facts", "request_id"}
    assert given.body["status"] == status


def test_a_request_of_our_own_page_is_answered() -> None:
    given = ask(a_route(takes=Lift), body=GOOD)
    assert (given.status, given.body) == (200, {"done": True})
    assert given.headers["Cache-Control"] == "no-store"
    assert len(given.headers["X-Request-Id"]) == 26
    assert abs(clock.now() - clock.from_instant(given.headers["X-Time"])) < timedelta(seconds=5)


@pytest.mark.parametrize(
    "body",
    [
        GOOD | {"unknown": 1},
        GOOD | {"by": "3"},
        GOOD | {"by": 3.5},
        GOOD | {"by": 0},
        GOOD | {"by": 10},
        GOOD | {"by": None},
        GOOD | {"by": True},
        GOOD | {"thing_id": GOOD["thing_id"].lower()},  # type: ignore[attr-defined]
        GOOD | {"thing_id": f"{GOOD['thing_id']}\n"},
        GOOD | {"reason": " "},
        {"by": 3},
        {},
        "",
        "[]",
        "null",
        "{",
        '{"by": 3, "by"',
        b"\xff\xfe",
        '{"thing_id": "\\ud800"}',
        "[" * 5_000,
    ],
)
def test_a_body_that_is_not_what_the_route_takes_is_malformed(body: Any) -> None:
    refusal(ask(a_route(takes=Lift), body=body), 400, "malformed")


def test_a_body_over_the_limit_is_too_large() -> None:
    refusal(ask(a_route(takes=Lift), body=" " * (limits.BODY_BYTES + 1)), 413, "too_large")


@pytest.mark.parametrize("query", [{"unknown": ["1"]}, {"cursor": ["x" * 2001]}])
def test_a_query_that_the_route_does_not_know_is_malformed(query: dict[str, list[str]]) -> None:
    refusal(ask(a_route(method="GET", asks=Paged), query=query), 400, "malformed")


def test_a_query_is_read() -> None:
    def view(call: Call, **_: str) -> Done:
        assert call.query.cursor == "x"
        return Done()

    assert ask(a_route(view, method="GET", asks=Paged), query={"cursor": ["x"]}).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"x-guanjia": ""},
        {"x-guanjia": "0"},
        {"origin": ""},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8001"},
        {"origin": "https://127.0.0.1:8000"},
        {"origin": "http://127.0.0.1:8000.evil.example"},
        {"origin": "http://evil.example"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_a_write_that_another_page_may_have_sent_is_refused(method: str, headers: dict[str, str]) -> None:
    refusal(ask(a_route(method=method), headers=headers), 403, "cross_site")


def test_a_read_may_come_from_anywhere_that_has_the_cookie() -> None:
    assert ask(a_route(method="GET"), headers={"x-guanjia": "", "origin": ""}).status == 200


def test_a_verb_needs_a_key() -> None:
    refusal(ask(a_route(verb=True)), 400, "key_missing")


@pytest.mark.parametrize("key", ["1", KEY["idempotency-key"].lower(), KEY["idempotency-key"] + "#", "../" + "0" * 23])
def test_a_key_is_written_like_an_id(key: str) -> None:
    refusal(ask(a_route(verb=True), headers={"idempotency-key": key}), 422, "not_an_id")


def test_a_verb_gets_its_key_and_anything_else_its_request_as_cause() -> None:
    seen: list[Call] = []

    def view(call: Call, **_: str) -> Done:
        seen.append(call)
        return Done()

    ask(a_route(view, verb=True), headers=KEY)
    ask(a_route(view), headers=KEY)
    assert seen[0].cause.key == KEY["idempotency-key"]
    assert seen[1].cause.key == seen[1].cause.request_id != KEY["idempotency-key"]
    assert (seen[0].scope.org_id, seen[0].scope.roles, seen[0].address) == ("_", frozenset(), "::1")


@pytest.mark.parametrize("thing_id", ["1", "x" * 26, "0" * 25 + "#", "%2e%2e", "0" * 26 + "\n", an_id().lower()])
def test_a_malformed_id_in_the_path_answers_like_a_thing_that_is_not_there(thing_id: str) -> None:
    given = ask(a_route(verb=True), names={"thing_id": thing_id}, headers=KEY)
    refusal(given, 404, "not_found")
    assert given.body["facts"] == {}


@pytest.mark.parametrize(
    "cookie", ["", "guanjia=", "guanjia=x", "other=1", "guanjia=" + "A" * 5_000, "=;;;\x00", "é=1"]
)
def test_without_a_session_of_ours_one_is_signed_out(cookie: str) -> None:
    refusal(ask(a_route(method="GET", may=SIGNED_IN), headers={"cookie": cookie}), 401, "signed_out")


def test_a_fault_says_nothing_but_the_id_to_find_it_by() -> None:
    def view(call: Call, **_: str) -> Done:
        raise RuntimeError("13800138000 in secret.py")

    given = ask(a_route(view))
    refusal(given, 500, "fault")
    assert given.body["facts"] == {}
    assert not any(word in given.text for word in ("13800138000", "secret", "Traceback", "RuntimeError", ".py"))


def test_an_answer_that_cannot_be_written_is_a_fault_too() -> None:
    refusal(ask(a_route(lambda call, **_: object())), 500, "fault")


@pytest.mark.parametrize("kind", STATUS)
def test_each_kind_of_refusal_has_its_status_and_a_kind_of_its_own_keeps_it(kind: type[errors.Refusal]) -> None:
    class Special(kind):  # type: ignore[misc, valid-type]
        code = "test_special"

    def view(call: Call, **_: str) -> Done:
        raise Special(things=2, name="甲")

    given = ask(a_route(view))
    refusal(given, STATUS[kind], "test_special")
    assert given.body["facts"] == {"things": 2, "name": "甲"}


def test_who_asked_too_often_is_told_when_to_try_again() -> None:
    def view(call: Call, **_: str) -> Done:
        raise errors.TooMany(retry_after_seconds=42)

    assert ask(a_route(view)).headers["Retry-After"] == "42"


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Phone, "13800138000 19912345678", "12800138000 1380013800 138001380000 +8613800138000 １3800138000"),
        (PeriodText, "2026-10 2099-01", "2026-13 2026-1 1999-01 2026-10-01 2026-00 202６-10"),
        (Id, an_id(), f"{an_id()[:-1]} {an_id()}0 8{an_id()[1:]} {an_id().lower()}"),
    ],
)
def test_the_words_of_the_wire_are_strict(kind: Any, good: str, bad: str) -> None:
    for text in good.split():
        assert msgspec.convert(text, kind) == text
    first = good.split(maxsplit=1)[0]
    for text in ["", f"{first}\n", f" {first}", *bad.split()]:
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(text, kind)


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("198.51.100.7:46532", "198.51.100.7"),
        ("198.51.100.7", "198.51.100.7"),
        ("[2001:db8::7]:443", "2001:db8::7"),
        ("2001:0db8:85a3:0:0:8a2e:0370:7334:443", "2001:db8:85a3::8a2e:370:7334"),
        ("", "::1"),
        ("nobody", "::1"),
    ],
)
def test_behind_a_cdn_who_asks_is_whom_its_header_names(
    monkeypatch: pytest.MonkeyPatch, said: str, address: str
) -> None:
    seen: list[str] = []

    def view(call: Call, **_: str) -> Done:
        seen.append(call.address)
        return Done()

    ask(a_route(view), headers={"x-viewer": said})
    monkeypatch.setenv("GUANJIA_VIEWER_ADDRESS_HEADER", "X-Viewer")
    config.forget()
    try:
        ask(a_route(view), headers={"x-viewer": said})
    finally:
        monkeypatch.undo()
        config.forget()
    assert seen == ["::1", address]


def test_what_another_system_tells_us_comes_as_it_was_sent_from_anywhere() -> None:
    seen = []

    def take(call: Call) -> Done:
        seen.append((call.body, call.headers["x-signature"]))
        return Done()

    foreign = {"origin": "https://elsewhere.example", "x-guanjia": "", "X-Signature": "s"}
    assert ask(a_route(take, hook=True), body=b"\xff not json", headers=foreign).status == 200
    assert seen == [(b"\xff not json", "s")]


def test_a_notification_has_a_limit_of_its_own() -> None:
    refusal(ask(a_route(hook=True), body=b"x" * (limits.NOTIFICATION_BYTES + 1)), 413, "too_large")


class Until(Takes):
    """A time in a body."""

    until: Instant


@pytest.mark.parametrize("until", ["9999-12-31T23:59:59-10:00", "0001-01-01T00:00:00+10:00", "2026-11-01T10:00:00"])
def test_a_time_that_no_calendar_has_in_utc_is_a_malformed_body(until: str) -> None:
    route = a_route(takes=Until, view=lambda call: utc(call.body.until) and Done())
    refusal(ask(route, body={"until": until}), 400, "malformed")


def test_a_time_of_any_offset_is_kept_in_utc() -> None:
    assert utc(datetime(2026, 11, 1, 10, tzinfo=timezone(timedelta(hours=8)))) == datetime(2026, 11, 1, 2, tzinfo=UTC)
