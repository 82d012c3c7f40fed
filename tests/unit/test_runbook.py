"""The runbook is whole: every alarm that the template makes has its line, and every command that it says exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from infra.package import alarms
from infra.package.shapes import SHAPES

ROOT = Path(__file__).parents[2]
RUNBOOK = (ROOT / "infra" / "runbook.md").read_text(encoding="utf-8")
TABLE = RUNBOOK.partition("## Alarms")[2].partition("## Dead letters")[0]
RESOURCES = (ROOT / "infra" / "resources.yaml").read_text(encoding="utf-8")


def named() -> list[str]:
    """Every alarm, without the stage before it."""
    others = alarms.others(["some_sweep"]).values()
    dead = re.findall(r"guanjia-\$\{Stage\}-([a-z]+-dead)", RESOURCES)
    told = [str(one["Properties"]["AlarmName"]["Fn::Sub"]).removeprefix("guanjia-${Stage}-") for one in others]
    return [*told, *dead, *(f"errors-{name}" for name in SHAPES)]


def test_every_alarm_says_what_it_means_and_what_to_do() -> None:
    lines = [re.findall(r"`([\w-]+)`", row.split("|")[1]) for row in TABLE.splitlines() if row.startswith("| `")]
    assert sorted(name for line in lines for name in line) == sorted(named())


@pytest.mark.parametrize("page", ["runbook.md", "china.md"])
def test_every_command_of_ours_exists(page: str) -> None:
    text = (ROOT / "infra" / page).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", text)) <= targets
    for name in re.findall(r"\]\(([a-z]+\.md)\)", text):
        assert (ROOT / "infra" / name).exists()


def test_every_place_that_the_runbook_sends_one_to_is_there() -> None:
    headings = {
        re.sub(r"[^a-z -]", "", line[3:].lower()).replace(" ", "-")
        for line in RUNBOOK.splitlines()
        if line[:3] == "## "
    }
    assert set(re.findall(r"\]\(#([a-z-]+)\)", RUNBOOK)) <= headings


def test_the_runbook_names_every_secret() -> None:
    from infra.local.secret_store import NAMES

    rows = set(re.findall(r"^\| `(\w+)` \|", RUNBOOK.partition("## Secrets")[2], re.MULTILINE))
    assert rows >= set(NAMES)
