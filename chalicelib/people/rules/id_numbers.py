"""Numbers of the papers by which people are known: which can be real. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

_SHAPE: Final = re.compile(r"[1-9]\d{16}[\dX]")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_CODE: Final = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_CODE_LETTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_OTHER_PAPER: Final = re.compile(r"(?=.*[A-Z])[A-Z0-9]{5,30}")


def plain_id_number(text: str) -> str:
    """As it is kept and compared: no blanks and hyphens, the last X a capital."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()


def is_number_of(number: str, kind: str) -> bool:
    """Whether a paper of such a party can have it: what may be written into a file, and what no check doubts."""
    return is_credit_code(number) if kind == "company" else is_id_number(number) or is_other_paper(number)


def is_id_number(text: str) -> bool:
    """Whether it can be a mainland resident's: eighteen places, a day of birth that was, the right check (GB 11643)."""
    if not (text.isascii() and _SHAPE.fullmatch(text)):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return _CHECKS[total % len(_CHECKS)] == text[-1] and _is_day(text[6:14])


def is_credit_code(text: str) -> bool:
    """Whether it can be an organisation's unified social credit code (GB 32100)."""
    if not _CODE.fullmatch(text):
        return False
    values = [_CODE_LETTERS.index(letter) for letter in text]
    total = sum(value * pow(3, n, 31) for n, value in enumerate(values[:-1]))
    return -total % 31 == values[-1]


def is_other_paper(text: str) -> bool:
    """Whether it can be a passport's or a permit's: letters and digits, never a resident's number written wrongly.

    Digits with an X at the end are meant as a resident's, whatever their count.
    """
    return bool(_OTHER_PAPER.fullmatch(text)) and not text[:-1].isdecimal()


def _is_day(text: str) -> bool:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])) >= date(1850, 1, 1)
    except ValueError:
        return False
