"""Double entry: every payment's debits equal its credits, and no side is below nothing (PAY-02)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.payments.rules import books
from chalicelib.payments.rules.books import Leg

sums = st.integers(0, 10_000_00)


@given(
    source=st.sampled_from([books.CASH, books.WECHAT, books.PREPAID]),
    by_item=st.dictionaries(st.sampled_from(["A", "B", "C"]), sums),
    prepaid_fen=sums,
    unapplied_fen=sums,
)
def test_the_legs_of_a_payment_balance_and_say_where_all_of_it_went(
    source: str, by_item: dict[str, int], prepaid_fen: int, unapplied_fen: int
) -> None:
    amount_fen = sum(by_item.values()) + prepaid_fen + unapplied_fen
    legs = books.legs_of(
        source, amount_fen=amount_fen, by_item=by_item, prepaid_fen=prepaid_fen, unapplied_fen=unapplied_fen
    )
    books.check(legs)
    assert sum(leg.debit_fen for leg in legs) == amount_fen
    assert books.balance_of(books.UNAPPLIED, legs) == unapplied_fen
    kept = prepaid_fen - (amount_fen if source == books.PREPAID else 0)
    assert books.balance_of(books.PREPAID, legs) == kept
    found = {leg.account.partition(":")[2]: leg.credit_fen for leg in legs if books.is_receivable(leg.account)}
    assert found == {item: fen for item, fen in by_item.items() if fen}


@pytest.mark.parametrize(
    ("amount_fen", "prepaid_fen", "unapplied_fen"), [(100, 99, 0), (100, 100, 1), (100, 101, -1), (-5, -5, 0)]
)
def test_legs_that_do_not_balance_or_fall_below_nothing_cannot_be_made(
    amount_fen: int, prepaid_fen: int, unapplied_fen: int
) -> None:
    with pytest.raises(AssertionError):
        books.legs_of(
            books.CASH, amount_fen=amount_fen, by_item={}, prepaid_fen=prepaid_fen, unapplied_fen=unapplied_fen
        )


@pytest.mark.parametrize(
    "legs",
    [
        [Leg("cash", debit_fen=1)],
        [Leg("cash", credit_fen=1)],
        [Leg("cash", debit_fen=2), Leg("prepaid", credit_fen=1)],
        [Leg("cash", debit_fen=-1), Leg("prepaid", credit_fen=-1)],
    ],
)
def test_stored_legs_that_do_not_balance_are_noticed_when_they_are_read(legs: list[Leg]) -> None:
    with pytest.raises(AssertionError):
        books.check(legs)


def test_only_what_owners_owe_is_receivable() -> None:
    assert books.is_receivable("receivable:1")
    assert not any(map(books.is_receivable, (books.CASH, books.WECHAT, books.PREPAID, books.UNAPPLIED)))
