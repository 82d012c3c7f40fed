"""`make deploy`, `make rollback`, `make releases`: STAGE, REGION and the parameters come from the environment.

Without DRY=1 it needs the AWS command line and credentials; with it, it only says what it would do. JSON is the last
line.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from infra.deploy import release
from infra.deploy.aws import Aws, Failed, Run, Told, say

PARAMETERS: Final = {
    "DOMAIN": "Domain",
    "CERTIFICATE_ARN": "CertificateArn",
    "ALARM_EMAIL": "AlarmEmail",
    "SMS": "Sms",
    "RESERVE_CONCURRENCY": "ReserveConcurrency",
    "WECHAT_APPID": "WechatAppid",
    "WECHAT_MCHID": "WechatMchid",
    "WECHAT_SERIAL": "WechatSerial",
    "WECHAT_PUBLIC_KEY_ID": "WechatPublicKeyId",
}
"""Which variable of the environment gives which parameter of the template; what is not given stays as it is."""


def main(argv: list[str], environment: Mapping[str, str]) -> int:
    """Run one of the three; gives the exit status: 2 when what was given is at fault."""
    name, region = environment.get("STAGE", ""), environment.get("REGION") or environment.get("AWS_REGION", "")
    if not re.fullmatch(r"[a-z][a-z0-9]{0,15}", name) or not region or argv[:1] not in (["up"], ["back"], ["list"]):
        say("Give STAGE (a short word, such as prod) and REGION, e.g. make deploy STAGE=prod REGION=ap-east-1")
        return 2
    given = {parameter: environment[key] for key, parameter in PARAMETERS.items() if key in environment}
    stage = release.Stage(name, region, given)
    aws: Aws = Told(region) if environment.get("DRY", "0") not in {"", "0"} else Run(region)
    try:
        return _done(argv[0], aws, stage, environment.get("TO", ""))
    except Failed as failed:
        say(f"Stopped: {failed}")
        return 1


def _done(what: str, aws: Aws, stage: release.Stage, to: str) -> int:
    if what == "list":
        print(release.releases(aws, stage), end="")
        return 0
    if what == "back" and not to:
        say("Give TO, one of `make releases`.")
        return 2
    version = to or _version()
    outputs = release.roll_back(aws, stage, version=to) if to else release.deploy(aws, stage, version=version)
    print(json.dumps({"stage": stage.name, "region": stage.region, "version": version, "outputs": outputs}))
    return 0


def _version() -> str:
    """When, and which commit: sorts by time."""
    try:
        told = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
        commit = told.stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        commit = "unknown"
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{commit}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
