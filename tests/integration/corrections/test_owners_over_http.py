"""What the desk sends for a transfer or a file, and what is not let through: not one row changes (REG-04, SEC-02)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.attachments.media import begin_media
from chalicelib.core import clock, ids
from chalicelib.core.media import MediaKind
from chalicelib.core.scope import Role
from chalicelib.people.service import Grant
from tests.builders import corrections, payments
from tests.builders.browsers import colleague, signed_in
from tests.builders.media import a_picture
from tests.builders.office import Office, an_id
from tests.builders.payments import FIRST
from tests.builders.people import Browser
from tests.builders.sales import BUYER, NEW_PHONE, buyer_of
from tests.integration.payments.asks import stored, told

Json = dict[str, Any]
SELLER_PHONE = f"139{FIRST:>08}"
PAPERS = {"paper": "不动产权证 第 1 页", "words": "已过户"}


@pytest.fixture
def office(moto: None) -> Office:
    """Two units, two months open."""
    return corrections.a_wrong_office(months=("2026-09", "2026-10"), units=2)


def there(office: Office, what: str, number: int = FIRST) -> str:
    return f"/communities/{office.community_id}/units/{payments.unit_of(office, number)}/{what}"


def a_sale(**more: Any) -> Json:
    asked = {"approval_id": ids.ulid(clock.now()), "from_on": "2026-10-01", "to": {"new": dict(BUYER)}}
    return asked | PAPERS | more


def a_change(office: Office, **more: Any) -> Json:
    asked = {"approval_id": ids.ulid(clock.now()), "party_id": payments.owner_of(office), "name": "业主假"}
    return asked | PAPERS | more


def agree(browser: Browser, office: Office, approval_id: str) -> tuple[int, Json]:
    path = f"/communities/{office.community_id}/approvals/{approval_id}"
    status, page = browser.get(path)
    assert status == 200, page
    return browser.post(f"{path}/approve", {"digest": page["digest"], "answer": "对过原件"})


def test_the_desk_asks_with_a_scan_and_the_supervisor_agrees(office: Office) -> None:
    desk, supervisor = signed_in(office), colleague(office, Grant(Role.SUPERVISOR))
    upload_id, photo = an_id("deed"), a_picture()
    begin_media(
        office.scope,
        at=clock.now(),
        upload_id=upload_id,
        community_id=office.community_id,
        kind=MediaKind.PHOTO,
        file_name="deed.jpg",
        size=len(photo),
    )
    office.files.put(f"uploads/{office.org_id}/{upload_id}", photo, content_type="image/jpeg")
    status, asked = desk.post(there(office, "transfers"), a_sale(files=[upload_id]))
    assert (status, asked["kind"], asked["state"]) == (200, "unit.transfer", "waiting"), asked
    status, own = agree(desk, office, asked["approval_id"])
    assert (status, own["code"]) == (403, "approval_own")
    path = f"/communities/{office.community_id}/approvals/{asked['approval_id']}"
    assert supervisor.get(f"{path}/files/{upload_id}")[0] == 200
    assert supervisor.get(f"{path}/files/{an_id('another')}")[0] == 404
    assert agree(supervisor, office, asked["approval_id"])[0] == 200
    members = desk.get(there(office, "")[:-1])[1]["people"]
    assert {(one["name"], one["from_on"], one["to_on"]) for one in members} == {
        ("业主 101", None, "2026-09-30"),
        ("业主丙", "2026-10-01", None),
    }
    status, undo = desk.get(there(office, f"corrections/{asked['approval_id']}/undo"))
    assert (status, undo["request"]) == (200, {"instead_of": asked["approval_id"]})
    status, back = desk.post(there(office, "transfers"), {"approval_id": an_id("back")} | PAPERS | undo["request"])
    assert (status, back["state"]) == (200, "waiting"), back
    assert agree(supervisor, office, back["approval_id"])[0] == 200
    assert {one["name"] for one in desk.get(there(office, "")[:-1])[1]["people"]} == {"业主 101"}


def test_the_same_request_sent_twice_asks_once(office: Office) -> None:
    desk, body, key = signed_in(office), a_sale(), ids.ulid(clock.now())
    answers = [desk.ask("POST", there(office, "transfers"), body, key=key) for _ in range(2)]
    assert answers[0] == answers[1]
    waiting = desk.get(f"/communities/{office.community_id}/approvals")[1]["rows"]
    assert len(waiting) == 1
    assert NEW_PHONE not in str(answers) + str(waiting)


BAD_SALES: dict[str, tuple[Json, int, str]] = {
    "no owner": ({"to": None}, 422, "correction_bad_fact"),
    "no day": ({"from_on": None}, 422, "correction_bad_fact"),
    "two owners": ({"to": {"party_id": an_id("a"), "new": BUYER}}, 422, "correction_bad_fact"),
    "an owner of nothing": ({"to": {}}, 422, "correction_bad_fact"),
    "a day that is none": ({"from_on": "2026-02-30"}, 422, "correction_bad_fact"),
    "a day in words": ({"from_on": "昨天"}, 400, "malformed"),
    "a day long ago": ({"from_on": "1901-01-01"}, 422, "correction_bad_fact"),
    "a day far ahead": ({"from_on": "2036-01-01"}, 422, "correction_bad_fact"),
    "nobody's id": ({"to": {"party_id": an_id("nobody")}}, 404, "not_found"),
    "no id": ({"to": {"party_id": "1"}}, 400, "malformed"),
    "a bad phone": ({"to": {"new": BUYER | {"phone": "110"}}}, 422, "party_bad_phone"),
    "a stand-in": ({"to": {"new": BUYER | {"phone": "18999999999"}}}, 422, "party_bad_phone"),
    "a bad id number": ({"to": {"new": BUYER | {"id_number": "110105194912310021"}}}, 422, "party_bad_id_number"),
    "no name": ({"to": {"new": BUYER | {"name": "  "}}}, 400, "malformed"),
    "a name beyond belief": ({"to": {"new": BUYER | {"name": "名" * 81}}}, 400, "malformed"),
    "a kind of nothing": ({"to": {"new": BUYER | {"kind": "dog"}}}, 400, "malformed"),
    "a number taken": ({"to": {"new": BUYER | {"number": "101"}}}, 409, "party_number_taken"),
    "a bad number": ({"to": {"new": BUYER | {"number": "1#2"}}}, 422, "party_bad_number"),
    "a stranger leaves": ({"also_leaving": [an_id("nobody")]}, 422, "transfer_not_a_member"),
    "too many leave": ({"also_leaving": [an_id(str(n)) for n in range(21)]}, 400, "malformed"),
    "instead of nothing": ({"instead_of": an_id("nothing")}, 422, "transfer_unknown"),
    "no paper": ({"paper": " "}, 400, "malformed"),
    "no words": ({"words": ""}, 400, "malformed"),
    "a scan that never came": ({"files": [an_id("no upload")]}, 404, "not_found"),
    "something more": ({"price_fen": 1}, 400, "malformed"),
}


@pytest.mark.parametrize("what", BAD_SALES)
def test_a_sale_that_cannot_be_changes_nothing(office: Office, what: str) -> None:
    more, status, code = BAD_SALES[what]
    desk, before = signed_in(office), stored()
    found = desk.post(there(office, "transfers"), a_sale(**more))
    assert (found[0], found[1]["code"]) == (status, code), found
    assert NEW_PHONE not in str(found)
    assert stored() == before


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"name": None}, 422, "party_nothing_changed"),
        ({"name": "业主 101"}, 422, "party_nothing_changed"),
        ({"phone": SELLER_PHONE, "name": None}, 422, "party_nothing_changed"),
        ({"phone": "110"}, 422, "party_bad_phone"),
        ({"id_number": "1"}, 422, "party_bad_id_number"),
        ({"party_id": an_id("nobody")}, 404, "not_found"),
        ({"paper": ""}, 400, "malformed"),
    ],
)
def test_a_file_that_cannot_be_changes_nothing(office: Office, more: Json, status: int, code: str) -> None:
    desk, before = signed_in(office), stored()
    found = desk.post(there(office, "party-files"), a_change(office, **more))
    assert (found[0], found[1]["code"]) == (status, code), found
    assert stored() == before


def test_a_party_or_unit_of_elsewhere_answers_like_a_random_one(office: Office) -> None:
    desk, other = signed_in(office), payments.owner_of(office, FIRST + 1)
    same = {"approval_id": an_id("one approval")}
    pairs = [
        (there(office, "party-files"), a_change(office, party_id=other, **same)),
        (there(office, "party-files"), a_change(office, party_id=an_id("nobody"), **same)),
    ]
    answers = [told(desk.post(path, body)) for path, body in pairs]
    assert answers[0] == answers[1]
    elsewhere = there(office, "transfers").replace(payments.unit_of(office), an_id("a unit of another community"))
    assert desk.post(elsewhere, a_sale())[0] == 404


@pytest.mark.parametrize(("who", "status"), [("crew", 403), ("auditor", 403), ("owner", 403), ("nobody", 401)])
def test_whoever_may_not_ask_is_told_so(office: Office, who: str, status: int) -> None:
    browsers: dict[str, Callable[[], Browser]] = {
        "crew": lambda: colleague(office, Grant(Role.CREW)),
        "auditor": lambda: colleague(office, Grant(Role.AUDITOR)),
        "owner": lambda: signed_in(office, SELLER_PHONE),
        "nobody": Browser,
    }
    browser = browsers[who]()
    before = stored()
    assert browser.post(there(office, "transfers"), a_sale())[0] == status
    assert browser.post(there(office, "party-files"), a_change(office))[0] == status
    assert stored() == before


def test_what_was_withdrawn_is_not_agreed_to_and_its_number_is_free_again(office: Office) -> None:
    desk, supervisor = signed_in(office), colleague(office, Grant(Role.SUPERVISOR))
    first = desk.post(there(office, "transfers"), a_sale())[1]["approval_id"]
    path = f"/communities/{office.community_id}/approvals/{first}"
    digest = supervisor.get(path)[1]["digest"]
    assert desk.post(f"{path}/withdraw", {})[0] == 200
    status, body = supervisor.post(f"{path}/approve", {"digest": digest})
    assert (status, body["code"]) == (409, "approval_decided")
    second = desk.post(there(office, "transfers"), a_sale())[1]["approval_id"]
    assert agree(supervisor, office, second)[0] == 200
    sees = desk.get(there(office, "")[:-1])[1]["people"]
    assert buyer_of(office) in {one["party_id"] for one in sees}
