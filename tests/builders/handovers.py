"""A unit that another party pays for from a day on, put on file directly: there is no verb for it yet."""

from __future__ import annotations

from datetime import date, timedelta

from chalicelib.core.dated import Dated
from chalicelib.estate import service as estate
from chalicelib.estate.store import UnitRow
from tests.builders import payments
from tests.builders.core import a_source
from tests.builders.office import Office, an_id
from tests.builders.payments import FIRST


def handed_over(office: Office, *days: date, number: int = FIRST) -> list[str]:
    """Up to each of these days another party paid, then the next, and its owner since the last; gives their ids.

    A test's own hand reaches into the table: whoever is not on file as a party has no name.
    """
    unit = estate.get_unit(office.scope, payments.unit_of(office, number))
    parties = [*(an_id("before", str(n)) for n, _ in enumerate(days)), payments.owner_of(office, number)]
    turns = [None, *days]
    facts = tuple(
        Dated(party, a_source("过户"), first, last - timedelta(days=1) if last else None)
        for party, first, last in zip(parties, turns, [*days, None], strict=True)
    )
    row = UnitRow.get(f"{office.org_id}#U#{unit.unit_id}", "UNIT", consistent_read=True)
    row.payer = facts
    row.save()
    return parties
