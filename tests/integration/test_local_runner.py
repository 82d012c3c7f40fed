"""The runner as a stranger meets it: a real process, its port, its signals, its data after a kill."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from chalicelib.core import clock, limits
from infra.headers import SECURITY
from infra.local import processes
from infra.local.engine import free_port, is_up
from infra.local.files import UPLOAD_PATH, LocalFiles
from infra.local.home import ROOT, Home

pytestmark = pytest.mark.contended


@dataclass
class Running:
    process: subprocess.Popen[str]
    port: int
    home: Home
    said: list[str]

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """One request on its own connection: status, headers (lower case), body."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request(method, path, body, headers or {})
            answer = line.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            line.close()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


Start = Callable[[Path], Running]


def launch(data_dir: Path) -> Running:
    """A runner that has said it is ready."""
    port = free_port()
    env = os.environ | {"DATA_DIR": str(data_dir), "PORT": str(port), "DEMO": "0"}
    argv = [sys.executable, "-m", "infra.local.run"]
    process = subprocess.Popen(argv, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line.strip())
        if line.startswith("Guanjia is ready"):
            return Running(process, port, Home.at(data_dir), said)
    raise AssertionError(f"the runner ended with {process.wait()}: {said}")


def end(runner: Running) -> None:
    """Leave nothing of a test's runner behind, however the test ended."""
    if runner.process.poll() is None:
        runner.stop()
    for name, program in (("worker", "infra.local.worker"), ("engine", "dynoxide")):
        processes.end_orphan(runner.home.pid(name), marks=(program, str(runner.home.root)))


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts runners that are ended with the test."""
    began: list[Running] = []

    def begin(data_dir: Path) -> Running:
        began.append(launch(data_dir))
        return began[-1]

    yield begin
    for runner in began:
        end(runner)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    runner = launch(tmp_path_factory.mktemp("runner") / "data")
    yield runner
    end(runner)


def problem_of(body: bytes) -> tuple[str, int]:
    told = json.loads(body)
    assert set(told) == {"code", "status", "title", "facts", "request_id"}
    return told["code"], told["status"]


def test_it_says_that_it_is_ready_and_healthy(running: Running) -> None:
    assert running.said[-1] == f"Guanjia is ready at http://127.0.0.1:{running.port}"
    status, _, body = running.ask("GET", "/api/health")
    assert status == 200
    assert json.loads(body)["status"] == "ok"
    assert set(json.loads(body)) == {"status", "version", "engine"}


@pytest.mark.parametrize("path", ["/", "/api/health", "/api/nothing", "/api/local/outbox", "/no.txt"])
def test_every_answer_carries_the_security_headers(running: Running, path: str) -> None:
    _, headers, _ = running.ask("GET", path)
    assert {name.lower(): value for name, value in SECURITY}.items() <= headers.items()
    assert "server" not in headers


def test_an_api_answer_is_never_kept_by_a_cache(running: Running) -> None:
    for path in ("/api/health", "/api/nothing", "/api/local/outbox"):
        assert running.ask("GET", path)[1]["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path", "code", "status"),
    [
        ("GET", "/api/nothing", "not_found", 404),
        ("GET", "/api/", "not_found", 404),
        ("PUT", "/api/health", "malformed", 405),
        ("POST", "/api/local/outbox", "malformed", 405),
        ("POST", "/", "malformed", 405),
        ("POST", UPLOAD_PATH, "not_a_form", 400),
        ("GET", f"{UPLOAD_PATH}/../../secrets.json", "link_ended", 403),
    ],
)
def test_every_refusal_is_a_problem(running: Running, method: str, path: str, code: str, status: int) -> None:
    told, headers, body = running.ask(method, path)
    assert told == status
    assert headers["content-type"] == "application/problem+json"
    assert problem_of(body) == (code, status)


def test_a_body_over_the_limit_is_refused(running: Running) -> None:
    for size in (limits.BODY_BYTES + 1, limits.VIDEO_BYTES + 1_000_000):
        try:
            status, headers, body = running.ask("POST", "/api/sign-in/code", b"x" * size)
        except (BrokenPipeError, ConnectionResetError):
            continue  # the server stopped reading, which is its right
        assert (status, headers["content-type"]) == (413, "application/problem+json")
        assert problem_of(body) == ("too_large", 413)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost", ""])
def test_a_foreign_name_for_this_machine_gets_nothing(running: Running, host: str) -> None:
    status, _, body = running.ask("GET", "/api/health", headers={"Host": host})
    assert (status, problem_of(body)[0]) == (403, "forbidden")


def test_the_page_answers_for_every_address_of_its_own(running: Running) -> None:
    status, headers, body = running.ask("GET", "/desk/communities/01J/import")
    if status == 503:
        pytest.skip("the page is not built")
    assert (status, headers["content-type"], headers["cache-control"]) == (200, "text/html; charset=utf-8", "no-cache")
    assert body == (ROOT / "frontend/dist/index.html").read_bytes()
    again, _, nothing = running.ask("GET", "/", headers={"If-None-Match": headers["etag"]})
    assert (again, nothing) == (304, b"")
    packed = running.ask("GET", "/", headers={"Accept-Encoding": "gzip"})
    assert packed[1].get("content-encoding") in {"gzip", None}
    assert running.ask("GET", "/no/such/file.js")[0] == 404
    assert running.ask("GET", "/%2e%2e/package.json")[0] == 404


def test_a_hashed_asset_is_kept_for_a_year(running: Running) -> None:
    assets = sorted((ROOT / "frontend/dist/assets").glob("*.js"))
    if not assets:
        pytest.skip("the page is not built")
    status, headers, body = running.ask("GET", f"/assets/{assets[0].name}", headers={"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["content-type"] == "text/javascript; charset=utf-8"
    assert len(body) <= assets[0].stat().st_size


def test_many_requests_at_once_get_their_own_answers(running: Running) -> None:
    def one(n: int) -> bool:
        status, _, body = running.ask("GET", "/api/health" if n % 2 else f"/api/nothing/{n}")
        return (status == 200) == bool(n % 2) and (b'"ok"' in body) == bool(n % 2)

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(one, range(200)))


def test_a_file_goes_up_and_comes_down_by_signed_links(running: Running) -> None:
    files = LocalFiles(running.home)
    ends = clock.now() + timedelta(minutes=5)
    form = files.upload_form("ORG/a", content_type="application/pdf", most_bytes=3_000_000, expires_at=ends)
    data = os.urandom(2_000_000)
    parts = "".join(
        f'--B\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in form.fields.items()
    )
    body = parts.encode() + b'--B\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=B"}
    status, _, nothing = running.ask("POST", form.url, body + data + b"\r\n--B--\r\n", kind)
    assert (status, nothing) == (204, b"")
    url = urlsplit(files.download_url("ORG/a", file_name="账单.pdf", expires_at=ends))
    status, headers, got = running.ask("GET", f"{url.path}?{url.query}")
    assert (status, got) == (200, data)
    assert headers["content-type"] == "application/pdf"
    assert headers["content-disposition"] == "attachment; filename*=UTF-8''%E8%B4%A6%E5%8D%95.pdf"
    too_much = running.ask("POST", form.url, body + data * 2 + b"\r\n--B--\r\n", kind)
    assert (too_much[0], problem_of(too_much[2])[0]) == (413, "too_large")
    assert files.get("ORG/a", most_bytes=3_000_000) == data


def test_it_listens_on_loopback_only(running: Running) -> None:
    listening = Path("/proc/net/tcp")
    if not listening.exists():
        pytest.skip("this system does not list its sockets in /proc")
    local = [line.split()[1] for line in listening.read_text().splitlines()[1:] if line.split()[3] == "0A"]
    assert f"0100007F:{running.port:04X}" in local
    assert f"00000000:{running.port:04X}" not in local


def test_a_second_runner_on_the_same_data_is_refused(running: Running) -> None:
    env = os.environ | {"DATA_DIR": str(running.home.root), "PORT": str(free_port()), "DEMO": "0"}
    second = subprocess.run(
        [sys.executable, "-m", "infra.local.run"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert second.returncode == 1
    assert "runs already" in second.stderr
    assert running.ask("GET", "/api/health")[0] == 200


def test_a_taken_port_is_said_and_leaves_nothing_running(running: Running, data_dir: Path) -> None:
    env = os.environ | {"DATA_DIR": str(data_dir), "PORT": str(running.port), "DEMO": "0"}
    second = subprocess.run(
        [sys.executable, "-m", "infra.local.run"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert second.returncode == 1
    assert f"127.0.0.1:{running.port}" in second.stderr
    assert not (data_dir / "engine.pid").exists()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_with_all_its_children(start: Start, data_dir: Path, sign: signal.Signals) -> None:
    runner = start(data_dir)
    endpoint = runner.home.endpoint.read_text()
    worker = int(runner.home.pid("worker").read_text())
    runner.process.send_signal(sign)
    assert runner.process.wait(20) == 0
    assert not is_up(endpoint)
    assert not is_alive(worker)
    assert not runner.home.pid("engine").exists()


def test_after_kill_nine_the_next_start_ends_the_orphans_and_is_ready_in_five_seconds(
    start: Start, data_dir: Path
) -> None:
    first = start(data_dir)
    first.ask("GET", "/api/health")
    left_engine = first.home.endpoint.read_text()
    first.kill()
    assert is_up(left_engine)
    began = time.monotonic()
    second = start(data_dir)
    assert time.monotonic() - began < 5
    assert not is_up(left_engine)
    assert second.ask("GET", "/api/health")[0] == 200
    assert second.stop() == 0


def test_the_worker_ends_by_itself_when_the_runner_is_killed(start: Start, data_dir: Path) -> None:
    runner = start(data_dir)
    worker = int(runner.home.pid("worker").read_text())
    runner.kill()
    until = time.monotonic() + 10
    while is_alive(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(worker)
    assert start(data_dir).stop() == 0  # ends the engine that was left


def test_a_worker_that_dies_is_replaced(start: Start, data_dir: Path) -> None:
    runner = start(data_dir)
    pid_file = runner.home.pid("worker")
    first = int(pid_file.read_text())
    os.kill(first, signal.SIGKILL)
    until = time.monotonic() + 10
    while read_pid(pid_file) in {0, first} and time.monotonic() < until:
        time.sleep(0.05)
    assert is_alive(read_pid(pid_file))
    assert runner.stop() == 0


def read_pid(file: Path) -> int:
    return int(file.read_text()) if file.exists() else 0


def is_alive(pid: int) -> bool:
    """Whether the process runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
