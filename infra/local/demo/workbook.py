"""The demo community as a workbook in our own form, as an office would fill it in. The same bytes every time.

Sheets and headings are those by which the import recognises them, so the two cannot drift apart.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final, TypeAlias

from chalicelib.imports.rules import own
from chalicelib.imports.rules.headings import TableSpec
from infra.local.demo.community import BLOCKS, Community, charges, id_number_of, items, name_of

Cell: TypeAlias = str | int | Decimal | date | None
_MADE_AT: Final = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_TENANT_EVERY, _FAMILY_EVERY, _NO_PHONE_EVERY = 11, 9, 29
_OWNER_PHONES, _OTHER_PHONES = 13900000001, 13700000001


def workbook(community: Community) -> bytes:
    """An .xlsx that imports without an error; it has the warnings that a true one has."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"title": "示例花园", "created": _MADE_AT})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for spec, rows in (
        (own.BUILDINGS, _buildings()),
        (own.PARTIES, _parties(community)),
        (own.ITEMS, _items(community)),
        (own.UNITS, _units(community)),
        (own.CHARGES, _charges(community)),
    ):
        _fill(book.add_worksheet(spec.sheets[0]), spec, rows, day)
    book.close()
    return file.getvalue()


def _fill(sheet: Any, spec: TableSpec, rows: Iterable[Mapping[str, Cell]], day: Any) -> None:
    for place, column in enumerate(spec.columns):
        sheet.write_string(0, place, column.names[0])
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(spec.columns):
            cell = row.get(column.key)
            if isinstance(cell, date):
                sheet.write_datetime(number, place, datetime.combine(cell, time()), day)
            elif isinstance(cell, int | Decimal):
                sheet.write_number(number, place, cell)
            elif cell:
                sheet.write_string(number, place, cell)


def _buildings() -> Iterator[dict[str, Cell]]:
    for block in BLOCKS:
        for entrance in block.entrances:
            lift = "有" if block.lift else "无"
            yield {"building": block.number, "entrance": entrance, "floors": block.floors, "lift": lift}


def _parties(community: Community) -> Iterator[dict[str, Cell]]:
    """Owners, then some of their tenants and families. A few have given the office no phone."""
    shops = {home.owner for home in community.homes if home.block.usage == "商铺"}
    owners = sorted({home.owner for home in community.homes if home.owner is not None})
    for n in owners:
        called = ("示例商行" if n in shops else "业主") + name_of(n)
        phone = None if n % _NO_PHONE_EVERY == _NO_PHONE_EVERY - 1 else phone_of(n)
        yield {"number": str(n + 1), "name": called, "phone": phone, "id_number": id_number_of(n), "kind": "业主"}
    for n in owners:
        phone = str(_OTHER_PHONES + n)
        if n % _TENANT_EVERY == 1:
            yield _with_owner(n, f"Z{n + 1}", "租客", "租客", phone)
        elif n % _FAMILY_EVERY == 1:
            yield _with_owner(n, f"J{n + 1}", "家属", "家庭成员", phone)


def phone_of(n: int) -> str:
    """The phone of the n-th owner, who is nobody."""
    return str(_OWNER_PHONES + n)


def _with_owner(n: int, number: str, called: str, kind: str, phone: str) -> dict[str, Cell]:
    return {"number": number, "name": called + name_of(n), "phone": phone, "kind": kind, "of_owner": str(n + 1)}


def _items(community: Community) -> Iterator[dict[str, Cell]]:
    for item in items(community.first, community.last):
        yield {
            "number": item.number,
            "name": item.name,
            "formula": item.formula,
            "rate": item.rate,
            "surcharge": item.surcharge,
            "fixed": item.fixed,
            "from_on": item.from_on,
            "to_on": item.to_on,
        }


def _units(community: Community) -> Iterator[dict[str, Cell]]:
    for home in community.homes:
        yield {
            "building": home.block.number,
            "entrance": home.entrance,
            "number": home.number,
            "floor": home.floor,
            "kind": home.block.usage,
            "area": home.area,
            "owners": None if home.owner is None else str(home.owner + 1),
        }


def _charges(community: Community) -> Iterator[dict[str, Cell]]:
    for home in community.homes:
        place = {"building": home.block.number, "entrance": home.entrance, "number": home.number}
        for item, from_on in charges(home, community.first, community.last):
            yield {**place, "item": item, "from_on": from_on}
