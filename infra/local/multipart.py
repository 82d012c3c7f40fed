"""Reads a multipart/form-data upload as it comes: small fields first, one file last. Bounded memory, no temporary file.

Pure: no network, no disk. What does not keep the order or the limits is refused as malformed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Final

from chalicelib.core.errors import Malformed

FIELDS: Final = 20
FIELD_BYTES: Final = 8_000
_HEAD_BYTES: Final = 4_000
_READ_BYTES: Final = 64 * 1024
_BOUNDARY: Final = re.compile(r'multipart/form-data\s*;.*?boundary="?([0-9A-Za-z\'()+_,./:=? -]{1,70})"?\s*$', re.I)
_NAME: Final = re.compile(rb'content-disposition:[^\r\n]*?[; ]name="([^"\r\n]*)"', re.I)


class NotAForm(Malformed):
    """The body is not a form with one file at its end."""

    code = "not_a_form"


class Form:
    """`fields` are read at once; `file()` gives the bytes of the last part once, piece by piece."""

    def __init__(self, content_type: str, body: IO[bytes]) -> None:
        found = _BOUNDARY.match(content_type)
        if found is None:
            raise NotAForm()
        self._stop = b"\r\n--" + found[1].strip().encode()
        self._body = body
        self._held = b"\r\n"
        self.fields: dict[str, str] = {}
        self._skip_to_part()
        while (name := self._head()) != "file":
            if len(self.fields) >= FIELDS:
                raise NotAForm()
            self.fields[name] = self._field()

    def file(self) -> Iterator[bytes]:
        """The file's bytes; raises NotAForm when the body ends before the file does."""
        return self._until_stop()

    def _more(self) -> bool:
        piece = self._body.read(_READ_BYTES)
        self._held += piece
        return bool(piece)

    def _skip_to_part(self) -> None:
        for _ in self._until_stop():
            raise NotAForm()

    def _until_stop(self) -> Iterator[bytes]:
        keep = len(self._stop) - 1
        while (at := self._held.find(self._stop)) < 0:
            if len(self._held) > keep:
                piece, self._held = self._held[:-keep], self._held[-keep:]
                yield piece
            if not self._more():
                raise NotAForm()
        piece, self._held = self._held[:at], self._held[at + len(self._stop) :]
        if piece:
            yield piece

    def _head(self) -> str:
        while (end := self._held.find(b"\r\n\r\n")) < 0:
            if len(self._held) > _HEAD_BYTES or not self._more():
                raise NotAForm()
        head, self._held = self._held[:end], self._held[end + 4 :]
        name = _NAME.search(head)
        if name is None or not head.startswith(b"\r\n"):
            raise NotAForm()
        return name[1].decode(errors="replace")

    def _field(self) -> str:
        value = b""
        for piece in self._until_stop():
            value += piece
            if len(value) > FIELD_BYTES:
                raise NotAForm()
        try:
            return value.decode()
        except UnicodeDecodeError as error:
            raise NotAForm() from error
