"""WeChat Pay v3 behind the port: H5 links and native codes for one merchant, paid in CNY.

A notification counts only when WeChat Pay's key signed its raw body within five minutes of now, it decrypts, and it is
about a payment to our application and merchant. What it says and what an active query says lead to the same `Paid`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from chalicelib.config import WeChatSettings, secret
from chalicelib.core import clock, limits
from chalicelib.edge.logs import logger
from chalicelib.payments.providers.port import AlreadyPaid, Asked, NotGenuine, NotOurs, Paid, ProviderDown, Scene
from chalicelib.payments.providers.wechat_mark import Mark, NotMarked, mark_of

if TYPE_CHECKING:
    from requests.adapters import BaseAdapter

    from chalicelib.payments.providers.wechat_client import Client

DESCRIPTION_BYTES: Final = 127
_LINK: Final = {Scene.H5: "h5_url", Scene.NATIVE: "code_url"}
_UNPAID: Final = ("NOTPAY", "USERPAYING", "CLOSED", "REVOKED", "PAYERROR")
_PAID: Final = ("ORDERPAID", "ORDER_PAID")
_CLOSED: Final = ("ORDERCLOSED", "ORDER_CLOSED")
_UNKNOWN: Final = ("ORDERNOTEXIST", "ORDER_NOT_EXIST", "RESOURCE_NOT_EXISTS")
"""Codes are written with and without the underscore, by the age of the document."""
_TRADE_NO: Final = re.compile(r"[0-9A-Za-z_\-|*]{6,32}", re.ASCII)
_TRANSACTION_ID: Final = re.compile(r"[0-9A-Za-z]{1,32}", re.ASCII)
_ATTACH_CHARACTERS: Final = 128

Said = dict[str, Any]


class WeChat:
    """The merchant that `here` names. `transport` replaces the network below it."""

    name = "wechat"

    def __init__(
        self,
        here: WeChatSettings,
        *,
        secret_of: Callable[[str], bytes] = secret,
        transport: BaseAdapter | None = None,
    ) -> None:
        self._here = here
        self._secret_of = secret_of
        self._transport = transport

    @cached_property
    def _client(self) -> Client:
        from chalicelib.payments.providers.wechat_client import Client

        return Client(self._here, self._secret_of, self._transport)

    def open(self, asked: Asked) -> str:
        """As the port says. Asked again with other facts, WeChat Pay refuses and this is ProviderDown.

        A link opens WeChat for five minutes, so it is asked for anew at every tap. WeChat Pay moves an end that is
        less than a minute away to one minute.
        """
        facts: Said = {
            "appid": self._here.appid,
            "mchid": self._here.mchid,
            "description": _cut(asked.description),
            "out_trade_no": asked.trade_no,
            "time_expire": asked.expires_at.astimezone(clock.SHANGHAI).isoformat(timespec="seconds"),
            "attach": asked.attach,
            "notify_url": self._here.notify_url,
            "amount": {"total": asked.amount_fen, "currency": "CNY"},
        }
        if asked.scene is Scene.H5:
            facts["scene_info"] = {"payer_client_ip": asked.payer_address, "h5_info": {"type": "Wap"}}
        status, said = self._ask(f"/v3/pay/transactions/{asked.scene}", facts)
        if said.get("code") in _PAID:
            raise AlreadyPaid()
        link = said.get(_LINK[asked.scene])
        if status != HTTPStatus.OK or not isinstance(link, str) or not link:
            raise _down(status, said)
        return link

    def find(self, trade_no: str) -> Paid | None:
        """As the port says. An order that was paid and then given back (REFUND) was paid: the refund is another fact.

        Money is on its way while the payer enters a password (USERPAYING): not paid yet.
        """
        path = f"/v3/pay/transactions/out-trade-no/{quote(trade_no, safe='')}?mchid={quote(self._here.mchid, safe='')}"
        status, said = self._ask(path)
        if status == HTTPStatus.NOT_FOUND and said.get("code") in _UNKNOWN:
            return None
        if status != HTTPStatus.OK or said.get("out_trade_no") != trade_no:
            raise _down(status, said)
        if said.get("trade_state") in _UNPAID:
            return None
        try:
            return self._paid(said, "SUCCESS", "REFUND")
        except NotOurs as error:
            raise _down(status, said) from error

    def close(self, trade_no: str) -> None:
        """As the port says. A payer who is entering the password just now keeps it open: ProviderDown, try again."""
        path = f"/v3/pay/transactions/out-trade-no/{quote(trade_no, safe='')}/close"
        status, said = self._ask(path, {"mchid": self._here.mchid})
        if status in (HTTPStatus.OK, HTTPStatus.NO_CONTENT) or said.get("code") in (*_CLOSED, *_UNKNOWN):
            return
        if said.get("code") in _PAID or self.find(trade_no) is not None:
            raise AlreadyPaid()
        raise _down(status, said)

    def read(self, headers: Mapping[str, str], raw: bytes, *, at: datetime) -> Paid:
        """As the port says: what is wrong before the decryption is NotGenuine, what is wrong behind it NotOurs.

        The signature is checked over `raw` itself: text that is UTF-8 goes to the library and back without change.
        """
        try:
            mark, text = mark_of(headers, self._here.public_key_id), raw.decode()
        except NotMarked as error:
            raise NotGenuine(why=str(error)) from error
        except UnicodeDecodeError as error:
            raise NotGenuine(why="body") from error
        if abs(int(at.timestamp()) - int(mark.timestamp)) > limits.NOTIFICATION_SECONDS:
            raise NotGenuine(why="time")
        envelope, said = self._opened(mark, text)
        if envelope.get("event_type") != "TRANSACTION.SUCCESS":
            raise NotOurs(what="event_type")
        return self._paid(said, "SUCCESS")

    def _opened(self, mark: Mark, text: str) -> tuple[Said, object]:
        """The signed envelope and what was encrypted in it; raises NotGenuine, NotOurs."""
        client = self._client
        if not client.verifies(mark, text):
            raise NotGenuine(why="signature")
        try:
            found, envelope = client.decrypted(mark, text), json.loads(text)
        except Exception as error:  # the library raises whatever it stumbles over, a bare Exception among them
            raise NotGenuine(why="contents") from error
        if found is None:
            raise NotGenuine(why="contents")
        try:
            return envelope, json.loads(found)
        except (ValueError, RecursionError) as error:
            raise NotOurs(what="resource") from error

    def _paid(self, said: object, *states: str) -> Paid:
        """The payment that these words are about, in one of `states`; raises NotOurs, naming the word at fault."""
        words: Said = said if isinstance(said, dict) else {}
        amount: Said = words["amount"] if isinstance(words.get("amount"), dict) else {}
        total, paid_at = amount.get("total"), _instant(words.get("success_time"))
        right = {
            "trade_state": words.get("trade_state") in states,
            "appid": words.get("appid") == self._here.appid,
            "mchid": words.get("mchid") == self._here.mchid,
            "currency": amount.get("currency") == "CNY",
            "total": type(total) is int and 0 < total <= limits.PROVIDER_MOST_FEN,
            "out_trade_no": _matches(_TRADE_NO, words.get("out_trade_no")),
            "transaction_id": _matches(_TRANSACTION_ID, words.get("transaction_id")),
            "success_time": paid_at is not None,
            "attach": _is_short_text(words.get("attach")),
        }
        wrong = next((name for name, is_right in right.items() if not is_right), None)
        if wrong or paid_at is None or type(total) is not int:
            raise NotOurs(what=wrong)
        return Paid(self.name, words["out_trade_no"], words["transaction_id"], total, paid_at, words["attach"])

    def _ask(self, path: str, facts: Said | None = None) -> tuple[int, Said]:
        """The status and the object of an answer; raises ProviderDown when there is none that can be believed."""
        from chalicelib.payments.providers.wechat_client import Failed

        try:
            status, text = self._client.post(path, facts) if facts is not None else self._client.get(path)
            said = json.loads(text) if text else {}
        except (Failed, ValueError, RecursionError) as error:
            logger.warning("WeChat Pay did not answer", extra={"why": f"{type(error).__name__}: {error}"[:300]})
            raise ProviderDown() from error
        return status, said if isinstance(said, dict) else {}


def _down(status: int, said: Said) -> ProviderDown:
    """What a refusal that we cannot act upon comes to: kept in the log, told by its code."""
    code = said.get("code") or said.get("trade_state")
    says = code[:40] if isinstance(code, str) else None
    logger.warning("WeChat Pay refused", extra={"http_status": int(status), "says": says})
    return ProviderDown(says=says)


def _cut(text: str) -> str:
    """One line of at most 127 bytes, never half a character."""
    return " ".join(text.split()).encode()[:DESCRIPTION_BYTES].decode(errors="ignore")


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_short_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _ATTACH_CHARACTERS and value.isprintable()


def _instant(value: object) -> datetime | None:
    """The instant, in UTC and whole seconds, of an RFC 3339 text that names its offset; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value)
        return at.astimezone(UTC).replace(microsecond=0) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None
