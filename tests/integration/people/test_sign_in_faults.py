"""Signing in while replies are lost and rows are held by others: one session or none, and never a guess too many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.core import limits
from chalicelib.db import pauses
from chalicelib.edge.sessions import SessionRow
from tests.builders.people import ADMIN_PHONE, Browser, Messages, an_office
from tests.contended.kernel.test_unknown_outcomes import LOST_REPLIES, Fault, faults, in_the_way
from tests.crash.watch import listening

pytestmark = [pytest.mark.contended, pytest.mark.usefixtures("embedded_engine", "hands")]


@pytest.fixture
def browser(embedded_engine: str, messages: Messages) -> Browser:
    """One that has asked for a code."""
    an_office()
    found = Browser()
    found.post("/sign-in/code", {"phone": ADMIN_PHONE})
    return found


def give(browser: Browser, messages: Messages, *, more: int = 0) -> tuple[int, Any]:
    """Give the code that was sent, or another one that is `more`."""
    code = f"{(int(messages.last_code()) + more) % 10**6:06}"
    return browser.post("/sign-in", {"phone": ADMIN_PHONE, "code": code})


@contextmanager
def held(operation: str, times: int) -> Iterator[None]:
    """A transaction of somebody else has hold of the row, as only DynamoDB says it."""
    left = [times]

    def listen(name: str, _: dict[str, Any]) -> None:
        if name == operation and left[0]:
            left[0] -= 1
            raise ClientError({"Error": {"Code": "TransactionConflictException"}}, operation)

    with listening(before=listen):
        yield


@pytest.mark.parametrize("fault", LOST_REPLIES)
def test_whose_reply_was_lost_after_the_commit_is_signed_in(browser: Browser, messages: Messages, fault: Fault) -> None:
    with faults(after=[fault()]):
        assert give(browser, messages)[0] == 200
    assert browser.get("/session")[0] == 200
    assert len(list(SessionRow.scan())) == 1


@pytest.mark.parametrize("fault", LOST_REPLIES)
def test_whose_request_was_lost_is_signed_in_by_the_next(browser: Browser, messages: Messages, fault: Fault) -> None:
    with faults(before=[fault()]):
        assert give(browser, messages)[0] == 200
    assert len(list(SessionRow.scan())) == 1


def test_who_is_in_the_way_of_others_tries_again(browser: Browser, messages: Messages) -> None:
    with faults(before=[in_the_way(), in_the_way()]):
        assert give(browser, messages)[0] == 200


def test_who_is_always_in_the_way_is_told_so_and_may_give_the_code_again(browser: Browser, messages: Messages) -> None:
    pauses.use(lambda _: None)
    with faults(before=[in_the_way() for _ in range(limits.VERB_ATTEMPTS)]):
        assert give(browser, messages)[0] == 503
    pauses.use(None)
    assert list(SessionRow.scan()) == []
    assert give(browser, messages)[0] == 200


def test_a_guess_takes_its_try_when_the_row_is_free(browser: Browser, messages: Messages) -> None:
    with held("UpdateItem", 2):
        status, answer = give(browser, messages, more=1)
    assert (status, answer["facts"]) == (422, {"tries_left": limits.CODE_TRIES - 1})


def test_a_guess_that_never_gets_hold_of_the_row_is_not_answered(browser: Browser, messages: Messages) -> None:
    pauses.use(lambda _: None)
    with held("UpdateItem", limits.VERB_ATTEMPTS):
        assert give(browser, messages, more=1)[0] == 503
    pauses.use(None)


def test_a_code_is_asked_for_while_another_is_being_taken(browser: Browser, messages: Messages) -> None:
    with held("PutItem", 1):
        assert Browser().post("/sign-in/code", {"phone": "13666666666"})[0] == 200
