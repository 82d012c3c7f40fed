"""What a workbook says, once read: buildings, people, fee items and units, ready to be compared with what is there.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from chalicelib.imports.rules.findings import Finding

Cell: TypeAlias = str | int | Decimal | date | bool | None
PartyKind: TypeAlias = Literal["owner", "family", "tenant", "temporary"]
FormName: TypeAlias = Literal["peer", "guanjia"]

OWNER: Final = "owner"
AREA_TIMES_RATE: Final = "1001"
FIXED: Final = "2002"


class SheetLike(Protocol):
    """A sheet from A1; the sets hold places (row, column), from 1 (see `documents.workbook.Sheet`)."""

    @property
    def name(self) -> str: ...
    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]: ...
    @property
    def formulas(self) -> Container[tuple[int, int]]: ...
    @property
    def without_value(self) -> Container[tuple[int, int]]: ...
    @property
    def errors(self) -> Container[tuple[int, int]]: ...


class WorkbookLike(Protocol):
    @property
    def sheets(self) -> tuple[SheetLike, ...]: ...


@dataclass(frozen=True)
class ParsedBuilding:
    """One entrance (单元) of one building (幢); `entrance` is "" where a building has none."""

    number: str
    entrance: str
    floors: int | None
    lift: bool | None
    row: int
    sheet: str


@dataclass(frozen=True)
class ParsedParty:
    """A person. `of_owner` is the number of the owner whose units they live in; for an owner it is their own number."""

    number: str
    name: str
    kind: PartyKind
    of_owner: str
    phone: str | None
    id_number: str | None
    row: int
    sheet: str


@dataclass(frozen=True)
class ParsedItem:
    """A fee item. `rate` in yuan per m² and month; with `broken` set it is kept, and no unit is billed by it."""

    number: str
    name: str
    formula: str
    rate: Decimal | None
    surcharge_fen: int
    fixed_fen: int
    from_on: date | None
    to_on: date | None
    broken: str | None
    row: int
    sheet: str
    cycle_months: int | None = None


@dataclass(frozen=True)
class ParsedCharge:
    """A unit's fee item, from a day on (from the item's own first day where none is known)."""

    item_number: str
    from_on: date | None


@dataclass(frozen=True)
class ParsedUnit:
    """A unit. `owner_numbers` names only people of kind owner that the workbook lists; empty means no payer."""

    number: str
    building: str
    entrance: str
    floor: int | None
    kind: str
    area: Decimal | None
    inner_area: Decimal | None
    owner_numbers: tuple[str, ...]
    charges: tuple[ParsedCharge, ...]
    row: int
    sheet: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.building, self.entrance, self.number


@dataclass(frozen=True)
class Parsed:
    """A whole workbook. `findings` may be cut to the limit; `totals` counts all, by severity.

    `sheets` are the names of the workbook's sheets, in its order.
    """

    form: FormName
    buildings: tuple[ParsedBuilding, ...]
    units: tuple[ParsedUnit, ...]
    parties: tuple[ParsedParty, ...]
    items: tuple[ParsedItem, ...]
    findings: tuple[Finding, ...]
    totals: Mapping[str, int] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()

    @property
    def charges(self) -> tuple[tuple[ParsedUnit, ParsedCharge], ...]:
        """Every fee item of every unit."""
        return tuple((unit, charge) for unit in self.units for charge in unit.charges)
