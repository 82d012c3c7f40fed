"""What is stored comes back as it was; versions are checked; bookkeeping loses loudly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from chalicelib import config
from chalicelib.core import limits
from chalicelib.core.dated import Dated
from chalicelib.core.stamp import NEW
from chalicelib.db import connection
from chalicelib.db.bookkeeping import Lost, bookkeeping
from chalicelib.db.commit import Commit, Overtaken, absent
from chalicelib.db.reads import get
from chalicelib.db.rows import Day, Instant, Packed, create_tables
from chalicelib.edge.sessions import SessionRow
from tests.builders import things
from tests.builders.core import AT, a_cause, a_scope, a_source
from tests.builders.things import ThingRow
from tests.crash.watch import listening

SCOPE = a_scope()
BOOKS = bookkeeping("sessions")


@pytest.fixture(autouse=True)
def journal_guard() -> None:
    """Off in this file: commits are tried here without a verb around them."""


def a_session(name: str = "s", org_id: str = "o") -> SessionRow:
    return SessionRow("_#SESSIONS#x", name, org_id=org_id, expires_at=AT)


def test_typed_attributes_come_back_exactly() -> None:
    areas = (Dated(Decimal("94.5600"), a_source(), AT.date(), None),)
    packed: Packed[tuple[Dated[Decimal], ...]] = Packed(tuple[Dated[Decimal], ...])
    assert packed.deserialize(packed.serialize(areas)) == areas
    assert str(packed.deserialize(packed.serialize(areas))[0].value) == "94.5600"
    local = datetime(2026, 10, 31, 10, 0, 0, 1, tzinfo=UTC).astimezone(tz=None)
    assert Instant().deserialize(Instant().serialize(local)) == local
    assert Day().deserialize(Day().serialize(AT.date())) == AT.date()


def test_a_row_carries_its_schema_version() -> None:
    BOOKS.put(a_session())
    found = get(SessionRow, "_#SESSIONS#x", "s")
    assert found
    assert (found.v, found.version) == (1, 1)
    assert found.head is None


def test_a_commit_is_all_or_nothing() -> None:
    BOOKS.put(a_session("stands"))
    commit = Commit()
    fresh, stands = a_session("fresh"), a_session("stands")
    commit.save(fresh)
    commit.save(stands)
    with pytest.raises(Overtaken) as lost:
        commit.run()
    assert lost.value.rows == (stands,)
    assert get(SessionRow, "_#SESSIONS#x", "fresh") is None


def test_a_commit_names_the_check_the_deletion_or_the_row_that_failed() -> None:
    BOOKS.put(a_session("one"))
    mine, theirs = (get(SessionRow, "_#SESSIONS#x", "one") for _ in range(2))
    assert mine
    assert theirs
    theirs.org_id = "changed"
    BOOKS.put(theirs)
    nothing_there = (mine, absent(SessionRow))
    for wrong in (Commit(deletes=[mine]), Commit(saves=[(mine, None)]), Commit(checks=[nothing_there])):
        wrong.save(a_session("beside"))
        with pytest.raises(Overtaken) as lost:
            wrong.run()
        assert lost.value.rows == (mine,)
    assert get(SessionRow, "_#SESSIONS#x", "beside") is None


def test_a_commit_of_the_most_items_goes_through_and_of_more_does_not() -> None:
    commit = Commit()
    for number in range(limits.TRANSACTION_ITEMS):
        commit.save(a_session(f"{number:03}"))
    commit.run()
    commit.save(a_session("too many"))
    with pytest.raises(AssertionError):
        commit.run()
    with pytest.raises(AssertionError):
        Commit().run()


def test_an_entity_saved_with_its_stamp_is_checked_where_it_was_read() -> None:
    thing = things.a_thing(SCOPE, a_cause())
    stamp = things.load(SCOPE, thing).stamp
    assert (stamp.version, stamp.chain_n) == (1, 1)
    assert NEW.version is None
    things.lift(SCOPE, a_cause(), thing, by=1)
    stale = ThingRow(SCOPE.org_id, thing, level=0)
    stale.stamped(stamp)
    commit = Commit()
    commit.save(stale)
    with pytest.raises(Overtaken):
        commit.run()


def test_books_put_over_what_was_not_read_is_lost() -> None:
    BOOKS.put(a_session(org_id="first"))
    with pytest.raises(Lost):
        BOOKS.put(a_session(org_id="second"))
    stands = get(SessionRow, "_#SESSIONS#x", "s")
    assert stands
    assert stands.org_id == "first"


def test_books_whose_condition_does_not_hold_change_nothing() -> None:
    row = a_session(org_id="first")
    BOOKS.put(row)
    with pytest.raises(Lost):
        BOOKS.update(a_session(), [SessionRow.org_id.set("second")], SessionRow.org_id == "other")
    with pytest.raises(Lost):
        BOOKS.delete(a_session(), SessionRow.org_id == "other")
    with pytest.raises(Lost):
        BOOKS.put(row, SessionRow.org_id == "other")
    stands = get(SessionRow, "_#SESSIONS#x", "s")
    assert stands
    assert (stands.org_id, stands.version) == ("first", 1)


def test_books_update_in_place_whatever_the_version_and_refresh_the_row() -> None:
    BOOKS.put(a_session(org_id="first"))
    row = a_session()
    later = AT + timedelta(days=1)
    BOOKS.update(row, [SessionRow.expires_at.set(later)], SessionRow.pk.exists())
    assert (row.org_id, row.expires_at) == ("first", later)
    BOOKS.delete(a_session())
    assert get(SessionRow, row.pk, row.sk) is None


def test_tables_are_made_once() -> None:
    create_tables()
    there = connection.connection().list_tables()["TableNames"]
    made = a_session()
    BOOKS.put(made)
    create_tables()
    assert connection.connection().list_tables()["TableNames"] == there
    assert get(SessionRow, made.pk, made.sk) is not None


@pytest.mark.parametrize(
    ("endpoint", "is_local"),
    [
        ("http://127.0.0.1:8001", True),
        ("http://localhost:8001", True),
        ("http://[::1]:8001", True),
        ("https://dynamodb.cn-north-1.amazonaws.com.cn", False),
        ("http://10.0.0.7:8001", False),
        ("http://127.0.0.1.example.com", False),
    ],
)
def test_keys_of_no_account_are_for_an_engine_on_loopback_alone(
    monkeypatch: pytest.MonkeyPatch, endpoint: str, is_local: bool
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "of an account")
    monkeypatch.setenv("GUANJIA_DYNAMODB_ENDPOINT", endpoint)
    config.forget()
    connection.forget()
    try:
        keys = connection.connection().session.get_credentials().access_key
        assert (keys == "local") is is_local
    finally:
        monkeypatch.undo()
        config.forget()
        connection.forget()


def test_tables_are_found_on_every_page_of_the_list() -> None:
    asked: list[str] = []

    def shorten(operation: str, answer: dict[str, Any]) -> None:
        if operation == "ListTables":
            names = answer["TableNames"]
            after = [one for one in names if not asked or one > asked[-1]]
            answer["TableNames"] = after[:2]
            asked.extend(after[1:2])
            answer.pop("LastEvaluatedTableName", None)
            if len(after) > 2:
                answer["LastEvaluatedTableName"] = after[1]

    made: list[str] = []
    with listening(before=lambda operation, _: made.append(operation), after=shorten):
        create_tables()
    assert made.count("ListTables") > 2
    assert "CreateTable" not in made
