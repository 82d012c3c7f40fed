"""The second factor that an office may ask of its staff: time-based codes (RFC 6238), one factor per phone."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Final

from chalicelib.db.bookkeeping import Lost
from chalicelib.people.store import codes as store
from chalicelib.people.vault import Safe

ISSUER: Final = "Guanjia"
_STEP_SECONDS: Final = 30
_DEPLOYMENT: Final = "_"
"""A phone's factor belongs to no one organisation: it is asked for before one is known."""


def expect(digest: str, subject: str, *, shown_as: str, at: datetime) -> tuple[store.PendingRow, str | None]:
    """The row by which the sign-in of `digest` waits; an otpauth URI when there is no factor yet to ask for."""
    import pyotp

    if store.factor(subject):
        return store.pending_row(digest, subject=subject, at=at), None
    safe, secret = Safe.new(_DEPLOYMENT, subject), pyotp.random_base32()
    waits = store.pending_row(digest, subject=subject, at=at, key=safe.wrapped, secret=safe.seal("totp", secret))
    return waits, pyotp.TOTP(secret).provisioning_uri(name=shown_as, issuer_name=ISSUER)


def accept(row: store.PendingRow, totp_code: str, *, at: datetime) -> bool:
    """Whether `totp_code` is right and was never taken before; if so it is taken. Raises Lost as the store does.

    One step of 30 s to either side is allowed for. The code that enrols a factor is its first one taken.
    """
    kept = store.factor(row.subject)
    held = kept or row
    if held.key is None or held.secret is None:
        return False
    counter = _step_of(Safe(_DEPLOYMENT, row.subject, held.key).open("totp", held.secret), totp_code, at)
    if counter is None:
        return False
    if kept is None:
        store.enrol_factor(row.subject, key=held.key, secret=held.secret, counter=counter)
        return True
    try:
        store.use_counter(kept, counter)
    except Lost:
        return False
    return True


def _step_of(secret: str, totp_code: str, at: datetime) -> int | None:
    import pyotp

    now, codes = int(at.timestamp()) // _STEP_SECONDS, pyotp.TOTP(secret)
    steps = (now, now - 1, now + 1)
    return next((step for step in steps if secrets.compare_digest(codes.generate_otp(step), totp_code)), None)
