"""The store of files that a deployment has and the one of one machine, and somebody who posts to either."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from chalicelib import config
from chalicelib.attachments import files
from chalicelib.attachments.files import _S3, Files, UploadForm
from infra.local.files import LocalFiles
from infra.local.home import Home
from tests.builders.core import standing_clock

BUCKET, REGION = "guanjia-files", "cn-north-1"


@dataclass
class Store:
    """A store in use; `post` posts a form as a browser does, `keys` are all files, `most` is a form's limit."""

    files: Files
    post: Callable[[UploadForm, bytes], None]
    keys: Callable[[], set[str]]
    most: Callable[[UploadForm], int]


def local(tmp_path: Path) -> Store:
    home = Home.at(tmp_path / "data")
    store = LocalFiles(home)
    return Store(
        store,
        lambda form, data: store.accept(form.fields, [data]),
        lambda: {str(path.relative_to(home.files)) for path in home.files.rglob("*") if path.is_file()},
        lambda form: int(form.fields["most_bytes"]),
    )


def in_s3(monkeypatch: pytest.MonkeyPatch) -> Store:
    """What moto does not hold of S3's conditions is held here: on a copy. Those of a form are read from its policy."""
    client = boto3.client("s3", REGION)
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    monkeypatch.setenv("GUANJIA_FILES_BUCKET", BUCKET)
    config.forget()
    store = _S3()

    def post(form: UploadForm, data: bytes) -> None:
        client.put_object(Bucket=BUCKET, Key=form.fields["key"], Body=data, ContentType=form.fields["Content-Type"])

    def hold(params: dict[str, Any], **_: Any) -> None:
        asked = params["headers"]
        source = asked["x-amz-copy-source"].split("/", 1)[1]
        if client.head_object(Bucket=BUCKET, Key=source)["ETag"] != asked["x-amz-copy-source-if-match"]:
            raise ClientError({"Error": {"Code": "PreconditionFailed"}}, "CopyObject")

    store._client.meta.events.register("before-call.s3.CopyObject", hold)
    return Store(
        store,
        post,
        lambda: {one["Key"] for one in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])},
        lambda form: most_of_policy(form.fields["policy"]),
    )


def most_of_policy(policy: str) -> int:
    conditions = json.loads(base64.b64decode(policy))["conditions"]
    return next(int(one[2]) for one in conditions if "content-length-range" in one)


@pytest.fixture(params=["local", "s3"])
def store(
    request: pytest.FixtureRequest, moto_engine: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """The same test on both stores, while time stands still."""
    with standing_clock():
        made = local(tmp_path) if request.param == "local" else in_s3(monkeypatch)
        files.use(made.files)
        yield made
        files.use(None)
    monkeypatch.undo()
    config.forget()
