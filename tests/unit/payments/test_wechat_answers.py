"""What the WeChat Pay adapter makes of a network that fails, and of answers that it cannot believe."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from chalicelib import config
from chalicelib.config import BadSettings
from chalicelib.core import limits
from chalicelib.payments.providers.port import AlreadyPaid, ProviderDown
from chalicelib.payments.providers.wechat import WeChat
from infra.local.wechat import messages
from infra.local.wechat.keys import Keys, merchant
from infra.local.wechat.messages import Order
from tests.builders.core import AT, standing_clock
from tests.builders.provider import an_order

HERE = merchant(8000)
NO = "A" * 26


@dataclass
class Wire(BaseAdapter):
    """The network: answers as it is told to, and remembers what it was asked. `says` is JSON, bytes, or an error."""

    keys: Keys
    status: int = 200
    says: object = None
    is_signed: bool = True
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[requests.PreparedRequest] = field(default_factory=list)
    waited: list[Any] = field(default_factory=list)

    def send(self, request: requests.PreparedRequest, *_: Any, **how: Any) -> requests.Response:
        self.asked.append(request)
        self.waited.append(how["timeout"])
        if isinstance(self.says, Exception):
            raise self.says
        raw = self.says if isinstance(self.says, bytes) else json.dumps(self.says).encode()
        response = requests.Response()
        response.status_code = self.status
        marks = self.keys.marked(raw) if self.is_signed else {}
        response.headers = CaseInsensitiveDict({"Content-Type": "application/json", **marks, **self.headers})
        response.raw, response.url, response.request = io.BytesIO(raw), request.url or "", request
        return response

    def close(self) -> None:
        pass


@pytest.fixture
def wire() -> Iterator[Wire]:
    with standing_clock():
        yield Wire(Keys.of(HERE, config.secret))


def provider(wire: Wire) -> WeChat:
    return WeChat(HERE, transport=wire)


CALLS: dict[str, Callable[[WeChat], object]] = {
    "open": lambda wechat: wechat.open(an_order()),
    "find": lambda wechat: wechat.find(NO),
    "close": lambda wechat: wechat.close(NO),
}
anything = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)


@anything
@pytest.mark.parametrize(
    "says",
    [
        requests.ConnectTimeout(),
        requests.ReadTimeout(),
        requests.ConnectionError(),
        requests.exceptions.ChunkedEncodingError(),
        requests.exceptions.SSLError(),
        requests.exceptions.ContentDecodingError(),
    ],
    ids=lambda says: type(says).__name__,
)
def test_a_network_that_fails_is_a_provider_that_is_down(
    wire: Wire, call: Callable[[WeChat], object], says: Exception
) -> None:
    wire.says = says
    with pytest.raises(ProviderDown):
        call(provider(wire))
    assert wire.waited == [(limits.PROVIDER_CONNECT_SECONDS, limits.PROVIDER_ANSWER_SECONDS)]


@anything
@pytest.mark.parametrize("says", [b"", b"<html>", b"[]", b"null", b"\xff", b"[" * 50_000, b'"x"', {}, {"code": 5}])
@pytest.mark.parametrize("status", [200, 202, 301, 400, 403, 404, 429, 500, 502, 503])
def test_an_answer_that_says_nothing_known_is_a_provider_that_is_down(
    wire: Wire, call: Callable[[WeChat], object], status: int, says: object
) -> None:
    wire.status, wire.says = status, says
    if status == 200 and call is CALLS["close"] and says in (b"", b"[]", b"null", b'"x"', {}, {"code": 5}):
        call(provider(wire))  # closed: what else it says is no matter
        return
    with pytest.raises(ProviderDown):
        call(provider(wire))


@anything
@pytest.mark.parametrize("how", ["unsigned", "another body's", "another key's name", "bent"])
def test_a_success_that_is_not_signed_is_not_believed(wire: Wire, call: Callable[[WeChat], object], how: str) -> None:
    wire.says = {"h5_url": "https://example.test/", **paid()}
    marks = wire.keys.marked(b"something else")
    wire.is_signed = how != "unsigned"
    wire.headers = {
        "unsigned": {},
        "another body's": marks,
        "another key's name": {"Wechatpay-Serial": "5157F09EFDC096DE15EBE81A47057A7232F1B8E1"},
        "bent": {"Wechatpay-Signature": base64.b64encode(bytes(256)).decode()},
    }[how]
    with pytest.raises(ProviderDown):
        call(provider(wire))
    assert len(wire.asked) == 1, "no certificate is fetched for a serial that somebody made up"


def paid(**other: object) -> dict[str, Any]:
    """What a query says of the order, with other words in it."""
    order = Order(NO, "wx", "h5", "", 5, "", "a", "", AT, "paid", "4200000001", 5, AT)
    return messages.transaction(order, HERE) | other


def test_a_redirect_is_not_followed(wire: Wire) -> None:
    wire.status, wire.says, wire.headers = 302, {}, {"Location": "https://example.test/"}
    with pytest.raises(ProviderDown):
        provider(wire).find(NO)
    assert len(wire.asked) == 1


@pytest.mark.parametrize("state", ["NOTPAY", "USERPAYING", "CLOSED", "REVOKED", "PAYERROR"])
def test_an_order_in_any_state_but_paid_is_not_paid(wire: Wire, state: str) -> None:
    wire.says = paid(trade_state=state)
    assert provider(wire).find(NO) is None


def test_an_order_that_was_given_back_was_paid(wire: Wire) -> None:
    wire.says = paid()
    found = provider(wire).find(NO)
    wire.says = paid(trade_state="REFUND")
    assert found is not None
    assert found == provider(wire).find(NO)


@pytest.mark.parametrize(
    "other",
    [
        {"trade_state": "ELSE"},
        {"trade_state": None},
        {"out_trade_no": "B" * 26},
        {"out_trade_no": "B" * 26, "trade_state": "NOTPAY"},
        {"appid": "wx1"},
        {"mchid": "1"},
        {"amount": {"total": 5, "currency": "USD"}},
        {"amount": {"total": 0, "currency": "CNY"}},
        {"transaction_id": None},
        {"success_time": "then"},
    ],
    ids=str,
)
def test_a_query_about_something_else_is_not_believed(wire: Wire, other: dict[str, object]) -> None:
    wire.says = paid(**other)
    with pytest.raises(ProviderDown):
        provider(wire).find(NO)


@pytest.mark.parametrize("code", ["ORDER_NOT_EXIST", "ORDERNOTEXIST"])
def test_an_order_that_is_not_known_is_not_paid_and_is_closed(wire: Wire, code: str) -> None:
    wire.status, wire.says, wire.is_signed = 404, {"code": code}, False
    assert provider(wire).find(NO) is None
    provider(wire).close(NO)


def test_while_the_payer_enters_the_password_the_order_stays_open(wire: Wire) -> None:
    wire.status, wire.says = 202, {"code": "USERPAYING"}
    with pytest.raises(ProviderDown) as refused:
        provider(wire).close(NO)
    assert refused.value.facts == {"says": "USERPAYING"}


def test_an_order_that_was_paid_is_told_by_its_code_or_found_out(wire: Wire) -> None:
    wire.status, wire.says = 400, {"code": "ORDERPAID"}
    for call in ("open", "close"):
        with pytest.raises(AlreadyPaid):
            CALLS[call](provider(wire))


def test_requests_are_signed_by_the_merchant_and_name_the_key_that_answers(wire: Wire) -> None:
    wire.says = {"h5_url": "https://example.test/"}
    provider(wire).open(an_order())
    (request,) = wire.asked
    body = request.body if isinstance(request.body, bytes) else b""
    authorization = str(request.headers["Authorization"])
    assert request.url == f"{HERE.gateway}/v3/pay/transactions/h5"
    assert request.headers["Wechatpay-Serial"] == HERE.public_key_id
    assert wire.keys.proves(authorization, "POST", "/v3/pay/transactions/h5", body)
    assert not wire.keys.proves(authorization, "POST", "/v3/pay/transactions/h5", body + b" ")
    facts = json.loads(body)
    assert facts["scene_info"] == {"payer_client_ip": "203.0.113.7", "h5_info": {"type": "Wap"}}
    assert facts["time_expire"] == "2026-10-31T10:30:00+08:00"
    assert facts["amount"] == {"total": 280_32, "currency": "CNY"}


def test_a_key_that_cannot_be_used_is_loud(wire: Wire) -> None:
    short = WeChat(HERE, secret_of=lambda name: config.secret(name) + b"x", transport=wire)
    with pytest.raises(BadSettings, match="wechat_apiv3_key"):
        short.find(NO)
