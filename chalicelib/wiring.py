"""What lower floors must call without importing it, put together once; loaded by app.py and by whatever runs jobs."""

from __future__ import annotations

from chalice.app import Blueprint

from chalicelib.edge import routes as edge_routes

BLUEPRINTS: list[Blueprint] = [edge_routes.routes.blueprint]
