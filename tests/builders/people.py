"""Offices, staff and households; the messages that they were sent; and the browser that they sign in with."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from http.cookies import SimpleCookie
from typing import Any

from chalicelib.channels import outgoing
from chalicelib.core import clock, ids
from chalicelib.core.dated import Dated
from chalicelib.core.scope import Role, Scope, system_scope
from chalicelib.db import connection, staging
from chalicelib.db.bookkeeping import bookkeeping
from chalicelib.db.rows import table_name
from chalicelib.edge import sessions
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit, unit_id_of
from chalicelib.people import setup
from chalicelib.people.rules.parties import NewParty, PartyTenure, Relation, party_id_of, tenure_of
from chalicelib.people.rules.staff import Grant
from chalicelib.people.service import add_staff, household_rows, party_rows
from chalicelib.people.vault import index
from infra.local.gateway import Answer, Gateway
from tests.builders.core import AT, a_cause, a_scope, a_source, an_id

ADMIN_PHONE = "13900000001"
OWNER_PHONE = "13700000006"
ORIGIN = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Office:
    """An organisation with one community and its administrator."""

    scope: Scope
    community_id: str

    @property
    def org_id(self) -> str:
        return self.scope.org_id


def an_office(name: str = "一号院", *, admin_phone: str = ADMIN_PHONE) -> Office:
    """An office that was set up headless."""
    scope = system_scope(an_id(f"organisation {name}"), "test")
    office = setup.NewOffice(
        organisation_name=f"{name}物业",
        community_id=an_id(f"community {name}"),
        community_name=name,
        staff_id=an_id(f"admin {name}"),
        admin_name="主任甲",
        admin_phone=admin_phone,
    )
    made = setup.create_office(scope, a_cause(), office)
    return Office(a_scope(made.organisation_id, f"S:{made.staff_id}"), made.community_id)


def a_community(office: Office, name: str) -> str:
    """One more community of the office."""
    made = estate.create_community(office.scope, a_cause(), community_id=an_id(f"community {name}"), name=name)
    return made.community_id


def staff_of(office: Office, phone: str, *grants: Grant, name: str = "内勤丁") -> str:
    """Somebody who works for the office; as desk everywhere unless `grants` say otherwise."""
    given = grants or (Grant(Role.DESK),)
    return add_staff(office.scope, a_cause(), an_id(), name=name, phone=phone, grants=given).staff_id


def a_unit(office: Office, number: str = "1201", *, community_id: str = "", area: str = "94.56") -> Unit:
    """A unit that is not on file yet."""
    community_id = community_id or office.community_id
    return Unit(
        unit_id=unit_id_of(community_id, "3", "2", number),
        community_id=community_id,
        number=number,
        building="3",
        entrance="2",
        floor="12",
        kind="住宅",
        area=(Dated(Decimal(area), a_source()),),
    )


def tenure(unit: Unit, relation: Relation = Relation.OWNER, **days: Any) -> PartyTenure:
    """A tenure of this unit; `from_on` and `to_on` as given."""
    return PartyTenure(unit.unit_id, unit.community_id, unit.building_id, relation, **days)


@dataclass(frozen=True)
class Member(NewParty):
    """A party with the tenures that its units' households will show."""

    tenures: tuple[PartyTenure, ...] = ()


def a_party(
    office: Office, *tenures: PartyTenure, phone: str | None = OWNER_PHONE, number: str = "6", name: str = "业主甲"
) -> Member:
    """A party that is not on file yet."""
    return Member(
        party_id=party_id_of(office.community_id, number),
        community_id=office.community_id,
        number=number,
        name=name,
        phone=phone,
        id_number="632126199109162011",
        tenures=tenures,
    )


def file(
    office: Office,
    parties: Sequence[Member],
    units: Sequence[Unit],
    *,
    committed: bool = True,
    known: Sequence[Member] = (),
    head_name: str = "",
) -> str:
    """Put parties and units on file as an import does: staged, then (perhaps) made visible; gives the head's name.

    `known` are on file already, and members of these units too.
    """
    head = staging.open_head(office.scope, an_id(head_name))
    bookkeeping("test").put(head)
    rows = [row for party in parties for row in party_rows(office.scope, AT, party)]
    rows += estate.rows_to_stage(office.scope, units=units)
    for unit in units:
        members = [*parties, *known]
        held = [tenure_of(party, one) for party in members for one in party.tenures if one.unit_id == unit.unit_id]
        rows += household_rows(office.scope, unit, held)
    name, only_if = head.pk.rpartition("#")[2], (head, staging.HeadRow.pk.exists())
    staging.write_chunk(office.scope, name, 1, rows=rows, upto="", result={}, only_if=only_if)
    if committed:
        bookkeeping("test").put(staging.commit_head(office.scope, name))
    return name


def stored(*tables: str) -> str:
    """Every item of these tables, as the engine keeps it, in one text to look for what must not be there."""
    return str([connection.connection().scan(table_name(table))["Items"] for table in tables])


@dataclass
class Messages:
    """A channel that keeps what it is given."""

    sent: list[outgoing.Message] = field(default_factory=list)

    def send(self, message: outgoing.Message) -> None:
        self.sent.append(message)

    def last_code(self) -> str:
        found = re.search(r"\d{6}", self.sent[-1].text)
        assert found
        return found[0]


@dataclass
class Clock:
    """A clock that a test moves by hand."""

    at: datetime = AT

    def __call__(self) -> datetime:
        return self.at


@functools.cache
def gateway() -> Gateway:
    """The whole application, as the local server calls it."""
    from app import app

    return Gateway(app)


@dataclass
class Browser:
    """One browser: it keeps its cookie and sends what our page sends."""

    address: str = "203.0.113.7"
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=lambda: {"Origin": ORIGIN, "X-Guanjia": "1"})

    def ask(self, method: str, path: str, body: object = None, *, key: str = "") -> tuple[int, Any]:
        """The status and the JSON of one request; `key` is its idempotency key (a new one without)."""
        answer = self.whole(method, path, body, key=key)
        return answer.status, json.loads(answer.body)

    def whole(self, method: str, path: str, body: object = None, *, key: str = "") -> Answer:
        """One request's whole answer."""
        headers = self.headers | {"Content-Type": "application/json", "Host": "127.0.0.1:8000"}
        headers |= {"Idempotency-Key": key or ids.ulid(clock.now())}
        if self.cookie:
            headers["Cookie"] = self.cookie
        sent = b"" if body is None else json.dumps(body).encode()
        answer = gateway().call(method, path, headers, sent, address=self.address)
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                morsel = next(iter(SimpleCookie(value).values()))
                self.cookie = f"{morsel.key}={morsel.value}" if morsel.value else ""
        return answer

    def get(self, path: str) -> tuple[int, Any]:
        return self.ask("GET", path)

    def post(self, path: str, body: object, *, key: str = "") -> tuple[int, Any]:
        return self.ask("POST", path, body, key=key)

    def sign_in(self, phone: str, messages: Messages) -> tuple[int, Any]:
        """Ask for a code and give it."""
        status, answer = self.post("/sign-in/code", {"phone": phone})
        assert status == 200, answer
        return self.post("/sign-in", {"phone": phone, "code": messages.last_code()})


def browser_of(office: Office, phone: str = ADMIN_PHONE, *, as_staff: bool = True) -> Browser:
    """A browser in which whoever has this phone is signed in already, without a second factor."""
    token = sessions.start(index("phone", phone), office.org_id, at=clock.now(), seconds=3600, as_staff=as_staff)
    return Browser(cookie=f"{sessions.cookie_name()}={token}")
