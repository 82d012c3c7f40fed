"""An owner's tickets: report, follow, look at pictures (TIC-01, TIC-05)."""

from __future__ import annotations

from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows
from chalicelib.estate import service as estate
from chalicelib.tickets.routes.media import form_view
from chalicelib.tickets.routes.names import glance_views, step_views, ticket_views
from chalicelib.tickets.schemas.takes import AskSuggestion, BeginMedia, Report
from chalicelib.tickets.schemas.views import FormView, GlanceView, MediaLink, StepView, SuggestedView, TicketView
from chalicelib.tickets.service import files, intake, reading
from chalicelib.tickets.service.joining import TicketMoved

routes = Routes(__name__)

_UNIT = "/my/units/{unit_id}/tickets"
_TICKET = "/my/tickets/{ticket_id}"


@routes.post(_UNIT, takes=Report, gives=TicketMoved, may="own.report")
def report(call: Call, unit_id: str) -> TicketMoved:
    """Report something about one of the caller's units; its number is given at once."""
    body: Report = call.body
    kept = files.keep_for_unit(call.scope, unit_id, body.files)
    return intake.open_ticket(call.scope, call.cause, unit_id, ticket_id=body.ticket_id, words=body.words, files=kept)


@routes.get(_UNIT, gives=Rows[GlanceView], may="own.read", asks=Paged)
def my_tickets(call: Call, unit_id: str) -> Rows[GlanceView]:
    """The open tickets of one of the caller's units, newest first."""
    found, onward = reading.unit_page(call.scope, unit_id, is_open=True, cursor=call.query.cursor)
    return Rows(rows=glance_views(call.scope, found), next=onward)


@routes.get(_UNIT + "/closed", gives=Rows[GlanceView], may="own.read", asks=Paged)
def my_closed_tickets(call: Call, unit_id: str) -> Rows[GlanceView]:
    """The closed tickets of one of the caller's units, newest first."""
    found, onward = reading.unit_page(call.scope, unit_id, is_open=False, cursor=call.query.cursor)
    return Rows(rows=glance_views(call.scope, found), next=onward)


@routes.get(_TICKET, gives=TicketView, may="own.read")
def my_ticket(call: Call, ticket_id: str) -> TicketView:
    """One of the caller's tickets."""
    return ticket_views(call.scope, [reading.get_ticket(call.scope, ticket_id)])[0]


@routes.get(_TICKET + "/steps", gives=Rows[StepView], may="own.read", asks=Paged)
def my_ticket_steps(call: Call, ticket_id: str) -> Rows[StepView]:
    """The timeline of one of the caller's tickets, newest on top."""
    ticket = reading.get_ticket(call.scope, ticket_id)
    found, onward = reading.steps_page(call.scope, ticket, cursor=call.query.cursor)
    return Rows(rows=step_views(call.scope, found), next=onward)


@routes.get(_TICKET + "/files/{media_id}", gives=MediaLink, may="own.read")
def my_ticket_file(call: Call, ticket_id: str, media_id: str) -> MediaLink:
    """A file on one of the caller's tickets, by a link that lasts some minutes."""
    return MediaLink(url=files.link(call.scope, ticket_id, media_id, at=call.cause.at))


@routes.post("/my/units/{unit_id}/media", takes=BeginMedia, gives=FormView, may="own.report", verb=False)
def begin_my_media(call: Call, unit_id: str) -> FormView:
    """A form by which a picture, a sound, a film or a paper is sent."""
    return form_view(call.scope, call.body, call.cause.at, estate.get_unit(call.scope, unit_id).community_id)


@routes.post("/my/suggestion", takes=AskSuggestion, gives=SuggestedView, may="own.report", verb=False)
def my_suggestion(call: Call) -> SuggestedView:
    """What these words are probably about."""
    kind, priority = reading.suggested(call.scope, call.body.words)
    return SuggestedView(kind=kind, priority=priority)
