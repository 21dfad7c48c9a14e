"""Distinguished names and general names, from the properties of CloudFormation."""

import ipaddress

from cryptography import x509
from cryptography.x509.name import _ASN1Type as Asn1Type

from .asn1 import oid, oid_body, tlv, UTF8
from .service_model import Refused

# The standard attributes in the order of the ASN1Subject structure.
ATTRIBUTES = {
    "Country": ("2.5.4.6", Asn1Type.PrintableString),
    "Organization": ("2.5.4.10", Asn1Type.UTF8String),
    "OrganizationalUnit": ("2.5.4.11", Asn1Type.UTF8String),
    "DistinguishedNameQualifier": ("2.5.4.46", Asn1Type.PrintableString),
    "State": ("2.5.4.8", Asn1Type.UTF8String),
    "CommonName": ("2.5.4.3", Asn1Type.UTF8String),
    "SerialNumber": ("2.5.4.5", Asn1Type.PrintableString),
    "Locality": ("2.5.4.7", Asn1Type.UTF8String),
    "Title": ("2.5.4.12", Asn1Type.UTF8String),
    "Surname": ("2.5.4.4", Asn1Type.UTF8String),
    "GivenName": ("2.5.4.42", Asn1Type.UTF8String),
    "Initials": ("2.5.4.43", Asn1Type.UTF8String),
    "Pseudonym": ("2.5.4.65", Asn1Type.UTF8String),
    "GenerationQualifier": ("2.5.4.44", Asn1Type.UTF8String),
}

# Custom attributes whose type RFC 5280 restricts to fewer characters than a UTF-8 string.
RESTRICTED = {
    "2.5.4.5": Asn1Type.PrintableString,
    "2.5.4.6": Asn1Type.PrintableString,
    "2.5.4.46": Asn1Type.PrintableString,
    "1.2.840.113549.1.9.1": Asn1Type.IA5String,
    "0.9.2342.19200300.100.1.25": Asn1Type.IA5String,
}


def distinguished_name(subject):
    """The name of a Subject property."""
    custom = subject.get("CustomAttributes")
    if custom and len(subject) > 1:
        raise Refused("InvalidArgsException: a subject with standard and custom attributes")
    if custom:
        attributes = [
            (a["ObjectIdentifier"], a["Value"], RESTRICTED.get(a["ObjectIdentifier"], Asn1Type.UTF8String))
            for a in custom
        ]
    else:
        attributes = [(*_typed(name, subject[name]),) for name in ATTRIBUTES if name in subject]
    for dotted, value, _ in attributes:
        if dotted == "2.5.4.6" and not (len(value) == 2 and value.isascii() and value.isalpha()):
            raise Refused(f"InvalidArgsException: the country {value!r} is not a two-letter code")
    try:
        name = x509.Name(
            [x509.NameAttribute(x509.ObjectIdentifier(o), v, t, _validate=False) for o, v, t in attributes]
        )
        name.public_bytes()
    except (ValueError, UnicodeEncodeError) as error:
        raise Refused(f"InvalidArgsException: the subject cannot be encoded: {error}") from error
    return name


def _typed(name, value):
    dotted, kind = ATTRIBUTES[name]
    return dotted, value, kind


def general_name(name):
    """The DER encoding of a GeneralName property."""
    if len(name) != 1:
        raise Refused(f"InvalidArgsException: a general name of {len(name)} kinds: {sorted(name)}")
    [(kind, value)] = name.items()
    try:
        return ENCODERS[kind](value)
    except (ValueError, UnicodeEncodeError) as error:
        raise Refused(f"InvalidArgsException: the {kind} {value!r} cannot be encoded: {error}") from error


def ia5(tag, text):
    """A nonempty ASCII string."""
    if not text:
        raise ValueError("the value is empty")
    return tlv(tag, text.encode("ascii"))


def _text(tag, text):
    if not text:
        raise ValueError("the value is empty")
    return tlv(tag, tlv(UTF8, text.encode("utf-8")))


def _edi_party_name(value):
    assigner = value.get("NameAssigner")
    return tlv(0xA5, *([_text(0xA0, assigner)] if assigner is not None else []), _text(0xA1, value["PartyName"]))


ENCODERS = {
    "OtherName": lambda value: tlv(0xA0, oid(value["TypeId"]), _text(0xA0, value["Value"])),
    "Rfc822Name": lambda value: ia5(0x81, value),
    "DnsName": lambda value: ia5(0x82, value),
    "DirectoryName": lambda value: tlv(0xA4, distinguished_name(value).public_bytes()),
    "EdiPartyName": _edi_party_name,
    "UniformResourceIdentifier": lambda value: ia5(0x86, value),
    "IpAddress": lambda value: tlv(0x87, ipaddress.ip_address(value).packed),
    "RegisteredId": lambda value: tlv(0x88, oid_body(value)),
}
