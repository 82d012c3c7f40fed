"""Words shared by every schema on the wire: strict structs, ids, pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Generic, TypeVar

import msgspec

from chalicelib.core import limits
from chalicelib.core.errors import Malformed

T = TypeVar("T")

Id = Annotated[
    str, msgspec.Meta(max_length=26, pattern="^[0-7][0-9A-HJKMNP-TV-Z]{25}$", description="26 letters, ULID-shaped")
]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=limits.NAME_CHARACTERS, pattern=r"\S")]
Reason = Annotated[str, msgspec.Meta(min_length=2, max_length=300, pattern=r"\S")]
Phone = Annotated[
    str, msgspec.Meta(max_length=11, pattern="^1[3-9][0-9]{9}$", description="mainland mobile, 11 digits")
]
Instant = Annotated[datetime, msgspec.Meta(tz=True)]
PeriodText = Annotated[
    str, msgspec.Meta(max_length=7, pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$", description="a month, 2026-10")
]


class Takes(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The base of what a request carries: an unknown field is refused."""


class Gives(msgspec.Struct, kw_only=True):
    """The base of what a response carries."""


class Nothing(Takes):
    """An empty body."""


class Paged(Takes):
    """The query of a listing: where to go on."""

    cursor: Annotated[str, msgspec.Meta(max_length=2000)] | None = None


class Rows(Gives, Generic[T]):
    """A page of a listing."""

    rows: list[T]
    next: str | None = None


class Done(Gives):
    """It is done; nothing more to say."""

    done: bool = True


def utc(at: datetime) -> datetime:
    """An instant as we keep it; raises Malformed for one that no calendar has there (the end of 9999, west of us)."""
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise Malformed() from error
