"""Sessions: an opaque cookie, hashed in the table, revocable at once; and who a session stands for.

Rows are bookkeeping. What a person is (staff, household, roles, reach) comes from `people`, registered in `wiring`.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.config import settings
from chalicelib.core import ids, limits
from chalicelib.core.errors import Unauthenticated
from chalicelib.core.scope import NOWHERE, Reach, Role, Scope
from chalicelib.db.bookkeeping import bookkeeping
from chalicelib.db.reads import Listing, every, get
from chalicelib.db.rows import Instant, Row, table_name
from chalicelib.edge.permissions import FACES, PERMISSIONS, allowed

_REASON: Final = "sessions"
_TOKEN: Final = re.compile(r"[A-Z0-9]{26}\.[\w-]{43}", re.ASCII)


@dataclass(frozen=True)
class Principal:
    """Who is signed in, in one organisation: as staff, as a household, or both. `subject` is what their sessions share.

    One scope for each grant and each role at home, so that what was granted in one place says nothing about another.
    """

    person_id: str
    subject: str
    name: str
    phone_masked: str
    organisation_id: str
    organisations: tuple[tuple[str, str], ...]
    staff: tuple[Scope, ...]
    household: tuple[Scope, ...]

    @property
    def roles(self) -> frozenset[Role]:
        """Every role, of either kind, held anywhere."""
        return frozenset().union(*(scope.roles for scope in (*self.staff, *self.household)))

    @property
    def itself(self) -> Scope:
        """The person without any reach: for what concerns only their session."""
        first = (*self.staff, *self.household)[0]
        return Scope(self.organisation_id, first.actor_id, self.roles, NOWHERE)

    def scope_for(self, permission: str, community_id: str | None = None) -> Scope | None:
        """The scope in which this person has the permission, as staff rather than at home; None: they have it nowhere.

        Only the grants that give it count: of those, the ones that reach `community_id` when a request names one.
        """
        for scopes in (self.staff, self.household):
            giving = [scope for scope in scopes if allowed(permission, scope.roles)]
            if giving:
                return _united(giving, community_id)
        return None

    @property
    def permissions(self) -> list[str]:
        """Everything that they may do somewhere: a hint for the page, never a check."""
        return sorted(name for name in PERMISSIONS if allowed(name, self.roles))

    @property
    def faces(self) -> list[str]:
        return [face for face, roles in FACES.items() if roles & self.roles]


def _united(scopes: list[Scope], community_id: str | None) -> Scope:
    """One scope out of several of one person, never wider than they are together.

    A grant of the whole (of the organisation, or of the community asked for) outweighs those of a part of it. Parts are
    added up; what narrows one of them narrows all, so that without a community named it may be less, but never more.
    All scopes of one person at home have the same household.
    """
    near = [one for one in scopes if community_id is None or _touches(one.reach, community_id)] or scopes
    whole = [one for one in near if _is_whole(one.reach, community_id)]
    chosen = whole or near
    reach = Reach(
        communities=_sum([one.reach.communities for one in chosen], open_ended=True),
        buildings=_sum([one.reach.buildings for one in chosen], open_ended=False),
        units=_sum([one.reach.units for one in chosen], open_ended=False),
    )
    roles: frozenset[Role] = frozenset().union(*(one.roles for one in chosen))
    return Scope(chosen[0].org_id, chosen[0].actor_id, roles, reach, chosen[0].household)


def _touches(reach: Reach, community_id: str) -> bool:
    return reach.communities is None or community_id in reach.communities


def _is_whole(reach: Reach, community_id: str | None) -> bool:
    narrowed = reach.buildings is not None or reach.units is not None
    return not narrowed and (community_id is not None or reach.communities is None)


def _sum(sets: list[frozenset[str] | None], *, open_ended: bool) -> frozenset[str] | None:
    """The union; where one set is None (all), all when `open_ended`, else only what the others name."""
    named = [one for one in sets if one is not None]
    if not named or (open_ended and len(named) < len(sets)):
        return None
    return frozenset().union(*named)


class SessionRow(Row):
    """One signed-in browser of one person (`subject`: the blind index of their phone)."""

    class Meta:
        table_name = table_name("sessions")

    org_id = UnicodeAttribute()
    expires_at = Instant()
    as_staff = BooleanAttribute(default=False)
    with_factor = BooleanAttribute(default=False)
    ttl = NumberAttribute(null=True)


Resolver = Callable[[str, str, bool, bool], Principal | None]
_resolver: Resolver | None = None
_cache: dict[str, tuple[float, SessionRow, Principal]] = {}


def resolve_with(resolver: Resolver) -> None:
    """Have `resolver(subject, organisation id, begun as staff, with a second factor)` say who a session stands for."""
    global _resolver
    _resolver = resolver


def start(subject: str, org_id: str, *, at: datetime, seconds: int, as_staff: bool, with_factor: bool = False) -> str:
    """Begin a session; gives the token that only its cookie will ever hold."""
    token, row = new(subject, org_id, at=at, seconds=seconds, as_staff=as_staff, with_factor=with_factor)
    bookkeeping(_REASON).put(row)
    return token


def new(
    subject: str, org_id: str, *, at: datetime, seconds: int, as_staff: bool, with_factor: bool = False
) -> tuple[str, SessionRow]:
    """A session's token, and its row to be put with other rows: it begins when they are."""
    token = f"{subject}.{ids.token()}"
    row = SessionRow(*_key(token), org_id=org_id, as_staff=as_staff, with_factor=with_factor)
    row.expires_at = at + timedelta(seconds=seconds)
    row.ttl = int(row.expires_at.timestamp())
    return token, row


def find(token: str, *, at: datetime, fresh: bool) -> Principal:
    """Who this token stands for; raises Unauthenticated. Up to 30 s old unless `fresh`."""
    if not _TOKEN.fullmatch(token):
        raise Unauthenticated()
    key = _key(token)[1]
    kept = _cache.get(key)
    if kept and not fresh and kept[0] > time.monotonic() and kept[1].expires_at > at:
        return kept[2]
    _cache.pop(key, None)
    row = get(SessionRow, *_key(token))
    if row is None or row.expires_at <= at or _resolver is None:
        raise Unauthenticated()
    principal = _resolver(token.partition(".")[0], row.org_id, row.as_staff, row.with_factor)
    if principal is None:
        raise Unauthenticated()
    if len(_cache) > limits.SESSIONS_CACHED:
        _cache.clear()
    _cache[key] = (time.monotonic() + limits.SESSION_CACHE_SECONDS, row, principal)
    return principal


def switch(token: str, org_id: str, *, at: datetime) -> tuple[str, int]:
    """Go on in another organisation of the same person (the caller has checked that it is one).

    Gives a new token and its seconds; the old one ends, so that no cache elsewhere still answers for it.
    """
    row = get(SessionRow, *_key(token))
    if row is None or row.expires_at <= at:
        raise Unauthenticated()
    seconds = int((row.expires_at - at).total_seconds())
    begun = {"as_staff": row.as_staff, "with_factor": row.with_factor}
    new = start(token.partition(".")[0], org_id, at=at, seconds=seconds, **begun)
    end(token)
    return new, seconds


def end(token: str) -> None:
    """Sign this browser out."""
    row = SessionRow(*_key(token))
    _cache.pop(row.sk, None)
    bookkeeping(_REASON).delete(row)


def end_all(subject: str, org_id: str | None = None) -> None:
    """Sign a person out on every device: everywhere, or only where they are in one organisation."""
    for row in every(Listing(SessionRow, _pk(subject))):
        if org_id in {None, row.org_id}:
            _cache.pop(row.sk, None)
            bookkeeping(_REASON).delete(row)


def end_as_staff(subject: str) -> None:
    """Sign a person out wherever they came in as staff; what they see of their own home stays open."""
    for row in every(Listing(SessionRow, _pk(subject))):
        if row.as_staff:
            _cache.pop(row.sk, None)
            bookkeeping(_REASON).delete(row)


def forget() -> None:
    """Drop what is cached: for a test that moves to another engine."""
    _cache.clear()


def cookie(token: str, *, seconds: int) -> str:
    """The Set-Cookie value; an empty token clears it. `__Host-` and Secure everywhere but on loopback."""
    name, secure = cookie_name(), "" if settings().is_local else "; Secure"
    return f"{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds if token else 0}{secure}"


def cookie_name() -> str:
    """What the session cookie is called in this stage."""
    return "guanjia" if settings().is_local else "__Host-guanjia"


def _pk(subject: str) -> str:
    return f"_#SESSIONS#{subject}"


def _key(token: str) -> tuple[str, str]:
    return _pk(token.partition(".")[0]), hashlib.sha256(token.encode()).hexdigest()
