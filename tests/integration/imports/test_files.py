"""A workbook holds phones in clear: its file is gone as soon as the import needs it no more (SEC-01)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chalicelib.core import limits
from chalicelib.core.errors import TooMany
from chalicelib.edge import jobs
from chalicelib.imports.rules.runs import State
from chalicelib.imports.service import verbs as imports
from tests.builders.billing import a_small_workbook
from tests.builders.office import MemoryFiles, Office, a_cause, an_id

SMALL = a_small_workbook(3)


def state(office: Office, import_id: str) -> State:
    return imports.get_import(office.scope, office.community_id, import_id).state


def confirm(office: Office, import_id: str) -> None:
    office.write(import_id)


def discard(office: Office, import_id: str) -> None:
    imports.discard(office.scope, a_cause(), office.community_id, import_id=import_id)


def test_only_the_copy_of_a_preview_is_kept(office: Office) -> None:
    office.preview(SMALL)
    (kept,) = office.files.kept
    assert kept.startswith("imports/")


def test_nothing_is_kept_of_an_import_that_is_over(office: Office) -> None:
    office.take_in(SMALL)
    assert office.files.kept == {}
    refused = office.preview(b"\x89PNG\r\n\x1a\n" + b"0" * 100, name="picture.xlsx")
    assert (state(office, refused), office.files.kept) == (State.REFUSED, {})
    given_up = office.preview(SMALL, name="second.xlsx")
    discard(office, given_up)
    office.queue.drain()
    assert (state(office, given_up), office.files.kept) == (State.DISCARDED, {})


@pytest.mark.parametrize("ending", [confirm, discard])
def test_a_worker_that_died_before_it_deleted_the_file_does_so_at_the_next_delivery(
    office: Office, ending: Callable[[Office, str], None]
) -> None:
    import_id = office.preview(SMALL)
    ending(office, import_id)
    office.files.__class__ = DeafFiles
    with pytest.raises(OSError, match="no"):
        office.queue.drain()
    office.files.__class__ = MemoryFiles
    assert state(office, import_id) in {State.DONE, State.DISCARDED}
    assert office.files.kept
    office.queue.drain()
    assert office.files.kept == {}


class DeafFiles(MemoryFiles):
    """Files that cannot be deleted."""

    def delete(self, key: str) -> None:
        raise OSError("no")


def test_a_worker_that_died_between_copy_and_preview_goes_on_from_the_copy(office: Office) -> None:
    import_id, upload_id = an_id("import"), an_id("upload")
    form = imports.begin_upload(
        office.scope, a_cause(), office.community_id, upload_id=upload_id, name="a.xlsx", size=len(SMALL)
    )
    office.files.kept[form.fields["key"]] = SMALL
    imports.start(office.scope, a_cause(), office.community_id, import_id=import_id, upload_id=upload_id)
    office.files.__class__ = DeafFiles
    with pytest.raises(OSError, match="no"):
        jobs.run(*office.queue.waiting[0])
    office.files.__class__ = MemoryFiles
    assert len(office.files.kept) == 2
    del office.files.kept[form.fields["key"]]
    office.queue.drain()
    assert state(office, import_id) == State.READY


def test_a_person_begins_so_many_uploads_in_an_hour(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UPLOADS_PER_ACTOR_HOUR", 2)

    def begin(name: str) -> None:
        imports.begin_upload(office.scope, a_cause(), office.community_id, upload_id=an_id(name), name="a.xlsx", size=9)

    begin("first")
    begin("second")
    begin("second")
    with pytest.raises(TooMany) as refused:
        begin("third")
    wait = refused.value.facts["retry_after_seconds"]
    assert isinstance(wait, int)
    assert 0 < wait <= 3_600
