"""Whom a phone stands for: staff, parties, or both, in which organisations. What a session means is decided here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from chalicelib.core import clock, limits
from chalicelib.core.scope import Scope, system_scope
from chalicelib.db.staging import visible
from chalicelib.edge.sessions import Principal
from chalicelib.estate import service as estate
from chalicelib.people.rules.codes import Standing
from chalicelib.people.rules.parties import Holder, household_scopes
from chalicelib.people.rules.staff import Staff, staff_scopes
from chalicelib.people.store import parties as party_store
from chalicelib.people.store import staff as staff_store


@dataclass(frozen=True)
class Identity:
    """One person in one organisation: never empty."""

    org_id: str
    staff: tuple[Staff, ...]
    holders: tuple[Holder, ...]


def identities(subject: str, today: date) -> list[Identity]:
    """Everyone whom this phone may act as on `today`; where they are staff comes first."""
    found: defaultdict[str, list[party_store.PhoneRow]] = defaultdict(list)
    for row in party_store.phones(subject):
        found[row.org_id].append(row)
    every_one = [_identity(org_id, rows, subject, today) for org_id, rows in sorted(found.items())]
    return sorted((one for one in every_one if one.staff or one.holders), key=lambda one: not one.staff)


def standing(subject: str, today: date) -> Standing | None:
    """How somebody of this phone signs in on `today`; None when it means nobody."""
    found = identities(subject, today)
    if not found:
        return None
    as_staff = [one for one in found if one.staff]
    needs_factor = any(estate.get_organisation(_asking(one.org_id)).staff_totp for one in as_staff)
    return Standing(found[0].org_id, bool(as_staff), needs_factor)


def holders_like(scope: Scope, one: Holder, today: date) -> tuple[Holder, ...]:
    """The parties of the organisation whom the phone of `one` may act as on `today`, `one` among them."""
    subject = one.party.phone_index
    if subject is None:
        return ()
    return _holders(scope, party_store.party_phones(scope, subject), subject, today, known=one)


def principal(subject: str, org_id: str, as_staff: bool = True, with_factor: bool = False) -> Principal | None:
    """Who a session stands for in this organisation now; None when the phone means nobody there any more.

    A session begun by somebody who was no staff then stays a household's: it was given for longer, and without the
    second factor that an office may ask of its staff. So does one begun without that factor, from the moment on that
    the organisation asks for it: where somebody is nothing but staff, it is over.
    """
    today = clock.business_date(clock.now())
    found = []
    for one in identities(subject, today):
        organisation = estate.get_organisation(_asking(one.org_id))
        staff = one.staff if as_staff and (with_factor or not organisation.staff_totp) else ()
        if staff or one.holders:
            found.append((organisation, replace(one, staff=staff)))
    here = next((one for _, one in found if one.org_id == org_id), None)
    if here is None:
        return None
    first = here.staff[0] if here.staff else here.holders[0].party
    return Principal(
        person_id=first.staff_id if isinstance(first, Staff) else first.party_id,
        subject=subject,
        name=first.name,
        phone_masked=first.phone_masked or "",
        organisation_id=org_id,
        organisations=tuple((organisation.org_id, organisation.name) for organisation, _ in found),
        staff=staff_scopes(org_id, here.staff),
        household=household_scopes(org_id, here.holders, today),
    )


def _identity(org_id: str, rows: list[party_store.PhoneRow], subject: str, today: date) -> Identity:
    scope = _asking(org_id)
    shown = visible(scope, rows)
    staff = staff_store.staff(scope, [row.owner_id for row in shown if row.is_staff])
    return Identity(
        org_id,
        tuple(one for one in staff if one.phone_index == subject and one.is_active),
        _holders(scope, shown, subject, today),
    )


def _holders(
    scope: Scope, rows: list[party_store.PhoneRow], subject: str, today: date, known: Holder | None = None
) -> tuple[Holder, ...]:
    """One request for each party of the phone but the one `known`: somebody has one or two.

    A phone by which more people hold something today than a family has is nobody's own (the office's, written down for
    those whose phone is not known): nobody signs in by it. A landlord on the lists of many communities is one of them.
    """
    own = {known.party.party_id: known} if known else {}
    found: list[Holder] = []
    people: set[tuple[str, str | None]] = set()
    for party_id in sorted({*own, *(row.owner_id for row in rows if not row.is_staff)}):
        holder = own.get(party_id) or party_store.holder(scope, party_id)
        if holder is None or holder.party.phone_index != subject or not holder.held_on(today):
            continue
        found.append(holder)
        people.add((holder.party.name, holder.party.id_number_index))
        if len(people) > limits.PARTIES_PER_PHONE:
            return ()
    return tuple(found)


def _asking(org_id: str) -> Scope:
    return system_scope(org_id, "sign-in")
