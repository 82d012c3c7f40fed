"""A receipt to be drawn, complete unless a test says otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from chalicelib.payments.papers.receipt import ReceiptLine, ReceiptPaper

_NAMES: Final = ("物业服务费", "公共水电分摊费", "地下车位服务费", "电梯运行费")


def receipt_lines(count: int, *, amount_fen: int = 236_40) -> tuple[ReceiptLine, ...]:
    """Lines of items in turn; the first costs `amount_fen`, each further one 17.53 more."""
    return tuple(
        ReceiptLine(_NAMES[place % len(_NAMES)], f"2026年{place % 12 + 1}月", amount_fen + place * 17_53)
        for place in range(count)
    )


def a_receipt(*, lines: tuple[ReceiptLine, ...] = receipt_lines(1), prepaid_fen: int = 0, **given: Any) -> ReceiptPaper:
    """A desk receipt of one line for 236.40 in cash, unless said otherwise; its total adds up."""
    receipt = ReceiptPaper(
        office="示例物业服务有限公司",
        community="示例花园",
        unit_label="3幢2单元1502室",
        payer_name="业主甲",
        payment_number="P20261031-7K3F9Q2M",
        book_number="D00017-0003",
        paid_at=datetime(2026, 10, 31, 16, 5, tzinfo=UTC),
        method="现金",
        lines=lines,
        prepaid_fen=prepaid_fen,
        total_fen=sum(line.amount_fen for line in lines) + prepaid_fen,
        cashier="王秀兰",
        check_url="https://guanjia.example/r/P20261031-7K3F9Q2M",
        check_words="guanjia.example",
    )
    return replace(receipt, **given)
