"""Sessions: only the cookie holds the token; they end at once; who stands behind one is asked anew where it matters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from chalicelib import config
from chalicelib.core import clock
from chalicelib.core.errors import Unauthenticated
from chalicelib.core.scope import NOWHERE, Role
from chalicelib.edge import sessions
from chalicelib.edge.api import SIGNED_IN, Call
from chalicelib.edge.sessions import Principal, SessionRow
from chalicelib.edge.wire import Done
from chalicelib.people.service import principal
from tests.builders.core import AT, ORG, a_scope, an_id
from tests.crash.chain import items_of
from tests.unit.edge.calls import a_route, ask

PERSON, OTHER_ORG = an_id("person"), an_id("other organisation")
HOUR = 3_600

known: dict[tuple[str, str], Principal] = {}


def a_principal(org_id: str = ORG) -> Principal:
    return Principal(
        person_id=an_id(),
        subject=PERSON,
        name="内勤丁",
        phone_masked="138****8000",
        organisation_id=org_id,
        organisations=((org_id, "管家物业"),),
        staff=(a_scope(org_id, roles=(Role.DESK,)),),
        household=(),
    )


@pytest.fixture(autouse=True)
def _people(moto_engine: None) -> Iterator[None]:
    known.clear()
    known[PERSON, ORG] = a_principal()
    sessions.resolve_with(lambda subject, org_id, *_begun: known.get((subject, org_id)))
    yield
    sessions.resolve_with(principal)


def start(seconds: int = HOUR) -> str:
    return sessions.start(PERSON, ORG, at=AT, seconds=seconds, as_staff=True)


def is_signed_in(token: str, *, after_seconds: int = 0, fresh: bool = True) -> bool:
    try:
        sessions.find(token, at=AT + timedelta(seconds=after_seconds), fresh=fresh)
    except Unauthenticated:
        return False
    return True


def test_a_session_stands_for_its_person_until_it_expires() -> None:
    token = start()
    assert sessions.find(token, at=AT, fresh=True) == known[PERSON, ORG]
    for fresh in (True, False):
        assert is_signed_in(token, after_seconds=HOUR - 1, fresh=fresh)
        assert not is_signed_in(token, after_seconds=HOUR, fresh=fresh)


def test_the_table_does_not_hold_the_token() -> None:
    token = start()
    stored = json.dumps(items_of(SessionRow.Meta.table_name))
    assert token not in stored
    assert token.split(".")[1] not in stored


def test_a_token_that_is_wrong_in_one_letter_is_nobody_s() -> None:
    token = start()
    for place in (0, 26, 27, len(token) - 1):
        assert not is_signed_in(token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :])
    assert not is_signed_in(an_id("somebody else") + token[26:])
    assert not is_signed_in("")


def test_signing_out_ends_this_browser_alone_and_at_once() -> None:
    here, there = start(), start()
    assert is_signed_in(here, fresh=False)
    sessions.end(here)
    assert not is_signed_in(here, fresh=False)
    assert is_signed_in(there)


def test_signing_out_everywhere_ends_each_of_them() -> None:
    tokens = [start() for _ in range(3)]
    assert all(is_signed_in(token, fresh=False) for token in tokens)
    sessions.end_all(PERSON)
    assert not any(is_signed_in(token, fresh=False) for token in tokens)


def test_who_lost_their_place_is_signed_out_at_once_where_it_matters() -> None:
    token = start()
    assert is_signed_in(token)
    known.clear()
    assert is_signed_in(token, fresh=False)
    assert not is_signed_in(token, fresh=True)
    assert not is_signed_in(token, fresh=False)


def test_another_organisation_is_another_token() -> None:
    known[PERSON, OTHER_ORG] = a_principal(OTHER_ORG)
    old = start()
    new, seconds = sessions.switch(old, OTHER_ORG, at=AT + timedelta(seconds=600))
    assert seconds == HOUR - 600
    assert sessions.find(new, at=AT, fresh=True).organisation_id == OTHER_ORG
    assert not is_signed_in(old, fresh=False)
    with pytest.raises(Unauthenticated):
        sessions.switch(old, ORG, at=AT)


def test_a_route_knows_who_asks_by_the_cookie() -> None:
    seen: list[Call] = []

    def view(call: Call, **_: str) -> Done:
        seen.append(call)
        return Done()

    token = sessions.start(PERSON, ORG, at=clock.now(), seconds=HOUR, as_staff=True)
    cookie = {"cookie": f"other=1; {sessions.cookie_name()}={token}; more=2"}
    assert ask(a_route(view, method="GET", may="units.read"), headers=cookie).status == 200
    assert seen[0].who == known[PERSON, ORG]
    assert seen[0].scope == a_scope(roles=(Role.DESK,))
    refused = ask(a_route(view, method="GET", may="communities.write"), headers=cookie)
    assert (refused.status, refused.code) == (403, "forbidden")
    assert ask(a_route(view, method="GET", may=SIGNED_IN), headers=cookie).status == 200
    assert seen[1].scope.reach == NOWHERE
    assert len(seen) == 2


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites() -> None:
    cookie = sessions.cookie("t", seconds=60)
    assert cookie == "guanjia=t; Path=/; HttpOnly; SameSite=Lax; Max-Age=60"
    assert "Max-Age=0" in sessions.cookie("", seconds=60)


def test_away_from_loopback_the_cookie_is_secure_and_bound_to_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUANJIA_STAGE", "prod")
    monkeypatch.delenv("GUANJIA_WECHAT_GATEWAY")
    config.forget()
    try:
        assert sessions.cookie("t", seconds=60).startswith("__Host-guanjia=t; Path=/; HttpOnly")
        assert sessions.cookie("t", seconds=60).endswith("; Secure")
        assert "Domain" not in sessions.cookie("t", seconds=60)
    finally:
        monkeypatch.undo()
        config.forget()
