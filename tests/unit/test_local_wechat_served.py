"""The simulated WeChat Pay over HTTP: the merchant's side, the payer's page, the notices that reach the merchant."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
from chalice.app import Chalice, Response

from chalicelib import config
from chalicelib.core import clock
from chalicelib.payments.providers.port import AlreadyPaid, Asked, Paid, ProviderDown
from chalicelib.payments.providers.wechat import WeChat
from infra.local.bridge import Bridge, create_server
from infra.local.files import LocalFiles
from infra.local.gateway import Gateway
from infra.local.home import Home
from infra.local.outbox import LocalOutbox
from infra.local.page import Page
from infra.local.wechat.keys import Keys, merchant
from infra.local.wechat.payer import own_path
from infra.local.wechat.sender import Sender, post
from infra.local.wechat.simulator import Simulator
from tests.builders.provider import an_order, prepay_id


@dataclass
class Street:
    """A bridge that listens, a merchant behind it, and what the merchant took."""

    port: int
    simulator: Simulator
    wechat: WeChat
    took: list[Paid] = field(default_factory=list)

    def ask(self, method: str, path: str, *, page: bool = True, **more: Any) -> requests.Response:
        own = {"Origin": "http://127.0.0.1:8000", "X-Guanjia": "1"} if page else {}
        url = f"http://127.0.0.1:{self.port}{path}"
        return requests.request(method, url, headers=own | more.pop("headers", {}), timeout=5, **more)


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    home = Home.at(tmp_path_factory.mktemp("street"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    here = merchant(port)
    simulator = Simulator(home.wechat, Keys.of(here, config.secret))
    found = Street(port, simulator, WeChat(here))
    app = Chalice("merchant")

    @app.route("/payments/wechat/notify", methods=["POST"], content_types=["application/json"])
    def notify() -> Response:
        request: Any = app.current_request
        headers = {name.lower(): value for name, value in request.headers.items()}
        found.took.append(found.wechat.read(headers, request.raw_body, at=clock.now()))
        return Response({"code": "SUCCESS"})

    bridge = Bridge(
        Gateway(app), LocalFiles(home), LocalOutbox(home.outbox), Page(home.root), wechat=simulator, port=port
    )
    server = create_server(bridge, port=port)
    threading.Thread(target=server.run, daemon=True).start()
    yield found
    server.task_dispatcher.shutdown(cancel_pending=True, timeout=5)
    server.close()
    simulator.close()


def opened(street: Street, name: str = "") -> tuple[Asked, str]:
    asked = an_order(name)
    return asked, f"/api/local/wechat/orders/{prepay_id(street.wechat.open(asked))}"


def test_an_order_is_paid_on_the_page_and_the_merchant_is_told(street: Street) -> None:
    asked, order = opened(street)
    assert street.ask("GET", order).json() == {
        "trade_no": asked.trade_no,
        "amount_fen": 280_32,
        "description": "示例花园 3-2-501 物业费",
        "state": "open",
        "paid_fen": None,
        "redirect_url": None,
    }
    assert street.wechat.find(asked.trade_no) is None
    assert street.ask("POST", order + "/pay", json={"amount_fen": 280_00}).json()["state"] == "paid"
    assert Sender(street.simulator).step() == 1
    assert street.took[-1] == street.wechat.find(asked.trade_no)
    assert street.took[-1].amount_fen == 280_00
    again = street.ask("POST", order + "/pay", json={})
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    with pytest.raises(AlreadyPaid):
        street.wechat.close(asked.trade_no)
    rows = street.ask("GET", "/api/local/wechat/statement").json()["rows"]
    assert [row["amount_fen"] for row in rows if row["trade_no"] == asked.trade_no] == [280_00]


def test_a_closed_order_is_shown_as_closed(street: Street) -> None:
    asked, order = opened(street)
    street.wechat.close(asked.trade_no)
    assert street.ask("GET", order).json()["state"] == "closed"
    assert street.ask("POST", order + "/pay").status_code == 409


def test_behaviour_is_told_and_shown(street: Street) -> None:
    path = "/api/local/wechat/behaviour"
    before = street.ask("GET", path).json()
    assert before == {
        "repeat": 0, "delay_seconds": 0, "reorder": False, "forge": False, "drop": False, "waiting": 0
    }  # fmt: skip
    told = street.ask("POST", path, json={"repeat": 2, "forge": True})
    assert told.json() == before | {"repeat": 2, "forge": True}
    assert street.ask("POST", path, json={}).json() == before
    wrong: tuple[object, ...] = ({"repeat": 99}, {"unknown": 1}, {"repeat": "2"}, [])
    for bad in wrong:
        assert street.ask("POST", path, json=bad).status_code in {400, 422}
    assert street.ask("GET", path).json() == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "X-Guanjia": "1"},
        {"X-Guanjia": "1"},
        {"Origin": "http://127.0.0.1:8000"},
        {},
    ],
    ids=str,
)
def test_a_foreign_page_cannot_tap_for_the_payer(street: Street, headers: dict[str, str]) -> None:
    asked, order = opened(street)
    for path in (order + "/pay", "/api/local/wechat/behaviour"):
        answer = street.ask("POST", path, page=False, headers=headers, json={})
        assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")
    assert street.wechat.find(asked.trade_no) is None


@pytest.mark.parametrize("path", ["/local/wechat/v3/x", "/api/local/wechat/statement"])
def test_another_name_for_this_machine_is_refused(street: Street, path: str) -> None:
    assert street.ask("GET", path, headers={"Host": f"evil.example:{street.port}"}).status_code == 403


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/local/wechat/orders/wx" + "0" * 34, None, 404),
        ("POST", "/api/local/wechat/orders/wx" + "0" * 34 + "/pay", b"{}", 404),
        ("GET", "/api/local/wechat/orders/../secrets", None, 404),
        ("GET", "/api/local/wechat/nothing", None, 404),
        ("POST", "/api/local/wechat/statement", b"{}", 404),
        ("DELETE", "/api/local/wechat/behaviour", None, 405),
        ("POST", "/api/local/wechat/behaviour", b"\xff", 400),
        ("POST", "/api/local/wechat/behaviour", b" " * 1_000_001, 413),
        ("GET", "/local/wechat/v3/certificates", None, 401),
        ("POST", "/local/wechat/v3/pay/transactions/h5", b"{}", 401),
    ],
)
def test_bad_requests_are_refused(street: Street, method: str, path: str, body: bytes | None, status: int) -> None:
    assert street.ask(method, path, data=body).status_code == status


@pytest.mark.parametrize("amount", [0, -1, 1.5, "5", None, True, 2**31, 10**30])
def test_only_fen_are_paid(street: Street, amount: object) -> None:
    asked, order = opened(street)
    answer = street.ask("POST", order + "/pay", json={"amount_fen": amount})
    if amount is None:
        assert answer.json()["paid_fen"] == 280_32
    else:
        assert answer.status_code in {400, 422}
        assert street.wechat.find(asked.trade_no) is None


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/me/orders/1?a=b#c", "/me/orders/1?a=b#c"),
        ("http://127.0.0.1:8000/me", "/me"),
        ("https://evil.example/me", None),
        ("//evil.example/me", None),
        ("http://127.0.0.1:8000//evil.example", None),
        ("http://127.0.0.1:8000@evil.example/me", None),
        ("/\\evil.example", None),
        ("http:///me", None),
        ("javascript:alert(1)", None),
        ("me", None),
        ("/a\tb", None),
        ("http://[::1/", None),
        ("", None),
    ],
)
def test_the_payer_is_led_back_to_our_own_page_only(url: str, path: str | None) -> None:
    assert own_path(url) == path


def test_where_nobody_listens_the_provider_is_down_and_a_notice_is_not_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    with pytest.raises(ProviderDown):
        WeChat(merchant(port)).find("N" * 26)
    assert post(f"http://127.0.0.1:{port}/x", {}, b"") == 0


def test_the_real_host_is_asked_without_a_gateway(tmp_path: Path) -> None:
    from chalicelib.payments.providers.wechat_client import Client

    here = merchant(8000)
    assert Client(config.WeChatSettings(*list(vars(here).values())[:5]), config.secret)._gate_way == (
        "https://api.mch.weixin.qq.com"
    )
