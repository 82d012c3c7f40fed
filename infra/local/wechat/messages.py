"""The words of WeChat Pay v3: what may be asked, what is answered, how it refuses. No state, no keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from chalicelib.config import WeChatSettings
from chalicelib.core import clock
from chalicelib.core.limits import PROVIDER_MOST_FEN

TRADE_TYPE: Final = {"h5": "MWEB", "native": "NATIVE"}
_STATES: Final = {"open": ("NOTPAY", "订单未支付"), "closed": ("CLOSED", "订单已关闭"), "paid": ("SUCCESS", "支付成功")}
_DESCRIPTION_BYTES: Final = 127


class Refused(Exception):
    """WeChat Pay's own refusal: a status, a code, and a sentence."""

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        super().__init__(code)
        self.status = status
        self.words = {"code": code, "message": message}


def sign_error() -> Refused:
    return Refused(HTTPStatus.UNAUTHORIZED, "SIGN_ERROR", "签名错误，请检查后再试")


def param_error(message: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, "PARAM_ERROR", message)


def other_facts() -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, "INVALID_REQUEST", "请求重入时，参数与首次请求时不一致，请检查参数是否一致")


def order_paid() -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, "ORDERPAID", "该订单已支付")


def order_closed() -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, "ORDER_CLOSED", "该订单已关闭")


def order_unknown() -> Refused:
    return Refused(HTTPStatus.NOT_FOUND, "ORDER_NOT_EXIST", "订单不存在")


def no_such_path() -> Refused:
    return Refused(HTTPStatus.NOT_FOUND, "RESOURCE_NOT_EXISTS", "请求的资源不存在")


class Amount(msgspec.Struct):
    total: Annotated[int, Meta(ge=1, le=PROVIDER_MOST_FEN)]
    currency: Literal["CNY"] = "CNY"


class H5Info(msgspec.Struct):
    type: Literal["iOS", "Android", "Wap"]


class SceneInfo(msgspec.Struct):
    payer_client_ip: Annotated[str, Meta(min_length=2, max_length=45, pattern=r"^[0-9A-Fa-f:.]+$")]
    h5_info: H5Info | None = None


class Prepay(msgspec.Struct):
    """What opens an order: the body of …/transactions/h5 and …/native."""

    appid: str
    mchid: str
    description: Annotated[str, Meta(min_length=1)]
    out_trade_no: Annotated[str, Meta(pattern=r"^[0-9A-Za-z_\-|*]{6,32}$")]
    notify_url: Annotated[str, Meta(max_length=255, pattern=r"^https?://[^?#]+$")]
    amount: Amount
    time_expire: Annotated[datetime, Meta(tz=True)] | None = None
    attach: Annotated[str, Meta(max_length=128)] = ""
    scene_info: SceneInfo | None = None


def read_prepay(body: bytes, scene: str, here: WeChatSettings) -> Prepay:
    """The order that is asked for; raises Refused."""
    try:
        asked = msgspec.json.decode(body, type=Prepay)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise param_error(str(error)) from error
    if (asked.appid, asked.mchid) != (here.appid, here.mchid):
        raise Refused(HTTPStatus.BAD_REQUEST, "APPID_MCHID_NOT_MATCH", "appid和mch_id不匹配")
    if len(asked.description.encode()) > _DESCRIPTION_BYTES:
        raise param_error("description is too long")
    if scene == "h5" and (asked.scene_info is None or asked.scene_info.h5_info is None):
        raise param_error("scene_info.h5_info is missing")
    return asked


def facts_of(asked: Prepay, scene: str) -> str:
    """What must be the same when an order is asked for again: the payer's address and ours may change."""
    return scene + msgspec.json.encode(msgspec.structs.replace(asked, scene_info=None, notify_url="")).decode()


@dataclass(frozen=True)
class Order:
    """An order at the provider. `state` is open, closed or paid; instants are UTC; `facts` is what it was asked by."""

    trade_no: str
    prepay_id: str
    scene: str
    facts: str
    amount_fen: int
    description: str
    attach: str
    notify_url: str
    expires_at: datetime
    state: str = "open"
    transaction_id: str = ""
    paid_fen: int = 0
    paid_at: datetime | None = None


def transaction(order: Order, here: WeChatSettings) -> dict[str, Any]:
    """What an active query says of an order, and what a notice holds of a paid one."""
    state, words = _STATES[order.state]
    said: dict[str, Any] = {
        "mchid": here.mchid,
        "appid": here.appid,
        "out_trade_no": order.trade_no,
        "trade_state": state,
        "trade_state_desc": words,
        "attach": order.attach,
        "amount": {"total": order.amount_fen, "currency": "CNY"},
    }
    if order.paid_at is None:
        return said
    paid = {"total": order.paid_fen, "payer_total": order.paid_fen, "currency": "CNY", "payer_currency": "CNY"}
    return said | {
        "transaction_id": order.transaction_id,
        "trade_type": TRADE_TYPE[order.scene],
        "bank_type": "OTHERS",
        "success_time": rfc3339(order.paid_at),
        "payer": {"openid": "o" + order.prepay_id[-27:]},
        "amount": paid,
    }


def rfc3339(at: datetime) -> str:
    """An instant as WeChat Pay writes it: 2018-06-08T10:34:56+08:00."""
    return at.astimezone(clock.SHANGHAI).isoformat(timespec="seconds")
