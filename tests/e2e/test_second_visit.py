"""A second visit opens without signal, from what the service worker has kept; and that is nothing of anybody's."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.e2e.browsing import PHONE, SHOTS, WITHIN_MS, Tab, settled, wrong_with
from tests.e2e.conftest import Open
from tests.e2e.office import OWNER_PHONE, Office

_KEPT = """async () => {
  const kept = []
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const answer = await cache.match(request)
      kept.push({ name, path: new URL(request.url).pathname, text: await answer.text() })
    }
  }
  return kept
}"""
_HAS_SHELL = "async () => (await caches.match('/')) !== undefined"


def kept(page: Page) -> list[dict[str, Any]]:
    """Everything that lies in the page's caches."""
    found: list[dict[str, Any]] = page.evaluate(_KEPT)
    return found


def until(page: Page, script: str) -> None:
    """Ask until it is so."""
    end = time.monotonic() + WITHIN_MS / 1_000
    while not page.evaluate(script):
        assert time.monotonic() < end, script
        page.wait_for_timeout(100)


def visited(open_tab: Open, office: Office, session: Path) -> Tab:
    """An owner's phone on their first page, once its shell is kept."""
    tab = open_tab(office.system, PHONE, storage_state=session)
    tab.go("/home")
    expect(tab.page.get_by_role("heading", level=1)).to_be_attached()
    settled(tab.page)
    until(tab.page, _HAS_SHELL)
    return tab


def test_a_second_visit_without_signal_opens_the_page_and_says_so(open_tab: Open, office: Office) -> None:
    phone = visited(open_tab, office, office.owner)
    phone.may_be_offline = True
    phone.page.context.set_offline(True)
    phone.go("/bills")
    expect(phone.page.get_by_role("status").filter(has_text="没有信号")).to_be_visible()
    expect(phone.page).to_have_title("管家")
    if SHOTS:
        assert wrong_with(phone.page, "second-visit-offline") == []
    phone.page.context.set_offline(False)
    expect(phone.page.get_by_role("heading", name="账单").first).to_be_visible()
    settled(phone.page)


def only_on_the_page(route: Route) -> None:
    """The other tests go on with this session: that it is left, the server is not told."""
    if route.request.method == "DELETE":
        route.fulfill(json={})
    else:
        route.continue_()


def test_what_is_kept_is_the_build_and_nothing_of_anybody(open_tab: Open, office: Office) -> None:
    phone = visited(open_tab, office, office.owner)
    phone.page.route("**/api/session", only_on_the_page)
    for tab in ("账单", "报修", "我的"):
        phone.page.get_by_role("navigation").get_by_role("link", name=tab).tap()
        settled(phone.page)
    phone.page.get_by_role("button", name="退出登录", exact=True).click()
    expect(phone.page.get_by_label("手机号")).to_be_visible()
    found = kept(phone.page)
    strange = [one["path"] for one in found if not one["path"].startswith("/assets/")]
    assert sorted(strange) == ["/", "/favicon.ico", "/icon.svg", "/start.js"]
    assert any(one["path"].startswith("/assets/MyFilePage") for one in found)
    personal = ("业主甲", OWNER_PHONE, "139****0001", "青禾里")
    assert [(one["path"], word) for one in found for word in personal if word in one["text"]] == []


def test_an_older_version_is_let_go_of_once_the_page_stands(open_tab: Open, office: Office) -> None:
    phone = open_tab(office.system, PHONE)
    phone.go("/sign-in")
    older = "guanjia-shell-/assets/index-older.js"
    phone.page.evaluate("async name => (await caches.open(name)).put('/', new Response('older'))", older)
    until(phone.page, f"async () => !(await caches.has('{older}'))")
    assert "older" not in {one["text"] for one in kept(phone.page)}
    phone.page.reload()
    expect(phone.page.get_by_label("手机号")).to_be_visible()
