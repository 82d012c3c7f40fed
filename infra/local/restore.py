"""`make restore`: an archive of `make backup` (`FROM`) becomes a data directory (`DATA_DIR`), which must be empty.

It is built beside its place and read from end to end by the engine; only when it holds exactly what the manifest says
is it moved there, in one step. Anything else is refused with a sentence and leaves nothing behind.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from chalicelib.core import clock
from chalicelib.db.rows import SCHEMA
from infra.local import archive, digest, engine
from infra.local.home import Home, sync_folder
from infra.local.terminal import FAILED, Ended, end_cleanly_on_signals, say

_OF_A_RUN: Final = ("lock", "engine.endpoint")
"""What the reading left in the directory and no stopped system has."""


def main() -> int:
    """Restore FROM into DATA_DIR; gives the exit status."""
    started = time.monotonic()
    end_cleanly_on_signals()
    try:
        to, held = _restored(os.environ.get("FROM", ""), os.environ.get("DATA_DIR", ""))
    except Ended as end:
        say(f"{end} Nothing was restored.")
        return end.status
    except OSError as error:
        say(f"{error.filename or 'The archive'}: {error.strerror or error}. Nothing was restored.")
        return FAILED
    say(f"Restored, and read back as it was. Start it with: make run DATA_DIR={to}")
    told = {"path": str(to), "digest": held, "seconds": round(time.monotonic() - started, 1)}
    print(json.dumps(told, ensure_ascii=False), flush=True)
    return 0


def _restored(given: str, place: str) -> tuple[Path, dict[str, Any]]:
    if not given or not place:
        raise Ended("Say both: make restore FROM=backup.tar DATA_DIR=an-empty-directory.")
    to = Path(place).expanduser().absolute()
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise Ended(f"{to} is not empty; a backup is restored into an empty directory only.")
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _draft_beside(to) as folder:
        manifest = archive.read(Path(given).expanduser(), folder)
        _must_fit(manifest)
        say(f"A backup of {manifest.made_at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}. Reading it from end to end …")
        found = digest.of(folder)
        apart = digest.difference(manifest.digest, found)
        if apart:
            raise Ended(f"What was restored is not what was backed up ({apart}).", FAILED)
        for name in _OF_A_RUN:
            (folder / name).unlink(missing_ok=True)
        shutil.rmtree(folder / "logs")
        folder.replace(to)
        sync_folder(to.parent)
    return to, found


def _must_fit(manifest: archive.Manifest) -> None:
    if "secrets.json" not in manifest.parts:
        raise Ended("The backup has no keys, without which its data cannot be read.", FAILED)
    here = "dynoxide" if engine.binary() else "ministack"
    if manifest.engine != here:
        raise Ended(f"The backup was made by the engine {manifest.engine}; this machine has {here}.", FAILED)
    if manifest.schema > SCHEMA:
        raise Ended(f"The backup's rows are of version {manifest.schema}; this Guanjia reads up to {SCHEMA}.", FAILED)


@contextmanager
def _draft_beside(to: Path) -> Iterator[Path]:
    """An own folder (0700) on the same disk; gone at the end, unless it was moved to its place."""
    folder = Path(mkdtemp(prefix=f".{to.name}.", dir=to.parent))
    try:
        yield Home.at(folder).root
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
