"""Where files lie: S3 in AWS; the local runner and tests put another adapter in. Keys are ours, never a user's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from chalicelib.config import settings
from chalicelib.core import clock
from chalicelib.core.errors import NotFound


@dataclass(frozen=True)
class UploadForm:
    """Where a browser posts one file: multipart/form-data, `fields` first, `file` last."""

    url: str
    fields: dict[str, str]


@dataclass(frozen=True)
class Seen:
    """How a file begins, its type, its size in bytes, and which it is of all that were ever put at its key."""

    head: bytes
    content_type: str
    size: int
    version: str


class Files(Protocol):
    """A store of private files by key."""

    def upload_form(self, key: str, *, content_type: str, most_bytes: int, expires_at: datetime) -> UploadForm:
        """A form that lets its holder put one file of at most `most_bytes` at `key`."""

    def download_url(self, key: str, *, file_name: str, expires_at: datetime, shown: bool = False) -> str:
        """A link that lets its holder fetch the file: to be kept, or `shown` where they are (a PDF in a tab)."""

    def get(self, key: str, *, most_bytes: int) -> bytes:
        """The file; raises NotFound when there is none, or it is larger than `most_bytes`."""

    def look(self, key: str, *, head_bytes: int) -> Seen:
        """How the file begins, without reading the rest; raises NotFound."""

    def copy(self, key: str, to: str, *, version: str, content_type: str) -> None:
        """Keep the file that was seen at `key` also at `to`, as another type; NotFound when another is there by now."""

    def put(self, key: str, data: bytes, *, content_type: str) -> None:
        """Keep a file that we made ourselves."""

    def delete(self, key: str) -> None:
        """Remove a file, if there is one."""


_NOT_THERE: Final = frozenset({"NoSuchKey", "AccessDenied", "403", "404"})
"""S3 tells whoever may not list a bucket that a missing key is forbidden."""

_CHANGED: Final = frozenset({"PreconditionFailed", "412"})
_NO_BYTE: Final = frozenset({"InvalidRange", "416"})


class _S3:
    """Amazon S3, one private bucket, by the name of its region: from the global one a browser would be sent on, which
    the page's rules forbid.
    """

    def __init__(self) -> None:
        import boto3
        from botocore.config import Config

        region = settings().region
        suffix = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
        config = Config(signature_version="s3v4", s3={"addressing_style": "virtual"})
        self._client = boto3.client(
            "s3", region_name=region, endpoint_url=f"https://s3.{region}.{suffix}", config=config
        )
        self._bucket = settings().files_bucket

    def upload_form(self, key: str, *, content_type: str, most_bytes: int, expires_at: datetime) -> UploadForm:
        form = self._client.generate_presigned_post(
            self._bucket,
            key,
            Fields={"Content-Type": content_type},
            Conditions=[{"Content-Type": content_type}, ["content-length-range", 1, most_bytes]],
            ExpiresIn=_seconds_until(expires_at),
        )
        return UploadForm(form["url"], form["fields"])

    def download_url(self, key: str, *, file_name: str, expires_at: datetime, shown: bool = False) -> str:
        named = {"ResponseContentDisposition": f'{"inline" if shown else "attachment"}; filename="{file_name}"'}
        asked = {"Bucket": self._bucket, "Key": key, **named}
        return str(self._client.generate_presigned_url("get_object", asked, ExpiresIn=_seconds_until(expires_at)))

    def get(self, key: str, *, most_bytes: int) -> bytes:
        with self._missing(_NOT_THERE):
            found = self._client.get_object(Bucket=self._bucket, Key=key)
        if found["ContentLength"] > most_bytes:
            raise NotFound()
        return bytes(found["Body"].read())

    def look(self, key: str, *, head_bytes: int) -> Seen:
        with self._missing(_NOT_THERE):
            whole = self._client.head_object(Bucket=self._bucket, Key=key)
        size, version = int(whole["ContentLength"]), str(whole["ETag"])
        if not size:
            return Seen(b"", str(whole["ContentType"]), 0, version)
        with self._missing(_NOT_THERE | _CHANGED | _NO_BYTE):
            part = self._client.get_object(
                Bucket=self._bucket, Key=key, Range=f"bytes=0-{head_bytes - 1}", IfMatch=version
            )
        return Seen(bytes(part["Body"].read()), str(whole["ContentType"]), size, version)

    def copy(self, key: str, to: str, *, version: str, content_type: str) -> None:
        with self._missing(_NOT_THERE | _CHANGED):
            self._client.copy_object(
                Bucket=self._bucket,
                Key=to,
                CopySource={"Bucket": self._bucket, "Key": key},
                CopySourceIfMatch=version,
                MetadataDirective="REPLACE",
                ContentType=content_type,
            )

    def put(self, key: str, data: bytes, *, content_type: str) -> None:
        self._client.put_object(Bucket=self._bucket, Key=key, Body=data, ContentType=content_type)

    def delete(self, key: str) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=key)

    @contextmanager
    def _missing(self, codes: frozenset[str]) -> Iterator[None]:
        """These answers of S3 mean that there is no such file."""
        try:
            yield
        except self._client.exceptions.ClientError as error:
            if error.response["Error"]["Code"] in codes:
                raise NotFound() from error
            raise


def _seconds_until(at: datetime) -> int:
    return max(1, int((at - clock.now()).total_seconds()))


_files: Files | None = None


def use(files: Files | None) -> None:
    """Keep files in `files` from now on; None goes back to S3."""
    global _files
    _files = files


def files() -> Files:
    """The store in use."""
    global _files
    if _files is None:
        _files = _S3()
    return _files
