"""The template: Chalice's functions and API, `infra/resources.yaml`, and what follows from them for each function."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from chalice.package import YAMLTemplateSerializer

from chalicelib import wiring
from chalicelib.edge.jobs import JOBS
from chalicelib.edge.schedules import Every
from infra.package import alarms, http, made, packages, roles
from infra.package.shapes import KEPT_LOG_DAYS, SHAPES, SWEEP_MINUTES, WORKERS, Shape

Template = dict[str, Any]

assert wiring.JOB_MODULES  # noqa: S101 - every job is registered

RESOURCES: Final = Path(__file__).parents[1] / "resources.yaml"
ARCHITECTURE: Final = "x86_64"
_SECTIONS: Final = ("Parameters", "Rules", "Conditions", "Globals")
_HTTP: Final = "APIHandler"
JOBS_BY_FUNCTION: Final = {name.replace(".", "_"): one.schedule for name, one in JOBS.items() if one.schedule}


def template(root: Path, code: str) -> Template:
    """The whole template of the project at `root`; `code` is the zip's path as the template's reader sees it."""
    whole, ours = made.template(root), resources()
    functions = named_functions(whole)
    if different := functions.keys() ^ SHAPES.keys():
        raise ValueError(f"functions and infra/package/shapes.py differ in {sorted(different)}")
    for name, function in functions.items():
        _fill(function, name, SHAPES[name], code)
    http.behind_cdn(whole["Resources"]["RestAPI"]["Properties"])
    for section in _SECTIONS:
        whole[section] = ours[section]
    whole["Outputs"] = ours["Outputs"]
    whole["Resources"] |= ours["Resources"] | http.headers() | _around(functions, whole["Resources"], ours["Resources"])
    return {"Description": "Guanjia: what a residential property office runs on", **whole}


def write(whole: Template, path: Path) -> None:
    """Keep the template as JSON, the same for the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


def resources() -> Template:
    """What stands in `infra/resources.yaml`, its short forms written out."""
    found: Template = YAMLTemplateSerializer().load_template(RESOURCES.read_text(encoding="utf-8"))
    return {name: part for name, part in found.items() if name != "Shared"}


def named_functions(whole: Template) -> dict[str, Template]:
    """The template's functions by their short names."""
    found = {key: one for key, one in whole["Resources"].items() if one["Type"] == "AWS::Serverless::Function"}
    return {"http" if key == _HTTP else _name(one): one for key, one in found.items()}


def _name(function: Template) -> str:
    return str(function["Properties"]["Handler"]).rpartition(".")[2]


def _fill(function: Template, name: str, shape: Shape, code: str) -> None:
    """What Chalice leaves out or does not know."""
    properties = function["Properties"]
    properties |= {
        "FunctionName": {"Fn::Sub": f"guanjia-${{Stage}}-{name}"},
        "Runtime": packages.RUNTIME,
        "Architectures": [ARCHITECTURE],
        "CodeUri": code,
        "MemorySize": shape.memory_mb,
        "Timeout": shape.timeout_seconds,
        "Role": {"Fn::GetAtt": [f"{_logical(name)}Role", "Arn"]},
        "LoggingConfig": {"LogGroup": {"Ref": f"{_logical(name)}Logs"}},
    }
    del properties["Tags"]
    for event in properties.get("Events", {}).values():
        _fill_event(event, shape)
    if name in JOBS_BY_FUNCTION:
        properties["EventInvokeConfig"] = _tries(name, shape)
    if shape.works:
        workers = {"Fn::If": ["ReservesConcurrency", WORKERS, {"Ref": "AWS::NoValue"}]}
        properties["ReservedConcurrentExecutions"] = workers


def _tries(name: str, shape: Shape) -> Template:
    """A sweep comes again by itself; what comes once a day or month is tried thrice, then left to a person."""
    if not shape.dead_letters:
        return {"MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 60}
    kept = {"Type": "SQS", "Destination": {"Fn::GetAtt": [shape.dead_letters, "Arn"]}}
    return {"MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 21_600, "DestinationConfig": {"OnFailure": kept}}


def _fill_event(event: Template, shape: Shape) -> None:
    properties = event["Properties"]
    if event["Type"] == "SQS":  # one job a call: one that takes too long takes no other with it
        concurrency = {"MaximumConcurrency": WORKERS}
        properties |= {"FunctionResponseTypes": ["ReportBatchItemFailures"], "ScalingConfig": concurrency}
    elif event["Type"] == "DynamoDB":
        properties |= {
            "FunctionResponseTypes": ["ReportBatchItemFailures"],
            "StartingPosition": "TRIM_HORIZON",
            "BisectBatchOnFunctionError": True,
            "MaximumRecordAgeInSeconds": 43_200,  # half of what the stream keeps: time to look at what is given up
            "DestinationConfig": {"OnFailure": {"Destination": {"Fn::GetAtt": [shape.dead_letters, "Arn"]}}},
        }


def _around(functions: dict[str, Template], made_: Template, ours: Template) -> Template:
    """Each function's role, log and alarm; each queue's alarm; and what is watched as a whole."""
    tables = {
        name: ours[roles.logical(name)] for name in sorted({t for s in SHAPES.values() for t in s.reads | s.writes})
    }
    sweeps = {name for name, schedule in JOBS_BY_FUNCTION.items() if _is_sweep(schedule)}
    found: Template = {}
    for name in functions:
        logical = _logical(name)
        found[f"{logical}Role"] = roles.role(SHAPES[name], logs=f"{logical}Logs", tables=tables)
        found[f"{logical}Logs"] = _log(name)
        found[f"{logical}Alarm"] = alarms.of_function(name, is_sweep=name in sweeps)
    dead = {key: one["Properties"]["QueueName"] for key, one in ours.items() if key.endswith("DeadLetters")}
    for key, queue in dead.items():
        found[f"{key}Alarm"] = alarms.of_dead_letters(key, queue["Fn::Sub"].removeprefix("guanjia-${Stage}-"))
    return found | dict(alarms.others(sweeps))


def _log(name: str) -> Template:
    properties = {
        "LogGroupName": {"Fn::Sub": f"/aws/lambda/guanjia-${{Stage}}-{name}"},
        "RetentionInDays": KEPT_LOG_DAYS,
    }
    return {
        "Type": "AWS::Logs::LogGroup",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": properties,
    }


def _is_sweep(schedule: object) -> bool:
    return isinstance(schedule, Every) and schedule.minutes <= SWEEP_MINUTES


def _logical(name: str) -> str:
    """billing_monthly_run → BillingMonthlyRun."""
    return "".join(word.capitalize() for word in name.split("_"))
