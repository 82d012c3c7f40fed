"""The workbook's bytes: uploaded, put aside where no upload form reaches, deleted once the import is over (SEC-01).

They hold every phone and id number in clear, so they are kept no longer than the import needs them. Every step can be
done again: whoever dies between two of them leaves the rest to the next delivery.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from chalicelib.attachments import uploads
from chalicelib.attachments.files import files
from chalicelib.core import limits
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.imports.rules.runs import Import

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileMissing(NotFound):
    """The upload was begun, and its file never came; or the file that was put aside is gone."""

    code = "file_missing"


def put_aside(scope: Scope, one: Import) -> Import:
    """The import with its file put aside and the upload deleted: what was previewed is what will be written.

    Raises FileMissing when nobody has posted the file.
    """
    aside = replace(one, file_key=_key(scope, one))
    try:
        load(aside)
    except FileMissing:
        try:
            files().put(aside.file_key, load(one), content_type=XLSX)
        except FileMissing:
            load(aside)  # there now if another worker was quicker
    uploads.forget(scope, one.upload_id)
    return aside


def load(one: Import) -> bytes:
    """The bytes of the import's file; raises FileMissing."""
    try:
        return files().get(one.file_key, most_bytes=limits.WORKBOOK_BYTES)
    except NotFound as error:
        raise FileMissing(file_name=one.file_name) from error


def forget(scope: Scope, one: Import) -> None:
    """Delete what is left of the file of an import that is over."""
    uploads.forget(scope, one.upload_id)
    files().delete(_key(scope, one))


def _key(scope: Scope, one: Import) -> str:
    return f"imports/{scope.org_id}/{one.community_id}/{one.import_id}"
