"""Compares the allowed values that the tests hold the library to with AWS's own service model of AWS Private CA."""
import json
import sys

import botocore.session

FIXTURE = "test/fixtures/acmpca-allowed-values.json"

# The names of the fixture, which are CloudFormation's, with those of the service model where they differ.
SHAPES = {"UsageMode": "CertificateAuthorityUsageMode"}


def without_cloudformation_gaps(name, values):
    """CloudFormation does not list the RSA-PSS signing algorithms that the API knows: SigningAlgorithm.of() names them."""
    return [value for value in values if not (name == "SigningAlgorithm" and value.endswith("_PSS"))]


def main():
    model = botocore.session.get_session().get_service_model("acm-pca")
    with open(FIXTURE, encoding="utf-8") as file:
        fixture = json.load(file)
    for name, values in fixture.items():
        shape = model.shape_for(SHAPES.get(name, name))
        expected = sorted(without_cloudformation_gaps(name, shape.enum))
        if expected != values:
            sys.exit(f"{name}: {FIXTURE} has {values}, the service model has {expected}")
        print(f"{name}: {len(values)} values as in the service model")


main()
