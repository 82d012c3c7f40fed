"""People, as the workbook lists them: owners, and who lives with or rents from them.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from chalicelib.core import limits
from chalicelib.imports.rules.buildings import needed
from chalicelib.imports.rules.cells import Unreadable, code, text
from chalicelib.imports.rules.findings import listed_rows, masked
from chalicelib.imports.rules.headings import Row, Table
from chalicelib.imports.rules.personal import id_number, phone
from chalicelib.imports.rules.plan import OWNER, ParsedParty, PartyKind

_KINDS: Final[dict[str, PartyKind]] = {
    "1001": "owner",
    "1002": "family",
    "1003": "tenant",
    "1004": "temporary",
    "业主": "owner",
    "产权人": "owner",
    "家庭成员": "family",
    "家属": "family",
    "租客": "tenant",
    "租户": "tenant",
    "房屋租客": "tenant",
    "承租人": "tenant",
    "临时人员": "temporary",
    "owner": "owner",
    "family": "family",
    "tenant": "tenant",
    "temporary": "temporary",
}


def read_parties(table: Table) -> list[ParsedParty]:
    """Each person once. Somebody who is not an owner is left out when the owner they belong to is not listed."""
    found: dict[str, ParsedParty] = {}
    rows: dict[str, Row] = {}
    for row in table.rows():
        party = _party(row)
        if party is None:
            continue
        first = found.get(party.number)
        if first is not None:
            row.report("error", "duplicate_owner", "number", left_out="row", first_row=first.row)
            continue
        found[party.number] = party
        rows[party.number] = row
    owners = {number for number, party in found.items() if party.kind == OWNER}
    kept = []
    for number, party in found.items():
        if party.kind == OWNER or party.of_owner in owners:
            kept.append(party)
        else:
            rows[number].report(
                "error", "party_owner_missing", _owner_key(table), left_out="row", owner=party.of_owner[:40]
            )
    _report_shared(table, kept)
    return kept


def _owner_key(table: Table) -> str:
    return "of_owner" if table.has("of_owner") else "number"


def _party(row: Row) -> ParsedParty | None:
    kind = _kind(row)
    name = needed_name(row)
    if kind is None or name is None:
        return None
    number: str | None = code(row.cell("number"))
    of_owner = number or ""
    if kind == OWNER:
        number = needed(row, "number", of_owner)
    else:
        key = _owner_key(row.table)
        owner = needed(row, key, code(row.cell(key)))
        if owner is None:
            return None
        of_owner = owner
        number = number if key == "of_owner" and number else f"{owner}/{name}"
    if number is None:
        return None
    return ParsedParty(number, name, kind, of_owner, _phone(row), _id_number(row), row.number, row.table.sheet.name)


def needed_name(row: Row) -> str | None:
    """The name in the row, or None once the row is reported as left out."""
    name = text(row.cell("name"))
    if not name:
        return needed(row, "name", "")
    if len(name) > limits.NAME_CHARACTERS:
        row.report("error", "too_long", "name", left_out="row", limit=limits.NAME_CHARACTERS)
        return None
    return name


def _kind(row: Row) -> PartyKind | None:
    written = code(row.cell("kind")).casefold()
    if not written:
        if row.table.has("kind"):
            row.report("warning", "party_kind_assumed", "kind")
        return "owner"
    kind = _KINDS.get(written)
    if kind is None:
        row.report("error", "party_kind_unknown", "kind", left_out="row")
    return kind


def _phone(row: Row) -> str | None:
    try:
        found = phone(row.cell("phone"))
    except Unreadable as error:
        if error.reason == "placeholder":
            row.report("note", "phone_placeholder", "phone")
        else:
            row.report("warning", "bad_phone", "phone")
        return None
    if found is None and not row.failed("phone"):
        row.report("note", "phone_missing", "phone")
    return found


def _id_number(row: Row) -> str | None:
    number, doubt = id_number(row.cell("id_number"))
    if doubt == "other":
        row.report("note", "id_number_other", "id_number")
    elif doubt is not None:
        row.report("warning", "bad_id_number", "id_number", reason=doubt, kept=number is not None)
    return number


def _report_shared(table: Table, parties: list[ParsedParty]) -> None:
    """One warning for each number that several people have, at the second of them, with all their rows."""
    for key, shared_code in (("id_number", "id_number_shared"), ("phone", "phone_shared")):
        people: dict[str, list[ParsedParty]] = defaultdict(list)
        for party in parties:
            number = party.id_number if key == "id_number" else party.phone
            if number:
                people[number].append(party)
        for number, several in people.items():
            if len(several) > 1:
                rows = [party.row for party in several]
                table.report(
                    "warning",
                    shared_code,
                    key,
                    row=rows[1],
                    value=masked(number),
                    rows=listed_rows(rows),
                    people=len(rows),
                )
