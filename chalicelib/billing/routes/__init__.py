"""Billing's routes, split by page."""

from chalicelib.billing.routes.accounts import routes as accounts
from chalicelib.billing.routes.items import routes as items
from chalicelib.billing.routes.runs import routes as runs

BLUEPRINTS = [accounts.blueprint, items.blueprint, runs.blueprint]
"""For wiring."""
