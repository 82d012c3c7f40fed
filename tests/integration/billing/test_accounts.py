"""What is owed and why: a unit's account, its statements, what the month before came to (BIL-06)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from chalicelib.billing.rules.lines import amount_of
from chalicelib.billing.service import accounts
from chalicelib.billing.store import bills as bills_store
from chalicelib.billing.store import runs as runs_store
from chalicelib.billing.store.bills import BillRow
from chalicelib.core.errors import NotFound
from chalicelib.core.period import NotAPeriod
from chalicelib.db.reads import get, page
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit, unit_id_of
from tests.builders.billing import A_UNIT_FEN, a_small_workbook
from tests.builders.core import AT
from tests.builders.office import Office, a_cause
from tests.crash.watch import listening

TODAY = date(2026, 11, 15)
MONTHS = ["2026-08", "2026-09", "2026-10"]


@pytest.fixture
def filed(office: Office) -> Office:
    """Four units, three of which were billed August to October."""
    office.take_in(a_small_workbook(4))
    for period in MONTHS:
        office.bill(period)
    return office


def unit(office: Office, number: str = "101") -> Unit:
    return estate.get_unit(office.scope, unit_id_of(office.community_id, "1", "1", number))


def test_a_unit_owes_what_was_released_and_is_overdue_once_its_day_has_passed(filed: Office) -> None:
    owed = accounts.owed(filed.scope, unit(filed), today=TODAY)
    assert (owed.open_fen, owed.open_bills, owed.period) == (3 * A_UNIT_FEN, 6, "2026-10")
    assert (owed.due_on, owed.overdue) == (date(2026, 11, 15), False)
    assert accounts.owed(filed.scope, unit(filed), today=date(2026, 11, 16)).overdue


def test_a_unit_without_payer_owes_nothing(filed: Office) -> None:
    owed = accounts.owed(filed.scope, unit(filed, "104"), today=TODAY)
    assert (owed.open_fen, owed.open_bills, owed.due_on, owed.period, owed.overdue) == (0, 0, None, None, False)


def test_a_draft_shows_nowhere_in_an_account(filed: Office) -> None:
    filed.draft("2026-11")
    months, _ = accounts.months_page(filed.scope, unit(filed), cursor=None)
    assert [month.period for month in months] == MONTHS[::-1]
    assert accounts.owed(filed.scope, unit(filed), today=TODAY).period == "2026-10"
    with pytest.raises(NotFound):
        accounts.statement(filed.scope, unit(filed), "2026-11")


def test_a_statement_says_who_pays_since_when_and_what_the_month_before_was(filed: Office) -> None:
    statement = accounts.statement(filed.scope, unit(filed), "2026-10")
    assert (statement.payer_name, statement.released_at) == ("业主 101", AT)
    assert (statement.month.total_fen, statement.month.open_fen) == (A_UNIT_FEN, A_UNIT_FEN)
    assert [bill.item_name for bill in statement.month.bills] == ["物业服务费", "垃圾清运费"]
    assert statement.previous is not None
    assert (statement.previous.period, statement.previous.total_fen) == ("2026-09", A_UNIT_FEN)
    assert accounts.statement(filed.scope, unit(filed), "2026-08").previous is None


def test_every_line_names_the_paper_behind_each_number(filed: Office) -> None:
    management, cleaning = accounts.statement(filed.scope, unit(filed), "2026-10").month.bills
    (line,) = management.lines
    assert line.area is not None
    assert (str(line.area.value), str(line.tariff.value.rate), line.amount_fen) == ("100", "2.5", 250_00)
    assert (line.area.source.paper, line.tariff.source.paper) == (
        "office.xlsx · 房屋 · 第 2 行",
        "office.xlsx · 收费项目 · 第 2 行",
    )
    assert cleaning.lines[0].area is None
    assert all(amount_of(one) == one.amount_fen for bill in (cleaning, management) for one in bill.lines)


def test_a_month_that_is_none_is_refused(filed: Office) -> None:
    for period in ("2026-13", "2026-1", "2026-10#", "BILL#", ""):
        with pytest.raises(NotAPeriod):
            accounts.statement(filed.scope, unit(filed), period)


def test_an_account_is_paged_in_whole_months(filed: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bills_store, "page", partial(page, limit=3))
    found, cursor = [], None
    for _ in range(5):
        months, cursor = accounts.months_page(filed.scope, unit(filed), cursor=cursor)
        found += [(month.period, len(month.bills)) for month in months]
        if cursor is None:
            break
    assert found == [(period, 2) for period in reversed(MONTHS)]


def test_a_stored_bill_whose_lines_do_not_add_up_is_never_shown(filed: Office) -> None:
    one = unit(filed)
    (bill, *_) = accounts.statement(filed.scope, one, "2026-10").month.bills
    stored = get(BillRow, *bills_store.bill_key(filed.scope, one.unit_id, bill.period, bill.item_id))
    assert stored is not None
    stored.update(actions=[BillRow.total_fen.set(1)])
    with pytest.raises(AssertionError):
        accounts.statement(filed.scope, one, "2026-10")


def test_a_bill_is_due_fifteen_days_after_its_release_however_long_the_draft_lay(office: Office) -> None:
    office.take_in(a_small_workbook(2, without_payer=0))
    run_id = office.draft("2026-10")
    late = AT + timedelta(days=40)
    office.release(run_id, cause=a_cause(at=late))
    released_on = date(2026, 12, 10)
    owed = accounts.owed(office.scope, unit(office), today=released_on)
    assert (owed.due_on, owed.overdue) == (date(2026, 12, 25), False)
    (month,), _ = accounts.months_page(office.scope, unit(office), cursor=None)
    assert (month.due_on, month.is_overdue(date(2026, 12, 25)), month.is_overdue(date(2026, 12, 26))) == (
        date(2026, 12, 25),
        False,
        True,
    )


def test_an_account_is_one_request_once_its_runs_are_known(filed: Office) -> None:
    one, asked = unit(filed), list[str]()
    for _ in range(2):
        asked.clear()
        with listening(before=lambda operation, _: asked.append(operation)):
            months, _ = accounts.months_page(filed.scope, one, cursor=None)
    assert (len(months), asked) == (3, ["Query"])


def test_due_days_are_right_when_their_memory_is_full(filed: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs_store, "_MOST_REMEMBERED", 0)
    filed.bill("2026-11")
    for _ in range(2):
        months, _ = accounts.months_page(filed.scope, unit(filed), cursor=None)
        assert [month.due_on for month in months] == [date(2026, 11, 30), *[date(2026, 11, 15)] * 3]
