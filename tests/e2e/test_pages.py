"""Every page as it stands: nothing for axe to find in light, dark and English, and nothing wider than the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import DESK, PHONE, SHOTS, Tab, settled, too_wide, torn, wrong_with
from tests.e2e.conftest import Open
from tests.e2e.office import Office

LARGE: Final = "localStorage.setItem('guanjia.choices', JSON.stringify({type: 'large'}))"
STRANGERS: Final = {"zh-CN": "13912345678", "en-GB": "13912345679"}
State = Callable[[Tab, Office], None]


def _at(path: str, heading: str = "") -> State:
    """The page at a path (of the desk, when it does not begin with a slash), when it has what it shows."""

    def state(tab: Tab, office: Office) -> None:
        tab.go(path if path.startswith("/") else office.desk(path.format(office=office)))
        settled(tab.page)
        if heading:
            expect(tab.page.get_by_role("heading").filter(has_text=heading).first).to_be_visible()

    return state


def _code(phone: str) -> State:
    """The second step of sign-in; nobody has this number, which the answer does not say."""

    def state(tab: Tab, _: Office) -> None:
        tab.go("/sign-in")
        tab.page.locator("input[type=tel]").fill(phone)
        tab.page.locator("button[type=submit]").click()
        expect(tab.page.locator("input[name=code]")).to_be_focused()

    return state


def _phone_wrong(tab: Tab, _: Office) -> None:
    tab.go("/sign-in")
    tab.page.locator("input[type=tel]").fill("123")
    tab.page.locator("button[type=submit]").click()
    expect(tab.page.get_by_role("alert")).to_be_visible()


def _found(tab: Tab, office: Office) -> None:
    _at("units")(tab, office)
    tab.page.get_by_role("combobox").first.fill("甲")
    expect(tab.page.get_by_role("listbox").get_by_role("option").first).to_be_visible()


def _month_of_unit(tab: Tab, office: Office) -> None:
    _at("units/{office.unit_id}")(tab, office)
    tab.page.get_by_role("button", name="236.40").or_(tab.page.get_by_role("button", name="251.40")).first.click()
    tab.page.get_by_role("complementary").locator("button.fig").first.click()
    expect(tab.page.get_by_role("complementary").get_by_role("group")).to_be_visible()


def _fact_of_unit(tab: Tab, office: Office) -> None:
    _at("units/{office.unit_id}")(tab, office)
    tab.page.get_by_role("button", name="94.56").first.click()
    expect(tab.page.get_by_role("complementary")).to_contain_text("青禾里.xlsx")


def _release(tab: Tab, office: Office) -> None:
    _at("runs/{office.draft_id}")(tab, office)
    tab.page.locator("header .btn.pri").click()
    expect(tab.page.get_by_role("dialog")).to_be_visible()


def _discard(tab: Tab, office: Office) -> None:
    _at("runs/{office.draft_id}")(tab, office)
    tab.page.locator("header .btn.sec").click()
    tab.page.get_by_role("dialog").locator("button[type=submit]").click()
    expect(tab.page.get_by_role("dialog").get_by_role("alert")).to_be_visible()


def _person(tab: Tab, office: Office) -> None:
    _at("imports")(tab, office)
    tab.page.get_by_role("navigation").locator("button").click()
    expect(tab.page.get_by_role("dialog")).to_be_visible()


def _colleague(tab: Tab, office: Office) -> None:
    _at("settings")(tab, office)
    tab.page.locator("main .btn").first.click()
    tab.page.get_by_role("dialog").locator("button[type=submit]").click()
    expect(tab.page.get_by_role("dialog").get_by_role("alert").first).to_be_visible()


def _bill(tab: Tab, office: Office) -> None:
    _at("/bills")(tab, office)
    tab.page.locator("main .list a").first.click()
    tab.page.locator("button.fig").first.tap()
    expect(tab.page.get_by_role("group")).to_be_visible()


def _houses(tab: Tab, office: Office) -> None:
    _at("/home")(tab, office)
    tab.page.locator("header button").tap()
    expect(tab.page.locator("header button")).to_have_count(3)


NOBODY: Final[dict[str, State]] = {
    "sign-in": _at("/sign-in"),
    "sign-in-wrong": _phone_wrong,
    "outbox": _at("/local/outbox"),
    "not-found": _at("/no/such/page"),
}
AT_DESK: Final[dict[str, State]] = {
    "units": _at("units"),
    "search": _found,
    "unit": _at("units/{office.unit_id}"),
    "unit-month": _month_of_unit,
    "unit-fact": _fact_of_unit,
    "imports": _at("imports"),
    "import": _at("imports/{office.import_id}"),
    "runs": _at("runs"),
    "run-draft": _at("runs/{office.draft_id}"),
    "run-released": _at("runs/{office.released_id}"),
    "run-release": _release,
    "run-discard": _discard,
    "cashier": _at("cashier"),
    "cashier-unit": _at("cashier/{office.unit_id}"),
    "exceptions": _at("exceptions"),
    "settings": _at("settings"),
    "colleague": _colleague,
    "person": _person,
}
AT_HOME: Final[dict[str, State]] = {
    "home": _at("/home"),
    "houses": _houses,
    "bills": _at("/bills"),
    "bill": _bill,
    "my-file": _at("/my-file"),
}


def _check(tab: Tab, office: Office, states: dict[str, State], *, language: str) -> None:
    wrong = []
    for name, state in states.items():
        state(tab, office)
        settled(tab.page)
        wrong += wrong_with(tab.page, f"{name}-{language[:2]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_the_pages_before_sign_in_are_accessible(open_tab: Open, office: Office, language: str) -> None:
    tab = open_tab(office.system, PHONE, locale=language)
    _check(tab, office, NOBODY | {"code": _code(STRANGERS[language])}, language=language)


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_the_pages_of_the_desk_are_accessible(open_tab: Open, office: Office, language: str) -> None:
    tab = open_tab(office.system, DESK, locale=language, storage_state=office.admin)
    _check(tab, office, AT_DESK, language=language)


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_the_pages_of_the_owner_are_accessible(open_tab: Open, office: Office, language: str) -> None:
    tab = open_tab(office.system, PHONE, locale=language, storage_state=office.owner)
    _check(tab, office, AT_HOME, language=language)


@pytest.mark.parametrize("width", [1024, 720])
def test_the_desk_fits_a_small_screen_and_200_percent(open_tab: Open, office: Office, width: int) -> None:
    tab = open_tab(office.system, {"viewport": {"width": width, "height": 640}}, storage_state=office.admin)
    wrong = []
    for name, state in AT_DESK.items():
        state(tab, office)
        if SHOTS:
            tab.page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png")
        wrong += [f"{name}: {one}" for one in too_wide(tab.page)]
    assert not wrong, wrong


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_the_portal_fits_the_narrowest_phone(open_tab: Open, office: Office, large: bool, language: str) -> None:
    screen = {"viewport": {"width": 320, "height": 568}, "has_touch": True}
    tab = open_tab(office.system, screen, locale=language, storage_state=office.owner)
    if large:
        tab.page.add_init_script(LARGE)
    wrong = []
    for name, state in {**AT_HOME, "sign-in": _at("/sign-in")}.items():
        state(tab, office)
        if SHOTS:
            tab.page.screenshot(path=Path(SHOTS) / f"{name}-320-{language[:2]}{'-large' if large else ''}.png")
        wrong += [f"{name}: {one}" for one in [*too_wide(tab.page), *torn(tab.page)]]
    assert not wrong, wrong


def test_a_first_visit_leads_to_sign_in_and_is_quiet(open_tab: Open, office: Office) -> None:
    tab = open_tab(office.system, PHONE)
    tab.go("/")
    expect(tab.page.get_by_label("手机号")).to_be_focused()
    expect(tab.page.get_by_text("没收到")).to_have_count(0)


def test_the_policy_of_the_page_allows_nothing_but_its_own(open_tab: Open, office: Office) -> None:
    tab = open_tab(office.system, DESK)
    answer = tab.page.goto(office.system.origin + "/sign-in")
    assert answer is not None
    policy = answer.header_value("content-security-policy") or ""
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
    assert "unsafe" not in policy
    assert "*" not in policy
