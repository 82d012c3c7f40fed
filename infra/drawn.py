"""`make docs`: draws into ARCHITECTURE.md what the code knows better. A tidy test finds it out of date."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from chalicelib.tickets.rules.tickets import TRANSITIONS, Status, Verb

PAGE: Final = Path(__file__).parents[1] / "ARCHITECTURE.md"
_PLACE: Final = re.compile(r"(<!-- drawn: ticket -->\n).*?(<!-- /drawn -->)", re.DOTALL)


def drawn(page: str) -> str:
    """The page with its tables as the code has them now."""
    return _PLACE.sub(lambda place: place[1] + _life_of_a_ticket() + place[2], page)


def _life_of_a_ticket() -> str:
    """A row a verb: the states in which it is allowed, and what it leads to."""
    rows = (f"| {verb} | {_from(verb)} | {_to(verb)} |\n" for verb in Verb)
    return "| verb | allowed in | leads to |\n| --- | --- | --- |\n" + "".join(rows)


def _from(verb: Verb) -> str:
    return " · ".join(status for status in Status if (status, verb) in TRANSITIONS)


def _to(verb: Verb) -> str:
    moves = {(status, TRANSITIONS[status, verb]) for status in Status if (status, verb) in TRANSITIONS}
    if all(before == after for before, after in moves):
        return "the same"
    return " · ".join(status for status in Status if any(after == status for _, after in moves))


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
