"""How units are called and sorted (REG-01)."""

from __future__ import annotations

from chalicelib.estate.rules import sort_key, unit_label


def test_labels_read_as_people_say_them() -> None:
    assert unit_label("1", "1", "1011") == "1 幢 1 单元 1011"
    assert unit_label("A", "2", "101") == "A 幢 2 单元 101"
    assert unit_label("A座", "", "101") == "A座 101"
    assert unit_label("1", "0", "S01") == "1 幢 S01"


def test_labels_sort_as_people_count() -> None:
    labels = ["1-10-101", "1-2-1011", "1-2-102", "2-1-9"]
    assert sorted(labels, key=sort_key) == ["1-2-102", "1-2-1011", "1-10-101", "2-1-9"]
