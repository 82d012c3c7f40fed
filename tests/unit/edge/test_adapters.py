"""The adapters to S3 and SQS, on moto: what they send, and what they make of a file that is not there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from chalicelib import config
from chalicelib.attachments import files
from chalicelib.core import clock
from chalicelib.core.errors import NotFound
from chalicelib.edge import queues

BUCKET, REGION = "guanjia-files", "cn-north-1"


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket and a queue, named by the settings; gives the queue's client."""
    with mock_aws():
        boto3.client("s3", REGION).create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
        )
        client = boto3.client("sqs", REGION)
        monkeypatch.setenv("GUANJIA_FILES_BUCKET", BUCKET)
        monkeypatch.setenv("GUANJIA_QUEUE_URL", client.create_queue(QueueName="jobs")["QueueUrl"])
        config.forget()
        for port in (files, queues):
            port.use(None)
        yield client
        monkeypatch.undo()
        config.forget()
        for port in (files, queues):
            port.use(None)


@pytest.mark.usefixtures("cloud")
def test_a_file_in_s3_is_kept_fetched_and_removed() -> None:
    store = files.files()
    store.put("a/b.xlsx", b"four", content_type="text/plain")
    assert store.get("a/b.xlsx", most_bytes=4) == b"four"
    with pytest.raises(NotFound):
        store.get("a/b.xlsx", most_bytes=3)
    for _ in range(2):
        store.delete("a/b.xlsx")
    with pytest.raises(NotFound):
        store.get("a/b.xlsx", most_bytes=4)


@pytest.mark.usefixtures("cloud")
def test_a_browser_s_form_and_link_name_the_file_and_nothing_larger() -> None:
    store, later = files.files(), clock.now() + timedelta(minutes=15)
    form = store.upload_form("a/b.xlsx", content_type="text/plain", most_bytes=10, expires_at=later)
    assert (form.fields["key"], form.fields["Content-Type"]) == ("a/b.xlsx", "text/plain")
    assert "policy" in form.fields
    assert urlsplit(store.download_url("a/b.xlsx", file_name="b.xlsx", expires_at=later)).path.endswith("/a/b.xlsx")


@pytest.mark.parametrize("region", ["cn-north-1", "ap-east-1", "us-east-1"])
def test_a_browser_is_sent_to_the_bucket_by_the_name_of_its_region(
    region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_REGION", region)
    monkeypatch.setenv("GUANJIA_FILES_BUCKET", BUCKET)
    config.forget()
    store, later = files._S3(), clock.now() + timedelta(minutes=15)
    form = store.upload_form("a/b", content_type="text/plain", most_bytes=10, expires_at=later)
    link = store.download_url("a/b", file_name="b", expires_at=later)
    monkeypatch.undo()
    config.forget()
    host = f"{BUCKET}.s3.{region}.amazonaws.com" + (".cn" if region.startswith("cn-") else "")
    assert {urlsplit(form.url).hostname, urlsplit(link).hostname} == {host}


@pytest.mark.usefixtures("cloud")
@pytest.mark.parametrize(
    ("code", "seen"), [("AccessDenied", NotFound), ("403", NotFound), ("InternalError", ClientError)]
)
def test_a_key_that_s3_forbids_is_not_there_but_a_fault_is_a_fault(code: str, seen: type[Exception]) -> None:
    store = files._S3()

    def refuse(**_: Any) -> None:
        raise ClientError({"Error": {"Code": code}}, "GetObject")

    store._client.meta.events.register("before-call.s3.GetObject", refuse)
    with pytest.raises(seen):
        store.get("a/b.xlsx", most_bytes=4)


def test_a_job_in_sqs_is_one_small_message_of_one_client(cloud: Any) -> None:
    queue = queues._Sqs()
    queue.put("billing.continue_run", {"run_id": "x"})
    made = queue._client
    queue.put("billing.continue_run", {"run_id": "y"}, delay_seconds=0)
    assert queue._client is made
    url = config.settings().queue_url
    found = cloud.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    bodies = sorted((json.loads(one["Body"]) for one in found), key=str)
    assert bodies == [{"job": "billing.continue_run", "payload": {"run_id": run_id}} for run_id in "xy"]
