"""Every trigger, what it promises, when it ran and runs; for those who oversee the office alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.core import clock
from chalicelib.core.scope import Role
from chalicelib.db import connection
from chalicelib.edge import jobs, triggers
from chalicelib.edge.jobs import JOBS, Job
from chalicelib.edge.schedules import Daily
from chalicelib.people.service import Grant
from tests.builders.browsers import colleague, signed_in
from tests.builders.core import AT, standing_clock
from tests.builders.office import Office, an_office

NAME = "test.job"


@pytest.fixture
def office(moto_engine: None) -> Iterator[Office]:
    with standing_clock():
        yield an_office()


def a_job(monkeypatch: pytest.MonkeyPatch, *answers: Any, is_scheduled: bool = True) -> None:
    left = list(answers)

    def work(due: datetime, payload: dict[str, Any]) -> dict[str, int] | None:
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        clock.use(lambda: AT + timedelta(seconds=9))
        found: dict[str, int] | None = answer
        return found

    monkeypatch.setitem(JOBS, NAME, Job(NAME, "does what the test says", Daily(10) if is_scheduled else None, work))


def listed(office: Office) -> dict[str, Any]:
    _, answer = signed_in(office).get("/triggers")
    return {row["name"]: row for row in answer["rows"]}


def test_a_trigger_that_never_ran_says_when_it_will(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    a_job(monkeypatch)
    assert listed(office)[NAME] == {
        "name": NAME,
        "promise": "does what the test says",
        "every_minutes": None,
        "day": None,
        "hour": 10,
        "minute": 0,
        "next_at": "2026-11-01T10:00:00+08:00",
        "last": None,
    }


def test_what_a_run_did_is_kept_and_that_the_next_one_failed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    a_job(monkeypatch, {"units": 3}, ValueError("13800000001 is not to be read"), None)
    jobs.run(NAME)
    last = listed(office)[NAME]["last"]
    assert last == {
        "started_at": "2026-10-31T02:00:00Z",
        "ended_at": "2026-10-31T02:00:09Z",
        "did": {"units": 3},
        "error": None,
    }
    with pytest.raises(ValueError, match="not to be read"):
        jobs.run(NAME)
    assert (listed(office)[NAME]["last"]["did"], listed(office)[NAME]["last"]["error"]) == ({}, "ValueError")
    jobs.run(NAME)
    assert listed(office)[NAME]["last"]["error"] is None


def test_only_scheduled_jobs_are_triggers(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    a_job(monkeypatch, {}, is_scheduled=False)
    jobs.run(NAME)
    assert NAME not in listed(office)
    assert triggers.last_runs([NAME]) == {}
    assert listed(office).keys() == {name for name, job in JOBS.items() if job.schedule}


def test_the_desk_does_not_read_of_triggers(office: Office) -> None:
    status, _ = colleague(office, Grant(Role.DESK)).get("/triggers")
    assert status == 403


@pytest.mark.usefixtures("office")
def test_a_register_that_cannot_be_written_undoes_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    a_job(monkeypatch, {"n": 1})
    connection.connection().client.delete_table(TableName=triggers.TriggerRow.Meta.table_name)
    jobs.run(NAME)
