"""Tickets' routes, split by who uses them."""

from chalicelib.tickets.routes.desk import routes as desk
from chalicelib.tickets.routes.portal import routes as portal
from chalicelib.tickets.routes.work import routes as work

BLUEPRINTS = [portal.blueprint, desk.blueprint, work.blueprint]
"""For wiring."""
