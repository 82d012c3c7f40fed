"""Changing the office's table of words (TIC-02)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.core.scope import Cause, Scope
from chalicelib.journal import transaction, verb
from chalicelib.journal.entries import ORGANISATION_HOME
from chalicelib.tickets.rules import suggest as rules
from chalicelib.tickets.rules.suggest import Suggestion
from chalicelib.tickets.store import suggestions as store


@dataclass(frozen=True)
class SuggestionsChanged:
    rules: int


@verb("tickets.change_suggestions")
def change_suggestions(
    scope: Scope, cause: Cause, *, table: Sequence[Suggestion], was: Sequence[Suggestion] | None = None
) -> SuggestionsChanged:
    """Replace the table, if it is still what it `was`; it suggests from the next report on. Raises BadSuggestions."""
    rules.check(table)
    before, stamp = store.load_suggestions(scope)
    rules.need_unchanged(before, was)
    with transaction(scope, cause) as tx:
        return tx.record(
            "suggestions.changed",
            subject=store.suggestions_row(scope, tuple(table), stamp),
            home=ORGANISATION_HOME,
            outcome=SuggestionsChanged(len(table)),
            changes={"rules": [len(before), len(table)]},
        )
