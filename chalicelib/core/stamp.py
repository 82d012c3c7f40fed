"""What the store must know to save a thing where it was read: its row's version and the end of its journal chain.

Pure: rules carry it along untouched (`dataclasses.replace` keeps it) and never look inside.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stamp:
    """`version` is None for a thing never saved; `chain_n` and `chain_head` are its last journal entry."""

    version: int | None = None
    chain_n: int = 0
    chain_head: str = ""


NEW = Stamp()
