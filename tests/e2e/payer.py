"""The payer's hand: what somebody does in the simulated WeChat that the page opened, and what they hold in the end."""

from __future__ import annotations

import io
import re
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Request, Route, expect
from pypdf import PdfReader

from tests.e2e.office import Office, Person

AT_WECHAT: Final = re.compile(r"/local/pay/wx[0-9a-f]{34}")
ORDERS: Final = re.compile(r"/api/my/units/\w+/orders$")


class Payer:
    """One person's line to the simulated WeChat Pay and to what the office has booked for them."""

    def __init__(self, line: Person, office: Office) -> None:
        self.line, self.office = line, office

    def pay(self, link: str) -> str:
        """Pay the order that `link` leads to; gives where the provider leads back to."""
        place = urlsplit(link)
        self.line.post(f"/local/wechat/orders/{place.path.rpartition('/')[2]}/pay", {})
        return parse_qs(place.query)["redirect_url"][0]

    def pay_here(self, page: Page) -> str:
        """Pay the order at which the browser stands."""
        page.wait_for_url(AT_WECHAT)
        return self.pay(page.url)

    def units(self) -> list[str]:
        """Their units."""
        return [one["unit_id"] for one in self.line.get("/my/home")["units"]]

    def taken(self) -> list[int]:
        """Every amount that the provider has taken, by its own statement."""
        return [row["amount_fen"] for row in self.line.get("/local/wechat/statement")["rows"]]

    def payments(self, unit_id: str) -> list[Any]:
        """What is booked on a unit, newest first."""
        rows: list[Any] = self.line.get(f"/my/units/{unit_id}/payments")["rows"]
        return rows

    def open_fen(self, unit_id: str) -> int:
        """What is still owed on a unit."""
        fen: int = self.line.get(f"/my/units/{unit_id}/payable")["open_fen"]
        return fen

    def prepaid_fen(self, unit_id: str) -> int:
        """What is prepaid on a unit."""
        return sum(one["prepaid_fen"] for one in self.line.get(f"/my/units/{unit_id}/payable")["balances"])

    def paper(self, link: str) -> str:
        """The text of a receipt, read back from its PDF."""
        answer = self.line.line.get(link)
        assert answer.ok, answer.text()
        assert answer.headers["content-type"] == "application/pdf"
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body())).pages)


class Asked:
    """The orders that a page asked for: key and order id of each request, whether or not its answer arrived."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: list[tuple[str, str]] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if request.method == "POST" and ORDERS.search(request.url):
            body = request.post_data_json or {}
            self.seen.append((request.headers["idempotency-key"], body["order_id"]))

    def lose_answers(self) -> None:
        """From now on the server does what it is asked, and the answer never arrives."""
        self.page.route(ORDERS, _lost)

    def find_signal(self) -> None:
        """Answers arrive again."""
        self.page.unroute(ORDERS)


def _lost(route: Route) -> None:
    route.fetch()
    route.abort("internetdisconnected")


def paid(page: Page) -> None:
    """The order's page says so, and its receipt has a number."""
    expect(page.get_by_role("main")).to_contain_text("缴好了")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"W-\d{7}"))
