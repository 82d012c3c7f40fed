"""What may be written into a party's file, and how a new owner is numbered."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

import pytest

from chalicelib.core import limits
from chalicelib.core.errors import Refusal
from chalicelib.estate.rules import Unit
from chalicelib.people.rules import filing
from chalicelib.people.rules.filing import BadIdNumber, BadKind, BadName, BadNumber, BadPhone
from chalicelib.people.rules.phones import is_landline


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("13812340006", "13812340006"),
        (" 138 1234-0006 ", "13812340006"),
        ("+86 138 1234 0006", "13812340006"),
        ("8613812340006", "13812340006"),
        ("１３８１２３４０００６", "13812340006"),
        ("0971-8216666", "09718216666"),
        ("（010）8888 6666", "01088886666"),
        ("8216666", "8216666"),
        ("400-800-1234", "4008001234"),
    ],
)
def test_a_phone_is_kept_as_it_is_compared(written: str, kept: str) -> None:
    assert filing.checked_phone(written) == kept


@pytest.mark.parametrize(
    "written",
    ["18999999999", "13800138000", "1381234000", "138123400061", "12812340006", "电话", "", "0000000", "١٣٨١٢٣٤٠٠٠٦"],
)
def test_what_nobody_can_be_called_by_is_no_phone(written: str) -> None:
    with pytest.raises(BadPhone) as refused:
        filing.checked_phone(written)
    assert refused.value.facts == {}


def test_a_mobile_is_no_landline() -> None:
    assert not is_landline("13812340006")
    assert is_landline("01088886666")


@pytest.mark.parametrize(
    ("written", "kind", "kept"),
    [
        (" 11010519491231002x", "person", "11010519491231002X"),
        ("e12345678", "person", "E12345678"),
        ("91350100M000100Y43", "company", "91350100M000100Y43"),
    ],
)
def test_the_number_of_a_paper_is_kept(written: str, kind: str, kept: str) -> None:
    assert filing.checked_id_number(written, kind) == kept


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("110105194912310021", "person"),
        ("110105491231002", "person"),
        ("1" * 18, "person"),
        ("没有", "person"),
        ("91350100M000100Y44", "company"),
        ("11010519491231002X", "company"),
        ("", "person"),
    ],
)
def test_a_number_that_no_paper_has_is_refused(written: str, kind: str) -> None:
    with pytest.raises(BadIdNumber) as refused:
        filing.checked_id_number(written, kind)
    assert refused.value.facts == {}


@pytest.mark.parametrize(
    ("check", "written", "refusal"),
    [
        (filing.checked_name, "  ", BadName),
        (filing.checked_name, "业" * (limits.NAME_CHARACTERS + 1), BadName),
        (filing.checked_name, "业主\u0007甲", BadName),
        (filing.checked_name, "业主\u202e甲", BadName),
        (filing.checked_number, "", BadNumber),
        (filing.checked_number, "1#2", BadNumber),
        (filing.checked_number, "1，2", BadNumber),
        (filing.checked_number, "9" * (limits.PARTY_NUMBER_CHARACTERS + 1), BadNumber),
        (filing.checked_kind, "dog", BadKind),
    ],
)
def test_what_is_no_name_number_or_kind_is_refused(
    check: Callable[[str], str], written: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        check(written)


def test_a_name_is_kept_without_what_is_too_much() -> None:
    assert filing.checked_name(" 业主甲  业主乙\n") == "业主甲 业主乙"


@pytest.mark.parametrize(
    ("building", "entrance", "first"), [("3", "2", "3-2-1201-2"), ("A座", "0", "A座-1201-2"), ("3", "", "3-1201-2")]
)
def test_a_new_owner_is_numbered_after_the_unit(building: str, entrance: str, first: str) -> None:
    unit = Unit("U", "C", "1201", building, entrance, "12", "住宅")
    numbers = list(islice(filing.numbers_for(unit), 2))
    assert numbers[0] == first
    assert numbers[1] == first[:-1] + "3"
    assert [filing.checked_number(one) for one in filing.numbers_for(unit)] == list(filing.numbers_for(unit))
