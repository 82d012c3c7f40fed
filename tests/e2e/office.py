"""An office made through the API, for tests that begin where it exists already; and the workbook that they bring in.

Everybody in it is invented. 业主甲 owns two units, the second item begins this month, one owner is missing.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import APIRequestContext, APIResponse, FilePayload, Playwright

from chalicelib.core import clock, ids
from tests.builders.workbooks import a_workbook, peer_sheets, with_cell
from tests.e2e.system import System

ORGANISATION: Final = "青禾物业服务有限公司"
COMMUNITY: Final = "青禾里一期"
ADMIN: Final = "管理员甲"
ADMIN_PHONE: Final = "13800000001"
CHECKER: Final = "复核乙"
CHECKER_PHONE: Final = "13800000099"
OWNER_PHONE: Final = "13900000001"
OTHER_PHONE: Final = "13900000002"
_READY_SECONDS: Final = 30


def months() -> tuple[str, str, str]:
    """Last month, this one and the next, as 2026-10."""
    today = clock.business_date(clock.now())
    number = today.year * 12 + today.month - 1
    last, this, following = (f"{one // 12}-{one % 12 + 1:02d}" for one in (number - 1, number, number + 1))
    return last, this, following


def workbook(*, second_unit: bool = False, third_unit: bool = False, changed: bool = False) -> bytes:
    """A small community in the peer's form; the second item of unit 101 begins this month."""
    sheets = with_cell(peer_sheets(), "房屋信息", 2, "I", f"2025-01-01#{months()[1]}-01")
    if second_unit:
        sheets["房屋信息"].append([301, 2, 1, 3, "10102", 128.6, 1, "1#2", "2025-01-01#2025-01-01", 110, 100, 0])
    if third_unit:
        sheets["房屋信息"].append([401, 2, 1, 4, "10102", 70, 2, 1, f"{months()[2]}-01", 110, 60, 0])
    if changed:
        sheets["房屋信息"].append([501, 2, 1, 5, "10102", 80, 2, 1, f"{months()[2]}-01", 110, 60, 0])
    return a_workbook(sheets)


@dataclass(frozen=True)
class Office:
    """An office with two released months and a draft of the next, which the checker has made."""

    system: System
    community_id: str
    import_id: str
    draft_id: str
    released_id: str
    unit_id: str
    admin: Path
    checker: Path
    owner: Path

    def desk(self, rest: str) -> str:
        """A path of the desk."""
        return f"/desk/{self.community_id}/{rest}"


class Person:
    """Somebody who speaks to the API directly."""

    def __init__(self, playwright: Playwright, system: System, *, session: Path | None = None) -> None:
        headers = {"X-Guanjia": "1", "Origin": system.origin}
        self.line: APIRequestContext = playwright.request.new_context(
            base_url=system.origin, extra_http_headers=headers, storage_state=session
        )

    def get(self, path: str) -> Any:
        """The answer's body."""
        return _body(self.line.get(f"/api{path}"))

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """The answer's body; each call is an intention of its own."""
        return _body(self.line.post(f"/api{path}", data=body, headers={"Idempotency-Key": new_id()}))

    def sign_in(self, phone: str) -> None:
        """By the code in the local outbox."""
        self.post("/sign-in/code", {"phone": phone})
        texts = (row["text"] for row in self.get("/local/outbox")["rows"] if row["to"] == phone)
        code = next(filter(None, (re.search(r"验证码 (\d{6})", text) for text in texts)))
        self.post("/sign-in", {"phone": phone, "code": code[1]})

    def until(self, path: str, state: str) -> Any:
        """Ask again and again until the thing is in this state."""
        end = time.monotonic() + _READY_SECONDS
        while (found := self.get(path))["state"] != state:
            assert time.monotonic() < end, found
            time.sleep(0.05)
        return found

    def keep(self, file: Path) -> Path:
        """The session, for a browser."""
        self.line.storage_state(path=file)
        return file

    def upload(self, base: str, data: bytes) -> str:
        """A workbook, sent and handed over; gives the import's id."""
        upload_id, import_id = new_id(), new_id()
        asked = {"upload_id": upload_id, "purpose": "workbook", "file_name": "青禾里.xlsx", "bytes": len(data)}
        form = self.post(f"{base}/uploads", asked)
        file: FilePayload = {"name": "青禾里.xlsx", "mimeType": "application/octet-stream", "buffer": data}
        answer = self.line.post(form["url"], multipart={**form["fields"], "file": file})
        assert answer.status == 204, answer.text()
        self.post(f"{base}/imports", {"import_id": import_id, "upload_id": upload_id})
        return import_id

    def bill(self, base: str, period: str) -> str:
        """A draft of this month; gives the run's id."""
        run_id = new_id()
        self.post(f"{base}/runs", {"run_id": run_id, "period": period})
        self.until(f"{base}/runs/{run_id}", "draft")
        return run_id

    def release(self, base: str, run_id: str) -> None:
        """Agree to somebody else's draft."""
        self.agree(base, self.get(f"{base}/runs/{run_id}")["approval_id"])

    def agree(self, base: str, approval_id: str) -> None:
        """Agree to what somebody else has asked for, as it is now."""
        path = f"{base}/approvals/{approval_id}"
        self.post(f"{path}/approve", {"digest": self.get(path)["digest"]})


def works_here(admin: Person, name: str, phone: str, role: str) -> None:
    """Somebody more works for the office."""
    admin.post("/staff", {"staff_id": new_id(), "name": name, "phone": phone, "grants": [{"role": role}]})


def an_office(playwright: Playwright, system: System, home: Path, book: bytes | None = None) -> Office:
    """Set up, imported (this workbook, or the usual one) and billed: last month and this released, next a draft."""
    admin, checker, owner = (Person(playwright, system) for _ in range(3))
    names = {"organisation_name": ORGANISATION, "community_name": COMMUNITY}
    admin.post(system.setup_path, {**names, "admin_name": ADMIN, "admin_phone": ADMIN_PHONE})
    admin.sign_in(ADMIN_PHONE)
    community_id = admin.get("/session")["communities"][0]["id"]
    base = f"/communities/{community_id}"
    import_id = admin.upload(base, book or workbook(second_unit=True))
    admin.until(f"{base}/imports/{import_id}", "ready")
    works_here(admin, CHECKER, CHECKER_PHONE, "supervisor")
    checker.sign_in(CHECKER_PHONE)
    asked = admin.post(f"{base}/imports/{import_id}/confirm", {"leave_out_errors": True})
    checker.agree(base, asked["approval_id"])
    admin.until(f"{base}/imports/{import_id}", "done")
    last, this, following = months()
    for period in (last, this):
        released_id = checker.bill(base, period)
        admin.release(base, released_id)
    draft_id = checker.bill(base, following)
    owner.sign_in(OWNER_PHONE)
    unit_id = next(one["unit_id"] for one in owner.get("/my/home")["units"] if one["label"].endswith("101"))
    people = (admin, "admin"), (checker, "checker"), (owner, "owner")
    kept = (person.keep(home / f"{name}.json") for person, name in people)
    return Office(system, community_id, import_id, draft_id, released_id, unit_id, *kept)


def new_id() -> str:
    """An id or key of one's own making, as the page makes them."""
    return ids.ulid(clock.now())


def _body(answer: APIResponse) -> Any:
    assert answer.ok, f"{answer.status} {answer.url} {answer.text()}"
    return answer.json()
