"""Identifiers: ULIDs for new things, derived ids for things that a file names, tokens for secrets.

A ULID sorts by its time; a derived id is the same for the same name, so that a thing imported twice is one thing.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime
from typing import Final

from chalicelib.core.errors import Invalid

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS: Final = tuple(first + second for first in _ALPHABET for second in _ALPHABET)
_PACKED: Final = 16
_WRITTEN: Final = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


class NotAnId(Invalid):
    code = "not_an_id"


def _base32(number: int, length: int) -> str:
    pairs = []
    for _ in range((length + 1) // 2):
        number, rest = divmod(number, len(_PAIRS))
        pairs.append(_PAIRS[rest])
    return "".join(reversed(pairs))[-length:]


def ulid(at: datetime) -> str:
    """A new id, sortable by `at`."""
    return _base32(int(at.timestamp() * 1000), 10) + _base32(secrets.randbits(80), 16)


def derived(*names: str) -> str:
    """The id that these names always give: 125 bits of SHA-256, in the shape of a ULID."""
    digest = hashlib.sha256("\x1f".join(names).encode()).digest()
    return "0" + _base32(int.from_bytes(digest[:16]) >> 3, 25)


def derived_at(at: datetime, *names: str) -> str:
    """The id that these names always give, sorting by `at` among ULIDs."""
    return _base32(int(at.timestamp() * 1000), 10) + derived(*names)[-16:]


def checked(text: str) -> str:
    """`text` if it has the shape of an id; raises NotAnId."""
    if not _WRITTEN.fullmatch(text):
        raise NotAnId(value=text[:40])
    return text


def packed(text: str) -> bytes:
    """The 16 bytes of an id; raises NotAnId."""
    number = 0
    for letter in checked(text):
        number = number * len(_ALPHABET) + _ALPHABET.index(letter)
    return number.to_bytes(_PACKED, "big")


def unpacked(data: bytes) -> str:
    """The id of 16 bytes."""
    return _base32(int.from_bytes(data, "big"), 26)


def packed_together(*texts: str) -> bytes:
    """Several ids, 16 bytes each; raises NotAnId."""
    return b"".join(map(packed, texts))


def unpacked_each(data: bytes) -> tuple[str, ...]:
    """The reverse, of a multiple of 16 bytes."""
    return tuple(unpacked(data[n : n + _PACKED]) for n in range(0, len(data), _PACKED))


def token() -> str:
    """A secret that cannot be guessed: 256 bits, safe in a cookie or a link."""
    return secrets.token_urlsafe(32)
