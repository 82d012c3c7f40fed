"""The list of callbacks, what an agent says of each, and the owner's own score (CBK-01, CBK-02)."""

from __future__ import annotations

from chalicelib.callbacks import service
from chalicelib.callbacks.rules import Callback
from chalicelib.callbacks.schemas import CallbackView, NotReached, Scored, callback_view
from chalicelib.callbacks.service import CallbackAnswered, CallbackTried
from chalicelib.core.scope import Scope
from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows, utc
from chalicelib.people import service as people

routes = Routes(__name__)

_CALLBACKS = "/communities/{community_id}/callbacks"
_CALLBACK = _CALLBACKS + "/{callback_id}"


@routes.get(_CALLBACKS, gives=Rows[CallbackView], may="callbacks.read", asks=Paged)
def list_callbacks(call: Call, community_id: str) -> Rows[CallbackView]:
    """The callbacks that are owed, the one to be tried first on top."""
    found, onward = service.callbacks_page(call.scope, community_id, is_open=True, cursor=call.query.cursor)
    return Rows(rows=_views(call.scope, found), next=onward)


@routes.get(_CALLBACKS + "/done", gives=Rows[CallbackView], may="callbacks.read", asks=Paged)
def list_done_callbacks(call: Call, community_id: str) -> Rows[CallbackView]:
    """The callbacks that were answered, newest first."""
    found, onward = service.callbacks_page(call.scope, community_id, is_open=False, cursor=call.query.cursor)
    return Rows(rows=_views(call.scope, found), next=onward)


@routes.post(_CALLBACK + "/try", takes=NotReached, gives=CallbackTried, may="callbacks.make")
def try_callback(call: Call, community_id: str, callback_id: str) -> CallbackTried:
    """They were not reached."""
    body: NotReached = call.body
    return service.try_callback(
        call.scope, call.cause, callback_id, community_id=community_id, retry_at=utc(body.retry_at), note=body.note
    )


@routes.post(_CALLBACK + "/answer", takes=Scored, gives=CallbackAnswered, may="callbacks.make")
def answer_callback(call: Call, community_id: str, callback_id: str) -> CallbackAnswered:
    """They were asked and said how it was."""
    body: Scored = call.body
    return service.answer_callback(
        call.scope, call.cause, callback_id, community_id=community_id, score=body.score, suggestion=body.suggestion
    )


@routes.post("/my/tickets/{ticket_id}/score", takes=Scored, gives=CallbackAnswered, may="own.report")
def score_my_ticket(call: Call, ticket_id: str) -> CallbackAnswered:
    """The owner scores the work themselves."""
    body: Scored = call.body
    return service.score_ticket(call.scope, call.cause, ticket_id, score=body.score, suggestion=body.suggestion)


def _views(scope: Scope, callbacks: list[Callback]) -> list[CallbackView]:
    actors = {attempt.by for one in callbacks for attempt in one.attempts}
    names = people.actor_names(scope, actors | {f"P:{one.contact_id}" for one in callbacks if one.contact_id})
    return [callback_view(one, names) for one in callbacks]
