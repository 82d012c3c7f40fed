"""What the wire carries of the estate."""

from __future__ import annotations

from typing import Any

from chalicelib.core.dated import Dated, Source
from chalicelib.edge.wire import Gives, Id, Name, Takes


class CommunityView(Gives):
    """A community within reach."""

    id: str
    name: str


class CreateCommunity(Takes):
    """A new community; its id is the client's."""

    community_id: Id
    name: Name


class SourceView(Gives):
    """Where a number comes from: the paper, who recorded it, who approved it, since when it holds."""

    paper: str
    entered_by: str
    entered_on: str
    approved_by: str | None
    since_on: str | None


def source_view(source: Source, since_on: object | None) -> SourceView:
    """A fact's source for the page."""
    return SourceView(
        paper=source.paper,
        entered_by=source.entered_by,
        entered_on=source.entered_on.isoformat(),
        approved_by=source.approved_by,
        since_on=str(since_on) if since_on else None,
    )


def fact_source(fact: Dated[Any]) -> SourceView:
    """The source of a dated fact."""
    return source_view(fact.source, fact.from_on)
