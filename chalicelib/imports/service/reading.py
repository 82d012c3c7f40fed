"""Reading: the file's bytes → what it says → what of that is new, the same, or otherwise than on file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from chalicelib.billing.service import items as billing
from chalicelib.core import clock, limits
from chalicelib.core.errors import Invalid
from chalicelib.core.scope import Scope
from chalicelib.documents.workbook import read_workbook
from chalicelib.estate import service as estate
from chalicelib.imports.rules.compare import Fresh, OnFile, compare
from chalicelib.imports.rules.filing import Filing, Paper, file
from chalicelib.imports.rules.parse import parse
from chalicelib.imports.rules.plan import Parsed
from chalicelib.imports.rules.runs import Import
from chalicelib.imports.service import workbooks
from chalicelib.people import service as people


class ItemsTooMany(Invalid):
    """More fee items than a community can have, with those on file."""

    code = "items_too_many"


@dataclass(frozen=True)
class Read:
    """A workbook as read, and as it would be on file."""

    parsed: Parsed
    filing: Filing
    digest: str


def read(one: Import) -> Read:
    """Read the import's file; raises a Refusal for one that is no workbook of a known form, FileMissing for none."""
    data = workbooks.load(one)
    parsed = parse(read_workbook(data))
    paper = Paper(one.file_name, one.started_by, clock.business_date(one.started_at))
    return Read(parsed, file(parsed, community_id=one.community_id, paper=paper), hashlib.sha256(data).hexdigest())


def fresh(scope: Scope, community_id: str, found: Read) -> Fresh:
    """Compare a workbook with what is on file: what stands already is never written again (REG-07).

    Raises ItemsTooMany.
    """
    filing = found.filing
    items = billing.list_items(scope, community_id)
    together = len(items.keys() | {one.item_id for one in filing.items})
    if together > limits.ITEMS_PER_COMMUNITY:
        raise ItemsTooMany(items=together, limit=limits.ITEMS_PER_COMMUNITY)
    units = estate.get_units(scope, [one.unit.unit_id for one in filing.units])
    parties = people.existing_parties(scope, [party.party_id for party in filing.parties])
    there = OnFile(
        buildings={(one.number, one.entrance): one for one in estate.list_buildings(scope, community_id)},
        items=items,
        parties={
            one.party_id: people.what_differs(parties[one.party_id], one)
            for one in filing.parties
            if one.party_id in parties
        },
        units=units,
        charges=billing.get_charges(scope, community_id, units),
        households=people.households(scope, units),
    )
    return compare(found.parsed, filing, there)
