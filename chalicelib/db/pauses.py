"""The pause between two attempts at something that others are in the way of: short, growing, never twice the same.

The only module that sleeps; a test may put something else in for the sleeping.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from chalicelib.core import limits

_sleep: Callable[[float], None] = time.sleep


def use(sleep: Callable[[float], None] | None) -> None:
    """Have `sleep` (given seconds) be called from now on; None goes back to sleeping."""
    global _sleep
    _sleep = sleep or time.sleep


def pause(attempt: int, *, most_ms: int = limits.PAUSE_MOST_MS) -> None:
    """Wait after the failed attempt number `attempt` (0, 1, …): any time up to a most that doubles with each."""
    most = min(most_ms, limits.PAUSE_MS << attempt)
    _sleep(secrets.randbelow(most + 1) / 1000)
