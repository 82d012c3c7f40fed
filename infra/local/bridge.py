"""The local web server: `/api` to Chalice, `/api/local` to the local adapters, `/local/wechat` to the simulated WeChat
Pay, the built page for the rest.

Listens on 127.0.0.1 and answers only to that name and `localhost` (a foreign name is a rebinding attack). Sets the
security headers that the CDN sets in the cloud. No stack trace leaves.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote

from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.server import create_server as waitress_server
from waitress.task import ErrorTask

from chalicelib.core import clock, ids, limits
from chalicelib.core.errors import Refusal
from chalicelib.edge.problems import problem as refused
from infra.headers import SECURITY
from infra.local.files import UPLOAD_PATH, LocalFiles
from infra.local.gateway import Answer, Gateway, problem
from infra.local.multipart import Form
from infra.local.outbox import LocalOutbox
from infra.local.page import Page
from infra.local.wechat import keys as wechat_keys
from infra.local.wechat import payer
from infra.local.wechat.simulator import Simulator

THREADS: Final = 8
_UPLOAD_OVERHEAD_BYTES: Final = 200_000
_OUTBOX_PATH: Final = "/api/local/outbox"
_UNNAMED: Final = {"CONTENT_TYPE": "content-type", "CONTENT_LENGTH": "content-length"}

log = logging.getLogger("guanjia.bridge")
Environ = dict[str, Any]
Start = Callable[[str, list[tuple[str, str]]], Any]


class Bridge:
    """The WSGI application."""

    def __init__(
        self, gateway: Gateway, files: LocalFiles, outbox: LocalOutbox, page: Page, *, wechat: Simulator, port: int
    ) -> None:
        self._gateway = gateway
        self._wechat = wechat
        self._payer = payer.Payer(wechat)
        self._files = files
        self._outbox = outbox
        self._page = page
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.stopping = False

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        try:
            answer = self._answer(environ)
        except Refusal as refusal:
            response = refused(refusal, ids.ulid(clock.now()))
            headers = [(name, str(value)) for name, value in response.headers.items()]
            answer = Answer(response.status_code, headers, response.body.encode())
        except Exception:
            log.exception("the bridge failed")
            answer = problem(500)
        return _send(answer, start, is_api=environ["PATH_INFO"].startswith("/api/"), method=environ["REQUEST_METHOD"])

    def _answer(self, environ: Environ) -> Answer:
        if environ.get("HTTP_HOST", "").lower() not in self._hosts:
            return problem(403)
        if self.stopping:
            return problem(503, code="unavailable")
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        if path == UPLOAD_PATH or path.startswith(UPLOAD_PATH + "/"):
            return self._file(environ, path, method)
        if path == _OUTBOX_PATH:
            return self._messages(method)
        if path.startswith((wechat_keys.PREFIX + "/", payer.PREFIX + "/")):
            return self._pay(environ, path, method)
        return self._api(environ, method) if path.startswith("/api/") else self._shown(environ, path, method)

    def _shown(self, environ: Environ, path: str, method: str) -> Answer:
        if method not in {"GET", "HEAD"}:
            return problem(405, headers=[("Allow", "GET, HEAD")])
        return self._page.answer(
            path.encode("latin-1").decode(errors="replace"),
            accepts_gzip="gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""),
            known=environ.get("HTTP_IF_NONE_MATCH", ""),
        )

    def _api(self, environ: Environ, method: str) -> Answer:
        if int(environ.get("CONTENT_LENGTH") or 0) > limits.BODY_BYTES:
            return problem(413)
        return self._gateway.call(
            "GET" if method == "HEAD" else method,
            environ["REQUEST_URI"].removeprefix("/api"),
            _headers(environ),
            environ["wsgi.input"].read(),
            address=environ["REMOTE_ADDR"],
        )

    def _pay(self, environ: Environ, path: str, method: str) -> Answer:
        if int(environ.get("CONTENT_LENGTH") or 0) > limits.BODY_BYTES:
            return problem(413)
        headers, body = _headers(environ), environ["wsgi.input"].read()
        if path.startswith(payer.PREFIX):
            query = environ.get("QUERY_STRING", "")
            return self._payer.answer(method, path.removeprefix(payer.PREFIX), query, headers, body)
        target = environ["REQUEST_URI"].removeprefix(wechat_keys.PREFIX)
        return self._wechat.answer(method, target, headers, body)

    def _messages(self, method: str) -> Answer:
        if method not in {"GET", "HEAD"}:
            return problem(405, headers=[("Allow", "GET, HEAD")])
        body = json.dumps({"rows": self._outbox.newest()}, ensure_ascii=False).encode()
        return Answer(200, [("Content-Type", "application/json")], body)

    def _file(self, environ: Environ, path: str, method: str) -> Answer:
        if method == "POST" and path == UPLOAD_PATH:
            form = Form(environ.get("CONTENT_TYPE", ""), environ["wsgi.input"])
            self._files.accept(form.fields, form.file())
            return Answer(204, [], b"")
        if method not in {"GET", "HEAD"}:
            return problem(405, headers=[("Allow", "GET, HEAD" if path != UPLOAD_PATH else "POST")])
        query = dict(parse_qsl(environ.get("QUERY_STRING", "")))
        found = self._files.fetch(path.removeprefix(UPLOAD_PATH + "/"), query)
        name, how = quote(query["file_name"]), "inline" if query.get("shown") else "attachment"
        headers = [
            ("Content-Type", found.content_type),
            ("Content-Disposition", f"{how}; filename*=UTF-8''{name}"),
        ]
        with found.body:
            return Answer(200, headers, found.body.read())


def _headers(environ: Environ) -> dict[str, str]:
    named = {name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")}
    return named | {_UNNAMED[name]: environ[name] for name in _UNNAMED if environ.get(name)}


def _send(answer: Answer, start: Start, *, is_api: bool, method: str) -> list[bytes]:
    headers = [*answer.headers, *SECURITY]
    if is_api and not any(name.lower() == "cache-control" for name, _ in headers):
        headers.append(("Cache-Control", "no-store"))
    has_body = answer.status not in {204, 304}
    if has_body:
        headers.append(("Content-Length", str(len(answer.body))))
    start(f"{answer.status} {HTTPStatus(answer.status).phrase}", headers)
    return [answer.body] if has_body and method != "HEAD" else []


class _Problems(ErrorTask):  # type: ignore[misc] # waitress has no types
    """What waitress refuses by itself (too large, unreadable) leaves as problem+json too."""

    def execute(self) -> None:
        answer = problem(self.request.error.code)
        self.status = f"{answer.status} {HTTPStatus(answer.status).phrase}"
        self.response_headers.extend([*answer.headers, *SECURITY])
        self.set_close_on_finish()
        self.content_length = len(answer.body)
        self.write(answer.body)


class _Channel(HTTPChannel):  # type: ignore[misc] # waitress has no types
    error_task_class = _Problems


def create_server(bridge: Bridge, *, port: int) -> TcpWSGIServer:
    """A server on 127.0.0.1, bound already; `run()` serves until the process ends."""
    logging.getLogger("waitress").setLevel(logging.ERROR)
    server = waitress_server(
        bridge,
        host="127.0.0.1",
        port=port,
        threads=THREADS,
        ident=None,
        max_request_body_size=max(limits.WORKBOOK_BYTES, limits.VIDEO_BYTES) + _UPLOAD_OVERHEAD_BYTES,
        channel_timeout=60,
        clear_untrusted_proxy_headers=True,
    )
    server.channel_class = _Channel
    return server


def page_of(root: Path) -> Page:
    """The built page of the repository at `root`."""
    return Page(root / "frontend" / "dist")
