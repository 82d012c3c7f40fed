"""The least that each verb can cost: one request that reads every row it decides on, one commit of what it writes.

The one reviewed place. A verb is declared here by its rows: those without which it could not decide, those that must
differ once it is done (its journal entry and index entries among them, priced with their rows). How many bytes they
have is taken from what is stored; the meter prices them. Nothing here looks at what the verb really asks for.

- What a process keeps for ever (which runs are released, when their bills are due) is not read again: not declared.
- A row's absence is no row to read: putting it only if absent decides that, in the commit.
- A commit of one row is a write; of several, a transaction, in which each row costs twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from chalicelib.db import meter
from chalicelib.db.meter import Item, Table, Units

Key: TypeAlias = tuple[str, str]
Stored: TypeAlias = Mapping[str, Mapping[Key, Item]]
"""Every item, by the table's short name and its key."""


@dataclass(frozen=True)
class Rows:
    """Rows of one collection: `pk` and how `sk` begins, with {names} of the case; `*` is anything between two #.

    Read from the table's index where one is named; a `late` one (global) is never read consistently, at half the price.
    """

    table: str
    pk: str
    sk: str = ""
    index: str | None = None
    late: bool = False

    def of(self, stored: Stored, names: Mapping[str, str]) -> dict[Key, Item]:
        """Those that stand."""
        pk, sk = _pattern(self.pk, names), _pattern(self.sk, names)
        return {
            key: item for key, item in stored.get(self.table, {}).items() if pk.fullmatch(key[0]) and sk.match(key[1])
        }


@dataclass(frozen=True)
class Floor:
    """A verb or question by its rows; `why` says what a reader might miss among them."""

    verb: str
    decides_on: tuple[Rows, ...]
    writes: tuple[Rows, ...] = ()
    why: str = ""

    @property
    def requests(self) -> int:
        """One that reads, one that commits."""
        return bool(self.decides_on) + bool(self.writes)

    def units(self, tables: Mapping[str, Table], names: Mapping[str, str], before: Stored, after: Stored) -> Units:
        """The price of its rows as they stood before and after it was done once.

        Raises Stale when a declared row does not stand, or was not written: then the declaration is wrong.
        """
        read = sum((self._read(tables, rows, names, before) for rows in self.decides_on), Units())
        changed = self.changed(names, before, after)
        in_transaction = len(changed) > 1
        written = (tables[table].written(*images, in_transaction=in_transaction) for table, *images in changed)
        return read + sum(written, Units())

    def changed(
        self, names: Mapping[str, str], before: Stored, after: Stored
    ) -> list[tuple[str, Item | None, Item | None]]:
        """(table, old, new) of each declared row that the verb wrote."""
        found: dict[tuple[str, Key], tuple[str, Item | None, Item | None]] = {}
        for rows in self.writes:
            old, new = rows.of(before, names), rows.of(after, names)
            keys = [key for key in old.keys() | new.keys() if old.get(key) != new.get(key)]
            if not keys:
                raise Stale(f"{self.verb}: {rows} was not written")
            found |= {(rows.table, key): (rows.table, old.get(key), new.get(key)) for key in keys}
        return list(found.values())

    def _read(self, tables: Mapping[str, Table], rows: Rows, names: Mapping[str, str], before: Stored) -> Units:
        found: Iterable[Item] = rows.of(before, names).values()
        if rows.index:
            table = tables[rows.table]
            entries = (table.index(rows.index).entry(item, table.keys) for item in found)
            found = [entry for entry in entries if entry]
        items = list(found)
        if not items:
            raise Stale(f"{self.verb}: {rows} does not stand")
        ways = (read(items, consistent=not rows.late) for read in (meter.read_together, meter.read_one_by_one))
        return min(ways, key=lambda units: units.reads)


class Stale(Exception):
    """A declaration that no longer says what the verb does."""


def _pattern(text: str, names: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(re.escape(text.format(**names)).replace(r"\*", "[^#]*"))


ENTRY: Final = Rows("journal", "{org}#*#*#*", "ENTRY")
UNIT: Final = Rows("estate", "{org}#U#{unit}", "UNIT")
BILL: Final = Rows("billing", "{org}#U#{unit}", "BILL#{period}#{item}")
ORDER: Final = Rows("payments", "{org}#U#{unit}", "ORDER#{order}")
PAYMENT: Final = Rows("payments", "{org}#U#{unit}", "PAYMENT#")
BOOK: Final = Rows("payments", "{org}#C#{community}", "BOOK#")
BUDGET: Final = Rows("tickets", "{org}#A#*", "HOUR#{hour}")

SIGN_IN: Final = Floor(
    "sign-in",
    decides_on=(Rows("codes", "_#CODE#{subject}"),),
    writes=(
        Rows("codes", "_#CODE#{subject}"),
        Rows("codes", "_#BUDGET#sign-in#*"),
        Rows("sessions", "_#SESSIONS#{subject}"),
    ),
    why="The code says whom it was sent to; who a session stands for is asked anew at each request, not here.",
)
LIST_BILLS: Final = Floor(
    "list my bills",
    decides_on=(Rows("billing", "{org}#U#{unit}", "BILL#", index="open"),),
    why="Twelve unpaid bills of one unit. Which unit is the caller's, their session knows.",
)
START_PAYMENT: Final = Floor(
    "start payment",
    decides_on=(UNIT, BILL),
    writes=(ORDER, ENTRY),
    why="An owner, one bill. The unit says whether it is within reach.",
)
PAY_BY_NOTIFICATION: Final = Floor(
    "pay one bill (notification)",
    decides_on=(ORDER, BILL),
    writes=(ORDER, BILL, PAYMENT, ENTRY),
    why="The provider carries back which order and bills it is about; that the payment is new, its entry decides.",
)
PAY_AT_DESK: Final = Floor(
    "pay one bill (desk)",
    decides_on=(UNIT, BILL, BOOK),
    writes=(BOOK, BILL, PAYMENT, ENTRY),
    why="The cashier's book of today has begun. That the payment is new, its own row decides.",
)
LIST_TICKETS: Final = Floor(
    "list my 20 open tickets",
    decides_on=(Rows("tickets", "{org}#T#*", "TICKET", index="home", late=True),),
    why="Twenty of one unit, and no other ticket stands. Which unit is the caller's, their session knows.",
)
OPEN_TICKET: Final = Floor(
    "open a ticket",
    decides_on=(UNIT, BUDGET),
    writes=(Rows("tickets", "{org}#T#{ticket}"), BUDGET, ENTRY),
    why="The office has no table of words of its own. That the ticket is new, its own row decides.",
)

_ALL: Final = (SIGN_IN, LIST_BILLS, START_PAYMENT, PAY_BY_NOTIFICATION, PAY_AT_DESK, LIST_TICKETS, OPEN_TICKET)
FLOORS: Final = {one.verb: one for one in _ALL}
