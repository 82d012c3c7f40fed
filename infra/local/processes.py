"""Child processes that may outlive a killed runner: each writes its pid before it begins, and the next start ends it.

A pid alone proves nothing (numbers are used again), so a process is ours only when its command line names our own file
in this very data directory. Strangers are never signalled.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

STOP_SECONDS: Final = 10.0
_RECORD_THEN_BECOME: Final = 'echo $$ > "$0.new" && mv "$0.new" "$0" && exec "$@"'


def start(
    argv: Sequence[str], *, pid_file: Path, log: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start `argv` in its own session; its pid is on disk before its first instruction, so a crash cannot lose it."""
    pid_file.unlink(missing_ok=True)
    if log is None:
        process = _spawn(argv, pid_file, None, env)
    else:
        with log.open("wb") as output:
            process = _spawn(argv, pid_file, output.fileno(), env)
    while not pid_file.exists() and process.poll() is None:
        time.sleep(0.001)
    return process


def _spawn(
    argv: Sequence[str], pid_file: Path, output: int | None, env: Mapping[str, str] | None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["/bin/sh", "-c", _RECORD_THEN_BECOME, str(pid_file), *argv],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=dict(env) if env is not None else None,
        start_new_session=True,
    )


def stop(process: subprocess.Popen[bytes], *, pid_file: Path | None = None) -> None:
    """End our child: politely, and after ten seconds for good."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if pid_file is not None:
        pid_file.unlink(missing_ok=True)


def end_orphan(pid_file: Path, *, marks: Sequence[str]) -> bool:
    """End the process that an earlier, killed runner left behind; True when there was one.

    `marks` must all stand in its command line: its program and a path inside this data directory.
    """
    try:
        pid = int(pid_file.read_text())
    except (FileNotFoundError, ValueError):
        return False
    found = is_ours(pid, marks)
    if found:
        _end(pid, marks)
    pid_file.unlink(missing_ok=True)
    return found


def _end(pid: int, marks: Sequence[str]) -> None:
    for sign, seconds in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, STOP_SECONDS)):
        try:
            os.kill(pid, sign)
        except ProcessLookupError:
            return
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if not is_ours(pid, marks):
                return
            time.sleep(0.02)
    raise RuntimeError(f"process {pid} ({marks[0]}) does not end")


def is_ours(pid: int, marks: Sequence[str]) -> bool:
    """Whether `pid` lives and its command line holds every mark. A zombie has no command line: it has ended."""
    line = _command_line(pid)
    return bool(line) and all(mark in line for mark in marks)


def _command_line(pid: int) -> str:
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    shown = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return shown.stdout.strip()
