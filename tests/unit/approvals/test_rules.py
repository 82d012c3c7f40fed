"""The two-person rule: who may agree, refuse, take back; what is decided stays decided (REG-04)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.approvals.kinds import Preview
from chalicelib.approvals.rules import (
    AnswerMissing,
    Approval,
    ApprovalDecided,
    NotTheirs,
    OwnApproval,
    State,
    approved,
    concerned_by,
    dropped,
    named,
    refused,
    seen,
    withdrawn,
)
from tests.builders.core import AT

MAKER, CHECKER, OWNER = "S:maker", "S:checker", "P:owner"
LATER = AT + timedelta(hours=1)


def waiting(*, asked_for: str | None = None) -> Approval:
    """A change that a maker asked for, perhaps on an owner's wish."""
    return Approval("A1", "unit.area", "C", "B", "U", "1 幢 101", {}, "产权证", "抄错", MAKER, AT, asked_for=asked_for)


def agree(one: Approval, by: str, *, alone: bool = False) -> Approval:
    is_own = concerned_by(one, ()).has(by, None)
    return approved(one, by=by, at=LATER, answer="对过原件", is_own=is_own, may_be_alone=alone)


def refuse(one: Approval, by: str) -> Approval:
    return refused(one, by=by, at=LATER, answer="看不清")


def withdraw(one: Approval, by: str) -> Approval:
    return withdrawn(one, by=by, at=LATER)


def test_a_second_person_agrees() -> None:
    one = agree(waiting(), CHECKER)
    assert (one.state, one.decided_by, one.decided_at, one.alone) == (State.APPROVED, CHECKER, LATER, False)


@pytest.mark.parametrize("by", [MAKER, OWNER])
def test_neither_who_asked_nor_for_whom_it_was_asked_agrees(by: str) -> None:
    with pytest.raises(OwnApproval):
        agree(waiting(asked_for=OWNER), by)


@pytest.mark.parametrize("by", [MAKER, OWNER, CHECKER])
@pytest.mark.parametrize("phone", [None, "at home", "their own", "the buyer's"])
@pytest.mark.parametrize("asked_for", [None, OWNER])
def test_whoever_asked_or_goes_by_a_phone_of_the_unit_or_of_the_request_is_concerned(
    by: str, phone: str | None, asked_for: str | None
) -> None:
    one = replace(waiting(asked_for=asked_for), request={"to": {"new": {"phone_index": "the buyer's"}}})
    found = concerned_by(one, ["at home", None])
    assert found.has(by, phone) is (by in {MAKER, asked_for} or phone in {"at home", "the buyer's"})


@pytest.mark.parametrize(
    ("request_of", "parties"),
    [
        ({}, []),
        ({"party_id": "A", "changes": {"phone_index": "I"}}, ["A"]),
        ({"to": {"party_id": "A"}, "also_leaving": ["B"], "instead_of": "C"}, ["A"]),
        ({"stretches": [{"party_id": "A"}, {"party_id": "B"}, {"area": "100"}]}, ["A", "B"]),
        ({"to": {"new": {"party_id": "A", "phone": None}}}, ["A"]),
        ({"party_id": None, "amount_fen": 5, "stretches": ("party_id",)}, []),
    ],
)
def test_a_request_names_parties_wherever_its_kind_puts_them(request_of: object, parties: list[str]) -> None:
    assert list(named(request_of, "party_id")) == parties


def test_in_an_office_of_one_person_that_is_recorded_and_only_where_it_happened() -> None:
    assert agree(waiting(), MAKER, alone=True).alone
    assert not agree(waiting(), CHECKER, alone=True).alone


def test_only_who_asked_takes_it_back() -> None:
    assert withdraw(waiting(), MAKER).state == State.WITHDRAWN
    for by in (CHECKER, OWNER):
        with pytest.raises(NotTheirs):
            withdraw(waiting(asked_for=OWNER), by)


@pytest.mark.parametrize("first", [agree, refuse, lambda one, by: withdraw(one, MAKER)])
@pytest.mark.parametrize("then", [agree, refuse, withdraw])
def test_what_is_decided_is_decided_and_says_by_whom(
    first: Callable[[Approval, str], Approval], then: Callable[[Approval, str], Approval]
) -> None:
    decided = first(waiting(), CHECKER)
    for by in (MAKER, CHECKER, OWNER):
        with pytest.raises(ApprovalDecided) as told:
            then(decided, by)
        assert told.value.facts["state"] == decided.state


def test_what_was_looked_at_stands_with_the_decision() -> None:
    decided = seen(agree(waiting(), CHECKER), {"months": []}, -5)
    assert (decided.shown, decided.amount_fen) == ({"months": []}, -5)


@pytest.mark.parametrize("answer", ["", "  "])
def test_who_asked_by_a_ticket_is_answered_in_words(answer: str) -> None:
    one = replace(waiting(asked_for=OWNER), ticket_id="T")
    with pytest.raises(AnswerMissing):
        approved(one, by=CHECKER, at=LATER, answer=answer, is_own=False, may_be_alone=False)
    assert agree(one, CHECKER).answer


def test_what_it_is_about_may_be_given_up_by_somebody_else_while_it_waits() -> None:
    assert dropped(waiting(), by=CHECKER, at=LATER).state == State.WITHDRAWN
    with pytest.raises(ApprovalDecided):
        dropped(agree(waiting(), CHECKER), by=CHECKER, at=LATER)


def test_the_digest_tells_every_difference_and_nothing_else() -> None:
    shown = Preview({"months": [{"fen": 1}], "after": []}, -5)
    assert shown.digest == Preview({"after": [], "months": [{"fen": 1}]}, -5).digest
    others = [Preview(shown.facts, -6), Preview({**shown.facts, "after": [1]}, -5), Preview({}, -5)]
    assert shown.digest not in {other.digest for other in others}
