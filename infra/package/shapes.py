"""What each function is given and may touch: memory, time, tables, files, queues. The only table of it.

Memory is processor too: 1,769 MB are one whole core. A sweep that is cut short loses nothing, the next one goes on.
`tests/contended/package` lets a small office live by these functions and holds what they ask of the tables against
what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

JOURNAL: Final = "journal"
KEPT_LOG_DAYS: Final = 365
"""The law wants six months (网络安全法 21)."""
WORKERS: Final = 5
"""How many jobs of the queue run at a time."""
SWEEP_MINUTES: Final = 5
"""What comes at least so often is a sweep: its failure is told when it lasts, its silence is told too."""

_PUT: Final = ("Get", "Put")
_PUT_DELETE: Final = ("Get", "Put", "Delete")
_DELETE: Final = ("Get", "Delete")


@dataclass(frozen=True)
class Shape:
    """One function. Tables by their own names, those it writes it may read as well; the journal is only ever put to.

    `files` is what it may do below each prefix of the bucket. `dead_letters` is where goes what it gave up; None for
    what comes again by itself.
    """

    memory_mb: int
    timeout_seconds: int
    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    enqueues: bool = False
    sends_sms: bool = False
    works: bool = False
    follows_journal: bool = False
    dead_letters: str | None = None


def _tables(names: str) -> frozenset[str]:
    return frozenset(names.split())


_TOLD: Final = _tables("approvals billing callbacks corrections dunning estate journal payments people staging tickets")
"""What a message to an owner is made of."""
_PLACES: Final = _tables("estate staging")
"""Communities and units: what of them an import staged is seen once its head is committed."""
_PAYING: Final = _tables("billing journal payments triggers")

SHAPES: Final[Mapping[str, Shape]] = {
    "http": Shape(
        memory_mb=1_024,
        timeout_seconds=29,  # as long as API Gateway waits
        reads=_tables("dunning notices triggers"),
        writes=_tables(
            "approvals attachments billing callbacks codes corrections estate imports journal payments people "
            "quality sessions staging tickets"
        ),
        files={"uploads": _PUT_DELETE, "kept": _PUT, "receipts": _PUT, "templates": _PUT},
        enqueues=True,
        sends_sms=True,  # codes to sign in with
    ),
    "work": Shape(
        memory_mb=1_769,
        timeout_seconds=900,
        reads=_TOLD,
        writes=_tables(
            "approvals billing corrections dunning estate imports journal notices payments people quality staging"
        ),
        files={"uploads": _DELETE, "imports": _PUT_DELETE},
        enqueues=True,
        sends_sms=True,  # for an entry that was left to the queue
        works=True,
    ),
    "hear": Shape(
        memory_mb=512,
        timeout_seconds=120,
        reads=_TOLD,
        writes=_tables("notices"),
        enqueues=True,
        sends_sms=True,
        follows_journal=True,
        dead_letters="HearDeadLetters",
    ),
    "billing_monthly_run": Shape(
        memory_mb=512,
        timeout_seconds=900,
        reads=_PLACES,
        writes=_tables("billing journal staging triggers"),
        enqueues=True,
        dead_letters="TriggerDeadLetters",
    ),
    "billing_resume_runs": Shape(256, 60, _PLACES | {"billing"}, _tables("triggers"), enqueues=True),
    "callbacks_promises": Shape(256, 120, _PLACES, _tables("callbacks journal tickets triggers")),
    "corrections_resume": Shape(256, 120, _PLACES | {"approvals"}, _PAYING | {"corrections", "quality"}, enqueues=True),
    "dunning_remind": Shape(
        memory_mb=512,
        timeout_seconds=900,
        reads=_PLACES,
        writes=_tables("triggers"),
        enqueues=True,
        dead_letters="TriggerDeadLetters",
    ),
    "imports_resume_imports": Shape(256, 60, _PLACES | {"imports"}, _tables("triggers"), enqueues=True),
    "notices_deliver": Shape(512, 120, _TOLD, _tables("notices triggers"), sends_sms=True),
    "payments_resume": Shape(512, 120, _PLACES, _PAYING, enqueues=True),
    "payments_settle_orders": Shape(512, 120, _PLACES | {"people"}, _PAYING, enqueues=True),
    "payments_use_prepaid_sweep": Shape(512, 300, _PLACES, _PAYING, enqueues=True),
    "quality_check": Shape(
        memory_mb=256,
        timeout_seconds=300,
        reads=_PLACES,
        writes=_tables("quality triggers"),
        enqueues=True,
        dead_letters="TriggerDeadLetters",
    ),
    "tickets_promises": Shape(256, 120, _PLACES, _tables("journal tickets triggers")),
}
