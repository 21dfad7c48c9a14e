"""The extensions that a certificate signing request or an API passthrough requests."""

import base64
from collections import namedtuple

from .asn1 import oid, require_der, sequence, tlv
from .names import general_name, ia5
from .service_model import Refused

# What was requested: a label for messages, the object identifier, whether it is critical, and the DER value.
Extension = namedtuple("Extension", "label oid critical value")

KEY_USAGE, BASIC_CONSTRAINTS, EXTENDED_KEY_USAGE = "2.5.29.15", "2.5.29.19", "2.5.29.37"
SUBJECT_ALTERNATIVE_NAME, CERTIFICATE_POLICIES = "2.5.29.17", "2.5.29.32"
SUBJECT_KEY_ID, AUTHORITY_KEY_ID, CRL_DISTRIBUTION_POINTS = "2.5.29.14", "2.5.29.35", "2.5.29.31"
AUTHORITY_INFORMATION_ACCESS, SUBJECT_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1", "1.3.6.1.5.5.7.1.11"
CPS, OCSP = "1.3.6.1.5.5.7.2.1", "1.3.6.1.5.5.7.48.1"

PURPOSES = {
    "SERVER_AUTH": "1.3.6.1.5.5.7.3.1",
    "CLIENT_AUTH": "1.3.6.1.5.5.7.3.2",
    "CODE_SIGNING": "1.3.6.1.5.5.7.3.3",
    "EMAIL_PROTECTION": "1.3.6.1.5.5.7.3.4",
    "TIME_STAMPING": "1.3.6.1.5.5.7.3.8",
    "OCSP_SIGNING": "1.3.6.1.5.5.7.3.9",
    "SMART_CARD_LOGIN": "1.3.6.1.4.1.311.20.2.2",
    "DOCUMENT_SIGNING": "1.3.6.1.4.1.311.10.3.12",
    "CERTIFICATE_TRANSPARENCY": "1.3.6.1.4.1.11129.2.4.4",
}
ACCESS_METHODS = {
    "CA_REPOSITORY": "1.3.6.1.5.5.7.48.5",
    "RESOURCE_PKI_MANIFEST": "1.3.6.1.5.5.7.48.10",
    "RESOURCE_PKI_NOTIFY": "1.3.6.1.5.5.7.48.13",
}
USAGES = [
    "DigitalSignature",
    "NonRepudiation",
    "KeyEncipherment",
    "DataEncipherment",
    "KeyAgreement",
    "KeyCertSign",
    "CRLSign",
    "EncipherOnly",
    "DecipherOnly",
]


def key_usage(usages):
    """The DER value of a key usage: a bit string without trailing zero bits."""
    bits = [index for index, name in enumerate(USAGES) if usages.get(name)]
    if not bits:
        return tlv(0x03, b"\x00")
    octets = bytearray(bits[-1] // 8 + 1)
    for bit in bits:
        octets[bit // 8] |= 0x80 >> bit % 8
    return tlv(0x03, bytes([7 - bits[-1] % 8]), bytes(octets))


def usages_of(value):
    """The names of the usages that the DER value of a key usage contains."""
    unused, *octets = value[2:]
    count = 8 * len(octets) - unused
    return [name for bit, name in enumerate(USAGES) if bit < count and octets[bit // 8] & 0x80 >> bit % 8]


def basic_constraints(is_ca, path_length):
    length = [] if path_length is None else [tlv(0x02, bytes([path_length]))]
    return sequence(*([tlv(0x01, b"\xff")] if is_ca else []), *length)


def extended_key_usage(dotted):
    return sequence(*map(oid, dotted))


def crl_distribution_points(url):
    return sequence(sequence(tlv(0xA0, tlv(0xA0, ia5(0x86, url)))))


def ocsp_access(url):
    return sequence(sequence(oid(OCSP), ia5(0x86, url)))


def requested_by_csr(extensions):
    """The extensions of the CsrExtensions property."""
    found = []
    if extensions.get("KeyUsage") is not None:
        found.append(Extension("CsrExtensions.KeyUsage", KEY_USAGE, True, key_usage(extensions["KeyUsage"])))
    if extensions.get("SubjectInformationAccess") is not None:
        entries = [_access(entry) for entry in extensions["SubjectInformationAccess"]]
        if not entries:
            raise Refused("InvalidArgsException: a SubjectInformationAccess extension without an entry")
        found.append(
            Extension("CsrExtensions.SubjectInformationAccess", SUBJECT_INFORMATION_ACCESS, False, sequence(*entries))
        )
    return found


def requested_by_api(extensions):
    """The extensions of the ApiPassthrough.Extensions property, custom extensions last."""
    found = []

    def add(name, dotted, critical, encode):
        if extensions.get(name) is not None:
            found.append(Extension(f"ApiPassthrough.{name}", dotted, critical, encode(extensions[name])))

    add("KeyUsage", KEY_USAGE, True, key_usage)
    add("CertificatePolicies", CERTIFICATE_POLICIES, False, lambda policies: sequence(*map(_policy, policies)))
    add("ExtendedKeyUsage", EXTENDED_KEY_USAGE, False, lambda purposes: extended_key_usage(map(_purpose, purposes)))
    add("SubjectAlternativeNames", SUBJECT_ALTERNATIVE_NAME, False, lambda names: sequence(*map(general_name, names)))
    return found + [_custom(extension) for extension in extensions.get("CustomExtensions") or []]


def _access(entry):
    method = entry["AccessMethod"]
    dotted = ACCESS_METHODS.get(method.get("AccessMethodType")) or method["CustomObjectIdentifier"]
    return sequence(oid(dotted), general_name(entry["AccessLocation"]))


def _policy(policy):
    uris = [qualifier["Qualifier"]["CpsUri"] for qualifier in policy.get("PolicyQualifiers") or []]
    try:
        qualifiers = [sequence(oid(CPS), ia5(0x16, uri)) for uri in uris]
    except ValueError as error:
        raise Refused(f"InvalidArgsException: the CpsUri of {uris} cannot be encoded: {error}") from error
    return sequence(oid(policy["CertPolicyId"]), *([sequence(*qualifiers)] if qualifiers else []))


def _purpose(purpose):
    return PURPOSES.get(purpose.get("ExtendedKeyUsageType")) or purpose["ExtendedKeyUsageObjectIdentifier"]


def _custom(extension):
    dotted = extension["ObjectIdentifier"]
    try:
        value = base64.b64decode(extension["Value"], validate=True)
        require_der(value)
    except ValueError as error:
        raise Refused(
            f"InvalidArgsException: the value of the custom extension {dotted} is not base64-encoded DER: {error}"
        ) from error
    return Extension(f"ApiPassthrough.CustomExtensions {dotted}", dotted, bool(extension.get("Critical")), value)
