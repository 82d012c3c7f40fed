"""The simulated WeChat Pay: opens, finds and closes orders for the merchant, takes the payer's money, says so.

Every answer and notice is signed and encrypted as the v3 documents say. A payment and the notices that it will be told
by are kept in one commit, so a killed process owes none.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from chalicelib import config
from chalicelib.core import clock, limits
from chalicelib.core.errors import Conflict, Invalid, NotFound
from chalicelib.payments.providers.wechat import WeChat
from infra.local.gateway import Answer
from infra.local.wechat import messages
from infra.local.wechat.keys import Keys
from infra.local.wechat.ledger import Behaviour, Ledger, Notice, Taken
from infra.local.wechat.messages import Order, Refused
from infra.local.wechat.notices import Notification, forged, new_event_id, notice, written

MOST_REPEATS: Final = 20
MOST_DELAY_SECONDS: Final = 86_400
_SOONEST: Final = timedelta(minutes=1)
_LATEST: Final = timedelta(days=7)
_ROUTES: Final = (
    ("POST", re.compile(r"/v3/pay/transactions/(h5|native)"), "_open"),
    ("GET", re.compile(r"/v3/pay/transactions/out-trade-no/([^/]+)"), "_find"),
    ("POST", re.compile(r"/v3/pay/transactions/out-trade-no/([^/]+)/close"), "_close"),
)


class Simulator:
    """One merchant's WeChat Pay, kept in the file at `path`. Safe between threads; time is that of `core.clock`."""

    def __init__(self, path: Path, keys: Keys) -> None:
        self.keys = keys
        self._ledger = Ledger(path)

    @classmethod
    def at(cls, path: Path) -> Simulator:
        """The simulator that the settings name; raises BadSettings."""
        here = config.settings().wechat
        if here is None:
            raise config.BadSettings("GUANJIA_WECHAT_APPID and its like are not set")
        return cls(path, Keys.of(here, config.secret))

    def provider(self) -> WeChat:
        """The merchant's real adapter, whose requests reach this simulator without a socket."""
        from infra.local.wechat.transport import InProcess

        return WeChat(self.keys.here, secret_of=config.secret, transport=InProcess(self))

    def answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        """What the merchant's request for `target` (/v3/… with its query) gets; `headers` have lower-case names.

        A request that the merchant did not sign is refused without a signature.
        """
        if not self.keys.proves(headers.get("authorization", ""), method, target, body):
            refusal = messages.sign_error()
            return _told(refusal.status, refusal.words, {})
        try:
            status, words = self._done(method, target, body)
        except Refused as refused:
            status, words = refused.status, refused.words
        raw = written(words) if words is not None else b""
        return Answer(status, [*_KIND, *self.keys.marked(raw).items()], raw)

    def pay(self, trade_no: str, amount_fen: int | None = None) -> Notification:
        """Take the payer's money, the amount asked or another; gives the notice, which nobody else will send.

        Raises NotFound, Conflict (paid, closed or too late), Invalid.
        """
        with self._ledger.changing():
            order = self._pay(self._ledger.order(trade_no=trade_no), amount_fen)
        return notice(self.keys, order, new_event_id())

    def tap(self, prepay_id: str, amount_fen: int | None = None) -> Order:
        """As `pay`, by the payer on the provider's page: the notices are sent as the simulator was told to."""
        with self._ledger.changing():
            order = self._pay(self._ledger.order(prepay_id=prepay_id), amount_fen)
            self._schedule(order)
        return order

    def shown(self, prepay_id: str) -> Order:
        """The order as its payer may see it; raises NotFound."""
        order = self._ledger.order(prepay_id=prepay_id)
        if order is None:
            raise NotFound()
        late = order.state == "open" and order.expires_at <= clock.now()
        return replace(order, state="closed") if late else order

    def notification(self, trade_no: str) -> Notification:
        """A notice of a paid order, signed now; raises NotFound, Conflict."""
        order = self._ledger.order(trade_no=trade_no)
        if order is None:
            raise NotFound()
        if order.paid_at is None:
            raise Conflict(state=order.state)
        return notice(self.keys, order, new_event_id())

    def statement(self) -> list[Taken]:
        """Everything that was taken, oldest first: the provider's own account of it."""
        return self._ledger.statement()

    def behaviour(self) -> Behaviour:
        """How notices are sent."""
        return self._ledger.behaviour()

    def behave(self, told: Behaviour) -> None:
        """Send the notices of later payments so; raises Invalid."""
        if not (0 <= told.repeat <= MOST_REPEATS and 0 <= told.delay_seconds <= MOST_DELAY_SECONDS):
            raise Invalid(what="behaviour")
        with self._ledger.changing():
            self._ledger.behave(told)
            if not told.reorder:
                self._ledger.release()

    def due(self) -> Iterator[tuple[Notice, str, Notification]]:
        """What is to be sent by now, and where; each is signed when it is its turn."""
        for one in self._ledger.due_notices(clock.now()):
            order = self._ledger.order(trade_no=one.trade_no)
            if order is not None:
                told = notice(self.keys, order, one.event_id)
                yield one, order.notify_url, forged(told) if one.is_forged else told

    def sent(self, one: Notice) -> None:
        """It was taken: it is not sent again, and what was held back for another one goes."""
        with self._ledger.changing():
            self._ledger.drop(one)
            if not one.is_forged:
                self._ledger.release(other_than=one.trade_no)

    def not_taken(self, one: Notice, again_after_seconds: int | None) -> None:
        """It was not taken: it is sent again later, or given up."""
        if again_after_seconds is None:
            self._ledger.drop(one)
        else:
            self._ledger.again(one, clock.now() + timedelta(seconds=again_after_seconds))

    def waiting(self) -> int:
        """How many notices are still to be sent."""
        return self._ledger.waiting()

    def close(self) -> None:
        self._ledger.close()

    def _done(self, method: str, target: str, body: bytes) -> tuple[HTTPStatus, dict[str, Any] | None]:
        parts = urlsplit(target)
        for verb, pattern, name in _ROUTES:
            found = pattern.fullmatch(parts.path)
            if found and verb == method:
                done: tuple[HTTPStatus, dict[str, Any] | None] = getattr(self, name)(found[1], parts.query, body)
                return done
        raise messages.no_such_path()

    def _open(self, scene: str, _: str, body: bytes) -> tuple[HTTPStatus, dict[str, Any]]:
        asked = messages.read_prepay(body, scene, self.keys.here)
        facts = messages.facts_of(asked, scene)
        with self._ledger.changing():
            order = self._ledger.order(trade_no=asked.out_trade_no) or self._new(asked, scene, facts)
            if order.state == "open" and order.facts == facts:
                order = replace(order, notify_url=asked.notify_url)
                self._ledger.put(order)
        if order.state == "paid":
            raise messages.order_paid()
        if order.state == "closed":
            raise messages.order_closed()
        if order.facts != facts:
            raise messages.other_facts()
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(self.keys.here.gateway or ""))
        link = f"{origin}/local/pay/{order.prepay_id}?package={secrets.randbelow(10**10):010}"
        return HTTPStatus.OK, {"h5_url" if scene == "h5" else "code_url": link}

    def _new(self, asked: messages.Prepay, scene: str, facts: str) -> Order:
        now = clock.now()
        expires_at = asked.time_expire or now + _LATEST
        if expires_at <= now:
            raise messages.param_error("time_expire is over")
        digits = f"{now.astimezone(clock.SHANGHAI):%Y%m%d%H%M%S}"
        return Order(
            trade_no=asked.out_trade_no,
            prepay_id=f"wx{digits}{secrets.token_hex(10)}",
            scene=scene,
            facts=facts,
            amount_fen=asked.amount.total,
            description=asked.description,
            attach=asked.attach,
            notify_url=asked.notify_url,
            expires_at=max(expires_at, now + _SOONEST),
        )

    def _find(self, trade_no: str, query: str, _: bytes) -> tuple[HTTPStatus, dict[str, Any]]:
        if parse_qs(query).get("mchid") != [self.keys.here.mchid]:
            raise messages.param_error("mchid is not the merchant's")
        order = self._ledger.order(trade_no=trade_no)
        if order is None:
            raise messages.order_unknown()
        return HTTPStatus.OK, messages.transaction(order, self.keys.here)

    def _close(self, trade_no: str, _: str, body: bytes) -> tuple[HTTPStatus, None]:
        """A number that was never opened, and an order that is closed, answer as if they were closed now."""
        try:
            is_ours = json.loads(body) == {"mchid": self.keys.here.mchid}
        except ValueError:
            is_ours = False
        if not is_ours:
            raise messages.param_error("mchid is not the merchant's")
        with self._ledger.changing():
            order = self._ledger.order(trade_no=trade_no)
            if order is not None and order.state == "paid":
                raise messages.order_paid()
            if order is not None:
                self._ledger.put(replace(order, state="closed"))
        return HTTPStatus.NO_CONTENT, None

    def _pay(self, order: Order | None, amount_fen: int | None) -> Order:
        if order is None:
            raise NotFound()
        now = clock.now()
        if order.state != "open" or order.expires_at <= now:
            raise Conflict(state=order.state if order.state != "open" else "closed")
        paid_fen = order.amount_fen if amount_fen is None else amount_fen
        if not 0 < paid_fen <= limits.PROVIDER_MOST_FEN:
            raise Invalid(what="amount_fen")
        number = f"4200{secrets.randbelow(10**6):06}{clock.business_date(now):%Y%m%d}{secrets.randbelow(10**10):010}"
        paid = replace(
            order, state="paid", transaction_id=number, paid_fen=paid_fen, paid_at=now.replace(microsecond=0)
        )
        self._ledger.put(paid)
        return paid

    def _schedule(self, order: Order) -> None:
        told, now = self._ledger.behaviour(), clock.now()
        if told.drop:
            return
        due_at, is_held = now + timedelta(seconds=told.delay_seconds), told.reorder and not self._ledger.holds()
        event_id = new_event_id()
        for is_forged in (*([True] if told.forge else []), *([False] * (1 + told.repeat))):
            self._ledger.add_notice(order.trade_no, event_id, due_at=due_at, is_forged=is_forged, is_held=is_held)


_KIND: Final = [("Content-Type", "application/json; charset=utf-8")]


def _told(status: HTTPStatus, words: dict[str, Any], headers: dict[str, str]) -> Answer:
    return Answer(status, [*_KIND, *headers.items()], written(words))
