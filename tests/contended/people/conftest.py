"""Every test below runs on the engine that really locks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders.core import standing_clock
from tests.builders.people import Office, a_party, a_unit, an_office, file, tenure


@pytest.fixture
def office(embedded_engine: str) -> Iterator[Office]:
    """An office with unit 1201, owned by 业主甲; four others own a unit each."""
    with standing_clock():
        made = an_office()
        unit = a_unit(made)
        file(made, [a_party(made, tenure(unit))], [unit])
        for n in range(4):
            other = a_unit(made, f"130{n}")
            buyer = a_party(made, tenure(other), phone=f"1371111000{n}", number=f"b{n}", name=f"买家{n}")
            file(made, [buyer], [other])
        yield made
