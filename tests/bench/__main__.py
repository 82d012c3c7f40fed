"""`make bench`: measures every figure, or those that are named; progress on standard error, JSON as the last line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict
from typing import Any

from tests.bench import (
    cold_import,
    corrections,
    cost,
    first_screen,
    requests,
    run_memory,
    run_speed,
    service_desk,
    visits,
)
from tests.bench.register import FIGURES, Figure

MODULES = (run_speed, run_memory, first_screen, cold_import, requests, service_desk, corrections, cost, visits)
"""Loaded so that their figures are registered."""


def main(argv: list[str]) -> int:
    """Measure; the exit status is 1 only when a figure could not be measured, not when a goal is missed."""
    is_quick = os.environ.get("QUICK", "0") not in {"", "0"}
    if argv[:1] == ["--one"]:
        print(json.dumps(asdict(FIGURES[argv[1]].measure(is_quick)), ensure_ascii=False), flush=True)
        return 0
    unknown = set(argv) - set(FIGURES)
    if unknown:
        say(f"No such figure: {', '.join(sorted(unknown))}. There are: {', '.join(FIGURES)}.")
        return 2
    started = time.monotonic()
    figures = {name: _measured(FIGURES[name]) for name in argv or FIGURES}
    failed = [name for name, one in figures.items() if "error" in one]
    seconds = round(time.monotonic() - started, 1)
    print(json.dumps({"quick": is_quick, "seconds": seconds, "figures": figures}, ensure_ascii=False), flush=True)
    return 1 if failed else 0


def _measured(one: Figure) -> dict[str, Any]:
    """The figure as measured by a fresh process, so that none is warmed by another."""
    say(f"{one.name}: {one.says} …")
    started = time.monotonic()
    argv = [sys.executable, "-m", "tests.bench", "--one", one.name]
    found = subprocess.run(argv, stdout=subprocess.PIPE, text=True, check=False)
    goal = {"goal": one.goal, "goal_is": "at least" if one.at_least else "at most"}
    if found.returncode or not found.stdout.strip():
        say(f"  could not be measured (status {found.returncode})")
        return {"value": None, **goal, "met": False, "error": f"status {found.returncode}"}
    measured = json.loads(found.stdout.splitlines()[-1])
    value = measured["value"]
    met = one.is_met(value)
    word = "met" if met else "MISSED"
    say(f"  {value:g}, goal {goal['goal_is']} {one.goal:g}: {word} ({time.monotonic() - started:.0f} s)")
    for name, fact in measured["facts"].items():
        say(f"    {name}: {fact}")
    return {"value": value, **goal, "met": met, **measured["facts"]}


def say(text: str) -> None:
    """One line of progress."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
