"""CloudFormation intrinsic functions, and the dependencies that a template declares."""

import random
import re

from .service_model import Refused

NO_VALUE = object()
PSEUDO_PARAMETERS = {"AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com", "AWS::NoValue": NO_VALUE}


def references_in(node, names):
    """The logical IDs in a value that `Ref`, `Fn::GetAtt`, or `Fn::Sub` refer to."""
    if isinstance(node, list):
        return set().union(*(references_in(item, names) for item in node))
    if not isinstance(node, dict):
        return set()
    if set(node) == {"Ref"}:
        return {node["Ref"]} & set(names)
    if set(node) == {"Fn::GetAtt"}:
        return {_attribute(node["Fn::GetAtt"])[0]}
    if set(node) == {"Fn::Sub"}:
        text, local = _substitution(node["Fn::Sub"])
        found = {variable.split(".")[0] for variable in re.findall(r"\$\{([^!}]+)\}", text) if variable not in local}
        return found & set(names) | references_in(local, names)
    return set().union(*(references_in(value, names) for value in node.values()))


def dependencies_of(resources):
    """For each logical ID, the logical IDs that must exist before it."""
    found = {}
    for name, resource in resources.items():
        declared = resource.get("DependsOn") or []
        found[name] = references_in(resource.get("Properties") or {}, resources) | set(
            [declared] if isinstance(declared, str) else declared
        )
        missing = found[name] - set(resources)
        if missing:
            raise Refused(f"Template format error: {name} depends on {sorted(missing)}")
    return found


def ancestors_of(name, dependencies):
    """All logical IDs that exist before a resource in every deployment order."""
    found, open_ones = set(), list(dependencies[name])
    while open_ones:
        one = open_ones.pop()
        if one not in found:
            found.add(one)
            open_ones += dependencies[one]
    return found


def deployment_order(dependencies, seed=0):
    """One order in which CloudFormation can create the resources: a random one, but for the seed 0."""
    order, waiting, random_numbers = [], dict(dependencies), random.Random(seed)
    while waiting:
        ready = sorted(name for name, needs in waiting.items() if needs <= set(order))
        if not ready:
            raise Refused(f"Circular dependency between resources: {sorted(waiting)}")
        if seed:
            ready = [random_numbers.choice(ready)]
        order += ready
        for name in ready:
            del waiting[name]
    return order


def _attribute(argument):
    return argument if isinstance(argument, list) else argument.split(".", 1)


def _substitution(argument):
    return (argument, {}) if isinstance(argument, str) else argument


class Resolver:
    """Resolves intrinsic functions. The owner returns the values of references, attributes, conditions, and imports."""

    def __init__(self, owner):
        self.owner = owner

    def resolve(self, node):
        if isinstance(node, list):
            return [value for value in map(self.resolve, node) if value is not NO_VALUE]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            [(function, argument)] = node.items()
            if function == "Ref":
                return self.owner.reference(argument)
            if function.startswith("Fn::"):
                return self._call(function, argument)
        resolved = {name: self.resolve(value) for name, value in node.items()}
        return {name: value for name, value in resolved.items() if value is not NO_VALUE}

    def _call(self, function, argument):
        name = "_" + function.removeprefix("Fn::").lower()
        if not hasattr(self, name):
            raise Refused(f"this check does not support {function}")
        return getattr(self, name)(argument)

    def _getatt(self, argument):
        return self.owner.attribute(*_attribute(argument))

    def _join(self, argument):
        return argument[0].join(str(value) for value in self.resolve(argument[1]))

    def _select(self, argument):
        return self.resolve(argument[1])[int(self.resolve(argument[0]))]

    def _split(self, argument):
        return self.resolve(argument[1]).split(self.resolve(argument[0]))

    def _if(self, argument):
        return self.resolve(argument[1] if self.owner.condition(argument[0]) else argument[2])

    def _importvalue(self, argument):
        return self.owner.imported(self.resolve(argument))

    def _getstackoutput(self, argument):
        return self.owner.output(self.resolve(argument["StackName"]), argument["OutputName"])

    def _findinmap(self, argument):
        value = self.owner.template["Mappings"]
        for key in self.resolve(argument):
            value = value[key]
        return value

    def _sub(self, argument):
        text, local = _substitution(argument)

        def value_of(match):
            variable = match[1]
            if variable.startswith("!"):
                return "${" + variable[1:] + "}"
            if variable in local:
                return str(self.resolve(local[variable]))
            return str(
                self.owner.attribute(*variable.split(".", 1)) if "." in variable else self.owner.reference(variable)
            )

        return re.sub(r"\$\{([^}]+)\}", value_of, text)
