"""Puts the system together over a data directory: secrets, engine, settings, tables, adapters.

The start of every local program. Settings are read when chalicelib's rows are declared, so nothing here imports a
capability before the environment is set.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from chalicelib import config
from chalicelib.attachments import files
from chalicelib.channels import outgoing
from chalicelib.core import clock
from chalicelib.edge import queues
from chalicelib.edge.logs import logger
from chalicelib.payments.providers import port as provider_port
from infra.local import clock as developer_clock
from infra.local import engine, secret_store
from infra.local.engine import Engine
from infra.local.files import LocalFiles
from infra.local.home import Busy, Home
from infra.local.outbox import LocalOutbox
from infra.local.queue import LocalQueue
from infra.local.wechat import keys
from infra.local.wechat.simulator import Simulator

REGION: Final = "cn-north-1"
DRAIN_SECONDS: Final = 1_800.0


_current: Stage | None = None


@dataclass(frozen=True)
class Stage:
    """The adapters of this process."""

    home: Home
    queue: LocalQueue
    files: LocalFiles
    outbox: LocalOutbox
    wechat: Simulator


def environment(home: Home, running: Engine, *, port: int) -> dict[str, str]:
    """What this process and its children must know. Credentials of the user's own are kept out of reach."""
    return {
        "GUANJIA_STAGE": "local",
        "GUANJIA_ENGINE": running.name,
        "GUANJIA_DYNAMODB_ENDPOINT": running.endpoint,
        "GUANJIA_SECRETS_FILE": str(home.secrets),
        "GUANJIA_ORIGINS": f"http://127.0.0.1:{port},http://localhost:{port}",
        "AWS_REGION": os.environ.get("AWS_REGION", REGION) if "DYNAMODB_ENDPOINT" in os.environ else REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "DATA_DIR": str(home.root),
        **keys.environment(port),
    }


def install(home: Home, *, is_worker: bool = False) -> Stage:
    """Put the local adapters behind the ports of this process; the environment is set already.

    The worker asks the runner's WeChat Pay over HTTP; any other process has its own over the same file, since a server
    that waits for itself can run out of threads.
    """
    logger.setLevel(os.environ.get("POWERTOOLS_LOG_LEVEL", "WARNING"))
    if isinstance(logger.registered_handler, logging.StreamHandler):
        logger.registered_handler.setStream(sys.stderr)  # standard output belongs to the program
    global _current
    stage = _current = Stage(
        home, LocalQueue(home.queue), LocalFiles(home), LocalOutbox(home.outbox), Simulator.at(home.wechat)
    )
    developer_clock.install(home)
    queues.use(stage.queue)
    files.use(stage.files)
    outgoing.use(stage.outbox)
    provider_port.use(None if is_worker else stage.wechat.provider())
    return stage


def current() -> Stage:
    """The stage that this process installed."""
    if _current is None:
        raise RuntimeError("no stage was installed in this process")
    return _current


def set_up(home: Home, running: Engine, *, port: int, is_alone: bool = True) -> Stage:
    """Everything a program needs before its first verb, tables included.

    Who is alone with the data carries over what an earlier version made.
    """
    secret_store.ensure(home.secrets)
    os.environ.update(environment(home, running, port=port))
    config.forget()
    stage = install(home)
    from chalicelib import wiring  # noqa: F401 - declares every row and job, by the settings of now
    from chalicelib.db.rows import create_tables
    from infra.local.carry_over import carry_over

    if is_alone:
        carry_over(home)
    create_tables()
    return stage


@contextmanager
def opened(home: Home, *, port: int = 8000) -> Iterator[Stage]:
    """The system without server and worker, for a program that is alone with its data; `drain` does the queue's work.

    Raises Busy while a runner has the data directory.
    """
    with home.hold():
        running = engine.start(home)
        try:
            yield set_up(home, running, port=port)
        finally:
            running.stop()


@contextmanager
def looked_into(home: Home) -> Iterator[Stage]:
    """The system for a program that only reads: shares the engine of a runner that is there, else as `opened`."""
    try:
        held = home.hold()
    except Busy:
        running = Engine("shared", home.endpoint.read_text(encoding="utf-8"), durable=True)
        yield set_up(home, running, port=8000, is_alone=False)
        return
    held.close()
    with opened(home) as stage:
        yield stage


def drain() -> None:
    """Do the queue's work in this process until nothing waits; a failure is raised, not retried.

    Only for a program that is alone with its data (no worker): delayed jobs are run at once, there is nothing to wait
    for.
    """
    queue = current().queue
    until = time.monotonic() + DRAIN_SECONDS
    while (message := queue.lease(DRAIN_SECONDS, early=True)) is not None:
        run(message.job, message.payload, message.due)
        queue.done(message)
        if time.monotonic() > until:
            raise TimeoutError("the queue does not run dry")


def run(name: str, payload: dict[str, Any], due: str | None) -> None:
    """Run one message's job, with the due instant of the schedule that put it."""
    from chalicelib.edge import jobs

    jobs.run(name, payload, due=clock.from_instant(due) if due else None)
