"""Each function's role: its own log, the tables, files and queues that its shape names, and nothing else.

The journal's rule: an entry is put, inside a transaction, and read; no role may change or delete one. (That it is never
put over another is the sole writer's condition; IAM cannot ask for one.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from infra.package.shapes import JOURNAL, Shape

Statement = dict[str, Any]

READ: Final = ("BatchGetItem", "GetItem", "Query")
WRITE: Final = ("ConditionCheckItem", "DeleteItem", "PutItem", "UpdateItem")
_TRUST: Final = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"},
    ],
}


def role(shape: Shape, *, logs: str, tables: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The role of a function with this shape. `tables` are the template's, by the names that shapes use."""
    statements = [
        _allow(["logs:CreateLogStream", "logs:PutLogEvents"], [_arn(logs)]),
        *_tables(shape, tables),
        *_files(shape.files),
        *_messages(shape),
    ]
    policy = {"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17", "Statement": statements}}
    return {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": _TRUST, "Policies": [policy]}}


def _tables(shape: Shape, tables: Mapping[str, Mapping[str, Any]]) -> Iterable[Statement]:
    read = sorted(shape.reads | shape.writes)
    yield _allow(_dynamodb(READ), [place for name in read for place in _places(name, tables[name])])
    if written := sorted(shape.writes - {JOURNAL}):
        yield _allow(_dynamodb(WRITE), [_table(name) for name in written])
    if JOURNAL in shape.writes:
        only_in = {"ForAnyValue:StringEquals": {"dynamodb:EnclosingOperation": ["TransactWriteItems"]}}
        yield {**_allow(["dynamodb:PutItem"], [_table(JOURNAL)]), "Condition": only_in}
    if shape.follows_journal:
        actions = _dynamodb(("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"))
        yield _allow(actions, [{"Fn::GetAtt": [logical(JOURNAL), "StreamArn"]}])


def _files(prefixes: Mapping[str, tuple[str, ...]]) -> Iterable[Statement]:
    for prefix, verbs in prefixes.items():
        yield _allow([f"s3:{verb}Object" for verb in verbs], [{"Fn::Sub": f"${{FilesBucket.Arn}}/{prefix}/*"}])


def _messages(shape: Shape) -> Iterable[Statement]:
    secrets = "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/guanjia/${Stage}/secrets"
    yield _allow(["ssm:GetParameter"], [{"Fn::Sub": secrets}])
    if shape.enqueues:
        yield _allow(["sqs:SendMessage"], [_arn("WorkQueue")])
    if shape.works:
        yield _allow(["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"], [_arn("WorkQueue")])
    if shape.dead_letters:
        yield _allow(["sqs:SendMessage"], [_arn(shape.dead_letters)])
    if shape.sends_sms:  # a phone has no ARN: whatever is no topic
        topics = {"Fn::Sub": "arn:${AWS::Partition}:sns:*:*:*"}
        phones = {"Effect": "Allow", "Action": ["sns:Publish"], "NotResource": [topics]}
        yield {"Fn::If": ["HasSms", phones, {"Ref": "AWS::NoValue"}]}


def logical(table: str) -> str:
    """A table's name in the template."""
    return f"{table.capitalize()}Table"


def _places(name: str, table: Mapping[str, Any]) -> list[Any]:
    properties = table["Properties"]
    indexes = [*properties.get("GlobalSecondaryIndexes", ()), *properties.get("LocalSecondaryIndexes", ())]
    named = [{"Fn::Sub": f"${{{logical(name)}.Arn}}/index/{index['IndexName']}"} for index in indexes]
    return [_table(name), *named]


def _table(name: str) -> Any:
    return _arn(logical(name))


def _arn(resource: str) -> Any:
    return {"Fn::GetAtt": [resource, "Arn"]}


def _dynamodb(verbs: Iterable[str]) -> list[str]:
    return [f"dynamodb:{verb}" for verb in verbs]


def _allow(actions: list[str], resources: list[Any]) -> Statement:
    return {"Effect": "Allow", "Action": actions, "Resource": resources}
