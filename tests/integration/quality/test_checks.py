"""A check of a community: what it finds, what it keeps, what brings a finding back, in steps of any size."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.core import ids, limits
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Role
from chalicelib.edge import jobs
from chalicelib.journal.entries import entry_page, unit_home
from chalicelib.people.service import ColleagueOutOfReach, Grant
from chalicelib.quality import jobs as quality_jobs
from chalicelib.quality.rules.accuracy import Accuracy
from chalicelib.quality.rules.findings import FindingChanged, FindingTaken, State
from chalicelib.quality.rules.found import Check
from chalicelib.quality.rules.progress import Phase
from chalicelib.quality.service import checking, deciding, reading
from tests.builders import people
from tests.builders.core import AT, a_cause, an_id, standing_clock
from tests.builders.doubts import FOUND, RIGHT_ID, STAND_IN, WRONG_ID, Doubtful
from tests.builders.people import stored


def standing(town: Doubtful) -> reading.Standing:
    return reading.standing(town.scope, town.community_id)


def accepted(town: Doubtful, check: Check, *, digest: str | None = None) -> deciding.FindingMoved:
    one = town.finding(check)
    given = digest or one.digest
    return deciding.accept(
        town.colleague(), a_cause(), one.finding_id, community_id=town.community_id, digest=given, reason="复式"
    )


def test_a_check_finds_what_is_wrong_and_nothing_else(town: Doubtful) -> None:
    assert standing(town).accuracy.of_all is None
    town.check()
    assert town.seen() == FOUND
    now = standing(town)
    assert now.accuracy == Accuracy(units=7, units_doubtful=2, people=5, people_doubtful=4)
    assert (now.accuracy.of_units, now.accuracy.of_people, now.accuracy.of_all) == (7_142, 2_000, 5_000)
    assert now.counts is not None
    assert (now.counts["duplicate_party"], now.counts["area_unlike_sisters"], sum(now.counts.values())) == (2, 1, 8)
    assert (now.progress.phase, now.progress.units, now.progress.done_at) == (Phase.DONE, 7, AT)


def test_nothing_bare_is_kept_of_what_a_check_looks_at(town: Doubtful) -> None:
    town.check()
    text = stored("quality", "staging", "journal")
    for secret in (WRONG_ID, RIGHT_ID, STAND_IN, "13912340001", "业主"):
        assert secret not in text
    assert dict(town.finding(Check.BAD_ID_NUMBER).facts) == {"id_number_masked": "110*************14"}
    assert dict(town.finding(Check.BAD_PHONE).facts) == {"phone_masked": "189****9999"}


def test_a_second_check_finds_the_same_and_writes_none_of_it(town: Doubtful) -> None:
    town.check()
    before = town.findings()
    with standing_clock(AT + timedelta(days=1)):
        town.check()
    assert town.findings() == before


@pytest.mark.parametrize("size", [1, 3])
def test_a_check_in_small_steps_finds_what_one_in_large_steps_does(
    town: Doubtful, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(limits, "UNITS_PER_CHECK", size)
    monkeypatch.setattr(limits, "FINDINGS_PER_STEP", size)
    monkeypatch.setattr(limits, "SEEN_PER_ROW", size)
    monkeypatch.setattr(limits, "CHUNKS_PER_JOB", size)
    town.check()
    assert town.seen() == FOUND
    assert standing(town).accuracy == Accuracy(units=7, units_doubtful=2, people=5, people_doubtful=4)


def test_what_was_put_right_is_fixed_by_itself_and_comes_back_when_it_is_wrong_again(town: Doubtful) -> None:
    town.check()
    found = town.finding(Check.AREA_UNLIKE_SISTERS)
    town.refile("601", area="100")
    with standing_clock(AT + timedelta(days=1)):
        town.check()
    assert town.seen() == FOUND - {(Check.AREA_UNLIKE_SISTERS, "601")}
    assert town.seen(State.FIXED) == {(Check.AREA_UNLIKE_SISTERS, "601")}
    assert standing(town).accuracy.units_doubtful == 1
    town.refile("601", area="140")
    town.check()
    again = town.finding(Check.AREA_UNLIKE_SISTERS)
    assert again.finding_id == found.finding_id
    assert dict(again.facts) == {"area": "140"}


def test_what_a_person_says_is_right_counts_at_once_and_stays_until_the_facts_change(town: Doubtful) -> None:
    town.check()
    accepted(town, Check.AREA_UNLIKE_SISTERS)
    assert standing(town).accuracy.units_doubtful == 1
    town.check()
    assert town.seen(State.ACCEPTED) == {(Check.AREA_UNLIKE_SISTERS, "601")}
    assert standing(town).accuracy.units_doubtful == 1
    town.refile("601", area="130")
    town.check()
    assert town.seen(State.ACCEPTED) == set()
    again = town.finding(Check.AREA_UNLIKE_SISTERS)
    assert (dict(again.facts), again.reason, again.accepted_by) == ({"area": "130"}, "", None)


def test_what_has_changed_since_it_was_looked_at_is_looked_at_again(town: Doubtful) -> None:
    town.check()
    looked_at = town.finding(Check.AREA_UNLIKE_SISTERS).digest
    town.refile("601", area="130")
    town.check()
    with pytest.raises(FindingChanged):
        accepted(town, Check.AREA_UNLIKE_SISTERS, digest=looked_at)


def test_a_finding_has_one_owner_and_its_history(town: Doubtful) -> None:
    town.check()
    one = town.finding(Check.PAYER_MISSING)
    mine = people.staff_of(town.office, "13612340001")
    theirs = people.staff_of(town.office, "13612340002", name="管家己")

    def given(staff_id: str | None, instead_of: str | None) -> None:
        deciding.assign(
            town.scope,
            a_cause(),
            one.finding_id,
            community_id=town.community_id,
            staff_id=staff_id,
            instead_of=instead_of,
        )

    given(mine, None)
    with pytest.raises(FindingTaken):
        given(theirs, None)
    given(theirs, mine)
    assert town.finding(Check.PAYER_MISSING).worker_id == f"S:{theirs}"
    given(None, theirs)
    deciding.accept(
        town.scope, a_cause(), one.finding_id, community_id=town.community_id, digest=one.digest, reason="开发商的房"
    )
    deciding.reopen(town.scope, a_cause(), one.finding_id, community_id=town.community_id)
    entries, _ = entry_page(town.scope, unit_home(one.unit_id), cursor=None)
    assert sorted(entry.event for entry in entries) == [
        "finding.accepted",
        *["finding.assigned"] * 3,
        "finding.reopened",
    ]


def test_a_finding_is_given_to_colleagues_who_reach_it_alone(town: Doubtful) -> None:
    town.check()
    one = town.finding(Check.PAYER_MISSING)
    elsewhere = people.staff_of(
        town.office, "13612340003", Grant(Role.STEWARD, (town.community_id,), (an_id("another building"),))
    )
    guard = people.staff_of(town.office, "13612340004", Grant(Role.GATE_GUARD))
    for staff_id, refusal in ((elsewhere, ColleagueOutOfReach), (guard, NotFound), (an_id("nobody"), NotFound)):
        with pytest.raises(refusal):
            deciding.assign(
                town.scope,
                a_cause(),
                one.finding_id,
                community_id=town.community_id,
                staff_id=staff_id,
                instead_of=None,
            )


def test_a_verb_called_again_answers_as_the_first_time(town: Doubtful) -> None:
    town.check()
    one, cause = town.finding(Check.PAYER_MISSING), a_cause("again")
    answers = [
        deciding.accept(
            town.scope, cause, one.finding_id, community_id=town.community_id, digest=one.digest, reason="开发商的房"
        )
        for _ in range(2)
    ]
    assert answers[0] == answers[1]


def test_whoever_comes_second_finds_the_check_that_runs(town: Doubtful) -> None:
    first = checking.start(town.scope, town.community_id, check_id=an_id("one"))
    second = checking.start(town.scope, town.community_id, check_id=an_id("other"))
    assert (first.check_id, second.check_id) == (an_id("one"), an_id("one"))
    assert len(town.queue.waiting) == 2, "woken again, in case nobody is on it"
    town.queue.drain()
    assert town.seen() == FOUND
    assert checking.work(town.scope, town.community_id, an_id("one"), steps=1), "a message that comes late does nothing"
    assert checking.work(town.scope, town.community_id, an_id("other"), steps=1)


def test_the_daily_trigger_checks_every_community_once_a_day(town: Doubtful) -> None:
    other = people.a_community(town.office, "二号院")
    for _ in range(2):
        jobs.run(quality_jobs.CHECK, due=AT)
        town.queue.drain()
    progress = standing(town).progress
    assert progress.done_id == ids.derived(town.community_id, quality_jobs.CHECK, "2026-10-31")
    assert town.seen() == FOUND
    assert reading.standing(town.scope, other).accuracy.of_all is None
    town.refile("601", area="100")
    jobs.run(quality_jobs.CHECK, due=AT)
    town.queue.drain()
    assert town.seen() == FOUND, "the day's check is done"
    jobs.run(quality_jobs.CHECK, due=AT + timedelta(days=1))
    town.queue.drain()
    assert (Check.AREA_UNLIKE_SISTERS, "601") not in town.seen()


def test_a_check_that_a_worker_left_goes_on_where_it_stopped(town: Doubtful, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNITS_PER_CHECK", 1)
    checking.start(town.scope, town.community_id, check_id=an_id("left"))
    town.queue.waiting.clear()
    assert not checking.work(town.scope, town.community_id, an_id("left"), steps=1)
    assert standing(town).progress.is_running
    jobs.run(quality_jobs.CHECK, due=AT)
    town.queue.drain()
    assert standing(town).progress.done_id == an_id("left")
    assert town.seen() == FOUND


def test_more_open_findings_than_are_counted_leave_the_figures_of_the_last_check(
    town: Doubtful, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.check()
    monkeypatch.setattr(limits, "FINDINGS_COUNTED", 7)
    assert standing(town).counts is None
    accepted(town, Check.AREA_UNLIKE_SISTERS)
    assert standing(town).counts is not None
    monkeypatch.setattr(limits, "FINDINGS_COUNTED", 6)
    assert standing(town).accuracy.units_doubtful == 2
