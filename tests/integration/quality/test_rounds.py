"""Rounds: opened by a person or by a correction that moved money, signed off unit by unit, over by themselves."""

from __future__ import annotations

import pytest

from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Reach, Role, Scope
from chalicelib.estate import service as estate
from chalicelib.journal.entries import community_home, entry_page
from chalicelib.quality.rules.rounds import NothingToVerify, RoundClosed, RoundOpen, State
from chalicelib.quality.rules.signing import AlreadySigned, AreaChanged, AreaMissing, OwnEntry, StillDiffers
from chalicelib.quality.service import reading, rounds
from chalicelib.quality.service.reading import Verified
from tests.builders import people
from tests.builders.core import AT, a_cause, an_id
from tests.builders.doubts import NUMBERS, PAPER, Doubtful


def listed(town: Doubtful, *, waiting_only: bool = False, scope: Scope | None = None) -> list[Verified]:
    found, _ = reading.verified_page(
        scope or town.scope,
        town.community_id,
        town.round().round_id,
        waiting_only=waiting_only,
        at=AT,
        cursor=None,
    )
    return found


def marked(town: Doubtful, number: str, *, area: str, says: str, by: Scope | None = None) -> rounds.RoundMoved:
    return rounds.mark_differing(
        by or town.colleague(),
        a_cause(),
        town.community_id,
        town.unit_id(number),
        round_id=town.round().round_id,
        area=area,
        says=says,
        paper=PAPER,
        words="产权证第 3 页",
    )


def events(town: Doubtful) -> list[str]:
    found, _ = entry_page(town.scope, community_home(town.community_id), cursor=None)
    return sorted(entry.event for entry in found if entry.event.startswith("round."))


def test_a_round_counts_every_unit_and_one_is_open_at_a_time(town: Doubtful) -> None:
    one = town.open_round()
    assert (one.total, one.done, dict(one.totals), one.state) == (7, 0, {"3": 7}, State.OPEN)
    with pytest.raises(RoundOpen):
        town.open_round()
    assert [v.unit.number for v in listed(town)] == list(NUMBERS)


def test_a_correction_opens_a_round_once_and_none_where_one_is_open(town: Doubtful) -> None:
    for _ in range(2):
        rounds.open_round_after(town.office.org_id, town.community_id, an_id("correction"))
    assert town.round().correction_id == an_id("correction")
    rounds.open_round_after(town.office.org_id, town.community_id, an_id("another"))
    assert len(reading.rounds_page(town.scope, town.community_id, cursor=None)[0]) == 1
    assert events(town) == ["round.opened"]


def test_a_community_without_units_has_nothing_to_verify(town: Doubtful) -> None:
    empty = people.a_community(town.office, "二号院")
    with pytest.raises(NothingToVerify):
        rounds.open_round(town.scope, a_cause(), empty, round_id=an_id("round"), reason="试一试")
    rounds.open_round_after(town.office.org_id, empty, an_id("correction"))


def test_units_are_signed_off_in_batches_and_the_list_says_who_did(town: Doubtful) -> None:
    town.open_round()
    moved = town.sign("101", "201")
    assert (moved.units, moved.done, moved.total, moved.state) == (2, 2, 7, "open")
    done = [one for one in listed(town) if one.is_done]
    assert [(one.unit.number, one.sign.by if one.sign else "") for one in done] == [
        ("101", town.colleague().actor_id),
        ("201", town.colleague().actor_id),
    ]
    assert [one.unit.number for one in listed(town, waiting_only=True)] == ["102", "301", "401", "501", "601"]
    assert town.sign("101", "301").units == 1, "what is signed off already is left as it is"
    with pytest.raises(AlreadySigned):
        town.sign("101")


def test_the_same_batch_twice_is_signed_off_once(town: Doubtful) -> None:
    town.open_round()
    assert town.sign("101", "201", key="batch") == town.sign("101", "201", key="batch")
    assert town.round().done == 2


def test_a_round_closes_with_the_last_unit_and_can_be_opened_again(town: Doubtful) -> None:
    town.open_round()
    town.refile("102", area="60")
    assert marked(town, "601", area="120", says="100").differing == 1
    with pytest.raises(StillDiffers):
        town.sign("601")
    moved = town.sign(*NUMBERS[:-1])
    assert (moved.done, moved.total, moved.state) == (6, 7, "open")
    town.refile("601", area="100")
    moved = town.sign("601")
    assert (moved.state, moved.done, moved.differing) == ("closed", 7, 0)
    assert town.round().closed_at is not None
    assert events(town) == ["round.closed", "round.differing_marked", "round.opened", "round.signed"]
    with pytest.raises(RoundClosed):
        town.sign("601")
    assert town.open_round("每年一次").done == 0


def test_an_area_that_changed_after_it_was_signed_off_keeps_the_round_open(town: Doubtful) -> None:
    town.open_round()
    town.refile("102", area="60")
    town.sign(*NUMBERS[:-1])
    for number in ("101", "201", "301"):
        town.refile(number, area="99")
    moved = town.sign("601")
    assert (moved.state, moved.done, moved.total) == ("open", 4, 7)
    assert [one.unit.number for one in listed(town, waiting_only=True)] == ["101", "201", "301"]
    assert [town.sign(number).done for number in ("101", "201")] == [5, 6]
    assert town.sign("301").state == "closed"


def test_an_area_that_changed_is_signed_off_anew_before_the_end_and_counted_once(town: Doubtful) -> None:
    town.open_round()
    town.sign("101", "201")
    town.refile("101", area="99")
    assert town.sign("101").done == 2
    town.refile("201", area="98")
    moved = marked(town, "201", area="98", says="97")
    assert (moved.done, moved.differing) == (1, 1)


def test_whoever_entered_an_area_does_not_sign_it_off(town: Doubtful) -> None:
    town.open_round()
    me = town.colleague()
    town.refile("101", area="100", by=me.actor_id)
    with pytest.raises(OwnEntry):
        town.sign("201", "101")
    assert town.round().done == 0, "nothing of the batch is signed off"
    assert town.sign("101", by=town.colleague("主管戊")).alone is False


def test_in_an_office_of_one_person_it_is_signed_off_and_said(town: Doubtful) -> None:
    town.open_round()
    me = town.colleague()
    town.refile("101", area="100", by=me.actor_id)
    estate.set_one_person(town.scope, a_cause(), on=True)
    assert town.sign("101").alone is True


def test_an_area_that_is_not_the_one_looked_at_or_is_missing_is_refused(town: Doubtful) -> None:
    round_id = town.open_round().round_id
    for number, area, refusal in (("101", "99", AreaChanged), ("102", "1", AreaMissing)):
        with pytest.raises(refusal):
            rounds.sign_off(
                town.colleague(),
                a_cause(),
                town.community_id,
                round_id=round_id,
                areas={town.unit_id(number): area},
                paper=PAPER,
            )


@pytest.mark.parametrize("unit_id", [an_id("a random unit"), "foreign"])
def test_a_unit_of_elsewhere_is_like_one_that_does_not_exist(town: Doubtful, unit_id: str) -> None:
    round_id = town.open_round().round_id
    if unit_id == "foreign":
        other = people.an_office("二号院", admin_phone="13900000002")
        unit = people.a_unit(other)
        people.file(other, [people.a_party(other, people.tenure(unit))], [unit])
        unit_id = unit.unit_id
    with pytest.raises(NotFound):
        rounds.sign_off(
            town.scope, a_cause(), town.community_id, round_id=round_id, areas={unit_id: "94.56"}, paper=PAPER
        )


def test_a_steward_of_another_building_sees_and_signs_nothing(town: Doubtful) -> None:
    town.open_round()
    reach = Reach(frozenset({town.community_id}), frozenset({an_id("another building")}))
    steward = Scope(town.office.org_id, f"S:{an_id('steward')}", frozenset({Role.STEWARD}), reach)
    assert listed(town, scope=steward) == []
    with pytest.raises(NotFound):
        town.sign("101", by=steward)
    with pytest.raises(NotFound):
        marked(town, "101", area="100", says="90", by=steward)
    with pytest.raises(NotFound):
        rounds.open_round(steward, a_cause(), town.community_id, round_id=an_id("round"), reason="试一试")
