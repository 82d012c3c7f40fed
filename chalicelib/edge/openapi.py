"""The OpenAPI 3.1 document, made from the register of routes: the page's client types are generated from it."""

from __future__ import annotations

import functools
import re
from typing import Any

import msgspec

from chalicelib import VERSION
from chalicelib.edge.api import ANYONE, ROUTES, SIGNED_IN, Route
from chalicelib.edge.problems import Problem
from chalicelib.edge.wire import Nothing

_REF = "#/components/schemas/{name}"


@functools.cache
def document() -> str:
    """The document as JSON text with sorted keys. Call it only when every route is registered (`wiring`)."""
    routes = sorted(ROUTES, key=lambda route: (route.path, route.method))
    types = [Problem, *(kind for route in routes for kind in (route.gives, route.takes, route.asks))]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REF)
    by_type = {id(kind): schema for kind, schema in zip(types, schemas, strict=True)}
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, by_type, components)
    whole = {
        "openapi": "3.1.0",
        "info": {"title": "Guanjia", "version": VERSION},
        "servers": [{"url": "/api"}],
        "paths": paths,
        "components": {"schemas": components},
    }
    return msgspec.json.format(msgspec.json.encode(whole, order="deterministic"), indent=1).decode()


def _operation(route: Route, by_type: dict[int, Any], components: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": f"{route.view.__module__.split('.')[1]}_{route.view.__name__}",
        "summary": (route.view.__doc__ or "").strip().split("\n")[0],
        "parameters": _parameters(route, components),
        "responses": {
            "200": {"description": "done", "content": {"application/json": {"schema": by_type[id(route.gives)]}}},
            "default": {
                "description": "refused; nothing was changed",
                "content": {"application/problem+json": {"schema": by_type[id(Problem)]}},
            },
        },
    }
    if route.may not in {ANYONE, SIGNED_IN}:
        operation["x-permission"] = route.may
    if route.method == "POST" and route.takes is not Nothing:
        body = {"application/json": {"schema": by_type[id(route.takes)]}}
        operation["requestBody"] = {"required": True, "content": body}
    return operation


def _parameters(route: Route, components: dict[str, Any]) -> list[dict[str, Any]]:
    found = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", route.path)
    ]
    asked = components.get(route.asks.__name__, {})
    found += [
        {"name": name, "in": "query", "required": name in asked.get("required", ()), "schema": schema}
        for name, schema in asked.get("properties", {}).items()
    ]
    if route.is_verb:
        key = {"name": "Idempotency-Key", "in": "header", "required": True, "schema": {"type": "string"}}
        found.append(key)
    return found
