"""The developer's clock: the wall clock plus an offset that a file in the data directory holds, in seconds.

Every local process reads the same file, so moving it moves all of them; it can only be moved forward, as time is.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from chalicelib.core import clock
from infra.local.home import Home

_STEP: Final = re.compile(r"(\d{1,4})([dhm])")
_UNITS: Final = {"d": 86_400, "h": 3_600, "m": 60}


def install(home: Home) -> None:
    """Have the whole process read the developer's clock of this data directory."""
    clock.use(source(home.clock))


def source(path: Path) -> Callable[[], datetime]:
    """A clock that follows the file, looking again whenever it changed."""
    kept: tuple[int, float] = (-1, 0.0)

    def now() -> datetime:
        nonlocal kept
        try:
            changed = path.stat().st_mtime_ns
        except FileNotFoundError:
            changed = 0
        if changed != kept[0]:
            kept = (changed, offset_seconds(path))
        return datetime.now(UTC) + timedelta(seconds=kept[1])

    return now


def offset_seconds(path: Path) -> float:
    """How far the clock stands ahead of the wall clock; 0 without a file."""
    return float(path.read_text()) if path.exists() else 0.0


def move_forward(path: Path, step: str) -> float:
    """Move the clock by a step such as 30m, 12h or 3d; gives the new offset in seconds."""
    read = _STEP.fullmatch(step)
    if read is None:
        raise SystemExit(f"FORWARD must look like 30m, 12h or 3d, not {step!r}")
    offset = offset_seconds(path) + int(read[1]) * _UNITS[read[2]]
    draft = path.with_name("clock.new")
    draft.write_text(str(offset))
    draft.replace(path)
    return offset


if __name__ == "__main__":
    place = Home.at(os.environ.get("DATA_DIR")).clock
    print(f"The clock stands {move_forward(place, sys.argv[1]) / 3600:g} hours ahead.")
