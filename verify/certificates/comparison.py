"""Compares what was requested with what the certificate contains."""

from collections import Counter

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from . import asn1, keys
from .authority import key_id
from .extensions import (
    AUTHORITY_INFORMATION_ACCESS,
    AUTHORITY_KEY_ID,
    BASIC_CONSTRAINTS,
    CRL_DISTRIBUTION_POINTS,
    KEY_USAGE,
    SUBJECT_KEY_ID,
    basic_constraints,
    requested_by_api,
    usages_of,
)
from .names import distinguished_name
from .rules import BACKDATED, NOW


class Comparison:
    """The requested values of one certificate. `faults` contains a sentence for each missing value."""

    def __init__(self, name, issued, subject_authority, region):
        self.name, self.issued, self.authority, self.region = name, issued, subject_authority, region
        self.certificate = issued.certificate
        found = asn1.extensions_of(self.certificate.public_bytes(Encoding.DER))
        self.faults, self.count, self.requested = [], 0, set()
        for dotted, times in Counter(dotted for dotted, _, _ in found).items():
            if times > 1:
                self.faults.append(f"{name}: the certificate contains the extension {dotted} {times} times")
        self.extensions = {dotted: (critical, value) for dotted, critical, value in found}
        self._compare_names_and_keys()
        self._compare_validity()
        self._compare_definition()
        self._compare_extensions()
        self._compare_revocation()
        self._compare_encoding()

    def expect(self, fulfilled, sentence):
        self.count += 1
        if not fulfilled:
            self.faults.append(f"{self.name}: {sentence}")

    def _expect_extension(self, extension):
        self.expect(
            self.extensions.get(extension.oid) == (extension.critical, extension.value),
            f"{extension.label} is requested and not in the certificate",
        )

    def _compare_names_and_keys(self):
        request, passthrough = self.issued.request, self.issued.request.get("ApiPassthrough") or {}
        properties = self.authority.properties if self.authority else {}
        if passthrough.get("Subject"):
            subject = distinguished_name(passthrough["Subject"])
            self.expect(
                self.certificate.subject == subject, "ApiPassthrough.Subject is requested and not in the certificate"
            )
        elif properties.get("Subject"):
            self.expect(
                self.certificate.subject == distinguished_name(properties["Subject"]),
                "Subject is requested and not in the certificate",
            )
        if self.authority:
            self.expect(
                keys.algorithm_of(self.certificate.public_key()) == properties["KeyAlgorithm"],
                f"the key is not of type {properties['KeyAlgorithm']}",
            )
        self.expect(
            self.certificate.signature_algorithm_oid.dotted_string == keys.SIGNATURE_OIDS[request["SigningAlgorithm"]],
            f"the signature is not {request['SigningAlgorithm']}",
        )

    def _compare_validity(self):
        start, end = self.certificate.not_valid_before_utc, self.certificate.not_valid_after_utc
        requested, kind = self.issued.request["Validity"]["Value"], self.issued.request["Validity"]["Type"]
        months = (end.year - NOW.year) * 12 + end.month - NOW.month
        actual = {
            "ABSOLUTE": end.timestamp(),
            "END_DATE": int(end.strftime("%Y%m%d%H%M%S" if requested >= 10**12 else "%y%m%d%H%M%S")),
            "DAYS": (end - NOW).days,
            "MONTHS": months,
            "YEARS": months / 12,
        }[kind]
        self.expect(actual == requested, f"the validity period ends after {actual} {kind} instead of {requested}")
        before = (self.issued.request.get("ValidityNotBefore") or {}).get("Value", (NOW - BACKDATED).timestamp())
        self.expect(start.timestamp() == before, f"the validity period starts at {start}")

    def _compare_definition(self):
        definition, issuer = self.issued.definition, self.issued.issuer
        critical, value = self.extensions.get(BASIC_CONSTRAINTS, (False, None))
        self.expect(
            value == basic_constraints(definition.is_ca, definition.path_length),
            "the basic constraints are not those of the template",
        )
        self.expect(critical or not definition.is_ca, "the basic constraints of a CA certificate are not critical")
        identifier = asn1.tlv(0x04, key_id(self.certificate.public_key()))
        self.expect(
            self.extensions.get(SUBJECT_KEY_ID, (False, None))[1] == identifier,
            "the subject key identifier is not that of the key",
        )
        if not definition.is_root:
            identifier = asn1.tlv(0x30, asn1.tlv(0x80, key_id(issuer.key.public_key())))
            self.expect(
                self.extensions.get(AUTHORITY_KEY_ID, (False, None))[1] == identifier,
                "the authority key identifier is not that of the issuer",
            )
        if definition.is_ca:
            self._compare_ca_key_usage()

    def _compare_ca_key_usage(self):
        usages = usages_of(self.extensions[KEY_USAGE][1]) if KEY_USAGE in self.extensions else []
        self.expect("KeyCertSign" in usages, "a CA certificate without the key usage KeyCertSign")
        if self.authority and self.authority.crl.get("Enabled"):
            self.expect(
                "CRLSign" in usages, "a CA that publishes CRLs, and a certificate without the key usage CRLSign"
            )

    def _compare_extensions(self):
        requested = requested_by_api((self.issued.request.get("ApiPassthrough") or {}).get("Extensions") or {})
        self.requested = {extension.oid for extension in requested}
        for extension in [*requested, *self.issued.csr_extensions]:
            self._expect_extension(extension)
        for dotted, times in Counter(extension.oid for extension in requested).items():
            self.expect(
                times == 1, f"the extension {dotted} is requested {times} times, and the certificate contains one"
            )

    def _compare_revocation(self):
        """The URLs in the certificate are those of the issuer's configuration."""
        if self.issued.definition.is_root:
            return
        crl, ocsp = self.issued.issuer.crl, self.issued.issuer.ocsp
        if crl.get("Enabled") and not self.issued.issuer.omits_distribution_point:
            host = crl.get("CustomCname") or f"{crl['S3BucketName']}.s3.{self.region}.amazonaws.com"
            path = "/".join([*filter(None, [(crl.get("CustomPath") or "").strip("/")]), "crl/"])
            self._expect_url(CRL_DISTRIBUTION_POINTS, "CrlConfiguration", f"http://{host}/{path}")
        else:
            self._expect_absent(CRL_DISTRIBUTION_POINTS)
        if ocsp.get("Enabled"):
            host = ocsp.get("OcspCustomCname") or f"ocsp.acm-pca.{self.region}.amazonaws.com"
            self._expect_url(AUTHORITY_INFORMATION_ACCESS, "OcspConfiguration", f"http://{host}")
        else:
            self._expect_absent(AUTHORITY_INFORMATION_ACCESS)

    def _expect_url(self, dotted, label, start):
        _, value = self.extensions.get(dotted, (False, b""))
        self.expect(start.encode() in value, f"{label} with {start} is requested and not in the certificate")

    def _expect_absent(self, dotted):
        self.expect(
            dotted not in self.extensions or dotted in self.requested,
            f"the extension {dotted} is in the certificate and not requested",
        )

    def _compare_encoding(self):
        """`cryptography` encodes the extensions that it reads in the same way as this check."""
        try:
            read = list(self.certificate.extensions)
        except x509.UnsupportedGeneralNameType:
            return
        for extension in read:
            _, value = self.extensions[extension.oid.dotted_string]
            self.expect(
                extension.value.public_bytes() == value,
                f"the extension {extension.oid.dotted_string} is not encoded with DER",
            )
