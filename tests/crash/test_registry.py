"""No verb and no job goes without a test that kills it."""

from __future__ import annotations

from pathlib import Path

from chalicelib import wiring
from chalicelib.edge import jobs
from chalicelib.journal import verbs
from tests.crash import covered

assert wiring.BLUEPRINTS


def test_every_verb_is_killed_by_a_crash_test() -> None:
    assert verbs.VERBS.keys() - covered.MISSING == covered.VERBS.keys()


def test_every_job_is_killed_by_a_crash_test() -> None:
    assert jobs.JOBS.keys() - covered.MISSING == covered.JOBS.keys()


def test_the_crash_tests_named_are_there() -> None:
    named = {*covered.VERBS.values(), *covered.JOBS.values()}
    assert {name for name in named if not (Path(__file__).parent / name).is_file()} == set()


def test_nothing_waits_for_its_crash_test() -> None:
    assert frozenset() == covered.MISSING
