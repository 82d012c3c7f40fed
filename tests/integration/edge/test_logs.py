"""No phone, id number, name or code reaches a log line: not by a sign-in, not by an import, not by a fault."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.channels import outgoing
from chalicelib.edge import jobs
from chalicelib.edge.logs import logger
from tests.builders.core import standing_clock
from tests.builders.office import Office, an_office
from tests.builders.people import Browser, Messages
from tests.builders.workbooks import a_workbook, own_sheets
from tests.crash.watch import WRITES, listening

ADMIN_PHONE = "13800000001"
NAME = re.compile(r"业主|租客|主任甲")


@pytest.fixture
def lines(moto_engine: None) -> Iterator[io.StringIO]:
    """All that the logger writes, down to its details."""
    handler, level = logger.registered_handler, logger.log_level
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    logger.setLevel("DEBUG")
    with standing_clock():
        yield written
    logger.setLevel(level)
    handler.setStream(before)


def personal(workbook: dict[str, list[list[Any]]]) -> set[str]:
    """Every phone and id number that stands in a workbook."""
    cells = (str(cell) for rows in workbook.values() for row in rows for cell in row)
    return {cell for cell in cells if re.fullmatch(r"1\d{10}|\d{17}[\dX]", cell)}


def numbers_in(text: str) -> list[str]:
    return re.findall(r"(?<![\w.-])(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\w)", text)


def broken_writes(operation: str, _: dict[str, Any]) -> None:
    if operation in WRITES:
        raise ClientError({"Error": {"Code": "ValidationException", "Message": "no"}}, operation)


def work(office: Office) -> None:
    """What the worker does with a job that breaks: it says so, with its trace."""
    job, payload = office.queue.waiting[0]
    try:
        jobs.run(job, payload)
    except Exception:
        logger.exception("job failed", extra={"job": job})


def test_an_import_that_breaks_and_then_succeeds_logs_nobody(lines: io.StringIO) -> None:
    office, sheets = an_office(phone=ADMIN_PHONE), own_sheets()
    known = personal(sheets)
    assert len(known) > 2
    office.queue.drain, drain = (lambda most=200: None), office.queue.drain  # type: ignore[method-assign]
    import_id = office.preview(a_workbook(sheets))
    with listening(before=broken_writes):
        work(office)
    drain()
    assert import_id
    logged = lines.getvalue()
    assert "job failed" in logged
    assert "job ended" in logged
    assert {one for one in known if one in logged} == set()
    assert numbers_in(logged) == []
    assert NAME.search(logged) is None


def test_a_sign_in_logs_neither_phone_nor_code(lines: io.StringIO) -> None:
    an_office(phone=ADMIN_PHONE)
    messages, browser = Messages(), Browser()
    outgoing.use(messages)
    try:
        browser.post("/sign-in", {"phone": ADMIN_PHONE, "code": "123456"})
        with listening(before=broken_writes):
            assert browser.post("/sign-in/code", {"phone": ADMIN_PHONE})[0] == 500
        browser.sign_in(ADMIN_PHONE, messages)
    finally:
        outgoing.use(None)
    logged = lines.getvalue()
    assert "a sign-in code was handed over" in logged
    assert "fault" in logged
    for secret in (ADMIN_PHONE, messages.last_code(), browser.address, browser.cookie.partition("=")[2]):
        assert secret not in logged
