"""The zip around a workbook: says what the bytes are, and hands out its parts without ever unpacking more than allowed.

Nothing that the file says of itself is believed: sizes are checked in its directory and counted again while unpacking.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from chalicelib.core import limits
from chalicelib.documents.refused import (
    NotAWorkbook,
    OldWorkbook,
    WorkbookDamaged,
    WorkbookHasMacros,
    WorkbookHasPassword,
    WorkbookTooLarge,
)

WORKBOOK_PART: Final = "xl/workbook.xml"
PARTS: Final = 2_000
DIRECTORY_BYTES: Final = 500_000
RATIO: Final = 200  # a sheet of repeated rows packs 20 to 60 times; a bomb 1,000 times
RATIO_FROM_BYTES: Final = 16_000_000
CHUNK_BYTES: Final = 65_536
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_END_64: Final = b"PK\x06\x06"
_LOCATOR_64: Final = b"PK\x06\x07"
_COMMENT_BYTES: Final = 65_535
_ENCRYPTED: Final = 0x1
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: Final = (
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"RIFF", "picture"),
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
)
_OTHER_ZIPS: Final = (("word/document.xml", "document"), ("ppt/presentation.xml", "slides"), ("content.xml", "ods"))


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _refuse_ole(data: bytes) -> None:
    """An OLE2 container is an encrypted .xlsx, an old .xls, or something else of that age (.doc, .msg)."""
    if _utf16("EncryptedPackage") in data:
        raise WorkbookHasPassword
    if _utf16("Workbook") in data or _utf16("Book") in data:
        raise OldWorkbook(found="xls")
    raise NotAWorkbook(found="ole")


def _refuse_other(data: bytes) -> None:
    if data.startswith(_OLE):
        _refuse_ole(data)
    for signature, found in _SIGNATURES:
        if data.startswith(signature):
            raise NotAWorkbook(found=found)
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        head = data[:4_096]
        raise NotAWorkbook(found="binary" if b"\x00" in head else "text" if head.strip() else "empty")


def _check_directory(data: bytes) -> None:
    """Bound the zip's directory before anything builds objects from it."""
    at = data.rfind(_END, max(0, len(data) - _END_BYTES - _COMMENT_BYTES))
    if at < 0 or at + _END_BYTES > len(data):
        raise WorkbookDamaged(part="zip")
    count, size = struct.unpack_from("<HL", data, at + 10)
    if data[max(0, at - 20) : at].startswith(_LOCATOR_64):
        if not data[max(0, at - 76) : at].startswith(_END_64):
            raise WorkbookDamaged(part="zip")
        count, size = struct.unpack_from("<QQ", data, at - 76 + 32)
    if count > PARTS or size > DIRECTORY_BYTES:
        raise WorkbookTooLarge(what="parts", limit=PARTS)


class Container:
    """The parts of a workbook's zip. Raises only refusals; `read` and `stream` count what they unpack."""

    def __init__(self, data: bytes) -> None:
        if len(data) > limits.WORKBOOK_BYTES:
            raise WorkbookTooLarge(what="bytes", limit=limits.WORKBOOK_BYTES)
        _refuse_other(data)
        _check_directory(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError, IndexError) as error:
            raise WorkbookDamaged(part="zip") from error
        self._unpacked = 0
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in self._zip.infolist():
            name = entry.filename.replace("\\", "/").lstrip("/").casefold()
            if name in self._entries:
                raise WorkbookDamaged(part="zip")
            self._entries[name] = entry
        self._check()

    def _check(self) -> None:
        entries = self._entries.values()
        unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
        if unpacked > limits.WORKBOOK_UNPACKED_BYTES:
            raise WorkbookTooLarge(what="unpacked", limit=limits.WORKBOOK_UNPACKED_BYTES)
        if unpacked > RATIO_FROM_BYTES and unpacked > RATIO * packed:
            raise WorkbookTooLarge(what="ratio", limit=RATIO)
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise WorkbookHasPassword
        if "xl/workbook.bin" in self._entries:
            raise OldWorkbook(found="xlsb")
        if WORKBOOK_PART not in self._entries:
            raise NotAWorkbook(found=next((found for part, found in _OTHER_ZIPS if part in self._entries), "zip"))
        if any(name.endswith("vbaproject.bin") for name in self._entries):
            raise WorkbookHasMacros

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self._entries

    def stream(self, part: str, *, most_bytes: int) -> Iterator[bytes]:
        """The part's bytes in chunks; stops with a refusal at `most_bytes`, or when all parts together are too much."""
        entry = self._entries.get(part.casefold())
        if entry is None or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise WorkbookDamaged(part=part[:80])
        seen = 0
        try:
            with self._zip.open(entry) as file:
                while chunk := file.read(CHUNK_BYTES):
                    seen += len(chunk)
                    self._unpacked += len(chunk)
                    if seen > most_bytes or self._unpacked > limits.WORKBOOK_UNPACKED_BYTES:
                        raise WorkbookTooLarge(what="unpacked", limit=most_bytes)
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise WorkbookDamaged(part=part[:80]) from error
        if seen != entry.file_size:
            raise WorkbookDamaged(part=part[:80])

    def read(self, part: str, *, most_bytes: int) -> bytes:
        """The whole of a small part."""
        return b"".join(self.stream(part, most_bytes=most_bytes))
