"""A form is a set of tables by which a workbook is recognised: by its sheets' names, else by their headings.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chalicelib.imports.rules.headings import TableSpec, find_header, heading
from chalicelib.imports.rules.plan import FormName, SheetLike, WorkbookLike

ENOUGH_TABLES: Final = 2


@dataclass(frozen=True)
class Form:
    """Tables by key: buildings, parties, items, units; `charges` and `parking` where the form has them."""

    name: FormName
    tables: tuple[TableSpec, ...]


def matched(form: Form, workbook: WorkbookLike) -> dict[str, SheetLike]:
    """Which sheet holds which table: named ones first, then any other sheet that has all the headings."""
    named = {heading(sheet.name): sheet for sheet in reversed(workbook.sheets)}
    found: dict[str, SheetLike] = {}
    for spec in form.tables:
        sheet = next((named[heading(name)] for name in spec.sheets if heading(name) in named), None)
        if sheet is not None:
            found[spec.key] = sheet
    taken = {sheet.name for sheet in found.values()}
    for spec in form.tables:
        if spec.key in found:
            continue
        for sheet in workbook.sheets:
            header = find_header(sheet, spec) if sheet.name not in taken else None
            if header is not None and spec.required <= header.places.keys():
                found[spec.key] = sheet
                taken.add(sheet.name)
                break
    return found


def is_enough(form: Form, sheets: dict[str, SheetLike]) -> bool:
    """Two of the form's sheets, or one that has all the headings of its table."""
    if len(sheets) >= ENOUGH_TABLES:
        return True
    return any(_fits(spec, sheets[spec.key]) for spec in form.tables if spec.key in sheets)


def _fits(spec: TableSpec, sheet: SheetLike) -> bool:
    header = find_header(sheet, spec)
    return header is not None and spec.required <= header.places.keys()
