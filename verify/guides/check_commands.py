"""Compares the `aws` commands of the pages with the AWS SDK's service model: operations, options, values, and queries.

The argument is the file that `write-commands.ts` writes. The commands are not run.
"""
import json
import re
import sys

import botocore.exceptions
import botocore.session
import jmespath
from botocore import xform_name

GLOBAL_OPTIONS = {"output", "query", "region", "profile", "no-cli-pager"}
PAGINATION_OPTIONS = {"max-items", "page-size", "starting-token", "no-paginate"}
# The commands of `aws s3` have no service model. These are the ones that the pages use.
S3_COMMANDS = {"cp": {"recursive"}, "ls": {"recursive"}, "rm": {"recursive"}, "sync": set()}
SERVICES = {"s3api": "s3", "configservice": "config"}
# The commands that the AWS CLI adds to a service: their required and their other options.
ADDED_COMMANDS = {("cloudtrail", "validate-logs"): ({"trail-arn", "start-time"}, {"end-time", "s3-bucket", "s3-prefix", "verbose"})}
# The options that the AWS CLI adds to an operation, and the options that they replace.
ADDED_OPTIONS = {
    ("cloudfront", "create-invalidation"): {"paths": "invalidation-batch"},
    ("ec2", "delete-network-acl-entry"): {"ingress": "egress"},
}
OUTPUT_FORMATS = {"json", "text", "table", "yaml"}

session = botocore.session.get_session()


def sample_of(shape, depth=0):
    """A value of a shape, with each member, and lists of one element."""
    if depth > 12:
        return None
    if shape.type_name == "structure":
        return {name: sample_of(member, depth + 1) for name, member in shape.members.items()}
    if shape.type_name == "list":
        return [sample_of(shape.member, depth + 1)]
    if shape.type_name == "map":
        return {"key": sample_of(shape.value, depth + 1)}
    return "value"


def has_null(value):
    """Whether a query selects something that the response doesn't contain."""
    if isinstance(value, dict):
        return any(has_null(part) for part in value.values())
    if isinstance(value, list):
        return any(has_null(part) for part in value)
    return value is None


def query_findings(query, operation):
    # A filter would remove the sample element, so its fields become a selection.
    fields = re.findall(r"\[\?(?:starts_with\()?(\w+)", query)
    selections = [re.sub(r"\[\?[^\]]*\]", "[]", query)]
    selections += [re.sub(r"\[\?.*", f"[].{field}", query) for field in fields]
    # The AWS CLI merges the pages of a paginated response, which changes nothing in its structure.
    sample = sample_of(operation.output_shape) if operation.output_shape else None
    for selection in selections:
        try:
            found = jmespath.search(selection, sample)
        except jmespath.exceptions.JMESPathError as error:
            return [f"invalid query {query}: {error}"]
        if found == [] or has_null(found):
            return [f"the response has nothing for the query {query}"]
    return []


def options_of(words):
    """The options, with their values."""
    options, position = {}, 0
    while position < len(words):
        name, separator, value = words[position][2:].partition("=")
        position += 1
        values = [value] if separator else []
        while not separator and position < len(words) and not words[position].startswith("--"):
            values.append(words[position])
            position += 1
        options[name] = values
    return options


def is_value(shape, value):
    """Whether an enumeration, or a list or a structure with one, has a value. Everything else passes."""
    if shape.type_name == "list":
        shape = shape.member
    if shape.type_name == "structure" and re.match(r"\w+=", value):
        parts = [part.partition("=") for part in value.split(",") if "=" in part]
        return all(name in shape.members and is_value(shape.members[name], part) for name, _, part in parts)
    enum = getattr(shape, "enum", None)
    return not enum or value in enum


def findings_of(words):
    _, service, command, *rest = words
    if (service, command) in ADDED_COMMANDS:
        required, others = ADDED_COMMANDS[(service, command)]
        options = set(options_of(rest))
        return [f"{command} has no option --{name}" for name in sorted(options - required - others - GLOBAL_OPTIONS)] + \
            [f"{command} requires --{name}" for name in sorted(required - options)]
    if service == "s3":
        options = {word[2:] for word in rest if word.startswith("--")}
        return [] if command in S3_COMMANDS and options <= S3_COMMANDS[command] | GLOBAL_OPTIONS else ["no such command of aws s3"]
    try:
        model = session.get_service_model(SERVICES.get(service, service))
    except botocore.exceptions.UnknownServiceError:
        return [f"no service {service}"]
    if command == "wait":
        waiters = session.get_waiter_model(SERVICES.get(service, service))
        names = {xform_name(name, "-"): name for name in waiters.waiter_names}
        if not rest or rest[0] not in names:
            return [f"{service} has no waiter {' '.join(rest[:1])}"]
        command = xform_name(waiters.get_waiter(names[rest[0]]).operation, "-")
        rest = rest[1:]
    operations = {xform_name(name, "-"): name for name in model.operation_names}
    if command not in operations:
        return [f"{service} has no operation {command}"]
    operation = model.operation_model(operations[command])
    members = operation.input_shape.members if operation.input_shape else {}
    required = operation.input_shape.required_members if operation.input_shape else []
    parameters = {xform_name(name, "-"): (name, shape) for name, shape in members.items()}
    if rest and not rest[0].startswith("--"):
        return [f"{command} has an argument without an option: {rest[0]}"]
    options = options_of(rest)
    added = ADDED_OPTIONS.get((service, command), {})
    # The AWS CLI gives a Boolean a second option.
    negated = {f"no-{name}": name for name, (_, shape) in parameters.items() if shape.type_name == "boolean"}
    allowed = {*parameters, *added, *negated, *GLOBAL_OPTIONS, *PAGINATION_OPTIONS}
    found = [f"{command} has no option --{name}" for name in options if name not in allowed]
    given = set(options) | {{**added, **negated}.get(name) for name in options}
    # The AWS CLI generates a token that makes a request idempotent.
    optional = {name for name, (_, shape) in parameters.items() if "idempotencyToken" in {**shape.serialization, **shape.metadata}}
    names = {xform_name(name, "-") for name in required} - optional
    found += [f"{command} requires --{name}" for name in sorted(names - given)]
    for name, values in options.items():
        shape = parameters[name][1] if name in parameters else None
        if shape is not None:
            found += [f"--{name} of {command} does not accept {value}" for value in values if not is_value(shape, value)]
        if shape is None and name == "output" and values[0] not in OUTPUT_FORMATS:
            found.append(f"--output does not accept {values[0]}")
        if shape is None and name == "query":
            found += query_findings(values[0], operation)
    return found


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        commands = json.load(file)
    found = [f"{command['page']}:{command['line']}: {finding}" for command in commands for finding in findings_of(command["words"])]
    if found:
        sys.exit("\n".join(found))
    if len(commands) < 60:
        sys.exit(f"only {len(commands)} commands were found")
    print(f"{len(commands)} aws commands as in the service model")


main()
