"""Photos, sound, video and papers that people send: put in quarantine, checked by their content, then kept (SEC-04).

A kept file is named after its upload and nobody but `keep_media` writes there, so keeping again changes nothing. What
was refused is deleted. Whether somebody may send to a community, or see what is kept, is for the caller to decide.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from chalicelib.attachments import uploads
from chalicelib.attachments.files import UploadForm, files
from chalicelib.attachments.uploads import Upload
from chalicelib.core import limits
from chalicelib.core.errors import Invalid, NotFound, TooLarge
from chalicelib.core.media import EXTENSIONS, Media, MediaKind, content_type_of, is_shown, most_bytes, name_of
from chalicelib.core.scope import Scope

_PURPOSE: Final = "media"


class MediaTooLarge(TooLarge):
    """More bytes than a file of its kind may have."""

    code = "media_too_large"


class MediaRefused(Invalid):
    """By its content the file is not of the kind that it was said to be, or of none that is taken."""

    code = "media_refused"


class MediaMissing(NotFound):
    """The upload was begun, and its file never came; or it was refused, and must be sent again."""

    code = "media_missing"


def begin_media(
    scope: Scope, *, at: datetime, upload_id: str, community_id: str, kind: MediaKind, file_name: str, size: int
) -> UploadForm:
    """A form for one file of a kind, of `size` bytes; it lets nobody post more than the kind may have.

    Raises MediaTooLarge, UploadExists, TooMany.
    """
    most = most_bytes(kind)
    if size > most:
        raise MediaTooLarge(kind=kind, bytes=size, most_bytes=most)
    return uploads.begin(
        scope,
        at=at,
        upload_id=upload_id,
        community_id=community_id,
        purpose=_PURPOSE,
        file_name=file_name,
        size=size,
        most=most,
        kind=kind,
    )


def keep_media(scope: Scope, upload_id: str, *, community_id: str) -> Media:
    """Check the caller's own upload and keep it privately; the same upload gives the same media, however often.

    Only how the file begins is read. Raises NotFound for an upload that is not theirs, MediaMissing, MediaRefused.
    """
    upload = uploads.take(scope, upload_id, community_id=community_id, purpose=_PURPOSE)
    try:
        media = _kept(scope, upload)
    except NotFound:
        media = _keep(scope, upload)
    uploads.forget(scope, upload_id)
    return media


def media_link(scope: Scope, media: Media, *, at: datetime) -> str:
    """A link of ten minutes to a kept file, of the type that was found in it; a PDF is saved, the rest is shown."""
    name = f"{media.media_id}.{EXTENSIONS[media.content_type]}"
    until = at + timedelta(seconds=limits.MEDIA_LINK_SECONDS)
    return files().download_url(
        _key(scope, media.media_id), file_name=name, expires_at=until, shown=is_shown(media.kind)
    )


def _keep(scope: Scope, upload: Upload) -> Media:
    try:
        seen = files().look(upload.key, head_bytes=limits.MEDIA_HEAD_BYTES)
        content_type = _checked(scope, upload, seen.head)
        files().copy(upload.key, _key(scope, upload.upload_id), version=seen.version, content_type=content_type)
        return _kept(scope, upload)
    except NotFound:
        return _kept_by_another(scope, upload)


def _kept(scope: Scope, upload: Upload) -> Media:
    seen = files().look(_key(scope, upload.upload_id), head_bytes=1)
    return Media(upload.upload_id, MediaKind(upload.kind), seen.content_type, seen.size)


def _kept_by_another(scope: Scope, upload: Upload) -> Media:
    """There now, if another worker was quicker."""
    try:
        return _kept(scope, upload)
    except NotFound as error:
        raise MediaMissing() from error


def _checked(scope: Scope, upload: Upload, head: bytes) -> str:
    content_type = content_type_of(head, MediaKind(upload.kind))
    if content_type is None:
        uploads.forget(scope, upload.upload_id)
        raise MediaRefused(kind=upload.kind, found=name_of(head))
    return content_type


def _key(scope: Scope, media_id: str) -> str:
    return f"kept/{scope.org_id}/{media_id}"
