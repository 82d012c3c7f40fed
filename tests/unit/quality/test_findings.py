"""A finding's life: every state × verb, what brings it back, whose it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from chalicelib.core.dated import Dated, Source
from chalicelib.people.rules.parties import Relation, Tenure
from chalicelib.quality.rules import findings
from chalicelib.quality.rules.entered import entered_by
from chalicelib.quality.rules.findings import (
    TRANSITIONS,
    Finding,
    FindingChanged,
    FindingRefused,
    FindingTaken,
    OwnDoubt,
    State,
    Verb,
)
from chalicelib.quality.rules.found import About, Check, Facts, Found
from tests.builders.core import AT, a_source, an_id
from tests.builders.quality import a_unit

ME, OTHER = "S:me", "S:other"
LATER = AT + timedelta(days=1)


def a_found(**facts: str) -> Found:
    return Found(Check.AREA_UNLIKE_SISTERS, About.UNIT, an_id("unit"), facts)


def a_finding(state: State = State.OPEN, *, worker_id: str | None = None, facts: Facts | None = None) -> Finding:
    found = Found(Check.AREA_UNLIKE_SISTERS, About.UNIT, an_id("unit"), facts or {"area": "150"})
    is_accepted = state == State.ACCEPTED
    return Finding(
        finding_id=found.finding_id(an_id("community")),
        community_id=an_id("community"),
        building_id=an_id("building"),
        unit_id=an_id("unit"),
        place="3 幢 1201",
        sort="3-1201",
        check=found.check,
        about=found.about,
        subject_id=found.subject_id,
        found_at=AT,
        digest=found.digest,
        facts=found.facts,
        state=state,
        worker_id=worker_id,
        accepted_by=ME if is_accepted else None,
        accepted_at=AT if is_accepted else None,
        reason="复式" if is_accepted else "",
        fixed_at=AT if state == State.FIXED else None,
    )


@pytest.mark.parametrize(("state", "verb"), list(product(State, Verb)))
def test_every_verb_in_every_state_leads_where_the_table_says_or_is_refused(state: State, verb: Verb) -> None:
    to = TRANSITIONS.get((state, verb))
    if to is None:
        with pytest.raises(FindingRefused):
            findings.move(a_finding(state), verb)
    else:
        assert findings.move(a_finding(state), verb).state == to


def test_no_state_is_a_dead_end_and_only_a_check_ends_a_finding() -> None:
    assert {state for state, _ in TRANSITIONS} == set(State)
    assert {verb for (_, verb), to in TRANSITIONS.items() if to == State.FIXED} == {Verb.VANISH}


def test_nobody_s_is_taken_given_away_and_given_back() -> None:
    mine = findings.assigned(a_finding(), ME, instead_of=None)
    theirs = findings.assigned(mine, OTHER, instead_of=ME)
    assert findings.assigned(theirs, None, instead_of=OTHER).worker_id is None


def test_of_two_who_take_it_at_once_the_second_is_told() -> None:
    mine = findings.assigned(a_finding(), ME, instead_of=None)
    with pytest.raises(FindingTaken):
        findings.assigned(mine, OTHER, instead_of=None)


def test_what_is_right_so_comes_back_only_when_its_facts_change() -> None:
    before = a_finding(worker_id=ME)
    one = findings.accepted(before, digest=before.digest, by=ME, at=AT, reason="复式")
    assert (one.state, one.accepted_by, one.reason) == (State.ACCEPTED, ME, "复式")
    assert findings.seen(one, a_found(area="150"), at=LATER) == one
    again = findings.seen(one, a_found(area="151"), at=LATER)
    assert (again.state, again.accepted_by, again.reason, again.worker_id) == (State.OPEN, None, "", ME)
    assert again.found_at == AT


def test_other_facts_than_were_looked_at_are_not_accepted() -> None:
    looked_at = a_finding().digest
    with pytest.raises(FindingChanged):
        findings.accepted(a_finding(facts={"area": "151"}), digest=looked_at, by=ME, at=AT, reason="复式")


def test_what_a_check_does_not_see_any_more_is_fixed_and_begins_anew_when_it_is_seen_again() -> None:
    for state in (State.OPEN, State.ACCEPTED):
        fixed = findings.vanished(a_finding(state, worker_id=ME), at=LATER)
        assert (fixed.state, fixed.fixed_at, fixed.accepted_by) == (State.FIXED, LATER, None)
        again = findings.seen(fixed, a_found(area="150"), at=LATER)
        assert (again.state, again.found_at, again.fixed_at, again.worker_id) == (State.OPEN, LATER, None, ME)


def test_what_is_doubted_again_has_no_reason_left() -> None:
    one = findings.reopened(a_finding(State.ACCEPTED))
    assert (one.state, one.accepted_by, one.accepted_at, one.reason) == (State.OPEN, None, None, "")


def test_the_same_check_of_the_same_thing_is_the_same_finding() -> None:
    here, there = an_id("community"), an_id("elsewhere")
    assert a_found(area="1").finding_id(here) == a_found(area="2").finding_id(here)
    assert a_found(area="1").finding_id(here) != a_found(area="1").finding_id(there)
    assert a_found(area="1").digest != a_found(area="2").digest


def test_whoever_entered_what_is_doubted_accepts_it_in_an_office_of_one_person_alone() -> None:
    one = a_finding()
    said: dict[str, Any] = {"digest": one.digest, "at": LATER, "reason": "复式"}
    with pytest.raises(OwnDoubt):
        findings.accepted(one, by=ME, entered_by={ME}, **said)
    assert findings.accepted(one, by=OTHER, entered_by={ME}, may_be_alone=True, **said).alone is False
    own = findings.accepted(one, by=ME, entered_by={ME}, may_be_alone=True, **said)
    assert (own.alone, findings.reopened(own).alone) == (True, False)


def test_who_entered_what_is_doubted_is_told_by_the_sources_of_what_it_is_about() -> None:
    def by(who: str) -> Source:
        return replace(a_source(), entered_by=who)

    unit = replace(a_unit(), area=(Dated(Decimal(100), by("S:area")),), payer=(Dated(an_id("甲"), by("S:payer")),))
    household = [
        Tenure(an_id("甲"), "业主甲", None, Relation.OWNER, source=by("S:owner")),
        Tenure(an_id("乙"), "业主乙", None, Relation.TENANT, source=by("S:tenant")),
        Tenure(an_id("丙"), "业主丙", None, Relation.FAMILY),
    ]

    def entered(check: Check, about: About, subject: str, facts: Facts | None = None) -> set[str]:
        one = replace(a_finding(), check=check, about=about, subject_id=an_id(subject), facts=facts or {})
        return entered_by(one, unit, household)

    assert entered(Check.AREA_UNLIKE_SISTERS, About.UNIT, "unit") == {"S:area"}
    assert entered(Check.PAYER_GAP, About.UNIT, "unit") == {"S:payer"}
    assert entered(Check.BAD_PHONE, About.PARTY, "乙") == {"S:tenant"}
    assert entered(Check.BAD_PHONE, About.PARTY, "丙") == set()
    assert entered(Check.OWNER_TWICE, About.UNIT, "unit", {"party_ids": [an_id("甲")]}) == {"S:owner"}
