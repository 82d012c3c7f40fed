"""A second workbook gives somebody who is on file already another unit: it is theirs once that import is done."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core import limits
from chalicelib.edge import sessions
from chalicelib.estate.rules import unit_id_of
from chalicelib.imports.service import verbs as imports
from chalicelib.imports.service import writing
from chalicelib.people import service as people
from chalicelib.people.rules.parties import party_id_of
from tests.builders.browsers import signed_in
from tests.builders.office import Office, a_cause, an_office
from tests.builders.people import Browser
from tests.builders.workbooks import Rows, a_workbook, own_sheets
from tests.crash.watch import listening

pytestmark = pytest.mark.usefixtures("moto_engine", "hands")

OWNER, TENANT = "13900000001", "13900000005"


@pytest.fixture
def office(moto_engine: None) -> Office:
    """An office whose first workbook is in."""
    made = an_office()
    made.take_in(a_workbook(own_sheets()), name="first.xlsx")
    return made


def second_workbook(owners: str = "1") -> dict[str, Rows]:
    """The same people, and one unit more."""
    sheets = own_sheets()
    sheets["房屋"].append(["1", "1", "102", 1, "住宅", 88.89, None, owners])
    return sheets


def homes(office: Office, phone: str) -> dict[str, str]:
    """What this phone sees of its own now: number → relation."""
    sessions.forget()
    status, home = signed_in(office, phone).get("/my/home")
    assert status == 200, home
    return {unit["label"].split()[-1]: unit["relation"] for unit in home["units"]}


def confirmed(office: Office, sheets: dict[str, Rows]) -> str:
    import_id = office.preview(a_workbook(sheets), name="second.xlsx")
    office.write(import_id)
    return import_id


def test_the_owner_sees_the_new_unit_once_the_second_import_is_done(office: Office) -> None:
    own = {"101": "owner", "201": "owner"}
    assert homes(office, OWNER) == own
    import_id = confirmed(office, second_workbook())
    one = imports.get_import(office.scope, office.community_id, import_id)
    assert writing.write(office.scope, one, chunks=limits.CHUNKS_PER_JOB)
    assert homes(office, OWNER) == own
    office.queue.drain()
    assert homes(office, OWNER) == own | {"102": "owner"}


def test_whoever_lives_with_the_owner_gets_the_new_unit_too(office: Office) -> None:
    assert homes(office, TENANT) == {"201": "tenant"}
    confirmed(office, second_workbook("2"))
    office.queue.drain()
    assert homes(office, TENANT) == {"201": "tenant", "102": "tenant"}
    assert homes(office, OWNER) == {"101": "owner", "201": "owner"}


def test_one_more_unit_is_no_change_of_its_owner(office: Office) -> None:
    import_id = office.preview(a_workbook(second_workbook()), name="second.xlsx")
    counts: Any = imports.get_import(office.scope, office.community_id, import_id).counts
    assert (counts["parties"].new, counts["parties"].same, counts["parties"].changed) == (0, 3, 0)
    assert (counts["units"].new, counts["units"].same, counts["units"].changed) == (1, 2, 0)


def test_an_owner_named_twice_on_a_unit_holds_it_once(office: Office) -> None:
    confirmed(office, second_workbook("1#1"))
    office.queue.drain()
    unit_id = unit_id_of(office.community_id, "1", "1", "102")
    assert [one.name for one in people.households(office.scope, [unit_id])[unit_id]] == ["业主甲"]
    assert homes(office, OWNER)["102"] == "owner"


def test_a_unit_with_more_members_than_a_chunk_holds_is_filed_whole(office: Office) -> None:
    sheets, many = second_workbook(), limits.CHUNK_ITEMS + 10
    sheets["业主"] += [[f"f{n}", f"租客{n}", None, None, "租客", "1"] for n in range(many)]
    confirmed(office, sheets)
    office.queue.drain()
    unit_id = unit_id_of(office.community_id, "1", "1", "102")
    assert len(people.households(office.scope, [unit_id])[unit_id]) == many + 1
    last = people.get_party(office.scope, party_id_of(office.community_id, f"f{many - 1}"))
    assert last.name == f"租客{many - 1}"


def test_who_asks_is_settled_in_four_requests(office: Office) -> None:
    browser: Browser = signed_in(office, OWNER)
    sessions.forget()
    asked: list[str] = []
    with listening(before=lambda operation, body: asked.append(f"{operation} {body.get('TableName', '')}")):
        assert browser.get("/session")[1]["roles"] == ["owner"]
    resolving = [one for one in asked if "sessions" in one or "people" in one or one.startswith("Query")]
    assert len(resolving) <= 4, asked
    assert len(asked) <= 6, asked


def test_a_replay_of_the_second_import_writes_no_tenure_twice(office: Office) -> None:
    confirmation, agreement = a_cause(), a_cause()
    import_id = office.preview(a_workbook(second_workbook()), name="second.xlsx")
    for _ in range(2):
        office.agree(office.confirm(import_id, cause=confirmation), cause=agreement)
        office.queue.drain()
    assert homes(office, OWNER) == {"101": "owner", "201": "owner", "102": "owner"}
