"""The zip alone: small, the same each time, and every function in it runs with nothing else on its path."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import platform
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from infra.package import archive
from tests.builders import clouds
from tests.tidy.sources import ROOT

MOST_BYTES = 25_000_000
LINUX = platform.system() == "Linux" and platform.machine() == "x86_64"

needs_lambda_s_linux = pytest.mark.skipif(not LINUX, reason="the zip's compiled modules are for Linux on x86_64")


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip as `make package` makes it."""
    folder = tmp_path_factory.mktemp("zip")
    archive.build(ROOT, folder / "staging", folder / "guanjia.zip")
    return folder / "guanjia.zip"


@pytest.fixture(scope="module")
def unpacked(zipped: Path) -> Path:
    """A folder with what Lambda would unpack, and nothing else."""
    folder = zipped.parent / "task"
    with zipfile.ZipFile(zipped) as packed:
        packed.extractall(folder)
    return folder


def run(unpacked: Path, program: str) -> Any:
    """Run a program that sees the standard library and the zip's folder only; gives what it printed, as JSON."""
    secrets = {"cursor": base64.b64encode(b"." * 32).decode()}
    (unpacked.parent / "secrets.json").write_text(json.dumps(secrets), encoding="utf-8")
    env = {
        "PATH": os.environ["PATH"],
        "GUANJIA_STAGE": "test",
        "GUANJIA_SECRETS_FILE": str(unpacked.parent / "secrets.json"),
        "GUANJIA_ORIGINS": "https://wuye.example.com",
        "GUANJIA_SMS": "sns",
        "GUANJIA_FILES_BUCKET": "guanjia-test-files",
        "AWS_REGION": "ap-east-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    begin = f"import json, sys; sys.path.insert(0, {str(unpacked)!r}); sys.dont_write_bytecode = True\n"
    argv = [sys.executable, "-I", "-S", "-c", begin + program]
    ran = subprocess.run(argv, env=env, cwd=unpacked, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def test_the_zip_is_small_and_the_same_from_the_same_sources(zipped: Path, tmp_path: Path) -> None:
    assert zipped.stat().st_size <= MOST_BYTES
    archive.build(ROOT, tmp_path / "staging", tmp_path / "again.zip")
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (zipped, tmp_path / "again.zip")}
    assert len(digests) == 1


def test_the_zip_holds_no_tests_no_types_and_no_module_that_is_not_compiled(zipped: Path) -> None:
    with zipfile.ZipFile(zipped) as packed:
        names = set(packed.namelist())
    assert [one for one in names if one.endswith((".pyi", ".c", ".pyx")) or ".dist-info/" in one] == []
    ours = {one for one in names if one.endswith(".py")}
    assert all(one == "app.py" or one.startswith("chalicelib/") for one in ours)
    tag = sys.implementation.cache_tag
    compiled = {f"{folder}__pycache__/{stem}.{tag}.pyc" for one in ours for folder, stem in [split(one)]}
    assert compiled <= names
    assert "chalicelib/documents/fonts/OFL.txt" in names


def split(path: str) -> tuple[str, str]:
    folder, slash, file = path.rpartition("/")
    return folder + slash, file.removesuffix(".py")


@needs_lambda_s_linux
def test_every_module_of_ours_is_imported_from_the_zip_alone(unpacked: Path) -> None:
    program = """
import importlib, pkgutil
import app, chalicelib
found = [one.name for one in pkgutil.walk_packages(chalicelib.__path__, "chalicelib.")]
for name in found:
    importlib.import_module(name)
strays = [m.__name__ for m in list(sys.modules.values()) if "site-packages" in (getattr(m, "__file__", "") or "")]
print(json.dumps([len(found), strays]))
"""
    count, strays = run(unpacked, program)
    assert count > 100
    assert strays == []


@needs_lambda_s_linux
def test_what_is_imported_late_is_in_the_zip_too(unpacked: Path) -> None:
    """A paper with a QR code in both faces, an empty workbook written and read, each service of AWS that is called."""
    program = """
import io
from datetime import datetime, timezone
import boto3, pyotp, segno
from chalicelib.attachments.files import files
from chalicelib.channels import outgoing
from chalicelib.core import clock
from chalicelib.documents.paper import Paper
from chalicelib.documents.template import import_template
from chalicelib.documents.workbook import read_workbook
from chalicelib.payments.providers import wechat
paper = Paper(width=2100, height=1480, title="收据", author="管家", made_at=datetime(2026, 1, 1, tzinfo=timezone.utc))
paper.page()
paper.text(100, 100, "收据 Receipt 𪛖", size=100)
paper.qr(100, 200, 300, "https://wuye.example.com")
sheets = read_workbook(import_template()).sheets
for service in ("dynamodb", "sqs", "ssm", "sns", "s3"):
    boto3.client(service, region_name="ap-east-1")
pyotp.random_base32(), segno.make("x").save(io.BytesIO(), kind="svg")
outgoing.need_channel()
form = files().upload_form("uploads/O/1", content_type="x", most_bytes=1, expires_at=clock.now())
print(json.dumps([paper.finished()[:5].decode(), len(sheets), form.url]))
"""
    kind, sheets, url = run(unpacked, program)
    assert kind == "%PDF-"
    assert sheets > 0
    assert url.startswith("https://")


@needs_lambda_s_linux
def test_every_handler_of_the_template_is_found_as_lambda_finds_it_each_alone(
    unpacked: Path, template: dict[str, Any]
) -> None:
    handlers = {name: one["Handler"] for name, one in clouds.functions(template).items()}
    assert handlers["http"] == "app.app"
    by_module: dict[str, list[str]] = {}
    for handler in handlers.values():
        module, _, name = handler.rpartition(".")
        by_module.setdefault(module, []).append(name)
    for module, names in by_module.items():
        program = f"import importlib; found = importlib.import_module({module!r})\n"
        program += f"print(json.dumps([callable(getattr(found, name)) for name in {names!r}]))"
        assert run(unpacked, program) == [True] * len(names)


@needs_lambda_s_linux
def test_the_worker_and_the_listener_answer_from_the_zip_alone(unpacked: Path) -> None:
    """A message that no job understands comes again; an entry's removal means nothing to anybody."""
    message = {"messageId": "m1", "receiptHandle": "", "body": '{"job": "of.nobody", "payload": {}}'}
    record = {"eventName": "REMOVE", "dynamodb": {"SequenceNumber": "1"}}
    program = f"""
from chalicelib import functions
worked = functions.work({{"Records": [{message!r}]}}, None)
heard = functions.hear({{"Records": [{record!r}]}}, None)
print(json.dumps([worked, heard]))
"""
    assert run(unpacked, program) == [
        {"batchItemFailures": [{"itemIdentifier": "m1"}]},
        {"batchItemFailures": []},
    ]


@needs_lambda_s_linux
def test_health_is_answered_from_the_zip_alone(unpacked: Path) -> None:
    event = {
        "httpMethod": "GET",
        "resource": "/health",
        "path": "/health",
        "headers": {"Host": "wuye.example.com"},
        "multiValueHeaders": {},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "body": None,
        "isBase64Encoded": False,
        "requestContext": {
            "httpMethod": "GET",
            "resourcePath": "/health",
            "path": "/api/health",
            "stage": "api",
            "identity": {"sourceIp": "198.51.100.1"},
        },
    }
    answer = run(unpacked, f"import app; print(json.dumps(app.app({event!r}, None)))")
    assert answer["statusCode"] == 200
    assert json.loads(answer["body"])["status"] == "ok"
    assert answer["headers"]["Cache-Control"] == "no-store"
