"""Template = models = what the local runner makes: tables, keys, indexes, streams, time to live, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from chalicelib.db import rows
from chalicelib.db.rows import TABLES
from tests.builders import clouds
from tests.conftest import start_afresh
from tests.tidy.test_boundaries import every_row, table_of

REGION = "cn-north-1"
SAME = ("KeySchema", "AttributeDefinitions", "BillingModeSummary", "GlobalSecondaryIndexes", "LocalSecondaryIndexes")
LISTS = {"KeySchema": "KeyType", "AttributeDefinitions": "AttributeName"}


def by_name(template: dict[str, Any]) -> dict[str, Any]:
    tables = clouds.of_type(template, "AWS::DynamoDB::Table").values()
    return {str(clouds.resolved(one["TableName"])): one for one in tables}


@pytest.fixture
def cloud() -> Iterator[Any]:
    """An empty AWS; gives a DynamoDB client."""
    with mock_aws():
        start_afresh(None)
        yield boto3.client("dynamodb", REGION)
    start_afresh(None)


def shape(described: dict[str, Any]) -> dict[str, Any]:
    """What two tables must have in common."""
    found = {name: described.get(name) for name in SAME}
    for name, by in LISTS.items():
        found[name] = sorted(described[name], key=lambda one, by=by: one[by])  # type: ignore[misc]
    for name in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes"):
        found[name] = sorted((index(one) for one in described.get(name, ())), key=str)
    stream = described.get("StreamSpecification", {})
    return found | {"stream": stream.get("StreamViewType") if stream.get("StreamEnabled") else None}


def index(described: dict[str, Any]) -> dict[str, Any]:
    projection = dict(described["Projection"])
    projection["NonKeyAttributes"] = sorted(projection.get("NonKeyAttributes", ()))
    keys = sorted(described["KeySchema"], key=lambda one: str(one["KeyType"]))
    return {"name": described["IndexName"], "keys": keys, "projection": projection}


def made(client: Any, name: str, template: dict[str, Any]) -> dict[str, Any]:
    """The template's table, created as CloudFormation would."""
    wanted = dict(template)
    for other in ("PointInTimeRecoverySpecification", "TimeToLiveSpecification", "TableName"):
        wanted.pop(other, None)
    if "StreamSpecification" in wanted:
        wanted["StreamSpecification"] = {"StreamEnabled": True, **wanted["StreamSpecification"]}
    client.create_table(TableName=name, **wanted)
    described = shape(client.describe_table(TableName=name)["Table"])
    client.update_table(TableName=name, DeletionProtectionEnabled=False)
    client.delete_table(TableName=name)
    return described


def test_a_table_of_the_template_is_that_of_the_models_and_of_the_local_runner(
    cloud: Any, template: dict[str, Any]
) -> None:
    in_template = by_name(template)
    assert in_template.keys() == TABLES.keys()
    of_template = {name: made(cloud, name, table) for name, table in in_template.items()}
    rows.create_tables()
    of_models = {name: shape(cloud.describe_table(TableName=name)["Table"]) for name in TABLES}
    assert of_template == of_models


def test_the_engine_may_delete_exactly_the_rows_that_say_when(template: dict[str, Any]) -> None:
    with_ttl = {table_of(row) for row in every_row() if "ttl" in row.get_attributes()}
    told = {name: one.get("TimeToLiveSpecification") for name, one in by_name(template).items()}
    assert {name for name, ttl in told.items() if ttl} == with_ttl
    assert all(ttl == {"AttributeName": "ttl", "Enabled": True} for ttl in told.values() if ttl)


def test_no_table_can_be_lost_by_a_deployment_or_a_slip(template: dict[str, Any]) -> None:
    for table in by_name(template).values():
        assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert table["DeletionProtectionEnabled"] is True
    kept = {key for key, one in template["Resources"].items() if one.get("DeletionPolicy") == "Retain"}
    assert clouds.of_type(template, "AWS::DynamoDB::Table").keys() | {"FilesBucket"} <= kept
    assert all(template["Resources"][key]["UpdateReplacePolicy"] == "Retain" for key in kept)
