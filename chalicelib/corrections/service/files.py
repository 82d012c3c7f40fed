"""The kind `party.file`: name, phone or id number of somebody of a unit corrected (REG-04, SEC-01).

What the approval keeps of them is sealed; whoever agrees sees it masked, before and after.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from chalicelib.approvals.rules import Approval
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.corrections.service.proposing import FactKind, Proposed, get_unit
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.people import service as people

FILE: Final = "party.file"
_CHANGED: Final = ("name", "phone", "id_number")


def propose(scope: Scope, one: Approval, on: date) -> Proposed:
    """The file with what is right. Raises NotFound for somebody of another unit, NothingChanged."""
    unit, party_id = get_unit(scope, one), str(one.request["party_id"])
    _need_member(scope, unit, party_id)
    changes = one.request["changes"]
    seen = people.file_before_after(scope, party_id, changes)
    return Proposed(
        unit,
        [{"party_id": party_id, **seen["before"]}],
        [{"party_id": party_id, **seen["after"], "changes": seen["changes"]}],
        on,
        on,
        save_in=lambda tx: people.change_file_in(tx, party_id, changes),
    )


def kept(scope: Scope, request: Mapping[str, Any]) -> Mapping[str, Any]:
    """The request as the approval's row keeps it: what is to be written, sealed.

    Raises NotFound, and what people's filing refuses.
    """
    unit = estate.get_unit(scope, request["unit_id"], community_id=request["community_id"])
    _need_member(scope, unit, request["party_id"])
    values = {name: request[name] for name in _CHANGED if name in request}
    rest = {name: value for name, value in request.items() if name not in _CHANGED}
    return {**rest, "changes": people.sealed_changes(scope, request["party_id"], **values)}


def shown(request: Mapping[str, Any]) -> Mapping[str, Any]:
    """The request as pages may see it: what is to be written, masked."""
    seen = ("name", "phone_masked", "id_number_masked")
    return {**request, "changes": {name: value for name, value in request["changes"].items() if name in seen}}


FACT: Final = FactKind(FILE, propose, kept=kept, shown=shown)


def _need_member(scope: Scope, unit: Unit, party_id: str) -> None:
    members = people.households(scope, [unit.unit_id]).get(unit.unit_id, ())
    if party_id not in {one.party_id for one in members}:
        raise NotFound()
