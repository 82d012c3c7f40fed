"""The list of exception items, which a person goes through (PAY-07)."""

from __future__ import annotations

from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows
from chalicelib.estate import service as estate
from chalicelib.payments.schemas.paying import HandleException
from chalicelib.payments.schemas.payments import ExceptionView, exception_view
from chalicelib.payments.service import exceptions
from chalicelib.payments.service.exceptions import ExceptionSeenTo
from chalicelib.people import service as people

routes = Routes(__name__)

_EXCEPTIONS = "/communities/{community_id}/exceptions"


@routes.get(_EXCEPTIONS, gives=Rows[ExceptionView], may="exceptions.read", asks=Paged, fresh=True)
def list_exceptions(call: Call, community_id: str) -> Rows[ExceptionView]:
    """The community's exception items, newest first."""
    found, onward = exceptions.exceptions_page(call.scope, community_id, cursor=call.query.cursor)
    units = estate.get_units(call.scope, {item.unit_id for item in found})
    names = people.actor_names(call.scope, [item.handled_by for item in found if item.handled_by])
    labels = {unit_id: unit.label for unit_id, unit in units.items()}
    rows = [exception_view(item, unit_label=labels.get(item.unit_id, ""), names=names) for item in found]
    return Rows(rows=rows, next=onward)


@routes.post(
    _EXCEPTIONS + "/{exception_id}/handle", takes=HandleException, gives=ExceptionSeenTo, may="exceptions.handle"
)
def handle_exception(call: Call, community_id: str, exception_id: str) -> ExceptionSeenTo:
    """Say how an item was seen to."""
    return exceptions.handle_exception(
        call.scope, call.cause, community_id, exception_id=exception_id, note=call.body.note
    )
