"""What a provider carries back for us: which order it is, and its bills while they fit, so that one read finds all.

At most 127 characters. It is not trusted: the order's own row says what is paid; a wrong hint only costs a read.
Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from chalicelib.core import ids
from chalicelib.core.errors import Invalid
from chalicelib.core.period import Period

_ID_BYTES: Final = 16
_BILL_BYTES: Final = 2 + _ID_BYTES
_BILLS: Final = 2
_MONTHS: Final = 12


class BadReference(Invalid):
    """Not something that we gave to a provider."""

    code = "bad_reference"


@dataclass(frozen=True)
class Reference:
    """An order's place; `bills` are (period, item) pairs, as many of its first as fit."""

    org_id: str
    unit_id: str
    order_id: str
    bills: tuple[tuple[str, str], ...] = ()


def written(org_id: str, unit_id: str, order_id: str, bills: Iterable[tuple[str, str]]) -> str:
    """The text for the provider: letters, digits, - and _."""
    packed = ids.packed_together(org_id, unit_id, order_id)
    for period, item_id in list(bills)[:_BILLS]:
        month = Period.parse(period)
        packed += (month.year * _MONTHS + month.month - 1).to_bytes(2) + ids.packed(item_id)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read(text: str) -> Reference:
    """The reverse; raises BadReference."""
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadReference() from error
    place, hints = packed[: 3 * _ID_BYTES], packed[3 * _ID_BYTES :]
    if len(place) < 3 * _ID_BYTES or len(hints) % _BILL_BYTES or len(hints) > _BILLS * _BILL_BYTES:
        raise BadReference()
    org_id, unit_id, order_id = ids.unpacked_each(place)
    bills = tuple(_bill(hints[n : n + _BILL_BYTES]) for n in range(0, len(hints), _BILL_BYTES))
    return Reference(org_id, unit_id, order_id, bills)


def _bill(packed: bytes) -> tuple[str, str]:
    year, month = divmod(int.from_bytes(packed[:2]), _MONTHS)
    return str(Period(year, month + 1)), ids.unpacked(packed[2:])
