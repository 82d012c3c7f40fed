"""The local file store: what is signed goes in and out, and nothing else does."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from chalicelib.core import clock
from chalicelib.core.errors import NotFound, TooLarge
from infra.local.files import UPLOAD_PATH, BadLink, EmptyFile, LocalFiles
from infra.local.home import Home
from infra.local.multipart import Form, NotAForm

KEY = "ORG1/uploads/01J000.xlsx"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "data")


@pytest.fixture
def files(home: Home) -> LocalFiles:
    return LocalFiles(home)


def form_fields(files: LocalFiles, *, most_bytes: int = 10, minutes: int = 5) -> dict[str, str]:
    ends = clock.now() + timedelta(minutes=minutes)
    return files.upload_form(KEY, content_type="text/plain", most_bytes=most_bytes, expires_at=ends).fields


def fetch(files: LocalFiles, url: str) -> bytes:
    parts = urlsplit(url)
    found = files.fetch(parts.path.removeprefix(UPLOAD_PATH + "/"), dict(parse_qsl(parts.query)))
    with found.body:
        return found.body.read()


def test_what_is_put_is_got_and_can_be_deleted(files: LocalFiles) -> None:
    files.put(KEY, b"line\n\x00", content_type="text/plain")
    assert files.get(KEY, most_bytes=6) == b"line\n\x00"
    with pytest.raises(NotFound):
        files.get(KEY, most_bytes=5)
    files.delete(KEY)
    files.delete(KEY)
    with pytest.raises(NotFound):
        files.get(KEY, most_bytes=6)


def test_a_signed_link_gives_the_file_until_it_ends(files: LocalFiles) -> None:
    files.put(KEY, b"x", content_type="text/plain")
    url = files.download_url(KEY, file_name="导入 模板.xlsx", expires_at=clock.now() + timedelta(minutes=1))
    assert fetch(files, url) == b"x"
    ended = files.download_url(KEY, file_name="a", expires_at=clock.now() - timedelta(seconds=1))
    with pytest.raises(BadLink):
        fetch(files, ended)


@pytest.mark.parametrize("change", ["file_name=b", "expires_at=2999-01-01T00:00:00.000000Z", "signature=00"])
def test_a_changed_link_is_refused(files: LocalFiles, change: str) -> None:
    files.put(KEY, b"x", content_type="text/plain")
    url = files.download_url(KEY, file_name="a", expires_at=clock.now() + timedelta(minutes=1))
    with pytest.raises(BadLink):
        fetch(files, f"{url}&{change}")


def test_a_link_of_another_data_directory_is_refused(files: LocalFiles, tmp_path: Path) -> None:
    stranger = LocalFiles(Home.at(tmp_path / "other"))
    with pytest.raises(BadLink):
        files.accept(form_fields(stranger), [b"x"])


def test_a_form_puts_one_file_of_the_agreed_size(files: LocalFiles) -> None:
    files.accept(form_fields(files), [b"12345", b"67890"])
    assert files.get(KEY, most_bytes=10) == b"1234567890"


def test_too_large_changed_and_ended_uploads_leave_nothing(files: LocalFiles, home: Home) -> None:
    with pytest.raises(TooLarge):
        files.accept(form_fields(files), [b"12345", b"678901"])
    with pytest.raises(EmptyFile):
        files.accept(form_fields(files), [])
    with pytest.raises(BadLink):
        files.accept(form_fields(files) | {"most_bytes": "99"}, [b"1"])
    with pytest.raises(BadLink):
        files.accept(form_fields(files, minutes=-1), [b"1"])
    with pytest.raises(BadLink):
        files.accept({}, [b"1"])
    assert [path for path in home.files.rglob("*") if path.is_file()] == []


def test_what_a_killed_process_left_half_written_is_swept(files: LocalFiles, home: Home) -> None:
    files.put("a/b", b"whole", content_type="text/plain")
    (home.files / "a" / ".0123.new").write_bytes(b"ha")
    files.sweep()
    assert [path.name for path in home.files.rglob("*") if path.is_file()] == ["b"]


@pytest.mark.parametrize(
    "key", ["../x", "a/../../x", "/etc/passwd", "a//b", ".hidden", "a/.x", "a\0b", "", "a/", "a" * 600]
)
def test_no_key_leaves_the_directory(files: LocalFiles, key: str) -> None:
    with pytest.raises(NotFound):
        files.put(key, b"x", content_type="text/plain")
    with pytest.raises(NotFound):
        files.get(key, most_bytes=1)


def test_a_link_in_the_directory_leads_nowhere_outside(files: LocalFiles, home: Home, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (home.files / "door").symlink_to(tmp_path / "outside")
    with pytest.raises(NotFound):
        files.put("door/x", b"x", content_type="text/plain")


def posted(*parts: tuple[str, bytes], end: bytes = b"--\r\n") -> bytes:
    body = b""
    for name, value in parts:
        extra = b'; filename="a.xlsx"\r\nContent-Type: a/b' if name == "file" else b""
        head = b'Content-Disposition: form-data; name="' + name.encode() + b'"' + extra
        body += b"--BOUND\r\n" + head + b"\r\n\r\n" + value + b"\r\n"
    return body + b"--BOUND" + end


class Dripping(io.BytesIO):
    """A body that arrives a few bytes at a time."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(3)


@pytest.mark.parametrize("kind", [io.BytesIO, Dripping])
def test_a_form_is_read_field_by_field_and_its_file_piece_by_piece(kind: type[io.BytesIO]) -> None:
    data = b"\r\n--BOUN\r\n--BO\x00" * 50
    form = Form(
        "multipart/form-data; boundary=BOUND", kind(posted(("key", "钥匙".encode()), ("b", b""), ("file", data)))
    )
    assert form.fields == {"key": "钥匙", "b": ""}
    assert b"".join(form.file()) == data


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data; boundary=BOUND", b""),
        ("multipart/form-data; boundary=BOUND", posted(("a", b"1"))),
        ("multipart/form-data; boundary=BOUND", posted(("a", b"\xff"), ("file", b"1"))),
        ("multipart/form-data; boundary=BOUND", posted(("a", b"1" * 9000), ("file", b"1"))),
        ("multipart/form-data; boundary=BOUND", posted(*[(f"f{n}", b"1") for n in range(30)], ("file", b"1"))),
        ("multipart/form-data; boundary=BOUND", posted(("file", b"cut"))[:-12]),
        ("multipart/form-data; boundary=BOUND", b"--BOUND\r\n" + b"x" * 9000),
    ],
)
def test_what_is_not_a_form_is_malformed(kind: str, body: bytes) -> None:
    with pytest.raises(NotAForm):
        list(Form(kind, io.BytesIO(body)).file())


def test_a_place_that_cannot_hold_the_data_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(SystemExit, match=r"cannot hold the data: .* Set DATA_DIR"):
            Home.at(place)
