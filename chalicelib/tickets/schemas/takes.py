"""What is reported about a ticket, and what is done to it."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core import limits
from chalicelib.core.media import MediaKind
from chalicelib.edge.wire import Id, Instant, Reason, Takes
from chalicelib.tickets.rules.suggest import Suggestion
from chalicelib.tickets.rules.tickets import Kind, Priority

Words = Annotated[str, msgspec.Meta(max_length=limits.TICKET_WORDS)]
Files = Annotated[list[Id], msgspec.Meta(max_length=limits.TICKET_FILES)]


class Report(Takes):
    """What an owner reports: pictures first, then words; the ticket's id is the client's."""

    ticket_id: Id
    words: Annotated[str, msgspec.Meta(min_length=1, max_length=limits.TICKET_WORDS, pattern=r"\S")]
    files: Files = msgspec.field(default_factory=list)


class TakeReport(Takes):
    """What the desk takes down; kind and priority are suggested where it says none."""

    ticket_id: Id
    unit_id: Id
    words: Annotated[str, msgspec.Meta(min_length=1, max_length=limits.TICKET_WORDS, pattern=r"\S")]
    files: Files = msgspec.field(default_factory=list)
    kind: Kind | None = None
    priority: Priority | None = None
    contact_id: Id | None = None


class BeginMedia(Takes):
    """A picture, a sound, a film or a paper on its way."""

    upload_id: Id
    kind: MediaKind
    file_name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    size: Annotated[int, msgspec.Meta(ge=1)]


class Assign(Takes):
    """Whose it is to do. `instead_of` is who had it when this was decided, "" for nobody; None does not say."""

    worker_id: Id
    instead_of: Annotated[str, msgspec.Meta(max_length=limits.ACTOR_CHARACTERS)] | None = None


class Because(Takes):
    """Why."""

    reason: Reason


class HoldUntil(Takes):
    """Why nothing can be done, and until when."""

    reason: Reason
    until: Instant


class Worked(Takes):
    """What was seen or done, with pictures."""

    words: Words = ""
    files: Files = msgspec.field(default_factory=list)


class Progress(Takes):
    """So far it is."""

    percent: int
    words: Words = ""
    expected_at: Instant | None = None
    files: Files = msgspec.field(default_factory=list)


class Reply(Takes):
    """Words to the owner, or a note that stays in the office."""

    words: Annotated[str, msgspec.Meta(min_length=1, max_length=limits.TICKET_WORDS, pattern=r"\S")]
    shown: bool = True


class Classify(Takes):
    """What it is about."""

    kind: Kind
    priority: Priority


class AskSuggestion(Takes):
    """The words so far."""

    words: Words


class SuggestionBody(Takes):
    """Any of the words suggests the kind and the priority."""

    words: list[str]
    kind: Kind
    priority: Priority


class SuggestionTable(Takes):
    """The whole table, in its order; `was` is the one that whoever edited it had read."""

    rules: list[SuggestionBody]
    was: list[SuggestionBody] | None = None


def table_of(rules: list[SuggestionBody]) -> tuple[Suggestion, ...]:
    """The table as the rules know it."""
    return tuple(Suggestion(tuple(one.words), one.kind, one.priority) for one in rules)
