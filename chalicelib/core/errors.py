"""Refusals. A domain error has a stable code and facts; the page has the sentence; `edge.problems` alone knows HTTP."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

Fact: TypeAlias = str | int | bool | list[str] | None


class Refusal(Exception):
    """Something was asked that cannot be; nothing was changed. Subclass one of the kinds below, never this."""

    code: ClassVar[str] = "refused"

    def __init__(self, **facts: Fact) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


class Malformed(Refusal):
    """The request cannot be read."""

    code = "malformed"


class Unauthenticated(Refusal):
    """Nobody is signed in."""

    code = "signed_out"


class Forbidden(Refusal):
    """This person may not do this."""

    code = "forbidden"


class NotFound(Refusal):
    """No such thing within the caller's reach: a foreign thing answers exactly like a random one, without facts."""

    code = "not_found"


class Conflict(Refusal):
    """Refused by the state that the thing is in."""

    code = "conflict"


class TooLarge(Refusal):
    """More than a limit allows."""

    code = "too_large"


class Invalid(Refusal):
    """Well formed but wrong."""

    code = "invalid"


class TooMany(Refusal):
    """Asked too often; facts say when to try again."""

    code = "too_many"


class Unavailable(Refusal):
    """Not now: something that this needs did not answer."""

    code = "unavailable"
