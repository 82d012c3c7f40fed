"""The only reader of the environment: one frozen Settings, loud when wrong; and the secrets that it names."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal


class BadSettings(Exception):
    """The environment cannot be worked with; the message says which variable and why."""


@dataclass(frozen=True)
class WeChatSettings:
    """A merchant's account with WeChat Pay v3, in public-key mode; its keys are secrets.

    `serial` is that of the merchant's certificate, `public_key_id` names WeChat Pay's public key. `gateway` is where
    the local simulator answers; None is WeChat Pay itself.
    """

    appid: str
    mchid: str
    serial: str
    public_key_id: str
    notify_url: str
    gateway: str | None = None


@dataclass(frozen=True)
class Settings:
    """`origins` are the scheme://host[:port] that a write may come from, `page_origin` the first of them, which printed
    links lead to; exactly one secrets source is named.

    `engine` is what the tables stand on, for the health page. `viewer_address_header` is a header that the CDN before
    us sets, and nobody else can, to say who asks; None without a CDN: the connection's own address counts. `sms` is who
    sends short messages, None while nobody does. `wechat` is None while nothing can be paid online.
    """

    stage: str
    engine: str
    region: str
    table_prefix: str
    dynamodb_endpoint: str | None
    origins: frozenset[str]
    page_origin: str
    secrets_file: Path | None
    secrets_parameter: str | None
    queue_url: str | None
    files_bucket: str | None
    viewer_address_header: str | None
    sms: Literal["sns"] | None
    wechat: WeChatSettings | None

    @property
    def is_local(self) -> bool:
        """On one machine: plain http on loopback, the outbox page, no cloud."""
        return self.stage == "local"


def read(environment: Mapping[str, str]) -> Settings:
    """Settings from `environment`; raises BadSettings."""
    stage = environment.get("GUANJIA_STAGE", "")
    if not stage.isidentifier():
        raise BadSettings(f"GUANJIA_STAGE must be a short word such as local or prod, not {stage!r}")
    file, parameter = environment.get("GUANJIA_SECRETS_FILE"), environment.get("GUANJIA_SECRETS_PARAMETER")
    if bool(file) == bool(parameter):
        raise BadSettings("set one of GUANJIA_SECRETS_FILE and GUANJIA_SECRETS_PARAMETER")
    origins = list(filter(None, environment.get("GUANJIA_ORIGINS", "").split(",")))
    if not origins:
        raise BadSettings("GUANJIA_ORIGINS must name the page's origin, e.g. http://127.0.0.1:8000")
    return Settings(
        stage=stage,
        engine=environment.get("GUANJIA_ENGINE", "dynamodb"),
        region=environment.get("AWS_REGION", "cn-north-1"),
        table_prefix=f"guanjia-{stage}-",
        dynamodb_endpoint=environment.get("GUANJIA_DYNAMODB_ENDPOINT"),
        origins=frozenset(origins),
        page_origin=origins[0],
        secrets_file=Path(file) if file else None,
        secrets_parameter=parameter or None,
        queue_url=environment.get("GUANJIA_QUEUE_URL"),
        files_bucket=environment.get("GUANJIA_FILES_BUCKET"),
        viewer_address_header=environment.get("GUANJIA_VIEWER_ADDRESS_HEADER", "").lower() or None,
        sms=_sms(environment),
        wechat=_wechat(environment, stage),
    )


def _sms(environment: Mapping[str, str]) -> Literal["sns"] | None:
    named = environment.get("GUANJIA_SMS") or None
    if named not in {None, "sns"}:
        raise BadSettings(f"GUANJIA_SMS can be sns, or nothing at all, not {named!r}")
    return "sns" if named else None


def _wechat(environment: Mapping[str, str], stage: str) -> WeChatSettings | None:
    names = ("APPID", "MCHID", "SERIAL", "PUBLIC_KEY_ID", "NOTIFY_URL")
    given = {name.lower(): environment.get(f"GUANJIA_WECHAT_{name}", "") for name in names}
    gateway = environment.get("GUANJIA_WECHAT_GATEWAY") or None
    if gateway and stage != "local":
        raise BadSettings("GUANJIA_WECHAT_GATEWAY is the simulator's: only the stage local may have it")
    if not any(given.values()):
        return None
    missing = [f"GUANJIA_WECHAT_{name.upper()}" for name, value in given.items() if not value]
    if missing:
        raise BadSettings(f"to be paid by WeChat Pay, set {', '.join(missing)} too")
    return WeChatSettings(**given, gateway=gateway)


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return read(os.environ)


@cache
def _secrets() -> dict[str, str]:
    here = settings()
    if here.secrets_file:
        text = here.secrets_file.read_text(encoding="utf-8")
    else:
        import boto3

        store = boto3.client("ssm", region_name=here.region)
        text = store.get_parameter(Name=here.secrets_parameter, WithDecryption=True)["Parameter"]["Value"]
    return dict(json.loads(text))


def secret(name: str) -> bytes:
    """A named secret of ≥ 32 bytes; raises BadSettings when it is missing or short."""
    value = base64.b64decode(_secrets().get(name, ""))
    if len(value) < 32:  # noqa: PLR2004 - 256 bits
        raise BadSettings(f"secret {name!r} is missing or shorter than 32 bytes")
    return value


def forget() -> None:
    """Read everything anew at the next call: for a test or a runner that changes the environment."""
    settings.cache_clear()
    _secrets.cache_clear()
