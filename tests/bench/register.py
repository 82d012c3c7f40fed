"""The register of figures: what each is called, what it says, and its goal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

Fact: TypeAlias = int | float | str | dict[str, int] | dict[str, float]


@dataclass(frozen=True)
class Measured:
    """A figure's value, and the facts from which it came."""

    value: float
    facts: dict[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Figure:
    """`goal` is the least value where `at_least`, else the most. `measure` is told whether to be quick."""

    name: str
    says: str
    goal: float
    at_least: bool
    measure: Callable[[bool], Measured]

    def is_met(self, value: float) -> bool:
        """Whether the goal is reached."""
        return value >= self.goal if self.at_least else value <= self.goal


FIGURES: Final[dict[str, Figure]] = {}


def figure(
    name: str, *, says: str, at_least: float | None = None, at_most: float | None = None
) -> Callable[[Callable[[bool], Measured]], Callable[[bool], Measured]]:
    """Register the function that measures a figure; give one of the goals."""
    goal = at_least if at_least is not None else at_most
    assert goal is not None, name

    def decorate(measure: Callable[[bool], Measured]) -> Callable[[bool], Measured]:
        FIGURES[name] = Figure(name, says, goal, at_least is not None, measure)
        return measure

    return decorate
