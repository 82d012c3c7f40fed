"""Prints the API's OpenAPI document: `python -m infra.openapi > frontend/src/api/openapi.json`."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("GUANJIA_STAGE", "local")
os.environ.setdefault("GUANJIA_SECRETS_FILE", "unread")
os.environ.setdefault("GUANJIA_ORIGINS", "http://127.0.0.1:8000")

from chalicelib import wiring
from chalicelib.edge.openapi import document

if __name__ == "__main__":
    assert wiring.BLUEPRINTS  # noqa: S101 - every route is registered
    sys.stdout.write(document() + "\n")
