"""Whom a phone stands for: staff, parties, or both, in which organisations. What a session means is decided here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from chalicelib.core import clock
from chalicelib.core.scope import Scope, system_scope
from chalicelib.db.staging import visible
from chalicelib.edge.sessions import Principal
from chalicelib.estate import service as estate
from chalicelib.people.rules.parties import Party, household_scopes
from chalicelib.people.rules.staff import Staff, staff_scopes
from chalicelib.people.store import parties as party_store
from chalicelib.people.store import staff as staff_store


@dataclass(frozen=True)
class Identity:
    """One person in one organisation: never empty."""

    org_id: str
    staff: tuple[Staff, ...]
    parties: tuple[Party, ...]


def identities(subject: str, today: date) -> list[Identity]:
    """Everyone whom this phone may act as on `today`; where they are staff comes first."""
    found: defaultdict[str, list[party_store.PhoneRow]] = defaultdict(list)
    for row in party_store.phones(subject):
        found[row.sk.partition("#")[0]].append(row)
    every_one = [_identity(org_id, rows, subject, today) for org_id, rows in sorted(found.items())]
    return sorted((one for one in every_one if one.staff or one.parties), key=lambda one: not one.staff)


def parties_of(org_id: str, subject: str, today: date) -> tuple[Party, ...]:
    """The parties of one organisation whom this phone may act as on `today`."""
    return next((one.parties for one in identities(subject, today) if one.org_id == org_id), ())


def principal(subject: str, org_id: str, as_staff: bool = True) -> Principal | None:
    """Who a session stands for in this organisation now; None when the phone means nobody there any more.

    A session begun by somebody who was no staff then stays a household's: it was given for longer, and without the
    second factor that an office may ask of its staff.
    """
    today = clock.business_date(clock.now())
    found = [one for one in identities(subject, today) if one.parties or (as_staff and one.staff)]
    here = next((one for one in found if one.org_id == org_id), None)
    if here is None:
        return None
    staff = here.staff if as_staff else ()
    first = (staff or here.parties)[0]
    return Principal(
        person_id=first.staff_id if isinstance(first, Staff) else first.party_id,
        subject=subject,
        name=first.name,
        phone_masked=first.phone_masked or "",
        organisation_id=org_id,
        organisations=tuple((one.org_id, estate.get_organisation(_asking(one.org_id)).name) for one in found),
        staff=staff_scopes(org_id, staff),
        household=household_scopes(org_id, here.parties, today),
    )


def _identity(org_id: str, rows: list[party_store.PhoneRow], subject: str, today: date) -> Identity:
    scope = _asking(org_id)
    whose = [row.sk.split("#") for row in visible(scope, rows)]
    parties = party_store.parties(scope, (one for _, kind, one in whose if kind == "P"))
    staff = staff_store.staff(scope, (one for _, kind, one in whose if kind == "S"))
    return Identity(
        org_id,
        tuple(one for one in staff if one.phone_index == subject),
        tuple(one for _, one in sorted(parties.items()) if one.phone_index == subject and one.roles_on(today)),
    )


def _asking(org_id: str) -> Scope:
    return system_scope(org_id, "sign-in")
