"""Checks of the people on file: their phone, their id number, whether two of them are one.

Pure: no clock, no database, no HTTP. Bare numbers come in to be looked at; what goes out is masked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chalicelib.core import ids
from chalicelib.people.rules.id_numbers import is_number_of, plain_id_number
from chalicelib.people.rules.opened import Opened
from chalicelib.people.rules.phones import is_phone, mask_id_number, mask_phone, plain_phone
from chalicelib.quality.rules.found import About, Check, Found


@dataclass(frozen=True)
class Person:
    """What a check remembers of somebody until all have been seen: the first unit that led to them, what was found.

    `same` are fingerprints that two files of one person share; nothing can be read from them.
    """

    party_id: str
    unit_id: str
    same: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()


def person_of(one: Opened, *, unit_id: str, pays: bool) -> Person:
    """What is wrong with somebody's own file, and how a second file of theirs is known."""
    checks = (missing_phone(one, pays=pays), bad_phone(one), bad_id_number(one))
    return Person(one.party.party_id, unit_id, fingerprints(one), tuple(found for found in checks if found))


def missing_phone(one: Opened, *, pays: bool) -> Found | None:
    """Who pays cannot be told of a bill, and cannot sign in."""
    return _found(Check.MISSING_PHONE, one) if pays and not one.phone else None


def bad_phone(one: Opened) -> Found | None:
    """A number that no file takes: neither a mobile nor a landline, or one that is written where nobody knows any."""
    if not one.phone or is_phone(plain_phone(one.phone)):
        return None
    return _found(Check.BAD_PHONE, one, phone_masked=mask_phone(one.phone))


def bad_id_number(one: Opened) -> Found | None:
    """A number that no file takes: a resident's with a wrong day or check, one of fifteen places, or no number.

    Passports and permits have letters and are not judged; a company's code has a check of its own.
    """
    if not one.id_number:
        return None
    number = plain_id_number(one.id_number)
    is_right = is_number_of(number, one.party.kind)
    return None if is_right else _found(Check.BAD_ID_NUMBER, one, id_number_masked=mask_id_number(number))


def fingerprints(one: Opened) -> tuple[str, ...]:
    """By which two files are one person's: the id number; the name together with the phone."""
    party, same = one.party, []
    if party.id_number_index:
        same.append(ids.derived("id number", party.id_number_index))
    if party.phone_index:
        same.append(ids.derived("name and phone", party.name, party.phone_index))
    return tuple(same)


def merged(people: Iterable[Person]) -> list[Person]:
    """Everybody once, by id, with what was found anywhere; the first unit leads to them."""
    by_id: dict[str, Person] = {}
    for one in people:
        known = by_id.get(one.party_id, one)
        found = {each.check: each for each in (*known.found, *one.found)}
        by_id[one.party_id] = Person(one.party_id, known.unit_id, known.same, tuple(found.values()))
    return [by_id[party_id] for party_id in sorted(by_id)]


def duplicates(people: Sequence[Person]) -> dict[str, Found]:
    """By party, that other files are the same person's."""
    sharing: defaultdict[str, set[str]] = defaultdict(set)
    for one in people:
        for fingerprint in one.same:
            sharing[fingerprint].add(one.party_id)
    found = {}
    for one in people:
        others = set().union(*(sharing[fingerprint] for fingerprint in one.same)) - {one.party_id}
        if others:
            facts = {"party_ids": sorted(others)}
            found[one.party_id] = Found(Check.DUPLICATE_PARTY, About.PARTY, one.party_id, facts)
    return found


def _found(check: Check, one: Opened, **facts: str) -> Found:
    return Found(check, About.PARTY, one.party.party_id, facts)
