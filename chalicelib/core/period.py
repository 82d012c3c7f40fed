"""A billing period is one calendar month, written 2026-10. Owns month arithmetic; refuses anything else.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from chalicelib.core.errors import Invalid

_WRITTEN = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


class NotAPeriod(Invalid):
    code = "not_a_period"


@dataclass(frozen=True, order=True)
class Period:
    """One month of the business calendar (Asia/Shanghai)."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 2026-10; raises NotAPeriod."""
        found = _WRITTEN.fullmatch(text)
        if not found:
            raise NotAPeriod(value=text[:40])
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that `day` falls in."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    @cached_property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @cached_property
    def last_day(self) -> date:
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def plus(self, months: int) -> Period:
        """The period `months` later (earlier when below zero)."""
        count = self.year * 12 + self.month - 1 + months
        return Period(count // 12, count % 12 + 1)
