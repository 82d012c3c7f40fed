"""A backup's form: one tar file, readable by its user alone (0600), whose first member says what the others must be.

An archive is material from outside: nothing is taken from it but plain files whose names we could have given ourselves,
each of exactly the size and hash that the manifest says, each once, all of them. No name in it can lead out of the
folder. Hashes show damage, not malice: who can write the archive can write its hashes too.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import tarfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from infra.local.home import sync_folder
from infra.local.terminal import FAILED, Ended

KIND: Final = "guanjia-backup"
FORM: Final = 1
MANIFEST: Final = "manifest.json"
_MANIFEST_BYTES: Final = 256 * 1024 * 1024
_COPY_BYTES: Final = 1024 * 1024
_TOP: Final = r"(?:engine|queue|outbox|wechat)\.db|secrets\.json|files\.key|stream\.json|clock|demo\.[a-z]+"
_NAME: Final = re.compile(rf"{_TOP}|(?:files|ministack)(?:/[A-Za-z0-9_=-][A-Za-z0-9._=-]*)+")


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of the data directory."""

    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an archive is: its form, the version of its rows, what it holds (`infra.local.digest`), its files."""

    kind: str
    form: int
    schema: int
    made_at: datetime
    engine: str
    digest: dict[str, Any]
    parts: dict[str, Part]


class Damaged(Ended):
    """The archive is not what it says; the message says where."""


def is_part(name: str) -> bool:
    """Whether a data directory's file of this relative name belongs into a backup."""
    return _NAME.fullmatch(name) is not None


def parts_of(folder: Path) -> dict[str, Part]:
    """Every file below `folder` that belongs into a backup, measured."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if is_part(name) and path.is_file():
            with path.open("rb") as file:
                found[name] = Part(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())
    return found


def write(folder: Path, manifest: Manifest, to: Path) -> None:
    """Make the archive `to`, which is there whole or not at all; an archive that is there already is never replaced.

    Raises OSError.
    """
    draft = to.with_name(f".{to.name}.{secrets.token_hex(4)}.new")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                told = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
                tar.addfile(_member(MANIFEST, len(told), manifest), BytesIO(told))
                for name, part in manifest.parts.items():
                    with (folder / name).open("rb") as content:
                        tar.addfile(_member(name, part.bytes, manifest), content)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, to)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(to.parent)


def _member(name: str, size: int, manifest: Manifest) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o600, int(manifest.made_at.timestamp())
    return member


def read(path: Path, into: Path) -> Manifest:
    """Put every file of the archive into the empty folder `into`; raises Damaged, OSError."""
    try:
        with tarfile.open(path, mode="r:") as tar:
            members = iter(tar)
            manifest = _manifest(tar, next(members, None))
            _take(tar, members, manifest.parts, into)
    except (tarfile.TarError, EOFError) as error:
        raise Damaged(f"{path} is no backup of Guanjia, or it is damaged: {error}.", FAILED) from error
    return manifest


def _manifest(tar: tarfile.TarFile, member: tarfile.TarInfo | None) -> Manifest:
    if member is None or member.name != MANIFEST or not member.isreg() or member.size > _MANIFEST_BYTES:
        raise Damaged("This is no backup of Guanjia: it does not begin with its manifest.", FAILED)
    try:
        manifest = msgspec.json.decode(_opened(tar, member).read(), type=Manifest)
    except msgspec.MsgspecError as error:
        raise Damaged(f"The backup's manifest cannot be read: {error}.", FAILED) from error
    if manifest.kind != KIND or manifest.form != FORM:
        raise Damaged(
            f"This archive is a {manifest.kind} of form {manifest.form}, not a {KIND} of form {FORM}.", FAILED
        )
    for name in manifest.parts:
        if not is_part(name):
            raise Damaged(f"The backup names a file that no backup has: {name!r}.", FAILED)
    return manifest


def _take(tar: tarfile.TarFile, members: Iterator[tarfile.TarInfo], parts: Mapping[str, Part], into: Path) -> None:
    missing = dict(parts)
    for member in members:
        part = missing.pop(member.name, None)
        if part is None or not member.isreg() or member.size != part.bytes:
            raise Damaged(f"The backup holds what its manifest does not name: {member.name!r}.", FAILED)
        target = into / member.name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            seen = _copied(_opened(tar, member), file)
            file.flush()
            os.fsync(file.fileno())
        if seen != part.sha256:
            raise Damaged(f"The backup is damaged: {member.name} is not what it was.", FAILED)
    if missing:
        raise Damaged(f"The backup is damaged: {min(missing)} is missing.", FAILED)


def _opened(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(member)
    if content is None:
        raise Damaged(f"The backup is damaged: {member.name!r} is no file.", FAILED)
    return content


def _copied(content: IO[bytes], file: IO[bytes]) -> str:
    """Copy to the end; gives the hash of what was copied."""
    seen = hashlib.sha256()
    while some := content.read(_COPY_BYTES):
        seen.update(some)
        file.write(some)
    return seen.hexdigest()
