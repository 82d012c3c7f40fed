"""The local secrets: made once, added to when a new one is needed, never changed, and for their user's eyes only."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from chalicelib.core.ids import derived
from infra.local import secret_store
from infra.local.wechat.keys import SECRETS, Keys, merchant


def read(path: Path) -> dict[str, bytes]:
    return {name: base64.b64decode(value) for name, value in json.loads(path.read_text()).items()}


def test_every_secret_is_made_once_for_its_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    secret_store.ensure(path)
    made = read(path)
    assert made.keys() == {*secret_store.NAMES, *SECRETS}
    assert all(len(value) >= 32 for value in made.values())
    assert path.stat().st_mode & 0o777 == 0o600
    secret_store.ensure(path)
    assert read(path) == made


def test_a_data_directory_from_before_keeps_what_it_has_and_gets_the_keys_of_wechat_pay(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    old = {"cursor": base64.b64encode(derived("cursor").encode().ljust(32)).decode()}
    path.write_text(json.dumps(old))
    secret_store.ensure(path)
    known = read(path)
    assert known["cursor"] == base64.b64decode(old["cursor"])
    assert path.stat().st_mode & 0o777 == 0o600
    keys = Keys.of(merchant(8000), known.__getitem__)
    assert len(keys.shared) == 32
    assert keys.merchants != keys.own.public_key()
