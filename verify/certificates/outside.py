"""Parents outside AWS Private CA: they sign certificates with keys that exist only in this check."""

import datetime as dt
from collections import namedtuple

from cryptography import x509

from . import keys
from .authority import Issued, key_id, pem
from .rules import NOW, require_chain
from .service_model import Refused

BASIC_CONSTRAINTS = x509.BasicConstraints
DAY = dt.timedelta(days=1)
CA_USAGE = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)
SIGNING_ALGORITHMS = {"RSA": "SHA256WITHRSA", "ECDSA": "SHA384WITHECDSA"}

# What an activation needs to know of a certificate that AWS Private CA did not issue.
Definition = namedtuple("Definition", "name is_ca is_root path_length")


class Party:
    """A CA outside AWS, with its key."""

    def __init__(self, name, key_algorithm="EC_secp384r1"):
        self.subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        self.key_algorithm, self.key = key_algorithm, keys.generate(key_algorithm)

    def sign(self, subject, public_key, path_length=None, is_ca=True, **options):
        """A certificate of the party for the subject and the key."""
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.subject)
            .public_key(public_key)
            .serial_number(int.from_bytes(key_id(public_key)[:15], "big") + 1)
            .not_valid_before(options.get("not_before", NOW - DAY))
            .not_valid_after(options.get("not_after", NOW + 3650 * DAY))
            .add_extension(x509.BasicConstraints(is_ca, path_length), options.get("critical_constraints", True))
            .add_extension(CA_USAGE, True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), False)
        )
        for value, critical in options.get("extensions", []):
            builder = builder.add_extension(value, critical)
        family = keys.family_of(self.key_algorithm)
        algorithm = SIGNING_ALGORITHMS.get(family, family)
        return builder.sign(self.key, **keys.signature_options(self.key_algorithm, algorithm))

    def root(self, path_length=None, **options):
        """The self-signed certificate of the party."""
        return self.sign(self.subject, self.key.public_key(), path_length, **options)


def import_sample(authority, properties):
    """Imports a copy of a certificate whose private key does not exist, signed for the key of the CA.

    The certificate and its chain are checked first: signatures, order, key algorithm, and basic constraints.
    """
    own = x509.load_pem_x509_certificates(properties["Certificate"].encode())
    chain = x509.load_pem_x509_certificates((properties.get("CertificateChain") or "").encode())
    if len(own) != 1 or authority.type == "ROOT":
        raise Refused("MalformedCertificateException: one certificate for a subordinate CA is required")
    require_chain([*own, *chain])
    if own[0].subject == own[0].issuer:
        raise Refused("MalformedCertificateException: the certificate is self-signed")
    algorithm = keys.algorithm_of(own[0].public_key())
    if algorithm != authority.key_algorithm:
        raise Refused(f"CertificateMismatchException: a certificate for {algorithm}, and a CA with {authority.key_algorithm}")
    constraints = own[0].extensions.get_extension_for_class(BASIC_CONSTRAINTS)
    if not (constraints.critical and constraints.value.ca):
        raise Refused("MalformedCertificateException: the basic constraints are not those of a CA, or are not critical")
    above = [Party(certificate.subject.rfc4514_string(), keys.algorithm_of(certificate.public_key())) for certificate in chain]
    copies = [
        issuer.sign(below.subject, below.key.public_key(), _path_length(certificate))
        for below, issuer, certificate in zip(above, [*above[1:], above[-1]], chain)
    ]
    path_length = constraints.value.path_length
    certificate = above[0].sign(own[0].subject, authority.csr.public_key(), path_length)
    definition = Definition("a parent outside AWS", True, False, path_length)
    return Issued({}, [], None, definition, certificate), {
        **properties,
        "Certificate": pem(certificate),
        "CertificateChain": "".join(map(pem, copies)),
    }


def _path_length(certificate):
    return certificate.extensions.get_extension_for_class(BASIC_CONSTRAINTS).value.path_length
