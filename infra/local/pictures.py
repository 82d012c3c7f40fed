"""`make pictures`: takes the README's pictures of the demo office, in a browser, into infra/pictures.

Starts a system of its own in a temporary directory, signs in as the people whose phones it prints, and stops it.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from infra.local.engine import free_port
from infra.local.home import ROOT
from infra.local.terminal import say

FOLDER: Final = ROOT / "infra" / "pictures"
_PHONE: Final = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}
_DESK: Final = {"viewport": {"width": 1280, "height": 800}}
_FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_COLOURS: Final = 96
_STOP_SECONDS: Final = 30


@dataclass(frozen=True)
class Shot:
    """A picture: who looks at which page, and what they do there first."""

    name: str
    who: str
    path: str
    act: Callable[[Page], None]
    on_phone: bool = True


def _other_house(page: Page) -> None:
    page.locator("header").get_by_role("button").first.click()
    page.locator("header").get_by_role("button").filter(has_text="¥").last.click()


def _newest_bill(page: Page) -> None:
    _other_house(page)
    _click(page.get_by_role("link").filter(has_text="月账单").first)


def _open_repair(page: Page) -> None:
    _click(page.locator("ul.list a").first)


def _at_desk(place: str, *, row: bool = False) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        _click(page.get_by_role("link", name=place, exact=True).first)
        if row:
            _click(page.locator("tbody tr.go").first)

    return act


def _unit(page: Page) -> None:
    _click(page.locator("tbody tr a").first)


def _run(page: Page) -> None:
    _at_desk("账单")(page)
    _click(page.locator("tbody tr a").first)


SHOTS: Final = (
    Shot("portal-home", "owner", "/home", _other_house),
    Shot("portal-bill", "owner", "/home", _newest_bill),
    Shot("portal-repair", "owner", "/repairs", _open_repair),
    Shot("staff-todo", "crew", "/staff", lambda _: None),
    Shot("desk-service", "desk", "/desk", _at_desk("工单", row=True), on_phone=False),
    Shot("desk-unit", "admin", "/desk", _unit, on_phone=False),
    Shot("desk-run", "finance", "/desk", _run, on_phone=False),
)


def main() -> int:
    """Take them all; gives the exit status. JSON is the last line."""
    FOLDER.mkdir(exist_ok=True)
    with _demo() as (origin, phones), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=_FLAGS)
        kept = _signed_in(browser, origin, {name: phones[name] for name in {shot.who for shot in SHOTS}})
        sizes = {shot.name: _take(browser, origin, shot, kept[shot.who]) for shot in SHOTS}
        browser.close()
    print(json.dumps({"pictures": str(FOLDER.relative_to(ROOT)), "bytes": sizes}), flush=True)
    return 0


def _take(browser: Browser, origin: str, shot: Shot, state: Any) -> int:
    view: dict[str, Any] = _PHONE if shot.on_phone else _DESK
    with _context(browser, storage_state=state, color_scheme="light", locale="zh-CN", **view) as context:
        page = context.new_page()
        page.goto(origin + shot.path)
        _settle(page)
        shot.act(page)
        _settle(page)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    path = FOLDER / f"{shot.name}.png"
    picture.save(path, optimize=True)
    say(f"{path.name}: {path.stat().st_size} bytes")
    return path.stat().st_size


def _signed_in(browser: Browser, origin: str, phones: dict[str, str]) -> dict[str, Any]:
    """Each one's session, got as a person gets it: a code, read in the outbox."""
    kept = {}
    ours = {"X-Guanjia": "1", "Origin": origin}
    for who, phone in phones.items():
        with _context(browser) as context:
            ask = context.request
            ask.post(f"{origin}/api/sign-in/code", data={"phone": phone}, headers=ours)
            sent = ask.get(f"{origin}/api/local/outbox").json()["rows"]
            text = next(one["text"] for one in sent if one["to"] == phone and "验证码" in one["text"])
            code = re.search(r"验证码 (\d{6})", text)
            assert code, text  # noqa: S101
            answer = ask.post(f"{origin}/api/sign-in", data={"phone": phone, "code": code[1]}, headers=ours)
            assert answer.ok, answer.text()  # noqa: S101
            kept[who] = context.storage_state()
    return kept


@contextmanager
def _context(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    context = browser.new_context(**options)
    try:
        yield context
    finally:
        context.close()


def _click(what: Locator) -> None:
    _settle(what.page)
    what.click()


def _settle(page: Page) -> None:
    """Nothing is being loaded any more, and nothing moves."""
    page.locator("main").first.wait_for()
    page.locator("[aria-busy=true]").first.wait_for(state="hidden")
    page.wait_for_timeout(600)


@contextmanager
def _demo() -> Iterator[tuple[str, dict[str, str]]]:
    """The demo office, running: its origin, and the phone of each role."""
    with TemporaryDirectory(prefix="guanjia-pictures-", ignore_cleanup_errors=True) as folder:
        env = os.environ | {"DATA_DIR": str(Path(folder) / "data"), "PORT": str(free_port()), "DEMO": "1"}
        argv = [sys.executable, "-m", "infra.local.run"]
        process = subprocess.Popen(argv, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            yield _until_ready(process, f"http://127.0.0.1:{env['PORT']}")
        finally:
            process.terminate()
            process.wait(_STOP_SECONDS)


def _until_ready(process: subprocess.Popen[str], origin: str) -> tuple[str, dict[str, str]]:
    assert process.stdout is not None  # noqa: S101
    phones, started = {}, time.monotonic()
    for line in process.stdout:
        if found := re.match(r"\s+(\w+)\s+(1\d{10})\b", line):
            phones[found[1]] = found[2]
        if line.startswith("Guanjia is ready"):
            say(f"The demo is ready after {time.monotonic() - started:.0f} s.")
            return origin, phones
    raise SystemExit(f"the demo ended with {process.wait()}")


if __name__ == "__main__":
    sys.exit(main())
