"""What may be written into a party's file, and how a new party is numbered. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, get_args

from chalicelib.core import limits
from chalicelib.core.errors import Conflict, Invalid, TooLarge
from chalicelib.estate.rules import Unit
from chalicelib.people.rules.id_numbers import is_number_of, plain_id_number
from chalicelib.people.rules.phones import is_phone, plain_phone

PartyKind = Literal["person", "company"]
KINDS: Final = frozenset(get_args(PartyKind))
_SECOND: Final = 2


class BadName(Invalid):
    """No name, one beyond belief, or one with signs that nobody can read."""

    code = "party_bad_name"


class BadNumber(Invalid):
    """The office's number for a party is empty, too long, or has signs that tell several numbers apart."""

    code = "party_bad_number"


class BadKind(Invalid):
    """Neither a person nor a company."""

    code = "party_bad_kind"


class BadPhone(Invalid):
    """Neither a mobile nor a landline, or a mobile that is written where nobody knew one."""

    code = "party_bad_phone"


class BadIdNumber(Invalid):
    """A resident's number whose check is wrong, or nothing that a paper would have."""

    code = "party_bad_id_number"


class NumberTaken(Conflict):
    """Another party has this number."""

    code = "party_number_taken"


class NothingChanged(Invalid):
    """What is asked is what is on file already."""

    code = "party_nothing_changed"


class TooManyUnits(TooLarge):
    """The party is tied to more units than one change reaches."""

    code = "party_too_many_units"


def checked_name(text: str) -> str:
    """The name as it is kept; raises BadName."""
    name = " ".join(text.split())
    if not name or len(name) > limits.NAME_CHARACTERS or not name.isprintable():
        raise BadName(most=limits.NAME_CHARACTERS)
    return name


def checked_number(text: str) -> str:
    """The office's number for a party as it is kept; raises BadNumber. A workbook lists several with #, commas."""
    number = text.strip()
    if not number or len(number) > limits.PARTY_NUMBER_CHARACTERS or re.search(r"[\s#,，、;；]", number):
        raise BadNumber(most=limits.PARTY_NUMBER_CHARACTERS)
    return number


def checked_kind(text: str) -> str:
    """The kind; raises BadKind."""
    if text not in KINDS:
        raise BadKind()
    return text


def checked_phone(text: str) -> str:
    """The phone as it is kept; raises BadPhone."""
    phone = plain_phone(text)
    if not is_phone(phone):
        raise BadPhone()
    return phone


def checked_id_number(text: str, kind: str) -> str:
    """The number of a person's paper, or a company's code, as it is kept; raises BadIdNumber."""
    number = plain_id_number(text)
    if not is_number_of(number, kind):
        raise BadIdNumber()
    return number


def numbers_for(unit: Unit) -> Iterator[str]:
    """The numbers that a new owner of a unit may get, in their order: the unit's own, and the how manyth they are.

    3-2-1201-2 is the second owner of unit 1201 in entrance 2 of building 3; the first came with the office's books.
    """
    place = "-".join(part for part in (unit.building, unit.entrance, unit.number) if part not in {"", "0"})
    place = re.sub(r"[\s#,，、;；]", "", place)[: limits.PARTY_NUMBER_CHARACTERS - 4]
    return (f"{place}-{n}" for n in range(_SECOND, limits.OWNERS_NUMBERED + _SECOND))
