"""Every test below runs under the journal's guard: no request may change an entry or slip past a transaction."""

from tests.crash.watch import journal_guard

__all__ = ["journal_guard"]
