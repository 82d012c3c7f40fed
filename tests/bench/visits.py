"""How long somebody waits for what they came for: on a line of 1.6 Mbit/s and 150 ms, with a fourth of the CPU.

A real browser on the running system. Looked for: the number that an owner owes on their first page, and the field for
the telephone number of who is not signed in; shown, not only loaded. The worse of the two counts, each the median of
its tries. First: nothing in the browser's cache. Second: with what the first has left, service worker and all.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.bench.register import Fact, Measured, figure

MOST_MS: Final = 2_000
TRIES: Final = 3
QUICK_TRIES: Final = 1
LINE: Final = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
CPU_RATE: Final = 4
_IS_KEPT: Final = "async () => (await caches.match('/')) !== undefined"
_SEEN: Final = """(() => {
  const look = () => {
    const found = document.querySelector(%s)
    if (found && found.getClientRects().length) requestAnimationFrame(() => { window.seenAt = performance.now() })
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})()"""


@dataclass
class Page:
    """Where somebody goes, and what they look for there."""

    name: str
    path: str
    wanted: str
    session: dict[str, Any] | None
    first: list[float] = field(default_factory=list)
    second: list[float] = field(default_factory=list)


@figure("first_visit", says="ms until a slow phone shows what one came for, with an empty cache", at_most=MOST_MS)
def first_visit(is_quick: bool) -> Measured:
    """Quick: one try instead of three."""
    return _told({page.name: page.first for page in _visits(QUICK_TRIES if is_quick else TRIES)})


@figure("second_visit", says="ms until a slow phone shows what one came for, the second time", at_most=MOST_MS)
def second_visit(is_quick: bool) -> Measured:
    """Quick: one try instead of three."""
    return _told({page.name: page.second for page in _visits(QUICK_TRIES if is_quick else TRIES)})


def _told(times: dict[str, list[float]]) -> Measured:
    facts: dict[str, Fact] = {
        name: {"median": round(median(some)), "least": round(min(some)), "most": round(max(some))}
        for name, some in times.items()
    }
    return Measured(round(max(median(some) for some in times.values())), facts)


def _visits(tries: int) -> list[Page]:
    with _browser_and_pages() as (browser, origin, pages):
        for page in pages:
            for _ in range(tries):
                with _phone(browser, page) as phone:
                    page.first.append(_visit(phone, origin, page))
                    page.second.append(_visit(phone, origin, page))
        return pages


@contextmanager
def _browser_and_pages() -> Iterator[tuple[Browser, str, list[Page]]]:
    from tests.e2e.browsing import FLAGS
    from tests.e2e.office import an_office
    from tests.e2e.system import running

    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with (
        tempfile.TemporaryDirectory(prefix="guanjia-bench-", ignore_cleanup_errors=True) as folder,
        running(Path(folder)) as system,
        sync_playwright() as playwright,
    ):
        office = an_office(playwright, system, Path(folder))
        session = json.loads(office.owner.read_text(encoding="utf-8"))
        signed_in = [{"name": "guanjia.signed-in", "value": "1"}]  # as the page notes it on the device at sign-in
        session["origins"] = [{"origin": system.origin, "localStorage": signed_in}]
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        pages = [
            Page("what is owed", "/home", ".owed .num", session),
            Page("sign-in", "/sign-in", "main input", None),
        ]
        yield browser, system.origin, pages
        browser.close()


@contextmanager
def _phone(browser: Browser, page: Page) -> Iterator[BrowserContext]:
    """A browser that was never here, with at most a session."""
    from tests.e2e.browsing import PHONE

    given: dict[str, Any] = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", **PHONE}
    context = browser.new_context(storage_state=page.session, **given)  # type: ignore[arg-type] # as it was kept
    yield context
    context.close()


def _visit(phone: BrowserContext, origin: str, page: Page) -> float:
    """Milliseconds from the address to the frame in which it is shown; stays until the shell is kept."""
    tab = phone.new_page()
    tab.add_init_script(_SEEN % json.dumps(page.wanted))
    debugger = phone.new_cdp_session(tab)
    debugger.send("Network.enable")
    debugger.send("Network.emulateNetworkConditions", LINE)
    debugger.send("Emulation.setCPUThrottlingRate", {"rate": CPU_RATE})
    tab.goto(origin + page.path, wait_until="commit")
    tab.wait_for_function("() => window.seenAt > 0")
    seen = float(tab.evaluate("() => window.seenAt"))
    while not tab.evaluate(_IS_KEPT):
        tab.wait_for_timeout(100)
    tab.close()
    return seen
