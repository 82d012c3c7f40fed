"""That one person signed off, or accepted, what they had entered: told to who answers for the community (REG-05)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from chalicelib.config import settings
from chalicelib.core.scope import Scope
from chalicelib.estate import service as estate
from chalicelib.journal.stream import Heard, actor_of
from chalicelib.notices.rules import approval_words
from chalicelib.notices.rules.deliveries import Addressee, Delivery
from chalicelib.people import service as people

ACCEPTED: Final = "finding.accepted"
SIGNED: Final = ("round.signed", "round.closed")
"""The events by which areas are signed off; the second with the last of them."""


def who(scope: Scope, heard: Heard) -> Iterable[Addressee]:
    """The managers but for the one who did it, where it was one person; nobody where there is nobody else."""
    if not heard.facts.get("alone"):
        return []
    others = people.overseers(scope, heard.facts["community_id"], apart_from=actor_of(heard.key))
    return [Addressee(f"S:{one.staff_id}") for one in others]


def text(scope: Scope, delivery: Delivery, at: datetime) -> str:
    """Who, what, and where it is seen."""
    community_id, by = delivery.facts["community_id"], actor_of(delivery.key)
    page = f"{settings().page_origin}/desk/{community_id}/quality"
    community = estate.get_community(scope, community_id).name
    name = people.actor_names(scope, {by}).get(by, "")
    if delivery.event == ACCEPTED:
        place = estate.get_unit(scope, delivery.facts["unit_id"]).label
        return approval_words.accepted_alone(community=community, name=name, place=place, page=page)
    units = int(delivery.facts["units"])
    return approval_words.signed_alone(community=community, name=name, units=units, page=f"{page}/round")
