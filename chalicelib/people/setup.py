"""Setting an office up: its organisation, its first community, its first administrator, in one transaction.

By a page behind a one-use link (nobody is signed in yet: the link's digest is the actor), or headless by a scope.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.core import ids
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.scope import Cause, Reach, Role, Scope
from chalicelib.estate import service as estate
from chalicelib.journal import Transaction, transaction, verb
from chalicelib.journal.entries import ORGANISATION_HOME
from chalicelib.people.rules.staff import Grant
from chalicelib.people.service.staff import add_staff_in
from chalicelib.people.store import codes as store


class LinkUsed(Conflict):
    """The link has made its office. To the world it is no link at all; inside it lets a retry find its first answer."""

    code = "setup_link_used"


@dataclass(frozen=True)
class NewOffice:
    """What an office begins with."""

    organisation_name: str
    community_id: str
    community_name: str
    staff_id: str
    admin_name: str
    admin_phone: str = field(repr=False)


@dataclass(frozen=True)
class OfficeCreated:
    organisation_id: str
    community_id: str
    staff_id: str


def new_link(at: datetime) -> str:
    """The token of a new set-up link: it makes one office, within 30 minutes of `at`."""
    token = ids.token()
    store.keep_setup_link(_digest(token), at=at)
    return token


def check_link(token: str, *, at: datetime) -> None:
    """Raise NotFound unless the link can still make an office."""
    link = store.setup_link(_digest(token))
    if link is None or link.used or link.expires_at <= at:
        raise NotFound()


def set_up(
    token: str, cause: Cause, *, organisation_name: str, community_name: str, admin_name: str, admin_phone: str
) -> OfficeCreated:
    """Make the link's office; raises NotFound for a link that is unknown, too old, or used under another key.

    Every id comes from the link, so that whatever is sent twice is one office.
    """
    digest = _digest(token)
    org_id = ids.derived("setup", digest, "organisation")
    scope = Scope(org_id, f"setup:{digest[:26]}", frozenset({Role.SYSTEM}), Reach())
    office = NewOffice(
        organisation_name=organisation_name,
        community_id=ids.derived(org_id, "community"),
        community_name=community_name,
        staff_id=ids.derived(org_id, "staff"),
        admin_name=admin_name,
        admin_phone=admin_phone,
    )
    try:
        return _set_up(scope, cause, digest, office)
    except LinkUsed as used:
        raise NotFound() from used


@verb("people.create_office")
def create_office(scope: Scope, cause: Cause, office: NewOffice) -> OfficeCreated:
    """Make the scope's organisation, without a page: for the terminal and the demonstration."""
    with transaction(scope, cause) as tx:
        return _create_in(tx, office)


@verb("people.set_up")
def _set_up(scope: Scope, cause: Cause, digest: str, office: NewOffice) -> OfficeCreated:
    link = store.setup_link(digest)
    if link is None:
        raise NotFound()
    if link.used:
        raise LinkUsed()
    if link.expires_at <= cause.at:
        raise NotFound()
    with transaction(scope, cause) as tx:
        link.used = True
        tx.save(link)
        return _create_in(tx, office)


def _create_in(tx: Transaction, office: NewOffice) -> OfficeCreated:
    org_id = tx.scope.org_id
    row = estate.create_organisation_in(tx, org_id=org_id, name=office.organisation_name)
    estate.create_community_in(tx, community_id=office.community_id, name=office.community_name)
    admin = [Grant(Role.ADMIN)]
    add_staff_in(tx, office.staff_id, name=office.admin_name, phone=office.admin_phone, grants=admin)
    outcome = OfficeCreated(org_id, office.community_id, office.staff_id)
    return tx.record("office.created", subject=row, home=ORGANISATION_HOME, outcome=outcome)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
