"""What lower floors must call without importing it, put together once; loaded by app.py and by whatever runs jobs."""

from __future__ import annotations

from chalice.app import Blueprint

from chalicelib.edge import routes as edge_routes
from chalicelib.edge import sessions
from chalicelib.people import routes as people_routes
from chalicelib.people.service import principal

BLUEPRINTS: list[Blueprint] = [edge_routes.routes.blueprint, people_routes.routes.blueprint]

sessions.resolve_with(principal)
