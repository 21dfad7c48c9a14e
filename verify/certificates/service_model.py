"""Requests compared with the AWS SDK's service model of AWS Private CA."""

import re

import botocore.session


class Refused(Exception):
    """An error that AWS Private CA or CloudFormation would return."""


MODEL = botocore.session.get_session().get_service_model("acm-pca")


def pattern_of(shape):
    """The pattern of a string shape in Python's syntax, or None. The model writes it in Java's."""
    pattern = shape.metadata.get("pattern")
    return pattern and re.compile(pattern.replace(r"\p{ASCII}", r"\x00-\x7f").replace(r"\p{L}\p{Z}\p{N}", r"\w\s"))


def faults_of(shape, value, path):
    """What the value violates, one sentence for each fault."""
    check = {
        "structure": _structure,
        "list": _list,
        "string": _string,
        "integer": _number,
        "long": _number,
        "boolean": _boolean,
    }.get(shape.type_name)
    return check(shape, value, path) if check else []


def require(operation, request):
    """The request matches the input shape of the operation."""
    faults = faults_of(MODEL.operation_model(operation).input_shape, request, operation)
    if faults:
        raise Refused("ValidationException: " + "; ".join(faults))


def _structure(shape, value, path):
    if not isinstance(value, dict):
        return [f"{path} is not a structure"]
    faults = [f"{path}.{name} is required" for name in shape.required_members if value.get(name) is None]
    for name, member in value.items():
        if name in shape.members:
            faults += faults_of(shape.members[name], member, f"{path}.{name}")
        else:
            faults.append(f"{path}.{name} is unknown")
    return faults


def _list(shape, value, path):
    if not isinstance(value, list):
        return [f"{path} is not a list"]
    faults = _size(shape, len(value), f"{path} with {len(value)} members")
    for index, member in enumerate(value):
        faults += faults_of(shape.member, member, f"{path}[{index}]")
    return faults


def _string(shape, value, path):
    if not isinstance(value, str):
        return [f"{path} is not a string"]
    faults = _size(shape, len(value), f"{path} with {len(value)} characters")
    if shape.enum and value not in shape.enum:
        faults.append(f"{path} {value!r} is not one of {', '.join(shape.enum)}")
    pattern = pattern_of(shape)
    if pattern and not pattern.fullmatch(value):
        faults.append(f"{path} {value!r} does not match {shape.metadata['pattern']}")
    return faults


def _number(shape, value, path):
    if isinstance(value, bool) or not isinstance(value, int):
        return [f"{path} is not a whole number"]
    return _size(shape, value, f"{path} {value}")


def _boolean(_shape, value, path):
    return [] if isinstance(value, bool) else [f"{path} is not a Boolean value"]


def _size(shape, size, subject):
    smallest, largest = shape.metadata.get("min"), shape.metadata.get("max")
    if (smallest is None or size >= smallest) and (largest is None or size <= largest):
        return []
    return [f"{subject} is not in the range from {smallest} to {largest}"]
