"""`make summary`: the figures of existing data (`DATA_DIR`, else .data/); JSON is the last line of its output.

Reads beside a running Guanjia, or starts the engine for as long as it reads. Changes nothing.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from infra.local import engine, stage
from infra.local.engine import EngineFailed
from infra.local.home import ROOT, Busy, Home
from infra.local.terminal import FAILED, Ended, end_cleanly_on_signals, say

if TYPE_CHECKING:
    from infra.local.figures import Figures


def main() -> int:
    """Print the figures; gives the exit status: 2 when there is no data to read."""
    started = time.monotonic()
    end_cleanly_on_signals()
    try:
        found = _read(Path(os.environ.get("DATA_DIR") or ROOT / ".data").expanduser())
    except Ended as end:
        say(str(end))
        return end.status
    print(json.dumps(found.printed(time.monotonic() - started), ensure_ascii=False), flush=True)
    return 0


def _read(path: Path) -> Figures:
    if not (path / "secrets.json").exists():
        raise Ended(f"{path} holds no data of Guanjia; set DATA_DIR.")
    home = Home.at(path)
    if not _can_be_read(home):
        raise Ended(f"{path} is in use by a program that is only starting; try again.", FAILED)
    try:
        with stage.looked_into(home):
            return _figures()
    except (EngineFailed, Busy) as error:
        raise Ended(str(error), FAILED) from error


def _figures() -> Figures:
    from infra.local import figures

    try:
        return figures.read()
    except figures.SumsDiffer as error:
        raise Ended(f"The figures do not agree: {error}.", FAILED) from error


def _can_be_read(home: Home) -> bool:
    """Nobody has the directory, or the one who has it says where its engine answers and has all tables there."""
    from infra.local.carry_over import is_under_way

    try:
        home.hold().close()
    except Busy:
        is_up = home.endpoint.exists() and engine.is_up(home.endpoint.read_text(encoding="utf-8"))
        return is_up and not is_under_way(home)
    return True


if __name__ == "__main__":
    sys.exit(main())
