"""The data directory: where each local piece keeps its file, who may read it, and that one runner at a time has it."""

from __future__ import annotations

import fcntl
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

ROOT: Final = Path(__file__).resolve().parents[2]


class Busy(Exception):
    """Another runner has this data directory."""


@dataclass(frozen=True)
class Home:
    """A data directory, private to its user (0700)."""

    root: Path

    @classmethod
    def at(cls, path: str | Path | None = None) -> Home:
        """Open (and make, when absent) the data directory at `path`; the default is .data/ in the repository.

        Ends the program with a sentence when the place cannot be a folder of ours.
        """
        root = Path(path).expanduser() if path else ROOT / ".data"
        try:
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
            home = cls(root.resolve())
            for folder in (home.files, home.logs):
                folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise SystemExit(
                f"{root} cannot hold the data: {error.strerror}. Set DATA_DIR to another place."
            ) from error
        return home

    @property
    def engine_data(self) -> Path:
        return self.root / "engine.db"

    @property
    def queue(self) -> Path:
        return self.root / "queue.db"

    @property
    def outbox(self) -> Path:
        return self.root / "outbox.db"

    @property
    def wechat(self) -> Path:
        return self.root / "wechat.db"

    @property
    def stream(self) -> Path:
        """How far the journal's stream was heard."""
        return self.root / "stream.json"

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def clock(self) -> Path:
        return self.root / "clock"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets.json"

    @property
    def files_key(self) -> Path:
        return self.root / "files.key"

    @property
    def endpoint(self) -> Path:
        """Says where the engine of the live runner listens; means nothing while nobody holds the lock."""
        return self.root / "engine.endpoint"

    def pid(self, name: str) -> Path:
        return self.root / f"{name}.pid"

    def hold(self) -> IO[str]:
        """Take the directory for this process until the returned file is closed or the process dies, however it dies.

        Raises Busy, naming the holder, when another process has it.
        """
        handle = (self.root / "lock").open("a+", encoding="utf-8")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            handle.seek(0)
            holder = handle.read().strip() or "unknown"
            handle.close()
            raise Busy(f"{self.root} is in use by process {holder}") from error
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        return handle


def private_bytes(path: Path, size: int = 32) -> bytes:
    """The random secret in `path`, readable by its user alone; made on first use, whole or not at all."""
    if not path.exists():
        write_private(path, secrets.token_bytes(size))
    return path.read_bytes()


def write_private(path: Path, data: bytes) -> None:
    """Write `path` with mode 0600 so that after a crash it is the old file or the new one; the first writer wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
