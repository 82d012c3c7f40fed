"""WeChat Pay's cryptography and HTTP, over wechatpayv3 in public-key mode: the only module that imports it.

Imported when the first payment is: it and requests cost a tenth of a second. The library signs, verifies and decrypts;
how requests travel is ours: bounded in time, never redirected, over a transport that the local simulator replaces.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

import requests
from requests.adapters import BaseAdapter
from wechatpayv3.core import Core
from wechatpayv3.type import RequestType
from wechatpayv3.utils import build_authorization

from chalicelib.config import BadSettings, WeChatSettings
from chalicelib.core import limits
from chalicelib.payments.providers.wechat_mark import Mark, NotMarked, mark_of

_KEY_BYTES: Final = 32


class Failed(Exception):
    """There was no answer, or none that WeChat Pay signed."""


class Client(Core):  # type: ignore[misc] # wechatpayv3 has no types
    """One merchant's account. Raises BadSettings when a key cannot be used."""

    def __init__(
        self, here: WeChatSettings, secret_of: Callable[[str], bytes], transport: BaseAdapter | None = None
    ) -> None:
        key = secret_of("wechat_apiv3_key")
        if len(key) != _KEY_BYTES:
            raise BadSettings(f"secret 'wechat_apiv3_key' must have {_KEY_BYTES} bytes")
        super().__init__(
            here.mchid,
            here.serial,
            secret_of("wechat_private_key").decode(),
            key.decode(),
            public_key=secret_of("wechat_public_key").decode(),
            public_key_id=here.public_key_id,
        )
        if here.gateway is not None:
            self._gate_way = here.gateway
        self._session = requests.Session()
        self._session.trust_env = False  # a .netrc would replace the signature that we send
        if transport is not None:
            self._session.mount(self._gate_way, transport)

    def _update_certificates(self) -> None:
        """Nothing: in public-key mode there is no certificate to fetch for a serial that somebody made up."""

    def request(
        self, path: str, method: RequestType = RequestType.GET, data: dict[str, Any] | None = None, **_: object
    ) -> tuple[int, str]:
        """The status and the text of an answer; a success is verified as signed. Raises Failed."""
        body = json.dumps(data) if data else ""
        headers = {
            "Accept": "application/json",
            "Authorization": build_authorization(
                path, method.value, self._mchid, self._cert_serial_no, self._private_key, data=body
            ),
            "Content-Type": "application/json",
            "User-Agent": "guanjia",
            "Wechatpay-Serial": self._public_key_id,
        }
        try:
            response = self._session.request(
                method.value,
                self._gate_way + path,
                data=body.encode(),
                headers=headers,
                timeout=(limits.PROVIDER_CONNECT_SECONDS, limits.PROVIDER_ANSWER_SECONDS),
                allow_redirects=False,
            )
            text = response.content.decode()
            if response.ok and not self.verifies(mark_of(response.headers, self._public_key_id), text):
                raise Failed("the answer's signature is wrong")
        except (requests.RequestException, UnicodeDecodeError, NotMarked) as error:
            raise Failed(str(error)) from error
        return response.status_code, text

    def get(self, path: str) -> tuple[int, str]:
        """Ask for something; as `request`."""
        return self.request(path)

    def post(self, path: str, data: dict[str, Any]) -> tuple[int, str]:
        """Have something done; as `request`."""
        return self.request(path, RequestType.POST, data)

    def verifies(self, mark: Mark, text: str) -> bool:
        """True when WeChat Pay signed this text with this mark."""
        return bool(self._verify_signature(mark.headers(), text))

    def decrypted(self, mark: Mark, text: str) -> str | None:
        """What a notification holds; None, or any exception of the library's, when it cannot be read."""
        found = self.decrypt_callback(mark.headers(), text)
        return found if isinstance(found, str) else None
