"""Files that people send with what they report (SEC-04). Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
