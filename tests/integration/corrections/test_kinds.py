"""What all kinds of correction share: looked at, agreed to by another, posted, set back to the fen (REG-04)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.approvals.rules import ApprovalChanged, ApprovalDecided, OwnApproval
from chalicelib.billing.rules.proof import proof_of
from chalicelib.billing.service import accounts, notes, runs
from chalicelib.corrections.rules.corrections import DraftStands, State
from chalicelib.corrections.rules.facts import BadFact, NothingToCorrect
from chalicelib.corrections.service import reading
from chalicelib.corrections.service.areas import AREA
from chalicelib.corrections.service.discounts import DISCOUNT
from chalicelib.corrections.service.occupancies import OCCUPANCY
from chalicelib.corrections.service.payers import PAYER
from chalicelib.corrections.service.tariffs import TARIFF
from chalicelib.corrections.service.waivers import WAIVER
from chalicelib.estate import service as estate
from tests.builders import corrections, kinds, ledger, payments
from tests.builders.core import AT
from tests.builders.kinds import MONEY, REQUESTS, asked_of
from tests.builders.office import Office, a_cause, an_id

pytestmark = pytest.mark.usefixtures("moto")

MONTHS = ("2026-08", "2026-09", "2026-10")
MONTH_FEN = 1_200_00
RIGHT_FEN = {AREA: 1_000_00, PAYER: MONTH_FEN, DISCOUNT: 1_050_00, WAIVER: MONTH_FEN, TARIFF: 1_199_80}
"""What a month comes to that each kind's request reaches; a waiver reaches one bill."""


@pytest.fixture
def office(moto: None) -> Office:
    """One unit, three months, the first paid and half of the second."""
    office = corrections.a_wrong_office(months=MONTHS)
    payments.pay_cash(office, parts=payments.wish(payments.open_bills(office), most_fen=MONTH_FEN * 3 // 2))
    return office


def corrected(office: Office, approval_id: str) -> Any:
    """How far the unit's correction is."""
    return reading.get_correction(office.scope, payments.unit_of(office), approval_id)


@pytest.mark.parametrize("kind", MONEY)
def test_what_is_shown_is_what_is_posted_and_every_line_proves_itself(office: Office, kind: str) -> None:
    approval_id = kinds.asked(office, kind)
    shown = corrections.looked_at(office, approval_id)
    right = 2 * RIGHT_FEN[kind] - (333_33 if kind == WAIVER else 0)
    assert shown.amount_fen == right - 2 * MONTH_FEN
    assert len(shown.facts["months"]) == {WAIVER: 1}.get(kind, 2)
    assert shown.facts["before"] != shown.facts["after"]
    corrections.agreed(office, approval_id)
    office.queue.drain()
    one = corrected(office, approval_id)
    assert (one.state, one.notes) == (State.POSTED, len(shown.facts["months"]))
    assert one.debited_fen - one.credited_fen == shown.amount_fen
    assert sum(asked_of(office).values()) == MONTH_FEN + right
    ledger.add_up(office)
    unit = estate.get_unit(office.scope, payments.unit_of(office))
    for month in MONTHS:
        found = accounts.statement(office.scope, unit, month)
        assert all(proof_of(bill, found.notes).holds for bill in found.month.bills)


@pytest.mark.parametrize("kind", MONEY)
def test_each_kind_is_set_back_to_the_fen_and_that_again(office: Office, kind: str) -> None:
    before = asked_of(office)
    approval_id = kinds.done(office, kind)
    after = asked_of(office)
    assert after != before
    back = kinds.done(office, kind, kinds.undo_of(office, kind, approval_id))
    assert asked_of(office) == before
    kinds.done(office, kind, kinds.undo_of(office, kind, back))
    assert asked_of(office) == after
    ledger.add_up(office)


@pytest.mark.parametrize("kind", [kind for kind in REQUESTS if kind != WAIVER])
def test_what_is_on_file_already_is_no_correction(office: Office, kind: str) -> None:
    request = REQUESTS[kind](office)
    kinds.done(office, kind, request)
    with pytest.raises(NothingToCorrect):
        kinds.asked(office, kind, request)


@pytest.mark.parametrize("kind", REQUESTS)
def test_whoever_asks_does_not_agree_and_another_does_once(office: Office, kind: str) -> None:
    asker = corrections.supervisor(office, "财务与主管")
    approval_id = kinds.asked(office, kind, by=asker)
    with pytest.raises(OwnApproval):
        corrections.agreed(office, approval_id, by=asker)
    digest = corrections.looked_at(office, approval_id).digest
    corrections.agreed(office, approval_id, digest=digest)
    with pytest.raises(ApprovalDecided):
        corrections.agreed(office, approval_id, by=corrections.supervisor(office, "另一位主管"), digest=digest)


@pytest.mark.parametrize("kind", REQUESTS)
def test_what_another_change_overtook_is_looked_at_again(office: Office, kind: str) -> None:
    first, second = kinds.asked(office, kind), kinds.asked(office, AREA if kind != AREA else TARIFF)
    digest = corrections.looked_at(office, first).digest
    corrections.agreed(office, second)
    office.queue.drain()
    if kind == OCCUPANCY:
        corrections.agreed(office, first, digest=digest)
        return
    with pytest.raises(ApprovalChanged):
        corrections.agreed(office, first, digest=digest)
    corrections.agreed(office, first)
    office.queue.drain()
    ledger.add_up(office)


@pytest.mark.parametrize("kind", [kind for kind in MONEY if kind != WAIVER])
def test_while_bills_are_drafted_by_what_is_wrong_none_is_agreed_to(office: Office, kind: str) -> None:
    approval_id = kinds.asked(office, kind)
    run_id = office.draft("2026-11")
    with pytest.raises(DraftStands) as refused:
        corrections.agreed(office, approval_id)
    assert refused.value.facts["period"] == "2026-11"
    runs.discard_run(office.scope, a_cause(), office.community_id, run_id=run_id, reason="资料要更正")
    office.queue.drain()
    corrections.agreed(office, approval_id)
    office.queue.drain()
    office.draft("2026-11", run_id=an_id("again"))
    office.release(an_id("again"))
    assert sum(asked_of(office).values()) == MONTH_FEN + 3 * RIGHT_FEN[kind]


def test_how_a_unit_is_used_moves_no_money_and_is_known_at_once(office: Office) -> None:
    before = asked_of(office)
    approval_id = kinds.asked(office, OCCUPANCY)
    shown = corrections.looked_at(office, approval_id)
    assert (shown.amount_fen, shown.facts["months"], shown.facts["money"]) == (0, [], [])
    corrections.agreed(office, approval_id)
    unit = estate.get_unit(office.scope, payments.unit_of(office))
    used = unit.occupancy_on(AT.date())
    assert used
    assert (used.value, used.source.approval_id) == ("vacant", approval_id)
    assert (corrected(office, approval_id).state, asked_of(office)) == (State.POSTED, before)
    assert kinds.undo_of(office, OCCUPANCY, approval_id) == {"stretches": []}
    again = {"stretches": [{"occupancy": "let", "from_on": "2026-10-01", "to_on": None}]}
    second = kinds.done(office, OCCUPANCY, again)
    kinds.done(office, OCCUPANCY, kinds.undo_of(office, OCCUPANCY, second))
    unit = estate.get_unit(office.scope, payments.unit_of(office))
    used = unit.occupancy_on(AT.date())
    assert used
    assert used.value == "vacant"


def test_a_waiver_stands_whatever_is_corrected_later(office: Office) -> None:
    kinds.done(office, WAIVER)
    kinds.done(office, AREA)
    kinds.done(office, TARIFF)
    assert sum(asked_of(office).values()) == MONTH_FEN + 2 * 1_000_00 - 333_33
    with pytest.raises(BadFact) as refused:
        kinds.asked(office, AREA, {"stretches": [{"area": "33", "from_on": "2026-09-01", "to_on": None}]})
    assert refused.value.facts == {"why": "waived", "period": "2026-09", "item_name": "物业服务费"}
    kinds.done(office, AREA, {"stretches": [{"area": "33.3", "from_on": "2026-09-01", "to_on": None}]})
    ledger.add_up(office)


def test_of_a_discount_of_everything_the_bill_is_of_nothing_and_set_right_where_it_was_wrong(office: Office) -> None:
    item_id, before = kinds.item_of(office), asked_of(office)
    free = {"percent": "100", "policy": "空置减免", "from_on": "2026-11-01", "to_on": None}
    approval_id = kinds.done(office, DISCOUNT, {"item_id": item_id, "stretches": [free]})
    office.bill("2026-11")
    assert asked_of(office) == before
    assert {bill.period for bill in payments.open_bills(office)} == {"2026-09", "2026-10"}
    kinds.done(office, DISCOUNT, kinds.undo_of(office, DISCOUNT, approval_id))
    assert sum(asked_of(office).values()) == 4 * MONTH_FEN
    ledger.add_up(office)


def test_a_discount_of_everything_gives_a_month_back_wholly(office: Office) -> None:
    free = {"percent": "100", "policy": "空置减免", "from_on": "2026-10-01", "to_on": "2026-10-31"}
    approval_id = kinds.done(office, DISCOUNT, {"item_id": kinds.item_of(office), "stretches": [free]})
    assert sum(asked_of(office).values()) == 2 * MONTH_FEN
    (note,) = notes.notes_of(office.scope, payments.unit_of(office))
    assert (note.amount_fen, note.settled_fen) == (-MONTH_FEN, MONTH_FEN)
    kinds.done(office, DISCOUNT, kinds.undo_of(office, DISCOUNT, approval_id))
    assert sum(asked_of(office).values()) == 3 * MONTH_FEN
    ledger.add_up(office)


def test_a_month_that_changed_hands_after_its_release_is_billed_to_nobody_twice(office: Office) -> None:
    kinds.done(office, PAYER, {"stretches": [{**REQUESTS[PAYER](office)["stretches"][0], "from_on": "2026-10-11"}]})
    asked = asked_of(office)
    assert len(asked) == 2
    run_id = office.draft("2026-10", run_id=an_id("second run"))
    run = runs.get_run(office.scope, office.community_id, run_id)
    assert (run.sums.bills, run.sums.billed_fen) == (0, 0)
    assert asked_of(office) == asked
