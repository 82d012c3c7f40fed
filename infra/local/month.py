"""`make month`: a month of an office from a workbook; JSON is the last line of its output.

It is billed, and the first half (rounded down) of the billed units, in the order of their numbers, pays in full: each
by an order, the simulated provider and its signed notice. A leak is reported, repaired and asked after. Who owes is
reminded three days before the bills are due, on the day and after it. Works on an empty data directory (`DATA_DIR`,
else one of its own that it removes). Time is put on the clock, so the figures do not depend on when it is run. Progress
goes to standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from datetime import time as time_of_day
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from chalicelib.core import clock, ids, limits
from chalicelib.core.errors import Refusal
from chalicelib.core.period import Period
from infra.local import stage
from infra.local.engine import EngineFailed
from infra.local.home import Busy, Home
from infra.local.terminal import FAILED, Ended, end_cleanly_on_signals, say

if TYPE_CHECKING:
    from chalicelib.billing.rules.runs import Run
    from infra.local import office
    from infra.local.figures import Figures


def main(argv: Sequence[str]) -> int:
    """Run by the arguments and DATA_DIR; gives the exit status: 2 when what was given is at fault."""
    parser = argparse.ArgumentParser(prog="month", description="Bill a month of a workbook without a page.")
    parser.add_argument("--workbook", required=True, help="the .xlsx of the office")
    parser.add_argument("--period", required=True, help="the month, such as 2026-10")
    given = parser.parse_args(argv)
    started = time.monotonic()
    end_cleanly_on_signals()
    try:
        figures = _worked(given.workbook, given.period)
    except Ended as end:
        say(str(end))
        return end.status
    print(json.dumps(figures.printed(time.monotonic() - started), ensure_ascii=False), flush=True)
    return 0


def _worked(workbook: str, period: str) -> Figures:
    """The figures of the month; raises Ended."""
    month, data = _period(period), _workbook(workbook)
    try:
        with _home(os.environ.get("DATA_DIR")) as home, stage.opened(home):
            return _bill(data, Path(workbook).name, month)
    except Refusal as refusal:
        raise Ended(f"The workbook was refused: {_told(refusal)}.") from refusal
    except Busy as error:
        raise Ended(f"Guanjia runs already: {error}.") from error
    except EngineFailed as error:
        raise Ended(str(error), FAILED) from error


def _bill(data: bytes, name: str, period: Period) -> Figures:
    """The month, from an empty office to bills of which half are paid."""
    from chalicelib.estate import service as estate
    from infra.local import aftercare, figures, office

    if estate.organisation_ids():
        raise Ended("DATA_DIR holds an office already; give an empty directory, or none.")
    first = datetime.combine(period.first_day, time_of_day(2), clock.SHANGHAI)
    with office.own_time():
        office.set_time(first - timedelta(hours=16))
        desk = _found(office.Desk(ids.derived("month", "organisation"), ids.derived("month", "community")))
        say(f"Reading {name} …")
        done = office.take_in(desk, data, name=name, second=replace(desk, actor_id="second person"))
        told = ", ".join(f"{count.new} {kind}" for kind, count in done.counts.items())
        found = ", ".join(f"{count} {severity}s" for severity, count in done.findings.items()) or "nothing"
        say(f"Imported {told}; found on the way: {found}.")
        office.set_time(first)
        run = office.draft(desk, period, due=first)
        if run is None:
            say("There is no unit to bill.")
        else:
            say(f"Drafted {run.sums.bills} bills of {period}; skipped: {dict(run.sums.skipped) or 'none'}.")
            office.set_time(first + timedelta(hours=7))
            run = office.release(desk, run)
            say(f"The run is {run.state} now.")
            office.set_time(first + timedelta(days=1, hours=7))
            _pay(desk, run)
        ears = aftercare.Ears()
        served = aftercare.serve(desk, ears)
        say("A leak was repaired and asked after." if served else "There is nobody to report a leak.")
        if run is not None and run.released_at is not None:
            aftercare.remind(run.due_on, ears)
        try:
            return figures.read()
        except figures.SumsDiffer as error:
            raise Ended(f"The figures do not agree: {error}.", FAILED) from error


def _pay(desk: office.Desk, run: Run) -> None:
    """Have the first half of the billed units pay, one after the other."""
    from chalicelib.billing.service import accounts
    from chalicelib.estate import service as estate
    from infra.local import paying

    half = run.sums.units // 2
    billed = (
        unit for unit in estate.every_unit(desk.scope, desk.community_id) if accounts.open_of(desk.scope, unit.unit_id)
    )
    made = 0
    with paying.followed_up():
        for unit in islice(billed, half):
            made += paying.pay_online(desk, unit, key=run.period)
    say(f"{half} of {run.sums.units} billed units paid in full: {made} payments.")


def _found(desk: office.Desk) -> office.Desk:
    from chalicelib.people import setup
    from infra.local import office

    staff_id = ids.derived(desk.org_id, "admin")
    new = setup.NewOffice("月度试算", desk.community_id, "月度试算", staff_id, "管理员", "13800000001")
    setup.create_office(desk.scope, office.cause("office"), new)
    return office.Desk(desk.org_id, desk.community_id, f"S:{staff_id}")


@contextmanager
def _home(path: str | None) -> Iterator[Home]:
    """The data directory that was given, else an own one that is removed at the end."""
    if path:
        yield Home.at(path)
        return
    with TemporaryDirectory(prefix="guanjia-month-", ignore_cleanup_errors=True) as folder:
        yield Home.at(folder)


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except Refusal as error:
        raise Ended(f"PERIOD must be a month such as 2026-10, not {text!r}.") from error


def _workbook(path: str) -> bytes:
    if not path:
        raise Ended("WORKBOOK must be the path of an .xlsx file.")
    try:
        size = Path(path).stat().st_size
        if not 0 < size <= limits.WORKBOOK_BYTES:
            raise Ended(f"{path} has {size} bytes; a workbook has some, and at most {limits.WORKBOOK_BYTES}.")
        return Path(path).read_bytes()
    except OSError as error:
        raise Ended(f"{path} cannot be read: {error.strerror}.") from error


def _told(refusal: Refusal) -> str:
    facts = dict(refusal.facts)
    code = str(facts.pop("why", refusal.code)).replace("_", " ")
    said = "; ".join(f"{name}: {', '.join(v) if isinstance(v, list) else v}" for name, v in facts.items())
    return f"{code} ({said})" if said else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
