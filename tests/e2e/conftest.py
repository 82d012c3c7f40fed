"""One Chromium and one office for all tests of a process; every test has tabs of its own, and they are watched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.e2e.browsing import FLAGS, Tab, watched
from tests.e2e.office import Office, an_office
from tests.e2e.system import System, running

Open = Callable[..., Tab]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The library that drives the browser."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One browser; `make test` says which in CHROMIUM."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "no Chromium: run `make test`, or set CHROMIUM"
    browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def office(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office at work, shared: a test that changes it leaves it usable."""
    home = tmp_path_factory.mktemp("office")
    with running(home) as system:
        yield an_office(playwright, system, home)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system that was just started for the first time."""
    with running(tmp_path_factory.mktemp("empty")) as system:
        yield system


@pytest.fixture
def open_tab(chromium: Browser) -> Iterator[Open]:
    """Opens a watched tab in a browser profile of its own: `open_tab(system, DESK, locale="en")`."""
    with ExitStack() as stack:

        def opened(system: System, screen: dict[str, Any], **more: Any) -> Tab:
            given = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce", **screen, **more}
            context = stack.enter_context(chromium.new_context(**given))
            return stack.enter_context(watched(context, system.origin))

        yield opened
