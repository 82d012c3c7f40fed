"""A bill that proves itself: each line computed again from the inputs that it keeps (BIL-06).

Pure: no clock, no database, no HTTP. Whoever holds a line can do the same with pencil and paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.billing.rules.bills import Bill
from chalicelib.billing.rules.lines import Line, amount_of
from chalicelib.billing.rules.notes import Note


@dataclass(frozen=True)
class ProvedLine:
    """A line of a bill, or of the note (`correction_id`) that corrected it: what it says, and what its inputs give.

    `is_part`: a line of a debit note to one of several parties; the parts of one line come to what its inputs give.
    """

    line: Line
    correction_id: str | None
    computed_fen: int
    is_part: bool = False

    @property
    def holds(self) -> bool:
        """The same fen; a part never comes to more than its whole."""
        if self.is_part:
            return abs(self.line.amount_fen) <= abs(self.computed_fen)
        return self.line.amount_fen == self.computed_fen


@dataclass(frozen=True)
class Proof:
    """A bill with its notes: all lines, and what it comes to now."""

    bill: Bill
    lines: tuple[ProvedLine, ...]
    right_fen: int

    @property
    def holds(self) -> bool:
        return all(line.holds for line in self.lines)


def proof_of(bill: Bill, notes: Iterable[Note]) -> Proof:
    """Compute every line of a bill and of its own notes again."""
    own = sorted((n for n in notes if (n.period, n.item_id) == (bill.period, bill.item_id)), key=lambda n: n.n)
    lines = [_proved(line, None, may_be_part=not bill.run_id) for line in bill.lines]
    lines += [_proved(line, note.correction_id, may_be_part=False) for note in own for line in note.after]
    return Proof(bill, tuple(lines), bill.total_fen + sum(note.amount_fen for note in own))


def _proved(line: Line, correction_id: str | None, *, may_be_part: bool) -> ProvedLine:
    computed = amount_of(line)
    return ProvedLine(line, correction_id, computed, is_part=may_be_part and computed != line.amount_fen)
