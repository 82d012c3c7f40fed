"""What a deployment would do, told without credentials; and the first and a lost administrator."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from infra.deploy import __main__ as deploy
from infra.deploy import release
from infra.deploy.aws import Failed, Run

DRY = {"STAGE": "prod", "REGION": "ap-east-1", "DRY": "1", "DOMAIN": "wuye.example.com", "SMS": "sns"}


def told(capsys: pytest.CaptureFixture[str], *argv: str, **more: str) -> tuple[list[list[str]], str]:
    """The commands, each as its words after `aws`, and the last line."""
    assert deploy.main([*argv], DRY | more) == 0
    *commands, last = capsys.readouterr().out.splitlines()
    words = [shlex.split(line) for line in commands]
    assert all(one[0] == "aws" and one[-2:] == ["--region", "ap-east-1"] for one in words)
    return [one[1:-2] for one in words], last


def test_a_dry_run_tells_every_step_in_its_order_and_needs_no_credentials(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    commands, last = told(capsys, "up")
    steps = [" ".join(one[:2]) for one in commands]
    assert steps == [
        *("sts get-caller-identity", "s3 mb", "s3api put-public-access-block", "ssm put-parameter"),
        *("cloudformation package", "s3 cp", "s3 cp", "cloudformation deploy", "cloudformation describe-stacks"),
        *("s3 sync", "s3 sync", "s3 cp", "cloudfront create-invalidation"),
    ]
    up = commands[7]
    assert up[up.index("--stack-name") + 1] == "guanjia-prod"
    assert {"Stage=prod", "Domain=wuye.example.com", "Sms=sns"} <= set(up)
    assert commands[-2][2] == f"{release.PAGE}/index.html"
    assert json.loads(last)["outputs"]["DistributionId"] == "OUTPUT:DistributionId"


def test_no_secret_is_told_and_none_that_is_there_is_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    commands, _ = told(capsys, "up")
    (put,) = [one for one in commands if one[:2] == ["ssm", "put-parameter"]]
    assert "--no-overwrite" in put
    value = put[put.index("--value") + 1]
    assert value.startswith("file://")
    assert not Path(value.removeprefix("file://")).exists()


def test_a_rollback_releases_an_earlier_template_and_its_page_and_touches_no_secret(
    capsys: pytest.CaptureFixture[str],
) -> None:
    commands, last = told(capsys, "back", TO="20261122T120000Z-abc1234")
    steps = [" ".join(one[:2]) for one in commands]
    assert "ssm put-parameter" not in steps
    assert steps.index("s3 cp") < steps.index("cloudformation deploy")
    pages = [word for one in commands for word in one if word.endswith("/page/assets")]
    assert pages
    assert all("releases/20261122T120000Z-abc1234/page" in page for page in pages)
    assert json.loads(last)["version"] == "20261122T120000Z-abc1234"


@pytest.mark.parametrize("given", [{}, {"STAGE": "Prod"}, {"STAGE": "prod"}, {"STAGE": "a-b", "REGION": "ap-east-1"}])
def test_what_names_no_stage_or_region_is_told_so(given: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy.main(["up"], given) == 2
    assert "Give STAGE" in capsys.readouterr().err


def test_without_the_command_line_of_aws_it_stops_and_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert deploy.main(["up"], DRY | {"DRY": "0"}) == 1
    assert "not installed" in capsys.readouterr().err
    with pytest.raises(Failed):
        Run("ap-east-1").run("sts", "get-caller-identity")
