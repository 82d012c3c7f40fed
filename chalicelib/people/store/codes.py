"""What lives for minutes: codes, budgets, half-done sign-ins, set-up links; and each phone's second factor.

Bookkeeping, in a table of its own. Secrets are kept as digests or sealed, phones and addresses as blind indexes.
`ttl` is when the engine may delete a row; readers go by the instants.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core import clock, limits
from chalicelib.core.errors import TooMany
from chalicelib.db.bookkeeping import Lost, bookkeeping
from chalicelib.db.reads import Ask, Together, get
from chalicelib.db.rows import SCHEMA, Instant, Packed, Row, table_name
from chalicelib.journal import Transaction
from chalicelib.people.rules.codes import Standing, seconds_to_next_hour

_DAY_SECONDS: Final = 86_400


class CodesRow(Row):
    """The codes table."""

    class Meta:
        table_name = table_name("codes")

    ttl = NumberAttribute(null=True)


class CodeRow(CodesRow):
    """A phone's last code, and how often it asked today. Without `digest` the code is used up.

    `stands` is how whom it was sent to signs in; none where the phone means nobody, and the code was sent to nobody.
    """

    digest = UnicodeAttribute(null=True)
    expires_at = Instant()
    tries_left = NumberAttribute()
    sent_at = Instant()
    sent_today = NumberAttribute()
    stands: Packed[Standing] = Packed(Standing, null=True)


class BudgetRow(CodesRow):
    """How often an address asked for one thing within an hour."""

    n = NumberAttribute()


class PendingRow(CodesRow):
    """A sign-in that waits for its second factor. `secret` only while a new one is being enrolled."""

    subject = UnicodeAttribute()
    expires_at = Instant()
    tries_left = NumberAttribute()
    key = UnicodeAttribute(null=True)
    secret = UnicodeAttribute(null=True)


class FactorRow(CodesRow):
    """A phone's second factor; `counter` is the last time step that was accepted."""

    key = UnicodeAttribute()
    secret = UnicodeAttribute()
    counter = NumberAttribute()


class SetupRow(CodesRow):
    """A set-up link, by the digest of its token."""

    expires_at = Instant()
    used = BooleanAttribute(default=False)


def spend_budget(purpose: str, address_index: str, *, most: int, at: datetime) -> None:
    """Count one more call of this address in the hour of `at`; raises TooMany beyond `most`."""
    try:
        bookkeeping("budgets per address").update(*_counted(purpose, address_index, most, at))
    except Lost as lost:
        raise TooMany(retry_after_seconds=seconds_to_next_hour(at)) from lost


def _counted(purpose: str, address_index: str, most: int, at: datetime) -> tuple[Row, list[Action], Condition]:
    row = BudgetRow(f"_#BUDGET#{purpose}#{address_index}", clock.instant(at)[:13])
    count: list[Action] = [
        BudgetRow.n.add(1),
        BudgetRow.v.set(SCHEMA),
        BudgetRow.ttl.set(int(at.timestamp()) + _DAY_SECONDS),
    ]
    return row, count, BudgetRow.n.does_not_exist() | (BudgetRow.n < most)


def code(subject: str) -> CodeRow | None:
    """The phone's last code."""
    return get(CodeRow, f"_#CODE#{subject}", "CODE")


def code_to_try(subject: str, *, address_index: str, most: int, at: datetime) -> CodeRow | None:
    """The phone's last code, for an address that may still try one; raises TooMany before anything is compared."""
    asked: Ask[CodeRow | None] = Ask(CodeRow, f"_#CODE#{subject}", "CODE", lambda row: row)
    counter, *_ = _counted("sign-in", address_index, most, at)
    budget: Ask[int] = Ask(BudgetRow, counter.pk, counter.sk, lambda row: int(row.n) if row else 0)
    found = Together(asked, budget)
    if found[budget] >= most:
        raise TooMany(retry_after_seconds=seconds_to_next_hour(at))
    return found[asked]


def keep_code(
    kept: CodeRow | None, subject: str, *, digest: str, stands: Standing | None, at: datetime, sent_today: int
) -> None:
    """Replace the last code at the version read; raises Lost when another request was first."""
    row = kept or CodeRow(f"_#CODE#{subject}", "CODE")
    row.stands = stands
    row.digest, row.sent_at, row.sent_today, row.tries_left = digest, at, sent_today, limits.CODE_TRIES
    row.expires_at = at + timedelta(seconds=limits.CODE_SECONDS)
    row.ttl = int(at.timestamp()) + _DAY_SECONDS
    bookkeeping("sign-in codes").put(row)


def spend_try(row: CodeRow | PendingRow) -> None:
    """Take one try, before anybody is told; raises Lost when none is left, or the code is not that one now."""
    kind = type(row)
    left = kind.tries_left > 0
    if isinstance(row, CodeRow):
        left &= CodeRow.digest == row.digest
    bookkeeping("tries of a code").update(row, [kind.tries_left.add(-1)], left)


def use_code(row: CodeRow, begun: Row, *, address_index: str, most: int, at: datetime) -> None:
    """Take the code with the try that was right, count the address's call and put what begins, all or nothing.

    One browser alone gets past this. Raises Lost as `spend_try` does, TooMany as `spend_budget` does.
    """
    take: list[Action] = [CodeRow.digest.remove()]
    still = (CodeRow.digest == row.digest) & (CodeRow.tries_left > 0)
    counted = _counted("sign-in", address_index, most, at)
    try:
        bookkeeping("sign-in codes").put_with(begun, (row, take, still), counted)
    except Lost as lost:
        if counted[0] in lost.rows:
            raise TooMany(retry_after_seconds=seconds_to_next_hour(at)) from lost
        raise


def pending(digest: str) -> PendingRow | None:
    return get(PendingRow, f"_#PENDING#{digest}", "PENDING")


def pending_row(
    digest: str, *, subject: str, at: datetime, key: str | None = None, secret: str | None = None
) -> PendingRow:
    """A sign-in that begins to wait for a second factor."""
    row = PendingRow(f"_#PENDING#{digest}", "PENDING", subject=subject, key=key, secret=secret)
    row.tries_left, row.expires_at = limits.TOTP_TRIES, at + timedelta(seconds=limits.TOTP_SECONDS)
    row.ttl = int(at.timestamp()) + _DAY_SECONDS
    return row


def end_pending(row: PendingRow) -> None:
    """Take the half-done sign-in; raises Lost when it was taken already."""
    bookkeeping("sign-ins waiting for a second factor").delete(row, PendingRow.pk.exists())


def factor(subject: str) -> FactorRow | None:
    return get(FactorRow, f"_#TOTP#{subject}", "TOTP")


def enrol_factor(subject: str, *, key: str, secret: str, counter: int) -> None:
    """Keep a phone's first second factor; raises Lost when it has one."""
    bookkeeping("second factors").put(FactorRow(f"_#TOTP#{subject}", "TOTP", key=key, secret=secret, counter=counter))


def lose_factor_in(tx: Transaction, subject: str) -> None:
    """Take back the phone's second factor, if there is one, with a verb: the next sign-in enrols a new one."""
    row = factor(subject)
    if row is not None:
        tx.delete(row)


def use_counter(row: FactorRow, counter: int) -> None:
    """Take a time step; raises Lost when it, or a later one, was taken already: no code works twice."""
    bookkeeping("second factors").update(row, [FactorRow.counter.set(counter)], FactorRow.counter < counter)


def setup_link(digest: str) -> SetupRow | None:
    return get(SetupRow, f"_#SETUP#{digest}", "SETUP")


def keep_setup_link(digest: str, *, at: datetime) -> None:
    expires_at = at + timedelta(seconds=limits.SETUP_SECONDS)
    bookkeeping("set-up links").put(SetupRow(f"_#SETUP#{digest}", "SETUP", expires_at=expires_at))
