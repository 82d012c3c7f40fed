"""A cashier's till: the tab, what the server holds, the owner's phone; in this office every flat owes the same."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, expect

from tests.builders.workbooks import a_workbook, peer_sheets
from tests.e2e.browsing import Tab
from tests.e2e.office import Office, Person, months, new_id


class Desk:
    """A cashier's tab, and what the server holds of a unit; every unit owes 530.00 (250.00 and 15.00, two months)."""

    def __init__(self, tab: Tab, office: Office, admin: Person, owner: Person) -> None:
        self.tab, self.page, self.office = tab, tab.page, office
        self.admin, self.owner = admin, owner
        self.base = f"/communities/{office.community_id}"
        self.keys = 0

    def press(self, *keys: str) -> None:
        """One key after the other, as fingers do."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def unit(self, number: str) -> str:
        """The id of the unit with this number."""
        rows = self.admin.get(f"{self.base}/directory")["rows"]
        return str(next(row["unit_id"] for row in rows if row["label"].endswith(number)))

    def begin(self, number: str) -> str:
        """Find the unit as a cashier does; the focus is then on who is at the desk. Gives the unit's id."""
        self.tab.go(self.office.desk("cashier"))
        box = self.page.get_by_label("谁来缴费")
        expect(box).to_be_focused()
        self.press(*number)
        expect(self.page.get_by_role("option").first).to_contain_text(number)
        self.press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(number)
        return self.unit(number)

    def check(self) -> None:
        """The payer in person, by the paper."""
        expect(self.page.get_by_role("radio", name="本人")).to_be_focused()
        self.press("1")
        expect(self.page.get_by_role("radio", name="看证件")).to_be_focused()
        self.press("1")
        expect(self.received).to_be_focused()

    @property
    def received(self) -> Locator:
        return self.page.get_by_label("收到现金")

    @property
    def fee(self) -> Locator:
        """How much of the oldest bill of 250.00 is paid now."""
        return self.page.get_by_label(f"{months()[0]} 物业服务费 这次缴多少")

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("complementary")

    def done(self) -> str:
        """The receipt's number, once it stands there."""
        number = self.panel.get_by_text(re.compile(r"^D\d{5}-\d{4}$"))
        expect(number).to_be_visible()
        return number.inner_text()

    def payments(self, unit_id: str) -> list[Any]:
        """What the server has booked on the unit."""
        rows: list[Any] = self.admin.get(f"{self.base}/units/{unit_id}/payments")["rows"]
        return rows

    def open_fen(self, unit_id: str) -> int:
        return int(self.admin.get(f"{self.base}/units/{unit_id}/payable")["open_fen"])

    def order(self, unit_id: str, periods: tuple[str, ...]) -> tuple[str, str]:
        """An order of the owner's for what these months still owe: its id, and where they go to pay it."""
        at, order_id = f"/my/units/{unit_id}", new_id()
        bills = [one for one in self.owner.get(f"{at}/payable")["bills"] if one["period"] in periods]
        parts = [{"period": b["period"], "item_id": b["item_id"], "amount_fen": b["open_fen"]} for b in bills]
        self.owner.post(f"{at}/orders", {"order_id": order_id, "parts": parts})
        return order_id, self.owner.post(f"{at}/orders/{order_id}/checkout", {"scene": "h5"})["url"]

    def pay_online(self, unit_id: str, *orders: tuple[str, str], fen: int | None = None) -> None:
        """The owner pays these orders by phone, in full or this much; returns once the money is posted."""
        for order_id, link in orders:
            prepay_id = urlsplit(link).path.rpartition("/")[2]
            self.owner.post(f"/local/wechat/orders/{prepay_id}/pay", {"amount_fen": fen} if fen else {})
            self.owner.until(f"/my/units/{unit_id}/orders/{order_id}", "paid")


def a_book() -> bytes:
    """The usual small community, and flats of 100 ㎡ of the first owner, one for each story told here."""
    sheets = peer_sheets()
    for number in range(301, 313):
        row = [number, 2, 1, 3, "10102", 100, 1, "1#2", "2025-01-01#2025-01-01", 110, 100, 0]
        sheets["房屋信息"].append(row)
    return a_workbook(sheets)
