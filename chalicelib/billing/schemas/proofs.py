"""A statement that proves itself, on the wire (BIL-06)."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.billing.rules.proof import Proof, proof_of
from chalicelib.billing.schemas.lines import LineView, line_view
from chalicelib.billing.service.accounts import Statement
from chalicelib.edge.wire import Gives


class ProvedLineView(Gives):
    """A line with what its inputs give when they are computed again; of a note where `correction_id` stands."""

    line: LineView
    correction_id: str | None
    computed_fen: int
    holds: bool


class ProofView(Gives):
    """One fee item of the month, proved line by line."""

    item_id: str
    item_name: str
    total_fen: int
    right_fen: int
    holds: bool
    lines: list[ProvedLineView]


class StatementProof(Gives):
    """A month, proved."""

    unit_id: str
    period: str
    holds: bool
    bills: list[ProofView]


def statement_proof(statement: Statement, names: Mapping[str, str]) -> StatementProof:
    """A month computed again from what it keeps."""
    proofs = [proof_of(bill, statement.notes) for bill in statement.month.bills]
    return StatementProof(
        unit_id=statement.unit.unit_id,
        period=statement.month.period,
        holds=all(proof.holds for proof in proofs),
        bills=[_proof_view(proof, names) for proof in proofs],
    )


def _proof_view(proof: Proof, names: Mapping[str, str]) -> ProofView:
    return ProofView(
        item_id=proof.bill.item_id,
        item_name=proof.bill.item_name,
        total_fen=proof.bill.total_fen,
        right_fen=proof.right_fen,
        holds=proof.holds,
        lines=[
            ProvedLineView(
                line=line_view(one.line, names),
                correction_id=one.correction_id,
                computed_fen=one.computed_fen,
                holds=one.holds,
            )
            for one in proof.lines
        ],
    )
