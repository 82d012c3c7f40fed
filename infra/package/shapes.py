"""What each function is given and may touch: memory, time, tables, files, queues. The only table of it.

Memory is processor too: 1,769 MB are one whole core. A sweep that is cut short loses nothing, the next one goes on.
`tests/contended/package` holds what the jobs of a small office do against what stands here.
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

GET: Final = ("Get",)
GET_PUT: Final = ("Get", "Put")
GET_PUT_DELETE: Final = ("Get", "Put", "Delete")


@dataclass(frozen=True)
class Shape:
    """One function. Tables by their names here; the journal is only ever put to.

    `dead_letters` is where goes what it gave up; None for what comes again by itself.
    """

    memory_mb: int
    timeout_seconds: int
    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs_secrets: bool = True
    enqueues: bool = False
    sends_sms: bool = False
    works: bool = False
    follows_journal: bool = False
    dead_letters: str | None = None


def _t(names: str) -> frozenset[str]:
    return frozenset(names.split())


EVERY_TABLE: Final = _t(
    "attachments billing callbacks codes dunning estate imports journal notices payments people sessions staging "
    "tickets triggers"
)

SHAPES: Final[Mapping[str, Shape]] = {
    "http": Shape(
        1_024,
        29,  # as long as API Gateway waits
        writes=EVERY_TABLE,
        files={
            "uploads": GET_PUT_DELETE,
            "kept": GET_PUT,
            "receipts": GET_PUT,
            "templates": GET_PUT,
        },
        enqueues=True,
        sends_sms=True,
    ),
    "work": Shape(
        1_769,
        900,
        reads=_t("dunning tickets"),
        writes=EVERY_TABLE,
        files={"uploads": ("Get", "Delete"), "imports": GET_PUT_DELETE},
        enqueues=True,
        works=True,
    ),
    "hear": Shape(
        512,
        120,
        reads=EVERY_TABLE,
        writes=_t("notices journal"),
        enqueues=True,
        follows_journal=True,
        dead_letters="HearDeadLetters",
    ),
    "billing_monthly_run": Shape(
        512, 900, reads=EVERY_TABLE, writes=EVERY_TABLE, enqueues=True, dead_letters="TriggerDeadLetters"
    ),
    "billing_resume_runs": Shape(256, 60, reads=EVERY_TABLE, writes=_t("triggers"), enqueues=True),
    "callbacks_promises": Shape(256, 60, reads=EVERY_TABLE, writes=EVERY_TABLE),
    "dunning_remind": Shape(
        512, 900, reads=EVERY_TABLE, writes=_t("triggers"), enqueues=True, dead_letters="TriggerDeadLetters"
    ),
    "imports_resume_imports": Shape(256, 60, reads=EVERY_TABLE, writes=_t("triggers"), enqueues=True),
    "notices_deliver": Shape(512, 120, reads=EVERY_TABLE, writes=_t("notices triggers"), sends_sms=True),
    "payments_resume": Shape(512, 120, reads=EVERY_TABLE, writes=EVERY_TABLE, enqueues=True),
    "payments_settle_orders": Shape(512, 120, reads=EVERY_TABLE, writes=EVERY_TABLE, enqueues=True),
    "payments_use_prepaid_sweep": Shape(512, 300, reads=EVERY_TABLE, writes=EVERY_TABLE, enqueues=True),
    "tickets_promises": Shape(256, 120, reads=EVERY_TABLE, writes=EVERY_TABLE),
}
