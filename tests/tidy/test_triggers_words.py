"""The page of triggers says in both languages what every scheduled job does, and what it counts."""

from __future__ import annotations

import ast

from chalicelib import wiring
from chalicelib.edge.jobs import JOBS
from chalicelib.notices.rules.deliveries import State
from tests.tidy.sources import nodes, python
from tests.tidy.test_words import missing, words

assert wiring.BLUEPRINTS

SCHEDULED = {one.name for one in JOBS.values() if one.schedule}


def counted() -> set[str]:
    """What a job's answer counts under a name that stands in it."""
    return {
        key.value
        for path in python("chalicelib")
        if path.stem == "jobs"
        for node in nodes(path)
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Dict)
        for key in node.value.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


def test_every_trigger_says_what_it_does() -> None:
    assert len(SCHEDULED) > 5
    assert missing("trigger", SCHEDULED) == []


def test_no_trigger_is_described_that_does_not_run() -> None:
    described = {key.removeprefix("trigger.") for key in words("zh") if key.startswith("trigger.")}
    assert {name for name in described if "." in name} == SCHEDULED


def test_whatever_a_trigger_counts_has_its_words() -> None:
    assert counted()
    assert missing("ran", counted() | {str(state) for state in State} | {"busy"}) == []
