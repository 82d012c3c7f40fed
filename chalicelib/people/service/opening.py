"""Files with the seal off: for the checks of data quality alone. What is given here is shown and logged nowhere."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.core.scope import Scope
from chalicelib.people.rules.opened import Opened
from chalicelib.people.store import parties as store


def opened_parties(scope: Scope, party_ids: Iterable[str]) -> dict[str, Opened]:
    """Those that are on file, with their bare phone and id number. The caller has read the units within its reach."""
    return {one.party.party_id: one for one in store.opened(scope, party_ids)}
