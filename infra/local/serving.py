"""Tickets worked without a page: reported at home or taken down, accepted, worked on, called back or scored.

Through the same verbs as the pages, each step at its own time. Each has a key of its own, so a program that was killed
half way takes them all again, and those that were taken answer as they did and write nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.callbacks import service as callbacks
from chalicelib.callbacks.rules import callback_id_of
from chalicelib.core import clock, ids
from chalicelib.core.scope import Cause, Household, Reach, Role, Scope
from chalicelib.estate.rules import Unit
from chalicelib.tickets.service import intake, work
from infra.local import office
from infra.local.office import Desk


class NobodyThere(Exception):
    """Nobody is known to live in the unit on that day."""


class Serving:
    """One ticket under way. `key` names it; `opened_at` is its first minute, from which every step counts its own."""

    def __init__(self, desk: Desk, unit: Unit, *, key: str, opened_at: datetime) -> None:
        self.desk, self.unit, self.opened_at = desk, unit, opened_at
        self.ticket_id = ids.derived_at(opened_at, unit.unit_id, "ticket", key)

    def reported(self, words: str) -> None:
        """Who pays for the unit reports on the portal; raises NobodyThere."""
        step = self._at(0, "open")
        intake.open_ticket(self.at_home, step, self.unit.unit_id, ticket_id=self.ticket_id, words=words)

    def taken_down(self, by: Desk, words: str) -> None:
        """Somebody of the office takes it down on the telephone."""
        step = self._at(0, "open")
        intake.open_ticket(by.scope, step, self.unit.unit_id, ticket_id=self.ticket_id, words=words)

    def assigned(self, minute: int, by: Desk, *, to: Desk) -> None:
        work.assign(by.scope, self._at(minute, "assign"), self.ticket_id, worker_id=to.actor_id)

    def accepted(self, minute: int, by: Desk) -> None:
        work.accept(by.scope, self._at(minute, "accept"), self.ticket_id)

    def arrived(self, minute: int, by: Desk) -> None:
        work.arrive(by.scope, self._at(minute, "arrive"), self.ticket_id)

    def replied(self, minute: int, by: Desk, words: str) -> None:
        work.reply(by.scope, self._at(minute, "reply"), self.ticket_id, words=words)

    def progressed(self, minute: int, by: Desk, percent: int, words: str, *, done_minute: int) -> None:
        """So far it is; expected to be done in the minute `done_minute`."""
        expected_at = self._when(done_minute)
        step = self._at(minute, f"progress#{percent}")
        work.progress(by.scope, step, self.ticket_id, percent=percent, words=words, expected_at=expected_at)

    def held(self, minute: int, by: Desk, reason: str, *, until: datetime) -> None:
        work.hold(by.scope, self._at(minute, "hold"), self.ticket_id, reason=reason, until=until)

    def finished(self, minute: int, by: Desk, words: str) -> None:
        work.finish(by.scope, self._at(minute, "finish"), self.ticket_id, words=words)

    def called_back(self, minute: int, by: Desk, *, score: int, suggestion: str = "") -> None:
        """Somebody asks on the telephone how it was."""
        callbacks.answer_callback(
            by.scope,
            self._at(minute, "call"),
            callback_id_of(self.ticket_id, 0),
            community_id=self.desk.community_id,
            score=score,
            suggestion=suggestion,
        )

    def scored(self, minute: int, *, score: int, words: str = "") -> None:
        """Who reported scores the work on the portal."""
        callbacks.score_ticket(self.at_home, self._at(minute, "score"), self.ticket_id, score=score, suggestion=words)

    @property
    def at_home(self) -> Scope:
        """Whoever pays for the unit on the day of the report, with no other unit in reach; raises NobodyThere."""
        payer = self.unit.payer_on(clock.business_date(self.opened_at))
        if payer is None:
            raise NobodyThere(self.unit.label)
        unit_id, party_id = self.unit.unit_id, payer.value
        reach = Reach(frozenset({self.desk.community_id}), None, frozenset({unit_id}))
        household = Household(frozenset({party_id}), {unit_id: None})
        return Scope(self.desk.org_id, f"P:{party_id}", frozenset({Role.OWNER}), reach, household)

    def _at(self, minute: int, name: str) -> Cause:
        """Have it be so many minutes after the report; gives the cause of the step of this name."""
        office.set_time(self._when(minute))
        return office.cause(f"ticket#{self.ticket_id}#{name}")

    def _when(self, minute: int) -> datetime:
        return self.opened_at + timedelta(minutes=minute)
