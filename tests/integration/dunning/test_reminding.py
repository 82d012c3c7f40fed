"""The daily reminder: one entry a payer and stage; none twice, none for what is paid; one for several units."""

from __future__ import annotations

import pytest

from chalicelib.core import clock, limits
from chalicelib.core.scope import system_scope
from chalicelib.dunning import jobs as dunning_jobs
from chalicelib.dunning.service import reminding
from chalicelib.dunning.service.reminding import NothingToRemind
from chalicelib.edge import jobs
from chalicelib.edge.jobs import job_cause
from chalicelib.journal import entry_page
from chalicelib.journal.entries import unit_home
from tests.builders import payments
from tests.builders.office import Office
from tests.builders.payments import FIRST
from tests.integration.dunning.conftest import Days, facts, remind, reminders


def test_nobody_is_reminded_four_days_before(office: Office, days: Days) -> None:
    days.go(11)
    remind(office)
    assert facts() == []


def test_every_payer_is_reminded_three_days_before_with_what_they_owe(office: Office, days: Days) -> None:
    days.go(12)
    remind(office)
    assert {one["payer_id"] for one in facts()} == {payments.owner_of(office, FIRST + n) for n in range(3)}
    assert {(one["bills"], one["open_fen"], one["stage"], one["due_on"]) for one in facts()} == {
        (2, 265_00, -3, "2026-11-15")
    }
    shown, _ = entry_page(office.scope, unit_home(payments.unit_of(office)), cursor=None)
    assert shown[0].event == "bills.reminded"


def test_a_second_run_of_a_day_tells_nothing_and_the_next_stage_is_told(office: Office, days: Days) -> None:
    for hour in (10, 11, 23):
        days.go(12, hour)
        remind(office)
    days.go(13)
    remind(office)
    assert len(facts()) == 3
    days.go(15)
    remind(office)
    assert [one["stage"] for one in facts()[3:]] == [0, 0, 0]


def test_a_message_of_the_queue_that_comes_twice_or_after_midnight_does_no_harm(office: Office, days: Days) -> None:
    days.go(12)
    jobs.run(dunning_jobs.REMIND)
    waiting = list(office.queue.waiting)
    office.queue.drain()
    office.queue.waiting.extend(waiting)
    office.queue.drain()
    days.go(13, 0, 5)
    office.queue.waiting.extend(waiting)
    office.queue.drain()
    assert len(facts()) == 3


def test_who_has_paid_is_not_reminded_and_who_paid_a_part_is_of_the_rest(office: Office, days: Days) -> None:
    payments.pay_cash(office, FIRST)
    part = payments.pay_cash(office, FIRST + 1, parts=payments.all_of(office, FIRST + 1)[:1])
    days.go(12)
    remind(office)
    assert {one["payer_id"] for one in facts()} == {payments.owner_of(office, FIRST + n) for n in (1, 2)}
    told = next(one for one in facts() if one["payer_id"] == payments.owner_of(office, FIRST + 1))
    assert (told["bills"], told["open_fen"]) == (1, 265_00 - part.amount_fen)


def test_who_pays_between_the_question_and_the_verb_is_not_reminded(office: Office, days: Days) -> None:
    days.go(12)
    payer, unit = payments.owner_of(office), payments.unit_of(office)
    payments.pay_cash(office)
    scope = system_scope(office.org_id, dunning_jobs.REMIND)
    with pytest.raises(NothingToRemind):
        reminding.remind(scope, job_cause("one"), office.community_id, payer_id=payer, unit_ids=(unit,))
    assert facts() == []


def test_a_large_community_is_walked_in_stretches(office: Office, days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    office.queue.drain()
    monkeypatch.setattr(limits, "UNITS_PER_REMINDING", 2)
    days.go(12)
    jobs.run(dunning_jobs.REMIND)
    assert len(office.queue.waiting) == 2
    office.queue.drain()
    assert len(facts()) == 3


def test_what_is_owed_now_is_asked_of_the_units_that_were_told(office: Office, days: Days) -> None:
    days.go(12)
    remind(office)
    scope, payer = system_scope(office.org_id, "test"), payments.owner_of(office)
    today = clock.business_date(days.now)
    owing = reminding.owing_now(scope, office.community_id, payer, today=today)
    assert (owing.open_fen, len(owing.bills), owing.told_on) == (265_00, 2, today)
    payments.pay_cash(office)
    assert reminding.owing_now(scope, office.community_id, payer, today=today).bills == ()


def test_the_job_is_the_actor_and_the_key_says_payer_and_day(office: Office, days: Days) -> None:
    days.go(12)
    remind(office)
    assert {(one.actor, one.origin) for one in reminders()} == {("dunning.remind", "job")}
    payer = payments.owner_of(office)
    wanted = f"{office.org_id}#job#dunning.remind#remind#{office.community_id}#{payer}#2026-11-12"
    assert wanted in {one.pk for one in reminders()}
