"""The receipt (收款收据), A5 across: what was paid, by whom, for what, in figures and in capitals, and how to check it.

Drawn from what it is given alone: the same receipt is the same bytes. Lengths in tenths of a millimetre, sizes of type
in tenths of a point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from chalicelib.core.clock import SHANGHAI
from chalicelib.core.money import FEN_PER_YUAN
from chalicelib.documents.paper import Align, Ink, Paper
from chalicelib.payments.rules.capitals import capitals

WIDTH: Final = 2100
HEIGHT: Final = 1480
_LEFT, _RIGHT = 150, 1950  # of bands and lines
_BEGIN, _PERIOD, _END = 170, 1210, 1930  # of text; where the second column begins; where amounts end
_HEAD_TOP: Final = 405  # of the table's head; a name in several lines moves it down
_HEAD: Final = 52
_TOTAL_TOP: Final = 1024
_FOOT: Final = 1395  # how far down rows may go on a page that another follows
_ROW, _ROW_LEAST = 62, 42
_LINE: Final = 36  # from one line of a folded name to the next


@dataclass(frozen=True)
class ReceiptLine:
    """What was paid of one bill. `period` in words, such as 2026年10月."""

    item_name: str
    period: str
    amount_fen: int


@dataclass(frozen=True)
class ReceiptPaper:
    """Everything that a receipt says, in words that are ready to be read. Without a book number it says so.

    `total_fen` is the sum of the lines and of what was prepaid. The QR code leads to `check_url`; `check_words` stand
    under it and on the page that it leads to.
    """

    office: str
    community: str
    unit_label: str
    payer_name: str
    payment_number: str
    book_number: str | None
    paid_at: datetime
    method: str
    lines: tuple[ReceiptLine, ...]
    prepaid_fen: int
    total_fen: int
    cashier: str
    check_url: str
    check_words: str


class DoesNotAddUp(ValueError):
    """A receipt whose lines are not its total is a fault of ours, and is not drawn."""


@dataclass(frozen=True)
class _Row:
    name: tuple[str, ...]
    period: str
    amount_fen: int

    def height(self, pitch: int) -> int:
        return pitch + (len(self.name) - 1) * _LINE


def draw(receipt: ReceiptPaper) -> bytes:
    """The receipt as a PDF, on as many pages as its lines need. Raises NotMoney below 0 and above what capitals say."""
    if sum(line.amount_fen for line in receipt.lines) + receipt.prepaid_fen != receipt.total_fen:
        raise DoesNotAddUp(receipt.payment_number)
    paper = Paper(
        width=WIDTH,
        height=HEIGHT,
        title=f"收款收据 {receipt.payment_number}",
        author=receipt.office,
        made_at=receipt.paid_at,
    )
    rows = _rows(paper, receipt)
    top = _facts(paper, receipt) + _HEAD
    pitch = _pitch(rows, _TOTAL_TOP - top)
    pages = paged([row.height(pitch) for row in rows], room=_FOOT - top, last=_TOTAL_TOP - top)
    for number, page in enumerate(pages, 1):
        paper.page()
        _head(paper, receipt)
        end = _table(paper, rows[page], top, pitch)
        if number == len(pages):
            _total(paper, receipt, rows_end=end)
            _foot(paper, receipt)
        else:
            paper.rule(_LEFT, end, _RIGHT, weight=1)
        if len(pages) > 1:
            more = "" if number == len(pages) else "，接下页"
            paper.text(_BEGIN, 1420, f"第 {number} 页，共 {len(pages)} 页{more}", size=75, ink=Ink.SOFT)
    return paper.finished()


def yuan(amount_fen: int) -> str:
    """1,234.50"""
    whole, rest = divmod(amount_fen, FEN_PER_YUAN)
    return f"{whole:,}.{rest:02}"


def paged(heights: Sequence[int], *, room: int, last: int) -> list[slice]:
    """Which rows stand on which page: a page has `room` for them, the last one, with the total, `last`, and at least
    one row.
    """
    pages, start = [], 0
    while sum(heights[start:]) > last and start < len(heights) - 1:
        end, height = start + 1, heights[start]
        while end < len(heights) - 1 and height + heights[end] <= room:
            height += heights[end]
            end += 1
        pages.append(slice(start, end))
        start = end
    return [*pages, slice(start, len(heights))]


def _rows(paper: Paper, receipt: ReceiptPaper) -> list[_Row]:
    """The lines of the table, and what was prepaid as the last of them."""
    said = [(line.item_name, line.period, line.amount_fen) for line in receipt.lines]
    if receipt.prepaid_fen:
        said.append(("预存", "计入预存余额", receipt.prepaid_fen))
    return [_Row(paper.folded(name, room=_PERIOD - _BEGIN - 40, size=90), period, fen) for name, period, fen in said]


def _pitch(rows: Sequence[_Row], room: int) -> int:
    """Airy for a few rows; closer where that keeps the receipt on one page."""
    folded = sum(row.height(0) for row in rows)
    one_page = (room - folded) // max(1, len(rows))
    return min(_ROW, one_page) if one_page >= _ROW_LEAST else _ROW_LEAST + 4


def _head(paper: Paper, receipt: ReceiptPaper) -> None:
    """What stands on every page above the rows."""
    middle = WIDTH // 2
    size = paper.fitted(receipt.office, room=_RIGHT - _LEFT, size=105, least=60)
    paper.text(middle, 116, receipt.office, size=size, align=Align.MIDDLE, ink=Ink.SOFT)
    paper.text(middle, 210, "收款收据", size=195, align=Align.MIDDLE, ink=Ink.ACCENT, strong=True, spacing=50)
    paper.rule(middle - 230, 234, middle + 230, weight=4, ink=Ink.ACCENT)
    paper.rule(middle - 230, 241, middle + 230, weight=1, ink=Ink.ACCENT)
    if receipt.book_number:
        paper.text(_END, 210, f"No. {receipt.book_number}", size=120, align=Align.RIGHT)
    else:
        paper.text(_END, 182, "收据号正在编制，", size=75, align=Align.RIGHT, ink=Ink.SOFT)
        paper.text(_END, 212, "几秒钟后重新打开即可看到", size=75, align=Align.RIGHT, ink=Ink.SOFT)
    _facts(paper, receipt, drawn=True)


def _facts(paper: Paper, receipt: ReceiptPaper, *, drawn: bool = False) -> int:
    """Who, where, which and when, in two columns; says where the table may begin."""
    paid_at = f"{receipt.paid_at.astimezone(SHANGHAI):%Y年%m月%d日 %H:%M}"
    y = 300
    for left, right in (
        (("交款人", receipt.payer_name), ("收款编号", receipt.payment_number)),
        (("房屋", f"{receipt.community} {receipt.unit_label}"), ("收款时间", paid_at)),
    ):
        tall = _fact(paper, _BEGIN, y, left, room=840, drawn=drawn)
        y += max(tall, _fact(paper, _PERIOD, y, right, room=560, drawn=drawn)) + 20
    return y - 20 + 1


def _fact(paper: Paper, x: int, y: int, fact: tuple[str, str], *, room: int, drawn: bool) -> int:
    """A label and its words, smaller and then folded where they are long; says how tall it is."""
    label, words = fact
    size = paper.fitted(words, room=room, size=105, least=75)
    lines = paper.folded(words, room=room, size=size)
    if drawn:
        paper.text(x, y, label, size=85, ink=Ink.SOFT)
        for number, line in enumerate(lines):
            paper.text(x + 160, y + number * 38, line, size=size)
    return 42 + (len(lines) - 1) * 38


def _table(paper: Paper, rows: Sequence[_Row], top: int, pitch: int) -> int:
    """The head of the table, which ends at `top`, and these rows under it; says where they end."""
    paper.box(_LEFT, top - _HEAD, _RIGHT - _LEFT, _HEAD, ink=Ink.GROUND)
    paper.text(_BEGIN, top - 17, "收费项目", size=85, ink=Ink.SOFT)
    paper.text(_PERIOD, top - 17, "账期", size=85, ink=Ink.SOFT)
    paper.text(_END, top - 17, "金额（元）", size=85, align=Align.RIGHT, ink=Ink.SOFT)
    y = top
    for row in rows:
        if y > top:
            paper.rule(_LEFT, y, _RIGHT, weight=1)
        base = y + (pitch + 22) // 2
        for number, line in enumerate(row.name):
            paper.text(_BEGIN, base + number * _LINE, line, size=90)
        paper.text(_PERIOD, base, row.period, size=paper.fitted(row.period, room=420, size=90, least=60))
        paper.text(_END, base, yuan(row.amount_fen), size=90, align=Align.RIGHT)
        y += row.height(pitch)
    return y


def _total(paper: Paper, receipt: ReceiptPaper, *, rows_end: int) -> None:
    """The total, in capitals and in figures, between two lines; what is free above it is said to be so."""
    if rows_end <= _TOTAL_TOP - _ROW_LEAST:
        paper.rule(_LEFT, rows_end, _RIGHT, weight=1)
        paper.text(_BEGIN, rows_end + 40, "以下空白", size=75, ink=Ink.SOFT)
    for y in (_TOTAL_TOP, _TOTAL_TOP + 84):
        paper.rule(_LEFT, y, _RIGHT, weight=4, ink=Ink.ACCENT)
    base = _TOTAL_TOP + 56
    figures, words = f"¥{yuan(receipt.total_fen)}", capitals(receipt.total_fen)
    paper.text(_BEGIN, base, "合计（大写）", size=85, ink=Ink.SOFT)
    paper.text(_BEGIN + 205, base, words, size=paper.fitted(words, room=1130, size=115, least=60), strong=True)
    paper.text(
        _END, base, figures, size=paper.fitted(figures, room=360, size=150, least=80), align=Align.RIGHT, strong=True
    )


def _foot(paper: Paper, receipt: ReceiptPaper) -> None:
    """How it was paid, who took it, room for the stamp, and the code to check it with."""
    for y, fact in ((1180, ("收款方式", receipt.method)), (1250, ("收银", receipt.cashier))):
        _fact(paper, _BEGIN, y, fact, room=420, drawn=True)
    paper.text(870, 1180, "收款单位（盖章）", size=85, ink=Ink.SOFT)
    paper.rule(870, 1330, 1560, weight=1, ink=Ink.SOFT)
    side = 205  # four squares stay free around it
    paper.qr(_END - side, 1140, side, receipt.check_url)
    middle = _END - side // 2
    paper.text(middle, 1395, "扫码核验", size=80, align=Align.MIDDLE, ink=Ink.SOFT)
    size = paper.fitted(receipt.check_words, room=380, size=80, least=50)
    paper.text(middle, 1425, receipt.check_words, size=size, align=Align.MIDDLE)
