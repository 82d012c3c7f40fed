"""The figures are refused when the stored rows tell two stories about the same money."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chalicelib.db import connection
from chalicelib.db.rows import table_name
from infra.local import figures
from infra.local.figures import SumsDiffer
from tests.builders.core import standing_clock
from tests.builders.office import Office
from tests.builders.payments import a_billed_office, all_of, half, pay_cash, pay_online, use_prepaid
from tests.builders.provider import simulated
from tests.crash.chain import Item, items_of

PAYMENTS, BILLING = table_name("payments"), table_name("billing")


@pytest.fixture
def office(moto_engine: None, tmp_path: Path) -> Iterator[Office]:
    """One unit has paid a month online and ¥50 too much for it, then used that up; one has paid half in cash."""
    with standing_clock(), simulated(tmp_path) as simulator:
        office = a_billed_office()
        pay_online(office, simulator, prepay_fen=50_00)
        office.bill("2026-11")
        use_prepaid(office)
        pay_cash(office, 102, parts=half(all_of(office, 102)), prepay_fen=3_00)
        yield office


def stored(table: str, sort: str, having: Callable[[Item], bool] = lambda item: True) -> Item:
    """The first row whose sort key begins like this."""
    return next(item for item in items_of(table) if item["sk"]["S"].startswith(sort) and having(item))


def put(table: str, item: Item) -> None:
    connection.connection().client._make_api_call("PutItem", {"TableName": table, "Item": item})


def remove(table: str, item: Item) -> None:
    key = {name: item[name] for name in ("pk", "sk")}
    connection.connection().client._make_api_call("DeleteItem", {"TableName": table, "Key": key})


def changed(item: Item, name: str, by: int) -> Item:
    return item | {name: {"N": str(int(item[name]["N"]) + by)}}


def repacked(item: Item, name: str, change: Callable[[Any], Any]) -> Item:
    return item | {name: {"S": json.dumps(change(json.loads(item[name]["S"])))}}


def test_money_that_came_in_is_settled_or_prepaid(office: Office) -> None:
    found = figures.read()
    assert (found.payments, found.prepaid_fen, found.refunded_fen) == (2, 3_00, 0)
    assert found.paid_fen == found.billed_fen - found.open_fen + found.prepaid_fen


@pytest.mark.parametrize("fen", [1, -1])
def test_a_bill_of_which_more_or_less_is_settled_than_was_paid_is_found(office: Office, fen: int) -> None:
    bill = stored(BILLING, "BILL#", lambda item: int(item["settled_fen"]["N"]) > 1)
    put(BILLING, changed(bill, "settled_fen", fen))
    with pytest.raises(SumsDiffer, match="settled of each bill = parts of payments"):
        figures.read()


def test_a_balance_that_no_payment_made_is_found(office: Office) -> None:
    put(PAYMENTS, changed(stored(PAYMENTS, "PREPAID#"), "prepaid_fen", 1))
    with pytest.raises(SumsDiffer, match="prepaid = balances"):
        figures.read()


def test_a_payment_that_is_gone_is_found(office: Office) -> None:
    remove(PAYMENTS, stored(PAYMENTS, "PAYMENT#", lambda item: item["method"]["S"] == "cash"))
    with pytest.raises(SumsDiffer, match="settled of each bill"):
        figures.read()


def test_a_payment_that_the_journal_does_not_tell_of_is_found(office: Office) -> None:
    entry = stored(table_name("journal"), "ENTRY", lambda item: item["event"]["S"] == "payment.received")
    remove(table_name("journal"), entry)
    with pytest.raises(SumsDiffer, match="money in = entries"):
        figures.read()


def test_a_payment_whose_legs_name_another_item_is_found(office: Office) -> None:
    payment = stored(PAYMENTS, "PAYMENT#", lambda item: item["method"]["S"] == "cash")

    def renamed(legs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        named = next(leg for leg in legs if leg["account"].startswith("receivable:"))
        named["account"] += "0"
        return legs

    put(PAYMENTS, repacked(payment, "legs", renamed))
    with pytest.raises(SumsDiffer, match="settled of each item = legs of its account"):
        figures.read()
