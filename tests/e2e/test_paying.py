"""An owner pays on a phone: one tap, two taps, no signal in the middle; in the end one payment and one receipt.

The provider is the simulated WeChat Pay behind the real runner; what it took is asked of its own statement.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, Playwright, expect

from chalicelib import config
from chalicelib.core.period import Period
from chalicelib.payments.service.receipts import code_of
from infra.local.home import ROOT, Home
from infra.local.queue import LocalQueue
from tests.e2e.browsing import DESK, PHONE, SHOTS, Tab, settled, too_wide, torn, until, wrong_with
from tests.e2e.conftest import Open
from tests.e2e.office import COMMUNITY, ORGANISATION, Office, Person, an_office, months, new_id
from tests.e2e.payer import AT_WECHAT, Asked, Payer, paid
from tests.e2e.system import running

Months = Callable[[], str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the office of these tests lives."""
    return tmp_path_factory.mktemp("paying")


@pytest.fixture(scope="module")
def office(playwright: Playwright, home: Path) -> Iterator[Office]:
    """An office of their own: what is paid here is open elsewhere."""
    with running(home) as system:
        yield an_office(playwright, system, home)


@pytest.fixture(scope="module")
def payer(playwright: Playwright, office: Office) -> Iterator[Payer]:
    """业主甲, who owns unit 101 and another."""
    person = Person(playwright, office.system, session=office.owner)
    yield Payer(person, office)
    person.line.dispose()


@pytest.fixture(scope="module")
def new_month(playwright: Playwright, office: Office) -> Iterator[Months]:
    """Bills and releases one month more: something to pay for each test."""
    admin = Person(playwright, office.system, session=office.admin)
    checker = Person(playwright, office.system, session=office.checker)
    base, following = f"/communities/{office.community_id}", Period.parse(months()[2])
    queue = LocalQueue(Home.at(office.system.log.parent / "data").queue)
    done = 0

    def billed() -> str:
        nonlocal done
        done += 1
        period = str(following.plus(done))
        checker.release(base, admin.bill(base, period))
        until(lambda: not queue.waiting())  # what was prepaid before is used by then, and nothing else of it later
        return period

    yield billed
    queue.close()
    admin.line.dispose()
    checker.line.dispose()


@pytest.fixture
def phone(open_tab: Open, office: Office) -> Tab:
    """A tab of the owner."""
    return open_tab(office.system, PHONE, storage_state=office.owner)


def to_pay(tab: Tab, office: Office, period: str) -> Page:
    """The pay page with one month chosen."""
    tab.go(f"/pay/{office.unit_id}?month={period}")
    expect(tab.page.get_by_role("button", name=re.compile("^去支付 ¥"))).to_be_enabled()
    return tab.page


def test_one_tap_pays_everything_and_gives_a_receipt(phone: Tab, office: Office, payer: Payer) -> None:
    page = phone.page
    phone.go("/home")
    page.get_by_role("link", name="一键缴清").tap()
    expect(page.get_by_role("main")).to_contain_text("¥487.80")
    with page.expect_request(lambda one: one.is_navigation_request() and bool(AT_WECHAT.search(one.url))) as left:
        page.get_by_role("button", name="去支付 ¥487.80").dblclick()
    assert left.value.headers["referer"] == f"{office.system.origin}/", "WeChat Pay asks for the origin"
    page.get_by_role("button", name="立即支付").dblclick()
    paid(page)
    number = page.get_by_text(re.compile(r"P\d{8}-\w{8}")).inner_text()
    with page.expect_popup() as opened:
        page.get_by_role("button", name="打开收据").dblclick()
    link = page.get_by_role("link", name="收据准备好了").get_attribute("href")
    opened.value.close()
    text = payer.paper(link or "")
    for words in (ORGANISATION, COMMUNITY, number, "W-0000001", "业主甲", "肆佰捌拾柒元捌角", "¥487.80", "微信支付"):
        assert words in text
    assert payer.taken() == [48780]
    (booked,) = payer.payments(office.unit_id)
    assert (booked["amount_fen"], booked["settled_fen"], booked["number"]) == (48780, 48780, number)
    assert payer.open_fen(office.unit_id) == 0
    page.get_by_role("link", name="回到首页").last.tap()
    expect(page.get_by_role("main")).to_contain_text("没有要缴的")
    page.get_by_role("link", name="先存一些").tap()
    expect(page.get_by_role("button", name="去支付")).to_have_count(0)
    page.get_by_role("button", name="多存一点").tap()
    page.get_by_label("预存金额").fill("１００")
    expect(page.get_by_role("button", name="去支付 ¥100.00")).to_be_enabled()


def test_what_was_paid_is_found_again(phone: Tab, office: Office) -> None:
    page = phone.page
    phone.go("/my-file")
    page.get_by_role("link", name="101", exact=False).first.tap()
    page.get_by_role("link", name=re.compile("¥487.80")).tap()
    expect(page.get_by_role("main")).to_contain_text("W-0000001")
    expect(page.get_by_role("button", name="打开收据")).to_be_visible()
    phone.go(f"/bills/{office.unit_id}/{months()[1]}")
    expect(page.get_by_role("region", name="缴费情况")).to_contain_text("已缴清")
    expect(page.get_by_role("link", name="去缴费")).to_have_count(0)


def test_a_lost_answer_a_reload_and_another_tap_make_one_order(
    phone: Tab, office: Office, payer: Payer, new_month: Months
) -> None:
    phone.may_be_offline = True
    before, page = payer.taken(), to_pay(phone, office, new_month())
    asked = Asked(page)
    asked.lose_answers()
    page.get_by_role("button", name="去支付").dblclick()
    expect(page.get_by_role("alert")).to_contain_text("再试不会重复办理")
    page.reload()
    asked.find_signal()
    page.get_by_role("button", name="去支付 ¥251.40").dblclick()
    page.wait_for_url(AT_WECHAT)
    page.go_back()
    page.get_by_role("button", name="去微信付款").dblclick()
    page.wait_for_url(AT_WECHAT)
    page.go_back()
    page.get_by_role("link", name="回到缴费").tap()
    page.get_by_role("button", name="去支付 ¥251.40").tap()
    page.goto(payer.pay_here(page))
    paid(page)
    assert len(asked.seen) == 5, "three lost, one that arrived, one on the way back"
    assert len(set(asked.seen)) == 1
    assert payer.taken() == [*before, 25140]
    assert [one["amount_fen"] for one in payer.payments(office.unit_id)].count(25140) == 1


def test_paid_while_there_was_no_signal_the_page_goes_on_by_itself(
    phone: Tab, office: Office, payer: Payer, new_month: Months
) -> None:
    phone.may_be_offline = True
    before, page = payer.taken(), to_pay(phone, office, new_month())
    page.get_by_role("button", name="去支付").tap()
    page.wait_for_url(AT_WECHAT)
    link = page.url
    page.go_back()
    expect(page.get_by_role("main")).to_contain_text("正在等微信支付的结果")
    page.context.set_offline(True)
    expect(page.get_by_role("main")).to_contain_text("付过了就不用再付")
    expect(page.get_by_role("status").filter(has_text="没有信号").first).to_be_visible()
    page.get_by_role("button", name="去微信付款").tap()
    expect(page.get_by_role("alert")).to_contain_text("没有连上")
    payer.pay(link)
    page.context.set_offline(False)
    paid(page)
    assert payer.taken() == [*before, 25140]


def test_another_choice_is_another_order_and_the_first_is_still_there(
    phone: Tab, office: Office, payer: Payer, new_month: Months
) -> None:
    page, asked = to_pay(phone, office, new_month()), Asked(phone.page)
    page.get_by_role("checkbox", name="垃圾清运费").uncheck()
    page.get_by_role("button", name="去支付 ¥236.40").tap()
    page.wait_for_url(AT_WECHAT)
    page.go_back()
    page.get_by_role("link", name="回到缴费").tap()
    expect(page.get_by_role("link", name="有一笔 ¥236.40 还没有结果")).to_be_visible()
    expect(page.get_by_role("button", name="去支付 ¥236.40")).to_be_enabled()
    page.reload()
    page.get_by_role("button", name="多存一点").tap()
    page.get_by_label("预存金额").fill("1.5.")
    expect(page.get_by_role("button", name="去支付")).to_be_disabled()
    page.get_by_label("预存金额").fill("13.6")
    page.get_by_role("button", name="去支付 ¥250.00").tap()
    page.goto(payer.pay_here(page))
    paid(page)
    expect(page.get_by_role("main")).to_contain_text("转为预存")
    assert len({order for _, order in asked.seen}) == 2
    booked = payer.payments(office.unit_id)[0]
    assert (booked["settled_fen"], booked["prepaid_fen"], booked["surplus_fen"]) == (23640, 1360, 0)
    phone.go("/home")
    expect(page.get_by_role("main")).to_contain_text("预存余额")
    expect(page.get_by_role("main")).to_contain_text("¥13.60")


def test_paid_twice_nothing_is_lost_and_what_is_over_pays_the_next_bill(
    phone: Tab, office: Office, payer: Payer
) -> None:
    unit_id = next(one for one in payer.units() if one != office.unit_id)
    page, period = phone.page, months()[0]
    bills = [one for one in payer.line.get(f"/my/units/{unit_id}/payable")["bills"] if one["period"] == period]
    parts = [{"period": period, "item_id": one["item_id"], "amount_fen": one["open_fen"]} for one in bills]
    elsewhere, fen = new_id(), sum(one["open_fen"] for one in bills)
    payer.line.post(f"/my/units/{unit_id}/orders", {"order_id": elsewhere, "parts": parts})
    way = payer.line.post(f"/my/units/{unit_id}/orders/{elsewhere}/checkout", {"scene": "h5"})["url"]
    phone.go(f"/pay/{unit_id}?month={period}")
    page.get_by_role("button", name="去支付").tap()
    page.wait_for_url(AT_WECHAT)
    payer.pay(f"{way}&redirect_url=-")
    payer.line.until(f"/my/units/{unit_id}/orders/{elsewhere}", "paid")
    page.goto(payer.pay_here(page))
    paid(page)
    expect(page.get_by_role("main")).to_contain_text("多收 ¥")
    booked = [(one["settled_fen"], one["surplus_fen"]) for one in payer.payments(unit_id)]
    assert sorted(booked) == [(0, fen), (fen, 0)]
    phone.go(f"/pay/{unit_id}")
    page.get_by_role("button", name="用预存抵扣").dblclick()
    page.get_by_role("link", name=re.compile("已用预存抵扣")).tap()
    expect(page.get_by_role("main")).to_contain_text("没有新的扣款")
    expect(page.get_by_role("button", name="打开收据")).to_have_count(0)
    assert sorted(one["method"] for one in payer.payments(unit_id)) == ["prepaid", "wechat", "wechat"]
    assert payer.prepaid_fen(unit_id) + sum(one["settled_fen"] for one in payer.payments(unit_id)) == 2 * fen


def test_on_a_wide_screen_a_code_is_scanned_and_the_page_goes_on(
    open_tab: Open, office: Office, payer: Payer, new_month: Months
) -> None:
    tab = open_tab(office.system, DESK, storage_state=office.owner)
    page = to_pay(tab, office, new_month())
    page.get_by_role("button", name="去支付").dblclick()
    expect(page.get_by_role("img", name="付款用的二维码")).to_be_visible()
    page.reload()
    expect(page.get_by_role("img", name="付款用的二维码")).to_be_visible()
    payer.pay(page.get_by_role("link", name="打开模拟的付款页").get_attribute("href") or "")
    paid(page)


def test_a_month_that_was_paid_meanwhile_is_refused_in_words(
    phone: Tab, office: Office, payer: Payer, new_month: Months
) -> None:
    phone.refusals.add(409)
    period = new_month()
    page = to_pay(phone, office, period)
    bills = [one for one in payer.line.get(f"/my/units/{office.unit_id}/payable")["bills"] if one["period"] == period]
    parts = [{"period": period, "item_id": one["item_id"], "amount_fen": one["open_fen"]} for one in bills]
    order_id = new_id()
    payer.line.post(f"/my/units/{office.unit_id}/orders", {"order_id": order_id, "parts": parts})
    path = f"/my/units/{office.unit_id}/orders/{order_id}"
    payer.pay(payer.line.post(f"{path}/checkout", {"scene": "h5"})["url"] + "&redirect_url=-")
    payer.line.until(path, "paid")
    page.get_by_role("button", name="去支付").tap()
    expect(page.get_by_role("alert")).to_contain_text("已经缴清了")
    expect(page.get_by_role("group", name=re.compile(f"{int(period[5:])} 月账单"))).to_have_count(0)


@pytest.fixture
def code(office: Office, payer: Payer, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """What the square on the first receipt leads to."""
    monkeypatch.setenv("GUANJIA_SECRETS_FILE", str(home / "data" / "secrets.json"))
    config.forget()
    organisation_id = payer.line.get("/session")["organisation"]["id"]
    yield code_of(organisation_id, office.unit_id, payer.payments(office.unit_id)[-1]["payment_id"])
    monkeypatch.undo()
    config.forget()


WORDS: Final = {"zh-CN": ("是真的", "不是我们开的收据"), "en": ("is genuine", "Not a receipt of ours")}


@pytest.mark.parametrize("language", WORDS)
def test_anybody_can_check_a_receipt_and_learns_no_name(
    open_tab: Open, office: Office, payer: Payer, code: str, language: str
) -> None:
    genuine, unknown = WORDS[language]
    tab = open_tab(office.system, PHONE, locale=language)
    tab.go(f"/r/{code}")
    main = tab.page.get_by_role("main")
    number = payer.payments(office.unit_id)[-1]["number"]
    for words in (genuine, ORGANISATION, COMMUNITY, "¥487.80", number, "W-0000001"):
        expect(main).to_contain_text(words)
    expect(main).not_to_contain_text("业主甲")
    expect(main).not_to_contain_text("101 ")
    wrong = wrong_with(tab.page, f"check-{language[:2]}")
    tab.refusals.update({400, 404})
    for guess in (code[:20] + ("A" if code[20] != "A" else "B") + code[21:], "0" * 80, "x"):
        tab.go(f"/r/{guess}")
        expect(main).to_contain_text(unknown)
    assert wrong + wrong_with(tab.page, f"check-unknown-{language[:2]}") == []


def pages_of_paying(page: Page, office: Office, payer: Payer, period: str) -> Iterator[str]:
    """Each page in turn, by name, as it stands."""
    origin = office.system.origin
    for name, path in {
        "home": "/home",
        "bills": "/bills",
        "bill": f"/bills/{office.unit_id}/{period}",
        "pay": f"/pay/{office.unit_id}",
        "pay-month": f"/pay/{office.unit_id}?month={period}",
        "payments": f"/payments/{office.unit_id}",
        "payment": f"/payments/{office.unit_id}/{payer.payments(office.unit_id)[0]['payment_id']}",
        "my-file": "/my-file",
    }.items():
        page.goto(origin + path)
        yield name
    page.goto(f"{origin}/pay/{office.unit_id}?month={period}")
    page.locator(".dock button").click()
    page.wait_for_url(AT_WECHAT)
    page.go_back()
    page.locator("summary").click()
    yield "order"
    page.goto(f"{origin}/pay/{office.unit_id}")
    yield "pay-pending"
    page.go_back()
    page.go_forward()
    page.locator(".note").click()
    page.locator(".dock button").click()
    page.goto(payer.pay_here(page))
    expect(page.locator(".done")).to_be_visible()
    yield "order-paid"


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_the_pages_of_paying_are_accessible(
    open_tab: Open, office: Office, payer: Payer, new_month: Months, language: str
) -> None:
    tab = open_tab(office.system, PHONE, locale=language, storage_state=office.owner)
    wrong = []
    for name in pages_of_paying(tab.page, office, payer, new_month()):
        settled(tab.page)
        wrong += wrong_with(tab.page, f"paying-{name}-{language[:2]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_the_pages_of_paying_fit_the_narrowest_phone_in_large_type(
    open_tab: Open, office: Office, payer: Payer, new_month: Months, language: str
) -> None:
    screen = {"viewport": {"width": 320, "height": 568}, "has_touch": True}
    tab = open_tab(office.system, screen, locale=language, storage_state=office.owner)
    tab.page.add_init_script("localStorage.setItem('guanjia.choices', JSON.stringify({type: 'large'}))")
    wrong = []
    for name in pages_of_paying(tab.page, office, payer, new_month()):
        settled(tab.page)
        if SHOTS:
            tab.page.screenshot(path=Path(SHOTS) / f"paying-{name}-320-{language[:2]}.png")
        wrong += [f"{name}: {one}" for one in [*too_wide(tab.page), *torn(tab.page)]]
    assert not wrong, "\n".join(wrong)


def forward(home: Path, step: str) -> None:
    """Move the clock of this office: what does so stands last."""
    argv = [sys.executable, "-m", "infra.local.clock", step]
    subprocess.run(argv, cwd=ROOT, env={**os.environ, "DATA_DIR": str(home / "data")}, check=True)


def test_a_notice_that_never_comes_is_asked_for_while_the_owner_is_told_to_wait(
    phone: Tab, office: Office, payer: Payer, new_month: Months, home: Path
) -> None:
    page = to_pay(phone, office, new_month())
    payer.line.post("/local/wechat/behaviour", {"drop": True})
    page.get_by_role("button", name="去支付").tap()
    page.get_by_role("button", name="立即支付").tap()
    page.get_by_role("button", name="去微信付款").tap()
    phone.refusals.add(409)
    expect(page.get_by_role("main")).to_contain_text("微信说这一笔已经付了")
    expect(page.get_by_role("button", name="去微信付款")).to_have_count(0)
    payer.line.post("/local/wechat/behaviour", {})
    forward(home, "2m")
    paid(page)


def test_an_order_that_nobody_pays_is_closed_and_can_be_begun_again(
    phone: Tab, office: Office, payer: Payer, new_month: Months, home: Path
) -> None:
    phone.refusals.add(409)
    before, page = payer.taken(), to_pay(phone, office, new_month())
    page.get_by_role("button", name="去支付").tap()
    page.wait_for_url(AT_WECHAT)
    page.go_back()
    forward(home, "33m")
    expect(page.get_by_role("heading", name="¥251.40 的这一单已经关闭，没有扣款")).to_be_visible()
    page.get_by_role("link", name="重新缴费").tap()
    page.get_by_role("button", name="去支付 ¥251.40").tap()
    page.goto(payer.pay_here(page))
    paid(page)
    assert payer.taken() == [*before, 25140]
