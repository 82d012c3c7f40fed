"""The routes that belong to no capability: health, and the API's own description."""

from __future__ import annotations

from typing import Any

import msgspec

from chalicelib import VERSION
from chalicelib.config import settings
from chalicelib.edge.api import ANYONE, Call, Routes
from chalicelib.edge.openapi import document
from chalicelib.edge.wire import Gives

routes = Routes(__name__)


class Health(Gives):
    """Whether the service stands, which version, on what engine."""

    status: str
    version: str
    engine: str


@routes.get("/health", gives=Health, may=ANYONE)
def health(call: Call) -> Health:
    """Whether the service stands."""
    return Health(status="ok", version=VERSION, engine=settings().engine)


@routes.get("/openapi.json", gives=dict[str, Any], may=ANYONE)
def openapi(call: Call) -> msgspec.Raw:
    """This document."""
    return msgspec.Raw(document().encode())
