"""Repeats executions of state machines in the interpreter of ministack, with the recorded answers of AWS.

Usage: run_executions.py EXECUTIONS. The first engine is the walker of the unit tests (test/support/state-machines.ts).
This one evaluates JSONata with another implementation, and has its own states, retriers, and catchers.
"""

import copy
import json
import sys
import threading
import types

from ministack.services import stepfunctions

ARN = "arn:aws:states:us-east-1:111122223333:stateMachine:machine"
# An execution waits for hours. No wait is real.
stepfunctions.time = types.SimpleNamespace(sleep=lambda _: None, time=stepfunctions.time.time)


class Answers:
    """The recorded answers, by the operation and the arguments, each in order."""

    def __init__(self, answers):
        self.waiting, self.calls, self.lock = list(answers), [], threading.Lock()

    def answer(self, resource, arguments):
        operation = ":".join(resource.split(":")[-2:])
        with self.lock:
            self.calls.append([operation, arguments])
            for index, known in enumerate(self.waiting):
                if known["operation"] == operation and known["args"] == arguments:
                    del self.waiting[index]
                    if "error" in known:
                        raise stepfunctions._ExecutionError(known["error"], known["error"])
                    return copy.deepcopy(known.get("answer", {}))
        raise stepfunctions._ExecutionError("Unexpected", f"{operation} with {json.dumps(arguments)}")


def end_of(execution):
    """How an execution ends in ministack."""
    answers = Answers(execution["answers"])
    stepfunctions._invoke_resource = answers.answer
    name = "run"
    stepfunctions._state_machines[ARN] = {
        "stateMachineArn": ARN, "name": "Watch", "definition": json.dumps(execution["definition"]),
    }
    run = {
        "executionArn": f"{ARN}:{name}", "stateMachineArn": ARN, "name": name, "status": "RUNNING", "events": [],
        "input": json.dumps(execution["input"]), "startDate": "2026-11-26T02:00:00.512Z", "sync": True,
    }
    stepfunctions._executions[run["executionArn"]] = run
    stepfunctions._run_execution(run["executionArn"])
    return run, answers


def faults_of(execution):
    expected = execution["end"]
    run, answers = end_of(execution)
    faults = []
    if run["status"] != expected["status"]:
        faults.append(f"{run['status']} instead of {expected['status']}: {run.get('error')}: {run.get('cause')}")
    elif run["status"] == "FAILED" and (run["error"], run["cause"]) != (expected["error"], expected["cause"]):
        faults.append(f"{run['error']}: {run['cause']} instead of {expected['error']}: {expected['cause']}")
    elif run["status"] == "SUCCEEDED" and json.loads(run["output"]) != expected.get("output"):
        faults.append(f"the output {run['output']} instead of {json.dumps(expected.get('output'))}")
    if sorted(map(json.dumps, answers.calls)) != sorted(map(json.dumps, expected["calls"])):
        faults.append(f"{len(answers.calls)} calls instead of {len(expected['calls'])}")
    return [f"{execution['name']}: {fault}" for fault in faults]


# Changes to a definition, each of which must have another end in some execution.
CONTROLS = {
    "another expression": ("$states.result.AuditReportId", "$states.result.S3Key"),
    "another argument": ("$states.input.certificateAuthorityArn", "$states.input.format"),
    "no retry": ('"MaxAttempts": 3', '"MaxAttempts": 0'),
    "another error": ('"Error": "', '"Error": "Other'),
    "no catch": ('"Catch"', '"Catched"'),
}


def altered(execution, change):
    text = json.dumps(execution["definition"])
    return None if change[0] not in text else {**execution, "definition": json.loads(text.replace(*change))}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        executions = json.load(file)
    faults = [fault for execution in executions for fault in faults_of(execution)]
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        sys.exit("ministack has other results than the walker")
    for name, change in CONTROLS.items():
        changed = filter(None, (altered(execution, change) for execution in executions))
        if not any(faults_of(execution) for execution in changed):
            sys.exit(f"control {name!r}: no execution has another end")
    calls = sum(len(execution["end"]["calls"]) for execution in executions)
    failed = sum(execution["end"]["status"] == "FAILED" for execution in executions)
    print(f"ministack: {len(executions)} executions, {failed} of them failed, {calls} calls, {len(CONTROLS)} controls")


main()
