"""Browsers that are signed in already, as an office's administrator, its staff or a household."""

from __future__ import annotations

from chalicelib.core import clock
from chalicelib.edge import sessions
from chalicelib.people.service import Grant, add_staff
from chalicelib.people.vault import index
from tests.builders.office import Office, a_cause, an_id
from tests.builders.people import Browser

ADMIN_PHONE = "13800000001"


def signed_in(office: Office, phone: str = ADMIN_PHONE) -> Browser:
    """A browser with a session of whoever has this phone in the office; its administrator's by default."""
    token = sessions.start(index("phone", phone), office.org_id, at=clock.now(), seconds=3_600, as_staff=True)
    return Browser(cookie=f"{sessions.cookie_name()}={token}")


def colleague(office: Office, *grants: Grant, phone: str = "13800000002", name: str = "财务丙") -> Browser:
    """A browser of somebody who works here with these grants."""
    add_staff(office.scope, a_cause(), an_id(office.org_id, phone), name=name, phone=phone, grants=grants)
    return signed_in(office, phone)
