"""Synthesizes the examples in Python, and writes the messages of mistakes.

Usage: synth.py FOLDER_OF_EXAMPLES OUTPUT_FOLDER
"""
import json
import pathlib
import sys
import time

sys.path.insert(0, sys.argv[1])

from app import EXAMPLES  # noqa: E402
from aws_cdk import App, Stack  # noqa: E402
from cdk_private_ca import (  # noqa: E402
    AuditReportBucket,
    DistinguishedName,
    RootCertificateAuthority,
    SigningAlgorithm,
    Validity,
)

OUTPUT = pathlib.Path(sys.argv[2])


def subject(country: str) -> DistinguishedName:
    return DistinguishedName.of(common_name="Example Corp Root CA G1", country=country)


MISTAKES = {
    "country": lambda stack: RootCertificateAuthority(stack, "Root", subject=subject("USA")),
    "validity": lambda stack: RootCertificateAuthority(
        stack, "Root", subject=subject("US"), validity=Validity.years(0)
    ),
    "signing-algorithm": lambda stack: RootCertificateAuthority(
        stack, "Root", subject=subject("US"), signing_algorithm=SigningAlgorithm.SHA256_WITH_RSA
    ),
    "no-certificate-authority": lambda stack: AuditReportBucket(stack, "Audit", certificate_authorities=[]),
}


def message_of(make) -> str:
    try:
        make(Stack(App(), "Mistake"))
    except Exception as error:  # what jsii raises depends on the error
        return str(error)
    return "no error"


seconds = {}
for name, add in EXAMPLES.items():
    started = time.monotonic()
    app = App(outdir=str(OUTPUT / name))
    add(app)
    app.synth()
    seconds[name] = round(time.monotonic() - started, 2)
result = {"seconds": seconds, "errors": {name: message_of(make) for name, make in MISTAKES.items()}}
(OUTPUT / "result.json").write_text(json.dumps(result), encoding="utf-8")
