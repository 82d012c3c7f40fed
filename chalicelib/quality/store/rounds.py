"""Rounds and signs ↔ rows, and which round of a community is open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Ask, Listing, Together, every, get, get_many, page
from chalicelib.db.rows import AggregateRow, Instant, Packed
from chalicelib.quality.rules.rounds import Round, Slot, State
from chalicelib.quality.rules.signing import Sign
from chalicelib.quality.store.tables import QualityRow, community_pk

_ROUND: Final = "ROUND#"
_SLOT: Final = "SLOT"
_SIGN: Final = "SIGN#"
_KEPT: Final = ("opened_at", "opened_by", "correction_id", "totals", "signed", "closed_at")
_SIGNED: Final = ("building", "area", "paper", "by", "at")


class RoundRow(QualityRow, AggregateRow):
    opened_at = Instant()
    opened_by = UnicodeAttribute()
    reason = UnicodeAttribute(null=True)
    correction_id = UnicodeAttribute(null=True)
    totals: Packed[dict[str, int]] = Packed(dict[str, int])
    signed: Packed[dict[str, int]] = Packed(dict[str, int])
    differing = NumberAttribute()
    alone = NumberAttribute(null=True)
    state = UnicodeAttribute()
    closed_at = Instant(null=True)


class SlotRow(QualityRow, AggregateRow):
    round_id = UnicodeAttribute(null=True)


class SignRow(QualityRow):
    building = UnicodeAttribute()
    area = UnicodeAttribute()
    paper = UnicodeAttribute()
    by = UnicodeAttribute()
    at = Instant()
    says = UnicodeAttribute(null=True)
    words = UnicodeAttribute(null=True)
    alone = BooleanAttribute(null=True)


def round_row(scope: Scope, one: Round) -> RoundRow:
    row = RoundRow(community_pk(scope, one.community_id), f"{_ROUND}{one.round_id}", state=str(one.state))
    for name in _KEPT:
        setattr(row, name, getattr(one, name))
    row.reason, row.differing, row.alone = one.reason or None, one.differing, one.alone or None
    row.stamped(one.stamp)
    return row


def slot_row(scope: Scope, slot: Slot) -> SlotRow:
    row = SlotRow(community_pk(scope, slot.community_id), _SLOT, round_id=slot.round_id)
    row.stamped(slot.stamp)
    return row


def sign_row(scope: Scope, round_id: str, sign: Sign) -> SignRow:
    row = SignRow(_signs_pk(scope, round_id), f"{_SIGN}{sign.unit_id}")
    for name in _SIGNED:
        setattr(row, name, getattr(sign, name))
    row.says, row.words, row.alone = sign.says or None, sign.words or None, sign.alone or None
    if sign.version is not None:
        row.version = sign.version
    return row


def load_slot(scope: Scope, community_id: str) -> Slot:
    row = get(SlotRow, community_pk(scope, community_id), _SLOT)
    return Slot(community_id, row.round_id, row.stamp) if row else Slot(community_id)


def load_round(scope: Scope, community_id: str, round_id: str) -> Round:
    """The round of a community within reach; raises NotFound."""
    ask = ask_round(scope, community_id, round_id)
    one = Together(ask)[ask]
    if one is None:
        raise NotFound()
    return one


def ask_round(scope: Scope, community_id: str, round_id: str) -> Ask[Round | None]:
    """A round, to be read with other things; the caller sees to the reach."""
    pk, sk = community_pk(scope, community_id), f"{_ROUND}{round_id}"
    return Ask(RoundRow, pk, sk, lambda row: _round(row) if row else None)


def rounds_page(scope: Scope, community_id: str, *, cursor: str | None) -> tuple[list[Round], str | None]:
    """A page of the community's rounds, the newest id first."""
    listing = Listing(RoundRow, community_pk(scope, community_id), _ROUND, newest_first=True)
    found = page(scope, listing, cursor=cursor)
    return [_round(row) for row in found.rows], found.next


def signs_of(scope: Scope, round_id: str, unit_ids: Iterable[str]) -> dict[str, Sign]:
    """What was said of these units in the round."""
    rows = get_many(SignRow, ((_signs_pk(scope, round_id), f"{_SIGN}{unit_id}") for unit_id in unit_ids))
    return {sign.unit_id: sign for sign in map(_sign, rows)}


def every_sign(scope: Scope, round_id: str) -> dict[str, Sign]:
    """All of it: before a round closes."""
    rows = every(Listing(SignRow, _signs_pk(scope, round_id), _SIGN))
    return {sign.unit_id: sign for sign in map(_sign, rows)}


def _round(row: RoundRow) -> Round:
    kept: dict[str, Any] = {name: getattr(row, name) for name in _KEPT}
    return Round(
        round_id=row.sk.removeprefix(_ROUND),
        community_id=row.pk.rpartition("#")[2],
        reason=row.reason or "",
        differing=int(row.differing),
        alone=int(row.alone or 0),
        state=State(row.state),
        stamp=row.stamp,
        **kept,
    )


def _sign(row: SignRow) -> Sign:
    kept: dict[str, Any] = {name: getattr(row, name) for name in _SIGNED}
    says, words = row.says or "", row.words or ""
    unit_id = row.sk.removeprefix(_SIGN)
    return Sign(unit_id, says=says, words=words, alone=bool(row.alone), version=row.version, **kept)


def _signs_pk(scope: Scope, round_id: str) -> str:
    return f"{scope.org_id}#R#{round_id}"
