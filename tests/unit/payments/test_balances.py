"""What is prepaid: never below nothing, and used on its own party's oldest bills while it lasts (PAY-01)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.billing.rules.bills import OpenBill
from chalicelib.payments.rules.balances import Balance, NothingPrepaid, add, parts_for
from tests.builders.core import an_id

MINE, THEIRS = an_id("me"), an_id("another")
BALANCE = Balance(an_id("unit"), an_id("community"), MINE, prepaid_fen=100)


def an_open_bill(period: str, item: str = "1", *, open_fen: int = 60, payer_id: str = MINE) -> OpenBill:
    """A bill of which so much is open."""
    return OpenBill(
        unit_id=BALANCE.unit_id,
        community_id=BALANCE.community_id,
        item_id=item,
        item_number=item,
        item_name=f"项目 {item}",
        period=period,
        payer_id=payer_id,
        due_on=date(2026, 11, 15),
        total_fen=open_fen + 5,
        settled_fen=5,
    )


def test_a_balance_goes_up_and_down_but_never_below_nothing() -> None:
    assert add(BALANCE, 5).prepaid_fen == 105
    assert add(BALANCE, -100).prepaid_fen == 0
    with pytest.raises(AssertionError):
        add(BALANCE, -101)


def test_the_oldest_bills_are_settled_first_while_it_lasts() -> None:
    bills = [an_open_bill("2026-10"), an_open_bill("2026-09", "2"), an_open_bill("2026-09", "1")]
    parts = parts_for(BALANCE, bills, most=9)
    assert [(part.period, part.item_id, part.amount_fen) for part in parts] == [
        ("2026-09", "1", 60),
        ("2026-09", "2", 40),
    ]


def test_another_party_s_bills_are_left_alone() -> None:
    bills = [an_open_bill("2026-08", payer_id=THEIRS), an_open_bill("2026-09")]
    assert [part.period for part in parts_for(BALANCE, bills, most=9)] == ["2026-09"]
    with pytest.raises(NothingPrepaid):
        parts_for(BALANCE, bills[:1], most=9)


@pytest.mark.parametrize(("prepaid_fen", "bills"), [(0, [an_open_bill("2026-09")]), (100, [])])
def test_nothing_prepaid_or_nothing_open_is_said(prepaid_fen: int, bills: list[OpenBill]) -> None:
    with pytest.raises(NothingPrepaid) as refused:
        parts_for(replace(BALANCE, prepaid_fen=prepaid_fen), bills, most=9)
    assert refused.value.facts == {"prepaid_fen": prepaid_fen}


@given(
    prepaid_fen=st.integers(1, 400), owed=st.lists(st.integers(1, 100), min_size=1, max_size=8), most=st.integers(1, 9)
)
def test_never_more_than_is_there_than_is_open_or_than_one_transaction_holds(
    prepaid_fen: int, owed: list[int], most: int
) -> None:
    bills = [an_open_bill(f"2026-{n:02}", open_fen=fen) for n, fen in enumerate(owed, 1)]
    parts = parts_for(replace(BALANCE, prepaid_fen=prepaid_fen), bills, most=most)
    assert len(parts) <= most
    assert sum(part.amount_fen for part in parts) == min(prepaid_fen, sum(owed[:most]))
    assert all(0 < part.amount_fen <= fen for part, fen in zip(parts, owed, strict=False))
