"""Phones and id numbers: which are real, and how they are shown. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_MOBILE: Final = re.compile(r"1[3-9]\d{9}")
_LANDLINE: Final = re.compile(r"0[1-9]\d{1,2}[2-9]\d{6,7}|[2-9]\d{6,7}|400\d{7}")
_COUNTRY: Final = re.compile(r"(?:\+|00)86(?=\d{10,})|86(?=1\d{10}$)")
_STAND_INS: Final = frozenset({"18999999999", "13800000000", "13800138000"})  # written where nobody knew the phone
_SHOWN: Final = 4
_SHORT: Final = 7


def is_mobile(phone: str) -> bool:
    """Whether a code can be sent to `phone`: eleven digits of a mainland mobile, and not a well-known stand-in."""
    return bool(_MOBILE.fullmatch(phone)) and phone not in _STAND_INS


def is_phone(phone: str) -> bool:
    """Whether somebody is reached there: what may be written into a file, and what no check doubts."""
    return phone.isascii() and (is_mobile(phone) or is_landline(phone))


def is_landline(phone: str) -> bool:
    """Whether somebody can be called there who has no mobile: with or without the area's digits, or a 400 number."""
    return phone.isascii() and bool(_LANDLINE.fullmatch(phone))


def plain_phone(text: str) -> str:
    """As it is kept and compared: plain digits, without blanks, hyphens and the country's own."""
    return _COUNTRY.sub("", re.sub(r"[\s()\-]", "", unicodedata.normalize("NFKC", text)), count=1)


def mask_phone(phone: str) -> str:
    """138****0006; of any other number the last four digits."""
    if _MOBILE.fullmatch(phone):
        return f"{phone[:3]}****{phone[-_SHOWN:]}"
    return f"****{phone[-_SHOWN:]}" if len(phone) >= _SHORT else "****"


def tail(phone_masked: str) -> str:
    """The last four digits of a masked phone; "" where the mask shows none."""
    shown = phone_masked[-_SHOWN:]
    return shown if shown.isdigit() else ""


def mask_id_number(id_number: str) -> str:
    """The first three and the last two: 632*************11."""
    if len(id_number) < _SHORT:
        return "*" * len(id_number)
    return id_number[:3] + "*" * (len(id_number) - 5) + id_number[-2:]
