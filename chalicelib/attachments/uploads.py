"""Uploads: a person asks for a form, the browser posts the file to the store, a verb later takes it up by its id.

An upload is bookkeeping. Whoever takes it up deletes its file once it is copied (`forget`); a file that nobody takes up
stays where it is. How many uploads a person begins in an hour is limited.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.attachments.files import UploadForm, files
from chalicelib.core import clock, limits
from chalicelib.core.errors import Conflict, NotFound, TooLarge, TooMany
from chalicelib.core.scope import Scope
from chalicelib.db.bookkeeping import Lost, bookkeeping
from chalicelib.db.reads import get
from chalicelib.db.rows import SCHEMA, Instant, Row, table_name

_HOUR: Final = 3_600


class UploadTooLarge(TooLarge):
    code = "upload_too_large"


class UploadExists(Conflict):
    code = "upload_exists"


class UploadTable(Row):
    """The attachments table."""

    class Meta:
        table_name = table_name("attachments")


class UploadRow(UploadTable):
    """Who may use which file for what."""

    community_id = UnicodeAttribute()
    purpose = UnicodeAttribute()
    file_name = UnicodeAttribute()
    size = NumberAttribute()
    actor_id = UnicodeAttribute()
    begun_at = Instant()
    kind = UnicodeAttribute(null=True)


class UploadsOfHourRow(UploadTable):
    """How many uploads a person has begun within an hour."""

    n = NumberAttribute()


@dataclass(frozen=True)
class Upload:
    """A file that a person has put, or is about to put, for one purpose in one community."""

    upload_id: str
    community_id: str
    file_name: str
    key: str
    kind: str = ""


def begin(
    scope: Scope,
    *,
    at: datetime,
    upload_id: str,
    community_id: str,
    purpose: str,
    file_name: str,
    size: int,
    most: int,
    kind: str = "",
) -> UploadForm:
    """A form for one file; the same person asking again for the same upload gets another form for it.

    `size` and `most` in bytes; `kind` is what the file is said to be, for whoever takes it up to check.
    Raises UploadTooLarge, UploadExists, TooMany.
    """
    if size > most:
        raise UploadTooLarge(bytes=size, most_bytes=most)
    row = UploadRow(
        *_key(scope, upload_id),
        community_id=community_id,
        purpose=purpose,
        file_name=file_name,
        size=size,
        actor_id=scope.actor_id,
        begun_at=at,
        kind=kind or None,
    )
    if get(UploadRow, row.pk, row.sk) is None:
        _spend(scope, at)
    _note(row)
    expires_at = at + timedelta(seconds=limits.UPLOAD_SECONDS)
    return files().upload_form(
        _file_key(scope, upload_id), content_type="application/octet-stream", most_bytes=most, expires_at=expires_at
    )


def take(scope: Scope, upload_id: str, *, community_id: str, purpose: str) -> Upload:
    """The caller's own upload for this purpose; raises NotFound."""
    row = get(UploadRow, *_key(scope, upload_id))
    if row is None or (row.community_id, row.purpose) != (community_id, purpose) or row.actor_id != scope.actor_id:
        raise NotFound()
    return Upload(upload_id, community_id, row.file_name, _file_key(scope, upload_id), row.kind or "")


def forget(scope: Scope, upload_id: str) -> None:
    """Delete the upload's file, if there is one: whoever needs it has a copy."""
    files().delete(_file_key(scope, upload_id))


def _note(row: UploadRow) -> None:
    try:
        bookkeeping("uploads").put(row)
    except Lost as lost:
        stood = get(UploadRow, row.pk, row.sk)
        if stood is None or _meant(stood) != _meant(row):
            raise UploadExists() from lost


def _meant(row: UploadRow) -> tuple[str, str, str, str | None]:
    return row.actor_id, row.purpose, row.community_id, row.kind


def _spend(scope: Scope, at: datetime) -> None:
    row = UploadsOfHourRow(f"{scope.org_id}#UPLOADS#{scope.actor_id}", clock.instant(at)[:13])
    left = UploadsOfHourRow.n.does_not_exist() | (UploadsOfHourRow.n < limits.UPLOADS_PER_ACTOR_HOUR)
    try:
        bookkeeping("uploads").update(row, [UploadsOfHourRow.n.add(1), UploadsOfHourRow.v.set(SCHEMA)], left)
    except Lost as lost:
        raise TooMany(retry_after_seconds=_HOUR - at.minute * 60 - at.second) from lost


def _key(scope: Scope, upload_id: str) -> tuple[str, str]:
    return f"{scope.org_id}#UPLOAD#{upload_id}", "UPLOAD"


def _file_key(scope: Scope, upload_id: str) -> str:
    return f"uploads/{scope.org_id}/{upload_id}"
