"""How far a check is. It walks the units, then the people whom it met, then ends what it has not met again.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.quality.rules.accuracy import NOTHING_YET, Accuracy


class Phase(StrEnum):
    UNITS = "units"
    PEOPLE = "people"
    ENDING = "ending"
    DONE = "done"


@dataclass(frozen=True)
class Progress:
    """A community's check: the one that runs, or ran last. `step` is its fence, `upto` where the next step begins.

    `accuracy`, `done_id` and `done_at` are those of the last check that came to its end.
    """

    community_id: str
    check_id: str = ""
    phase: Phase = Phase.DONE
    step: int = 0
    upto: str = ""
    units: int = 0
    total: int = 0
    started_at: datetime | None = None
    moved_at: datetime | None = None
    done_id: str = ""
    done_at: datetime | None = None
    accuracy: Accuracy = NOTHING_YET

    @property
    def is_running(self) -> bool:
        return self.phase != Phase.DONE


def begun(before: Progress, check_id: str, *, total: int, at: datetime) -> Progress:
    """A new check, with what the last one came to."""
    fresh = Progress(before.community_id, check_id, Phase.UNITS, total=total, started_at=at, moved_at=at)
    return replace(fresh, done_id=before.done_id, done_at=before.done_at, accuracy=before.accuracy)


def stepped(before: Progress, *, phase: Phase, upto: str = "", units: int = 0, at: datetime) -> Progress:
    """One step further."""
    step, seen = before.step + 1, before.units + units
    return replace(before, phase=phase, step=step, upto=upto, units=seen, moved_at=at)


def ended(before: Progress, accuracy: Accuracy, *, at: datetime) -> Progress:
    """It came to its end."""
    done = stepped(before, phase=Phase.DONE, at=at)
    return replace(done, done_id=before.check_id, done_at=at, accuracy=accuracy)
