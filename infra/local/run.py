"""`make run`: the whole system on one machine. Holds the data directory, the engine, the web server and the worker.

Ready when it says so; stops cleanly on SIGTERM, SIGINT and SIGHUP with status 0 (the server first, the engine last);
after kill -9 the next start ends what was left behind and goes on with the same data.
"""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import threading
from typing import Final

from chalicelib.core import clock, limits
from infra.local import engine, processes, stage
from infra.local.bridge import Bridge, create_server, page_of
from infra.local.engine import Engine, EngineFailed
from infra.local.gateway import Gateway
from infra.local.home import ROOT, Busy, Home
from infra.local.wechat.sender import Sender

_LOOK_SECONDS: Final = 0.5
_RESTART_SECONDS: Final = 1.0
_FINISH_SECONDS: Final = 5


class Runner:
    """The running system; `stop_asked` is set by a signal."""

    def __init__(self, home: Home, port: int) -> None:
        self.home = home
        self.port = port
        self.stop_asked = threading.Event()
        self._worker: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        """Start everything, serve until asked to stop, end everything; gives the exit status."""
        processes.end_orphan(self.home.pid("worker"), marks=("infra.local.worker", str(self.home.root)))
        running = engine.start(self.home)
        try:
            self.home.endpoint.write_text(running.endpoint, encoding="utf-8")
            if not running.durable:
                say(engine.RISK)
            here = stage.set_up(self.home, running, port=self.port)
            here.files.sweep()
            return self._serve(here, running)
        finally:
            if self._worker is not None:
                processes.stop(self._worker, pid_file=self.home.pid("worker"))
            running.stop()

    def _serve(self, here: stage.Stage, running: Engine) -> int:
        app = importlib.import_module("app").app
        bridge = Bridge(Gateway(app), here.files, here.outbox, page_of(ROOT), wechat=here.wechat, port=self.port)
        server = create_server(bridge, port=self.port)
        if not self._did_first_things():
            return 0
        self._start_worker()
        threading.Thread(target=server.run, name="web", daemon=True).start()
        Sender(here.wechat).start()
        print(f"Guanjia is ready at http://127.0.0.1:{self.port}", flush=True)
        status = self._watch(running)
        bridge.stopping = True
        server.task_dispatcher.shutdown(cancel_pending=False, timeout=_FINISH_SECONDS)
        return status

    def _did_first_things(self) -> bool:
        """True when done; False when a stop was asked meanwhile: the next start goes on with what is half done."""
        failures: list[Exception] = []

        def work() -> None:
            try:
                first_things(self.home, self.port)
            except Exception as error:
                failures.append(error)

        hand = threading.Thread(target=work, name="first things", daemon=True)
        hand.start()
        while hand.is_alive() and not self.stop_asked.is_set():
            hand.join(0.02)
        if self.stop_asked.is_set():
            return False
        if failures:
            raise failures[0]
        return True

    def _start_worker(self) -> None:
        """Start the worker; none lives, so what a dead one held is to be done at once."""
        stage.current().queue.void_leases()
        argv = [sys.executable, "-m", "infra.local.worker", str(self.home.root), str(os.getpid())]
        self._worker = processes.start(argv, pid_file=self.home.pid("worker"))

    def _watch(self, running: Engine) -> int:
        """Until a stop is asked: a worker that dies is started again; without its engine the system ends, loudly."""
        while not self.stop_asked.wait(_LOOK_SECONDS):
            if not running.alive():
                say(f"The engine ended; see {self.home.logs / 'engine.log'}")
                return 1
            if self._worker is not None and self._worker.poll() is not None:
                say("The worker ended; starting another.")
                if not self.stop_asked.wait(_RESTART_SECONDS):
                    self._start_worker()
        return 0


def first_things(home: Home, port: int) -> None:
    """On the first start the demo's office, on every start who of it can sign in; or an empty system's set-up link.

    No worker runs yet: the demo does its own queue's work (`stage.drain`), at the times that it puts on the clock.
    """
    if os.environ.get("DEMO", "1") != "0":
        done = home.root / "demo.done"
        demo = importlib.import_module("infra.local.demo")
        if not done.exists():
            demo.seed(say)
            done.touch()
        demo.invite(say)
        return
    from chalicelib.estate import service as estate
    from chalicelib.people import setup

    if not estate.organisation_ids():
        link = f"http://127.0.0.1:{port}/setup/{setup.new_link(clock.now())}"
        print(f"First administrator (one use, {limits.SETUP_SECONDS // 60} minutes): {link}", flush=True)


def say(text: str) -> None:
    """One line of progress in the terminal."""
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    """Run by DATA_DIR, PORT and DEMO of the environment."""
    port = os.environ.get("PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 2**16:
        say(f"PORT must be a port number, not {port!r}")
        return 2
    home = Home.at(os.environ.get("DATA_DIR"))
    runner = Runner(home, int(port))
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, lambda *_: runner.stop_asked.set())
    os.chdir(ROOT)
    try:
        with home.hold():
            return runner.run()
    except Busy as error:
        say(f"Guanjia runs already: {error}")
    except EngineFailed as error:
        say(str(error))
    except OSError as error:
        say(f"Cannot listen on 127.0.0.1:{port}: {error.strerror or error}. Set PORT to another.")
    return 1


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)  # a request that does not end must not keep the process
