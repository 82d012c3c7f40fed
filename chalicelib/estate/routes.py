"""The estate's routes. Pages that join units with people or accounts are `people`'s and `unitfile`'s."""

from __future__ import annotations

from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows
from chalicelib.estate import service
from chalicelib.estate.schemas import (
    CommunityView,
    CreateCommunity,
    OnePersonView,
    OrganisationView,
    SetOnePerson,
    SetStaffTotp,
    StaffTotpView,
)

routes = Routes(__name__)


@routes.get("/communities", gives=Rows[CommunityView], may="communities.read", asks=Paged)
def list_communities(call: Call) -> Rows[CommunityView]:
    """The communities within reach."""
    found = service.list_communities(call.scope)
    return Rows(rows=[CommunityView(id=one.community_id, name=one.name) for one in found])


@routes.post("/communities", takes=CreateCommunity, gives=CommunityView, may="communities.write")
def create_community(call: Call) -> CommunityView:
    """Add a community."""
    body: CreateCommunity = call.body
    made = service.create_community(call.scope, call.cause, community_id=body.community_id, name=body.name)
    return CommunityView(id=made.community_id, name=body.name)


@routes.get("/organisation", gives=OrganisationView, may="organisation.read")
def get_organisation(call: Call) -> OrganisationView:
    """The caller's organisation and what it asks of its staff."""
    found = service.get_organisation(call.scope)
    return OrganisationView(id=found.org_id, name=found.name, staff_totp=found.staff_totp, one_person=found.one_person)


@routes.post("/organisation/staff-totp", takes=SetStaffTotp, gives=StaffTotpView, may="organisation.write")
def set_staff_totp(call: Call) -> StaffTotpView:
    """Ask the staff for a second factor from now on, or no longer."""
    done = service.set_staff_totp(call.scope, call.cause, on=call.body.on)
    return StaffTotpView(staff_totp=done.staff_totp)


@routes.post("/organisation/one-person", takes=SetOnePerson, gives=OnePersonView, may="organisation.write")
def set_one_person(call: Call) -> OnePersonView:
    """Let whoever asks for a change agree to it from now on, or no longer."""
    done = service.set_one_person(call.scope, call.cause, on=call.body.on)
    return OnePersonView(one_person=done.one_person)
