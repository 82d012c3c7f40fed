"""A month's figures known beforehand to the fen, from an invented workbook in the shape of a real office's (REG-07)."""

from __future__ import annotations

import pytest

from chalicelib.billing.service import accounts, runs
from chalicelib.callbacks.rules import Attempt
from chalicelib.callbacks.store import CallbackRow
from chalicelib.core import clock
from chalicelib.estate import service as estate
from chalicelib.imports.service import verbs as imports
from infra.local import figures
from tests.builders import tickets
from tests.builders.core import standing_clock
from tests.builders.office import an_office
from tests.builders.workbooks import Rows, a_workbook, peer_sheets

PAID = ["1#2", 1, 2, "1#2", 2, 2, 2, "1#2"]
"""The items of eight units of 94.56 m², 1: ¥1.30 × area + ¥20.00, 2: ¥1.00 × area + ¥20.00.

The owners of the last three are not on file.
"""


def sheets() -> dict[str, Rows]:
    """In the peer's form: five owners, two items, eight units."""
    made = peer_sheets()
    owners, items, units = made["业主信息"], made["费用设置"], made["房屋信息"]
    owners[1:] = [[n, f"业主{n}", "女", 40, f"1390000000{n}", None, 1001, n] for n in range(1, 6)]
    for item, rate in zip(items[1:3], (1.3, 1), strict=True):
        item[7:12] = ["2020-6-10", "2037-1-1", 1001, rate, 20]
    units[1:] = [
        [1010 + n, 1, 1, 1, "10102", 94.56, n, paid, "2020-06-10#2020-07-10" if paid == "1#2" else "2020-06-10"]
        for n, paid in enumerate(PAID, 1)
    ]
    return made


def test_three_bills_of_14293_and_four_of_11456_are_88703_fen_and_three_units_have_no_payer(either_engine: str) -> None:
    office = an_office()
    one = imports.get_import(office.scope, office.community_id, office.take_in(a_workbook(sheets())))
    assert (one.counts["units"].new, one.counts["parties"].new, one.counts["items"].new) == (8, 5, 2)
    run = runs.get_run(office.scope, office.community_id, office.bill("2026-10"))
    assert (run.sums.units, run.sums.bills, run.sums.lines, run.sums.billed_fen) == (5, 7, 7, 88703)
    assert run.sums.skipped == {"no_payer": 3}
    bills = list(accounts.every_bill(office.scope, list(estate.every_unit(office.scope, office.community_id))))
    assert sorted(bill.total_fen for bill in bills) == [114_56] * 4 + [142_93] * 3
    assert sum(bill.open_fen for bill in bills) == 88703


def test_tickets_are_counted_and_of_callbacks_those_that_somebody_answered(moto_engine: None) -> None:
    with standing_clock():
        office = tickets.an_office_with_a_crew()
        answered, waiting = (tickets.a_ticket(office) for _ in range(2))
        tickets.worked(office, answered)
        tickets.worked(office, waiting)
        tickets.a_ticket(office)
        tickets.answered(office, answered, 4)
        found = figures.read()
    assert (found.tickets, found.callbacks) == (3, 1)


def test_a_callback_with_a_score_that_no_person_asked_for_is_not_printed_as_a_figure(moto_engine: None) -> None:
    with standing_clock():
        office = tickets.an_office_with_a_crew()
        ticket_id = tickets.a_ticket(office)
        tickets.worked(office, ticket_id)
        tickets.answered(office, ticket_id, 4)
        row = CallbackRow.get(f"{office.org_id}#K#{tickets.callback_id(ticket_id)}", "CALLBACK")
        row.attempts = (Attempt(clock.now(), "callbacks.promises", reached=True),)
        row.save()
        with pytest.raises(figures.SumsDiffer, match="nobody asked"):
            figures.read()
