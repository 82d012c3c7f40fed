"""A workbook's import killed before and after every write, then delivered again: the same state, nothing twice."""

from __future__ import annotations

import pytest

from chalicelib.approvals import service as approvals
from chalicelib.approvals.rules import State as Decided
from chalicelib.imports.rules.runs import State
from chalicelib.imports.service import verbs as imports
from tests.builders.core import an_id
from tests.builders.office import Office, a_cause
from tests.builders.workbooks import a_workbook, peer_sheets
from tests.crash import points
from tests.crash.offices import SEALED, Drive, key, small_chunks

__all__ = ["small_chunks"]

pytestmark = pytest.mark.contended

IMPORT, UPLOAD = an_id("import"), an_id("upload")
WORKBOOK = a_workbook(peer_sheets())


def uploaded(office: Office, data: bytes = WORKBOOK) -> None:
    form = imports.begin_upload(
        office.scope, a_cause(key("upload")), office.community_id, upload_id=UPLOAD, name="office.xlsx", size=len(data)
    )
    office.files.kept[form.fields["key"]] = data


def no_file_is_kept(drive: Drive) -> None:
    """Phones and id numbers in clear stay nowhere once an import is over (SEC-01)."""
    assert drive.office.files.kept == {}


def state(office: Office) -> State:
    return imports.get_import(office.scope, office.community_id, IMPORT).state


def read(drive: Drive) -> None:
    office = drive.office
    imports.start(office.scope, a_cause(key("start")), office.community_id, import_id=IMPORT, upload_id=UPLOAD)
    drive.until_quiet()


def written(office: Office) -> None:
    """Confirmed, and agreed to by a second person, each always under the same key."""
    office.agree(office.confirm(IMPORT, cause=a_cause(key("confirm"))), cause=a_cause(key("agree")))


@pytest.mark.parametrize("verb", ["refuse", "withdraw"])
def test_an_import_that_is_sent_back_killed_at_any_write_is_a_preview_again(verb: str) -> None:
    drive = Drive(uploaded)

    def work() -> None:
        read(drive)
        office = drive.office
        approval_id = office.confirm(IMPORT, cause=a_cause(key("confirm")))
        by, named = (office.checker, {"answer": "文件拿错了"}) if verb == "refuse" else (office.scope, {})
        decide = getattr(approvals, verb)
        decide(by, a_cause(key(verb)), approval_id, community_id=office.community_id, **named)
        assert state(office) == State.READY

    points.assert_same_after_any_crash(drive.set_up, work, masked=SEALED)


def test_an_import_given_up_while_it_waits_killed_at_any_write_waits_no_more() -> None:
    drive = Drive(uploaded)

    def work() -> None:
        read(drive)
        office = drive.office
        approval_id = office.confirm(IMPORT, cause=a_cause(key("confirm")))
        imports.discard(office.scope, a_cause(key("discard")), office.community_id, import_id=IMPORT)
        one, _ = approvals.get_approval(office.scope, approval_id, community_id=office.community_id)
        assert (one.state, state(office)) == (Decided.WITHDRAWN, State.DISCARDED)
        drive.until_quiet()
        no_file_is_kept(drive)

    points.assert_same_after_any_crash(drive.set_up, work, masked=SEALED)


def test_an_import_killed_at_any_write_ends_like_one_that_was_not() -> None:
    drive = Drive(uploaded)

    def work() -> None:
        read(drive)
        office = drive.office
        written(office)
        drive.until_quiet()
        assert state(office) == State.DONE
        no_file_is_kept(drive)

    assert points.assert_same_after_any_crash(drive.set_up, work, masked=SEALED) >= 20


def test_an_import_that_cannot_be_written_killed_at_any_write_is_refused_once_and_frees_its_place() -> None:
    drive = Drive(uploaded)

    def work() -> None:
        read(drive)
        office = drive.office
        office.files.kept.clear()
        written(office)
        drive.until_quiet()
        assert state(office) == State.REFUSED
        assert imports.slot_writes(office.scope, office.community_id) == 2

    points.assert_same_after_any_crash(drive.set_up, work, masked=SEALED)


def test_a_discarded_preview_killed_at_any_write_leaves_nothing_but_its_story() -> None:
    drive = Drive(uploaded)

    def work() -> None:
        read(drive)
        office = drive.office
        imports.discard(office.scope, a_cause(key("discard")), office.community_id, import_id=IMPORT)
        assert state(office) == State.DISCARDED
        drive.until_quiet()
        no_file_is_kept(drive)

    points.assert_same_after_any_crash(drive.set_up, work, masked=SEALED)


def test_a_file_that_is_no_workbook_is_refused_once_wherever_the_worker_died() -> None:
    drive = Drive(lambda office: uploaded(office, b"\x89PNG\r\n\x1a\n" + b"0" * 100))

    def work() -> None:
        read(drive)
        assert state(drive.office) == State.REFUSED
        no_file_is_kept(drive)

    points.assert_same_after_any_crash(drive.set_up, work, masked=SEALED)
