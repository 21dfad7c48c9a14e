"""Compares test/fixtures/acmpca-shapes.json with the AWS SDK's service model of AWS Private CA.

The tests read from this file which lengths, patterns, and values AWS Private CA accepts. To write the file after an update of
botocore, run this script with --update.
"""
import json
import sys

import botocore.session

FIXTURE = "test/fixtures/acmpca-shapes.json"
OPERATIONS = ["CreateCertificateAuthority", "IssueCertificate", "ImportCertificateAuthorityCertificate", "CreatePermission"]
CONSTRAINTS = ["min", "max", "pattern"]


def describe(shape, shapes):
    """Adds a shape, and the shapes that it contains, by name."""
    if shape.name in shapes:
        return
    entry = shapes[shape.name] = {"type": shape.type_name}
    entry.update({name: shape.metadata[name] for name in CONSTRAINTS if name in shape.metadata})
    if shape.type_name == "structure":
        entry["required"] = sorted(shape.required_members)
        entry["members"] = {name: member.name for name, member in sorted(shape.members.items())}
        for member in shape.members.values():
            describe(member, shapes)
    elif shape.type_name == "list":
        entry["member"] = shape.member.name
        describe(shape.member, shapes)
    elif getattr(shape, "enum", None):
        entry["enum"] = sorted(shape.enum)


def main():
    model = botocore.session.get_session().get_service_model("acm-pca")
    shapes = {}
    for operation in OPERATIONS:
        describe(model.operation_model(operation).input_shape, shapes)
    expected = dict(sorted(shapes.items()))
    if "--update" in sys.argv:
        with open(FIXTURE, "w", encoding="utf-8") as file:
            file.write(json.dumps(expected, indent=1) + "\n")
    with open(FIXTURE, encoding="utf-8") as file:
        fixture = json.load(file)
    different = sorted(name for name in {*fixture, *expected} if fixture.get(name) != expected.get(name))
    if different:
        sys.exit(f"{FIXTURE} differs from the service model: {', '.join(different)}")
    if len(expected) < 50:
        sys.exit(f"the service model has only {len(expected)} shapes")
    print(f"{len(expected)} shapes as in the service model")


main()
