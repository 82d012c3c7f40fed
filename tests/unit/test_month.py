"""The everyday month that `make cost` prices: it knows how often the pages ask, and only works that are metered."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.bench import month
from tests.bench.month_works import WORKS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("page", ["service", "staff"])
def test_the_month_knows_how_often_the_staff_s_pages_ask(page: str) -> None:
    source = (ROOT / "frontend" / "src" / "features" / page / "api.ts").read_text(encoding="utf-8")
    (found,) = re.findall(r"LOOK_EVERY_MS = ([\d_]+)", source)
    assert int(found) == month.STAFF_LOOK_EVERY_SECONDS * 1_000


def test_every_work_of_the_month_is_metered_and_every_metered_one_is_of_the_month() -> None:
    assert {one.work for one in month.MONTH} == set(WORKS)


def test_prices_say_where_and_when_they_are_from() -> None:
    prices = json.loads((ROOT / "infra" / "prices.json").read_text(encoding="utf-8"))
    assert prices["region"] == "us-east-1"
    assert re.fullmatch(r"20\d\d-\d\d", prices["as_of"])
    assert "Check before relying on it" in prices["from"]
