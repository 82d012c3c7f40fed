"""What a sceptic tries: overtaken between look and commit, long answers, drafts made before, what is another's."""

from __future__ import annotations

from contextlib import suppress

import pytest

from chalicelib.approvals import service as approvals
from chalicelib.approvals.rules import ApprovalChanged, OwnApproval
from chalicelib.approvals.service import Asked
from chalicelib.core import clock, limits
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Role
from chalicelib.corrections import jobs as corrections_jobs
from chalicelib.corrections.rules.corrections import DraftStands, State
from chalicelib.corrections.rules.facts import BadFact, NothingToCorrect
from chalicelib.corrections.service import posting, reading
from chalicelib.corrections.service.areas import AREA
from chalicelib.corrections.service.reading import Papers
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from chalicelib.people import service as people
from tests.builders import corrections, ledger, payments, tickets
from tests.builders.core import an_id
from tests.builders.corrections import RIGHT, WRONG
from tests.builders.office import Office, a_cause
from tests.builders.payments import FIRST
from tests.crash.watch import listening
from tests.integration.corrections.test_areas import amounts, right_fen

pytestmark = pytest.mark.usefixtures("moto")


def interrupted(office: Office, number: int, nth: int) -> list[str]:
    """Somebody agrees, and just before their `nth` request somebody else does to another correction of the unit.

    Gives the requests that were made until then.
    """
    slow = corrections.asked(office, ("90", "2026-10-01", None), number=number)
    quick = corrections.asked(office, (RIGHT, "2026-09-01", "2026-10-31"), number=number)
    digest, requests = corrections.looked_at(office, slow).digest, list[str]()

    def look(operation: str, body: object) -> None:
        if len(requests) <= nth:
            requests.append(operation)
            if len(requests) == nth + 1:
                corrections.agreed(office, quick, by=corrections.supervisor(office, "另一位主管"))

    with listening(before=look), pytest.raises(ApprovalChanged):
        corrections.agreed(office, slow, digest=digest)
    return requests


def test_whenever_it_is_overtaken_until_the_commit_it_is_looked_at_again() -> None:
    numbers = range(FIRST, FIRST + 30)
    office = corrections.a_wrong_office(months=("2026-09", "2026-10"), units=len(numbers))
    for nth, number in enumerate(numbers):
        requests = interrupted(office, number, nth)
        assert amounts(office, number) == [-200_00, -200_00]
        if "TransactWriteItems" in requests:
            return
    raise AssertionError("never committed")


@pytest.mark.parametrize("word", ["好", "🏠"])
def test_the_longest_answer_that_the_wire_takes_is_taken(word: str) -> None:
    office = corrections.a_wrong_office(months=("2026-10",))
    first, second = (corrections.asked(office, (area, "2026-10-01", None)) for area in (RIGHT, "90"))
    approvals.approve(
        corrections.supervisor(office),
        a_cause(),
        first,
        community_id=office.community_id,
        digest=corrections.looked_at(office, first).digest,
        answer=word * limits.TICKET_WORDS,
    )
    approvals.refuse(
        corrections.supervisor(office), a_cause(), second, community_id=office.community_id, answer=word * 300
    )


def test_what_is_on_file_meanwhile_can_still_be_opened_and_refused() -> None:
    office = corrections.a_wrong_office(months=("2026-10",))
    first, second = (corrections.asked(office, (RIGHT, "2026-10-01", None)) for _ in range(2))
    corrections.agreed(office, first)
    with pytest.raises((NothingToCorrect, ApprovalChanged)):
        corrections.agreed(office, second, digest="x")
    assert corrections.looked_at(office, second).facts == {"refused": "nothing_to_correct"}
    with pytest.raises(NothingToCorrect):
        corrections.agreed(office, second)
    approvals.refuse(
        corrections.supervisor(office), a_cause(), second, community_id=office.community_id, answer="已经改好了"
    )


def drafted_before(office: Office, nth: int) -> list[str]:
    """Somebody agrees, and just before their `nth` request a month is drafted, which is released afterwards.

    Gives the requests that were made until then.
    """
    approval_id = corrections.asked(office, (RIGHT, "2026-09-01", None))
    digest, requests, runs_made = corrections.looked_at(office, approval_id).digest, list[str](), list[str]()

    def look(operation: str, body: object) -> None:
        if len(requests) <= nth:
            requests.append(operation)
            if len(requests) == nth + 1:
                runs_made.append(office.draft("2026-10"))

    with listening(before=look), suppress(DraftStands):
        corrections.agreed(office, approval_id, digest=digest)
    for run_id in runs_made:
        office.release(run_id)
    office.queue.drain()
    jobs.run(corrections_jobs.RESUME)
    return requests


def test_whenever_a_month_is_drafted_until_the_commit_all_or_nothing_is_corrected() -> None:
    for nth in range(30):
        office = corrections.a_wrong_office(months=("2026-09",), name=f"物业 {nth}")
        requests = drafted_before(office, nth)
        assert right_fen(office) in {2 * 1_200_00, 2 * 1_000_00}, requests
        if "TransactWriteItems" in requests:
            return


def test_a_correction_of_what_was_missing_takes_it_off_the_bill_that_asks_for_it() -> None:
    office = corrections.a_wrong_office(months=("2026-09",), area=100)
    payments.pay_cash(office)
    corrections.corrected(office, (WRONG, "2026-09-01", None))
    corrections.corrected(office, (RIGHT, "2026-09-01", None))
    found = ledger.add_up(office)
    assert (found.open_fen, found.prepaid_fen) == (0, 0)


def test_an_area_that_makes_a_bill_beyond_belief_is_refused() -> None:
    office = corrections.a_wrong_office(months=("2026-10",), price=9_000)
    with pytest.raises(BadFact) as told:
        corrections.asked(office, ("100000", "2026-10-01", None))
    assert told.value.facts["why"] == "amount"


def test_an_owner_who_works_for_the_office_does_not_agree_to_what_they_asked_for_at_home() -> None:
    office = corrections.a_wrong_office(months=("2026-10",))
    people.add_staff(
        office.scope,
        a_cause(),
        an_id("住在这里的主管"),
        name="住在这里的主管",
        phone=f"139{FIRST:08}",
        grants=[people.Grant(Role.SUPERVISOR, (office.community_id,))],
    )
    ticket_id = tickets.a_ticket(office, words="资料更正：面积应为 100 ㎡")
    approval_id = corrections.asked(office, (RIGHT, "2026-10-01", None), ticket_id=ticket_id)
    with pytest.raises(OwnApproval):
        corrections.agreed(office, approval_id, by=corrections.supervisor(office, "住在这里的主管"))
    corrections.agreed(office, approval_id)
    assert tickets.timeline(office, ticket_id)[-1].words == "对过原件"


def test_corrections_agreed_to_in_the_same_instant_are_each_posted() -> None:
    office = corrections.a_wrong_office(months=("2026-10",), units=4)
    numbers = range(FIRST, FIRST + 4)
    for number in numbers:
        corrections.agreed_only(office, corrections.asked(office, (RIGHT, "2026-10-01", None), number=number))
    assert len(posting.due_corrections(clock.now())) == len(numbers)
    jobs.run(corrections_jobs.RESUME)
    assert posting.due_corrections(clock.now()) == []
    assert [amounts(office, number) for number in numbers] == [[-200_00]] * len(numbers)
    for number in numbers:
        (one,), _ = reading.corrections_page(
            office.scope, payments.unit_of(office, number), community_id=office.community_id, cursor=None
        )
        assert one.state == State.POSTED


def ask_with_file(office: Office, upload_id: str, community_id: str = "") -> None:
    reading.ask(
        payments.cashier(office),
        a_cause(),
        community_id or office.community_id,
        payments.unit_of(office),
        approval_id=an_id(),
        kind=AREA,
        request={"stretches": [{"area": RIGHT, "from_on": "2026-10-01", "to_on": None}]},
        papers=Papers("不动产权证", "入伙时抄错", [upload_id] if upload_id else []),
    )


def test_neither_another_s_scan_nor_a_unit_of_another_community_is_taken() -> None:
    office = corrections.a_wrong_office(months=())
    with pytest.raises(NotFound):
        ask_with_file(office, an_id("somebody else's upload"))
    with pytest.raises(NotFound):
        ask_with_file(office, "", community_id=an_id("another community"))
    second = estate.create_community(office.scope, a_cause(), community_id=an_id("second"), name="二号院")
    asked = Asked(AREA, payments.unit_of(office), {"stretches": []}, "产权证", "抄错")
    with pytest.raises(NotFound):
        approvals.ask(office.scope, a_cause(), second.community_id, approval_id=an_id("a"), asked=asked)
