"""Roles: each function may do what its shape says, on what the template makes, and nobody may change the journal."""

from __future__ import annotations

from typing import Any

import pytest

from infra.package.shapes import SHAPES
from tests.builders import clouds

CHANGES = ("ConditionCheckItem", "DeleteItem", "PutItem", "UpdateItem")
BEYOND = ("BatchWriteItem", "DeleteTable", "PartiQLInsert", "PartiQLUpdate", "Scan", "UpdateTable")


def of(template: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return clouds.statements(template, clouds.functions(template)[name])


@pytest.mark.parametrize("name", SHAPES)
def test_an_entry_is_put_inside_a_transaction_and_never_changed_by(name: str, template: dict[str, Any]) -> None:
    told, journal = of(template, name), "JournalTable.Arn"
    writes = "journal" in SHAPES[name].writes
    assert clouds.allows(told, "dynamodb:PutItem", journal, enclosed_by="TransactWriteItems") is writes
    assert not clouds.allows(told, "dynamodb:PutItem", journal)
    for action in (*CHANGES, *BEYOND):
        if action != "PutItem":
            assert not clouds.allows(told, f"dynamodb:{action}", journal, enclosed_by="TransactWriteItems")


@pytest.mark.parametrize("name", SHAPES)
def test_no_role_holds_a_wildcard_but_for_files_below_their_prefix_and_for_phones(
    name: str, template: dict[str, Any]
) -> None:
    for one in of(template, name):
        assert all("*" not in action for action in one["Action"])
        for place in clouds.resolved(one.get("Resource", ())):
            assert "*" not in place or (place.startswith("FilesBucket.Arn/") and place.endswith("/*"))
        assert "NotResource" not in one or one["Action"] == ["sns:Publish"]


@pytest.mark.parametrize("name", SHAPES)
def test_a_role_writes_the_tables_of_its_shape_and_reads_no_other_than_those(
    name: str, template: dict[str, Any]
) -> None:
    told, shape = of(template, name), SHAPES[name]
    for key in clouds.of_type(template, "AWS::DynamoDB::Table"):
        table, place = key.removesuffix("Table").lower(), f"{key}.Arn"
        if table != "journal":
            assert clouds.allows(told, "dynamodb:UpdateItem", place) is (table in shape.writes)
        assert clouds.allows(told, "dynamodb:Query", place) is (table in shape.writes | shape.reads)


def test_every_arn_in_a_role_is_of_something_that_the_template_makes(template: dict[str, Any]) -> None:
    for name in SHAPES:
        for one in of(template, name):
            for place in clouds.resolved(one.get("Resource", ())):
                assert place.startswith("arn:") or place.partition(".")[0] in template["Resources"]


def test_only_those_who_hear_or_sign_in_may_send_messages_and_only_while_somebody_sends_them(
    template: dict[str, Any],
) -> None:
    for name, shape in SHAPES.items():
        told = [one for one in of(template, name) if one["Action"] == ["sns:Publish"]]
        assert len(told) == shape.sends_sms
    conditional = str(template["Resources"]["HttpRole"]).count("'Fn::If': ['HasSms'")
    assert conditional == 1
