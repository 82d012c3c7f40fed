"""A worker that slept through the end of its check changes nothing once it wakes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.core import clock
from chalicelib.db.bookkeeping import Lost
from chalicelib.estate import service as estate
from chalicelib.quality.rules.findings import Finding, State
from chalicelib.quality.rules.found import Check, Found
from chalicelib.quality.rules.progress import Progress
from chalicelib.quality.service import checking, deciding, keeping
from chalicelib.quality.service.keeping import Sight
from chalicelib.quality.store import checks
from tests.builders.core import AT, a_cause, an_id, standing_clock
from tests.builders.doubts import FOUND, Doubtful


def everything(town: Doubtful) -> list[list[Finding]]:
    return [town.findings(state) for state in State]


def accepted(town: Doubtful, one: Finding) -> None:
    cause, place = a_cause(at=clock.now()), town.community_id
    deciding.accept(town.colleague(), cause, one.finding_id, community_id=place, digest=one.digest, reason="复式")


def slept(town: Doubtful, name: str, *, steps: int) -> Progress:
    """A check begun, so many steps taken: what a worker knows of it that falls asleep now."""
    checking.start(town.scope, town.community_id, check_id=an_id(name))
    checking.work(town.scope, town.community_id, an_id(name), steps=steps)
    return checks.load_progress(town.scope, town.community_id)


def test_a_worker_that_slept_writes_nothing_over_what_the_next_check_saw(town: Doubtful) -> None:
    """It was about to keep what it saw of the building, of which the second check has seen more by now."""
    asleep = slept(town, "first", steps=0)
    town.queue.drain()
    one = town.finding(Check.AREA_UNLIKE_SISTERS)
    with standing_clock(AT + timedelta(days=1)):
        accepted(town, one)
        slept(town, "second", steps=1)
        seen = checks.remembered(town.scope, checks.load_progress(town.scope, town.community_id))
        with pytest.raises(Lost):
            checks.remember(town.scope, asleep, ["old"], [], at=AT)
        assert checks.remembered(town.scope, checks.load_progress(town.scope, town.community_id)) == seen
        town.queue.drain()
        assert town.seen() | town.seen(State.ACCEPTED) == FOUND
        assert town.finding(Check.AREA_UNLIKE_SISTERS, State.ACCEPTED).reason == "复式"


def test_what_a_later_check_met_is_not_ended_by_an_earlier_one(town: Doubtful) -> None:
    town.check()
    with standing_clock(AT + timedelta(days=1)):
        town.refile("501", area="200")
        town.check()
        before = everything(town)
        met = {one.finding_id for one in before[0] if one.found_at == AT}
        keeping.end_others(town.scope, town.community_id, met, begun_at=AT)
        assert everything(town) == before


def test_what_was_decided_since_the_files_were_looked_at_stands(town: Doubtful) -> None:
    town.check()
    one = town.finding(Check.AREA_UNLIKE_SISTERS)
    unit = estate.get_unit(town.scope, one.unit_id)
    old = Found(one.check, one.about, one.subject_id, {"area": "150"})
    with standing_clock(AT + timedelta(hours=1)):
        accepted(town, one)
        keeping.keep(town.scope, town.community_id, [Sight(old, unit)], at=AT)
        assert town.finding(Check.AREA_UNLIKE_SISTERS, State.ACCEPTED).reason == "复式"
        keeping.keep(town.scope, town.community_id, [Sight(old, unit)], at=AT + timedelta(hours=2))
        assert town.seen(State.ACCEPTED) == set()
