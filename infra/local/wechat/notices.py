"""A notice that WeChat Pay sends of a payment: encrypted, then signed at the moment it leaves; and a forgery of one."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Any

from infra.local.wechat import messages
from infra.local.wechat.keys import Keys
from infra.local.wechat.messages import Order


@dataclass(frozen=True)
class Notification:
    """A notice as it arrives: header names in lower case, and the body's bytes."""

    headers: dict[str, str]
    raw: bytes


def notice(keys: Keys, order: Order, event_id: str) -> Notification:
    """The notice of a paid order, signed now. Sent again it has the same `event_id`."""
    if order.paid_at is None:
        raise ValueError(f"{order.trade_no} is not paid")
    return told(
        keys,
        {
            "id": event_id,
            "create_time": messages.rfc3339(order.paid_at),
            "resource_type": "encrypt-resource",
            "event_type": "TRANSACTION.SUCCESS",
            "summary": "支付成功",
            "resource": keys.sealed(messages.transaction(order, keys.here), "transaction"),
        },
    )


def told(keys: Keys, words: dict[str, Any]) -> Notification:
    """Whatever words, signed now."""
    raw = written(words)
    return Notification({"content-type": "application/json", **keys.marked(raw)}, raw)


def forged(genuine: Notification) -> Notification:
    """What somebody without the key would send: all as it should be, and a signature that is not."""
    return Notification(genuine.headers | {"wechatpay-signature": "A" * 342 + "=="}, genuine.raw)


def new_event_id() -> str:
    """A name for a notice, in the shape of a UUID."""
    digits = secrets.token_hex(16)
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def written(words: dict[str, Any]) -> bytes:
    """JSON as WeChat Pay writes it: UTF-8, nothing between."""
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
