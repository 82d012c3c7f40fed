"""The HTTP side of the template: who may call the API, what a refusal of API Gateway's own looks like, and the security
headers of every answer.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from chalicelib.edge.problems import Problem
from infra.headers import SECURITY, csp

_FILES: Final = "https://guanjia-${Stage}-files-${AWS::AccountId}-${AWS::Region}.s3.${AWS::Region}.${AWS::URLSuffix}"
_HTTP: Final = "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:guanjia-${Stage}-http"
_YEAR_SECONDS: Final = 31_536_000
_REFUSALS: Final = {  # by API Gateway, before any function is asked: (status, code of the problem)
    "MISSING_AUTHENTICATION_TOKEN": (404, "not_found"),  # so it calls a path that it does not know
    "INVALID_API_KEY": (403, "forbidden"),
    "REQUEST_TOO_LARGE": (413, "too_large"),
    "THROTTLED": (429, "too_many"),
    "QUOTA_EXCEEDED": (429, "too_many"),
    "DEFAULT_4XX": (400, "malformed"),
    "DEFAULT_5XX": (503, "unavailable"),
}
_KEPT: Final = {
    "PageHeaders": ("page", "no-cache", True),
    "AssetHeaders": ("assets", f"public, max-age={_YEAR_SECONDS}, immutable", True),
    "ApiHeaders": ("api", "no-store", False),
}
"""By policy: its name, what it says of keeping an answer, and whether that goes before what the origin says."""


def behind_cdn(api: dict[str, Any]) -> None:
    """Have Chalice's API take calls with the CDN's key only, limit them, and refuse in our words.

    It names its function instead of pointing at it: the function's settings hold the page's origin, that of the CDN
    before this API, and nothing can be made in a circle.
    """
    api["EndpointConfiguration"] = {"Type": "REGIONAL"}
    api["Name"] = {"Fn::Sub": "guanjia-${Stage}"}
    throttled = {"ThrottlingRateLimit": 100, "ThrottlingBurstLimit": 200}
    api["MethodSettings"] = [{"ResourcePath": "/*", "HttpMethod": "*", **throttled}]
    described = api["DefinitionBody"]
    described["info"]["title"] = api["Name"]
    described["securityDefinitions"] = {"api_key": {"type": "apiKey", "name": "x-api-key", "in": "header"}}
    for methods in described["paths"].values():
        for method in methods.values():
            method["security"] = [{"api_key": []}]
            uri = method["x-amazon-apigateway-integration"]["uri"]
            uri["Fn::Sub"] = uri["Fn::Sub"].replace("${APIHandler.Arn}", _HTTP)
    described["x-amazon-apigateway-gateway-responses"] = {kind: _refusal(*as_) for kind, as_ in _REFUSALS.items()}


def _refusal(status: int, code: str) -> dict[str, Any]:
    body = msgspec.json.encode(Problem(code, status, code.replace("_", " "), {}, "$context.requestId")).decode()
    return {
        "statusCode": str(status),
        "responseParameters": {"gatewayresponse.header.Cache-Control": "'no-store'"},
        "responseTemplates": {"application/json": body},
    }


def headers() -> dict[str, Any]:
    """The CDN's policies, one for each kind of answer."""
    return {logical: _policy(*of) for logical, of in _KEPT.items()}


def _policy(name: str, keeping: str, is_ours: bool) -> dict[str, Any]:
    said = dict(SECURITY)
    known = {
        "ContentSecurityPolicy": {"ContentSecurityPolicy": {"Fn::Sub": csp(_FILES)}, "Override": True},
        "ContentTypeOptions": {"Override": True},
        "ReferrerPolicy": {"ReferrerPolicy": said["Referrer-Policy"], "Override": True},
        "StrictTransportSecurity": {"AccessControlMaxAgeSec": _YEAR_SECONDS, "Override": True},
    }
    by_name = [name for name in said if name.startswith(("Permissions-", "Cross-Origin-"))]
    custom = [{"Header": name, "Value": said[name], "Override": True} for name in by_name]
    custom.append({"Header": "Cache-Control", "Value": keeping, "Override": is_ours})
    config = {
        "Name": {"Fn::Sub": f"guanjia-${{Stage}}-{name}-${{AWS::Region}}"},
        "SecurityHeadersConfig": known,
        "CustomHeadersConfig": {"Items": custom},
    }
    return {"Type": "AWS::CloudFront::ResponseHeadersPolicy", "Properties": {"ResponseHeadersPolicyConfig": config}}
