"""The kinds of approval under which facts are corrected: what agreeing does, what follows it (REG-04)."""

from __future__ import annotations

from functools import partial
from typing import Final

from chalicelib.approvals.kinds import Kind
from chalicelib.approvals.rules import Approval
from chalicelib.corrections.service import posting, spreading, tariffs
from chalicelib.corrections.service.kinds import FACTS
from chalicelib.corrections.service.proposing import FactKind, apply_in, preview, tell_in


def _follow(org_id: str, one: Approval) -> None:
    """Post at once what was agreed to; the sweep does it where this process dies."""
    if one.unit_id:
        posting.post(org_id, one.unit_id, one.approval_id)


def _kind(fact: FactKind) -> Kind:
    return Kind(
        fact.name,
        preview=partial(preview, fact),
        apply_in=partial(apply_in, fact),
        refuse_in=tell_in,
        follow=_follow,
        kept=fact.kept,
        shown=fact.shown,
    )


def _spread(org_id: str, one: Approval) -> None:
    """Many units may be touched: a worker goes on with it."""
    spreading.wake(org_id, one.community_id, one.approval_id)


KINDS: Final = (
    *(_kind(fact) for fact in FACTS),
    Kind(tariffs.TARIFF, preview=tariffs.preview, apply_in=tariffs.apply_in, refuse_in=tell_in, follow=_spread),
)
