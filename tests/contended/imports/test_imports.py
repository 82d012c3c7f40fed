"""Several people and several workers on a community's imports: one is written, each row once (REG-07)."""

from __future__ import annotations

import pytest

from chalicelib.approvals import service as approvals
from chalicelib.approvals.service import ApprovalMoved
from chalicelib.core.errors import Refusal
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from chalicelib.imports.rules.runs import ImportOpen, ImportRefused, State
from chalicelib.imports.service import verbs as imports
from tests.builders.billing import a_small_workbook
from tests.builders.office import Office, a_cause, an_id
from tests.builders.threads import at_once
from tests.crash.chain import breaks, entries

pytestmark = pytest.mark.contended

SMALL = a_small_workbook(5)


def agree(office: Office, approval_id: str, *, who: str = "复核乙") -> ApprovalMoved:
    return office.agree(approval_id, by=office.colleague(who))


def state(office: Office, import_id: str) -> State:
    return imports.get_import(office.scope, office.community_id, import_id).state


def work_on(office: Office, import_id: str) -> None:
    """One worker that has the import's message until nothing is left to do."""
    payload = {"org_id": office.org_id, "community_id": office.community_id, "import_id": import_id}
    for _ in range(200):
        if state(office, import_id) in {State.READY, State.WAITING, State.DONE, State.REFUSED, State.DISCARDED}:
            return
        jobs.run(imports.CONTINUE, payload)
    raise AssertionError("the import does not come to rest")


def units(office: Office) -> list[str]:
    return [unit.number for unit in estate.every_unit(office.scope, office.community_id)]


def test_of_two_imports_agreed_to_at_once_one_is_written(office: Office) -> None:
    both = [office.preview(SMALL), office.preview(a_small_workbook(3, first=201), name="other.xlsx")]
    waiting = [office.confirm(one) for one in both]
    answers = at_once([lambda one=one: agree(office, one) for one in waiting])  # type: ignore[misc]
    assert sorted(type(one).__name__ for one in answers) == ["ApprovalMoved", "ImportOpen"]
    office.queue.drain()
    assert sorted(state(office, one) for one in both) == [State.DONE, State.WAITING]
    assert units(office) in (["101", "102", "103", "104", "105"], ["201", "202", "203"])
    assert issubclass(ImportOpen, ImportRefused.__mro__[1])
    assert not breaks(entries())


def test_of_two_people_who_confirm_one_import_at_once_one_does(office: Office) -> None:
    import_id = office.preview(SMALL)
    works = [lambda who=who: office.confirm(import_id, by=office.colleague(who)) for who in ("甲", "乙")]
    answers = at_once(works)
    assert sorted(type(one).__name__ for one in answers) == ["ImportRefused", "str"]
    waiting, _ = approvals.approvals_page(office.scope, office.community_id, is_waiting=True, cursor=None)
    assert [one.approval_id for one in waiting] == [one for one in answers if isinstance(one, str)]


def test_of_two_people_who_agree_to_one_import_at_once_one_does(office: Office) -> None:
    import_id = office.preview(SMALL)
    approval_id = office.confirm(import_id)
    answers = at_once([lambda who=who: agree(office, approval_id, who=who) for who in ("甲", "乙")])  # type: ignore[misc]
    assert [isinstance(one, ApprovalMoved) for one in answers].count(True) == 1
    office.queue.drain()
    assert (state(office, import_id), len(units(office))) == (State.DONE, 5)
    assert [entry.event for entry in entries()].count("import.agreed") == 1


def test_of_an_agreement_and_a_discard_at_once_one_wins_whole(office: Office) -> None:
    import_id = office.preview(SMALL)
    approval_id = office.confirm(import_id)

    def discard() -> object:
        return imports.discard(office.scope, a_cause(), office.community_id, import_id=import_id)

    answers = at_once([lambda: agree(office, approval_id), discard])
    assert [isinstance(one, Refusal) for one in answers].count(True) == 1
    office.queue.drain()
    assert (state(office, import_id), len(units(office))) in {(State.DONE, 5), (State.DISCARDED, 0)}


@pytest.mark.parametrize("workers", [2, 4])
def test_workers_who_read_and_write_one_import_at_once_write_each_row_once(office: Office, workers: int) -> None:
    import_id, upload_id = an_id("import"), an_id("upload")
    form = imports.begin_upload(
        office.scope, a_cause(), office.community_id, upload_id=upload_id, name="a.xlsx", size=len(SMALL)
    )
    office.files.kept[form.fields["key"]] = SMALL
    imports.start(office.scope, a_cause(), office.community_id, import_id=import_id, upload_id=upload_id)
    assert at_once([lambda: work_on(office, import_id)] * workers) == [None] * workers
    assert state(office, import_id) == State.READY
    office.write(import_id)
    assert at_once([lambda: work_on(office, import_id)] * workers) == [None] * workers
    office.queue.drain()
    assert (state(office, import_id), units(office)) == (State.DONE, ["101", "102", "103", "104", "105"])
    told = [entry.event for entry in entries() if entry.event.startswith("import.")]
    assert sorted(told) == [f"import.{event}" for event in ("agreed", "confirmed", "finished", "read", "started")]
    assert not breaks(entries())
