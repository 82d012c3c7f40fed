"""The estate's routes. Pages that join units with people and accounts are `portfolio`'s."""

from __future__ import annotations

from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows
from chalicelib.estate import service
from chalicelib.estate.schemas import CommunityView, CreateCommunity

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
