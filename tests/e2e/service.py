"""The service desk in a browser: who sits there, what is in the panel and the queue, and each of its pages in turn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import DESK, Tab, settled
from tests.e2e.conftest import Open
from tests.e2e.office import Office, Person


def at(office: Office, ticket_id: str = "") -> str:
    """A ticket, or all of them, in the API."""
    return f"/communities/{office.community_id}/tickets" + (f"/{ticket_id}" if ticket_id else "")


def work(person: Person, office: Office, ticket_id: str, *verbs: str) -> None:
    """Work on a ticket through the API."""
    for verb in verbs:
        person.post(f"{at(office, ticket_id)}/{verb}", {"words": "换好了"} if verb == "finish" else {})


def desk_of(open_tab: Open, office: Office, person: Person, **more: Any) -> Tab:
    """A desk at which somebody sits."""
    return open_tab(office.system, DESK, storage_state=person.line.storage_state(), **more)


def panel(page: Page) -> Locator:
    return page.get_by_role("complementary")


def row(page: Page, words: str) -> Locator:
    return page.get_by_role("row").filter(has_text=words)


def open_tickets(clerk: Person, office: Office, words: str) -> list[Any]:
    """Those that say this."""
    return [one for one in clerk.get(at(office))["rows"] if one["summary"] == words]


def call(tab: Tab, office: Office, number: str = "101") -> None:
    """Somebody calls: n, their unit, Enter; the focus is then on what is wrong."""
    tab.go(office.desk("service"))
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("工单")
    settled(tab.page)
    tab.page.keyboard.press("n")
    expect(tab.page.get_by_label("谁来电")).to_be_focused()
    tab.page.keyboard.type(number)
    expect(tab.page.get_by_role("option").first).to_contain_text(number)
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_label("怎么了")).to_be_focused()


def assign(page: Page, name: str) -> None:
    """Give the ticket in the panel to a colleague, by keyboard."""
    box = page.get_by_role("dialog")
    box.get_by_role("radio", name=name).press("Space")
    page.keyboard.press("Enter")
    expect(box).to_have_count(0)


def states(page: Page, office: Office, clerk: Person) -> Iterator[str]:
    """Each page and each dialog of the service desk, by name."""
    origin, rows = office.system.origin, clerk.get(at(office))["rows"]
    page.goto(origin + office.desk("service"))
    settled(page)
    yield "queue"
    page.get_by_role("searchbox").last.fill("没有这样的词")
    yield "queue-none"
    for status in ("new", "on_site", "done"):
        chosen = next(one for one in rows if one["status"] == status)["ticket_id"]
        page.goto(origin + office.desk(f"service/{chosen}"))
        expect(page.locator(".panel .tl")).to_be_visible()
        yield f"ticket-{status}"
    chosen = next(one for one in rows if one["status"] == "new")["ticket_id"]
    page.goto(origin + office.desk(f"service/{chosen}"))
    for n, name in enumerate(("reply", "classify"), 1):
        page.locator(".more-verbs .btn").nth(n).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        yield name
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator(".panel .btn.pri").click()
    page.get_by_role("dialog").get_by_role("radio").first.wait_for()
    page.get_by_role("dialog").locator("button[type=submit]").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    yield "assign"
    page.goto(origin + office.desk("service/new"))
    page.locator(".caller input").fill("10")
    expect(page.get_by_role("option").first).to_be_visible()
    yield "intake-find"
    page.keyboard.press("Enter")
    expect(page.locator(".panel").get_by_role("radio").first).to_be_visible()
    page.locator("form button[type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "intake"
