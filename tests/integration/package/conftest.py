"""The template, made once for a file of tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from infra.package import template as making
from tests.tidy.sources import ROOT


@pytest.fixture(scope="module")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template as `make package` writes it."""
    path = tmp_path_factory.mktemp("package") / "template.json"
    making.write(making.template(ROOT, "./guanjia.zip"), path)
    return path


@pytest.fixture(scope="module")
def template(template_file: Path) -> dict[str, Any]:
    """The same, read."""
    found: dict[str, Any] = json.loads(template_file.read_text(encoding="utf-8"))
    return found
