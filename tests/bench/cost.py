"""What AWS would charge for an everyday month of 1,000 households, in US dollars, at the prices of `infra/prices.json`.

What is done in a month is in `month`, what each piece of work asks for is metered in `month_works`; the rest of the
arithmetic is here. Beside it stands what a deployment costs though nobody does anything, and what is not counted.
Free tiers are not taken off.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from infra.package.shapes import KEPT_LOG_DAYS, SHAPES
from tests.bench import month
from tests.bench.month import MONTH, MONTHS_KEPT
from tests.bench.month_works import UNITS, WORKS, MonthOffice, Tally, idle, stored_bytes
from tests.bench.recorder import bare_client
from tests.bench.register import Fact, Measured, figure
from tests.bench.town import a_stage

MOST: Final = 0.60
INFRA: Final = Path(__file__).parents[2] / "infra"
PRICES: Final[dict[str, Any]] = json.loads((INFRA / "prices.json").read_text(encoding="utf-8"))
NOT_COUNTED: Final = "SMS, WeChat Pay's share, a domain and its certificate, support plans, taxes; who operates it"
_GB: Final = 1e9
_GB_MB: Final = 1_024
_MILLION: Final = 1e6
_SQS_REQUESTS: Final = 3
"""A message is sent, received and removed."""
Money = dict[str, float]


@figure("cost", says="US$ of AWS for an everyday month of 1,000 households, beside what is fixed", at_most=MOST)
def cost(is_quick: bool) -> Measured:
    """As quick as it gets either way."""
    with a_stage():
        office = MonthOffice()
        tallies = {name: work(office) for name, work in WORKS.items()}
        kept = stored_bytes(bare_client()) / UNITS / len(office.periods) * month.HOUSEHOLDS
        sweeps = idle(office)
    by_work = {one.work: _work(tallies[one.work], one.times) for one in MONTH}
    by_part = _sum([*by_work.values(), _page(), _kept(kept)])
    fixed = _fixed(sweeps, kept)
    units = {one.work: _units(tallies[one.work]) for one in MONTH}
    shares = {one.work: round(sum(by_work[one.work].values()), 4) for one in MONTH}
    shares |= {"the page's files": round(sum(_page().values()), 4), "what is kept": round(sum(_kept(kept).values()), 4)}
    _say(by_part, shares, fixed)
    facts: dict[str, Fact] = {"by_part": _rounded(by_part), "by_work": shares, "fixed": _rounded(fixed)}
    facts |= {"fixed_usd": round(sum(fixed.values()), 2), "prices_as_of": PRICES["as_of"], "not_counted": NOT_COUNTED}
    return Measured(round(sum(by_part.values()), 3), facts | {f"one: {name}": told for name, told in units.items()})


def _work(one: Tally, times: float, trigger: str = "dunning_remind") -> Money:
    """What one piece of work costs, done so often; `trigger` is the function that a schedule calls for it."""
    calls = sum(one.calls.values())
    api = one.calls.get("api", 0)
    told = {
        "DynamoDB writes": one.writes * _each("dynamodb_write_units"),
        "DynamoDB reads": one.reads * _each("dynamodb_read_units"),
        "Lambda requests": calls * _each("lambda_requests"),
        "Lambda time": _gb_seconds(one, trigger) * PRICES["per_gb_second"]["lambda_x86"],
        "API Gateway": api * _each("api_gateway_rest_requests"),
        "CloudFront requests": api * _each("cloudfront_https_requests"),
        "CloudFront bytes": api * month.ANSWER_BYTES / _GB * PRICES["per_gb"]["cloudfront_out"],
        "SQS": one.calls.get("queue", 0) * _SQS_REQUESTS * _each("sqs_requests"),
        "logs": calls * _assumed("log_bytes_per_invocation") / _GB * _log_price(),
    }
    return {name: price * times for name, price in told.items()}


def _page() -> Money:
    """The page's files, from the CDN: a visitor's browser keeps nearly all of them."""
    first, later = month.FIRST_VISITS, month.VISITS - month.FIRST_VISITS
    files = first * month.FIRST_VISIT_FILES + later * month.LATER_VISIT_FILES
    return {
        "CloudFront requests": files * _each("cloudfront_https_requests"),
        "CloudFront bytes": first * month.FIRST_VISIT_BYTES / _GB * PRICES["per_gb"]["cloudfront_out"],
    }


def _kept(row_bytes: float) -> Money:
    """Rows and pictures of so many months."""
    tickets = next(one.times for one in MONTH if one.work.startswith("ticket"))
    picture_gb = tickets * month.PICTURE_BYTES * MONTHS_KEPT / _GB
    return {
        "DynamoDB stored": row_bytes * MONTHS_KEPT / _GB * PRICES["per_gb_month"]["dynamodb_stored"],
        "S3": picture_gb * PRICES["per_gb_month"]["s3_stored"]
        + tickets * (2 * _each("s3_puts") + 9 * _each("s3_gets")),
    }


def _fixed(sweeps: Mapping[str, tuple[Tally, float]], row_bytes: float) -> Money:
    """What runs though nobody does anything, for a whole deployment, however many households it has."""
    minutes = month.DAYS * 24 * 60
    point_in_time = row_bytes * MONTHS_KEPT / _GB * PRICES["per_gb_month"]["dynamodb_point_in_time"]
    return {
        "idle sweeps": sum(
            sum(_work(one, minutes / every, name.replace(".", "_")).values()) for name, (one, every) in sweeps.items()
        ),
        "SQS, asked whether there is work": minutes * _assumed("sqs_idle_polls_per_minute") * _each("sqs_requests"),
        "alarms": _assumed("alarms") * PRICES["per_month"]["alarm"],
        "point-in-time recovery of 1,000 households": point_in_time,
        "secrets (SSM standard, AWS's own key)": 0.0,
    }


def _gb_seconds(one: Tally, trigger: str) -> float:
    """Each call has its function's memory, and with it so much of a core; the requests are shared among the calls."""
    functions = {"api": "http", "queue": "work", "stream": "hear", "schedule": trigger}
    calls = sum(one.calls.values())
    memory_mb = sum(count * SHAPES[functions[kind]].memory_mb for kind, count in one.calls.items()) / calls
    core = min(1.0, memory_mb / _assumed("lambda_mb_per_core"))
    busy_ms = calls * _assumed("cpu_ms_per_call") + one.requests * _assumed("cpu_ms_per_dynamodb_request")
    cold_ms = calls * _assumed("cold_share") * _assumed("cold_ms")
    waiting_ms = one.requests * _assumed("dynamodb_answers_in_ms")
    return memory_mb / _GB_MB * (busy_ms / core + cold_ms + waiting_ms) / 1_000


def _log_price() -> float:
    kept_months = KEPT_LOG_DAYS / month.DAYS
    return float(PRICES["per_gb"]["logs_in"]) + kept_months * float(PRICES["per_gb_month"]["logs_stored"])


def _each(name: str) -> float:
    return float(PRICES["per_million"][name]) / _MILLION


def _assumed(name: str) -> float:
    return float(PRICES["assumed"][name])


def _sum(some: list[Money]) -> Money:
    total: Counter[str] = Counter()
    for one in some:
        for name, price in one.items():
            total[name] += price  # type: ignore[assignment] # money, not a count
    return dict(total)


def _units(one: Tally) -> dict[str, float]:
    return _rounded({"read_units": one.reads, "write_units": one.writes, "requests": one.requests, **one.calls})


def _rounded(some: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in some.items()}


def _say(by_part: Money, by_work: Money, fixed: Money) -> None:
    """The table, on standard error; the dearest first."""
    for title, some in (("by part", by_part), ("by work", by_work), ("fixed, a deployment", fixed)):
        print(f"\n  {title:<44}US$ a month", file=sys.stderr)
        for name, price in sorted(some.items(), key=lambda pair: -pair[1]):
            print(f"    {name:<44}{price:>9.4f}", file=sys.stderr)
        print(f"    {'together':<44}{sum(some.values()):>9.4f}", file=sys.stderr)
    print(f"\n  Prices of {PRICES['region']} as of {PRICES['as_of']}; check before relying on them.", file=sys.stderr)
    print(f"  Not counted: {NOT_COUNTED}.", file=sys.stderr)
