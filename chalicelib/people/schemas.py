"""What the wire carries of people and sign-in."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from chalicelib.core import limits
from chalicelib.core.scope import Role
from chalicelib.edge.wire import Gives, Id, Name, Phone, Reason, Takes

SixDigits = Annotated[str, msgspec.Meta(pattern="^[0-9]{6}$", description="six digits")]
Places = Annotated[list[Id], msgspec.Meta(max_length=limits.PLACES_PER_GRANT)]
Grants = Annotated[list["GrantBody"], msgspec.Meta(max_length=limits.GRANTS_PER_STAFF)]


class AskCode(Takes):
    """Where a code is to be sent."""

    phone: Phone


class CodeAsked(Gives):
    """The same for every phone, known or not."""

    resend_after_seconds: int
    expires_in_seconds: int


class SignIn(Takes):
    """A phone and the code that it received."""

    phone: Phone
    code: SixDigits


class GiveTotp(Takes):
    """The authenticator's code of now."""

    totp_code: SixDigits


class SignInView(Gives):
    """How far sign-in came; to enrol a second factor, its otpauth URI and a picture of it."""

    state: Literal["signed_in", "totp_needed", "totp_enrol"]
    totp_uri: str | None = None
    totp_svg: str | None = None


class SwitchOrganisation(Takes):
    """Where to go on."""

    organisation_id: Id


class PersonView(Gives):
    """Who is signed in."""

    id: str
    name: str
    phone_masked: str


class NamedView(Gives):
    """A thing and what it is called."""

    id: str
    name: str


class SessionView(Gives):
    """What the page needs to know of who is signed in: faces to show, permissions, communities, today in Shanghai."""

    person: PersonView
    organisation: NamedView
    organisations: list[NamedView]
    faces: list[str]
    roles: list[str]
    may: list[str]
    communities: list[NamedView]
    today: str
    local: bool


class GrantBody(Takes):
    """A role and where it holds: everywhere, in some communities, or in some buildings of these."""

    role: Role
    communities: Places | None = None
    buildings: Places | None = None


class AddStaff(Takes):
    """A new member of staff; the id is the client's."""

    staff_id: Id
    name: Name
    phone: Phone
    grants: Grants


class ChangeGrants(Takes):
    """All that somebody is granted from now on."""

    grants: Grants


class EndStaff(Takes):
    """Why somebody leaves."""

    reason: Reason


class ResetFactor(Takes):
    """Why somebody's second factor is taken back."""

    reason: Reason


class GrantView(Gives):
    """A role and where it holds; null is everywhere."""

    role: str
    communities: list[str] | None
    buildings: list[str] | None


class StaffView(Gives):
    """A member of staff; `active` until they leave."""

    staff_id: str
    name: str
    phone_masked: str
    grants: list[GrantView]
    active: bool


class StaffChanged(Gives):
    """Who was added or changed."""

    staff_id: str


class DirectoryRow(Gives):
    """A unit and who belongs to it today."""

    unit_id: str
    number: str
    label: str
    building: str
    holders: list[str]
    phone_tails: list[str]


class SetUpLink(Gives):
    """The link can make an office."""

    valid: bool


class SetUp(Takes):
    """What an office begins with."""

    organisation_name: Name
    community_name: Name
    admin_name: Name
    admin_phone: Phone


class OwnPersonView(Gives):
    """What the office knows of a person, masked."""

    id: str
    name: str
    phone_masked: str | None
    id_number_masked: str | None


class OwnUnitView(Gives):
    """One of the person's units."""

    unit_id: str
    community_name: str
    label: str
    relation: str
    from_on: str | None
    area_m2: str | None


class FileView(Gives):
    """A person's own file."""

    person: OwnPersonView
    units: list[OwnUnitView]
    organisation_name: str
