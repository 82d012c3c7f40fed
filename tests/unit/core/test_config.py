"""Settings: read once, loud when wrong."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from chalicelib import config
from chalicelib.config import BadSettings

GOOD = {
    "GUANJIA_STAGE": "prod",
    "GUANJIA_SECRETS_PARAMETER": "/guanjia/secrets",
    "GUANJIA_ORIGINS": "https://a.example",
}


def test_good_settings_are_read() -> None:
    here = config.read(GOOD | {"GUANJIA_ORIGINS": "https://a.example,,https://b.example"})
    assert (here.stage, here.table_prefix, here.engine) == ("prod", "guanjia-prod-", "dynamodb")
    assert here.origins == {"https://a.example", "https://b.example"}
    assert not here.is_local
    assert config.read(GOOD | {"GUANJIA_STAGE": "local"}).is_local
    assert here.viewer_address_header is None
    header = {"GUANJIA_VIEWER_ADDRESS_HEADER": "CloudFront-Viewer-Address"}
    assert config.read(GOOD | header).viewer_address_header == "cloudfront-viewer-address"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"GUANJIA_STAGE": ""}, "GUANJIA_STAGE"),
        ({"GUANJIA_STAGE": "a stage"}, "GUANJIA_STAGE"),
        ({"GUANJIA_ORIGINS": ""}, "GUANJIA_ORIGINS"),
        ({"GUANJIA_ORIGINS": ","}, "GUANJIA_ORIGINS"),
        ({"GUANJIA_SECRETS_PARAMETER": ""}, "GUANJIA_SECRETS_FILE"),
        ({"GUANJIA_SECRETS_FILE": "both"}, "GUANJIA_SECRETS_PARAMETER"),
    ],
)
def test_a_wrong_setting_is_named(wrong: dict[str, str], named: str) -> None:
    with pytest.raises(BadSettings, match=named):
        config.read(GOOD | wrong)


WECHAT = {
    "GUANJIA_WECHAT_APPID": "wx1",
    "GUANJIA_WECHAT_MCHID": "1",
    "GUANJIA_WECHAT_SERIAL": "0A",
    "GUANJIA_WECHAT_PUBLIC_KEY_ID": "PUB_KEY_ID_1",
    "GUANJIA_WECHAT_NOTIFY_URL": "https://a.example/api/payments/wechat/notify",
}


def test_an_account_with_wechat_pay_is_whole_or_not_there() -> None:
    assert config.read(GOOD).wechat is None
    here = config.read(GOOD | WECHAT).wechat
    assert here is not None
    assert (here.appid, here.mchid, here.serial, here.gateway) == ("wx1", "1", "0A", None)
    for name in WECHAT:
        with pytest.raises(BadSettings, match=name):
            config.read(GOOD | WECHAT | {name: ""})


def test_only_the_local_stage_is_paid_by_a_simulator() -> None:
    gateway = {"GUANJIA_WECHAT_GATEWAY": "http://127.0.0.1:8000/local/wechat"}
    with pytest.raises(BadSettings, match="GATEWAY"):
        config.read(GOOD | WECHAT | gateway)
    here = config.read(GOOD | WECHAT | gateway | {"GUANJIA_STAGE": "local"}).wechat
    assert here is not None
    assert here.gateway == gateway["GUANJIA_WECHAT_GATEWAY"]


def test_a_secret_that_is_missing_or_short_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "secrets.json"
    file.write_text(
        json.dumps({"short": base64.b64encode(b"x" * 31).decode(), "good": base64.b64encode(b"x" * 32).decode()})
    )
    monkeypatch.setenv("GUANJIA_SECRETS_FILE", str(file))
    config.forget()
    try:
        assert config.secret("good") == b"x" * 32
        for name in ("short", "absent"):
            with pytest.raises(BadSettings, match=name):
                config.secret(name)
    finally:
        monkeypatch.undo()
        config.forget()
