"""The directory: every unit of a community with who holds it, for search at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalicelib.core import limits
from chalicelib.core.scope import Scope
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.people.rules.parties import Tenure
from chalicelib.people.rules.phones import tail
from chalicelib.people.store import parties as store


@dataclass(frozen=True)
class Listed:
    """A unit and who belongs to it today."""

    unit: Unit
    members: tuple[Tenure, ...]

    @property
    def names(self) -> list[str]:
        """Each name once, as the household lists them."""
        return list(dict.fromkeys(one.name for one in self.members))

    @property
    def phone_tails(self) -> list[str]:
        """The last four digits of their phones, each once: what a caller is found by."""
        return list(dict.fromkeys(filter(None, (tail(one.phone_masked or "") for one in self.members))))


def directory_page(
    scope: Scope, community_id: str, *, today: date, cursor: str | None = None
) -> tuple[list[Listed], str | None]:
    """A page of the units within reach in the order of their numbers; raises NotFound for a community out of it."""
    units, onward = estate.units_page(scope, community_id, cursor=cursor, limit=limits.DIRECTORY_ROWS)
    households = store.households(scope, [unit.unit_id for unit in units])
    return [
        Listed(unit, tuple(one for one in households.get(unit.unit_id, ()) if one.holds_on(today))) for unit in units
    ], onward
