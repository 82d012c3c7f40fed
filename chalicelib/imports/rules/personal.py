"""Phones and id numbers as offices write them. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from chalicelib.imports.rules.cells import Unreadable, code
from chalicelib.imports.rules.plan import Cell

PLACEHOLDER_PHONE: Final = "18999999999"  # what the peer's form asks for where no phone is known
_PLACEHOLDER_ID: Final = re.compile(r"1{15}|1{18}|1{15}0{3}|0{15}|0{18}|0")
_PHONE: Final = re.compile(r"1[3-9]\d{9}")
_COUNTRY: Final = re.compile(r"^(\+?0{0,2}86)(?=1\d{10}$)")
_ID: Final = re.compile(r"\d{17}[\dX]")
_OLD_ID: Final = re.compile(r"\d{15}")
_OTHER_PAPER: Final = re.compile(r"[A-Z0-9]{5,30}")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"


def phone(cell: Cell) -> str | None:
    """A mainland mobile number, eleven digits; None for a blank. Raises Unreadable: placeholder, not_a_phone."""
    written = re.sub(r"[\s()\-]", "", code(cell))
    if not written:
        return None
    written = _COUNTRY.sub("", written)
    if written == PLACEHOLDER_PHONE:
        raise Unreadable("placeholder")
    if not _PHONE.fullmatch(written):
        raise Unreadable("not_a_phone")
    return written


def id_number(cell: Cell) -> tuple[str | None, str | None]:
    """The number of a person's paper, and what is doubtful about it (None when nothing is).

    Doubts: checksum (GB 11643), old (fifteen digits), other (a passport or the like), lost_digits (typed as a number,
    so that Excel kept fifteen digits: not kept), not_an_id (not kept). Eighteen ones mean "none".
    """
    written = re.sub(r"[\s\-]", "", code(cell)).upper()
    if not written or _PLACEHOLDER_ID.fullmatch(written):
        return None, None
    if isinstance(cell, Decimal):
        return None, "lost_digits"
    if _ID.fullmatch(written):
        total = sum(int(digit) * weight for digit, weight in zip(written, _WEIGHTS, strict=False))
        return written, None if _CHECKS[total % 11] == written[17] else "checksum"
    if _OLD_ID.fullmatch(written):
        return written, "old"
    return (written, "other") if _OTHER_PAPER.fullmatch(written) else (None, "not_an_id")
