"""Attachments in a directory, behind the files port: private files by key, reached from outside by signed links only.

A file appears whole or not at all (written beside, synced, renamed). A key is made of plain names and can never leave
the directory. The links are signed with a key of this data directory and end when they say.
"""

from __future__ import annotations

import hmac
import json
import os
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Final
from urllib.parse import quote, urlencode

from chalicelib.attachments.files import Seen, UploadForm
from chalicelib.core import clock
from chalicelib.core.errors import Forbidden, Invalid, NotFound, TooLarge
from infra.local.home import Home, private_bytes, sync_folder

UPLOAD_PATH: Final = "/api/local/files"
KEY_CHARACTERS: Final = 500
_KEY: Final = re.compile(r"[A-Za-z0-9_=-][A-Za-z0-9._=-]*(/[A-Za-z0-9_=-][A-Za-z0-9._=-]*)*")
_HEAD_LIMIT: Final = 1_000
_COPY_BYTES: Final = 256 * 1024


class BadLink(Forbidden):
    """A link that was not signed here, was changed, or has ended."""

    code = "link_ended"


class EmptyFile(Invalid):
    """A file without a byte."""

    code = "file_empty"


@dataclass(frozen=True)
class Found:
    """An open file, its type and its length in bytes. Whoever asked closes it."""

    body: IO[bytes]
    content_type: str
    length: int


class LocalFiles:
    """The files port over a directory. A stored file is one line of JSON (its type), then its bytes."""

    def __init__(self, home: Home) -> None:
        self._root = home.files
        self._secret = private_bytes(home.files_key)

    def upload_form(self, key: str, *, content_type: str, most_bytes: int, expires_at: datetime) -> UploadForm:
        fields = {
            "key": _checked(key),
            "content_type": content_type,
            "most_bytes": str(most_bytes),
            "expires_at": clock.instant(expires_at),
        }
        return UploadForm(UPLOAD_PATH, fields | {"signature": self._sign("upload", fields)})

    def download_url(self, key: str, *, file_name: str, expires_at: datetime, shown: bool = False) -> str:
        asked = {"key": _checked(key), "file_name": file_name, "expires_at": clock.instant(expires_at)}
        asked["shown"] = "1" if shown else ""
        signed = {name: asked[name] for name in ("file_name", "expires_at", "shown")}
        return f"{UPLOAD_PATH}/{quote(key)}?{urlencode(signed | {'signature': self._sign('download', asked)})}"

    def get(self, key: str, *, most_bytes: int) -> bytes:
        found = self._open(key)
        with found.body:
            if found.length > most_bytes:
                raise NotFound()
            return found.body.read()

    def look(self, key: str, *, head_bytes: int) -> Seen:
        found = self._open(key)
        with found.body:
            return Seen(found.body.read(head_bytes), found.content_type, found.length, _version(found.body))

    def copy(self, key: str, to: str, *, version: str, content_type: str) -> None:
        found = self._open(key)
        with found.body:
            if _version(found.body) != version:
                raise NotFound()
            pieces = iter(lambda: found.body.read(_COPY_BYTES), b"")
            self._write(to, pieces, content_type=content_type, most_bytes=found.length)

    def put(self, key: str, data: bytes, *, content_type: str) -> None:
        self._write(key, [data], content_type=content_type, most_bytes=len(data))

    def delete(self, key: str) -> None:
        path = self._path(key)
        if path.exists():
            path.unlink()
            sync_folder(path.parent)

    def sweep(self) -> None:
        """Remove what half-written uploads of a killed process left; nobody else writes now."""
        for draft in self._root.rglob(".*.new"):
            draft.unlink(missing_ok=True)

    def accept(self, fields: Mapping[str, str], chunks: Iterable[bytes]) -> None:
        """Keep what a browser posts with a signed form; raises BadLink, or TooLarge as soon as it is too much."""
        named = {name: fields.get(name, "") for name in ("key", "content_type", "most_bytes", "expires_at")}
        self._check("upload", named, fields.get("signature", ""))
        self._write(
            named["key"], chunks, content_type=named["content_type"], most_bytes=int(named["most_bytes"]), least_bytes=1
        )

    def fetch(self, key: str, query: Mapping[str, str]) -> Found:
        """The file behind a signed link; raises BadLink or NotFound."""
        asked = {"key": key} | {name: query.get(name, "") for name in ("file_name", "expires_at", "shown")}
        self._check("download", asked, query.get("signature", ""))
        return self._open(key)

    def _sign(self, purpose: str, asked: Mapping[str, str]) -> str:
        said = json.dumps([purpose, sorted(asked.items())], ensure_ascii=True)
        return hmac.digest(self._secret, said.encode(), "sha256").hex()

    def _check(self, purpose: str, asked: Mapping[str, str], signature: str) -> None:
        if not hmac.compare_digest(self._sign(purpose, asked).encode(), signature.encode(errors="replace")):
            raise BadLink()
        if clock.from_instant(asked["expires_at"]) <= clock.now():
            raise BadLink()

    def _path(self, key: str) -> Path:
        path = (self._root / _checked(key)).resolve()
        if not path.is_relative_to(self._root):
            raise NotFound()
        return path

    def _open(self, key: str) -> Found:
        try:
            body = self._path(key).open("rb")
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            raise NotFound() from error
        head = body.readline(_HEAD_LIMIT)
        return Found(body, str(json.loads(head)["content_type"]), os.fstat(body.fileno()).st_size - len(head))

    def _write(
        self, key: str, chunks: Iterable[bytes], *, content_type: str, most_bytes: int, least_bytes: int = 0
    ) -> None:
        path = self._path(key)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{secrets.token_hex(8)}.new")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
                handle.write(json.dumps({"content_type": content_type}).encode() + b"\n")
                _copy(chunks, handle, most_bytes=most_bytes, least_bytes=least_bytes)
                handle.flush()
                os.fsync(handle.fileno())
            draft.replace(path)
            sync_folder(path.parent)
        finally:
            draft.unlink(missing_ok=True)


def _copy(chunks: Iterable[bytes], handle: IO[bytes], *, most_bytes: int, least_bytes: int) -> None:
    written = 0
    for chunk in chunks:
        written += len(chunk)
        if written > most_bytes:
            raise TooLarge(most_bytes=most_bytes)
        handle.write(chunk)
    if written < least_bytes:
        raise EmptyFile()


def _version(body: IO[bytes]) -> str:
    """Which file this is: one that takes its place is written beside it, so it is another, made at another time."""
    stat = os.fstat(body.fileno())
    return f"{stat.st_ino}-{stat.st_mtime_ns}-{stat.st_size}"


def _checked(key: str) -> str:
    if len(key) > KEY_CHARACTERS or not _KEY.fullmatch(key):
        raise NotFound()
    return key
