"""The template definitions of AWS Private CA.

Sources:
https://docs.aws.amazon.com/privateca/latest/userguide/template-definitions.html
https://docs.aws.amazon.com/privateca/latest/userguide/template-order-of-operations.html

The definition of the template has the highest priority, followed by the API passthrough and the CSR.
"""

import re
from collections import namedtuple

from .extensions import (
    AUTHORITY_KEY_ID,
    BASIC_CONSTRAINTS,
    EXTENDED_KEY_USAGE,
    Extension,
    KEY_USAGE,
    PURPOSES,
    SUBJECT_KEY_ID,
    basic_constraints,
    extended_key_usage,
    key_usage,
)
from .service_model import Refused

# What a definition fixes: the bases it exists for, the usages of the key, its purposes, and whether they are critical.
Base = namedtuple("Base", "passthroughs usages purposes purposes_critical", defaults=(None, None, False))

NONE, CSR, API, API_AND_CSR = "", "_CSRPassthrough", "_APIPassthrough", "_APICSRPassthrough"
EVERY, BLANK = (NONE, CSR, API, API_AND_CSR), (CSR, API, API_AND_CSR)
CA_USAGES = {"DigitalSignature": True, "KeyCertSign": True, "CRLSign": True}
TLS_USAGES = {"DigitalSignature": True, "KeyEncipherment": True}
SIGNATURE = {"DigitalSignature": True}
PATH_LENGTHS = range(4)

BASES = {
    "CodeSigningCertificate": Base(EVERY, SIGNATURE, ["CODE_SIGNING"], True),
    "EndEntityCertificate": Base(EVERY, TLS_USAGES, ["SERVER_AUTH", "CLIENT_AUTH"]),
    "EndEntityClientAuthCertificate": Base(EVERY, TLS_USAGES, ["CLIENT_AUTH"]),
    "EndEntityServerAuthCertificate": Base(EVERY, TLS_USAGES, ["SERVER_AUTH"]),
    "OCSPSigningCertificate": Base(EVERY, SIGNATURE, ["OCSP_SIGNING"], True),
    "RootCACertificate": Base((NONE, API), CA_USAGES),
    **{f"SubordinateCACertificate_PathLen{n}": Base(EVERY, CA_USAGES) for n in PATH_LENGTHS},
    "BlankEndEntityCertificate": Base(BLANK),
    "BlankEndEntityCertificate_CriticalBasicConstraints": Base(BLANK),
    "BlankRootCACertificate": Base((API,)),
    **{f"BlankRootCACertificate_PathLen{n}": Base((API,)) for n in PATH_LENGTHS},
    **{f"BlankSubordinateCACertificate_PathLen{n}": Base(BLANK) for n in PATH_LENGTHS},
}

VERSION = "/V1"


class Definition:
    """One template: what it fixes, and what it passes through."""

    def __init__(self, arn):
        match = re.fullmatch(
            r"arn:aws[a-z-]*:acm-pca:::template/([A-Za-z0-9_]+?)(_(?:CSR|API|APICSR)Passthrough)?/V1", arn
        )
        base = match and BASES.get(match[1])
        if not base or (match[2] or NONE) not in base.passthroughs:
            raise Refused(f"InvalidArgsException: the template {arn!r} does not exist")
        self.name, self.base, self._fixed = match[1] + (match[2] or NONE) + VERSION, match[1], base
        self.takes_api = (match[2] or NONE) in (API, API_AND_CSR)
        self.takes_csr = (match[2] or NONE) in (CSR, API_AND_CSR)
        self.is_root, self.is_ca = "RootCA" in self.base, "CACertificate" in self.base
        length = re.search(r"_PathLen(\d)$", self.base)
        self.path_length = int(length[1]) if length else None

    def fixed_extensions(self, subject_key_id, authority_key_id):
        """The extensions that the definition sets; a root certificate has no authority key identifier."""
        critical = self.is_ca or self.base.endswith("_CriticalBasicConstraints")
        found = [
            (BASIC_CONSTRAINTS, critical, basic_constraints(self.is_ca, self.path_length)),
            (SUBJECT_KEY_ID, False, subject_key_id),
        ]
        if not self.is_root:
            found.append((AUTHORITY_KEY_ID, False, authority_key_id))
        if self._fixed.usages:
            found.append((KEY_USAGE, True, key_usage(self._fixed.usages)))
        if self._fixed.purposes:
            purposes = [PURPOSES[name] for name in self._fixed.purposes]
            found.append((EXTENDED_KEY_USAGE, self._fixed.purposes_critical, extended_key_usage(purposes)))
        return [Extension(f"template {self.name}", *extension) for extension in found]


def all_names():
    """The names of all templates, with their versions."""
    return [f"{name}{passthrough}{VERSION}" for name, base in BASES.items() for passthrough in base.passthroughs]
