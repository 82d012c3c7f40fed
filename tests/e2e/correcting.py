"""An office where things are put right: a clerk who asks, a supervisor who agrees, no draft that stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import FilePayload, Playwright

from tests.builders.media import a_picture
from tests.e2e.browsing import DESK, Tab
from tests.e2e.conftest import Open
from tests.e2e.office import Office, Person, an_office, works_here
from tests.e2e.system import running

CLERK: Final = ("内勤丁", "13800000004", "desk")
FINANCE: Final = ("财务辛", "13800000006", "finance")
SUPERVISOR: Final = ("主管戊", "13800000005", "supervisor")
PAPER: Final = "不动产权证 第 3 页"
DEED: Final[FilePayload] = {"name": "deed.png", "mimeType": "image/png", "buffer": a_picture("PNG", wide=640, high=480)}


@contextmanager
def a_correcting_office(playwright: Playwright, home: Path) -> Iterator[Office]:
    """The office, with the clerk, finance and the supervisor."""
    with running(home) as system:
        office = an_office(playwright, system, home)
        admin = Person(playwright, system, session=office.admin)
        for name, phone, role in (CLERK, FINANCE, SUPERVISOR):
            works_here(admin, name, phone, role)
        run = f"/communities/{office.community_id}/runs/{office.draft_id}"
        admin.post(f"{run}/discard", {"reason": "先更正面积"})
        admin.until(run, "discarded")
        admin.line.dispose()
        yield office


def signed_in(playwright: Playwright, office: Office, phone: str) -> Iterator[Person]:
    """Somebody of the office, on a line to the API."""
    person = Person(playwright, office.system)
    person.sign_in(phone)
    yield person
    person.line.dispose()


def tab_of(open_tab: Open, office: Office, person: Person, screen: dict[str, Any] = DESK, **more: Any) -> Tab:
    """A tab of somebody of the office."""
    return open_tab(office.system, screen, storage_state=person.line.storage_state(), **more)
