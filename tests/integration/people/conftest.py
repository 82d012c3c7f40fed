"""A clock that a test moves, and a channel that keeps the messages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.channels import outgoing
from chalicelib.core import clock
from tests.builders.people import Clock, Messages


@pytest.fixture
def hands() -> Iterator[Clock]:
    """The time, standing still until a test moves it."""
    moved = Clock()
    clock.use(moved)
    yield moved
    clock.use(None)


@pytest.fixture
def messages() -> Iterator[Messages]:
    """Everything that was sent."""
    kept = Messages()
    outgoing.use(kept)
    yield kept
    outgoing.use(None)
