"""The port through which money is asked for and reported: WeChat Pay in a deployment, its simulator on one machine.

What leaves here as `Paid` was verified by whoever made it. Without a provider paying online is refused loudly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from chalicelib.config import settings
from chalicelib.core.errors import Conflict, Invalid, Unauthenticated, Unavailable


class Scene(StrEnum):
    """How the payer gets to the provider: a link on the phone, or a code on a screen to be scanned."""

    H5 = "h5"
    NATIVE = "native"


@dataclass(frozen=True)
class Asked:
    """What a provider is asked to collect.

    `trade_no` is ours: 6 to 32 letters and digits. `description` is what the payer reads, cut by the adapter to what
    the provider takes; `attach` is carried back unchanged, at most 127 characters of ASCII. Nobody can pay after
    `expires_at`. `payer_address` is the payer's IP address.
    """

    trade_no: str
    amount_fen: int
    description: str
    attach: str
    expires_at: datetime
    scene: Scene
    payer_address: str


@dataclass(frozen=True)
class Paid:
    """What a provider says that it has taken: verified, and for us.

    `amount_fen` is the provider's word, which need not be what the order asked for. `paid_at` has whole seconds. A
    notification and `find` say the same of a payment, field by field.
    """

    provider: str
    trade_no: str
    transaction_id: str
    amount_fen: int
    paid_at: datetime
    attach: str


class NotGenuine(Unauthenticated):
    """A notification that the provider did not send, or not now: signature, serial, time or encryption."""

    code = "not_genuine"


class NotOurs(Invalid):
    """The provider did say this, but not about a payment to us: event, application, merchant, currency, state."""

    code = "not_ours"


class AlreadyPaid(Conflict):
    """The order was paid: it can be neither closed nor paid again. `find` tells the rest."""

    code = "already_paid"


class ProviderDown(Unavailable):
    """The provider did not answer, or not so that it can be believed. Whether it acted is unknown: `find` tells."""

    code = "provider_down"


class NoProvider(Unavailable):
    """No provider is set up for paying online."""

    code = "no_provider"


class Provider(Protocol):
    """A provider that collects money for the office. Each call is bounded in time; none of them writes rows."""

    name: str

    def open(self, asked: Asked) -> str:
        """The link (h5) or the code's text (native) by which the order can be paid.

        Asked again with the same facts it gives one that works. Raises AlreadyPaid, ProviderDown.
        """

    def find(self, trade_no: str) -> Paid | None:
        """What was paid for the order; None when nothing was, or the provider does not know it. Raises ProviderDown."""

    def close(self, trade_no: str) -> None:
        """Nobody can pay the order any more; harmless twice, and for an order that was never opened.

        Raises AlreadyPaid when somebody has, ProviderDown.
        """

    def read(self, headers: Mapping[str, str], raw: bytes, *, at: datetime) -> Paid:
        """What a notification says, as `find` would say it. Raises NotGenuine, NotOurs.

        `headers` have lower-case names, `raw` is the body as it came, `at` is now: an old notification is not genuine.
        """


_provider: Provider | None = None


def use(provider: Provider | None) -> None:
    """Collect through `provider` from now on; None goes back to what the settings name."""
    global _provider
    _provider = provider


def provider() -> Provider:
    """The provider in use; raises NoProvider."""
    global _provider
    if _provider is None:
        here = settings().wechat
        if here is None:
            raise NoProvider()
        from chalicelib.payments.providers.wechat import WeChat

        _provider = WeChat(here)
    return _provider
