"""A unit that is sold, as the desk asks for it and the supervisor agrees; and files that are corrected."""

from __future__ import annotations

from typing import Any, Final

from chalicelib.corrections.service.files import FILE
from chalicelib.corrections.service.owners import TRANSFER
from chalicelib.people.service import party_id_of
from tests.builders import corrections, payments
from tests.builders.office import Office
from tests.builders.payments import FIRST

NEW_PHONE: Final = "13711112222"
ID_NUMBER: Final = "11010519491231002X"
BUYER: Final = {"name": "业主丙", "kind": "person", "phone": NEW_PHONE, "id_number": ID_NUMBER}


def sale(
    office: Office, from_on: str | None = "2026-09-16", *, number: int = FIRST, to: Any = None, **more: Any
) -> dict[str, Any]:
    """The request by which a unit is a new owner's from a day, or whoever's `to` says; without a day only `more`."""
    place = {"community_id": office.community_id, "unit_id": payments.unit_of(office, number)}
    asked = {"from_on": from_on, "to": to or {"new": dict(BUYER)}} if from_on else {}
    return {**place, **asked, **more}


def sold(office: Office, from_on: str | None = "2026-09-16", **more: Any) -> str:
    """Asked for and agreed to; gives the approval's id."""
    return corrections.corrected_fact(office, TRANSFER, sale(office, from_on, **more), more.get("number", FIRST))


def buyer_of(office: Office, number: int = FIRST, nth: int = 2) -> str:
    """The new owner, by the number that they get."""
    return party_id_of(office.community_id, f"1-1-{number}-{nth}")


def change_of_file(office: Office, party_id: str, *, number: int = FIRST, **values: str) -> dict[str, Any]:
    """The request by which somebody's file says otherwise."""
    place = {"community_id": office.community_id, "unit_id": payments.unit_of(office, number)}
    return {**place, "party_id": party_id, **values}


def filed(office: Office, party_id: str, *, number: int = FIRST, **values: str) -> str:
    """Asked for and agreed to; gives the approval's id."""
    request = change_of_file(office, party_id, number=number, **values)
    return corrections.corrected_fact(office, FILE, request, number)
