"""Files that people send with what they report, known by how they begin (SEC-04). Pure: no clock, no database, no HTTP.

What a file is called and what its sender says it is count for nothing. A container that may hold sound or pictures
(MP4, WebM) is what it was declared to be, if it can be that.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from chalicelib.core import limits


class MediaKind(StrEnum):
    PHOTO = "photo"
    AUDIO = "audio"
    VIDEO = "video"
    PDF = "pdf"


@dataclass(frozen=True)
class Media:
    """A file that was checked by its content and is kept privately. `size` in bytes."""

    media_id: str
    kind: MediaKind
    content_type: str
    size: int


EXTENSIONS: Final[Mapping[str, str]] = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
    "image/heif": "heif",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "video/3gpp": "3gp",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/aac": "aac",
    "audio/ogg": "ogg",
    "audio/webm": "weba",
    "audio/amr": "amr",
    "audio/amr-wb": "awb",
    "audio/3gpp": "3ga",
    "application/pdf": "pdf",
}
"""Every type of content that is taken, and what a file of it is called."""

_AUDIO_OF: Final = {"video/mp4": "audio/mp4", "video/3gpp": "audio/3gpp", "video/webm": "audio/webm"}
_BEGINNINGS: Final = (
    (rb"\xff\xd8\xff", "image/jpeg"),
    (rb"\x89PNG\r\n\x1a\n.{4}IHDR", "image/png"),
    (rb"RIFF.{4}WEBPVP8[ LX]", "image/webp"),
    (rb"#!AMR-WB\n", "audio/amr-wb"),
    (rb"#!AMR\n", "audio/amr"),
    (rb"OggS.{24}(OpusHead|\x01vorbis|Speex   |\x7fFLAC)", "audio/ogg"),
    (rb"ID3[\x02-\x04]", "audio/mpeg"),
    (rb"\xff[\xf0\xf1\xf8\xf9][\x00-\x33\x40-\x73\x80-\xb3\xc0-\xf3]", "audio/aac"),
    (rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xef]", "audio/mpeg"),
    (rb"\x1a\x45\xdf\xa3.{0,60}webm", "video/webm"),
    (rb"%PDF-[12]\.", "application/pdf"),
)
"""Sound without a container is known by the first frame's sync word and what may follow it: AAC, MP3 of layer three."""
_BRANDS: Final = (
    (rb"avi[fs]", None),
    (rb"he[iv][cxms]", "image/heic"),
    (rb"M4[AB] ", "audio/mp4"),
    (rb"qt  ", "video/quicktime"),
    (rb"3g[p2].", "video/3gpp"),
    (rb"iso[2-9m]|mp4[12]|avc1|M4V.|MSNV", "video/mp4"),
)
"""Of ISO base media files: the first brand that says anything; `mif1` and `msf1` alone are HEIF."""
_NAMES: Final = {"image": "photo", "application": "pdf"}
_FOREIGN: Final = (
    (rb"(?i)\s*(?=<).*(<!doctype html|<html)", "html"),
    (rb"(?i)\s*(?=<).*<svg", "svg"),
    (rb"\s*<", "markup"),
    (rb"MZ|\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe", "program"),
    (rb"#!", "script"),
    (rb"PK|Rar!|7z\xbc\xaf|\x1f\x8b", "archive"),
)


def most_bytes(kind: MediaKind) -> int:
    """The largest file of its kind."""
    return limits.VIDEO_BYTES if kind is MediaKind.VIDEO else limits.MEDIA_BYTES


def is_shown(kind: MediaKind) -> bool:
    """Whether a browser may show it where it is: pixels and sound only, never a document."""
    return kind is not MediaKind.PDF


def content_type_of(head: bytes, kind: MediaKind) -> str | None:
    """The type of a file that begins so and was declared to be of a kind; None when it is not of that kind."""
    found = _type(head)
    if kind is MediaKind.AUDIO:
        found = _AUDIO_OF.get(found or "", found)
    belongs = {MediaKind.PHOTO: "image/", MediaKind.PDF: "application/pdf"}.get(kind, f"{kind}/")
    return found if found and found.startswith(belongs) else None


def name_of(head: bytes) -> str:
    """A word for what a file seems to be, to tell whoever sent it: a kind, `svg`, `html`, `program`, …, `unknown`."""
    if not head:
        return "empty"
    if found := _type(head):
        return _NAMES.get(found.split("/")[0], found.split("/")[0])
    return _first(_FOREIGN, head.removeprefix(codecs.BOM_UTF8)) or "unknown"


def _type(head: bytes) -> str | None:
    return _of_brands(head) if re.match(rb"\0\0..ftyp", head, re.DOTALL) else _first(_BEGINNINGS, head)


def _of_brands(head: bytes) -> str | None:
    """The type of an ISO base media file, by its own brand first, then by those that it says it is compatible with."""
    end = min(int.from_bytes(head[:4], "big"), len(head))
    for brand in (head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4))):
        for pattern, found in _BRANDS:
            if re.fullmatch(pattern, brand, re.DOTALL):
                return found
    return "image/heif" if head[8:12] in {b"mif1", b"msf1"} else None


def _first(table: Iterable[tuple[bytes, str]], head: bytes) -> str | None:
    return next((found for pattern, found in table if re.match(pattern, head, re.DOTALL)), None)
