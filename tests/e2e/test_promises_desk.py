"""The desk's lists of what was promised: callbacks by keyboard, broken promises, triggers, the table of words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from infra.local.home import ROOT
from tests.e2e.browsing import DESK, PHONE, SHOTS, Tab, settled, too_wide, torn, until, wrong_with
from tests.e2e.conftest import Open
from tests.e2e.office import Office, Person, an_office, new_id
from tests.e2e.system import running

AGENT: Final = ("前台己", "13800000006", "desk")
COLLEAGUE: Final = ("前台庚", "13800000007", "desk")
CREW: Final = ("维修员辛", "13800000008", "crew")
TAP, LAMP, DOOR, DRAIN = "卫生间水龙头关不紧", "楼道灯不亮", "门禁刷不开", "阳台地漏堵了"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the office of these tests lives."""
    return tmp_path_factory.mktemp("promises")


@pytest.fixture(scope="module")
def office(playwright: Playwright, home: Path) -> Iterator[Office]:
    """An office of their own, with two at the desk and a crew."""
    with running(home) as system:
        yield an_office(playwright, system, home)


@pytest.fixture(scope="module")
def admin(playwright: Playwright, office: Office) -> Iterator[Person]:
    """管理员甲's line to the API; has taken the others on."""
    person = Person(playwright, office.system, session=office.admin)
    for name, phone, role in (AGENT, COLLEAGUE, CREW):
        person.post("/staff", {"staff_id": new_id(), "name": name, "phone": phone, "grants": [{"role": role}]})
    yield person
    person.line.dispose()


def signed_in(playwright: Playwright, office: Office, phone: str) -> Iterator[Person]:
    """Somebody of the office."""
    person = Person(playwright, office.system)
    person.sign_in(phone)
    yield person
    person.line.dispose()


@pytest.fixture(scope="module")
def agent(playwright: Playwright, office: Office, admin: Person) -> Iterator[Person]:
    """Whoever calls back."""
    assert admin
    yield from signed_in(playwright, office, AGENT[1])


@pytest.fixture(scope="module")
def colleague(playwright: Playwright, office: Office, admin: Person) -> Iterator[Person]:
    """Another at the desk."""
    assert admin
    yield from signed_in(playwright, office, COLLEAGUE[1])


@pytest.fixture(scope="module")
def crew(playwright: Playwright, office: Office, admin: Person) -> Iterator[Person]:
    """Whoever does the work."""
    assert admin
    yield from signed_in(playwright, office, CREW[1])


def base(office: Office) -> str:
    """The community's part of the API."""
    return f"/communities/{office.community_id}"


def reported(agent: Person, office: Office, words: str) -> str:
    """Taken down at the desk; gives the ticket's id."""
    body = {"ticket_id": new_id(), "unit_id": office.unit_id, "words": words, "files": []}
    ticket_id: str = agent.post(f"{base(office)}/tickets", body)["ticket_id"]
    return ticket_id


def finished(agent: Person, crew: Person, office: Office, words: str) -> str:
    """Taken down and worked on: somebody is to be called back."""
    ticket_id = reported(agent, office, words)
    for verb in ("accept", "arrive", "finish"):
        crew.post(f"{base(office)}/tickets/{ticket_id}/{verb}", {"words": "办好了"} if verb == "finish" else {})
    return ticket_id


def callback_of(agent: Person, office: Office, ticket_id: str) -> str:
    """The callback that is owed about a ticket."""
    rows = agent.get(f"{base(office)}/callbacks")["rows"]
    found: str = next(one["callback_id"] for one in rows if one["ticket_id"] == ticket_id)
    return found


def desk_of(open_tab: Open, office: Office, person: Person, **more: str) -> Tab:
    """The desk of whoever this is."""
    return open_tab(office.system, DESK, storage_state=person.line.storage_state(), **more)


def row(page: Page, words: str) -> Locator:
    """A row of the table."""
    return page.get_by_role("row").filter(has_text=words)


def test_an_agent_calls_one_after_the_other_by_keyboard(
    open_tab: Open, office: Office, agent: Person, crew: Person
) -> None:
    for words in (TAP, LAMP, DOOR):
        finished(agent, crew, office, words)
    tab = desk_of(open_tab, office, agent)
    page, panel, keys, said = tab.page, tab.page.locator(".panel"), tab.page.keyboard, tab.page.get_by_role("status")
    tab.go(office.desk("callbacks"))
    row(page, TAP).get_by_role("link").press("Enter")
    for words in (TAP, "这样说", "地面收拾干净了吗", AGENT[0], "打给 业主甲"):
        expect(panel).to_contain_text(words)
    keys.press("Control+Enter")
    expect(panel.get_by_role("alert")).to_contain_text("先问业主打几分")
    keys.press("5")
    expect(panel.get_by_role("radio", name="5 星")).to_be_checked()
    panel.get_by_label("建议").fill("24 小时都能报就好了")
    keys.press("Control+Enter")
    expect(said.filter(has_text=f"{TAP}，5 星")).to_be_visible()
    expect(panel.get_by_role("heading", name=LAMP)).to_be_focused()
    expect(panel.get_by_role("radio", checked=True)).to_have_count(0)
    keys.press("2")
    keys.press("Control+Enter")
    expect(said.filter(has_text="工单已重新打开")).to_be_visible()
    expect(panel).to_contain_text(DOOR)
    panel.get_by_role("button", name="没打通").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="1 小时后").press("Enter")
    expect(said.filter(has_text="没打通，约在")).to_be_visible()
    expect(panel).to_have_count(0)
    expect(row(page, DOOR)).to_contain_text("打过 1 次")
    expect(row(page, TAP)).to_have_count(0)
    expect(row(page, LAMP)).to_have_count(0)
    (again,) = [one for one in agent.get(f"{base(office)}/tickets")["rows"] if one["summary"] == LAMP]
    assert (again["status"], again["reopened"]) == ("new", 1)
    page.get_by_role("button", name="已回访").click()
    expect(row(page, TAP)).to_contain_text("5 星")
    expect(row(page, TAP)).to_contain_text("24 小时都能报就好了")
    row(page, LAMP).get_by_role("link").click()
    expect(panel).to_contain_text("工单已重新打开")


def test_whoever_is_second_is_told_who_was_first_and_keeps_what_they_wrote(
    open_tab: Open, office: Office, agent: Person, colleague: Person, crew: Person
) -> None:
    callback_id = callback_of(agent, office, finished(agent, crew, office, DRAIN))
    tab = desk_of(open_tab, office, agent)
    tab.refusals.add(409)
    panel = tab.page.locator(".panel")
    tab.go(office.desk(f"callbacks/{callback_id}"))
    panel.get_by_role("radio", name="4 星").check()
    panel.get_by_label("建议").fill("来之前先打电话")
    colleague.post(f"{base(office)}/callbacks/{callback_id}/answer", {"score": 3, "suggestion": "还行"})
    panel.get_by_role("button", name="保存").click()
    expect(panel.get_by_role("alert")).to_contain_text(f"{COLLEAGUE[0]}先有了结果")
    expect(panel.get_by_role("alert")).to_contain_text("来之前先打电话")
    expect(panel).to_contain_text("3 星")
    expect(row(tab.page, DRAIN)).to_have_count(0)


def test_the_table_of_words_is_edited_kept_and_suggests(open_tab: Open, office: Office, admin: Person) -> None:
    tab = desk_of(open_tab, office, admin)
    page, main, keys = tab.page, tab.page.get_by_role("main"), tab.page.keyboard
    tab.go(office.desk("settings"))
    page.get_by_role("link", name="分类词表").click()
    page.get_by_label("试一试").fill("水族箱漏了一地")
    expect(main).to_contain_text("没有对上的")
    rows = page.locator("tr[data-row]")
    before = rows.count()
    page.get_by_role("button", name="加一行").click()
    expect(rows).to_have_count(before + 1)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("有 1 行存不了")
    expect(rows.last).to_contain_text("写几个词，或者删掉这一行")
    expect(rows.last.get_by_role("textbox")).to_be_focused()
    keys.type("漏了，水族箱")
    keys.press("Alt+ArrowUp")
    expect(rows.nth(before - 1).get_by_role("textbox")).to_be_focused()
    expect(main).to_contain_text(f"第 {before} 行的“漏了”对上了")
    page.get_by_label(f"第 {before} 行急不急").select_option("emergency")
    page.get_by_role("button", name="删掉第 1 行").click()
    keys.press("Enter")
    expect(rows).to_have_count(before + 1)
    page.get_by_role("link", name="房屋").click()
    page.get_by_role("dialog").get_by_role("button", name="留下来").click()
    expect(page).to_have_url(re.compile("settings/suggestions$"))
    page.get_by_role("button", name="保存").click()
    expect(main).to_contain_text("存好了")
    assert admin.post("/suggestion", {"words": "水族箱漏了一地"}) == {"kind": "repair", "priority": "emergency"}


def test_a_table_that_another_changed_is_not_overwritten_unasked(
    open_tab: Open, office: Office, admin: Person, agent: Person
) -> None:
    tab = desk_of(open_tab, office, admin)
    tab.refusals.add(409)
    page = tab.page
    tab.go(office.desk("settings/suggestions"))
    first = page.get_by_label("第 1 行的词")
    first.fill("洪水")
    admin.post("/suggestions", {"rules": [{"words": ["地震"], "kind": "security", "priority": "emergency"}]})
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("词表刚被别人改过")
    page.get_by_role("button", name="看别人改的").click()
    expect(first).to_have_value("地震")
    expect(page.locator("tr[data-row]")).to_have_count(1)
    first.fill("地震，洪水")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("main")).to_contain_text("存好了")
    assert admin.get("/suggestions")["rows"][0]["words"] == ["地震", "洪水"]
    theirs = desk_of(open_tab, office, agent)
    theirs.go(office.desk("settings/suggestions"))
    expect(theirs.page.get_by_role("main")).to_contain_text("您可以看，不能改")
    expect(row(theirs.page, "洪水")).to_contain_text("紧急")


def forward(home: Path, step: str) -> None:
    """Move the clock of this office: what does so stands last."""
    argv = [sys.executable, "-m", "infra.local.clock", step]
    subprocess.run(argv, cwd=ROOT, env={**os.environ, "DATA_DIR": str(home / "data")}, check=True)


def test_the_page_of_triggers_says_what_ran(open_tab: Open, office: Office, admin: Person, home: Path) -> None:
    forward(home, "1m")
    until(lambda: all(one["last"] for one in admin.get("/triggers")["rows"] if one["every_minutes"] == 1))
    tab = desk_of(open_tab, office, admin)
    page = tab.page
    tab.go(office.desk("settings/triggers"))
    sweep = row(page, "没办完的每两小时跟进")
    expect(sweep).to_contain_text("每 1 分钟")
    expect(sweep).to_contain_text(re.compile(r"今天 \d\d:\d\d用了.*(没有要做的|跟进 \d+ 张工单)"))
    expect(row(page, "提醒付款人")).to_contain_text("每天 10:00")
    expect(row(page, "当月账单草稿")).to_contain_text("每月 1 日 02:00")
    names = {one["name"] for one in admin.get("/triggers")["rows"]}
    expect(page.locator("tbody tr")).to_have_count(len(names))


def test_a_promise_that_was_not_kept_is_on_the_supervisors_list(
    open_tab: Open, office: Office, admin: Person, agent: Person, home: Path
) -> None:
    ticket_id = reported(agent, office, "书房窗户关不上，下雨会进水")
    tab = desk_of(open_tab, office, admin)
    page = tab.page
    tab.go(office.desk("broken"))
    expect(page.get_by_role("main")).to_contain_text("没有失约")
    forward(home, "31m")
    until(lambda: len(admin.get(f"{base(office)}/tickets/{ticket_id}")["late"]) == 2)
    page.reload()
    late = row(page, "书房窗户")
    expect(late).to_have_count(2)
    for rule in ("接单超时了", "回业主超时了"):
        expect(late.filter(has_text=rule)).to_contain_text("等人接单")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"今天有 \d 个承诺没有做到"))
    late.first.get_by_role("link").click()
    expect(page).to_have_url(re.compile(f"/service/{ticket_id}$"))


def pages(page: Page, office: Office, agent: Person) -> Iterator[str]:
    """Each page in turn, by name."""
    origin, owed = office.system.origin, agent.get(f"{base(office)}/callbacks")["rows"]
    paths = {"broken": "broken", "triggers": "settings/triggers", "settings": "settings", "callbacks": "callbacks"}
    for name, path in paths.items():
        page.goto(origin + office.desk(path))
        expect(page.locator("main .card").first).to_be_visible()
        yield name
    page.locator(".which button").last.click()
    page.locator("tr .cell-link").first.click()
    expect(page.locator(".panel dl")).to_be_visible()
    yield "called"
    page.goto(origin + office.desk(f"callbacks/{owed[0]['callback_id']}"))
    expect(page.locator(".panel .script")).to_be_visible()
    yield "calling"
    page.locator(".panel form .sec").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    yield "not-reached"
    page.goto(origin + office.desk("settings/suggestions"))
    yield "words"
    page.locator("tr[data-row] textarea").first.fill("")
    page.locator(".keep .pri").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "words-wrong"
    page.reload()  # nothing is unsaved any more: the next address is not asked about


@pytest.fixture
def at_work(office: Office, admin: Person, agent: Person, crew: Person) -> Person:
    """Callbacks that are owed, and a table of words to look at."""
    rows = [("爆管、被困", "repair", "emergency"), ("坏、修", "repair", "normal"), ("修剪、树", "cleaning", "low")]
    rules = [{"words": words.split("、"), "kind": kind, "priority": priority} for words, kind, priority in rows]
    admin.post("/suggestions", {"rules": rules})
    finished(agent, crew, office, "厨房下水道堵了，水漫到客厅")
    return agent


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_the_pages_are_accessible(
    open_tab: Open, office: Office, admin: Person, at_work: Person, language: str
) -> None:
    tab = desk_of(open_tab, office, admin, locale=language)
    tab.page.on("dialog", lambda dialog: dialog.accept())
    wrong = []
    for name in pages(tab.page, office, at_work):
        settled(tab.page)
        wrong += wrong_with(tab.page, f"promises-{name}-{language[:2]}")
        wrong += [f"{name}: {one}" for one in torn(tab.page)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_the_pages_fit_a_phone(open_tab: Open, office: Office, admin: Person, at_work: Person, language: str) -> None:
    tab = open_tab(office.system, PHONE, locale=language, storage_state=admin.line.storage_state())
    tab.page.on("dialog", lambda dialog: dialog.accept())
    wrong = []
    for name in pages(tab.page, office, at_work):
        settled(tab.page)
        if SHOTS:
            tab.page.screenshot(path=Path(SHOTS) / f"promises-{name}-390-{language[:2]}.png", full_page=True)
        wrong += [f"{name}: {one}" for one in [*too_wide(tab.page), *torn(tab.page)]]
    assert not wrong, "\n".join(wrong)
