"""Importing through the whole application: what is refused, and that nobody reaches what is not theirs (SEC-02)."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from chalicelib.core import limits
from chalicelib.core.scope import Role
from chalicelib.estate import service as estate
from chalicelib.estate.rules import building_id_of
from chalicelib.people.service import Grant
from tests.builders.billing import a_small_workbook
from tests.builders.browsers import colleague, signed_in
from tests.builders.office import Office, a_cause, an_id, an_office
from tests.builders.people import Browser
from tests.crash.points import dump

SMALL = a_small_workbook(3)
IMPORT, UPLOAD, KEY = an_id("http import"), an_id("http upload"), an_id("http key")


@pytest.fixture
def admin(office: Office) -> Browser:
    return signed_in(office)


def imports_of(office: Office) -> str:
    return f"/communities/{office.community_id}/imports"


def begin(browser: Browser, office: Office, **other: object) -> tuple[int, Any]:
    body = {"upload_id": UPLOAD, "purpose": "workbook", "file_name": "office.xlsx", "bytes": len(SMALL)} | other
    return browser.post(f"/communities/{office.community_id}/uploads", body)


def started(browser: Browser, office: Office) -> str:
    """The path of an import that was uploaded, started and read."""
    status, form = begin(browser, office)
    assert status == 200, form
    office.files.kept[form["fields"]["key"]] = SMALL
    status, answer = browser.post(imports_of(office), {"import_id": IMPORT, "upload_id": UPLOAD}, key=KEY)
    assert (status, answer) == (200, {"import_id": IMPORT})
    office.queue.drain()
    return f"{imports_of(office)}/{IMPORT}"


def test_a_workbook_goes_from_upload_to_done(office: Office, admin: Browser) -> None:
    path = started(admin, office)
    status, view = admin.get(path)
    assert (status, view["state"], view["form"], view["started_by"]) == (200, "ready", "guanjia", "主任甲")
    assert view["counts"]["units"] == {"new": 3, "same": 0, "changed": 0}
    assert view["findings"] == {"errors": 0, "warnings": 0, "notes": 1}
    status, found = admin.get(f"{path}/findings?severity=note")
    assert [(row["code"], row["sheet"], row["row"]) for row in found["rows"]] == [("owner_blank", "房屋", 4)]
    status, confirmed = admin.post(f"{path}/confirm", {"leave_out_errors": False})
    view = admin.get(path)[1]
    assert (status, view["state"], view["approval_id"]) == (200, "waiting", confirmed["approval_id"])
    approval = f"/communities/{office.community_id}/approvals/{view['approval_id']}"
    page = admin.get(approval)[1]
    assert (page["approval"]["place"], page["preview"]["counts"]["units"]["new"], page["deciders"]) == (
        "office.xlsx",
        3,
        [],
    )
    assert admin.post(f"{approval}/approve", {"digest": page["digest"]})[1]["code"] == "approval_own"
    second = colleague(office, Grant(Role.SUPERVISOR), name="主管戊", phone="13800000055")
    assert second.get(approval)[1]["deciders"] == ["主管戊"]
    assert second.post(f"{approval}/approve", {"digest": page["digest"]})[0] == 200
    assert admin.get(path)[1]["state"] == "writing"
    office.queue.drain()
    view = admin.get(path)[1]
    assert (view["state"], view["progress"]["done"]) == ("done", view["progress"]["total"])
    assert view["done_at"]
    assert [row["import_id"] for row in admin.get(imports_of(office))[1]["rows"]] == [IMPORT]


def test_a_retry_with_the_same_key_gets_the_same_answer_and_another_request_is_refused(
    office: Office, admin: Browser
) -> None:
    started(admin, office)
    before = dump()
    again = admin.post(imports_of(office), {"import_id": IMPORT, "upload_id": UPLOAD}, key=KEY)
    assert again == (200, {"import_id": IMPORT})
    status, problem = admin.post(imports_of(office), {"import_id": an_id("else"), "upload_id": UPLOAD}, key=KEY)
    assert (status, problem["code"]) == (422, "key_reused")
    status, problem = admin.post(imports_of(office), {"import_id": IMPORT, "upload_id": UPLOAD})
    assert (status, problem["code"]) == (409, "import_exists")
    assert dump() == before


BAD_UPLOADS: list[tuple[dict[str, object], int, str]] = [
    ({"extra": 1}, 400, "malformed"),
    ({"purpose": "photo"}, 400, "malformed"),
    ({"bytes": 0}, 400, "malformed"),
    ({"bytes": "5"}, 400, "malformed"),
    ({"file_name": "../x.xlsx"}, 400, "malformed"),
    ({"file_name": ""}, 400, "malformed"),
    ({"upload_id": "not an id"}, 400, "malformed"),
    ({"bytes": limits.WORKBOOK_BYTES + 1}, 413, "upload_too_large"),
]


def test_an_upload_that_cannot_be_is_refused_before_it_begins(office: Office, admin: Browser) -> None:
    before = dump()
    for other, status, code in BAD_UPLOADS:
        answer = begin(admin, office, **other)
        assert (answer[0], answer[1]["code"]) == (status, code), other
    assert dump() == before


def test_an_upload_of_just_the_limit_is_taken(office: Office, admin: Browser) -> None:
    assert begin(admin, office, bytes=limits.WORKBOOK_BYTES)[0] == 200


def test_an_upload_can_be_begun_again_by_the_same_person_and_by_nobody_else(office: Office, admin: Browser) -> None:
    assert begin(admin, office)[0] == begin(admin, office)[0] == 200
    status, problem = begin(colleague(office, Grant(Role.MANAGER)), office)
    assert (status, problem["code"]) == (409, "upload_exists")


def test_another_person_s_upload_is_as_if_it_were_not(office: Office, admin: Browser) -> None:
    begin(admin, office)
    other = colleague(office, Grant(Role.MANAGER))
    theirs = other.post(imports_of(office), {"import_id": IMPORT, "upload_id": UPLOAD})
    random = other.post(imports_of(office), {"import_id": IMPORT, "upload_id": an_id("random")})
    assert theirs[0] == random[0] == 404
    assert theirs[1] | {"request_id": ""} == random[1] | {"request_id": ""}


def test_a_confirmation_is_read_strictly(office: Office, admin: Browser) -> None:
    path = started(admin, office)
    for body in ({}, {"leave_out_errors": "yes"}, {"leave_out_errors": True, "force": True}):
        status, problem = admin.post(f"{path}/confirm", body)
        assert (status, problem["code"]) == (400, "malformed")
    assert admin.get(path)[1]["state"] == "ready"


def test_findings_of_an_unknown_severity_or_a_foreign_cursor_are_refused(office: Office, admin: Browser) -> None:
    path = started(admin, office)
    assert admin.get(f"{path}/findings?severity=fatal")[0] == 400
    assert admin.get(f"{path}/findings?cursor=abc")[1]["code"] == "bad_cursor"


def test_a_foreign_community_s_import_is_as_if_it_were_not(office: Office, admin: Browser) -> None:
    started(admin, office)
    other = an_id("second community")
    estate.create_community(office.scope, a_cause(), community_id=other, name="二号院")
    clerk = colleague(office, Grant(Role.DESK, communities=(other,)))
    stranger = signed_in(an_office("别家物业", phone="13800000009"), "13800000009")
    before = dump()
    for browser, community_id in ((clerk, office.community_id), (stranger, office.community_id), (admin, other)):
        for verb, import_id in product(("", "/findings", "/confirm", "/discard"), (IMPORT, an_id("random"))):
            path = f"/communities/{community_id}/imports/{import_id}{verb}"
            body = {"leave_out_errors": True} if verb == "/confirm" else {}
            status, problem = browser.get(path) if verb in {"", "/findings"} else browser.post(path, body)
            assert (status, problem["code"], problem["facts"]) == (404, "not_found", {})
    assert dump() == before


def test_one_import_s_id_in_two_communities_are_two_imports(office: Office, admin: Browser) -> None:
    started(admin, office)
    other = an_id("second community")
    estate.create_community(office.scope, a_cause(), community_id=other, name="二号院")
    path = f"/communities/{other}"
    body = {"upload_id": an_id("u2"), "purpose": "workbook", "file_name": "b.xlsx", "bytes": 9}
    _, form = admin.post(f"{path}/uploads", body)
    office.files.kept[form["fields"]["key"]] = a_small_workbook(2, without_payer=0)
    assert admin.post(f"{path}/imports", {"import_id": IMPORT, "upload_id": an_id("u2")})[0] == 200
    office.queue.drain()
    assert admin.get(f"{path}/imports/{IMPORT}/findings")[1]["rows"] == []
    assert admin.post(f"{path}/imports/{IMPORT}/confirm", {"leave_out_errors": False})[0] == 200
    office.queue.drain()
    assert admin.get(f"{imports_of(office)}/{IMPORT}")[1]["state"] == "ready"


def test_who_reaches_only_some_buildings_imports_nothing(office: Office, admin: Browser) -> None:
    office.take_in(SMALL)
    path = started(admin, office)
    building_id = building_id_of(office.community_id, "1")
    narrow = colleague(office, Grant(Role.DESK, communities=(office.community_id,), buildings=(building_id,)))
    assert narrow.get(path)[0] == narrow.get(imports_of(office))[0] == 404
    assert begin(narrow, office, upload_id=an_id("narrow"))[0] == 404
    assert narrow.post(f"{path}/confirm", {"leave_out_errors": True})[0] == 404


def test_readers_read_and_do_not_import(office: Office, admin: Browser) -> None:
    path = started(admin, office)
    for n, role in enumerate([Role.FINANCE, Role.AUDITOR, Role.REGIONAL_MANAGER]):
        reader = colleague(office, Grant(role), phone=f"1380000001{n}")
        assert reader.get(path)[0] == 200
        for answer in (begin(reader, office), reader.post(f"{path}/confirm", {"leave_out_errors": True})):
            assert (answer[0], answer[1]["code"]) == (403, "forbidden")


def test_the_template_is_a_link_and_can_be_imported(office: Office, admin: Browser) -> None:
    status, link = admin.get(f"{imports_of(office)}/template")
    assert status == 200
    assert office.files.kept[link["url"].removeprefix("memory:")].startswith(b"PK")
