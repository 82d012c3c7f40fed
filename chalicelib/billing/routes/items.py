"""The fee items of a community and what they cost when (BIL-03)."""

from __future__ import annotations

from chalicelib.billing.schemas.items import PricedItem, priced_item
from chalicelib.billing.service import items
from chalicelib.core import clock
from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Rows
from chalicelib.estate import service as estate
from chalicelib.estate.schemas import actors_of
from chalicelib.people import service as people

routes = Routes(__name__)


@routes.get("/communities/{community_id}/prices", gives=Rows[PricedItem], may="communities.read", fresh=True)
def list_prices(call: Call, community_id: str) -> Rows[PricedItem]:
    """Every fee item of the community, in the order of their numbers, with its prices over time."""
    estate.get_community(call.scope, community_id)
    found = items.list_items(call.scope, community_id)
    names = people.actor_names(call.scope, actors_of(fact for item in found.values() for fact in item.tariffs))
    today = clock.business_date(call.cause.at)
    return Rows(rows=[priced_item(item, names, today=today) for item in found.values()])
