"""Files on a ticket: checked by their content, then seen by whoever sees the step they stand on (SEC-04)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from chalicelib.attachments.files import UploadForm
from chalicelib.attachments.media import begin_media, keep_media, media_link
from chalicelib.core.media import Media, MediaKind
from chalicelib.core.scope import Scope
from chalicelib.estate import service as estate
from chalicelib.tickets.service import reading


def begin(
    scope: Scope, community_id: str, *, at: datetime, upload_id: str, kind: MediaKind, file_name: str, size: int
) -> UploadForm:
    """A form for one file of somebody within the community. Raises MediaTooLarge, UploadExists, TooMany."""
    return begin_media(
        scope, at=at, upload_id=upload_id, community_id=community_id, kind=kind, file_name=file_name, size=size
    )


def keep(scope: Scope, community_id: str, upload_ids: Iterable[str]) -> tuple[Media, ...]:
    """The caller's own files, checked and kept; again, the same. Raises MediaRefused for what is not what it says."""
    return tuple(keep_media(scope, upload_id, community_id=community_id) for upload_id in upload_ids)


def keep_for_unit(scope: Scope, unit_id: str, upload_ids: list[str]) -> tuple[Media, ...]:
    """The same, sent with a report about a unit; reads nothing where there are none."""
    return keep(scope, estate.get_unit(scope, unit_id).community_id, upload_ids) if upload_ids else ()


def link(scope: Scope, ticket_id: str, media_id: str, *, at: datetime, community_id: str | None = None) -> str:
    """A link of some minutes to a file on a ticket that the caller may see; raises NotFound."""
    reading.get_ticket(scope, ticket_id, community_id=community_id)
    return media_link(scope, reading.file_of(scope, ticket_id, media_id), at=at)
