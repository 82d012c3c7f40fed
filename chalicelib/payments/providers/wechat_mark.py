"""The mark that WeChat Pay puts on what it says: five headers, read strictly, before any cryptography."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_ALGORITHM: Final = "WECHATPAY2-SHA256-RSA2048"
_TIMESTAMP: Final = re.compile(r"[0-9]{1,12}", re.ASCII)
_NONCE: Final = re.compile(r"[!-~]{1,128}", re.ASCII)


class NotMarked(Exception):
    """What was said does not carry our provider's mark; the text names the header at fault."""


@dataclass(frozen=True)
class Mark:
    """Who signed (`serial` names the key), when (seconds since 1970), with which nonce and signature."""

    serial: str
    timestamp: str
    nonce: str
    signature: str

    def headers(self) -> dict[str, str]:
        """These five headers and no others: the library would also take them under names of other frameworks."""
        return {
            "wechatpay-signature-type": _ALGORITHM,
            "wechatpay-serial": self.serial,
            "wechatpay-timestamp": self.timestamp,
            "wechatpay-nonce": self.nonce,
            "wechatpay-signature": self.signature,
        }


def mark_of(headers: Mapping[str, str], public_key_id: str) -> Mark:
    """The mark in `headers` (lower-case names); raises NotMarked.

    A nonce without line breaks cannot move the border between itself and the body, both of which are signed as lines.
    """
    if headers.get("wechatpay-signature-type") != _ALGORITHM:
        raise NotMarked("type")
    if headers.get("wechatpay-serial") != public_key_id:
        raise NotMarked("serial")
    timestamp, nonce = headers.get("wechatpay-timestamp", ""), headers.get("wechatpay-nonce", "")
    if not _TIMESTAMP.fullmatch(timestamp):
        raise NotMarked("timestamp")
    if not _NONCE.fullmatch(nonce):
        raise NotMarked("nonce")
    signature = headers.get("wechatpay-signature", "")
    if not _is_canonical(signature):
        raise NotMarked("signature")
    return Mark(public_key_id, timestamp, nonce, signature)


def _is_canonical(text: str) -> bool:
    """Base64 that says its bytes in the one proper way: no stray characters, no spare bits."""
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return bool(found) and base64.b64encode(found).decode() == text
