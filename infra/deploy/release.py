"""A release: the stack from the packaged template, then the page; and going back to an earlier one."""

from __future__ import annotations

import base64
import json
import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from infra.deploy.aws import Aws, say
from infra.local.secret_store import NAMES

ROOT: Final = Path(__file__).parents[2]
TEMPLATE: Final = "build/template.json"
PACKAGED: Final = "build/packaged.json"
PAGE: Final = "frontend/dist"
_BYTES: Final = 32
_CAPABILITIES: Final = ("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND")
_OUTPUTS: Final = ("Origin", "PageBucketName", "DistributionId", "DistributionName")
_YEAR: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Stage:
    """Where: every name begins with the stage. `parameters` are the template's own (Domain, Sms, …)."""

    name: str
    region: str
    parameters: Mapping[str, str]

    @property
    def stack(self) -> str:
        return f"guanjia-{self.name}"

    @property
    def secrets(self) -> str:
        return f"/guanjia/{self.name}/secrets"


def deploy(aws: Aws, stage: Stage, *, version: str) -> dict[str, str]:
    """Release what was packaged and built; gives the stack's outputs."""
    bucket = _artifacts(aws, stage)
    keep_secrets(aws, stage)
    named = ("--template-file", TEMPLATE, "--s3-bucket", bucket, "--s3-prefix", "code")
    aws.run("cloudformation", "package", *named, "--output-template-file", PACKAGED, "--use-json")
    aws.run("s3", "cp", PACKAGED, f"s3://{bucket}/releases/{version}/template.json")
    aws.run("s3", "cp", PAGE, f"s3://{bucket}/releases/{version}/page", "--recursive", "--only-show-errors")
    return _release(aws, stage, PACKAGED, PAGE)


def roll_back(aws: Aws, stage: Stage, *, version: str) -> dict[str, str]:
    """Release an earlier version again: its functions and its page. Tables and files stay as they are."""
    bucket = _artifacts(aws, stage)
    aws.run("s3", "cp", f"s3://{bucket}/releases/{version}/template.json", PACKAGED)
    page = f"s3://{bucket}/releases/{version}/page"
    return _release(aws, stage, PACKAGED, page)


def releases(aws: Aws, stage: Stage) -> str:
    """The versions that can be gone back to, oldest first."""
    return aws.run("s3", "ls", f"s3://{_artifacts(aws, stage)}/releases/")


def keep_secrets(aws: Aws, stage: Stage) -> None:
    """Make the stage's secrets once; what is there stays, since data depends on it. Nothing of them is shown."""
    made = {name: base64.b64encode(secrets.token_bytes(_BYTES)).decode() for name in NAMES}
    with _only_ours(json.dumps(made)) as path:
        value = ("--value", f"file://{path}")
        aws.run(
            *("ssm", "put-parameter", "--name", stage.secrets, "--type", "SecureString", *value, "--no-overwrite"),
            tolerates="ParameterAlreadyExists",
        )


def _artifacts(aws: Aws, stage: Stage) -> str:
    """The bucket of what was released: made once, private, with versions."""
    who = aws.ask("sts", "get-caller-identity", instead={"Account": "ACCOUNT"})
    bucket = f"guanjia-{stage.name}-releases-{who['Account']}-{stage.region}"
    aws.run("s3", "mb", f"s3://{bucket}", tolerates="BucketAlreadyOwnedByYou")
    closed = "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true"
    aws.run("s3api", "put-public-access-block", "--bucket", bucket, "--public-access-block-configuration", closed)
    return bucket


def _release(aws: Aws, stage: Stage, template: str, page: str) -> dict[str, str]:
    given = [f"Stage={stage.name}", *(f"{name}={value}" for name, value in stage.parameters.items())]
    aws.run(
        *("cloudformation", "deploy", "--stack-name", stage.stack, "--template-file", template),
        *("--capabilities", *_CAPABILITIES, "--parameter-overrides", *given, "--no-fail-on-empty-changeset"),
    )
    outputs = _outputs(aws, stage)
    _put_page(aws, page, outputs)
    say(f"The page: {outputs['Origin']}")
    return outputs


def _put_page(aws: Aws, page: str, outputs: Mapping[str, str]) -> None:
    """First what no page asks for yet, the entry last: whoever opens it in between has all of the old or of the new."""
    bucket = f"s3://{outputs['PageBucketName']}"
    quietly = ("--only-show-errors",)
    aws.run("s3", "sync", f"{page}/assets", f"{bucket}/assets", "--cache-control", _YEAR, *quietly)
    rest = ("--exclude", "assets/*", "--exclude", "index.html", "--cache-control", "no-cache")
    aws.run("s3", "sync", page, bucket, *rest, *quietly)
    aws.run("s3", "cp", f"{page}/index.html", f"{bucket}/index.html", "--cache-control", "no-cache", *quietly)
    aws.run("cloudfront", "create-invalidation", "--distribution-id", outputs["DistributionId"], "--paths", "/*")


def _outputs(aws: Aws, stage: Stage) -> dict[str, str]:
    placeholders = [{"OutputKey": name, "OutputValue": f"OUTPUT:{name}"} for name in _OUTPUTS]
    told = aws.ask(
        *("cloudformation", "describe-stacks", "--stack-name", stage.stack),
        instead={"Stacks": [{"Outputs": placeholders}]},
    )
    found: Sequence[Mapping[str, str]] = told["Stacks"][0]["Outputs"]
    return {one["OutputKey"]: one["OutputValue"] for one in found}


@contextmanager
def _only_ours(text: str) -> Iterator[str]:
    """A file that only this user may read, gone at the end."""
    handle, path = tempfile.mkstemp(prefix="guanjia-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        yield path
    finally:
        Path(path).unlink()
