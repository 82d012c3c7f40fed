"""The AWS command line, run or only told: `Told` needs no credentials and shows every command as it would be run."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class Failed(Exception):
    """A command of AWS failed; the message is its own, and which command it was."""


class Aws(Protocol):
    """Runs `aws …`, or says what it would run."""

    def run(self, *argv: str, tolerates: str = "") -> str:
        """What it printed; a failure whose message holds `tolerates` is as good as success. Raises Failed."""

    def ask(self, *argv: str, instead: Mapping[str, Any]) -> Any:
        """What it answered, as JSON; `instead` is what a dry run goes on with."""


class Run:
    """Runs the commands in one region."""

    def __init__(self, region: str) -> None:
        self._region = region

    def run(self, *argv: str, tolerates: str = "") -> str:
        command = ["aws", *argv, "--region", self._region]
        say(shown(command))
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError as error:
            raise Failed("the AWS command line (aws, version 2) is not installed") from error
        if done.returncode and not (tolerates and tolerates in done.stderr):
            raise Failed(f"{shown(command)}\n{done.stderr.strip()}")
        return done.stdout

    def ask(self, *argv: str, instead: Mapping[str, Any]) -> Any:
        return json.loads(self.run(*argv, "--output", "json"))


class Told:
    """Says what would be run."""

    def __init__(self, region: str) -> None:
        self._region = region

    def run(self, *argv: str, tolerates: str = "") -> str:
        print(shown(["aws", *argv, "--region", self._region]), flush=True)
        return ""

    def ask(self, *argv: str, instead: Mapping[str, Any]) -> Any:
        self.run(*argv, "--output", "json")
        return dict(instead)


def shown(command: Sequence[str]) -> str:
    """A command as it can be typed."""
    return shlex.join(command)


def say(text: str) -> None:
    """One line of progress."""
    print(text, file=sys.stderr, flush=True)
