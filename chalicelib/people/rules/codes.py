"""When a code may be asked for, and what it says. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.core import clock, limits
from chalicelib.core.errors import Invalid


class WrongCode(Invalid):
    """Not the code that was sent; facts: tries_left."""

    code = "wrong_code"


class CodeExpired(Invalid):
    """The code is too old, used, tried too often, or was never asked for: a new one is needed."""

    code = "code_expired"


@dataclass(frozen=True)
class Standing:
    """How a code begins a session: the organisation, whether as staff, whether a second factor is asked for first.

    As it was when the code was sent. What a session then stands for is decided anew at each of its requests.
    """

    org_id: str
    as_staff: bool
    needs_factor: bool


def wait_seconds(at: datetime, *, sent_at: datetime, sent_today: int) -> int:
    """How long until this phone may ask again: 60 s after the last code, ten codes a day of Shanghai. 0: now."""
    after_last = limits.CODE_WAIT_SECONDS - int((at - sent_at).total_seconds())
    if sent_today_of(at, sent_at, sent_today) >= limits.CODES_PER_DAY:
        return max(after_last, seconds_to_midnight(at))
    return max(after_last, 0)


def sent_today_of(at: datetime, sent_at: datetime, sent_today: int) -> int:
    """How many codes were sent on the day of `at`, when `sent_today` is the count of the last one's day."""
    return sent_today if clock.business_date(sent_at) == clock.business_date(at) else 0


def seconds_to_midnight(at: datetime) -> int:
    """Until the next day begins in Shanghai."""
    local = at.astimezone(clock.SHANGHAI)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return int((midnight - local).total_seconds()) + 1


def seconds_to_next_hour(at: datetime) -> int:
    """Until the budgets of an hour begin anew."""
    return 3600 - at.minute * 60 - at.second


def code_text(code: str) -> str:
    """The message, Chinese first."""
    minutes = limits.CODE_SECONDS // 60
    return f"【管家】验证码 {code}，{minutes} 分钟内有效。Guanjia code {code}, valid for {minutes} minutes."
