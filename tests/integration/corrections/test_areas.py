"""An area that was wrong since a past day: notes, credits, what is missing, who may agree (REG-03, REG-04, BIL-07)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.approvals import service as approvals
from chalicelib.approvals.rules import ApprovalChanged, ApprovalDecided, NotTheirs, OwnApproval
from chalicelib.billing.rules.proof import proof_of
from chalicelib.billing.service import accounts, notes, runs
from chalicelib.core import clock
from chalicelib.core.errors import Forbidden, NotFound
from chalicelib.corrections.rules.corrections import DraftStands, State
from chalicelib.corrections.rules.facts import BadFact, NothingToCorrect
from chalicelib.corrections.service import reading
from chalicelib.estate import service as estate
from tests.builders import corrections, ledger, payments
from tests.builders.core import AT
from tests.builders.corrections import RIGHT, WRONG
from tests.builders.office import Office, a_cause, an_id
from tests.builders.payments import FIRST

YEAR = [f"{2025 + (10 + n) // 12}-{(10 + n) % 12 + 1:02}" for n in range(12)]
"""2025-11 to 2026-10."""


def amounts(office: Office, number: int = FIRST) -> list[int]:
    return [note.amount_fen for note in notes.notes_of(office.scope, payments.unit_of(office, number))]


def right_fen(office: Office, number: int = FIRST) -> int:
    """What bills and notes come to together."""
    bills = accounts.every_bill(office.scope, [estate.get_unit(office.scope, payments.unit_of(office, number))])
    return sum(bill.total_fen for bill in bills if bill.run_id) + sum(amounts(office, number))


@pytest.mark.usefixtures("either")
def test_the_material_s_own_case_120_for_100_from_three_months_ago() -> None:
    office = corrections.a_wrong_office(months=("2026-08", "2026-09", "2026-10"))
    approval_id = corrections.asked(office, (RIGHT, "2026-08-01", None))
    shown = corrections.looked_at(office, approval_id)
    assert shown.amount_fen == -600_00
    assert [(one["period"], one["amount_fen"]) for one in shown.facts["months"]] == [
        ("2026-08", -200_00),
        ("2026-09", -200_00),
        ("2026-10", -200_00),
    ]
    assert amounts(office) == []
    assert corrections.agreed(office, approval_id).amount_fen == -600_00
    assert amounts(office) == [-200_00, -200_00, -200_00]
    found = ledger.add_up(office)
    assert (found.credited_fen, found.open_fen, found.prepaid_fen) == (600_00, 3_000_00, 0)
    unit = estate.get_unit(office.scope, payments.unit_of(office))
    area = unit.area_on(AT.date())
    assert area
    assert (str(area.value), area.source.approved_by) == (RIGHT, corrections.supervisor(office).actor_id)
    (done,), _ = reading.corrections_page(office.scope, unit.unit_id, community_id=office.community_id, cursor=None)
    assert (done.state, done.notes, done.credited_fen, done.kept_fen) == (State.POSTED, 3, 600_00, 0)


@pytest.mark.usefixtures("moto")
def test_of_twelve_months_some_paid_one_in_part_the_open_ones_take_their_credit_themselves() -> None:
    office = corrections.a_wrong_office(months=YEAR, price=15)
    bills = payments.open_bills(office)
    payments.pay_cash(office, parts=payments.wish(bills, most_fen=7 * 1_800_00 + 500_00))
    corrections.corrected(office, (RIGHT, "2025-11-01", None))
    assert amounts(office) == [-300_00] * 12
    found = ledger.add_up(office)
    assert found.credited_fen == 3_600_00
    assert found.prepaid_fen == 7 * 300_00
    assert found.open_fen == 5 * 1_500_00 - 500_00


@pytest.mark.usefixtures("moto")
def test_what_was_billed_too_little_is_a_bill_of_the_open_month() -> None:
    office = corrections.a_wrong_office(months=("2026-08", "2026-09"), area=100)
    corrections.corrected(office, (WRONG, "2026-08-01", None))
    assert amounts(office) == [200_00, 200_00]
    missing = [bill for bill in payments.open_bills(office) if not bill.run_id]
    assert [(bill.period, bill.total_fen, bill.payer_id) for bill in missing] == [
        ("2026-10", 200_00, payments.owner_of(office))
    ] * 2
    assert {bill.item_name for bill in missing} == {"物业服务费 2026-08 更正", "物业服务费 2026-09 更正"}
    assert min(bill.due_on for bill in missing) >= AT.date() + timedelta(days=15)
    payments.pay_cash(office)
    assert ledger.add_up(office).open_fen == 0


@pytest.mark.usefixtures("moto")
def test_corrected_corrected_again_and_undone_bills_and_notes_come_to_what_is_right_at_each_step() -> None:
    office = corrections.a_wrong_office(months=("2026-08", "2026-09", "2026-10"))
    payments.pay_cash(office)
    first = corrections.corrected(office, (RIGHT, "2026-08-01", None))
    assert right_fen(office) == 3 * 1_000_00
    corrections.corrected(office, ("110", "2026-09-01", "2026-09-30"))
    assert right_fen(office) == 3_100_00
    unit_id = payments.unit_of(office)
    kind, undo = reading.undo_of(office.scope, unit_id, first, community_id=office.community_id)
    back = [(one["area"], one["from_on"], one["to_on"]) for one in undo["stretches"]]
    assert kind == "unit.area"
    assert back == [("120", "2026-08-01", "2026-08-31"), ("120", "2026-10-01", None)]
    corrections.corrected(office, *back)
    assert right_fen(office) == 2 * 1_200_00 + 1_100_00
    assert ledger.add_up(office).billed_fen == 3 * 1_200_00 + 100_00 + 2 * 200_00


@pytest.mark.usefixtures("moto")
def test_every_line_of_a_corrected_month_is_proved_from_what_it_keeps() -> None:
    office = corrections.a_wrong_office(months=("2026-08", "2026-10"))
    corrections.corrected(office, (RIGHT, "2026-08-01", None))
    corrections.corrected(office, ("130", "2026-08-01", None))
    unit = estate.get_unit(office.scope, payments.unit_of(office))
    for period, right in (("2026-08", 1_300_00), ("2026-10", 1_300_00)):
        found = accounts.statement(office.scope, unit, period)
        proofs = [proof_of(bill, found.notes) for bill in found.month.bills]
        assert all(proof.holds for proof in proofs)
        billed = [proof for proof in proofs if proof.bill.run_id]
        assert [(proof.right_fen, [line.computed_fen for line in proof.lines]) for proof in billed] == [
            (right, [1_200_00, 1_000_00, 1_300_00])
        ]
    missing = [proof.right_fen for proof in proofs if not proof.bill.run_id]
    assert missing == [300_00, 300_00]


@pytest.mark.usefixtures("moto")
def test_the_same_is_agreed_to_once_and_the_second_tab_is_told() -> None:
    office = corrections.a_wrong_office(months=("2026-10",))
    approval_id, cause = corrections.asked(office, (RIGHT, "2026-10-01", None)), a_cause()
    digest = corrections.looked_at(office, approval_id).digest
    first = corrections.agreed(office, approval_id, cause=cause, digest=digest)
    assert corrections.agreed(office, approval_id, cause=cause, digest=digest) == first
    with pytest.raises(ApprovalDecided):
        corrections.agreed(office, approval_id, digest=digest)
    with pytest.raises(ApprovalDecided):
        corrections.agreed(office, approval_id, by=corrections.supervisor(office, "另一位主管"), digest=digest)
    assert amounts(office) == [-200_00]


@pytest.mark.usefixtures("moto")
def test_whoever_asked_does_not_agree_whatever_else_they_are() -> None:
    office = corrections.a_wrong_office(months=("2026-10",))
    asker = corrections.supervisor(office)
    approval_id = corrections.asked(office, (RIGHT, "2026-10-01", None), by=asker)
    with pytest.raises(OwnApproval):
        corrections.agreed(office, approval_id, by=asker)
    with pytest.raises(NotTheirs):
        approvals.withdraw(payments.cashier(office), a_cause(), approval_id, community_id=office.community_id)
    approvals.withdraw(asker, a_cause(), approval_id, community_id=office.community_id)
    with pytest.raises(ApprovalDecided):
        corrections.agreed(office, approval_id, by=corrections.supervisor(office, "另一位主管"), digest="x")
    assert amounts(office) == []


@pytest.mark.usefixtures("moto")
def test_in_an_office_of_one_person_they_agree_themselves_and_that_is_recorded() -> None:
    office = corrections.a_wrong_office(months=("2026-10",))
    asker = corrections.supervisor(office)
    approval_id = corrections.asked(office, (RIGHT, "2026-10-01", None), by=asker)
    with pytest.raises(OwnApproval):
        corrections.agreed(office, approval_id, by=asker)
    with pytest.raises(Forbidden):
        estate.set_one_person(asker, a_cause(), on=True)
    estate.set_one_person(office.scope, a_cause(), on=True)
    assert corrections.agreed(office, approval_id, by=asker).alone
    unit_id = payments.unit_of(office)
    (one,), _ = approvals.approvals_page(
        office.scope, office.community_id, is_waiting=False, cursor=None, unit_id=unit_id
    )
    assert (one.alone, one.decided_by) == (True, asker.actor_id)
    estate.set_one_person(office.scope, a_cause(), on=False)
    again = corrections.asked(office, ("90", "2026-10-01", None), by=asker)
    with pytest.raises(OwnApproval):
        corrections.agreed(office, again, by=asker)


@pytest.mark.usefixtures("moto")
def test_what_was_overtaken_is_looked_at_again() -> None:
    office = corrections.a_wrong_office(months=("2026-09",))
    first = corrections.asked(office, (RIGHT, "2026-09-01", None))
    second = corrections.asked(office, ("90", "2026-09-01", None))
    digest = corrections.looked_at(office, second).digest
    corrections.agreed(office, first)
    with pytest.raises(ApprovalChanged):
        corrections.agreed(office, second, digest=digest)
    assert corrections.looked_at(office, second).amount_fen == -100_00
    corrections.agreed(office, second)
    assert right_fen(office) == 900_00
    released = corrections.asked(office, ("95", "2026-09-01", None))
    digest = corrections.looked_at(office, released).digest
    office.bill("2026-10")
    with pytest.raises(ApprovalChanged):
        corrections.agreed(office, released, digest=digest)


@pytest.mark.usefixtures("moto")
def test_while_bills_are_drafted_by_what_is_wrong_it_is_not_agreed_to() -> None:
    office = corrections.a_wrong_office(months=("2026-09",))
    approval_id = corrections.asked(office, (RIGHT, "2026-09-01", None))
    run_id = office.draft("2026-10")
    with pytest.raises(DraftStands) as refused:
        corrections.agreed(office, approval_id)
    assert refused.value.facts["period"] == "2026-10"
    runs.discard_run(office.scope, a_cause(), office.community_id, run_id=run_id, reason="面积要更正")
    office.queue.drain()
    corrections.agreed(office, approval_id)
    office.draft("2026-10", run_id=an_id("again"))
    office.release(an_id("again"))
    assert right_fen(office) == 2 * 1_000_00
    assert amounts(office) == [-200_00]


@pytest.mark.usefixtures("moto")
@pytest.mark.parametrize(
    "stretch",
    [
        ("0", "2026-10-01", None),
        ("100001", "2026-10-01", None),
        ("99.12345", "2026-10-01", None),
        (RIGHT, "2026-10-01", "2026-09-30"),
        (RIGHT, "2026-13-01", None),
    ],
)
def test_an_absurd_area_or_one_that_ends_before_it_begins_changes_nothing(stretch: corrections.Stretch) -> None:
    office = corrections.a_wrong_office(months=())
    with pytest.raises(BadFact):
        corrections.asked(office, stretch)
    assert approvals.approvals_page(office.scope, office.community_id, is_waiting=True, cursor=None)[0] == []


@pytest.mark.usefixtures("moto")
def test_what_is_so_already_or_somewhere_else_or_overlaps_is_refused() -> None:
    office = corrections.a_wrong_office(months=())
    with pytest.raises(NothingToCorrect):
        corrections.asked(office, (WRONG, "2026-10-01", None))
    with pytest.raises(BadFact):
        corrections.asked(office, (RIGHT, "2026-01-01", "2026-06-30"), ("90", "2026-06-30", None))
    with pytest.raises(NotFound):
        corrections.asked(office, (RIGHT, "2026-10-01", None), number=999)


@pytest.mark.usefixtures("moto")
def test_refused_nothing_is_so_and_the_reason_stands() -> None:
    office = corrections.a_wrong_office(months=("2026-10",))
    approval_id = corrections.asked(office, (RIGHT, "2026-10-01", None))
    approvals.refuse(
        corrections.supervisor(office), a_cause(), approval_id, community_id=office.community_id, answer="看不清产权证"
    )
    unit_id = payments.unit_of(office)
    (one,), _ = approvals.approvals_page(
        office.scope, office.community_id, is_waiting=False, cursor=None, unit_id=unit_id
    )
    assert (one.state, one.answer, amounts(office)) == ("refused", "看不清产权证", [])
    assert clock.now() == AT
