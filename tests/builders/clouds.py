"""Reads a CloudFormation template as its tests ask of it: by type, by name, and with its short references resolved."""

from __future__ import annotations

import re
from typing import Any

Template = dict[str, Any]

STAGE = "local"
"""The tests' own stage, so that the template's tables have the names of the models' tables."""
KNOWN = {
    "AWS::AccountId": "123456789012",
    "AWS::Region": "cn-north-1",
    "AWS::Partition": "aws-cn",
    "AWS::URLSuffix": "amazonaws.com.cn",
    "Stage": STAGE,
}


def of_type(template: Template, kind: str) -> dict[str, Template]:
    """The resources of one type, by their names in the template; gives their properties."""
    return {key: one["Properties"] for key, one in template["Resources"].items() if one["Type"] == kind}


def functions(template: Template) -> dict[str, Template]:
    """The functions by the names that they have in AWS, without stage."""
    found = of_type(template, "AWS::Serverless::Function").values()
    return {str(resolved(one["FunctionName"])).removeprefix(f"guanjia-{STAGE}-"): one for one in found}


def resolved(value: Any) -> Any:
    """Text with its `${…}` filled in; a reference to another resource as `name` or `name.attribute`."""
    if isinstance(value, list):
        return [resolved(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "Fn::Sub" in value:
        return re.sub(r"\$\{([^}]+)\}", lambda found: KNOWN.get(found[1], found[1]), value["Fn::Sub"])
    if "Fn::GetAtt" in value:
        return ".".join(value["Fn::GetAtt"])
    if "Ref" in value:
        return KNOWN.get(value["Ref"], value["Ref"])
    return {key: resolved(one) for key, one in value.items()}


def statements(template: Template, function: Template) -> list[Template]:
    """What a function's role allows, the conditional statements as if their condition held."""
    role = template["Resources"][function["Role"]["Fn::GetAtt"][0]]["Properties"]
    assert list(role) == ["AssumeRolePolicyDocument", "Policies"], "a role has its own policy and no other"
    found = [one for policy in role["Policies"] for one in policy["PolicyDocument"]["Statement"]]
    return [one["Fn::If"][1] if "Fn::If" in one else one for one in found]


def allows(told: list[Template], action: str, place: str, *, enclosed_by: str = "") -> bool:
    """Whether these statements let a role do `action` on `place`, perhaps only inside a transaction."""
    return any(
        action in one["Action"] and place in resolved(one.get("Resource", ())) and _holds(one, enclosed_by)
        for one in told
        if one["Effect"] == "Allow"
    )


def _holds(statement: Template, enclosed_by: str) -> bool:
    condition = statement.get("Condition")
    only_in = {"ForAnyValue:StringEquals": {"dynamodb:EnclosingOperation": ["TransactWriteItems"]}}
    assert condition in (None, only_in), "a condition that this reader does not know"
    return condition is None or enclosed_by == "TransactWriteItems"
