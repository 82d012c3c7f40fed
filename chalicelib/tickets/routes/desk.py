"""The office's tickets: the queue by promise, taking a report down, the table of words (TIC-01, TIC-02)."""

from __future__ import annotations

from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows
from chalicelib.estate import service as estate
from chalicelib.people import service as people
from chalicelib.tickets.routes.media import form_view
from chalicelib.tickets.routes.names import glance_views, missed_views, step_views, ticket_views
from chalicelib.tickets.schemas.takes import AskSuggestion, BeginMedia, SuggestionTable, TakeReport, table_of
from chalicelib.tickets.schemas.views import (
    ColleagueView,
    FormView,
    GlanceView,
    MediaLink,
    MissedView,
    StepView,
    SuggestedView,
    SuggestionView,
    TicketView,
    colleague_view,
)
from chalicelib.tickets.service import files, intake, reading
from chalicelib.tickets.service.joining import TicketMoved
from chalicelib.tickets.service.suggestions import SuggestionsChanged, change_suggestions

routes = Routes(__name__)

_TICKETS = "/communities/{community_id}/tickets"
_TICKET = _TICKETS + "/{ticket_id}"
_UNIT_TICKETS = "/communities/{community_id}/units/{unit_id}/tickets"


@routes.get(_TICKETS, gives=Rows[TicketView], may="tickets.read", asks=Paged)
def list_tickets(call: Call, community_id: str) -> Rows[TicketView]:
    """The community's open tickets, the promise that breaks first on top."""
    found, onward = reading.open_page(call.scope, community_id, cursor=call.query.cursor)
    return Rows(rows=ticket_views(call.scope, found), next=onward)


@routes.get(_TICKETS + "/closed", gives=Rows[TicketView], may="tickets.read", asks=Paged)
def list_closed_tickets(call: Call, community_id: str) -> Rows[TicketView]:
    """The community's closed tickets, newest first."""
    found, onward = reading.closed_page(call.scope, community_id, cursor=call.query.cursor)
    return Rows(rows=ticket_views(call.scope, found), next=onward)


@routes.get(_UNIT_TICKETS, gives=Rows[GlanceView], may="tickets.read", asks=Paged)
def list_unit_tickets(call: Call, community_id: str, unit_id: str) -> Rows[GlanceView]:
    """The open tickets of one unit, newest first."""
    estate.get_unit(call.scope, unit_id, community_id=community_id)
    found, onward = reading.unit_page(call.scope, unit_id, is_open=True, cursor=call.query.cursor)
    return Rows(rows=glance_views(call.scope, found), next=onward)


@routes.get("/communities/{community_id}/broken-promises", gives=Rows[MissedView], may="promises.read", asks=Paged)
def list_broken_promises(call: Call, community_id: str) -> Rows[MissedView]:
    """The promises about tickets that were not kept, newest first, and where each ticket stands now."""
    found, onward = reading.missed_page(call.scope, community_id, cursor=call.query.cursor)
    return Rows(rows=missed_views(call.scope, found), next=onward)


@routes.post(_TICKETS, takes=TakeReport, gives=TicketMoved, may="tickets.open")
def take_report(call: Call, community_id: str) -> TicketMoved:
    """Take a report down, for somebody on the telephone or at the counter."""
    body: TakeReport = call.body
    return intake.open_ticket(
        call.scope,
        call.cause,
        body.unit_id,
        ticket_id=body.ticket_id,
        words=body.words,
        files=files.keep(call.scope, community_id, body.files),
        kind=body.kind,
        priority=body.priority,
        community_id=community_id,
        contact_id=body.contact_id,
    )


@routes.get(_TICKET, gives=TicketView, may="tickets.read")
def get_ticket(call: Call, community_id: str, ticket_id: str) -> TicketView:
    """One ticket."""
    return ticket_views(call.scope, [reading.get_ticket(call.scope, ticket_id, community_id=community_id)])[0]


@routes.get(_TICKET + "/steps", gives=Rows[StepView], may="tickets.read", asks=Paged)
def ticket_steps(call: Call, community_id: str, ticket_id: str) -> Rows[StepView]:
    """A ticket's timeline, newest on top."""
    ticket = reading.get_ticket(call.scope, ticket_id, community_id=community_id)
    found, onward = reading.steps_page(call.scope, ticket, cursor=call.query.cursor)
    return Rows(rows=step_views(call.scope, found), next=onward)


@routes.get(_TICKET + "/files/{media_id}", gives=MediaLink, may="tickets.read")
def ticket_file(call: Call, community_id: str, ticket_id: str, media_id: str) -> MediaLink:
    """A file on a ticket, by a link that lasts some minutes."""
    url = files.link(call.scope, ticket_id, media_id, at=call.cause.at, community_id=community_id)
    return MediaLink(url=url)


@routes.post("/communities/{community_id}/media", takes=BeginMedia, gives=FormView, may="tickets.work", verb=False)
def begin_media(call: Call, community_id: str) -> FormView:
    """A form by which a picture, a sound, a film or a paper is sent."""
    estate.get_community(call.scope, community_id)
    return form_view(call.scope, call.body, call.cause.at, community_id)


@routes.get("/communities/{community_id}/colleagues", gives=Rows[ColleagueView], may="tickets.assign", asks=Paged)
def list_colleagues(call: Call, community_id: str) -> Rows[ColleagueView]:
    """Whom work can be given to in the community."""
    call.scope.need_community(community_id)
    return Rows(rows=[colleague_view(one) for one in people.colleagues(call.scope, community_id, may="tickets.work")])


@routes.post("/suggestion", takes=AskSuggestion, gives=SuggestedView, may="tickets.open", verb=False)
def suggestion(call: Call) -> SuggestedView:
    """What these words are probably about."""
    kind, priority = reading.suggested(call.scope, call.body.words)
    return SuggestedView(kind=kind, priority=priority)


@routes.get("/suggestions", gives=Rows[SuggestionView], may="suggestions.read", asks=Paged)
def list_suggestions(call: Call) -> Rows[SuggestionView]:
    """The office's table of words."""
    found = reading.suggestions(call.scope)
    return Rows(rows=[SuggestionView(words=list(r.words), kind=r.kind, priority=r.priority) for r in found])


@routes.post("/suggestions", takes=SuggestionTable, gives=SuggestionsChanged, may="suggestions.write")
def replace_suggestions(call: Call) -> SuggestionsChanged:
    """Replace the table of words."""
    body: SuggestionTable = call.body
    was = None if body.was is None else table_of(body.was)
    return change_suggestions(call.scope, call.cause, table=table_of(body.rules), was=was)
