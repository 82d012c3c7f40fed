"""A month's figures known beforehand to the fen, from an invented workbook in the shape of a real office's (REG-07)."""

from __future__ import annotations

from chalicelib.billing.service import accounts, runs
from chalicelib.estate import service as estate
from chalicelib.imports.service import verbs as imports
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
