"""The import's worker and its sweep: at least once delivered, once done, whatever is lost (REG-07)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.core import limits
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from chalicelib.imports import jobs as imports_jobs
from chalicelib.imports.rules.runs import State
from chalicelib.imports.service import verbs as imports
from tests.builders.billing import a_small_workbook
from tests.builders.core import AT, standing_clock
from tests.builders.office import Office, a_cause, an_id
from tests.builders.workbooks import a_workbook, own_sheets
from tests.crash.points import dump

SMALL = a_small_workbook(4)
IMPORT, UPLOAD = an_id("worker's import"), an_id("worker's upload")


def state(office: Office) -> State:
    return imports.get_import(office.scope, office.community_id, IMPORT).state


def start(office: Office, key: str | None = None) -> None:
    form = imports.begin_upload(
        office.scope, a_cause(), office.community_id, upload_id=UPLOAD, name="a.xlsx", size=len(SMALL)
    )
    office.files.kept[form.fields["key"]] = SMALL
    imports.start(office.scope, a_cause(key), office.community_id, import_id=IMPORT, upload_id=UPLOAD)


def confirm(office: Office, key: str | None = None) -> None:
    again = a_cause(f"{key} agreed") if key else None
    office.agree(office.confirm(IMPORT, cause=a_cause(key), leave_out_errors=False), cause=again)


def sweep(office: Office, seconds: int = limits.STUCK_SECONDS) -> int:
    """What the sweep wakes that many seconds after the import began."""
    before = len(office.queue.waiting)
    jobs.run(imports_jobs.RESUME, due=AT + timedelta(seconds=seconds))
    return len(office.queue.waiting) - before


def test_an_import_whose_message_was_lost_is_woken_by_the_sweep(office: Office) -> None:
    start(office)
    office.queue.waiting.clear()
    assert (sweep(office, limits.STUCK_SECONDS - 1), sweep(office)) == (0, 1)
    office.queue.drain()
    assert (state(office), sweep(office)) == (State.READY, 0)
    confirm(office)
    office.queue.waiting.clear()
    assert sweep(office) == 1
    office.queue.drain()
    assert (state(office), sweep(office)) == (State.DONE, 0)


def test_a_retry_wakes_the_worker_again(office: Office) -> None:
    for verb in (start, confirm):
        for _ in range(2):
            office.queue.waiting.clear()
            verb(office, an_id(verb.__name__))
        office.queue.drain()
    assert state(office) == State.DONE


def test_an_import_that_is_written_a_chunk_a_message_comes_to_the_end(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CHUNK_ITEMS", 3)
    monkeypatch.setattr(limits, "CHUNKS_PER_JOB", 1)
    start(office)
    office.queue.drain()
    confirm(office)
    seen = []
    while office.queue.waiting:
        jobs.run(*office.queue.waiting.popleft())
        one = imports.get_import(office.scope, office.community_id, IMPORT)
        seen.append(imports.done_so_far(office.scope, one))
    assert state(office) == State.DONE
    assert len(seen) > 5
    assert seen == sorted(seen)
    assert seen[-1] == one.total
    assert len(list(estate.every_unit(office.scope, office.community_id))) == 4


def test_an_import_whose_message_comes_again_is_as_it_was(office: Office) -> None:
    start(office)
    message = office.queue.waiting[0]
    for confirmed in (False, True):
        if confirmed:
            confirm(office)
        office.queue.drain()
        stored = dump()
        jobs.run(*message)
        assert dump() == stored
    assert state(office) == State.DONE


def test_an_import_given_up_while_it_was_read_stays_given_up(office: Office) -> None:
    start(office)
    imports.discard(office.scope, a_cause(), office.community_id, import_id=IMPORT)
    office.queue.drain()
    assert state(office) == State.DISCARDED


def aside(office: Office) -> str:
    """Where the previewed file lies."""
    (kept,) = [key for key in office.files.kept if key.startswith("imports/")]
    return kept


def refusal(office: Office) -> str | None:
    one = imports.get_import(office.scope, office.community_id, IMPORT)
    return one.refusal[0] if one.state == State.REFUSED and one.refusal else None


def nothing_is_seen_and_the_next_import_is_done(office: Office) -> None:
    assert list(estate.every_unit(office.scope, office.community_id)) == []
    assert office.files.kept == {}
    again = office.take_in(SMALL, name="again.xlsx")
    assert imports.get_import(office.scope, office.community_id, again).state == State.DONE
    assert len(list(estate.every_unit(office.scope, office.community_id))) == 4


@pytest.mark.parametrize("other", [a_small_workbook(4, first=901), None], ids=["another", "none"])
def test_bytes_that_are_not_those_of_the_preview_are_never_written(office: Office, other: bytes | None) -> None:
    start(office)
    office.queue.drain()
    if other:
        office.files.kept[aside(office)] = other
    else:
        del office.files.kept[aside(office)]
    confirm(office)
    office.queue.drain()
    assert refusal(office) == ("file_changed" if other else "file_missing")
    nothing_is_seen_and_the_next_import_is_done(office)


def test_an_import_that_becomes_unwritable_half_way_is_refused_and_in_nobody_s_way(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CHUNK_ITEMS", 3)
    monkeypatch.setattr(limits, "CHUNKS_PER_JOB", 2)
    start(office)
    office.queue.drain()
    confirm(office)
    for _ in range(2):
        jobs.run(*office.queue.waiting.popleft())
    one = imports.get_import(office.scope, office.community_id, IMPORT)
    assert 0 < imports.done_so_far(office.scope, one) < one.total
    office.files.kept.clear()
    office.queue.drain()
    assert refusal(office) == "file_missing"
    nothing_is_seen_and_the_next_import_is_done(office)


def test_a_row_that_the_engine_can_never_hold_ends_the_import(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    many = 170
    monkeypatch.setattr(limits, "MEMBERS_PER_UNIT", many + 2)
    monkeypatch.setattr(limits, "NAME_CHARACTERS", 1_000)
    sheets = own_sheets()
    sheets["业主"] += [[f"f{n}", "家" * 900, None, None, "家属", "1"] for n in range(many)]
    import_id = office.take_in(a_workbook(sheets), name="crowded.xlsx")
    one = imports.get_import(office.scope, office.community_id, import_id)
    assert (one.state, one.refusal) == (State.REFUSED, ("import_row_too_large", {}))
    assert list(estate.every_unit(office.scope, office.community_id)) == []
    start(office)
    office.queue.drain()
    confirm(office)
    office.queue.drain()
    assert state(office) == State.DONE


def test_the_sweep_leaves_an_import_that_has_just_moved(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHUNK_ITEMS", 3)
    monkeypatch.setattr(limits, "CHUNKS_PER_JOB", 1)
    start(office)
    office.queue.drain()
    confirm(office)
    later = AT + timedelta(seconds=500)
    with standing_clock(later):
        jobs.run(*office.queue.waiting.popleft())
    office.queue.waiting.clear()
    assert (sweep(office, 500), sweep(office, 500 + limits.STUCK_SECONDS - 1)) == (0, 0)
    assert sweep(office, 500 + limits.STUCK_SECONDS) == 1
