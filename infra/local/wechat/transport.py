"""The way from the merchant's adapter to a simulator in the same process: requests' own transport, without a socket."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from infra.local.wechat.keys import PREFIX
from infra.local.wechat.simulator import Simulator


class InProcess(BaseAdapter):
    """Mounted for the gateway's address: whatever is sent there is answered by `simulator`."""

    def __init__(self, simulator: Simulator) -> None:
        super().__init__()
        self._simulator = simulator

    def send(  # noqa: PLR0917 - as requests calls it
        self,
        request: PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: bool | str = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> Response:
        """The simulator's answer."""
        headers = {name.lower(): str(value) for name, value in request.headers.items()}
        body = request.body if isinstance(request.body, bytes) else b""
        given = self._simulator.answer(
            request.method or "", (request.path_url or "").removeprefix(PREFIX), headers, body
        )
        response = Response()
        response.status_code = given.status
        response.headers = CaseInsensitiveDict(given.headers)
        response.raw = io.BytesIO(given.body)
        response.url, response.request = request.url or "", request
        return response

    def close(self) -> None:
        """Nothing is held."""
