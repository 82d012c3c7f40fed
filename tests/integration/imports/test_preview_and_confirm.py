"""A workbook is previewed, confirmed and written once; until then nothing of it is on file (REG-07)."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from chalicelib.billing.service import items
from chalicelib.core.errors import Conflict
from chalicelib.estate import service as estate
from chalicelib.imports.rules.runs import (
    Count,
    Import,
    ImportExists,
    ImportHasErrors,
    ImportOpen,
    ImportRefused,
    ImportStale,
    State,
)
from chalicelib.imports.service import verbs as imports
from chalicelib.journal import KeyReused
from chalicelib.journal.entries import community_home, entry_page
from chalicelib.people import service as people
from tests.builders.billing import a_small_workbook
from tests.builders.office import Office, a_cause, an_id
from tests.builders.workbooks import Rows, a_workbook, own_sheets, peer_sheets
from tests.crash.chain import breaks, entries
from tests.crash.points import difference, dump

PEER = a_workbook(peer_sheets())
OWN = a_workbook(own_sheets())
SMALL = a_small_workbook(3)


def load(office: Office, import_id: str) -> Import:
    return imports.get_import(office.scope, office.community_id, import_id)


def confirm(office: Office, import_id: str, *, leave_out_errors: bool = True, key: str | None = None) -> str:
    return office.confirm(import_id, cause=a_cause(key), leave_out_errors=leave_out_errors)


def events(office: Office) -> list[str]:
    found, _ = entry_page(office.scope, community_home(office.community_id), cursor=None)
    return [entry.event for entry in reversed(found)]


def with_errors() -> bytes:
    sheets: dict[str, Rows] = own_sheets()
    sheets["房屋"].append(["1", "1", "101", 1, "住宅", 94.56, None, "1"])
    return a_workbook(sheets)


def nothing_is_on_file(office: Office) -> bool:
    scope, community_id = office.scope, office.community_id
    return not (
        list(estate.every_unit(scope, community_id))
        or estate.list_buildings(scope, community_id)
        or items.list_items(scope, community_id)
    )


def test_a_preview_counts_what_is_new_and_writes_nothing(either_office: Office) -> None:
    office = either_office
    before = dump()
    one = load(office, office.preview(OWN))
    assert (one.state, one.form, one.total > 0) == (State.READY, "guanjia", True)
    counts = {kind: asdict(count)["new"] for kind, count in one.counts.items()}
    assert counts == {"buildings": 2, "items": 2, "parties": 3, "units": 2, "charges": 2}
    assert nothing_is_on_file(office)
    touched = {line.split()[1] for line in difference(before, dump())}
    assert touched == {f"guanjia-local-{table}" for table in ("attachments", "imports", "journal")}


def test_what_is_being_written_is_seen_by_nobody_until_all_of_it_is(office: Office, monkeypatch: object) -> None:
    import_id = office.preview(OWN)
    office.write(import_id)
    from chalicelib.imports.service import writing  # the worker, stopped before the last step

    assert writing.write(office.scope, load(office, import_id), chunks=100)
    assert nothing_is_on_file(office)
    assert not people.existing_parties(office.scope, [people.party_id_of(office.community_id, "1")])
    office.queue.drain()
    assert load(office, import_id).state == State.DONE
    assert len(list(estate.every_unit(office.scope, office.community_id))) == 2


def test_the_same_file_twice_is_all_the_same_and_writes_nothing_twice(either_office: Office) -> None:
    office = either_office
    office.take_in(OWN)
    before = dump()
    again = office.preview(OWN, name="again.xlsx")
    assert all(count == Count(0, count.same, 0) and count.same for count in load(office, again).counts.values())
    office.write(again)
    office.queue.drain()
    assert (load(office, again).state, load(office, again).total) == (State.DONE, 0)
    touched = {line.split()[1] for line in difference(before, dump())}
    assert touched == {
        f"guanjia-local-{table}" for table in ("approvals", "attachments", "imports", "journal", "staging")
    }
    assert not breaks(entries())


def test_a_workbook_that_says_otherwise_than_the_file_is_counted_and_left_alone(office: Office) -> None:
    office.take_in(OWN)
    sheets = own_sheets()
    sheets["房屋"][1][5] = 99
    one = load(office, office.take_in(a_workbook(sheets), name="other.xlsx"))
    assert (one.counts["units"], one.counts["charges"].changed) == (Count(0, 1, 1), 0)
    areas = [str(unit.area[0].value) for unit in estate.every_unit(office.scope, office.community_id)]
    assert areas == ["94.56", "60"]


def test_buildings_1_and_01_are_two(office: Office) -> None:
    sheets = own_sheets()
    sheets["楼栋"] += [["01", "1", 18, "有"]]
    office.take_in(a_workbook(sheets))
    office.take_in(a_workbook(sheets), name="again.xlsx")
    assert len(estate.list_buildings(office.scope, office.community_id)) == 3


def test_rows_with_errors_are_left_out_only_when_that_is_said(office: Office) -> None:
    import_id = office.preview(with_errors())
    with pytest.raises(ImportHasErrors) as refused:
        confirm(office, import_id, leave_out_errors=False)
    assert refused.value.facts == {"errors": 1}
    assert load(office, import_id).state == State.READY
    office.write(import_id)
    office.queue.drain()
    assert len(list(estate.every_unit(office.scope, office.community_id))) == 2


def test_a_workbook_without_errors_needs_no_leave(office: Office) -> None:
    import_id = office.preview(OWN)
    office.write(import_id, leave_out_errors=False)
    office.queue.drain()
    assert load(office, import_id).state == State.DONE


def test_findings_are_listed_by_severity_page_by_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.core.limits.PAGE_ROWS", 2)
    import_id = office.preview(PEER)
    one, found, cursor = load(office, import_id), [], None
    while True:
        page, cursor = imports.findings_page(office.scope, office.community_id, import_id, severity=None, cursor=cursor)
        found += page
        if cursor is None:
            break
    severities = [finding.severity for finding in found]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)
    assert {s: severities.count(s) for s in ("error", "warning", "note")} == dict(one.findings)
    for severity in ("error", "warning", "note"):
        some, _ = imports.findings_page(office.scope, office.community_id, import_id, severity=severity, cursor=None)
        assert {finding.severity for finding in some} <= {severity}


def test_confirming_again_with_the_same_key_gives_the_first_answer(office: Office) -> None:
    import_id, key = office.preview(OWN), an_id("key")
    first = confirm(office, import_id, key=key)
    written = dump()
    assert confirm(office, import_id, key=key) == first
    assert dump() == written
    office.queue.drain()
    assert confirm(office, import_id, key=key) == first
    with pytest.raises(KeyReused):
        confirm(office, import_id, key=key, leave_out_errors=False)
    with pytest.raises(ImportRefused):
        confirm(office, import_id)


def test_a_discarded_preview_leaves_nothing_on_file_and_cannot_be_confirmed(office: Office) -> None:
    import_id = office.preview(OWN)
    imports.discard(office.scope, a_cause(), office.community_id, import_id=import_id)
    with pytest.raises(ImportRefused) as refused:
        confirm(office, import_id)
    assert refused.value.facts["state"] == "discarded"
    assert nothing_is_on_file(office)


def test_one_import_is_written_at_a_time(office: Office) -> None:
    first, second = office.preview(SMALL), office.preview(a_small_workbook(2, first=201), name="more.xlsx")
    office.write(first)
    with pytest.raises(ImportOpen) as refused:
        confirm(office, second)
    assert refused.value.facts == {"import_id": first}
    with pytest.raises(ImportRefused):
        imports.discard(office.scope, a_cause(), office.community_id, import_id=first)


def test_a_preview_from_before_another_import_was_written_is_stale(office: Office) -> None:
    first, second = office.preview(SMALL), office.preview(SMALL, name="twice.xlsx")
    office.write(first)
    office.queue.drain()
    with pytest.raises(ImportStale):
        confirm(office, second)
    again = office.preview(SMALL, name="thrice.xlsx")
    assert load(office, again).counts["units"] == Count(0, 3, 0)


def test_an_import_s_id_is_used_once(office: Office) -> None:
    import_id = office.preview(OWN)
    with pytest.raises(ImportExists):
        imports.start(
            office.scope,
            a_cause(),
            office.community_id,
            import_id=import_id,
            upload_id=load(office, import_id).upload_id,
        )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, None),
        (a_workbook({"其他": [["无"]]}), "workbook_form_unknown"),
        (a_workbook({name: rows[:1] for name, rows in own_sheets().items()}), "workbook_empty"),
    ],
    ids=["a picture", "other sheets", "headings alone"],
)
def test_a_file_that_cannot_be_read_is_refused_and_says_why(office: Office, data: bytes, code: str | None) -> None:
    one = load(office, office.preview(data))
    assert one.state == State.REFUSED
    assert one.refusal is not None
    assert one.refusal[0] == (code or one.refusal[0]) != "refused"
    assert nothing_is_on_file(office)
    with pytest.raises(ImportRefused):
        confirm(office, one.import_id)


def test_an_upload_whose_file_never_came_is_refused_as_missing(office: Office) -> None:
    upload_id, import_id = an_id("upload"), an_id("import")
    imports.begin_upload(office.scope, a_cause(), office.community_id, upload_id=upload_id, name="a.xlsx", size=5)
    imports.start(office.scope, a_cause(), office.community_id, import_id=import_id, upload_id=upload_id)
    office.queue.drain()
    assert load(office, import_id).refusal == ("file_missing", {"file_name": "a.xlsx"})


def test_what_was_previewed_is_written_though_another_file_was_posted_since(office: Office) -> None:
    import_id = office.preview(SMALL)
    for key in [key for key in office.files.kept if key.startswith("uploads/")]:
        office.files.kept[key] = a_small_workbook(2, first=901)
    office.write(import_id)
    office.queue.drain()
    numbers = [unit.number for unit in estate.every_unit(office.scope, office.community_id)]
    assert numbers == ["101", "102", "103"]


def test_the_journal_tells_the_story_without_a_personal_value(office: Office) -> None:
    office.take_in(OWN)
    told = sorted(event.removeprefix("import.") for event in events(office))
    assert told == ["agreed", "confirmed", "finished", "read", "started"]
    kept = "".join(dump()["guanjia-local-journal"])
    assert not [value for value in ("业主甲", "13900000001", "office.xlsx", "租客戊") if value in kept]


def test_every_refusal_is_a_conflict_with_a_code_of_its_own() -> None:
    kinds = [ImportOpen, ImportExists, ImportStale, ImportHasErrors, ImportRefused]
    assert all(issubclass(kind, Conflict) for kind in kinds)
    assert len({kind.code for kind in kinds}) == len(kinds)
