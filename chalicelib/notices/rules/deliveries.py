"""One message of one entry to one party: kept until it is sent, or dropped with the reason.

Bounded in tries and in time: what could not be said in two days is not said any more. Pure: no clock, no database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, Literal

from chalicelib.core import ids, limits
from chalicelib.notices.rules.hours import is_quiet, out_of_quiet

Channel = Literal["sms"]

_WAIT_MINUTES: Final = (1, 5, 15, 60, 240)


class State(StrEnum):
    """Where a delivery stands."""

    KEPT = "kept"
    SENT = "sent"
    DROPPED = "dropped"


class Why(StrEnum):
    """Why nothing was sent."""

    TOO_OLD = "too_old"
    NO_PHONE = "no_phone"
    PAID = "paid"
    TOLD_SINCE = "told_since"
    CHANNEL_FAILED = "channel_failed"
    TOO_LATE = "too_late"
    NOT_NEEDED = "not_needed"


class Drop(Exception):
    """Raised while a message is composed: it is not to be sent, for this reason."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Delivery:
    """`key` and `at` are the entry's, `facts` its outcome; `due_at` is when to try, None for what is over.

    `party_id` is whom it goes to: of a colleague, `S:…`.
    """

    key: str
    entry_id: str
    event: str
    at: datetime
    party_id: str
    channel: Channel
    urgent: bool
    facts: Mapping[str, Any]
    state: State
    due_at: datetime | None
    attempts: int = 0
    why: Why | None = None

    @property
    def delivery_id(self) -> str:
        """The same for the same entry, party and channel; the provider knows the message by it."""
        return ids.derived("delivery", self.key, self.party_id, self.channel)


@dataclass(frozen=True)
class Addressee:
    """Who is to be told, a party or a colleague (`S:…`), and whether it cannot wait for the morning."""

    party_id: str
    urgent: bool = False


def first_state(at: datetime, now: datetime, *, urgent: bool) -> tuple[State, datetime | None, Why | None]:
    """What becomes of a message about something that happened `at`, first heard of `now`: state, when to try, why not.

    What is older than a day was told, or is not worth telling: a stream that is replayed messages nobody.
    """
    if now - at > timedelta(hours=limits.NOTICE_OLDEST_HOURS):
        return State.DROPPED, None, Why.TOO_OLD
    return State.KEPT, now if urgent else out_of_quiet(now), None


def may_send(delivery: Delivery, now: datetime) -> bool:
    """Whether it may be tried now, or must wait for the morning."""
    return delivery.urgent or not is_quiet(now)


def given_up(delivery: Delivery, now: datetime) -> Why | None:
    """Why it is not tried any more; None while it is."""
    if delivery.attempts >= limits.DELIVERY_ATTEMPTS:
        return Why.CHANNEL_FAILED
    return Why.TOO_LATE if now - delivery.at > timedelta(hours=limits.DELIVERY_KEPT_HOURS) else None


def next_try(delivery: Delivery, now: datetime) -> datetime:
    """When the sweep tries again, should this try fail."""
    return now + timedelta(minutes=_WAIT_MINUTES[min(delivery.attempts, len(_WAIT_MINUTES) - 1)])
