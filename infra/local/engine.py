"""The local DynamoDB: dynoxide (a binary over SQLite that syncs every write), else ministack, which says what it risks.

Data never goes silently to memory. An engine left behind by a killed runner is ended before a new one opens its file.
Both engines listen on 127.0.0.1 only, on a port of this start; neither checks credentials, so any program of this
machine can reach it, as it could read the file itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import AF_INET, SOCK_STREAM, socket
from tempfile import TemporaryDirectory
from typing import Final

from infra.local import processes
from infra.local.home import ROOT, Home

MINISTACK: Final = "ministack==1.5.33"
_MINISTACK_VENV: Final = ROOT / ".cache" / "ministack"
_MINISTACK_MAIN: Final = "import sys; sys.argv[1:] = []; from ministack.app import main; main()"
_START_SECONDS: Final = 30.0
_PORT_TRIES: Final = 5
_UNTIL_INPUT_ENDS: Final = '"$@" & child=$!; while read -r _; do :; done; kill $child; wait $child'
RISK: Final = (
    "This platform has no dynoxide binary. The stand-in (ministack) holds the data in memory and saves it only on a "
    "clean stop (Ctrl-C or SIGTERM): after kill -9 or a power cut the work since the start is lost."
)


class EngineFailed(Exception):
    """The engine cannot be started; the message says why and what to do."""


@dataclass
class Engine:
    """A DynamoDB that answers at `endpoint`. `stop()` ends it if this process started it."""

    name: str
    endpoint: str
    durable: bool
    _stop: Callable[[], None] = field(default=lambda: None, repr=False)
    _alive: Callable[[], bool] = field(default=lambda: True, repr=False)

    def stop(self) -> None:
        self._stop()

    def alive(self) -> bool:
        return self._alive()


def binary() -> Path | None:
    """The dynoxide program that npm installed for this platform, if there is one."""
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}.get(os.uname().machine.lower(), os.uname().machine)
    found = Path(__file__).parent / "node_modules" / "@dynoxide" / f"{sys.platform}-{machine}" / "dynoxide"
    return found if found.is_file() else None


def prepare() -> None:
    """Make an engine available: nothing to do where dynoxide is installed, else ministack in its own environment."""
    if binary() is not None or os.environ.get("DYNAMODB_ENDPOINT"):
        return
    if not (_MINISTACK_VENV / "bin" / "ministack").exists():
        subprocess.run([sys.executable, "-m", "venv", str(_MINISTACK_VENV)], check=True)
        pip = [str(_MINISTACK_VENV / "bin" / "pip"), "install", "--disable-pip-version-check", "--quiet", MINISTACK]
        subprocess.run(pip, check=True, stdout=sys.stderr)


def start(home: Home) -> Engine:
    """The engine over this data directory. The caller holds the directory. `DYNAMODB_ENDPOINT` means: start none."""
    given = os.environ.get("DYNAMODB_ENDPOINT")
    if given:
        return Engine(f"given ({given})", given, durable=True)
    pid_file = home.pid("engine")
    processes.end_orphan(pid_file, marks=_marks(home))
    problem = ""
    for _ in range(_PORT_TRIES):
        port = free_port()
        argv, env = _command(port, home)
        log = home.logs / "engine.log"
        process = processes.start(argv, pid_file=pid_file, log=log, env=env)
        if _answers(port, process, log):
            return _running(port, process, pid_file)
        processes.stop(process, pid_file=pid_file)
        problem = log.read_text(errors="replace")[-500:]
    raise EngineFailed(f"the engine does not start: {problem.strip()}")


def _running(port: int, process: subprocess.Popen[bytes], pid_file: Path) -> Engine:
    name, durable = ("dynoxide", True) if binary() else ("ministack", False)
    return Engine(
        name,
        f"http://127.0.0.1:{port}",
        durable,
        lambda: processes.stop(process, pid_file=pid_file),
        lambda: process.poll() is None,
    )


@contextmanager
def memory_engine() -> Iterator[str]:
    """An endpoint with an empty database in memory, for a test; it ends with the block or with this process."""
    with TemporaryDirectory(prefix="guanjia-engine-") as folder:
        log = Path(folder) / "log"
        for _ in range(_PORT_TRIES):
            port = free_port()
            process = _start_in_memory(port, log)
            try:
                if _answers(port, process, log):
                    yield f"http://127.0.0.1:{port}"
                    return
            finally:
                if process.stdin is not None:
                    process.stdin.close()
                process.wait(processes.STOP_SECONDS)
    raise EngineFailed("no engine for the test starts")


def _start_in_memory(port: int, log: Path) -> subprocess.Popen[bytes]:
    """An engine below a shell that ends it once our end of the pipe closes, even when we are killed."""
    argv, env = _command(port, None)
    with log.open("wb") as output:
        return subprocess.Popen(
            ["/bin/sh", "-c", _UNTIL_INPUT_ENDS, "engine", *argv],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            env=env,
            start_new_session=True,
        )


def _marks(home: Home) -> tuple[str, str]:
    return ("dynoxide", str(home.engine_data)) if binary() else ("ministack", str(home.root))


def _command(port: int, home: Home | None) -> tuple[list[str], dict[str, str]]:
    program = binary()
    if program is not None:
        where = ["--db-path", str(home.engine_data)] if home else []
        return [str(program), "serve", "--host", "127.0.0.1", "--port", str(port), *where], dict(os.environ)
    python = _MINISTACK_VENV / "bin" / "python"
    if not python.exists():
        raise EngineFailed("no engine is installed: `make run` installs it, or set DYNAMODB_ENDPOINT")
    env = {**os.environ, "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "SERVICES": "dynamodb"}
    env["LOG_LEVEL"] = "WARNING"
    if home is not None:
        env |= {"PERSIST_STATE": "1", "STATE_DIR": str(home.root / "ministack")}
    return [str(python), "-c", _MINISTACK_MAIN, str(home.root if home else "")], env


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket(AF_INET, SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int, process: subprocess.Popen[bytes], log: Path) -> bool:
    """Whether our process, and not another that took the port first, answers before its time is up."""
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        said = log.read_text(errors="replace") if binary() else "listening"
        if "error:" in said:
            return False
        if "listening" in said and is_up(f"http://127.0.0.1:{port}{'/' if binary() else '/_ministack/health'}"):
            return True
        time.sleep(0.01)
    return False


def is_up(url: str) -> bool:
    """Whether something answers there."""
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310 our own loopback
            return True
    except OSError:
        return False


if __name__ == "__main__":
    prepare()
