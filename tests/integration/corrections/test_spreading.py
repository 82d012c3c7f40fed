"""A price that was wrong: corrected for every unit that is charged it, whoever is busy or comes meanwhile (BIL-03)."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest

from chalicelib.billing.service import notes
from chalicelib.core import clock, limits
from chalicelib.core.scope import system_scope
from chalicelib.corrections import jobs as corrections_jobs
from chalicelib.corrections import store
from chalicelib.corrections.rules.corrections import DraftStands, State
from chalicelib.corrections.service import posting, spreading
from chalicelib.corrections.service.areas import AREA
from chalicelib.corrections.service.tariffs import TARIFF
from chalicelib.corrections.service.waivers import WAIVER
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from tests.builders import corrections, kinds, ledger, payments
from tests.builders.billing import a_small_workbook
from tests.builders.core import AT
from tests.builders.corrections import RIGHT
from tests.builders.kinds import asked_of
from tests.builders.office import Office
from tests.builders.payments import FIRST
from tests.crash.watch import listening

pytestmark = pytest.mark.usefixtures("moto")

MONTH_FEN, CHEAPER_FEN = 1_200_00, 1_080_00
CHEAPER = {"stretches": [{"formula": "1001", "rate": "9", "from_on": "2026-09-01", "to_on": None}]}


def amounts(office: Office, number: int) -> list[int]:
    return [note.amount_fen for note in notes.notes_of(office.scope, payments.unit_of(office, number))]


def state_of(office: Office, approval_id: str) -> tuple[str, int]:
    """How far a price is on its way to the units."""
    one = store.load_spread(office.scope, office.community_id, approval_id)
    return one.state, one.units


def drain(office: Office) -> None:
    """The queue, and what the sweep finds besides once it stands still."""
    office.queue.drain()
    clock.use(lambda: AT + timedelta(seconds=limits.STUCK_SECONDS))
    jobs.run(corrections_jobs.RESUME)
    office.queue.drain()
    clock.use(lambda: AT)


def test_a_price_is_corrected_for_every_unit_in_three_chunks_and_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNITS_PER_SPREAD", 8)
    numbers = range(FIRST, FIRST + 2 * limits.UNITS_PER_SPREAD + 5)
    office = corrections.a_wrong_office(months=("2026-09", "2026-10"), units=len(numbers))
    payments.pay_cash(office, FIRST)
    approval_id = kinds.asked(office, TARIFF, CHEAPER)
    shown = corrections.looked_at(office, approval_id)
    assert (shown.facts["units"], shown.amount_fen) == (len(numbers), -len(numbers) * 2 * 120_00)
    assert [(one["period"], one["bills"], one["right_fen"]) for one in shown.facts["months"]] == [
        (month, len(numbers), len(numbers) * CHEAPER_FEN) for month in ("2026-09", "2026-10")
    ]
    corrections.agreed(office, approval_id)
    assert state_of(office, approval_id) == (State.POSTING, 0)
    office.queue.drain()
    assert state_of(office, approval_id) == (State.POSTED, len(numbers))
    assert [amounts(office, number) for number in numbers] == [[-120_00, -120_00]] * len(numbers)
    assert (posting.due_corrections(clock.now()), spreading.due_spreads(clock.now())) == ([], [])
    kinds.done(office, TARIFF, kinds.undo_of(office, TARIFF, approval_id))
    assert [amounts(office, number) for number in numbers] == [[-120_00, 120_00, -120_00, 120_00]] * len(numbers)
    found = ledger.add_up(office)
    assert found.open_fen - found.prepaid_fen == (len(numbers) - 1) * 2 * MONTH_FEN


def test_a_unit_that_is_busy_is_waited_for_and_the_others_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNITS_PER_SPREAD", 2)
    numbers = range(FIRST, FIRST + 5)
    office = corrections.a_wrong_office(months=("2026-10",), units=len(numbers))
    by_id = {payments.unit_of(office, number): number for number in numbers}
    in_order = [by_id[unit.unit_id] for unit in estate.every_unit(office.scope, office.community_id)]
    busy = in_order[2]
    approval_id = kinds.asked(office, TARIFF, CHEAPER)
    corrections.agreed_only(office, corrections.asked(office, (RIGHT, "2026-10-01", None), number=busy))
    digest = corrections.looked_at(office, approval_id).digest
    corrections.agreed(office, approval_id, digest=digest)
    office.queue.drain()
    assert state_of(office, approval_id) == (State.POSTING, 2)
    assert [number for number in numbers if amounts(office, number)] == sorted(in_order[:2])
    drain(office)
    drain(office)
    assert state_of(office, approval_id) == (State.POSTED, len(numbers))
    assert {number: sum(asked_of(office, number).values()) for number in numbers} == {
        number: 900_00 if number == busy else CHEAPER_FEN for number in numbers
    }
    ledger.add_up(office)


def test_the_very_first_unit_may_be_busy() -> None:
    office = corrections.a_wrong_office(months=("2026-10",))
    approval_id = kinds.asked(office, TARIFF, CHEAPER)
    corrections.agreed_only(office, corrections.asked(office, (RIGHT, "2026-10-01", None)))
    corrections.agreed(office, approval_id)
    office.queue.drain()
    assert state_of(office, approval_id) == (State.POSTING, 0)
    drain(office)
    drain(office)
    assert state_of(office, approval_id) == (State.POSTED, 1)
    assert sum(asked_of(office).values()) == 900_00


def test_a_bill_that_is_waived_while_a_price_comes_to_it_never_goes_below_nothing() -> None:
    office = corrections.a_wrong_office(months=("2026-10",))
    approval_id = kinds.asked(office, TARIFF, CHEAPER)
    corrections.agreed(office, approval_id)
    waiver = {"period": "2026-10", "item_id": kinds.item_of(office), "amount_fen": MONTH_FEN - 1}
    kinds.done(office, WAIVER, waiver)
    drain(office)
    assert asked_of(office) == {}
    found = ledger.add_up(office)
    assert (found.open_fen, found.prepaid_fen) == (0, 0)


def test_units_that_are_imported_meanwhile_are_billed_by_the_right_price_and_corrected_of_nothing() -> None:
    office = corrections.a_wrong_office(months=("2026-10",), units=2)
    approval_id = kinds.asked(office, TARIFF, CHEAPER)
    corrections.agreed(office, approval_id)
    book = a_small_workbook(2, first=301, without_payer=0, items=("1",), area=120, price=10)
    office.take_in(book, name="more.xlsx")
    office.queue.drain()
    assert state_of(office, approval_id) == (State.POSTED, 2)
    run_id = office.draft("2026-10", run_id=approval_id)
    office.release(run_id)
    assert asked_of(office, 301) == {payments.owner_of(office, 301): CHEAPER_FEN}
    assert amounts(office, 301) == []
    assert sum(asked_of(office).values()) == CHEAPER_FEN


def drafted_before(office: Office, nth: int, since: str) -> tuple[bool, list[str]]:
    """Somebody agrees to a price, and just before their `nth` request a month is drafted, which is released later.

    Gives whether it is agreed to, and the requests that were made until then.
    """
    approval_id = kinds.asked(office, TARIFF, {"stretches": [{**CHEAPER["stretches"][0], "from_on": since}]})
    digest, requests, runs_made = corrections.looked_at(office, approval_id).digest, list[str](), list[str]()

    def look(operation: str, body: object) -> None:
        if len(requests) <= nth:
            requests.append(operation)
            if len(requests) == nth + 1:
                runs_made.append(office.draft("2026-10"))

    agreed = False
    with listening(before=look), suppress(DraftStands):
        agreed = bool(corrections.agreed(office, approval_id, digest=digest))
    office.queue.drain()
    for run_id in runs_made:
        office.release(run_id)
    for _ in range(2):
        drain(office)
    return agreed, requests


@pytest.mark.parametrize(("since", "months"), [("2026-09-01", 2), ("2026-10-01", 1)])
def test_whenever_a_month_is_drafted_until_a_price_is_committed_all_or_nothing_is_corrected(
    since: str, months: int
) -> None:
    for nth in range(40):
        office = corrections.a_wrong_office(months=("2026-09",), name=f"物业 {nth}")
        agreed, requests = drafted_before(office, nth, since)
        cheaper = months * CHEAPER_FEN + (2 - months) * MONTH_FEN
        assert sum(asked_of(office).values()) == (cheaper if agreed else 2 * MONTH_FEN), requests
        if "TransactWriteItems" in requests:
            return
    raise AssertionError("never committed")


def test_what_is_begun_and_not_posted_is_posted_by_the_sweep() -> None:
    office = corrections.a_wrong_office(months=("2026-10",), units=3)
    approval_id = kinds.asked(office, TARIFF, CHEAPER)
    corrections.agreed(office, approval_id)
    office.queue.waiting.clear()
    scope, cause = system_scope(office.org_id, spreading.SPREAD), jobs.job_cause("begin")
    begun = spreading.begin_units(scope, cause, office.community_id, correction_id=approval_id, chunk=0)
    assert (begun.state, begun.units) == (State.POSTED, 3)
    assert len(posting.due_corrections(clock.now())) == begun.units
    assert amounts(office, FIRST) == []
    jobs.run(corrections_jobs.RESUME)
    assert [amounts(office, number) for number in range(FIRST, FIRST + 3)] == [[-120_00]] * 3


def test_a_fixed_price_has_no_part_in_an_area_corrected_before_or_after() -> None:
    office = corrections.a_wrong_office(months=("2026-10",))
    kinds.done(office, AREA, {"stretches": [{"area": "110", "from_on": "2026-10-01", "to_on": None}]})
    flat = {"formula": "2002", "fixed_fen": 500_00, "from_on": "2026-10-01", "to_on": None}
    approval_id = kinds.done(office, TARIFF, {"stretches": [flat]})
    kinds.done(office, AREA, {"stretches": [{"area": RIGHT, "from_on": "2026-10-01", "to_on": None}]})
    assert sum(asked_of(office).values()) == 500_00
    kinds.done(office, TARIFF, kinds.undo_of(office, TARIFF, approval_id))
    assert sum(asked_of(office).values()) == 1_000_00
    ledger.add_up(office)
