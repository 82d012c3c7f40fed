"""Sessions: an opaque cookie, hashed in the table, revocable at once; and who a session stands for.

Rows are bookkeeping. What a person is (staff, household, roles, reach) comes from `people`, registered in `wiring`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pynamodb.attributes import UnicodeAttribute

from chalicelib.config import settings
from chalicelib.core import ids, limits
from chalicelib.core.errors import Unauthenticated
from chalicelib.core.scope import Role, Scope
from chalicelib.db.bookkeeping import bookkeeping
from chalicelib.db.reads import Listing, every, get
from chalicelib.db.rows import Instant, Row, table_name
from chalicelib.edge.permissions import FACES, PERMISSIONS, allowed

_REASON: Final = "sessions"


@dataclass(frozen=True)
class Principal:
    """Who is signed in, in one organisation: as staff, as a household, or both."""

    person_id: str
    name: str
    phone_masked: str
    organisation_id: str
    organisations: tuple[tuple[str, str], ...]
    staff: Scope | None
    household: Scope | None

    @property
    def roles(self) -> frozenset[Role]:
        """Every role, of either kind."""
        return frozenset().union(*(scope.roles for scope in (self.staff, self.household) if scope))

    def scope_for(self, permission: str) -> Scope | None:
        """The scope in which this person has the permission; None when they have it in neither."""
        for scope in (self.staff, self.household):
            if scope and allowed(permission, scope.roles):
                return scope
        return None

    @property
    def permissions(self) -> list[str]:
        return sorted(name for name in PERMISSIONS if allowed(name, self.roles))

    @property
    def faces(self) -> list[str]:
        return [face for face, roles in FACES.items() if roles & self.roles]


class SessionRow(Row):
    """One signed-in browser of one person (`subject`: the blind index of their phone)."""

    class Meta:
        table_name = table_name("sessions")

    org_id = UnicodeAttribute()
    expires_at = Instant()


Resolver = Callable[[str, str], Principal | None]
_resolver: Resolver | None = None
_cache: dict[str, tuple[float, SessionRow, Principal]] = {}


def resolve_with(resolver: Resolver) -> None:
    """Have `resolver(subject, organisation id)` say who a session stands for."""
    global _resolver
    _resolver = resolver


def start(subject: str, org_id: str, *, at: datetime, seconds: int) -> str:
    """Begin a session; gives the token that only its cookie will ever hold."""
    token = f"{subject}.{ids.token()}"
    pk, sk = _key(token)
    bookkeeping(_REASON).put(SessionRow(pk, sk, org_id=org_id, expires_at=at + timedelta(seconds=seconds)))
    return token


def find(token: str, *, at: datetime, fresh: bool) -> Principal:
    """Who this token stands for; raises Unauthenticated. Up to 30 s old unless `fresh`."""
    key = _key(token)[1]
    kept = _cache.get(key)
    if kept and not fresh and kept[0] > time.monotonic() and kept[1].expires_at > at:
        return kept[2]
    _cache.pop(key, None)
    row = get(SessionRow, *_key(token))
    if row is None or row.expires_at <= at or _resolver is None:
        raise Unauthenticated()
    principal = _resolver(token.partition(".")[0], row.org_id)
    if principal is None:
        raise Unauthenticated()
    if len(_cache) > limits.SESSIONS_CACHED:
        _cache.clear()
    _cache[key] = (time.monotonic() + limits.SESSION_CACHE_SECONDS, row, principal)
    return principal


def switch(token: str, org_id: str) -> None:
    """Move the session to another organisation of the same person (the caller has checked that it is one)."""
    row = SessionRow(*_key(token))
    _cache.pop(row.sk, None)
    bookkeeping(_REASON).update(row, [SessionRow.org_id.set(org_id)], SessionRow.pk.exists())


def end(token: str) -> None:
    """Sign this browser out."""
    row = SessionRow(*_key(token))
    _cache.pop(row.sk, None)
    bookkeeping(_REASON).delete(row)


def end_all(subject: str) -> None:
    """Sign a person out everywhere."""
    for row in every(Listing(SessionRow, _pk(subject))):
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
