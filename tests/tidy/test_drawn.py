"""What is drawn into the documents from the code is as the code has it: `make docs` mends it."""

from __future__ import annotations

from infra.drawn import PAGE, drawn


def test_the_tables_of_the_architecture_are_those_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert "| finish | accepted · on_site | done |" in page
    assert drawn(page) == page
