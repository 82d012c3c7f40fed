"""The port through which messages leave; the local runner keeps them in an outbox that a person can read.

A deployment names its SMS provider (GUANJIA_SMS); where none is named, sending is refused loudly rather than swallowed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from chalicelib.config import settings
from chalicelib.core.errors import Unavailable


class NoChannel(Unavailable):
    """No provider is set up for messages."""

    code = "no_channel"


@dataclass(frozen=True)
class Message:
    """`message_id` makes a resend harmless; `to` is a phone number or an address."""

    message_id: str
    channel: Literal["sms", "mail", "wechat"]
    to: str
    text: str


class Channel(Protocol):
    """A provider of messages."""

    def send(self, message: Message) -> None:
        """Hand the message over; the same `message_id` twice is one message."""


_channel: Channel | None = None


def use(channel: Channel | None) -> None:
    """Send through `channel` from now on; None goes back to the provider of the settings."""
    global _channel
    _channel = channel


def need_channel() -> None:
    """Raise NoChannel when nothing can be sent to anybody: asked before it matters to whom."""
    _in_use()


def send(message: Message) -> None:
    """Hand a message over; raises NoChannel."""
    _in_use().send(message)


def _in_use() -> Channel:
    global _channel
    if _channel is None:
        if settings().sms is None:
            raise NoChannel()
        from chalicelib.channels.sns import Sns

        _channel = Sns()
    return _channel
