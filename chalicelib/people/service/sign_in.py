"""Sign-in by phone and one-time code, for everybody (bookkeeping: it changes no business thing).

An unknown phone gets the same answers and costs the same writes; only the message is not sent. The channel's adapter
hands messages over without waiting for their delivery, so that the time of an answer tells as little.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypedDict

from chalicelib.channels import outgoing
from chalicelib.core import clock, ids, limits
from chalicelib.core.errors import NotFound, TooMany
from chalicelib.db.bookkeeping import Lost
from chalicelib.db.rows import Row
from chalicelib.edge import sessions
from chalicelib.edge.logs import logger
from chalicelib.people import vault
from chalicelib.people.rules.codes import CodeExpired, Standing, WrongCode, code_text, sent_today_of, wait_seconds
from chalicelib.people.rules.phones import mask_phone
from chalicelib.people.service import second_factor
from chalicelib.people.service.identities import identities, standing
from chalicelib.people.store import codes as store


@dataclass(frozen=True)
class SignedIn:
    """How far sign-in came. `token` is the cookie's, good for `seconds`; `totp_uri` only to enrol a second factor."""

    state: Literal["signed_in", "totp_needed", "totp_enrol"]
    token: str
    seconds: int
    totp_uri: str | None = None


def ask_code(phone: str, *, address: str, at: datetime) -> None:
    """Send a code, if the phone means somebody. Raises TooMany, or NoChannel when nothing can be sent to anybody."""
    outgoing.need_channel()
    store.spend_budget("code", vault.index("address", address), most=limits.CODES_PER_ADDRESS_HOUR, at=at)
    subject, code = vault.index("phone", phone), f"{secrets.randbelow(10**6):06}"
    kept, sent_today = store.code(subject), 0
    if kept is not None:
        sent_today = int(kept.sent_today)
        if wait := wait_seconds(at, sent_at=kept.sent_at, sent_today=sent_today):
            raise TooMany(retry_after_seconds=wait)
        sent_today = sent_today_of(at, kept.sent_at, sent_today)
    stands, digest = standing(subject, clock.business_date(at)), vault.code_digest(subject, code)
    try:
        store.keep_code(kept, subject, digest=digest, stands=stands, at=at, sent_today=sent_today + 1)
    except Lost as lost:
        raise TooMany(retry_after_seconds=limits.CODE_WAIT_SECONDS) from lost
    if stands:
        message_id = ids.derived("code", subject, clock.instant(at))
        _hand_over(outgoing.Message(message_id, "sms", phone, code_text(code)))


def _hand_over(message: outgoing.Message) -> None:
    """A provider that fails tells the office's operators, and nobody who asks whether a phone is known.

    What a provider says of its failure may name the phone, so it is not written down.
    """
    try:
        outgoing.send(message)
    except Exception as error:
        logger.error("a sign-in code was not handed over", extra={"error": type(error).__name__})
    else:
        logger.info("a sign-in code was handed over")


def sign_in(phone: str, code: str, *, address: str, at: datetime) -> SignedIn:
    """Take the code and begin a session, or wait for the second factor. Raises WrongCode, CodeExpired, TooMany.

    One request reads the code and what its address may still try, one writes all. Nothing is compared for an address
    that has used its calls up; a code that was compared costs a try, or is taken.
    """
    subject, limit = vault.index("phone", phone), _limit(address)
    row = store.code_to_try(subject, at=at, **limit)
    if row is None or not row.digest or row.expires_at <= at:
        store.spend_budget("sign-in", at=at, **limit)
        raise CodeExpired()
    try:
        if row.stands is None or not secrets.compare_digest(row.digest, vault.code_digest(subject, code)):
            store.spend_try(row)
            store.spend_budget("sign-in", at=at, **limit)
            raise WrongCode(tries_left=int(row.tries_left))
        begun, done = (_wait if row.stands.needs_factor else _begin)(subject, row.stands, phone, at)
        store.use_code(row, begun, at=at, **limit)
    except Lost as lost:
        raise CodeExpired() from lost
    return done


def give_totp(token: str, totp_code: str, *, address: str, at: datetime) -> SignedIn:
    """The second factor of a sign-in that waits for it. Raises WrongCode, CodeExpired, TooMany."""
    store.spend_budget("sign-in", at=at, **_limit(address))
    row = store.pending(_digest(token))
    if row is None or row.expires_at <= at:
        raise CodeExpired()
    try:
        store.spend_try(row)
        if not second_factor.accept(row, totp_code, at=at):
            raise WrongCode(tries_left=int(row.tries_left))
        store.end_pending(row)
    except Lost as lost:
        raise CodeExpired() from lost
    found = identities(row.subject, clock.business_date(at))
    if not found:
        raise CodeExpired()
    as_staff = any(one.staff for one in found)
    seconds = _seconds(as_staff)
    token = sessions.start(row.subject, found[0].org_id, at=at, seconds=seconds, as_staff=as_staff, with_factor=True)
    return SignedIn("signed_in", token, seconds)


def switch_organisation(token: str, who: sessions.Principal, org_id: str, *, at: datetime) -> tuple[str, int]:
    """Go on in another of the person's organisations, under a new token good for as long; raises NotFound."""
    if org_id not in {one for one, _ in who.organisations}:
        raise NotFound()
    return sessions.switch(token, org_id, at=at)


class _Limit(TypedDict):
    address_index: str
    most: int


def _limit(address: str) -> _Limit:
    return {"address_index": vault.index("address", address), "most": limits.SIGN_INS_PER_ADDRESS_HOUR}


def _begin(subject: str, stands: Standing, phone: str, at: datetime) -> tuple[Row, SignedIn]:
    seconds = _seconds(stands.as_staff)
    token, row = sessions.new(subject, stands.org_id, at=at, seconds=seconds, as_staff=stands.as_staff)
    return row, SignedIn("signed_in", token, seconds)


def _wait(subject: str, stands: Standing, phone: str, at: datetime) -> tuple[Row, SignedIn]:
    token = f"{subject}.{ids.token()}"
    row, totp_uri = second_factor.expect(_digest(token), subject, shown_as=mask_phone(phone), at=at)
    return row, SignedIn("totp_enrol" if totp_uri else "totp_needed", token, limits.TOTP_SECONDS, totp_uri)


def _seconds(as_staff: bool) -> int:
    return limits.STAFF_SESSION_SECONDS if as_staff else limits.SESSION_SECONDS


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
