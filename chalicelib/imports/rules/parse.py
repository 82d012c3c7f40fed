"""Rows in, a plan and findings out: recognises the form, reads its tables and holds them against each other.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from typing import Final

from chalicelib.core.errors import Fact, Invalid
from chalicelib.imports.rules.buildings import read_buildings
from chalicelib.imports.rules.charges import read_charges
from chalicelib.imports.rules.findings import Findings
from chalicelib.imports.rules.forms import Form, is_enough, matched
from chalicelib.imports.rules.headings import Table, open_table
from chalicelib.imports.rules.households import within_limit
from chalicelib.imports.rules.items import read_items
from chalicelib.imports.rules.own import OWN
from chalicelib.imports.rules.parties import read_parties
from chalicelib.imports.rules.peer import PEER
from chalicelib.imports.rules.plan import OWNER, Parsed, ParsedBuilding, ParsedUnit, SheetLike, WorkbookLike
from chalicelib.imports.rules.units import read_units

FORMS: Final = (PEER, OWN)
_NAMED_SHEETS: Final = 20


class FormUnknown(Invalid):
    """Neither form. Facts: `looked_for` (sheet names of both) and `found` (the workbook's own)."""

    code = "workbook_form_unknown"


class NothingInIt(Invalid):
    """The form is right and nothing is filled in. Facts: `form`."""

    code = "workbook_empty"


def parse(workbook: WorkbookLike) -> Parsed:
    """Everything the workbook says, with a finding for whatever a person should know before confirming.

    Raises FormUnknown and NothingInIt; every other trouble is a finding.
    """
    form, sheets = _recognised(workbook)
    findings = Findings()
    tables: dict[str, Table] = {}
    for spec in form.tables:
        sheet = sheets.get(spec.key)
        if sheet is None:
            if spec.key != "parking":
                findings.add(spec.wanted, "missing_sheet", spec.sheets[0], facts=_left_out(spec.wanted))
            continue
        table = open_table(sheet, spec, findings)
        if table is not None:
            tables[spec.key] = table
    parsed = _read(form, tables, findings, [sheet.name for sheet in workbook.sheets])
    if not (parsed.units or parsed.parties or parsed.items or parsed.buildings or findings.totals["error"]):
        raise NothingInIt(form=form.name)
    return parsed


def _left_out(severity: str) -> dict[str, Fact]:
    return {"left_out": "sheet"} if severity == "error" else {}


def _recognised(workbook: WorkbookLike) -> tuple[Form, dict[str, SheetLike]]:
    """The form that explains most sheets."""
    candidates = [(form, matched(form, workbook)) for form in FORMS]
    form, sheets = max(candidates, key=lambda candidate: len(candidate[1]))
    if not is_enough(form, sheets):
        raise FormUnknown(
            looked_for=[spec.sheets[0] for known in FORMS for spec in known.tables],
            found=[sheet.name[:40] for sheet in workbook.sheets[:_NAMED_SHEETS]],
        )
    return form, sheets


def _read(form: Form, tables: dict[str, Table], findings: Findings, order: list[str]) -> Parsed:
    buildings = read_buildings(tables["buildings"]) if "buildings" in tables else []
    parties = read_parties(tables["parties"]) if "parties" in tables else []
    items = read_items(tables["items"]) if "items" in tables else []
    owners = {party.number for party in parties if party.kind == OWNER} if "parties" in tables else None
    item_numbers = {item.number for item in items} if "items" in tables else None
    units: list[ParsedUnit] = []
    if "units" in tables:
        units = read_units(tables["units"], owners=owners, items=item_numbers)
        buildings += _unlisted(tables["units"], units, buildings, report="buildings" in tables)
    if "units" in tables and "parties" in tables:
        units, parties = within_limit(tables["units"], units, tables["parties"], parties)
    if "charges" in tables and "units" in tables:
        units = read_charges(tables["charges"], units, items=item_numbers)
    if "parking" in tables:
        rows = sum(1 for _ in tables["parking"].rows())
        if rows:
            tables["parking"].report("note", "parking_not_imported", rows=rows)
    return Parsed(
        form.name,
        tuple(buildings),
        tuple(units),
        tuple(parties),
        tuple(items),
        findings.listed(order),
        dict(findings.totals),
        tuple(order),
    )


def _unlisted(
    table: Table, units: list[ParsedUnit], listed: list[ParsedBuilding], *, report: bool
) -> list[ParsedBuilding]:
    """Entrances that only units speak of: they are imported too, with one warning each."""
    known = {(building.number, building.entrance) for building in listed}
    added: dict[tuple[str, str], ParsedBuilding] = {}
    for unit in units:
        key = (unit.building, unit.entrance)
        if key in known or key in added:
            continue
        added[key] = ParsedBuilding(unit.building, unit.entrance, None, None, unit.row, unit.sheet)
        if report:
            facts = {"building": unit.building, "entrance": unit.entrance}
            table.report("warning", "building_unlisted", "building", row=unit.row, value=unit.building, **facts)
    return list(added.values())
