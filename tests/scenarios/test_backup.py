"""A backup restored into an empty directory is the same office, to the row, the fen and the end of each chain."""

from __future__ import annotations

import json
import os
import tarfile
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import boto3
import pytest

from infra.local import archive, engine
from infra.local.archive import Damaged, Manifest
from infra.local.files import LocalFiles
from infra.local.home import Home
from tests.builders.workbooks import a_workbook, own_sheets
from tests.scenarios.test_month import month, start

ROW = {"pk": {"S": "1"}, "sk": {"S": "1"}}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The data directory of an office after a month, with a file that somebody sent."""
    workbook, data = tmp_path / "office.xlsx", tmp_path / "office"
    workbook.write_bytes(a_workbook(own_sheets()))
    month(workbook, data_dir=data)
    LocalFiles(Home.at(data)).put("tickets/1/picture.jpg", b"a wet floor", content_type="image/jpeg")
    return data


def program(name: str, **given: Path | str) -> tuple[int, dict[str, Any], str]:
    """Status, JSON of the last line, what was said; by the environment, as make hands it over."""
    kept = dict(os.environ)
    os.environ.update({key: str(value) for key, value in given.items() if key != "DATA_DIR"})
    try:
        data = given.get("DATA_DIR")
        done = start(name, data_dir=Path(data) if data else None)
    finally:
        os.environ.clear()
        os.environ.update(kept)
    return done.returncode, json.loads(done.stdout or "{}"), done.stderr


@pytest.mark.contended
def test_an_office_restored_from_its_backup_is_the_same_office(office: Path, tmp_path: Path) -> None:
    to, place = tmp_path / "kept" / "office.tar", tmp_path / "again"
    (office / "logs" / "private.log").write_text("not to be kept")
    status, made, said = program("backup", DATA_DIR=office, TO=to)
    assert status == 0, said
    assert "keys" in said
    assert to.stat().st_mode & 0o777 == 0o600
    figures, tables = made["digest"]["figures"], made["digest"]["tables"]
    assert (figures["bills"], figures["payments"], figures["units"]) == (3, 1, 2)
    assert tables["guanjia-local-journal"]["rows"] == figures["journal_entries"]
    assert made["digest"]["chains"]["subjects"] > 0
    with tarfile.open(to) as tar:
        names = tar.getnames()
    assert not [name for name in names if "log" in name or "pid" in name]

    place.mkdir()
    status, restored, said = program("restore", FROM=to, DATA_DIR=place)
    assert status == 0, said
    assert restored["digest"] == made["digest"]
    assert (place / "secrets.json").read_bytes() == (office / "secrets.json").read_bytes()
    assert {path.stat().st_mode & 0o077 for path in (place, place / "secrets.json", place / "files.key")} == {0}
    assert LocalFiles(Home.at(place)).get("tickets/1/picture.jpg", most_bytes=100) == b"a wet floor"
    assert program("summary", DATA_DIR=place)[1] | {"seconds": 0} == figures | {"seconds": 0}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "kept", "office", "office.xlsx"]
    assert [path.name for path in to.parent.iterdir()] == ["office.tar"]

    status, _, said = program("restore", FROM=to, DATA_DIR=place)
    assert (status, "not empty" in said) == (2, True)
    status, _, said = program("backup", DATA_DIR=office, TO=to)
    assert (status, "never replaces" in said) == (2, True)


@pytest.mark.contended
def test_a_backup_beside_a_running_system_has_every_transaction_whole(tmp_path: Path) -> None:
    home, to = Home.at(tmp_path / "data"), tmp_path / "kept.tar"
    home.secrets.write_text("{}")
    with home.hold():
        running = engine.start(home)
        stopping, wrote = threading.Event(), threading.Event()
        try:
            writer = threading.Thread(target=write_pairs, args=(running.endpoint, stopping, wrote))
            writer.start()
            assert wrote.wait(20)
            status, made, said = program("backup", DATA_DIR=home.root, TO=to)
            stopping.set()
            writer.join()
        finally:
            stopping.set()
            running.stop()
    assert status == 0, said
    assert "beside the running system" in said
    left, right = (made["digest"]["tables"][f"guanjia-local-{side}"]["rows"] for side in ("left", "right"))
    assert left == right > 0


def write_pairs(endpoint: str, stopping: threading.Event, wrote: threading.Event) -> None:
    """One row into each of two tables, in one transaction, until told to stop."""
    client = boto3.client("dynamodb", endpoint_url=endpoint, region_name="cn-north-1")
    tables = ["guanjia-local-left", "guanjia-local-right"]
    for table in tables:
        client.create_table(
            TableName=table,
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")],
            BillingMode="PAY_PER_REQUEST",
        )
    n = 0
    while not stopping.is_set():
        item = ROW | {"sk": {"S": str(n)}}
        client.transact_write_items(TransactItems=[{"Put": {"TableName": table, "Item": item}} for table in tables])
        n += 1
        wrote.set()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An archive of two small files that stand for a data directory's."""
    folder, to = tmp_path / "folder", tmp_path / "small.tar"
    (folder / "files" / "a").mkdir(parents=True)
    (folder / "files" / "a" / "picture").write_bytes(b"p" * 5_000)
    (folder / "secrets.json").write_text("{}")
    parts = archive.parts_of(folder)
    manifest = Manifest(archive.KIND, archive.FORM, 1, datetime(2026, 11, 1, tzinfo=UTC), "dynoxide", {}, parts)
    archive.write(folder, manifest, to)
    return to


def rewritten(path: Path, change: Callable[[tarfile.TarFile, str, bytes], None]) -> None:
    """Write the archive again; `change` adds what it wants of each member to the new one."""
    with tarfile.open(path) as tar:
        found = [(member.name, tar.extractfile(member).read()) for member in tar]  # type: ignore[union-attr]
    with tarfile.open(path, "w") as tar:
        for name, content in found:
            change(tar, name, content)


def add(tar: tarfile.TarFile, name: str, content: bytes, kind: bytes = tarfile.REGTYPE, link: str = "") -> None:
    member = tarfile.TarInfo(name)
    member.size, member.type, member.linkname = len(content), kind, link
    tar.addfile(member, BytesIO(content))


def a_flipped_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[data.index(b"pppp") + 100] ^= 1
    path.write_bytes(data)


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-12_000])


def a_missing_file(path: Path) -> None:
    rewritten(path, lambda tar, name, content: None if name == "secrets.json" else add(tar, name, content))


def a_way_out(path: Path) -> None:
    rewritten(path, lambda tar, name, content: add(tar, name, content.replace(b"files/a/picture", b"files/../../out")))


def a_file_nobody_named(path: Path) -> None:
    def change(tar: tarfile.TarFile, name: str, content: bytes) -> None:
        add(tar, name, content)
        if name == archive.MANIFEST:
            add(tar, "../out", b"!")

    rewritten(path, change)


def a_link(path: Path) -> None:
    def change(tar: tarfile.TarFile, name: str, content: bytes) -> None:
        add(tar, name, b"", tarfile.SYMTYPE, "/etc/hostname") if name == "secrets.json" else add(tar, name, content)

    rewritten(path, change)


def another_form(path: Path) -> None:
    rewritten(path, lambda tar, name, content: add(tar, name, content.replace(b'"form": 1', b'"form": 9')))


def no_archive(path: Path) -> None:
    path.write_bytes(b"a letter to the office\n" * 100)


def a_strange_archive(path: Path) -> None:
    rewritten(path, lambda tar, name, content: add(tar, "holiday.jpg", content))


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (a_flipped_byte, "files/a/picture is not what it was"),
        (cut_off, "damaged"),
        (a_missing_file, "secrets.json is missing"),
        (a_way_out, "a file that no backup has"),
        (a_file_nobody_named, "does not name: '../out'"),
        (a_link, "does not name: 'secrets.json'"),
        (another_form, "of form 9"),
        (no_archive, "no backup of Guanjia"),
        (a_strange_archive, "does not begin with its manifest"),
    ],
)
def test_a_damaged_or_strange_archive_is_refused(
    small: Path, tmp_path: Path, damage: Callable[[Path], None], sentence: str
) -> None:
    damage(small)
    into = tmp_path / "in" / "to"
    into.mkdir(parents=True)
    with pytest.raises(Damaged, match=sentence):
        archive.read(small, into)
    assert list(into.parent.iterdir()) == [into]
    assert not (tmp_path / "out").exists()


def test_a_refused_archive_leaves_nothing_behind(small: Path, tmp_path: Path) -> None:
    a_flipped_byte(small)
    before = sorted(tmp_path.iterdir())
    status, made, said = program("restore", FROM=small, DATA_DIR=tmp_path / "new")
    assert (status, made) == (1, {})
    assert "Nothing was restored." in said
    assert "Traceback" not in said
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.contended
def test_an_archive_whose_rows_are_not_those_of_its_manifest_is_refused(small: Path, tmp_path: Path) -> None:
    wrong = b'"digest": {"tables": {"guanjia-local-billing": {"rows": 1}}, "chains": {}, "figures": null}'
    rewritten(small, lambda tar, name, content: add(tar, name, content.replace(b'"digest": {}', wrong)))
    status, _, said = program("restore", FROM=small, DATA_DIR=tmp_path / "new")
    assert (status, "not what was backed up (tables: guanjia-local-billing)" in said) == (1, True), said
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("program_name", "given", "sentence"),
    [
        ("restore", {}, "Say both"),
        ("restore", {"FROM": "/no/such.tar"}, "No such file"),
        ("backup", {}, "holds no data of Guanjia"),
        ("backup", {"DYNAMODB_ENDPOINT": "http://127.0.0.1:9"}, "DYNAMODB_ENDPOINT"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    tmp_path: Path, program_name: str, given: dict[str, str], sentence: str
) -> None:
    where = {} if not given and program_name == "restore" else {"DATA_DIR": tmp_path / "nothing"}
    status, made, said = program(program_name, **given, **where)
    assert status in {1, 2}
    assert made == {}
    assert sentence in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []
