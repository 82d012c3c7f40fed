"""A browser's tab that is watched: nothing in the console, no fault, nothing from anywhere else.

Also the accessibility check (axe, WCAG 2.2 A and AA). The page's content security policy stays on: axe comes in by
the debugger, not by the page.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, expect

FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK: Final[dict[str, Any]] = {"viewport": {"width": 1440, "height": 900}}
PHONE: Final[dict[str, Any]] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WITHIN_MS: Final = 30_000
SHOTS: Final = os.environ.get("E2E_SHOTS")
"""A directory for pictures of what was looked at."""

_TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
_INSIDE: Final = {"data", "blob", "chrome", "chrome-extension"}  # the last two: how the browser shows a PDF
_AXE: Final = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
_RUN_AXE: Final = "only => axe.run(document, {runOnly: only, resultTypes: ['violations']})"
_TELL_POLICY: Final = (
    "document.addEventListener('securitypolicyviolation',"
    " event => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"
)
_WIDEST: Final = """() => {
  const wide = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= wide) return []
  return [...document.body.querySelectorAll('*')]
    .filter(one => one.getBoundingClientRect().right > wide + 1 && !one.closest('.tw'))
    .map(one => `${one.tagName}.${one.className}`).slice(0, 5).concat('wider than ' + wide)
}"""

_TORN: Final = """() => {
  const lines = node => {
    const range = document.createRange()
    range.selectNodeContents(node)
    return new Set([...range.getClientRects()].map(one => Math.round(one.top))).size
  }
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
  const torn = []
  while (walker.nextNode()) {
    const letters = walker.currentNode.data.trim().length
    const n = letters > 1 ? lines(walker.currentNode) : 1
    if (n > 1 && letters / n < (n > 2 ? 3 : 2)) torn.push(`${walker.currentNode.data.trim()} in ${n} lines`)
  }
  return torn
}"""


@dataclass
class Tab:
    """A page and what happened on it; `refusals` are the statuses that a test provokes (the browser reports each)."""

    page: Page
    origin: str
    faults: list[str] = field(default_factory=list)
    refusals: set[int] = field(default_factory=set)
    may_be_offline: bool = False

    def watch(self) -> None:
        """Begin to listen."""
        self.page.add_init_script(_TELL_POLICY)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)
        self.page.on("popup", self._opened)

    def go(self, path: str) -> None:
        """Open a path of the system."""
        self.page.goto(self.origin + path)

    def _said(self, message: ConsoleMessage) -> None:
        status = re.search(r"Failed to load resource: .* status of (\d{3})", message.text)
        if status and int(status[1]) in self.refusals:
            return
        if self.may_be_offline and re.search(r"ERR_(INTERNET_DISCONNECTED|FAILED)", message.text):
            return
        self.faults.append(f"console {message.type}: {message.text} {message.location.get('url', '')}")

    def _asked(self, request: Request) -> None:
        place = urlsplit(request.url)
        if place.scheme not in _INSIDE and f"{place.scheme}://{place.netloc}" != self.origin:
            self.faults.append(f"asked another origin: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} from {response.url}")

    def _opened(self, page: Page) -> None:
        other = Tab(page, self.origin, self.faults, self.refusals)
        other.watch()


@contextmanager
def watched(context: BrowserContext, origin: str) -> Iterator[Tab]:
    """A tab that must have been quiet when its block ends well."""
    context.set_default_timeout(WITHIN_MS)
    expect.set_options(timeout=WITHIN_MS)
    tab = Tab(context.new_page(), origin)
    tab.watch()
    yield tab
    assert not tab.faults, tab.faults


def code_from_outbox(page: Page) -> str:
    """The newest code, read where a person on this machine reads it: on the outbox page, in a second tab."""
    with page.expect_popup() as opened:
        page.get_by_role("link", name="在本机发件箱看验证码").click()
    newest = opened.value.get_by_role("listitem").filter(has_text="验证码").first
    code = re.search(r"验证码 (\d{6})", newest.inner_text())
    opened.value.close()
    assert code
    return code[1]


def sign_in(page: Page, phone: str) -> None:
    """Phone, code, in."""
    page.get_by_label("手机号").fill(phone)
    page.get_by_role("button", name="发验证码").click()
    box = page.get_by_label("6 位验证码")
    expect(box).to_be_focused()
    box.fill(code_from_outbox(page))


def until(done: Callable[[], bool]) -> None:
    """Wait for what the worker does."""
    end = time.monotonic() + WITHIN_MS / 1_000
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


def settled(page: Page) -> None:
    """The page shows what it has to say: a main part, and no skeleton."""
    expect(page.locator("main")).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def wrong_with(page: Page, name: str) -> list[str]:
    """What is wrong with the page as it is: everything in light, the colours in dark."""
    wrong = []
    themes: dict[Literal["light", "dark"], Callable[[Page], list[str]]] = {"light": violations, "dark": pale}
    for theme, find in themes.items():
        page.emulate_media(color_scheme=theme)
        expect(page.locator(f"html[data-theme={theme}]")).to_have_count(1)
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{theme}.png")
        wrong += [f"{name} {theme}: {one}" for one in [*find(page), *too_wide(page)]]
    return wrong


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways; nothing when it does not."""
    found: list[str] = page.evaluate(_WIDEST)
    return found


def torn(page: Page) -> list[str]:
    """Words that stand letter below letter because their column is too narrow."""
    found: list[str] = page.evaluate(_TORN)
    return found


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it is now, one line each."""
    return _axe(page, {"type": "tag", "values": _TAGS})


def pale(page: Page) -> list[str]:
    """What is too pale to read: the one rule that another theme can break."""
    return _axe(page, {"type": "rule", "values": ["color-contrast"]})


def _axe(page: Page, only: dict[str, Any]) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_AXE)
    found = page.evaluate(_RUN_AXE, only)["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found
        for node in one["nodes"][:3]
    ]
