"""Alarms: every function's failures, every queue's dead letters, work that waits, sweeps that do not come, faults.

Each goes to one topic. `infra/runbook.md` says for each, by its name, what it means and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

Alarm = dict[str, Any]

_MINUTE: Final = 60
_FIVE_MINUTES: Final = 300
_QUARTER: Final = 900
_SWEEPS_MOST: Final = 10  # metrics in one alarm


def of_function(name: str, *, is_sweep: bool) -> Alarm:
    """A failure. Of what comes again within a minute only failures for a quarter of an hour."""
    periods = 3 if is_sweep else 1
    counted = _metric("AWS/Lambda", "Errors", {"FunctionName": _named(name)}, "Sum", _FIVE_MINUTES)
    return _alarm(f"errors-{name}", f"{name} failed", counted, at_least=1, periods=periods)


def of_dead_letters(queue: str, name: str) -> Alarm:
    """Something was given up; a person must see to it."""
    size = "ApproximateNumberOfMessagesVisible"
    counted = _metric("AWS/SQS", size, {"QueueName": _attribute(queue, "QueueName")}, "Maximum", _MINUTE)
    return _alarm(name, "Work was given up after its tries and waits for a person", counted, at_least=1)


def others(sweeps: Iterable[str]) -> Mapping[str, Alarm]:
    """What is watched beside each function and each queue of dead letters, by the name in the template."""
    age = _metric(
        "AWS/SQS",
        "ApproximateAgeOfOldestMessage",
        {"QueueName": _attribute("WorkQueue", "QueueName")},
        "Maximum",
        _FIVE_MINUTES,
    )
    behind = _metric("AWS/Lambda", "IteratorAge", {"FunctionName": _named("hear")}, "Maximum", _FIVE_MINUTES)
    faults = _metric(
        "AWS/ApiGateway", "5XXError", {"ApiName": {"Fn::Sub": "guanjia-${Stage}"}, "Stage": "api"}, "Sum", _FIVE_MINUTES
    )
    return {
        "WorkWaitsAlarm": _alarm("work-waits", "A job has waited for an hour", age, at_least=3_600),
        "HearBehindAlarm": _alarm(
            "hear-behind", "The journal is heard ten minutes late: messages to owners too", behind, at_least=600_000
        ),
        "ApiFaultsAlarm": _alarm("api-faults", "Pages were answered with a fault", faults, at_least=3),
        "SweepsSilentAlarm": _silent(sorted(sweeps)),
    }


def _silent(sweeps: list[str]) -> Alarm:
    """No trigger of some sweep came in a quarter of an hour: promises would break unseen."""
    assert 0 < len(sweeps) < _SWEEPS_MOST, sweeps  # noqa: S101
    counted = [
        {
            "Id": f"m{n}",
            "ReturnData": False,
            "MetricStat": {
                "Metric": {
                    "Namespace": "AWS/Lambda",
                    "MetricName": "Invocations",
                    "Dimensions": [{"Name": "FunctionName", "Value": _named(name)}],
                },
                "Stat": "Sum",
                "Period": _QUARTER,
            },
        }
        for n, name in enumerate(sweeps)
    ]
    filled = ", ".join(f"FILL(m{n}, 0)" for n in range(len(sweeps)))
    least = {"Id": "least", "Expression": f"MIN([{filled}])", "ReturnData": True}
    alarm = _alarm("sweeps-silent", "Some sweep did not run for a quarter of an hour", {"Metrics": [*counted, least]})
    alarm["Properties"] |= {"ComparisonOperator": "LessThanThreshold", "Threshold": 1, "TreatMissingData": "breaching"}
    return alarm


def _metric(namespace: str, name: str, of: Mapping[str, Any], statistic: str, seconds: int) -> dict[str, Any]:
    dimensions = [{"Name": key, "Value": value} for key, value in of.items()]
    return {
        "Namespace": namespace,
        "MetricName": name,
        "Dimensions": dimensions,
        "Statistic": statistic,
        "Period": seconds,
    }


def _alarm(name: str, says: str, metric: Mapping[str, Any], *, at_least: int = 1, periods: int = 1) -> Alarm:
    properties = {
        "AlarmName": _named(name),
        "AlarmDescription": f"{says}. See infra/runbook.md.",
        "AlarmActions": [{"Ref": "AlarmTopic"}],
        "OKActions": [{"Ref": "AlarmTopic"}],
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "Threshold": at_least,
        "EvaluationPeriods": periods,
        "TreatMissingData": "notBreaching",
        **metric,
    }
    return {"Type": "AWS::CloudWatch::Alarm", "Properties": properties}


def _named(name: str) -> dict[str, str]:
    return {"Fn::Sub": f"guanjia-${{Stage}}-{name}"}


def _attribute(resource: str, attribute: str) -> dict[str, list[str]]:
    return {"Fn::GetAtt": [resource, attribute]}
