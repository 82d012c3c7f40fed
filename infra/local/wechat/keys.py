"""The simulated merchant, and the keys of both ends: RSA-SHA256 over lines, AES-256-GCM over what a notice holds."""

from __future__ import annotations

import base64
import binascii
import json
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from chalicelib.config import WeChatSettings
from chalicelib.core import clock

SECRETS: Final = ("wechat_apiv3_key", "wechat_private_key", "wechat_public_key", "wechat_simulator_key")
PREFIX: Final = "/local/wechat"
ALGORITHM: Final = "WECHATPAY2-SHA256-RSA2048"
_KEY_BITS: Final = 2048
_SKEW_SECONDS: Final = 300
_PART: Final = re.compile(r'(\w+)="([^"]*)"')


def merchant(port: int) -> WeChatSettings:
    """The account that the system has with the simulator behind this port."""
    origin = f"http://127.0.0.1:{port}"
    return WeChatSettings(
        appid="wx00000000000000a1",
        mchid="1000000001",
        serial="0A" * 20,
        public_key_id="PUB_KEY_ID_0110000000012026010100000000000001",
        notify_url=f"{origin}/api/payments/wechat/notify",
        gateway=f"{origin}{PREFIX}",
    )


def environment(port: int) -> dict[str, str]:
    """The settings of that account, as `config` reads them."""
    here = merchant(port)
    return {
        "GUANJIA_WECHAT_APPID": here.appid,
        "GUANJIA_WECHAT_MCHID": here.mchid,
        "GUANJIA_WECHAT_SERIAL": here.serial,
        "GUANJIA_WECHAT_PUBLIC_KEY_ID": here.public_key_id,
        "GUANJIA_WECHAT_NOTIFY_URL": here.notify_url,
        "GUANJIA_WECHAT_GATEWAY": here.gateway or "",
    }


def new_secrets() -> dict[str, bytes]:
    """Keys for both ends, by their names: the last is the simulator's own, which no merchant ever sees."""
    ours, theirs = (rsa.generate_private_key(65537, _KEY_BITS) for _ in range(2))
    public = theirs.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return dict(zip(SECRETS, (secrets.token_hex(16).encode(), _pem(ours), public, _pem(theirs)), strict=True))


def _pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@dataclass(frozen=True)
class Keys:
    """What the simulator has: its own private key, the merchant's public one, and the key that both share."""

    here: WeChatSettings
    own: rsa.RSAPrivateKey
    merchants: rsa.RSAPublicKey
    shared: bytes

    @classmethod
    def of(cls, here: WeChatSettings, secret_of: Callable[[str], bytes]) -> Keys:
        """The keys by their names."""
        own, ours = (
            load_pem_private_key(secret_of(name), None) for name in ("wechat_simulator_key", "wechat_private_key")
        )
        if not isinstance(own, rsa.RSAPrivateKey) or not isinstance(ours, rsa.RSAPrivateKey):
            raise TypeError("the keys of WeChat Pay are RSA keys")
        return cls(here, own, ours.public_key(), secret_of("wechat_apiv3_key"))

    def marked(self, raw: bytes) -> dict[str, str]:
        """The headers with which the simulator signs a body, at this instant."""
        timestamp, nonce = str(int(clock.now().timestamp())), secrets.token_hex(16)
        signature = self.own.sign(_lines(timestamp, nonce, raw), PKCS1v15(), SHA256())
        return {
            "wechatpay-timestamp": timestamp,
            "wechatpay-nonce": nonce,
            "wechatpay-serial": self.here.public_key_id,
            "wechatpay-signature": base64.b64encode(signature).decode(),
            "wechatpay-signature-type": ALGORITHM,
        }

    def sealed(self, words: dict[str, Any], kind: str) -> dict[str, str]:
        """The `resource` of a notice: the words encrypted, and what is needed to read them."""
        return self.sealed_text(json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode(), kind)

    def sealed_text(self, plain: bytes, kind: str) -> dict[str, str]:
        """As `sealed`, for a text."""
        nonce = secrets.token_hex(6)
        hidden = AESGCM(self.shared).encrypt(nonce.encode(), plain, kind.encode())
        return {
            "original_type": kind,
            "algorithm": "AEAD_AES_256_GCM",
            "ciphertext": base64.b64encode(hidden).decode(),
            "associated_data": kind,
            "nonce": nonce,
        }

    def proves(self, authorization: str, method: str, target: str, body: bytes) -> bool:
        """True when the merchant signed this request within five minutes of now, by the wall clock that signs it."""
        scheme, _, rest = authorization.partition(" ")
        parts = dict(_PART.findall(rest))
        timestamp = parts.get("timestamp", "")
        known = (parts.get("mchid"), parts.get("serial_no")) == (self.here.mchid, self.here.serial)
        if scheme != ALGORITHM or not known or not (timestamp.isascii() and timestamp.isdecimal()):
            return False
        if abs(int(time.time()) - int(timestamp)) > _SKEW_SECONDS:
            return False
        signed = _lines(method, target, timestamp, parts.get("nonce_str", ""), body)
        try:
            self.merchants.verify(base64.b64decode(parts.get("signature", "")), signed, PKCS1v15(), SHA256())
        except (InvalidSignature, binascii.Error):
            return False
        return True


def _lines(*parts: str | bytes) -> bytes:
    return b"".join((part.encode() if isinstance(part, str) else part) + b"\n" for part in parts)
