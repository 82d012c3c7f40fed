"""When owners are not disturbed. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from chalicelib.core.clock import SHANGHAI

QUIET_FROM: Final = 21
QUIET_UNTIL: Final = 8


def is_quiet(at: datetime) -> bool:
    """Whether `at` is between 21:00 and 8:00 in Shanghai: the first is, the last is not."""
    hour = at.astimezone(SHANGHAI).hour
    return hour >= QUIET_FROM or hour < QUIET_UNTIL


def out_of_quiet(at: datetime) -> datetime:
    """`at`, or the end of the quiet hours that it falls in."""
    return next_morning(at) if is_quiet(at) else at


def next_morning(at: datetime) -> datetime:
    """The first 8:00 after `at`."""
    local = at.astimezone(SHANGHAI)
    morning = local.replace(hour=QUIET_UNTIL, minute=0, second=0, microsecond=0)
    return morning if morning > local else morning + timedelta(days=1)
