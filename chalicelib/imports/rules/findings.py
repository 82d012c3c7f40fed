"""Findings: what a person should know about a workbook before confirming it. Nobody's phone or id number is shown.

An *error* means that something written there is left out (`left_out`: cell, row or sheet); a *warning* that it is
imported but somebody should look; a *note* that nothing needs doing. Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal, Self, TypeAlias

from chalicelib.core import limits
from chalicelib.core.errors import Fact
from chalicelib.imports.rules.plan import Cell

Severity: TypeAlias = Literal["error", "warning", "note"]

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "note")
SHOWN: Final = 60
LISTED_ROWS: Final = 20
_LONG_NUMBER: Final = re.compile(r"\d[\d \-]{5,}[\dXx]")
_DATE: Final = re.compile(r"(19|20)\d\d-\d{1,2}-\d{1,2}( \d{1,2})?$")


@dataclass(frozen=True)
class Finding:
    """One thing found. `row` as Excel shows it; `column` is letter and heading, such as "E 手机号"."""

    severity: Severity
    code: str
    sheet: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


def masked(text: str) -> str:
    """A phone or id number of which only the ends show: 189******99."""
    tail = 2
    head = 3
    hidden = len(text) - head - tail
    return f"{text[:head]}{'*' * hidden}{text[-tail:]}" if hidden > 0 else text


def shown(cell: Cell, *, personal: bool = False) -> str | None:
    """A cell as a finding may show it: short, with every long number masked wherever it stands, dates excepted."""
    if cell is None:
        return None
    text = " ".join((format(cell, "f") if isinstance(cell, Decimal) else str(cell)).split())
    if personal:
        return masked(text[:SHOWN])
    return discreet(text)[:SHOWN]


def discreet(text: str) -> str:
    """The text with every long number masked, dates excepted."""
    return _LONG_NUMBER.sub(lambda found: found[0] if _DATE.match(found[0]) else masked(found[0]), text)


def _discreet_fact(fact: Fact) -> Fact:
    if isinstance(fact, str):
        return discreet(fact)
    return [discreet(piece) for piece in fact] if isinstance(fact, list) else fact


class Findings:
    """Collects findings and keeps at most `limits.FINDINGS_KEPT`, the errors first, while counting all.

    Whatever is added is masked here once more: a phone typed into a heading or a wrong column is a phone.
    """

    def __init__(self) -> None:
        self._kept: dict[Severity, list[Finding]] = {severity: [] for severity in SEVERITIES}
        self.totals: dict[str, int] = dict.fromkeys(SEVERITIES, 0)

    @classmethod
    def of(cls, found: Iterable[Finding], totals: Mapping[str, int]) -> Self:
        """Those found already, to go on from."""
        findings = cls()
        for finding in found:
            findings._kept[finding.severity].append(finding)
        findings.totals |= totals
        return findings

    def add(
        self,
        severity: Severity,
        code: str,
        sheet: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        facts: Mapping[str, Fact] | None = None,
    ) -> None:
        self.totals[severity] += 1
        kept = self._kept[severity]
        if len(kept) < limits.FINDINGS_KEPT:
            column, value = (text if text is None else discreet(text) for text in (column, value))
            said = {name: _discreet_fact(fact) for name, fact in (facts or {}).items()}
            kept.append(Finding(severity, code, sheet, row, column, value, said))

    def listed(self, sheets: list[str]) -> tuple[Finding, ...]:
        """In reading order: by sheet, row, column; the least severe are the first to be cut."""
        order = {name: index for index, name in enumerate(sheets)}
        most = limits.FINDINGS_KEPT
        kept: list[Finding] = []
        for severity in SEVERITIES:
            kept += self._kept[severity][: most - len(kept)]
        kept.sort(key=lambda finding: (order.get(finding.sheet, -1), finding.row or 0, finding.column or ""))
        return tuple(kept)


def listed_rows(rows: list[int]) -> list[str]:
    """Rows for a finding that speaks of several, cut to a readable number."""
    return [str(row) for row in rows[:LISTED_ROWS]]
