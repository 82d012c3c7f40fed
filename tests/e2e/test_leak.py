"""A leak, followed to its end on phones: reported, worked on, asked about, closed or opened again.

What is pressed on the crew's phone without a signal, or without an answer, is sent once it can be.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Locator, Page, Playwright, Request, Route, expect
from playwright.sync_api import TimeoutError as NotThere

from tests.builders.media import a_picture
from tests.e2e.browsing import PHONE, SHOTS, WITHIN_MS, Tab, settled, too_wide, torn, wrong_with
from tests.e2e.conftest import Open
from tests.e2e.office import Office, Person, an_office, new_id
from tests.e2e.system import running

PICTURE: Final = a_picture("PNG", wide=640, high=480)
LEAK: Final = "厨房水槽下面一直漏水"
CREW: Final = ("维修员己", "13800000006", "crew")
OTHER: Final = ("维修员庚", "13800000007", "crew")
STEWARD: Final = ("管家辛", "13800000008", "steward")
HALF_WAY: Final = 40
WORKING: Final = re.compile(r"/api/communities/\w+/tickets/\w+/(accept|arrive|finish)$")

Report = Callable[[str], str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the office of these tests lives."""
    return tmp_path_factory.mktemp("leak")


@pytest.fixture(scope="module")
def office(playwright: Playwright, home: Path) -> Iterator[Office]:
    """An office of their own, with a crew and a steward."""
    with running(home) as system:
        office = an_office(playwright, system, home)
        admin = Person(playwright, system, session=office.admin)
        for name, phone, role in (CREW, OTHER, STEWARD):
            admin.post("/staff", {"staff_id": new_id(), "name": name, "phone": phone, "grants": [{"role": role}]})
        admin.line.dispose()
        yield office


@pytest.fixture(scope="module")
def owner(playwright: Playwright, office: Office) -> Iterator[Person]:
    """业主甲's line to the API."""
    person = Person(playwright, office.system, session=office.owner)
    yield person
    person.line.dispose()


@pytest.fixture(scope="module")
def crew(playwright: Playwright, office: Office) -> Iterator[Person]:
    """维修员己's line to the API."""
    yield from signed_in(playwright, office, CREW[1])


@pytest.fixture(scope="module")
def other(playwright: Playwright, office: Office) -> Iterator[Person]:
    """A colleague's."""
    yield from signed_in(playwright, office, OTHER[1])


@pytest.fixture(scope="module")
def steward(playwright: Playwright, office: Office) -> Iterator[Person]:
    """Whoever calls back."""
    yield from signed_in(playwright, office, STEWARD[1])


def signed_in(playwright: Playwright, office: Office, phone: str) -> Iterator[Person]:
    """Somebody of the office."""
    person = Person(playwright, office.system)
    person.sign_in(phone)
    yield person
    person.line.dispose()


@pytest.fixture
def report(owner: Person, office: Office) -> Report:
    """Reports something through the API; gives the ticket's id."""

    def reported(words: str) -> str:
        body = {"ticket_id": new_id(), "words": words, "files": []}
        ticket_id: str = owner.post(f"/my/units/{office.unit_id}/tickets", body)["ticket_id"]
        return ticket_id

    return reported


def phone_of(open_tab: Open, office: Office, person: Person, **more: Any) -> Tab:
    """The phone of whoever this is."""
    return open_tab(office.system, PHONE, storage_state=person.line.storage_state(), **more)


def work(crew: Person, office: Office, ticket_id: str, *verbs: str) -> None:
    """Work on a ticket through the API."""
    for verb in verbs:
        body = {"words": "换了角阀"} if verb == "finish" else {}
        crew.post(f"/communities/{office.community_id}/tickets/{ticket_id}/{verb}", body)


def becomes(owner: Person, ticket_id: str, status: str) -> Any:
    """The ticket, once it stands so."""
    end = time.monotonic() + WITHIN_MS / 1_000
    while (ticket := owner.get(f"/my/tickets/{ticket_id}"))["status"] != status:
        assert time.monotonic() < end, ticket
        time.sleep(0.05)
    return ticket


def card(page: Page, words: str) -> Any:
    """A ticket in the list."""
    return page.get_by_role("article").filter(has_text=words)


def reports(phone: Tab) -> None:
    """The owner's part: a photo, words, and the place that is there already."""
    page = phone.page
    phone.go("/home")
    page.get_by_role("link", name="报修").tap()
    page.get_by_role("link", name="我要报修").tap()
    page.get_by_role("button", name="提交").tap()
    expect(page.get_by_role("alert")).to_contain_text("请写几个字")
    page.get_by_label("拍照或选照片").set_input_files({"name": "水槽.png", "mimeType": "image/png", "buffer": PICTURE})
    expect(page.get_by_role("button", name="去掉第 1 张照片")).to_be_visible()
    page.get_by_label("怎么了").fill(LEAK)
    page.get_by_role("button", name="提交").dblclick()
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"收到了，编号 T\d{8}-\w{8}"))
    expect(page.get_by_role("main")).to_contain_text("前有人接单")


def opened(page: Page, step: str) -> Locator:
    """The sheet of a step. The card is drawn anew when the phone hears of news: a tap just then meets nothing."""
    sheet = page.get_by_role("dialog")
    for _ in range(3):
        card(page, LEAK).get_by_role("button", name=step).tap()
        with suppress(NotThere):
            sheet.wait_for(timeout=4_000)
            break
    return sheet


def comes(phone: Tab) -> None:
    """The crew's part, until the owner is told how far it is."""
    page = phone.page
    phone.go("/staff")
    card(page, LEAK).get_by_role("button", name="接单").tap()
    before = opened(page, "到达")
    before.locator("input[type=file]").set_input_files(
        {"name": "before.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    expect(before.get_by_role("img")).to_have_count(1)
    before.get_by_role("button", name="到达").tap()
    card(page, LEAK).get_by_role("link", name="更多").tap()
    picture = page.get_by_role("img", name="业主甲的照片")
    expect(picture).to_be_visible()
    assert picture.evaluate("async one => { await one.decode(); return one.naturalWidth }") > 0
    page.get_by_role("button", name="进展").tap()
    page.get_by_role("button", name="60%").tap()
    page.get_by_label("写给业主看的话").fill("角阀老化，换一个就好")
    page.get_by_role("dialog").get_by_role("button", name="进展").tap()
    expect(page.get_by_role("list").last).to_contain_text("角阀老化")


def finishes(page: Page) -> None:
    """The crew's last step."""
    page.get_by_role("button", name="完成").tap()
    page.get_by_label("写给业主看的话").fill("试水 10 分钟不漏")
    page.get_by_role("dialog").get_by_role("button", name="完成").tap()
    expect(page.get_by_role("list").last).to_contain_text("试水 10 分钟不漏")
    expect(page.get_by_role("main")).to_contain_text("办好了，等回访")


def test_a_leak_from_the_owners_phone_to_the_owners_score(
    open_tab: Open, office: Office, owner: Person, crew: Person
) -> None:
    theirs, ours = phone_of(open_tab, office, owner), phone_of(open_tab, office, crew)
    page, main = theirs.page, theirs.page.get_by_role("main")
    reports(theirs)
    assert len(owner.get(f"/my/units/{office.unit_id}/tickets")["rows"]) == 1, "two taps are one report"
    comes(ours)
    page.reload()
    for words in (CREW[0], "60%", "角阀老化，换一个就好", "到达，开始处理", "前再给您消息"):
        expect(main).to_contain_text(words)
    finishes(ours.page)
    page.reload()
    expect(main).to_contain_text("试水 10 分钟不漏")
    page.get_by_role("button", name="提交").tap()
    expect(page.get_by_role("alert")).to_contain_text("请先点星星")
    page.get_by_role("radio", name="5 星").check()
    page.get_by_role("button", name="提交").dblclick()
    expect(main).to_contain_text("谢谢，记下了")
    expect(main).to_contain_text("已办结")
    page.get_by_role("link", name="回到报修").tap()
    expect(page.get_by_role("link", name=LEAK)).to_contain_text("已办结")
    (closed,) = owner.get(f"/my/units/{office.unit_id}/tickets/closed")["rows"]
    assert closed["status"] == "closed"


def test_whoever_is_called_back_and_not_content_has_it_opened_again(  # noqa: PLR0917 - everybody whom it takes
    open_tab: Open, office: Office, crew: Person, steward: Person, owner: Person, report: Report
) -> None:
    ticket_id = report("卫生间水龙头关不紧")
    work(crew, office, ticket_id, "accept", "arrive", "finish")
    phone = phone_of(open_tab, office, steward)
    page = phone.page
    phone.go("/staff/callbacks")
    card(page, "水龙头").get_by_role("link", name="回访").tap()
    for words in ("这样说", "地面收拾干净了吗", STEWARD[0]):
        expect(page.get_by_role("main")).to_contain_text(words)
    page.get_by_role("button", name="没打通").tap()
    page.get_by_role("button", name="1 小时后").tap()
    expect(card(page, "水龙头")).to_contain_text("打过 1 次")
    card(page, "水龙头").get_by_role("link", name="回访").tap()
    page.get_by_role("button", name="保存").tap()
    expect(page.get_by_role("alert")).to_contain_text("先问业主打几分")
    page.get_by_role("radio", name="2 星").check()
    page.get_by_label("建议").fill("还在滴水")
    page.get_by_role("button", name="保存").tap()
    expect(card(page, "水龙头")).to_have_count(0)
    ticket = becomes(owner, ticket_id, "new")
    assert (ticket["reopened"], ticket["worker_id"]) == (1, None)
    steps = owner.get(f"/my/tickets/{ticket_id}/steps")["rows"]
    assert (steps[0]["event"], steps[0]["words"]) == ("ticket.reopened", "还在滴水")
    page.get_by_role("link", name="待办").tap()
    expect(card(page, "水龙头")).to_contain_text("前接单")


def test_what_is_pressed_without_a_signal_is_sent_when_there_is_one(
    open_tab: Open, office: Office, crew: Person, owner: Person, report: Report
) -> None:
    ticket_id = report("楼道灯不亮")
    phone = phone_of(open_tab, office, crew)
    phone.may_be_offline = True
    page = phone.page
    phone.go("/staff")
    expect(card(page, "楼道灯")).to_be_visible()
    page.context.set_offline(True)
    card(page, "楼道灯").get_by_role("button", name="接单").tap()
    card(page, "楼道灯").get_by_role("button", name="到达").tap()
    page.get_by_role("dialog").get_by_role("button", name="到达").tap()
    expect(page.get_by_role("status").filter(has_text="等待发送 2 条").first).to_be_visible()
    expect(card(page, "楼道灯")).to_contain_text("到达等待发送")
    assert owner.get(f"/my/tickets/{ticket_id}")["status"] == "new"
    page.context.set_offline(False)
    expect(page.get_by_text("等待发送")).to_have_count(0)
    becomes(owner, ticket_id, "on_site")


def test_an_answer_that_is_lost_is_asked_for_again_after_a_reload(
    open_tab: Open, office: Office, crew: Person, owner: Person, report: Report
) -> None:
    ticket_id = report("门禁刷不开")
    phone = phone_of(open_tab, office, crew)
    phone.may_be_offline = True
    page, keys = phone.page, list[str]()

    def note(one: Request) -> None:
        if WORKING.search(one.url):
            keys.append(one.headers["idempotency-key"])

    page.on("request", note)
    page.route(WORKING, lose)
    phone.go("/staff")
    card(page, "门禁").get_by_role("button", name="接单").tap()
    expect(page.get_by_role("status").filter(has_text="等待发送 1 条").first).to_be_visible()
    page.reload()
    page.unroute(WORKING)
    expect(card(page, "门禁").get_by_role("button", name="到达")).to_be_visible()
    expect(page.get_by_text("等待发送")).to_have_count(0)
    assert len(keys) > 1
    assert len(set(keys)) == 1
    events = [one["event"] for one in owner.get(f"/my/tickets/{ticket_id}/steps")["rows"]]
    assert events == ["ticket.accepted", "ticket.opened"]


def test_what_a_colleague_has_taken_meanwhile_is_refused_at_its_ticket(
    open_tab: Open, office: Office, crew: Person, other: Person, report: Report
) -> None:
    ticket_id = report("阳台纱窗掉了")
    phone = phone_of(open_tab, office, crew)
    phone.may_be_offline = True
    phone.refusals.add(409)
    page = phone.page
    phone.go("/staff")
    expect(card(page, "纱窗")).to_be_visible()
    page.context.set_offline(True)
    card(page, "纱窗").get_by_role("button", name="接单").tap()
    work(other, office, ticket_id, "accept")
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_contain_text("工单现在不能这样办")
    expect(page.get_by_role("main")).to_contain_text("接单没有办成")
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / "leak-refused.png")
    page.get_by_role("button", name="知道了").tap()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(card(page, "纱窗")).to_have_count(0)


def lose(route: Route) -> None:
    """The server does it, and its answer never arrives."""
    route.fetch()
    route.abort("internetdisconnected")


def pages_of_owner(page: Page, office: Office, owner: Person) -> Iterator[str]:
    """Each page of the portal's part in turn, by name."""
    origin, rows = office.system.origin, owner.get(f"/my/units/{office.unit_id}/tickets")["rows"]
    for name, path in {"home": "/home", "repairs": "/repairs", "report": "/repairs/new"}.items():
        page.goto(origin + path)
        yield name
    page.locator("form button[type=submit]").click()
    yield "report-wrong"
    for status in ("new", "on_site", "done"):
        page.goto(f"{origin}/repairs/{next(one['ticket_id'] for one in rows if one['status'] == status)}")
        expect(page.locator(".tl")).to_be_visible()
        yield f"repair-{status}"


def pages_of_staff(page: Page, office: Office, steward: Person) -> Iterator[str]:
    """Each page of the staff app."""
    origin, base = office.system.origin, f"/communities/{office.community_id}"
    mine = next(one for one in steward.get(f"{base}/tickets")["rows"] if one["percent"] == HALF_WAY)
    owed = steward.get(f"{base}/callbacks")["rows"][0]["callback_id"]
    for name, path in {
        "todo": "/staff",
        "job": f"/staff/tickets/{office.community_id}/{mine['ticket_id']}",
        "callbacks": "/staff/callbacks",
        "callback": f"/staff/callbacks/{office.community_id}/{owed}",
        "me": "/staff/me",
    }.items():
        page.goto(origin + path)
        yield name
    page.goto(f"{origin}/staff")
    page.locator(".three .pri").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    yield "finish"
    page.goto(f"{origin}/staff/tickets/{office.community_id}/{mine['ticket_id']}")
    for n, name in enumerate(("progress", "hold")):
        page.locator(".others .btn").nth(n).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        yield name
        page.keyboard.press("Escape")


@pytest.fixture
def at_work(office: Office, steward: Person, report: Report) -> None:
    """Tickets in every state that a page draws: nobody has them, worked on by the steward, done."""
    report("客厅吊灯一闪一闪，怕会掉下来")
    on_site, done = report("书房窗户关不上，下雨会进水"), report("厨房下水道堵了")
    work(steward, office, on_site, "accept", "arrive")
    path = f"/communities/{office.community_id}/tickets/{on_site}/progress"
    steward.post(path, {"percent": HALF_WAY, "words": "密封条老化，配件下午到", "expected_at": None, "files": []})
    work(steward, office, done, "accept", "arrive", "finish")


@pytest.mark.usefixtures("at_work")
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_the_phones_pages_are_accessible(
    open_tab: Open, office: Office, owner: Person, steward: Person, language: str
) -> None:
    portal = phone_of(open_tab, office, owner, locale=language)
    ours = phone_of(open_tab, office, steward, locale=language)
    walks = (portal, pages_of_owner(portal.page, office, owner)), (ours, pages_of_staff(ours.page, office, steward))
    wrong = []
    for tab, pages in walks:
        for name in pages:
            settled(tab.page)
            wrong += wrong_with(tab.page, f"leak-{name}-{language[:2]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("at_work")
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_the_pages_fit_the_narrowest_phone_in_large_type(
    open_tab: Open, office: Office, owner: Person, steward: Person, language: str
) -> None:
    screen = {"viewport": {"width": 320, "height": 568}, "has_touch": True}
    wrong = []
    for person, pages in ((owner, pages_of_owner), (steward, pages_of_staff)):
        tab = open_tab(office.system, screen, locale=language, storage_state=person.line.storage_state())
        tab.page.add_init_script("localStorage.setItem('guanjia.choices', JSON.stringify({type: 'large'}))")
        for name in pages(tab.page, office, person):
            settled(tab.page)
            if SHOTS:
                tab.page.screenshot(path=Path(SHOTS) / f"leak-{name}-320-{language[:2]}.png")
            wrong += [f"{name}: {one}" for one in [*too_wide(tab.page), *torn(tab.page)]]
    assert not wrong, "\n".join(wrong)
