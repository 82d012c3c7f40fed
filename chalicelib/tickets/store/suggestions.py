"""The office's table of suggestions ↔ its row; the table that we ship where it has none of its own."""

from __future__ import annotations

from typing import Final

from chalicelib.core.scope import Scope
from chalicelib.core.stamp import NEW, Stamp
from chalicelib.db.reads import Ask, Together
from chalicelib.db.rows import Packed
from chalicelib.tickets.rules.suggest import DEFAULT, Suggestion
from chalicelib.tickets.store.tables import TicketsRow

_SK: Final = "SUGGESTIONS"
Rules = tuple[Suggestion, ...]


class SuggestionsRow(TicketsRow):
    rules: Packed[Rules] = Packed(Rules)


def suggestions_row(scope: Scope, rules: Rules, stamp: Stamp) -> SuggestionsRow:
    row = SuggestionsRow(f"{scope.org_id}#O", _SK, rules=rules)
    row.stamped(stamp)
    return row


def ask_suggestions(scope: Scope) -> Ask[tuple[Rules, Stamp]]:
    """The table, to be read with other things."""
    return Ask(SuggestionsRow, f"{scope.org_id}#O", _SK, lambda row: (row.rules, row.stamp) if row else (DEFAULT, NEW))


def load_suggestions(scope: Scope) -> tuple[Rules, Stamp]:
    """The table."""
    ask = ask_suggestions(scope)
    return Together(ask)[ask]
