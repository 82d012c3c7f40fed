"""How a form for a file is answered, on the portal and in the office."""

from __future__ import annotations

from datetime import datetime

from chalicelib.core.scope import Scope
from chalicelib.tickets.schemas.takes import BeginMedia
from chalicelib.tickets.schemas.views import FormView
from chalicelib.tickets.service import files


def form_view(scope: Scope, body: BeginMedia, at: datetime, community_id: str) -> FormView:
    """The signed form for the file that was announced."""
    form = files.begin(
        scope,
        community_id,
        at=at,
        upload_id=body.upload_id,
        kind=body.kind,
        file_name=body.file_name,
        size=body.size,
    )
    return FormView(url=form.url, fields=form.fields)
