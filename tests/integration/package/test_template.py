"""The template: clean, whole, and nothing in it without its alarm, its dead letters, its log and its role."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from chalicelib.core import clock
from chalicelib.edge.jobs import JOBS
from chalicelib.edge.schedules import Every
from infra.package.shapes import SHAPES
from tests.builders import clouds, crons

REGION = "cn-north-1"
LEAST_LOG_DAYS = 184
SCHEDULED = {name.replace(".", "_"): one.schedule for name, one in JOBS.items() if one.schedule}
IN_MOTO = {"AWS::DynamoDB::Table", "AWS::SQS::Queue", "AWS::S3::Bucket", "AWS::SNS::Topic"}


def lint(file: Path, *regions: str) -> set[str]:
    """What cfn-lint says of the template in these regions, without where it stands."""
    argv = [str(Path(sys.executable).parent / "cfn-lint"), "--regions", *regions, "--", str(file)]
    ran = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    return {line for line in ran.stdout.splitlines() if line and not line.startswith(str(file))}


def test_the_template_has_nothing_that_cfn_lint_minds(template_file: Path) -> None:
    assert lint(template_file, "ap-east-1", "ap-southeast-1", "eu-central-1", "us-east-1") == set()


def test_china_s_regions_lack_two_kinds_of_resource_and_no_other(template_file: Path) -> None:
    lacking = {
        f"E3006 Resource type 'AWS::CloudFront::{kind}' does not exist in '{region}'"
        for kind in ("Function", "OriginAccessControl")
        for region in ("cn-north-1", "cn-northwest-1")
    }
    assert lint(template_file, "cn-north-1", "cn-northwest-1") == lacking


def test_a_deployment_is_refused_that_would_be_one_machine_or_half_a_merchant(template: dict[str, Any]) -> None:
    asserted = str(template["Rules"])
    for name in ("Stage", "CertificateArn", "WechatMchid", "WechatSerial", "WechatPublicKeyId"):
        assert f"{{'Ref': '{name}'}}" in asserted
    assert template["Rules"]["NotOneMachine"]["Assertions"][0]["Assert"] == {
        "Fn::Not": [{"Fn::Equals": [{"Ref": "Stage"}, "local"]}]
    }


def test_every_scheduled_job_comes_in_shanghai_when_its_schedule_says(template: dict[str, Any]) -> None:
    told = {}
    for name, function in clouds.functions(template).items():
        for event in function.get("Events", {}).values():
            if event["Type"] == "Schedule":
                told[name] = event["Properties"]["Schedule"]
    assert told.keys() == SCHEDULED.keys()
    at = datetime(2026, 12, 31, 12, tzinfo=clock.SHANGHAI)
    for name, schedule in SCHEDULED.items():
        if isinstance(schedule, Every):
            assert crons.minutes(told[name]) == schedule.minutes
        else:
            first = next(crons.firings(told[name], at, at + timedelta(days=40)))
            assert first == schedule.next(at)
            assert first.astimezone(clock.SHANGHAI).hour == schedule.hour


def test_every_function_has_its_shape_and_no_shape_is_without_its_function(template: dict[str, Any]) -> None:
    functions = clouds.functions(template)
    assert functions.keys() == SHAPES.keys() == SCHEDULED.keys() | {"http", "work", "hear"}
    for name, one in functions.items():
        assert (one["MemorySize"], one["Timeout"]) == (SHAPES[name].memory_mb, SHAPES[name].timeout_seconds)


def test_every_function_has_its_own_role_log_and_alarm(template: dict[str, Any]) -> None:
    functions = clouds.functions(template)
    assert len({str(one["Role"]) for one in functions.values()}) == len(functions)
    logs = clouds.of_type(template, "AWS::Logs::LogGroup")
    watched = [
        clouds.resolved(dimension["Value"])
        for alarm in clouds.of_type(template, "AWS::CloudWatch::Alarm").values()
        if alarm.get("MetricName") == "Errors"
        for dimension in alarm["Dimensions"]
    ]
    for name, one in functions.items():
        log = logs[one["LoggingConfig"]["LogGroup"]["Ref"]]
        assert clouds.resolved(log["LogGroupName"]) == f"/aws/lambda/guanjia-{clouds.STAGE}-{name}"
        assert log["RetentionInDays"] >= LEAST_LOG_DAYS
        assert watched.count(f"guanjia-{clouds.STAGE}-{name}") == 1


def test_every_alarm_is_told_and_says_where_to_read_on(template: dict[str, Any]) -> None:
    alarms = clouds.of_type(template, "AWS::CloudWatch::Alarm").values()
    assert all(alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}] for alarm in alarms)
    assert all("infra/runbook.md" in alarm["AlarmDescription"] for alarm in alarms)
    assert len({clouds.resolved(alarm["AlarmName"]) for alarm in alarms}) == len(alarms)


def test_a_sweep_that_does_not_come_is_told(template: dict[str, Any]) -> None:
    silent = clouds.of_type(template, "AWS::CloudWatch::Alarm")["SweepsSilentAlarm"]
    measured = [
        one["MetricStat"]["Metric"]["Dimensions"][0]["Value"] for one in silent["Metrics"] if "MetricStat" in one
    ]
    minutely = {name for name, schedule in SCHEDULED.items() if isinstance(schedule, Every) and schedule.minutes == 1}
    assert {str(clouds.resolved(one)).removeprefix("guanjia-local-") for one in measured} == minutely
    assert silent["TreatMissingData"] == "breaching"


def test_every_queue_has_its_dead_letters_and_its_alarm(template: dict[str, Any]) -> None:
    queues = clouds.of_type(template, "AWS::SQS::Queue")
    dead = {key for key in queues if key.endswith("DeadLetters")}
    watched = {
        dimension["Value"]["Fn::GetAtt"][0]
        for alarm in clouds.of_type(template, "AWS::CloudWatch::Alarm").values()
        for dimension in alarm.get("Dimensions", ())
        if dimension["Name"] == "QueueName"
    }
    assert watched == queues.keys()
    for key, queue in queues.items():
        assert queue["MessageRetentionPeriod"] == 14 * 86_400
        if key not in dead:
            assert queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0] in dead
            assert queue["RedrivePolicy"]["maxReceiveCount"] == 5


def test_a_job_of_the_queue_is_hidden_for_longer_than_its_worker_has(template: dict[str, Any]) -> None:
    work, queue = clouds.functions(template)["work"], clouds.of_type(template, "AWS::SQS::Queue")["WorkQueue"]
    assert queue["VisibilityTimeout"] > work["Timeout"]
    (event,) = work["Events"].values()
    assert event["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert 1 <= event["Properties"]["BatchSize"] <= 10
    assert (
        event["Properties"]["ScalingConfig"]["MaximumConcurrency"] == work["ReservedConcurrentExecutions"]["Fn::If"][1]
    )


def test_the_journal_is_heard_from_its_beginning_and_what_cannot_be_heard_is_kept(template: dict[str, Any]) -> None:
    (event,) = clouds.functions(template)["hear"]["Events"].values()
    told = event["Properties"]
    assert told["Stream"] == {"Fn::GetAtt": ["JournalTable", "StreamArn"]}
    assert told["StartingPosition"] == "TRIM_HORIZON"
    assert told["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert told["BisectBatchOnFunctionError"] is True
    assert told["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0] == "HearDeadLetters"


def test_what_comes_once_a_day_or_month_is_tried_again_and_then_kept(template: dict[str, Any]) -> None:
    for name, schedule in SCHEDULED.items():
        tries = clouds.functions(template)[name]["EventInvokeConfig"]
        if isinstance(schedule, Every):
            assert tries["MaximumRetryAttempts"] == 0
        else:
            assert tries["MaximumRetryAttempts"] == 2
            assert tries["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0] == "TriggerDeadLetters"


@pytest.fixture
def stack(template: dict[str, Any]) -> Any:
    """What moto knows of the template, created by its CloudFormation."""
    kept = {key: one for key, one in template["Resources"].items() if one["Type"] in IN_MOTO}
    part = {name: template[name] for name in ("Parameters", "Conditions")} | {"Resources": kept}
    with mock_aws():
        boto3.client("cloudformation", REGION).create_stack(
            StackName="guanjia",
            TemplateBody=json.dumps(part),
            Parameters=[
                {"ParameterKey": name, "ParameterValue": value}
                for name, value in {"Stage": "local", "Domain": "wuye.example.com"}.items()
            ],
        )
        yield part


def test_tables_queues_buckets_and_the_topic_can_be_created(stack: dict[str, Any]) -> None:
    tables = boto3.client("dynamodb", REGION)
    names = {clouds.resolved(one["TableName"]) for one in clouds.of_type(stack, "AWS::DynamoDB::Table").values()}
    assert set(tables.list_tables()["TableNames"]) == names
    journal = tables.describe_table(TableName="guanjia-local-journal")["Table"]
    assert journal["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    queues = boto3.client("sqs", REGION)
    url = queues.get_queue_url(QueueName="guanjia-local-work")["QueueUrl"]
    policy = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"])["Attributes"]["RedrivePolicy"]
    assert json.loads(policy)["deadLetterTargetArn"].endswith(":guanjia-local-work-dead")
    assert len(queues.list_queues()["QueueUrls"]) == 4
    assert len(boto3.client("sns", REGION).list_topics()["Topics"]) == 1


def test_the_bucket_of_files_is_private_versioned_and_forgets_what_waits_to_be_checked(stack: dict[str, Any]) -> None:
    names = sorted(one["Name"] for one in boto3.client("s3", REGION).list_buckets()["Buckets"])
    assert names == [f"guanjia-local-{one}-123456789012-{REGION}" for one in ("files", "page")]
    files = stack["Resources"]["FilesBucket"]["Properties"]
    assert files["VersioningConfiguration"] == {"Status": "Enabled"}
    for bucket in clouds.of_type(stack, "AWS::S3::Bucket").values():
        assert len(bucket["PublicAccessBlockConfiguration"]) == 4
        assert all(bucket["PublicAccessBlockConfiguration"].values())
    (cors,) = files["CorsConfiguration"]["CorsRules"]
    assert cors["AllowedOrigins"][0]["Fn::If"][0] == "HasDomain"
    days = {rule.get("Prefix"): rule.get("ExpirationInDays") for rule in files["LifecycleConfiguration"]["Rules"]}
    assert days == {"uploads/": 2, "receipts/": 1, "templates/": 1, "imports/": 90, None: None}
