"""A unit changes hands: who owns it on a day, what was believed about that, and how a wrong transfer is set back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.dated import Source
from chalicelib.core.errors import Refusal
from chalicelib.people.rules.parties import PartyTenure, Relation, Tenure, owned_since
from chalicelib.people.rules.transfers import (
    Decision,
    NewOwner,
    NotAMember,
    OwnerAlready,
    Tenures,
    TransferBeforeOwner,
    TransferOverlaid,
    TransferUnknown,
    UnitHousehold,
    entered_anew,
    owners_on,
    seen_from,
    set_back,
    standing,
    transferred,
)

DAY = timedelta(days=1)
SOLD = date(2026, 9, 15)
TODAY = date(2026, 11, 22)


def tenure(party_id: str, relation: Relation = Relation.OWNER, from_on: date | None = None) -> Tenure:
    return Tenure(party_id, f"名{party_id}", None, relation, from_on)


def to(party_id: str) -> NewOwner:
    return NewOwner(party_id, f"名{party_id}", "138****0006")


def decided(approval_id: str = "V1", on: date = TODAY) -> Decision:
    return Decision(approval_id, on, Source("过户协议", "S:1", on, "S:2", approval_id))


def owners(tenures: Tenures, day: date, believed_on: date | None = None) -> set[str]:
    return {one.party_id for one in owners_on(tenures, day, believed_on=believed_on)}


def test_the_last_owner_s_days_end_where_the_new_one_s_begin() -> None:
    before = (tenure("A"), tenure("F", Relation.FAMILY), tenure("T", Relation.TENANT))
    after = transferred(before, to("B"), decided(), from_on=SOLD)
    assert owners(after, SOLD - DAY) == {"A"}
    assert owners(after, SOLD) == {"B"}
    there = {one.party_id for one in after if one.holds_on(SOLD)}
    assert there == {"B", "F", "T"}


def test_who_was_believed_to_own_it_before_is_still_known() -> None:
    after = transferred((tenure("A"),), to("B"), decided(on=TODAY), from_on=SOLD)
    assert owners(after, SOLD, believed_on=TODAY - DAY) == {"A"}
    assert owners(after, SOLD, believed_on=TODAY) == {"B"}
    assert owners(after, SOLD - DAY, believed_on=TODAY) == {"A"}
    (new,) = owners_on(after, SOLD)
    assert new.source
    assert (new.source.paper, new.source.approval_id, new.phone_masked) == ("过户协议", "V1", "138****0006")


def test_every_owner_leaves_and_who_is_named_beside_them() -> None:
    before = (tenure("A"), tenure("C", Relation.CO_OWNER), tenure("T", Relation.TENANT), tenure("F", Relation.FAMILY))
    after = transferred(before, to("B"), decided(), from_on=SOLD, also_leaving=["T"])
    assert {one.party_id for one in after if one.holds_on(SOLD)} == {"B", "F"}
    assert {one.party_id for one in after if one.holds_on(SOLD - DAY)} == {"A", "C", "T", "F"}


def test_of_two_who_own_it_one_may_take_all_of_it() -> None:
    before = (tenure("A"), tenure("C", Relation.CO_OWNER))
    after = transferred(before, to("C"), decided(), from_on=SOLD)
    assert owners(after, SOLD) == {"C"}
    assert [one.relation for one in owners_on(after, SOLD)] == [Relation.OWNER]


def test_an_owner_whose_end_was_known_leaves_earlier() -> None:
    leaving = Tenure("A", "名A", None, Relation.OWNER, None, TODAY)
    after = transferred((leaving,), to("B"), decided(), from_on=SOLD)
    assert owners(after, TODAY) == {"B"}
    gone = Tenure("A", "名A", None, Relation.OWNER, None, SOLD - 5 * DAY)
    after = transferred((gone,), to("B"), decided(), from_on=SOLD)
    assert owners(after, SOLD - DAY) == set()
    assert gone in after


@pytest.mark.parametrize(
    ("before", "party_id", "also_leaving", "refusal"),
    [
        ((tenure("A"),), "A", [], OwnerAlready),
        ((tenure("A"), tenure("A", Relation.CO_OWNER)), "A", [], OwnerAlready),
        ((tenure("A", from_on=SOLD),), "B", [], TransferBeforeOwner),
        ((tenure("A", from_on=SOLD + DAY),), "B", [], TransferBeforeOwner),
        ((tenure("A"), tenure("C", Relation.CO_OWNER, SOLD)), "B", [], TransferBeforeOwner),
        ((tenure("A"), tenure("T", Relation.TENANT, SOLD)), "B", ["T"], TransferBeforeOwner),
        ((tenure("A"),), "B", ["X"], NotAMember),
        ((), "B", ["A"], NotAMember),
    ],
)
def test_what_is_refused_changes_nothing(
    before: Tenures, party_id: str, also_leaving: list[str], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        transferred(before, to(party_id), decided(), from_on=SOLD, also_leaving=also_leaving)


def test_a_day_behind_the_owner_s_first_is_soon_enough() -> None:
    after = transferred((tenure("A", from_on=SOLD - DAY),), to("B"), decided(), from_on=SOLD)
    assert owners(after, SOLD - DAY) == {"A"}
    with pytest.raises(TransferBeforeOwner) as refused:
        transferred((tenure("A", from_on=SOLD),), to("B"), decided(), from_on=SOLD)
    assert refused.value.facts == {"since": SOLD.isoformat()}


def test_a_unit_that_nobody_owned_has_an_owner_then() -> None:
    assert owners(transferred((), to("B"), decided(), from_on=SOLD), SOLD) == {"B"}


def test_a_transfer_is_set_back_once_and_may_be_entered_again() -> None:
    before = (tenure("A"), tenure("F", Relation.FAMILY))
    sold = transferred(before, to("B"), decided("V1"), from_on=SOLD)
    back = set_back(sold, "V1", decided("V2", TODAY + DAY))
    assert {(one.party_id, one.from_on, one.to_on) for one in standing(back)} == {("A", None, None), ("F", None, None)}
    assert owners(back, SOLD, believed_on=TODAY) == {"B"}
    with pytest.raises(TransferOverlaid):
        set_back(back, "V1", decided("V3"))
    with pytest.raises(TransferUnknown):
        set_back(back, "V2", decided("V3"))
    again = transferred(back, to("B"), decided("V3", TODAY + 2 * DAY), from_on=SOLD)
    assert owners(again, SOLD) == {"B"}
    assert owners(again, SOLD, believed_on=TODAY + DAY) == {"A"}


@pytest.mark.parametrize("right", [SOLD - 40 * DAY, SOLD + 40 * DAY])
def test_a_wrong_day_is_set_right_by_one_decision_which_can_be_set_back(right: date) -> None:
    sold = transferred((tenure("A"),), to("B"), decided("V1"), from_on=SOLD)
    by = decided("V2", TODAY + DAY)
    moved = entered_anew(sold, "V1", to("B"), by, from_on=right)
    assert owners(moved, right - DAY) == {"A"}
    assert owners(moved, right) == {"B"}
    assert owners(moved, SOLD, believed_on=TODAY) == {"B"}
    back = set_back(moved, "V2", decided("V3", TODAY + 2 * DAY))
    assert owners(back, SOLD - DAY) == {"A"}
    assert owners(back, SOLD) == {"B"}
    first = set_back(back, "V1", decided("V4", TODAY + 3 * DAY))
    assert [(one.party_id, one.from_on, one.to_on) for one in standing(first)] == [("A", None, None)]


def test_what_something_later_stands_on_is_not_set_back() -> None:
    sold = transferred((tenure("A"),), to("B"), decided("V1"), from_on=SOLD)
    sold_again = transferred(sold, to("C"), decided("V2"), from_on=SOLD + 30 * DAY)
    with pytest.raises(TransferOverlaid):
        set_back(sold_again, "V1", decided("V3"))
    back = set_back(set_back(sold_again, "V2", decided("V3")), "V1", decided("V4"))
    assert owners(back, TODAY) == {"A"}


@pytest.mark.parametrize("tenures", [(), (tenure("A"),)])
def test_nothing_is_set_back_of_an_approval_that_changed_nothing_here(tenures: Tenures) -> None:
    with pytest.raises(TransferUnknown):
        set_back(tenures, "V1", decided("V2"))


def test_each_party_s_own_side_says_what_stands_and_what_never_was() -> None:
    sold = transferred((tenure("A"),), to("B"), decided("V1"), from_on=SOLD)
    back = set_back(sold, "V1", decided("V2"))
    seen = seen_from(UnitHousehold("U", "C", "D", back))
    ((ours,), (theirs,)) = (seen[party, Relation.OWNER] for party in "AB")
    assert (ours.from_on, ours.to_on, ours.replaced_on) == (None, None, None)
    assert theirs.replaced_on == TODAY
    assert not theirs.holds_on(SOLD)


def test_who_buys_back_what_they_sold_holds_it_twice() -> None:
    sold = transferred((tenure("A"),), to("B"), decided("V1"), from_on=SOLD)
    bought = transferred(sold, to("A"), decided("V2"), from_on=SOLD + 30 * DAY)
    seen = seen_from(UnitHousehold("U", "C", "D", bought))["A", Relation.OWNER]
    assert [(one.from_on, one.to_on) for one in seen] == [(SOLD + 30 * DAY, None), (None, SOLD - DAY)]
    assert owned_since(seen, TODAY) == {"U": SOLD + 30 * DAY}


def own(relation: Relation = Relation.OWNER, **days: date | None) -> PartyTenure:
    return PartyTenure("U", "C", "D", relation, **days)


@pytest.mark.parametrize(
    ("tenures", "since"),
    [
        ([own()], {"U": None}),
        ([own(from_on=SOLD)], {"U": SOLD}),
        ([own(to_on=SOLD)], {}),
        ([own(from_on=TODAY + DAY)], {}),
        ([own(Relation.TENANT)], {}),
        ([own(from_on=SOLD, replaced_on=TODAY)], {}),
        ([own(Relation.CO_OWNER, to_on=SOLD - DAY), own(from_on=SOLD)], {"U": None}),
        ([own(from_on=SOLD - 9 * DAY, to_on=SOLD - DAY), own(from_on=SOLD)], {"U": SOLD - 9 * DAY}),
        ([own(from_on=SOLD - 9 * DAY, to_on=SOLD - 2 * DAY), own(from_on=SOLD)], {"U": SOLD}),
        ([own(to_on=SOLD - DAY, replaced_on=TODAY), own(from_on=SOLD)], {"U": SOLD}),
        ([own(from_on=SOLD), own(from_on=SOLD - DAY)], {"U": SOLD - DAY}),
    ],
)
def test_since_when_a_unit_is_owned_without_a_break(tenures: list[PartyTenure], since: dict[str, date | None]) -> None:
    assert owned_since(tenures, TODAY) == since


STEPS = st.lists(
    st.tuples(st.sampled_from("ABCD"), st.integers(0, 120), st.sampled_from("ttbn"), st.integers(0, 9)),
    min_size=1,
    max_size=12,
)


@given(STEPS)
def test_whatever_is_entered_and_set_back_a_unit_has_one_owner_each_day_and_nothing_of_the_past_is_lost(
    steps: list[tuple[str, int, str, int]],
) -> None:
    tenures: Tenures = (tenure("A"),)
    believed: list[tuple[date, Callable[[date], set[str]]]] = []
    for n, (party_id, after, step, which) in enumerate(steps):
        by, known = decided(f"V{n}", TODAY + n * DAY), tenures
        try:
            if step == "b":
                tenures = set_back(tenures, f"V{which}", by)
            elif step == "n":
                tenures = entered_anew(tenures, f"V{which}", to(party_id), by, from_on=SOLD + after * DAY)
            else:
                tenures = transferred(tenures, to(party_id), by, from_on=SOLD + after * DAY)
        except Refusal:
            assert tenures is known
        believed.append((by.on, lambda day, now=tenures: owners(now, day)))  # type: ignore[misc]
    for day in (SOLD + n * DAY for n in range(-1, 122, 7)):
        assert len(owners(tenures, day)) == 1
        for on, then in believed:
            assert owners(tenures, day, believed_on=on) == then(day)
