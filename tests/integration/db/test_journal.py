"""One entry per committed verb: the receipt of a retry, and an unbroken chain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.core.errors import NotFound
from chalicelib.journal import KeyReused, entry_page
from chalicelib.journal.entries import ORGANISATION_HOME, find
from tests.builders import things
from tests.builders.core import AT, a_cause, a_scope, an_id
from tests.builders.things import Stands, TooHigh
from tests.crash.chain import breaks, entries
from tests.crash.points import dump, writes_of
from tests.crash.watch import listening, wrong_with

SCOPE = a_scope()
OTHER = a_scope(actor_id="S:财务戊")


def test_a_replay_gets_the_first_answer_and_writes_nothing() -> None:
    thing, cause = things.a_thing(SCOPE, a_cause()), a_cause()
    first = things.lift(SCOPE, cause, thing, by=3)
    things.lift(SCOPE, a_cause(), thing, by=10)
    before = dump()
    again = things.lift(SCOPE, replace(cause, request_id=an_id(), at=AT.replace(hour=3)), thing, by=3)
    assert again == first == Stands(thing, 3)
    assert dump() == before


def test_the_replay_of_a_making_gets_its_answer_although_the_thing_stands() -> None:
    cause, thing = a_cause(), an_id()
    assert things.make(SCOPE, cause, thing, level=5) == things.make(SCOPE, cause, thing, level=5) == Stands(thing, 5)
    assert len(entries()) == 1


def test_a_replay_whose_decision_would_now_be_refused_still_gets_its_answer() -> None:
    thing, cause = things.a_thing(SCOPE, a_cause()), a_cause()
    things.lift(SCOPE, cause, thing, by=600)
    assert things.lift(SCOPE, cause, thing, by=600) == Stands(thing, 600)


def test_a_key_that_carried_another_request_is_refused() -> None:
    thing, cause = things.a_thing(SCOPE, a_cause()), a_cause()
    things.lift(SCOPE, cause, thing, by=3)
    before = dump()
    with pytest.raises(KeyReused, match="key_reused"):
        things.lift(SCOPE, cause, thing, by=4)
    with pytest.raises(KeyReused, match="key_reused"):
        things.make(SCOPE, cause, an_id())
    assert dump() == before


def test_the_same_key_of_another_actor_or_origin_is_another_intention() -> None:
    thing, cause = things.a_thing(SCOPE, a_cause()), a_cause()
    things.lift(SCOPE, cause, thing, by=3)
    assert things.lift(OTHER, cause, thing, by=3).level == 6
    assert things.lift(SCOPE, replace(cause, origin=type(cause.origin).JOB), thing, by=3).level == 9


def test_the_same_key_in_another_organisation_is_another_intention() -> None:
    elsewhere, cause = a_scope(an_id("elsewhere")), a_cause()
    thing = an_id()
    things.make(SCOPE, cause, thing)
    things.make(elsewhere, cause, thing)
    assert len(entries()) == 2


def test_a_refusal_writes_nothing_and_leaves_the_key_free() -> None:
    thing, cause = things.a_thing(SCOPE, a_cause(), "t"), a_cause()

    def too_high() -> None:
        with pytest.raises(TooHigh):
            things.lift(SCOPE, cause, thing, by=things.HIGHEST + 1)

    assert writes_of(too_high) == []
    assert find(SCOPE, cause) is None
    assert things.lift(SCOPE, cause, thing, by=1).level == 1


def test_a_foreign_thing_does_not_exist_and_nothing_is_written() -> None:
    thing = things.a_thing(SCOPE, a_cause())
    before = dump()
    with pytest.raises(NotFound):
        things.lift(a_scope(an_id("elsewhere")), a_cause(), thing, by=1)
    assert dump() == before


def test_an_overtaken_verb_decides_anew() -> None:
    thing = things.a_thing(SCOPE, a_cause())
    overtaken: list[bool] = []

    def overtake(operation: str, body: object) -> None:
        if operation == "TransactWriteItems" and not overtaken:
            overtaken.append(True)
            things.lift(OTHER, a_cause(), thing, by=10)

    with listening(before=overtake):
        assert things.lift(SCOPE, a_cause(), thing, by=3) == Stands(thing, 13)
    assert not breaks(entries())


def test_a_verb_overtaken_into_a_refusal_is_refused() -> None:
    thing = things.a_thing(SCOPE, a_cause())
    overtaken: list[bool] = []

    def overtake(operation: str, body: object) -> None:
        if operation == "TransactWriteItems" and not overtaken:
            overtaken.append(True)
            things.lift(OTHER, a_cause(), thing, by=things.HIGHEST)

    with listening(before=overtake), pytest.raises(TooHigh):
        things.lift(SCOPE, a_cause(), thing, by=3)
    assert len(entries()) == 2


def test_the_entries_of_a_thing_are_a_chain() -> None:
    thing, other = things.a_thing(SCOPE, a_cause()), things.a_thing(SCOPE, a_cause())
    for by in range(1, 6):
        things.lift(SCOPE, a_cause(), thing, by=by)
        things.lift(OTHER, a_cause(), other, by=by)
    journal = entries()
    assert len(journal) == 12
    assert breaks(journal) == []


def test_what_was_changed_removed_reordered_or_inserted_breaks_the_chain() -> None:
    thing = things.a_thing(SCOPE, a_cause())
    for by in range(1, 5):
        things.lift(SCOPE, a_cause(), thing, by=by)
    for harm in ("reason", "outcome", "actor", "at", "digest"):
        journal = sorted(entries(), key=lambda entry: entry.n)
        setattr(journal[2], harm, AT.replace(year=2020) if harm == "at" else "forged")
        assert breaks(journal), harm
    journal = sorted(entries(), key=lambda entry: entry.n)
    assert breaks(journal[:2] + journal[3:])
    assert breaks(journal[:-1])
    assert breaks([])
    journal[1].n, journal[2].n = journal[2].n, journal[1].n
    assert breaks(journal)


def test_a_home_lists_its_entries_newest_first_with_what_was_said() -> None:
    thing = an_id()
    things.make(SCOPE, a_cause(at=AT), thing)
    things.lift(SCOPE, a_cause(at=AT.replace(hour=5)), thing, by=2)
    listed, more = entry_page(SCOPE, ORGANISATION_HOME, cursor=None)
    assert [(entry.event, entry.actor, entry.origin, entry.reason) for entry in listed] == [
        ("thing.lifted", SCOPE.actor_id, "web", "高一点"),
        ("thing.made", SCOPE.actor_id, "web", None),
    ]
    assert listed[0].facts == {"thing_id": thing, "level": 2}
    assert more is None
    assert entry_page(a_scope(an_id("elsewhere")), ORGANISATION_HOME, cursor=None) == ([], None)


def test_a_verb_keeps_its_name_and_its_answer_type() -> None:
    assert things.lift.__name__ == "lift"
    assert things.make(SCOPE, a_cause("typed"), an_id("typed")) == Stands(an_id("typed"), 0)
    assert isinstance(things.make(SCOPE, a_cause("typed"), an_id("typed")), Stands)


JOURNAL, STAGING, SESSIONS = (f"guanjia-local-{one}" for one in ("journal", "staging", "sessions"))
ENTRY = {
    "TableName": JOURNAL,
    "Item": {"pk": {"S": "x"}},
    "ConditionExpression": "(attribute_not_exists (#0) AND attribute_not_exists (#1))",
    "ExpressionAttributeNames": {"#0": "pk", "#1": "version"},
}


@pytest.mark.parametrize(
    ("operation", "body", "wrong"),
    [
        ("TransactWriteItems", {"TransactItems": [{"Put": ENTRY}]}, False),
        ("TransactWriteItems", {"TransactItems": [{"Put": ENTRY}, {"Put": ENTRY}]}, True),
        ("TransactWriteItems", {"TransactItems": [{"Put": {**ENTRY, "ConditionExpression": ""}}]}, True),
        ("TransactWriteItems", {"TransactItems": [{"Update": ENTRY}]}, True),
        ("TransactWriteItems", {"TransactItems": [{"Delete": ENTRY}]}, True),
        ("TransactWriteItems", {"TransactItems": [{"Put": {**ENTRY, "TableName": "other"}}]}, True),
        ("TransactWriteItems", {"TransactItems": [{"Put": {**ENTRY, "TableName": SESSIONS}}]}, False),
        ("PutItem", ENTRY, True),
        ("UpdateItem", {"TableName": JOURNAL}, True),
        ("DeleteItem", {"TableName": JOURNAL}, True),
        ("BatchWriteItem", {"RequestItems": {}}, True),
        ("PutItem", {"TableName": "other", "Item": {"chain_head": {"S": ""}}}, True),
        ("PutItem", {"TableName": "other", "Item": {}}, False),
        ("GetItem", {"TableName": JOURNAL}, False),
    ],
)
def test_the_guard_knows_what_must_never_be_sent(operation: str, body: dict[str, object], wrong: bool) -> None:
    assert bool(wrong_with(operation, body)) is wrong
