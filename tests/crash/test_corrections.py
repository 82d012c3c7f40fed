"""Corrections killed before and after every write: asked, decided and posted once, and the ledger adds up each time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.approvals import service as approvals
from chalicelib.approvals.rules import State as Decided
from chalicelib.billing.service import notes
from chalicelib.core import limits
from chalicelib.corrections import jobs as corrections_jobs
from chalicelib.corrections.rules.corrections import State
from chalicelib.corrections.service import reading
from chalicelib.edge import jobs
from tests.builders import corrections, ledger, payments
from tests.builders.core import AT
from tests.builders.corrections import RIGHT
from tests.builders.office import Office, a_cause
from tests.crash import points
from tests.crash.offices import SEALED, key

pytestmark = pytest.mark.contended

MONTHS = ("2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
WRONG_FEN, TOO_MUCH_FEN = 1_200_00, 200_00
NOTES_AT_ONCE = 2
AGREED, CHUNKS, ROUND = 1, 3, 1
"""What is written: the agreement, the notes, and the round that verifies every area after an error of money."""


@pytest.fixture(autouse=True)
def few_at_once(embedded_engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five notes fall into three chunks: more places to die at."""
    monkeypatch.setattr(limits, "NOTES_PER_CHUNK", NOTES_AT_ONCE)


class Correcting:
    """An office that is set up afresh for every point, and a correction of it under the same keys."""

    def __init__(self, months: tuple[str, ...] = MONTHS, *, area: int = 120) -> None:
        self.office: Office
        self._months, self._area = months, area

    def set_up(self) -> None:
        """One month paid, one in part, the others open."""
        self.office = corrections.a_wrong_office(months=self._months, area=self._area)
        bills = payments.open_bills(self.office)
        payments.pay_cash(
            self.office,
            parts=payments.wish(bills, most_fen=WRONG_FEN * 3 // 2),
            payment_id=key("half"),
            cause=a_cause(key("pay")),
        )

    def ask(self, area: str = RIGHT) -> str:
        """The desk asks, always under the same key."""
        stretch = (area, "2026-06-01", None)
        return corrections.asked(self.office, stretch, approval_id=key("approval"), cause=a_cause(key("ask")))

    def agree(self) -> object:
        """The supervisor agrees to what they saw first."""
        return corrections.agreed(self.office, key("approval"), cause=a_cause(key("agree")), digest=self.digest)

    def asked(self, area: str = RIGHT) -> Callable[[], None]:
        """A set-up that leaves it waiting for a second person, who has looked at it."""

        def prepare() -> None:
            self.set_up()
            self.ask(area)
            self.digest = corrections.looked_at(self.office, key("approval")).digest

        return prepare

    def amounts(self) -> list[int]:
        """What the notes of the unit come to, oldest month first."""
        return [note.amount_fen for note in notes.notes_of(self.office.scope, payments.unit_of(self.office))]

    def state(self) -> str:
        """How far the correction is."""
        unit_id = payments.unit_of(self.office)
        (one,), _ = reading.corrections_page(
            self.office.scope, unit_id, community_id=self.office.community_id, cursor=None
        )
        return one.state

    def same_after_any_crash(self, prepare: Callable[[], None], work: Callable[[], object]) -> int:
        """As the function in `points`, and the ledger adds up each time."""
        return points.assert_same_after_any_crash(
            prepare, work, masked=SEALED, check=lambda: ledger.add_up(self.office)
        )


def test_what_is_asked_is_asked_once() -> None:
    one = Correcting(("2026-10",))
    assert one.same_after_any_crash(one.set_up, one.ask) == 2


@pytest.mark.parametrize("verb", ["refuse", "withdraw"])
def test_what_is_not_agreed_to_changes_nothing(verb: str) -> None:
    one, answers = Correcting(("2026-10",)), set()

    def work() -> None:
        by = payments.cashier(one.office) if verb == "withdraw" else corrections.supervisor(one.office)
        named = {"answer": "看不清产权证"} if verb == "refuse" else {}
        decide = getattr(approvals, verb)
        answers.add(decide(by, a_cause(key(verb)), key("approval"), community_id=one.office.community_id, **named))
        assert one.amounts() == []

    assert one.same_after_any_crash(one.asked(), work) == 2
    assert {answer.state for answer in answers} == {Decided.REFUSED if verb == "refuse" else Decided.WITHDRAWN}
    assert len(answers) == 1


def test_a_correction_of_three_chunks_is_agreed_to_and_posted_once_wherever_it_dies() -> None:
    one, answers = Correcting(), set()

    def work() -> None:
        answers.add(one.agree())
        assert one.state() == State.POSTED
        assert one.amounts() == [-TOO_MUCH_FEN] * len(MONTHS)
        found = ledger.read(one.office)
        assert (found.credited_fen, found.prepaid_fen) == (len(MONTHS) * TOO_MUCH_FEN, TOO_MUCH_FEN)

    assert one.same_after_any_crash(one.asked(), work) == 2 * (AGREED + CHUNKS + ROUND)
    assert len(answers) == 1


def test_what_was_billed_too_little_is_asked_for_once_wherever_it_dies() -> None:
    one = Correcting(area=100)

    def work() -> None:
        one.agree()
        assert one.amounts() == [TOO_MUCH_FEN] * len(MONTHS)
        assert sum(not bill.run_id for bill in payments.open_bills(one.office)) == len(MONTHS)

    assert one.same_after_any_crash(one.asked("120"), work) == 2 * (AGREED + CHUNKS + ROUND)


def test_the_sweep_posts_the_rest_once_whoever_agreed_is_gone() -> None:
    one = Correcting()

    def agreed_and_gone() -> None:
        one.asked()()
        corrections.agreed_only(one.office, key("approval"), cause=a_cause(key("agree")), digest=one.digest)
        assert one.state() == State.POSTING

    def work() -> None:
        jobs.run(corrections_jobs.RESUME, due=AT + timedelta(minutes=1))
        assert one.state() == State.POSTED
        assert one.amounts() == [-TOO_MUCH_FEN] * len(MONTHS)

    assert one.same_after_any_crash(agreed_and_gone, work) >= 2 * 3
