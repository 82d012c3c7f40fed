"""A workbook is written when a second person agrees, whichever way it is tried (REG-04, REG-07)."""

from __future__ import annotations

import pytest

from chalicelib.approvals import service as approvals
from chalicelib.approvals.rules import Approval, ApprovalDecided, NotTheirs, OwnApproval
from chalicelib.approvals.rules import State as Decided
from chalicelib.estate import service as estate
from chalicelib.imports.rules.runs import ImportStale, State
from chalicelib.imports.service import verbs as imports
from tests.builders.billing import a_small_workbook
from tests.builders.office import Office, a_cause, an_office

pytestmark = pytest.mark.usefixtures("moto")

SMALL = a_small_workbook(3)


@pytest.fixture
def office(moto: None) -> Office:
    """An office of nothing yet."""
    return an_office()


def state(office: Office, import_id: str) -> State:
    return imports.get_import(office.scope, office.community_id, import_id).state


def waits(office: Office, approval_id: str) -> Approval:
    return approvals.get_approval(office.scope, approval_id, community_id=office.community_id)[0]


def units(office: Office) -> int:
    return len(list(estate.every_unit(office.scope, office.community_id)))


def test_the_second_person_sees_what_it_brings_and_what_is_left_out(office: Office) -> None:
    import_id = office.preview(SMALL)
    approval_id = office.confirm(import_id)
    one, shown = approvals.get_approval(office.checker, approval_id, community_id=office.community_id)
    assert (one.kind, one.place, one.unit_id, shown.amount_fen) == ("import.write", "office.xlsx", None, 0)
    assert shown.facts["counts"]["units"] == {"new": 3, "same": 0, "changed": 0}
    assert shown.facts["findings"] == {"error": 0, "note": 1, "warning": 0}
    assert (state(office, import_id), units(office)) == (State.WAITING, 0)
    office.agree(approval_id)
    office.queue.drain()
    assert (state(office, import_id), units(office)) == (State.DONE, 3)


def test_whoever_confirmed_it_does_not_agree_to_it_unless_the_office_is_one_person(office: Office) -> None:
    approval_id = office.confirm(office.preview(SMALL))
    with pytest.raises(OwnApproval):
        office.agree(approval_id, by=office.scope)
    estate.set_one_person(office.scope, a_cause(), on=True)
    assert office.agree(approval_id, by=office.scope).alone


@pytest.mark.parametrize("verb", ["refuse", "withdraw"])
def test_sent_back_it_is_a_preview_again_and_asked_for_anew_under_another_approval(office: Office, verb: str) -> None:
    import_id = office.preview(SMALL)
    first = office.confirm(import_id)
    if verb == "refuse":
        approvals.refuse(office.checker, a_cause(), first, community_id=office.community_id, answer="文件拿错了")
        assert waits(office, first).answer == "文件拿错了"
    else:
        with pytest.raises(NotTheirs):
            approvals.withdraw(office.checker, a_cause(), first, community_id=office.community_id)
        approvals.withdraw(office.scope, a_cause(), first, community_id=office.community_id)
    assert (state(office, import_id), units(office)) == (State.READY, 0)
    second = office.confirm(import_id)
    assert second != first
    with pytest.raises(ApprovalDecided):
        office.agree(first)
    office.agree(second)
    office.queue.drain()
    assert (state(office, import_id), units(office)) == (State.DONE, 3)


def test_given_up_while_it_waits_it_waits_for_nobody(office: Office) -> None:
    import_id = office.preview(SMALL)
    approval_id = office.confirm(import_id)
    imports.discard(office.scope, a_cause(), office.community_id, import_id=import_id)
    assert waits(office, approval_id).state == Decided.WITHDRAWN
    with pytest.raises(ApprovalDecided):
        office.agree(approval_id)
    office.queue.drain()
    assert (state(office, import_id), units(office)) == (State.DISCARDED, 0)


def test_what_another_import_has_overtaken_can_be_opened_and_refused_but_not_agreed_to(office: Office) -> None:
    first, second = office.preview(SMALL), office.preview(SMALL, name="twice.xlsx")
    slow = office.confirm(second)
    office.write(first)
    office.queue.drain()
    shown = approvals.get_approval(office.checker, slow, community_id=office.community_id)[1]
    assert shown.facts == {"refused": "import_stale"}
    with pytest.raises(ImportStale):
        office.agree(slow)
    approvals.refuse(office.checker, a_cause(), slow, community_id=office.community_id, answer="另一份已经导入")
    assert state(office, second) == State.READY
