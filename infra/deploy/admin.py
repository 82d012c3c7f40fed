"""`make admin PHONE=…`: the first administrator of a new system, or one more where the office has lost theirs.

Without STAGE of the data directory on this machine; with STAGE, REGION and ORIGIN of a deployment, whose tables and
secrets whoever runs it must reach.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from infra.local.home import Busy, Home

_WRONG: Final = 2


def main(environment: Mapping[str, str]) -> int:
    """Print a set-up link, or add the administrator; gives the exit status."""
    phone, name = environment.get("PHONE", ""), environment.get("NAME") or "管理员"
    stage = environment.get("STAGE", "")
    if stage and not (environment.get("REGION") and environment.get("ORIGIN")):
        return _told("With STAGE give REGION, and ORIGIN as `make deploy` printed it.", _WRONG)
    origin = environment.get("ORIGIN") or f"http://127.0.0.1:{environment.get('PORT', '8000')}"
    try:
        with _system(stage, environment, origin):
            return _make(phone, name, origin)
    except Busy as busy:
        return _told(f"Stop it first: {busy}.", _WRONG)


def _make(phone: str, name: str, origin: str) -> int:
    from chalicelib.core import clock, ids
    from chalicelib.core.errors import Refusal
    from chalicelib.core.scope import Cause, Origin, Reach, Role, Scope
    from chalicelib.estate import service as estate
    from chalicelib.people import service as people
    from chalicelib.people import setup

    at = clock.now()
    offices = estate.organisation_ids()
    if not offices:
        return _told(f"Nobody has an office yet. Once, within half an hour: {origin}/setup/{setup.new_link(at)}", 0)
    if not people.is_mobile(phone):
        return _told("Give PHONE, a mainland mobile of 11 digits: they sign in with a code that it gets.", _WRONG)
    for org_id in offices:
        scope = Scope(org_id, "terminal", frozenset({Role.ADMIN}), Reach())
        cause = Cause(at, Origin.TERMINAL, f"admin#{ids.ulid(at)}", ids.ulid(at))
        try:
            people.add_staff(scope, cause, ids.ulid(at), name=name, phone=phone, grants=[people.Grant(Role.ADMIN)])
        except Refusal as refusal:
            return _told(f"Refused: {refusal.code.replace('_', ' ')}.", _WRONG)
    return _told(f"{name} can sign in at {origin} with a code to this phone, and give roles under Settings.", 0)


@contextmanager
def _system(stage: str, environment: Mapping[str, str], origin: str) -> Iterator[None]:
    """The tables and secrets that are meant."""
    if stage:
        os.environ |= {
            "GUANJIA_STAGE": stage,
            "GUANJIA_ORIGINS": origin,
            "GUANJIA_SECRETS_PARAMETER": f"/guanjia/{stage}/secrets",
            "AWS_REGION": environment["REGION"],
            "AWS_DEFAULT_REGION": environment["REGION"],
        }
        yield
        return
    from infra.local import stage as local

    with local.opened(Home.at(environment.get("DATA_DIR") or None)):
        yield


def _told(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr if status else sys.stdout, flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(os.environ))
