"""`make backup`: one archive of a data directory (`DATA_DIR`, else .data/), of which JSON is the last line of output.

Works beside a running system: each database is copied by SQLite's own online backup, in one piece as of one moment. The
order makes the moments fit together: what only says that something is still to be done (queue, stream) is copied before
the tables, since doing it again does no harm; what the tables point to (files, the provider's orders) after them. Who
has a system that stands still keeps it from starting meanwhile. Before the archive is made, the engine reads the copy
from end to end and says what it holds. The archive has the office's keys in it, beside what they seal.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from chalicelib.core import clock
from chalicelib.db.rows import SCHEMA
from infra.local import archive, carry_over, digest, engine
from infra.local.home import ROOT, Busy, Home
from infra.local.terminal import FAILED, Ended, end_cleanly_on_signals, say

KEYS_INSIDE: Final = "It holds the office's keys and everything that they seal: keep it as you would keep the safe."
_BEFORE: Final = ("queue.db", "stream.json", "secrets.json", "files.key", "clock")
_AFTER: Final = ("wechat.db", "outbox.db")


def main() -> int:
    """Back up DATA_DIR to the path TO, else into .backups/; gives the exit status."""
    started = time.monotonic()
    end_cleanly_on_signals()
    try:
        to, manifest = _backed_up(Path(os.environ.get("DATA_DIR") or ROOT / ".data").expanduser())
    except Ended as end:
        say(str(end))
        return end.status
    except OSError as error:
        say(f"The backup was not made: {error.filename or ''} {error.strerror or error}.".replace("  ", " "))
        return FAILED
    say(f"{to} is readable by you alone (0600). {KEYS_INSIDE}")
    told = {"path": str(to), "bytes": to.stat().st_size, "files": len(manifest.parts), "digest": manifest.digest}
    print(json.dumps(told | {"seconds": round(time.monotonic() - started, 1)}, ensure_ascii=False), flush=True)
    return 0


def _backed_up(data: Path) -> tuple[Path, archive.Manifest]:
    if os.environ.get("DYNAMODB_ENDPOINT"):
        raise Ended(
            "The rows are not in this directory but at DYNAMODB_ENDPOINT; infra/runbook.md says how to keep them."
        )
    if not (data / "secrets.json").exists():
        raise Ended(f"{data} holds no data of Guanjia; set DATA_DIR.")
    at = clock.now()
    to = _target(os.environ.get("TO", ""), f"guanjia-{at.astimezone(clock.SHANGHAI):%Y%m%d-%H%M%S}.tar")
    with _draft_beside(to) as folder:
        _copy(Home.at(data), folder)
        say("Reading the copy from end to end …")
        held = digest.of(folder)
        if "no_figures" in held:
            say(f"The sums of money are not in the manifest: {held['no_figures']}.")
        _settle(folder)
        name = "dynoxide" if (folder / "engine.db").exists() else "ministack"
        manifest = archive.Manifest(archive.KIND, archive.FORM, SCHEMA, at, name, held, archive.parts_of(folder))
        archive.write(folder, manifest, to)
    return to, manifest


def _target(given: str, name: str) -> Path:
    to = Path(given).expanduser().absolute() if given else ROOT / ".backups" / name
    if to.exists():
        raise Ended(f"{to} is there already; a backup never replaces another.")
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return to


@contextmanager
def _draft_beside(to: Path) -> Iterator[Path]:
    """An own folder (0700) on the same disk, gone at the end."""
    folder = Path(mkdtemp(prefix=f".{to.name}.", dir=to.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _copy(home: Home, to: Path) -> None:
    """The directory's files as they belong together; a running system goes on meanwhile."""
    with ExitStack() as held:
        try:
            held.enter_context(home.hold())
            say(f"Copying {home.root}, where nothing runs …")
        except Busy:
            if engine.binary() is None:
                raise Ended("The stand-in engine keeps its data in memory: stop Guanjia first.", FAILED) from None
            say(f"Copying {home.root} beside the running system …")
        if carry_over.is_under_way(home):
            raise Ended(
                "The data is being carried over from an earlier version; start Guanjia once and try again.", FAILED
            )
        for name in (*_BEFORE, "engine.db"):
            _copy_file(home.root / name, to / name)
        if (home.root / "ministack").exists():
            shutil.copytree(home.root / "ministack", to / "ministack")
        _link_files(home.files, to / "files")
        for path in (*(home.root / name for name in _AFTER), *home.root.glob("demo.*")):
            _copy_file(path, to / path.name)


def _copy_file(path: Path, to: Path) -> None:
    """A database by SQLite's online backup, anything else (small, written whole) as it is, if it is there at all."""
    if not path.exists():
        return
    to.touch(mode=0o600)
    if path.suffix != ".db":
        to.write_bytes(path.read_bytes())
        return
    with closing(sqlite3.connect(path, timeout=30)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def _link_files(files: Path, to: Path) -> None:
    """Attachments never change once they are there, so a second name is a copy; across disks they are copied."""
    to.mkdir(mode=0o700)
    for path in sorted(files.rglob("*")):
        target = to / path.relative_to(files)
        if path.is_dir():
            target.mkdir(mode=0o700, exist_ok=True)
        elif not path.name.startswith("."):
            try:
                os.link(path, target)
            except FileNotFoundError:
                continue  # removed meanwhile
            except OSError:
                shutil.copyfile(path, target)


def _settle(folder: Path) -> None:
    """Bring what stands in write-ahead logs into the databases themselves."""
    for path in folder.glob("*.db"):
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    sys.exit(main())
