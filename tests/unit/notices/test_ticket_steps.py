"""Which steps are told by message, and which has the last word; what an owner must not see is never told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.notices.rules.deliveries import Drop, Why
from chalicelib.notices.rules.tickets import is_told, last_words, step_to_tell
from chalicelib.tickets.rules.steps import Step
from chalicelib.tickets.rules.tickets import Status
from tests.builders.core import AT
from tests.unit.tickets.samples import ME, a_ticket

SECRET = "业主难缠，慢慢来"


def steps(*events: str) -> list[Step]:
    """Newest first, as they are read; a minute between two."""
    made = [Step(n, AT + timedelta(minutes=n), ME, f"ticket.{event}") for n, event in enumerate(events, start=1)]
    return made[::-1]


def outcome(status: Status, timeline: list[Step], step: Step) -> str:
    try:
        return str(step_to_tell(a_ticket(status), timeline, step.event, step.at).n)
    except Drop as drop:
        return str(drop.why)


def test_of_several_steps_that_are_told_the_newest_speaks() -> None:
    timeline = steps("opened", "accepted", "reviewed", "replied", "reviewed")
    told = [outcome(Status.ON_SITE, timeline, step) for step in timeline]
    assert told == ["5", *[Why.TOLD_SINCE] * 4]


def test_a_step_that_is_not_told_silences_none() -> None:
    timeline = steps("accepted", "assigned", "arrived", "resumed", "classified", "promise_missed")
    assert outcome(Status.ON_SITE, timeline, timeline[-1]) == "1"


def test_what_is_not_so_any_more_is_not_told_and_silences_none() -> None:
    timeline = steps("accepted", "paused", "resumed")
    assert outcome(Status.ACCEPTED, timeline, timeline[1]) == Why.NOT_NEEDED
    assert outcome(Status.ACCEPTED, timeline, timeline[2]) == "1"


@pytest.mark.parametrize(
    ("event", "status"),
    [
        ("opened", Status.DONE),
        ("accepted", Status.NEW),
        ("accepted", Status.ASSIGNED),
        ("reviewed", Status.DONE),
        ("replied", Status.CLOSED),
        ("paused", Status.ACCEPTED),
        ("finished", Status.CLOSED),
        ("finished", Status.NEW),
        ("reopened", Status.CLOSED),
    ],
)
def test_each_step_is_told_only_while_it_is_so(event: str, status: Status) -> None:
    timeline = steps(event)
    assert outcome(status, timeline, timeline[0]) == Why.NOT_NEEDED


def test_a_note_is_never_told_and_silences_none() -> None:
    note, *before = steps("accepted", "replied")
    timeline = [replace(note, words=SECRET, shown=False), *before]
    assert outcome(Status.ACCEPTED, timeline, timeline[0]) == Why.NOT_NEEDED
    assert outcome(Status.ACCEPTED, timeline, timeline[1]) == "1"
    assert last_words(timeline) == ""


def test_a_note_written_at_the_very_time_of_an_answer_is_not_taken_for_it() -> None:
    note, answer = steps("replied", "replied")
    timeline = [replace(note, words=SECRET, shown=False, at=answer.at), replace(answer, words="明天来")]
    assert step_to_tell(a_ticket(Status.NEW), timeline, answer.event, answer.at).words == "明天来"


def test_who_reported_at_home_is_not_told_of_it() -> None:
    (step,) = steps("opened")
    assert [is_told(replace(step, by=by)) for by in ("P:业主甲", "S:前台乙")] == [False, True]


def test_the_last_words_are_the_offices_own_since_it_was_taken_up() -> None:
    def last(*events: str) -> str:
        return last_words([replace(step, words=f"{step.n}") for step in steps(*events)])

    assert last("opened", "replied", "progressed", "assigned") == "3"
    assert last("opened", "accepted") == ""
    assert last("opened", "replied", "finished", "reopened", "assigned") == ""
