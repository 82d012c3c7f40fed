"""A wrong area from beginning to end: the complaint, the correction, the second person, what the owner sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Page, Playwright, expect

from chalicelib.core.money import yuan_of
from tests.e2e.browsing import DESK, PHONE, Tab, settled, wrong_with
from tests.e2e.conftest import Open
from tests.e2e.correcting import CLERK, DEED, PAPER, SUPERVISOR, a_correcting_office, signed_in, tab_of
from tests.e2e.office import Office, Person, months, new_id

RIGHT: Final = "80"


@pytest.fixture(scope="module")
def office(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office of their own."""
    with a_correcting_office(playwright, tmp_path_factory.mktemp("corrections")) as office:
        yield office


@pytest.fixture(scope="module")
def clerk(playwright: Playwright, office: Office) -> Iterator[Person]:
    """内勤丁's line to the API."""
    yield from signed_in(playwright, office, CLERK[1])


@pytest.fixture(scope="module")
def supervisor(playwright: Playwright, office: Office) -> Iterator[Person]:
    """主管戊's."""
    yield from signed_in(playwright, office, SUPERVISOR[1])


def asked(person: Person, office: Office, area: str, *, since: str | None = None) -> str:
    """A correction asked for through the API; gives the approval's id."""
    body = {
        "approval_id": new_id(),
        "stretches": [{"area": area, "from_on": since or f"{months()[0]}-01", "to_on": None}],
        "paper": PAPER,
        "words": "入伙时抄错",
    }
    answer = person.post(f"/communities/{office.community_id}/units/{office.unit_id}/corrections", body)
    approval_id: str = answer["approval_id"]
    return approval_id


def looked_at(person: Person, office: Office, approval_id: str) -> Any:
    """What it would do."""
    return person.get(f"/communities/{office.community_id}/approvals/{approval_id}")


def apology(sum_of_it: str) -> re.Pattern[str]:
    """The message names the mistake and the sum, and apologises."""
    return re.compile(rf"应是 80\.00.*不是 94\.56.*{re.escape(sum_of_it[1:])}.*对不起")


def complains(page: Page) -> None:
    """The owner says that the area is wrong, with a photo of the deed."""
    page.get_by_role("link", name="资料不对？").click()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("alert")).to_contain_text("大于零的数字")
    page.get_by_label("正确的面积").fill(RIGHT)
    page.get_by_label("拍照或选照片").set_input_files(DEED)
    expect(page.get_by_role("img", name="第 1 张照片")).to_be_visible()
    page.get_by_label("还想说什么").fill("多收了我好几个月的钱。")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("main")).to_contain_text(f"资料更正：面积应为 {RIGHT} ㎡。")
    expect(page.get_by_role("main")).to_contain_text("前有人接单")


def asks(page: Page) -> None:
    """The clerk, from the ticket: the form knows the area; the paper and why are written."""
    page.get_by_role("link", name="去更正").click()
    box = page.get_by_role("dialog")
    expect(box.get_by_label("正确的面积")).to_have_value(RIGHT)
    box.get_by_label("从哪天起").fill(f"{months()[0]}-01")
    box.get_by_role("button", name="提交复核").click()
    expect(box.get_by_role("alert").first).to_contain_text("凭哪份资料")
    box.get_by_label("凭什么改").fill(PAPER)
    box.get_by_label("拍照或选照片").set_input_files(DEED)
    expect(box.get_by_role("img", name="第 1 张照片")).to_be_visible()
    box.get_by_label("为什么改").fill("入伙时抄错")
    box.get_by_role("button", name="提交复核").click()
    expect(page.get_by_role("status").filter(has_text="等另一个人复核")).to_be_visible()
    page.get_by_role("link", name="去看").click()


def agrees(page: Page, sum_of_it: str) -> None:
    """The supervisor, on a phone: all of it in sight, then the sum in the button."""
    page.get_by_role("link", name="面积更正").click()
    main = page.get_by_role("main")
    for words in ("94.56", "80.00", PAPER, "碰到 2 张已发的账单", "业主甲 提出", f"{CLERK[0]} 录入", "等您复核"):
        expect(main).to_contain_text(words)
    expect(main.get_by_role("img", name=f"{CLERK[0]}的照片")).to_be_visible()
    money = page.get_by_role("complementary", name="钱怎么走")
    expect(money).to_contain_text(f"−{sum_of_it}")
    expect(money.get_by_label("发给业主的话")).to_have_value(apology(sum_of_it))
    page.get_by_role("button", name="不同意").click()
    expect(page.get_by_role("alert")).to_contain_text("为什么不同意")
    assert wrong_with(page, "approval-of-a-ticket") == []
    page.get_by_role("button", name=f"同意，退 {sum_of_it}").click()
    expect(page.get_by_role("status").filter(has_text="同意了")).to_be_visible()


def sees_why(owner: Tab, office: Office) -> None:
    """The owner is answered in the ticket; below the line of the bill is the right sentence, and where it is from."""
    owner.page.reload()
    expect(owner.page.get_by_role("main")).to_contain_text("给您添麻烦了，对不起。")
    owner.go(f"/bills/{office.unit_id}/{months()[0]}")
    bill = owner.page.get_by_role("main")
    for words in ("更正后应为", "已抵这张账单"):
        expect(bill).to_contain_text(words)
    right = bill.locator(".corrected")
    right.get_by_role("button", name="80.00").click()
    for words in (PAPER, SUPERVISOR[0]):
        expect(right.get_by_role("group")).to_contain_text(words)


def test_a_wrong_area_is_complained_of_corrected_agreed_to_and_explained(
    open_tab: Open, office: Office, clerk: Person, supervisor: Person
) -> None:
    owner = open_tab(office.system, PHONE, storage_state=office.owner)
    owner.go("/my-file")
    complains(owner.page)
    (ticket,) = clerk.get(f"/communities/{office.community_id}/tickets")["rows"]

    desk = tab_of(open_tab, office, clerk)
    desk.go(office.desk(f"service/{ticket['ticket_id']}"))
    asks(desk.page)
    box = desk.page.get_by_role("region", name="您的意见")
    expect(box).to_contain_text("自己提的")
    expect(box.get_by_role("button", name="同意")).to_have_count(0)
    expect(box.get_by_role("button", name="撤回")).to_be_visible()

    shown = looked_at(supervisor, office, desk.page.url.rpartition("/")[2])
    sum_of_it = f"¥{yuan_of(-shown['amount_fen']):,.2f}"
    phone = tab_of(open_tab, office, supervisor, PHONE)
    phone.go(office.desk("approvals"))
    agrees(phone.page, sum_of_it)
    sees_why(owner, office)

    desk.go(office.desk(f"units/{office.unit_id}"))
    card = desk.page.get_by_role("row").filter(has_text="已生效")
    expect(card).to_contain_text(f"退 {sum_of_it}")
    card.get_by_role("button", name="撤回这次更正").click()
    expect(desk.page.get_by_role("dialog")).to_contain_text("94.56")


def test_what_changed_since_it_was_looked_at_is_said_and_looked_at_again(
    open_tab: Open, office: Office, clerk: Person, supervisor: Person, playwright: Playwright
) -> None:
    admin = Person(playwright, office.system, session=office.admin)
    first, second = asked(clerk, office, "70"), asked(clerk, office, "60")
    desk = tab_of(open_tab, office, supervisor)
    desk.refusals.add(409)
    desk.go(office.desk(f"approvals/{first}"))
    box = desk.page.get_by_role("region", name="您的意见")
    expect(box.get_by_role("button", name="同意，退")).to_be_visible()
    path = f"/communities/{office.community_id}/approvals/{second}"
    admin.post(f"{path}/approve", {"digest": looked_at(admin, office, second)["digest"]})
    admin.line.dispose()
    desk.page.keyboard.press("Control+Enter")
    expect(box.get_by_role("alert")).to_contain_text("刚才看的已经变了")
    expect(box.get_by_role("alert")).to_contain_text("现在是 2 张账单")
    expect(box.get_by_role("button", name="同意，补收")).to_be_visible()
    box.get_by_label("原因").fill("以另一条为准")
    box.get_by_role("button", name="不同意").click()
    expect(desk.page.get_by_role("status").filter(has_text="没有同意")).to_be_visible()
    desk.page.get_by_role("button", name="已处理").click()
    expect(desk.page.get_by_role("link").filter(has_text="没同意")).to_have_count(1)


def pages(office: Office, waiting: str, decided: str) -> Iterator[tuple[str, str]]:
    """Each page of corrections at the desk, by name."""
    yield "approvals", office.desk(f"approvals/{waiting}")
    yield "approvals-decided", office.desk(f"approvals/{decided}")
    yield "unit-corrections", office.desk(f"units/{office.unit_id}")


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_of_corrections_can_be_read_by_everybody(
    open_tab: Open, office: Office, clerk: Person, supervisor: Person, *, locale: str, screen: dict[str, Any]
) -> None:
    name = f"{locale[:2]}-{screen['viewport']['width']}"
    base = f"/communities/{office.community_id}/approvals"
    waiting = next(iter(supervisor.get(base)["rows"]), None)
    waiting_id = waiting["approval_id"] if waiting else asked(clerk, office, "75.5")
    decided = supervisor.get(f"{base}/decided")["rows"][-1]["approval_id"]
    tab = tab_of(open_tab, office, supervisor, screen, locale=locale)
    wrong = []
    for page, path in pages(office, waiting_id, decided):
        tab.go(path)
        settled(tab.page)
        wrong += wrong_with(tab.page, f"{page}-{name}")
    tab.page.locator("dd .fig").first.click()
    tab.page.locator(".from .btn").click()
    expect(tab.page.get_by_role("dialog")).to_be_visible()
    wrong += wrong_with(tab.page, f"ask-{name}")
    owner = open_tab(office.system, screen, storage_state=office.owner, locale=locale)
    for page, path in (("mend", "/my-file/mend"), ("bill", f"/bills/{office.unit_id}/{months()[0]}")):
        owner.go(path)
        settled(owner.page)
        wrong += wrong_with(owner.page, f"{page}-{name}")
    assert wrong == []
