"""The port through which messages leave; the local runner keeps them in an outbox that a person can read.

A real SMS provider comes with the deployment; until one is put in, sending is refused loudly rather than swallowed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

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
    """Send through `channel` from now on."""
    global _channel
    _channel = channel


def need_channel() -> None:
    """Raise NoChannel when nothing can be sent to anybody: asked before it matters to whom."""
    if _channel is None:
        raise NoChannel()


def send(message: Message) -> None:
    """Hand a message over; raises NoChannel."""
    if _channel is None:
        raise NoChannel()
    _channel.send(message)
