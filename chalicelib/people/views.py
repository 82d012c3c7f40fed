"""How people and sessions look on the wire: entities → schemas."""

from __future__ import annotations

import io
from datetime import datetime

from chalicelib.config import settings
from chalicelib.core import clock
from chalicelib.edge.sessions import Principal
from chalicelib.estate import service as estate
from chalicelib.people import schemas
from chalicelib.people.rules.staff import Grant, Staff
from chalicelib.people.service.directory import Listed
from chalicelib.people.service.parties import OwnFile
from chalicelib.people.service.sign_in import SignedIn


def sign_in_view(done: SignedIn) -> schemas.SignInView:
    """How far sign-in came; nothing of the token, which only the cookie carries."""
    svg = _picture(done.totp_uri) if done.totp_uri else None
    return schemas.SignInView(state=done.state, totp_uri=done.totp_uri, totp_svg=svg)


def session_view(who: Principal, *, at: datetime) -> schemas.SessionView:
    """Who is signed in, and the communities that they see as staff or live in."""
    names = dict(who.organisations)
    asked = [who.scope_for(permission) for permission in ("communities.read", "tickets.read", "own.read")]
    communities = {one.community_id: one.name for scope in asked if scope for one in estate.list_communities(scope)}
    return schemas.SessionView(
        person=schemas.PersonView(id=who.person_id, name=who.name, phone_masked=who.phone_masked),
        organisation=schemas.NamedView(id=who.organisation_id, name=names[who.organisation_id]),
        organisations=[schemas.NamedView(id=org_id, name=name) for org_id, name in who.organisations],
        faces=who.faces,
        roles=sorted(who.roles),
        may=who.permissions,
        communities=[schemas.NamedView(id=one, name=name) for one, name in communities.items()],
        today=clock.business_date(at).isoformat(),
        local=settings().is_local,
    )


def file_view(own: OwnFile) -> schemas.FileView:
    """A person's own file."""
    party = own.party
    return schemas.FileView(
        person=schemas.OwnPersonView(
            id=party.party_id,
            name=party.name,
            phone_masked=party.phone_masked,
            id_number_masked=own.id_number_masked,
        ),
        units=[
            schemas.OwnUnitView(
                unit_id=one.unit.unit_id,
                community_name=one.community_name,
                label=one.unit.label,
                relation=one.tenure.relation,
                from_on=one.tenure.from_on.isoformat() if one.tenure.from_on else None,
                area_m2=str(one.area_m2) if one.area_m2 is not None else None,
            )
            for one in own.units
        ],
        organisation_name=own.organisation_name,
    )


def grants(bodies: list[schemas.GrantBody]) -> list[Grant]:
    """What is to be granted, as the rules know it; a place named twice counts once."""
    return [Grant(one.role, _places(one.communities), _places(one.buildings)) for one in bodies]


def staff_view(one: Staff) -> schemas.StaffView:
    """A member of staff, the phone masked."""
    return schemas.StaffView(
        staff_id=one.staff_id,
        name=one.name,
        phone_masked=one.phone_masked,
        grants=[
            schemas.GrantView(
                role=grant.role,
                communities=None if grant.communities is None else list(grant.communities),
                buildings=None if grant.buildings is None else list(grant.buildings),
            )
            for grant in one.grants
        ],
        active=one.is_active,
    )


def directory_row(one: Listed) -> schemas.DirectoryRow:
    """A unit with the names and phone tails that it is found by."""
    unit = one.unit
    return schemas.DirectoryRow(
        unit_id=unit.unit_id,
        number=unit.number,
        label=unit.label,
        building=unit.building,
        holders=one.names,
        phone_tails=one.phone_tails,
    )


def _places(listed: list[str] | None) -> tuple[str, ...] | None:
    return None if listed is None else tuple(dict.fromkeys(listed))


def _picture(uri: str) -> str:
    import segno

    svg = io.BytesIO()
    segno.make(uri, error="m").save(svg, kind="svg", scale=4, border=4, xmldecl=False, svgclass=None, lineclass=None)
    return svg.getvalue().decode().strip()
