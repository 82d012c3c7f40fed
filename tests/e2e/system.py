"""The real runner as a process of its own on a free port, and what a program may ask it. Stops with its block."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from infra.local.engine import free_port
from infra.local.home import ROOT

PAGE: Final = ROOT / "frontend" / "dist" / "index.html"
_STOP_SECONDS: Final = 15


@dataclass(frozen=True)
class System:
    """A running system: where it is and what it said when it was ready."""

    origin: str
    said: str
    log: Path

    @property
    def setup_path(self) -> str:
        """The one-use link of an empty system, without its origin."""
        found = re.search(r"http://\S+(/setup/\S+)", self.said)
        assert found, self.said
        return found[1]


@contextmanager
def running(home: Path) -> Iterator[System]:
    """An empty system over `home`; ends it, and fails when it had to report a fault or did not stop cleanly."""
    assert PAGE.exists(), "the page is not built (frontend/dist): run `make test`, or `make setup` once"
    port = free_port()
    foreign = ("GUANJIA_", "AWS_", "DYNAMODB_", "POWERTOOLS_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    env |= {"DATA_DIR": str(home / "data"), "PORT": str(port), "DEMO": "0"}
    log = home / "run.log"
    with log.open("w", encoding="utf-8") as errors:
        argv = [sys.executable, "-m", "infra.local.run"]
        process = subprocess.Popen(argv, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=errors, text=True)
    try:
        yield System(f"http://127.0.0.1:{port}", _until_ready(process), log)
    finally:
        process.terminate()
        try:
            status = process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    assert status == 0, log.read_text(encoding="utf-8")
    assert "Traceback" not in log.read_text(encoding="utf-8"), log.read_text(encoding="utf-8")


def _until_ready(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith("Guanjia is ready"):
            return said
    raise AssertionError(f"the runner ended with {process.wait()}: {said}")
