"""Payments' routes, split by who uses them."""

from chalicelib.payments.routes.desk import routes as desk
from chalicelib.payments.routes.exceptions import routes as exceptions
from chalicelib.payments.routes.portal import routes as portal
from chalicelib.payments.routes.public import routes as public

BLUEPRINTS = [portal.blueprint, desk.blueprint, exceptions.blueprint, public.blueprint]
"""For wiring."""
