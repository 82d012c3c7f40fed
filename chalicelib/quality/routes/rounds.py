"""Rounds: every unit's area compared with its paper, signed off by a person (REG-05)."""

from __future__ import annotations

from chalicelib.approvals.kinds import may_be_alone
from chalicelib.core.scope import Scope
from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows
from chalicelib.estate.schemas import actors_of
from chalicelib.people import service as people
from chalicelib.quality.schemas.rounds import (
    AskVerified,
    MarkDiffering,
    OpenRound,
    RoundView,
    SignOff,
    VerifiedView,
    round_view,
    verified_view,
)
from chalicelib.quality.service import reading, rounds
from chalicelib.quality.service.reading import Verified
from chalicelib.quality.service.rounds import RoundMoved

routes = Routes(__name__)

_ROUNDS = "/communities/{community_id}/quality/rounds"
_ROUND = _ROUNDS + "/{round_id}"


@routes.get(_ROUNDS, gives=Rows[RoundView], may="quality.read", asks=Paged, fresh=True)
def list_rounds(call: Call, community_id: str) -> Rows[RoundView]:
    """The community's rounds, newest first; one at most is open."""
    found, onward = reading.rounds_page(call.scope, community_id, cursor=call.query.cursor)
    names = people.actor_names(call.scope, {one.opened_by for one in found})
    return Rows(rows=[round_view(one, names) for one in found], next=onward)


@routes.post(_ROUNDS, takes=OpenRound, gives=RoundMoved, may="quality.work")
def open_round(call: Call, community_id: str) -> RoundMoved:
    """Have every unit's area compared with its paper."""
    body: OpenRound = call.body
    return rounds.open_round(call.scope, call.cause, community_id, round_id=body.round_id, reason=body.reason)


@routes.get(_ROUND + "/units", gives=Rows[VerifiedView], may="quality.read", asks=AskVerified, fresh=True)
def list_verified(call: Call, community_id: str, round_id: str) -> Rows[VerifiedView]:
    """The units of a round by their numbers: the area on file, its paper, who signed it off."""
    asked: AskVerified = call.query
    found, onward = reading.verified_page(
        call.scope,
        community_id,
        round_id,
        waiting_only=asked.waiting_only,
        at=call.cause.at,
        cursor=asked.cursor,
    )
    names, barred = _names(call.scope, found), None if may_be_alone(call.scope) else call.scope.actor_id
    return Rows(rows=[verified_view(one, names, at=call.cause.at, barred=barred) for one in found], next=onward)


@routes.post(_ROUND + "/sign-off", takes=SignOff, gives=RoundMoved, may="quality.work")
def sign_off(call: Call, community_id: str, round_id: str) -> RoundMoved:
    """The papers of these units say what is on file."""
    body: SignOff = call.body
    areas = {seen.unit_id: seen.area for seen in body.units}
    return rounds.sign_off(call.scope, call.cause, community_id, round_id=round_id, areas=areas, paper=body.paper)


@routes.post(_ROUND + "/units/{unit_id}/differing", takes=MarkDiffering, gives=RoundMoved, may="quality.work")
def mark_differing(call: Call, community_id: str, round_id: str, unit_id: str) -> RoundMoved:
    """The paper of a unit says another area than the one on file."""
    body: MarkDiffering = call.body
    return rounds.mark_differing(
        call.scope,
        call.cause,
        community_id,
        unit_id,
        round_id=round_id,
        area=body.area,
        says=body.says,
        paper=body.paper,
        words=body.words,
    )


def _names(scope: Scope, found: list[Verified]) -> dict[str, str]:
    actors = actors_of(fact for one in found for fact in one.unit.area)
    return people.actor_names(scope, actors | {one.sign.by for one in found if one.sign})
