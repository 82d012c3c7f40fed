"""Every crash test runs under the journal's guard."""

from tests.crash.watch import journal_guard

__all__ = ["journal_guard"]
