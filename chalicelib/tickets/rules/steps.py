"""A step on a ticket's timeline, which its owner follows like a parcel's. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.core.media import Media


@dataclass(frozen=True)
class Step:
    """What happened. `shown`: the owner sees it; the office sees all. `by` is the journal's actor; `score` 1 to 5."""

    n: int
    at: datetime
    by: str
    event: str
    words: str = ""
    percent: int | None = None
    files: tuple[Media, ...] = ()
    shown: bool = True
    score: int | None = None
