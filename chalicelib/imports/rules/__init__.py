"""What a workbook means: its form, its tables, its findings. Pure: no clock, no database, no HTTP."""

from chalicelib.imports.rules.findings import Finding, Severity
from chalicelib.imports.rules.parse import FormUnknown, NothingInIt, parse
from chalicelib.imports.rules.plan import (
    Parsed,
    ParsedBuilding,
    ParsedCharge,
    ParsedItem,
    ParsedParty,
    ParsedUnit,
)

__all__ = [
    "Finding",
    "FormUnknown",
    "NothingInIt",
    "Parsed",
    "ParsedBuilding",
    "ParsedCharge",
    "ParsedItem",
    "ParsedParty",
    "ParsedUnit",
    "Severity",
    "parse",
]
