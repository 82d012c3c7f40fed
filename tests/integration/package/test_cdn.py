"""Before the functions: one name for page and API, the bridge's own headers, and nobody who goes around the CDN."""

from __future__ import annotations

import json
import re
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from infra.headers import SECURITY
from infra.local.page import Page
from tests.builders import clouds
from tests.tidy.sources import calls, python

HEADERS_MOST = 10  # in a policy of CloudFront's


def distribution(template: dict[str, Any]) -> dict[str, Any]:
    (found,) = clouds.of_type(template, "AWS::CloudFront::Distribution").values()
    return dict(found["DistributionConfig"])


def policies(template: dict[str, Any]) -> dict[str, dict[str, str]]:
    """By policy, the headers that it sets."""
    found: dict[str, dict[str, str]] = {}
    for key, one in clouds.of_type(template, "AWS::CloudFront::ResponseHeadersPolicy").items():
        config = one["ResponseHeadersPolicyConfig"]
        known = config["SecurityHeadersConfig"]
        said = {item["Header"]: item["Value"] for item in config["CustomHeadersConfig"]["Items"]}
        said["Content-Security-Policy"] = clouds.resolved(known["ContentSecurityPolicy"]["ContentSecurityPolicy"])
        said["Referrer-Policy"] = known["ReferrerPolicy"]["ReferrerPolicy"]
        said["X-Content-Type-Options"] = "nosniff" if "ContentTypeOptions" in known else ""
        assert known["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31_536_000
        found[key] = said
    return found


def test_every_answer_has_the_headers_that_the_bridge_sets_and_may_reach_the_bucket_of_files(
    template: dict[str, Any],
) -> None:
    behaviours = [distribution(template)["DefaultCacheBehavior"], *distribution(template)["CacheBehaviors"]]
    found = policies(template)
    assert {one["ResponseHeadersPolicyId"]["Ref"] for one in behaviours} == found.keys()
    bucket = "https://guanjia-local-files-123456789012-cn-north-1.s3.cn-north-1.amazonaws.com.cn"
    for said in found.values():
        for name, value in SECURITY:
            assert said[name].replace(f" {bucket}", "") == value
        rules = dict(rule.strip().split(" ", 1) for rule in said["Content-Security-Policy"].split(";"))
        assert {rule for rule, places in rules.items() if bucket in places} == {"img-src", "media-src", "connect-src"}


def test_files_named_by_their_content_are_kept_for_ever_and_the_page_is_asked_for_each_time(
    template: dict[str, Any],
) -> None:
    by_path = {one["PathPattern"]: one for one in distribution(template)["CacheBehaviors"]}
    found = policies(template)
    assert found[by_path["/assets/*"]["ResponseHeadersPolicyId"]["Ref"]]["Cache-Control"].endswith("immutable")
    assert found["PageHeaders"]["Cache-Control"] == "no-cache"
    assert found["ApiHeaders"]["Cache-Control"] == "no-store"
    kept = clouds.of_type(template, "AWS::CloudFront::CachePolicy")[by_path["/api/*"]["CachePolicyId"]["Ref"]]
    assert {kept["CachePolicyConfig"][name] for name in ("MinTTL", "DefaultTTL", "MaxTTL")} == {0}


def test_the_api_lies_under_the_path_that_the_local_bridge_gives_it(template: dict[str, Any]) -> None:
    by_path = {one["PathPattern"]: one for one in distribution(template)["CacheBehaviors"]}
    (origin,) = (one for one in distribution(template)["Origins"] if one["Id"] == by_path["/api/*"]["TargetOriginId"])
    assert "OriginPath" not in origin
    assert template["Resources"]["RestAPI"]["Properties"]["StageName"] == "api"


@pytest.mark.parametrize(
    "path", ["/", "/bills", "/desk/tickets/01J9", "/index.html", "/assets/app-1a2b.js", "/a.b/c", "/sw.js", "/a/"]
)
def test_a_path_of_the_page_s_own_is_answered_as_the_bridge_answers_it(
    path: str, template: dict[str, Any], tmp_path: Path
) -> None:
    (paths,) = clouds.of_type(template, "AWS::CloudFront::Function").values()
    program = f"{paths['FunctionCode']}; console.log(handler({{request: {{uri: {json.dumps(path)}}}}}).uri)"
    ran = subprocess.run(["node", "-e", program], capture_output=True, text=True, check=True)
    rewritten = ran.stdout.strip()
    for name in ("index.html", "assets/app-1a2b.js", "sw.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    answer = Page(tmp_path).answer(path, accepts_gzip=False, known="")
    assert answer.body.decode().strip() == rewritten.removeprefix("/")


def test_nobody_calls_the_functions_but_the_cdn(template: dict[str, Any]) -> None:
    api = template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    methods = [method for path in api["paths"].values() for method in path.values()]
    assert len(methods) > 50
    assert all(method["security"] == [{"api_key": []}] for method in methods)
    (origin,) = (one for one in distribution(template)["Origins"] if one["Id"] == "api")
    (sent,) = origin["OriginCustomHeaders"]
    (key,) = clouds.of_type(template, "AWS::ApiGateway::ApiKey").values()
    assert (sent["HeaderName"], sent["HeaderValue"]) == ("X-Api-Key", key["Value"])


def test_every_header_that_the_functions_read_reaches_them(template: dict[str, Any]) -> None:
    read = {
        call.args[0].value
        for path in python("chalicelib")
        for called, call in calls(path)
        if called == "headers.get" and call.args and hasattr(call.args[0], "value")
    } - {"cookie"}
    assert {"origin", "x-guanjia", "idempotency-key", "wechatpay-signature"} <= read
    (asked,) = clouds.of_type(template, "AWS::CloudFront::OriginRequestPolicy").values()
    config = asked["OriginRequestPolicyConfig"]
    passed = {name.lower() for name in config["HeadersConfig"]["Headers"]}
    assert read <= passed
    environment = template["Globals"]["Function"]["Environment"]["Variables"]
    assert environment["GUANJIA_VIEWER_ADDRESS_HEADER"].lower() in passed
    assert len(passed) <= HEADERS_MOST
    assert config["CookiesConfig"] == {"CookieBehavior": "all"}


def test_api_gateway_takes_every_path_beside_its_neighbours(template: dict[str, Any]) -> None:
    """It refuses two names for the same part of a path."""
    names: dict[str, set[str]] = defaultdict(set)
    for path in template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"]:
        parts = path.split("/")
        for n, part in enumerate(parts):
            if part.startswith("{"):
                names["/".join(parts[:n])].add(part)
    assert {place: found for place, found in names.items() if len(found) > 1} == {}


def test_what_api_gateway_refuses_by_itself_is_a_problem_as_ours_are(template: dict[str, Any]) -> None:
    api = template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    for one in api["x-amazon-apigateway-gateway-responses"].values():
        body = json.loads(one["responseTemplates"]["application/json"])
        assert body.keys() == {"code", "status", "title", "facts", "request_id"}
        assert str(body["status"]) == one["statusCode"]


def test_every_setting_that_the_functions_read_is_given_and_no_other(template: dict[str, Any]) -> None:
    """But those of one machine: another engine, a file of secrets, the simulator of WeChat Pay."""
    local = {"GUANJIA_DYNAMODB_ENDPOINT", "GUANJIA_ENGINE", "GUANJIA_SECRETS_FILE", "GUANJIA_WECHAT_GATEWAY"}
    (config,) = (path for path in python("chalicelib/config.py"))
    source = config.read_text(encoding="utf-8")
    read = set(re.findall(r'environment\.get\("(GUANJIA_\w+)"', source))
    read |= {
        f"GUANJIA_WECHAT_{name}" for name in re.findall(r'"([A-Z_]+)"', source.split("names = (")[1].split(")")[0])
    }
    given = {name for name in template["Globals"]["Function"]["Environment"]["Variables"] if name.startswith("GUANJIA")}
    assert given == read - local
