"""Which numbers of papers can be real."""

from __future__ import annotations

import pytest

from chalicelib.people.rules.id_numbers import is_credit_code, is_id_number, is_other_paper, plain_id_number

REAL = "11010519491231002X"


@pytest.mark.parametrize("text", [REAL, "440524188001010014", "632126199109162011"])
def test_a_resident_s_number_with_the_right_check(text: str) -> None:
    assert is_id_number(text)
    assert not is_other_paper(text)


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",  # another check
        "110105194912310020",
        "11010519491231002x",  # not as it is kept
        "11010519491331002X",  # no such month
        "010105194912310020",  # no such region
        "11010519491231002",
        "11010519491231002XX",
        "110105491231002",  # fifteen digits, of before
        "1" * 18,
        "0" * 18,
        "١١٠١٠٥١٩٤٩١٢٣١٠٠٢X",
        "E12345678",
        "",
    ],
)
def test_what_is_no_resident_s_number(text: str) -> None:
    assert not is_id_number(text)


def test_one_wrong_place_never_passes() -> None:
    for n, letter in enumerate(REAL[:-1]):
        wrong = [REAL[:n] + other + REAL[n + 1 :] for other in "0123456789" if other != letter]
        assert not any(map(is_id_number, wrong)), n


@pytest.mark.parametrize(
    ("text", "is_real"),
    [
        ("91350100M000100Y43", True),
        ("91350100M000100Y44", False),
        ("91350100M000100I43", False),
        ("91350100M000100Y4", False),
    ],
)
def test_an_organisation_s_code_has_its_own_check(text: str, is_real: bool) -> None:
    assert is_credit_code(text) == is_real


@pytest.mark.parametrize(
    ("text", "may_be"),
    [("E12345678", True), ("H0123456700", True), ("12345", False), ("E1", False), ("护照1234", False)],
)
def test_a_passport_or_permit_has_letters_and_digits(text: str, may_be: bool) -> None:
    assert is_other_paper(text) == may_be


def test_a_number_is_kept_without_blanks() -> None:
    assert plain_id_number(" 110105 1949-1231 002x ") == REAL
