"""What the payer's page asks of the simulated WeChat Pay, in JSON: the order, to pay it, and how notices shall be sent.

Writing needs the page's own header and origin, as everywhere: a foreign page must not tap for the payer.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import parse_qs, urlsplit

import msgspec

from chalicelib.config import settings
from chalicelib.core import clock
from chalicelib.core.errors import Malformed, NotFound
from infra.local.gateway import Answer, problem
from infra.local.wechat.ledger import Behaviour
from infra.local.wechat.messages import Order
from infra.local.wechat.simulator import Simulator

PREFIX: Final = "/api/local/wechat"
_ORDER: Final = re.compile(r"/orders/(wx[0-9a-f]{34})")
_TAP: Final = re.compile(r"/orders/(wx[0-9a-f]{34})/pay")
T = TypeVar("T", bound=msgspec.Struct)
_PLAIN: Final = re.compile(r"[!-\[\]-~]{1,2000}", re.ASCII)


class Tap(msgspec.Struct, forbid_unknown_fields=True):
    """The payer's tap: for the amount asked, or another one."""

    amount_fen: Annotated[int, msgspec.Meta(ge=1)] | None = None


class Payer:
    """The JSON side of one simulator."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def answer(self, method: str, path: str, query: str, headers: dict[str, str], body: bytes) -> Answer:
        """The answer to a request for `path`, below /api/local/wechat; refusals are raised."""
        if method == "POST":
            if headers.get("x-guanjia") != "1" or headers.get("origin") not in settings().origins:
                return problem(403, code="cross_site")
            return _json(self._posted(path, query, body))
        if method not in {"GET", "HEAD"}:
            return problem(405, headers=[("Allow", "GET, HEAD, POST")])
        return _json(self._got(path, query))

    def _got(self, path: str, query: str) -> dict[str, Any]:
        if path == "/behaviour":
            return msgspec.structs.asdict(self._simulator.behaviour()) | {"waiting": self._simulator.waiting()}
        if path == "/statement":
            rows = (asdict(row) | {"paid_at": clock.instant(row.paid_at)} for row in self._simulator.statement())
            return {"rows": list(rows)}
        if found := _ORDER.fullmatch(path):
            return _view(self._simulator.shown(found[1]), query)
        raise NotFound()

    def _posted(self, path: str, query: str, body: bytes) -> dict[str, Any]:
        if path == "/behaviour":
            self._simulator.behave(_read(body, Behaviour))
            return self._got(path, query)
        if found := _TAP.fullmatch(path):
            return _view(self._simulator.tap(found[1], _read(body or b"{}", Tap).amount_fen), query)
        raise NotFound()


def _view(order: Order, query: str) -> dict[str, Any]:
    return {
        "trade_no": order.trade_no,
        "amount_fen": order.amount_fen,
        "description": order.description,
        "state": order.state,
        "paid_fen": order.paid_fen or None,
        "redirect_url": own_path(parse_qs(query).get("redirect_url", [""])[0]),
    }


def own_path(url: str) -> str | None:
    """Where the payer goes back to, as a path of our own origin; None when it leads anywhere else."""
    if not _PLAIN.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    at_home = f"{parts.scheme}://{parts.netloc}" in settings().origins if parts.scheme or parts.netloc else True
    if not at_home or not parts.path.startswith("/") or parts.path.startswith("//"):
        return None
    return parts._replace(scheme="", netloc="").geturl()


def _read(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Malformed() from error


def _json(words: dict[str, Any]) -> Answer:
    return Answer(200, [("Content-Type", "application/json")], json.dumps(words, ensure_ascii=False).encode())
