"""Who may change whom among the staff, and that an administrator is always left; without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import Forbidden, NotFound, Refusal
from chalicelib.core.scope import Reach, Role
from chalicelib.people.rules import staff as rules
from chalicelib.people.rules.staff import BadGrant, Grant, LastAdmin, OwnEnd, Staff, StaffEnded
from tests.builders.core import AT, a_scope

ADMIN, DESK = Grant(Role.ADMIN), Grant(Role.DESK)


def one(staff_id: str, *grants: Grant, left: bool = False) -> Staff:
    return Staff(staff_id, f"同事{staff_id}", "139****0001", staff_id, grants or (DESK,), AT if left else None)


def test_the_last_administrator_keeps_the_role() -> None:
    staff = [one("a", ADMIN, DESK), one("b"), one("c", ADMIN, left=True), one("d", Grant(Role.ADMIN, ("x",)))]
    with pytest.raises(LastAdmin):
        rules.change_grants(a_scope(actor_id="S:a"), staff, "a", [DESK])
    with pytest.raises(LastAdmin):
        rules.change_grants(a_scope(actor_id="S:a"), staff, "a", [Grant(Role.ADMIN, ("x",))])
    with pytest.raises(LastAdmin):
        rules.end(a_scope(actor_id="terminal"), staff, "a", at=AT)
    assert rules.change_grants(a_scope(actor_id="S:a"), staff, "a", [ADMIN]).grants == (ADMIN,)


def test_one_of_two_administrators_may_give_the_role_up() -> None:
    staff = [one("a", ADMIN), one("b", ADMIN)]
    assert not rules.change_grants(a_scope(actor_id="S:a"), staff, "a", [DESK]).is_admin


def test_nobody_ends_themselves() -> None:
    with pytest.raises(OwnEnd):
        rules.end(a_scope(actor_id="S:a"), [one("a", ADMIN), one("b", ADMIN)], "a", at=AT)


def test_who_has_left_is_not_changed_any_more() -> None:
    staff = [one("a", ADMIN), one("b", left=True)]
    with pytest.raises(StaffEnded):
        rules.change_grants(a_scope(actor_id="S:a"), staff, "b", [ADMIN])
    with pytest.raises(StaffEnded):
        rules.end(a_scope(actor_id="S:a"), staff, "b", at=AT)


@pytest.mark.parametrize("acting", [one("a", ADMIN, left=True), one("a", DESK), one("a", Grant(Role.ADMIN, ("x",)))])
def test_who_is_no_administrator_any_more_changes_nobody(acting: Staff) -> None:
    staff = [acting, one("b"), one("c", ADMIN)]
    with pytest.raises(Forbidden):
        rules.change_grants(a_scope(actor_id="S:a"), staff, "b", [ADMIN])
    with pytest.raises(Forbidden):
        rules.end(a_scope(actor_id="S:a"), staff, "b", at=AT)


def test_who_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        rules.change_grants(a_scope(), [one("a", ADMIN)], "b", [DESK])
    with pytest.raises(NotFound):
        rules.end(a_scope(), [one("a", ADMIN)], "b", at=AT)


def test_who_reaches_a_part_ends_nobody() -> None:
    with pytest.raises(Forbidden):
        rules.end(a_scope(reach=Reach(frozenset({"x"}))), [one("a", ADMIN), one("b")], "b", at=AT)
    with pytest.raises(BadGrant):
        rules.change_grants(a_scope(), [one("a", ADMIN), one("b")], "b", [])


def test_colleagues_are_seen_where_they_work_and_what_they_do_elsewhere_is_not() -> None:
    both, there = one("a", Grant(Role.DESK, ("x", "y"))), one("b", Grant(Role.FINANCE, ("y",)))
    everywhere, mixed = one("c", ADMIN), one("d", Grant(Role.DESK, ("x",), ("b1",)), Grant(Role.FINANCE, ("y",)))
    staff = [both, there, everywhere, mixed]
    assert rules.seen_by(a_scope(), staff) == staff
    seen = {one.staff_id: one.grants for one in rules.seen_by(a_scope(reach=Reach(frozenset({"x"}))), staff)}
    assert seen == {
        "a": (Grant(Role.DESK, ("x",)),),
        "c": (ADMIN,),
        "d": (Grant(Role.DESK, ("x",), ("b1",)),),
    }


STEPS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.sampled_from(["end", "desk", "admin"])), max_size=30
)


@given(STEPS)
def test_whatever_administrators_do_to_each_other_one_is_left(steps: list[tuple[str, str, str]]) -> None:
    staff = {staff_id: one(staff_id, ADMIN) for staff_id in "abc"}
    for actor, subject, what in steps:
        scope, every_one = a_scope(actor_id=f"S:{actor}"), list(staff.values())
        try:
            if what == "end":
                staff[subject] = rules.end(scope, every_one, subject, at=AT)
            else:
                grants = [ADMIN] if what == "admin" else [DESK]
                staff[subject] = rules.change_grants(scope, every_one, subject, grants)
        except Refusal:
            continue
        assert any(one.is_admin for one in staff.values())
