"""The operations of AWS Private CA that CloudFormation calls, with real keys and certificates."""

import hashlib
from collections import namedtuple

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from . import keys
from .asn1 import extensions_of_csr, tlv
from .definitions import Definition
from .extensions import (
    AUTHORITY_INFORMATION_ACCESS,
    CRL_DISTRIBUTION_POINTS,
    Extension,
    SUBJECT_ALTERNATIVE_NAME,
    crl_distribution_points,
    ocsp_access,
    requested_by_api,
    requested_by_csr,
)
from .names import distinguished_name
from .rules import (
    NOW,
    require_chain,
    require_issuable,
    require_path_length,
    require_period,
    require_revocation,
    validity_period,
)
from .service_model import Refused, require

# An issued certificate: the request, the CSR's extensions, the issuer, the definition, and the certificate.
Issued = namedtuple("Issued", "request csr_extensions issuer definition certificate")

CA_PROPERTIES = {"KeyAlgorithm", "SigningAlgorithm", "Subject", "CsrExtensions"}
OTHER_PROPERTIES = {"RevocationConfiguration", "KeyStorageSecurityStandard", "UsageMode", "Tags"}


class Authority:
    """One certificate authority (CA)."""

    def __init__(self, arn, properties, owner=None):
        self.arn, self.properties, self.type = arn, properties, properties["Type"]
        self.key_algorithm, self.signing_algorithm = properties["KeyAlgorithm"], properties["SigningAlgorithm"]
        self.key = keys.generate(self.key_algorithm, owner)
        self.status, self.issued, self.chain = "PENDING_CERTIFICATE", None, []
        revocation = properties.get("RevocationConfiguration") or {}
        self.crl, self.ocsp = revocation.get("CrlConfiguration") or {}, revocation.get("OcspConfiguration") or {}
        self.csr_extensions = requested_by_csr(properties.get("CsrExtensions") or {})
        self.csr = new_csr(self.key, properties, self.csr_extensions)

    @property
    def certificate(self):
        return self.issued and self.issued.certificate

    @property
    def omits_distribution_point(self):
        return bool((self.crl.get("CrlDistributionPointExtensionConfiguration") or {}).get("OmitExtension"))

    def crl_url(self, region):
        """The URL in the CRL distribution points of issued certificates. A partitioned CRL has many."""
        path, identifier = self.crl.get("CustomPath"), self.arn.rsplit("/", 1)[1]
        name = f"{identifier}/partition.crl" if self.crl.get("CrlType") == "PARTITIONED" else f"{identifier}.crl"
        host = self.crl.get("CustomCname") or f"{self.crl['S3BucketName']}.s3.{region}.amazonaws.com"
        return f"http://{host}/" + (f"{path.strip('/')}/" if path and path != "/" else "") + f"crl/{name}"

    def ocsp_url(self, region):
        return "http://" + (self.ocsp.get("OcspCustomCname") or f"ocsp.acm-pca.{region}.amazonaws.com")

    def revocation_extensions(self, region):
        """What the configuration of this CA adds to the certificates that it issues."""
        found = []
        if self.crl.get("Enabled") and not self.omits_distribution_point:
            value = crl_distribution_points(self.crl_url(region))
            found.append(Extension("CrlConfiguration", CRL_DISTRIBUTION_POINTS, False, value))
        if self.ocsp.get("Enabled"):
            found.append(
                Extension("OcspConfiguration", AUTHORITY_INFORMATION_ACCESS, False, ocsp_access(self.ocsp_url(region)))
            )
        return found


class PrivateCa:
    """AWS Private CA in one account and Region. Negative controls use a service that omits extensions."""

    def __init__(self, region="us-east-1", account="111122223333", omitted=()):
        self.region, self.account, self.omitted, self.authorities = region, account, set(omitted), {}
        # The time of a deployment. In a life cycle, each deployment is later than the one before.
        self.now = NOW

    def create(self, properties, arn=None, owner=None):
        """CreateCertificateAuthority: returns the CA."""
        extra = set(properties) - CA_PROPERTIES - OTHER_PROPERTIES - {"Type"}
        if extra:
            raise Refused(f"unknown properties of a CA: {sorted(extra)}")
        request = {
            "CertificateAuthorityConfiguration": {k: v for k, v in properties.items() if k in CA_PROPERTIES},
            "CertificateAuthorityType": properties.get("Type"),
            **{k: v for k, v in properties.items() if k in OTHER_PROPERTIES},
        }
        require("CreateCertificateAuthority", request)
        require_revocation(properties.get("RevocationConfiguration") or {})
        identifier = f"{len(self.authorities) + 1:08x}-2222-4333-8444-555555555555"
        arn = arn or f"arn:aws:acm-pca:{self.region}:{self.account}:certificate-authority/{identifier}"
        self.authorities[arn] = Authority(arn, properties, owner)
        return self.authorities[arn]

    def issue(self, request):
        """IssueCertificate and GetCertificate: returns the certificate and what was requested."""
        model = {k: v for k, v in request.items() if k != "CertificateSigningRequest"}
        require("IssueCertificate", {**model, "Csr": request.get("CertificateSigningRequest")})
        issuer = self._authority(request["CertificateAuthorityArn"])
        csr = x509.load_pem_x509_csr(request["CertificateSigningRequest"].encode())
        subject_authority = next((ca for ca in self.authorities.values() if ca.csr == csr), None)
        default = "arn:aws:acm-pca:::template/EndEntityCertificate/V1"
        definition = Definition(request.get("TemplateArn", default))
        require_issuable(issuer, csr, definition)
        before, after = validity_period(request, self.now)
        require_period(issuer, definition, before, after, self.now)
        require_path_length(issuer, definition)
        certificate = self._sign(request, issuer, csr, definition, (before, after))
        requested = subject_authority.csr_extensions if subject_authority else _extensions_to_pass(csr, definition)
        return Issued(request, requested, issuer, definition, certificate)

    def activate(self, properties, issued):
        """ImportCertificateAuthorityCertificate and UpdateCertificateAuthority: returns the chain of the CA."""
        authority = self._authority(properties["CertificateAuthorityArn"])
        chain = (
            x509.load_pem_x509_certificates(properties["CertificateChain"].encode())
            if properties.get("CertificateChain")
            else []
        )
        if issued.certificate.public_key() != authority.key.public_key():
            raise Refused("CertificateMismatchException: the certificate is not for the key of this CA")
        if not issued.definition.is_ca:
            raise Refused("MalformedCertificateException: not a CA certificate")
        if (authority.type == "ROOT") == bool(chain):
            raise Refused(
                f"MalformedCertificateException: a {authority.type} CA with a chain of {len(chain)} certificates"
            )
        require_chain([issued.certificate, *chain])
        is_import = not authority.issued or [authority.certificate, *authority.chain] != [issued.certificate, *chain]
        if authority.status == "DISABLED" and is_import:
            raise Refused("InvalidStateException: the CA is DISABLED and can't import a certificate")
        status = properties.get("Status", "ACTIVE")
        if status not in ("ACTIVE", "DISABLED"):
            raise Refused(f"ValidationException: the status {status!r} does not exist")
        authority.issued, authority.chain, authority.status = issued, chain, status
        return "\n".join(map(pem, [issued.certificate, *chain]))

    def _authority(self, arn):
        if arn not in self.authorities:
            raise Refused(f"ResourceNotFoundException: {arn}")
        return self.authorities[arn]

    def _sign(self, request, issuer, csr, definition, period):
        passthrough = request.get("ApiPassthrough") or {}
        requested = requested_by_api(passthrough.get("Extensions") or {})
        subject = csr.subject
        if definition.takes_api and passthrough.get("Subject"):
            subject = distinguished_name(passthrough["Subject"])
        fixed = definition.fixed_extensions(
            tlv(0x04, key_id(csr.public_key())), _authority_key_identifier(issuer.key.public_key())
        )
        configured = [] if definition.is_root else issuer.revocation_extensions(self.region)
        passed = _extensions_to_pass(csr, definition)
        chosen = {}
        for extension in [*fixed, *configured, *(requested if definition.takes_api else []), *passed]:
            chosen.setdefault(extension.oid, extension)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .public_key(csr.public_key())
            .issuer_name(subject if definition.is_root else issuer.certificate.subject)
            .serial_number(serial_number(issuer, csr, definition, self.now))
            .not_valid_before(period[0])
            .not_valid_after(period[1])
        )
        for extension in [x for x in chosen.values() if x.oid not in self.omitted]:
            builder = builder.add_extension(raw(extension), extension.critical)
        return builder.sign(issuer.key, **keys.signature_options(issuer.key_algorithm, request["SigningAlgorithm"]))


def _extensions_to_pass(csr, definition):
    """What a template takes from a CSR: all extensions, or the alternative names only."""
    found = extensions_of_csr(csr.public_bytes(serialization.Encoding.DER))
    return [
        Extension("the CSR extension " + x[0], *x)
        for x in found
        if definition.takes_csr or x[0] == SUBJECT_ALTERNATIVE_NAME
    ]


def new_csr(key, properties, extensions=()):
    """A certificate signing request (CSR) with the extensions."""
    builder = x509.CertificateSigningRequestBuilder().subject_name(distinguished_name(properties["Subject"]))
    for extension in extensions:
        builder = builder.add_extension(raw(extension), extension.critical)
    return builder.sign(key, **keys.signature_options(properties["KeyAlgorithm"], properties["SigningAlgorithm"]))


def raw(extension):
    return x509.UnrecognizedExtension(x509.ObjectIdentifier(extension.oid), extension.value)


def pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def key_id(public_key):
    return x509.SubjectKeyIdentifier.from_public_key(public_key).digest


def serial_number(issuer, csr, definition, now):
    """A serial number that depends only on the request and its time."""
    data = issuer.arn.encode() + csr.subject.public_bytes() + definition.name.encode() + key_id(csr.public_key())
    data += now.isoformat().encode()
    return int.from_bytes(hashlib.sha256(data).digest()[:15], "big") + 1


def _authority_key_identifier(public_key):
    return tlv(0x30, tlv(0x80, key_id(public_key)))
