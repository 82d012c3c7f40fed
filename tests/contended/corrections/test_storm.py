"""A street of wrong areas set right in bad weather, while its owners pay: each once, and no fen lost.

Milder than over payments: an agreement asks ten things before it commits, and any of them may be struck.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from random import Random

import pytest

from chalicelib.approvals.service import ApprovalMoved
from chalicelib.billing.service import notes
from chalicelib.core import limits
from chalicelib.core.errors import Refusal, Unavailable
from chalicelib.corrections import jobs as corrections_jobs
from chalicelib.corrections.rules.corrections import State
from chalicelib.corrections.service import reading
from chalicelib.edge import jobs
from chalicelib.payments.rules.payments import Method
from tests.builders import corrections, ledger, payments
from tests.builders.corrections import RIGHT
from tests.builders.office import Office, a_cause, an_id
from tests.builders.payments import FIRST
from tests.contended.payments.weather import Callers, Weather

pytestmark = pytest.mark.contended

UNITS, THREADS, SUPERVISORS, TIMES = 8, 12, 2, 2
MONTHS = ("2026-08", "2026-09", "2026-10")
TOO_MUCH_FEN = 200_00
NUMBERS = range(FIRST, FIRST + UNITS)


def agree(callers: Callers, office: Office, number: int, name: str, digest: str) -> ApprovalMoved | Refusal:
    """One supervisor, under one key, until they are told either way."""
    by, cause = corrections.supervisor(office, name), a_cause(an_id("agree", name, str(number)))
    return callers.ask(
        lambda: corrections.agreed(office, an_id("approval", str(number)), by=by, cause=cause, digest=digest)
    )


def pay(callers: Callers, office: Office, number: int, order_id: str, fen: int) -> None:
    """The provider took the money: it is booked whatever has happened to the bills."""
    callers.ask(lambda: payments.told_of(office, payments.unit_of(office, number), order_id, fen))


def sweep() -> None:
    """A level check at any moment, which may stumble: the next one goes on."""
    with suppress(Unavailable):
        jobs.run(corrections_jobs.RESUME)


@pytest.mark.parametrize("seed", [20261031, 7])
def test_a_storm_corrects_every_unit_once(running_clock: None, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(limits, "NOTES_PER_CHUNK", 2)
    office = corrections.a_wrong_office(months=MONTHS, units=UNITS)
    chance, callers, weather = Random(seed), Callers(), Weather(seed, throttles=8, resets=4)
    works: list[Callable[[], object]] = [sweep] * 6
    paid_fen = 0
    for number in NUMBERS:
        approval_id = an_id("approval", str(number))
        corrections.asked(office, (RIGHT, "2026-08-01", None), number=number, approval_id=approval_id)
        digest = corrections.looked_at(office, approval_id).digest
        for n in range(SUPERVISORS):
            works += [partial(agree, callers, office, number, f"主管 {n}", digest)] * TIMES
        order_id, fen = payments.an_order(office, number), chance.choice([3_600_00, 1_100_00, 2_300_00])
        works += [partial(pay, callers, office, number, order_id, fen)] * TIMES
        paid_fen += fen
    chance.shuffle(works)
    with weather.blowing(), ThreadPoolExecutor(THREADS) as pool:
        answers = [one.result(timeout=100) for one in [pool.submit(work) for work in works]]
    jobs.run(corrections_jobs.RESUME)
    assert min(weather.struck[kind] for kind in ("throttles", "resets", "lost replies")) > 0, weather.struck
    check(office, answers, paid_fen)


def check(office: Office, answers: list[object], paid_fen: int) -> None:
    """A unit's correction was agreed to by at most one supervisor, as all of them were told, and is posted once.

    Whose owner paid first is looked at again: that is agreed to now.
    """
    told = [one for one in answers if isinstance(one, ApprovalMoved)]
    agreed = {one.approval_id for one in told}
    by_unit = {one.unit_id for one in told}
    assert len(told) in range(1, UNITS * TIMES + 1)
    refusals = {one.code for one in answers if isinstance(one, Refusal)}
    assert refusals <= {"approval_decided", "approval_changed", "nothing_to_correct", "correction_running"}
    for number in NUMBERS:
        unit_id = payments.unit_of(office, number)
        posted, _ = reading.corrections_page(office.scope, unit_id, community_id=office.community_id, cursor=None)
        if unit_id not in by_unit:
            assert posted == []
            corrections.agreed(office, an_id("approval", str(number)))
        else:
            (one,) = posted
            assert (one.correction_id in agreed, one.state, one.notes) == (True, State.POSTED, len(MONTHS))
        assert [note.amount_fen for note in notes.notes_of(office.scope, unit_id)] == [-TOO_MUCH_FEN] * len(MONTHS)
    found = ledger.add_up(office)
    assert found.credited_fen == UNITS * len(MONTHS) * TOO_MUCH_FEN
    assert sum(one.amount_fen for one in found.of(Method.WECHAT)) == paid_fen
