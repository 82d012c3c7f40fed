"""One entry per committed verb: the receipt that makes a retry safe, the audit record, and the outbox.

`verb` and `transaction` are how every business change is made; `entries` is the row and how it is read back.
"""

from chalicelib.journal.entries import EntryView, entry_page
from chalicelib.journal.verbs import VERBS, Busy, KeyReused, Transaction, transaction, verb

__all__ = ["VERBS", "Busy", "EntryView", "KeyReused", "Transaction", "entry_page", "transaction", "verb"]
