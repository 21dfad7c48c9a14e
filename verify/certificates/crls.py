"""The CRLs of the CAs: complete and partitioned, with a valid and a revoked certificate."""

import datetime as dt
import os
import subprocess

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from . import chains, keys
from .asn1 import extensions_of

CRL_DISTRIBUTION_POINTS = "2.5.29.31"


def new_crl(authority, revoked, service, url):
    """The CRL of a CA, with the critical issuing distribution point that AWS Private CA writes."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(service.now)
        .next_update(service.now + dt.timedelta(days=authority.crl["ExpirationInDays"]))
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), False)
        .add_extension(x509.CRLNumber(int(service.now.timestamp() * 1000)), False)
    )
    if authority.crl.get("CrlType") == "PARTITIONED" or not authority.omits_distribution_point:
        point = x509.IssuingDistributionPoint(
            [x509.UniformResourceIdentifier(url)], None, False, False, None, False, False
        )
        builder = builder.add_extension(point, True)
    for certificate in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number).revocation_date(service.now)
        reason = x509.CRLReason(x509.ReasonFlags.key_compromise)
        builder = builder.add_revoked_certificate(entry.add_extension(reason, False).build())
    return builder.sign(authority.key, **keys.signature_options(authority.key_algorithm, authority.signing_algorithm))


def url_in(certificate):
    """The URL of the CRL distribution point in a certificate, or None."""
    for dotted, _, value in extensions_of(certificate.public_bytes(Encoding.DER)):
        if dotted == CRL_DISTRIBUTION_POINTS:
            return value[value.index(b"http") :].decode("ascii")
    return None


def faults_of(name, authority, service, folder, second):
    """Why a client can't recognize the revoked certificate of a CA, or rejects a valid one."""
    valid, revoked = chains.probe(authority, service), chains.probe(authority, service)
    url, in_certificate = authority.crl_url(service.region), url_in(valid)
    crl = new_crl(authority, [revoked], service, url)
    faults = []
    if not crl.is_signature_valid(authority.key.public_key()):
        faults.append(f"{name}: the signature of the CRL is not that of the CA")
    if (in_certificate is None) != authority.omits_distribution_point or in_certificate not in (None, url):
        faults.append(f"{name}: certificates name the CRL {in_certificate}, and the CA writes {url}")
    above = [authority.certificate, *authority.chain]
    second.add(f"{name}: valid certificate with a CRL", [valid, *above], crl, None)
    second.add(f"{name}: revoked certificate", [revoked, *above], crl, "revoked")
    if any(keys.algorithm_of(one.public_key()).startswith("ML_DSA") for one in [valid, *above]):
        listed = crl.get_revoked_certificate_by_serial_number
        if not listed(revoked.serial_number) or listed(valid.serial_number):
            faults.append(f"{name}: the CRL does not contain exactly the revoked certificate")
        return faults
    for label, certificate, expected in (("valid", valid, "OK"), ("revoked", revoked, "certificate revoked")):
        answer = verify_with_crl(f"{name}-{label}", [certificate, *above], crl, folder, service.now)
        if expected not in answer:
            faults.append(f"{name}: openssl verify -crl_check of the {label} certificate: {answer}")
    return faults


def verify_with_crl(name, chain, crl, folder, now):
    """What `openssl verify -crl_check` reports. It compares the distribution points of certificate and CRL."""
    paths = chains.write_chain(name, chain, folder)
    crl_path = os.path.join(folder, f"{name}-crl.pem")
    with open(crl_path, "wb") as file:
        file.write(crl.public_bytes(Encoding.PEM))
    command = ["openssl", "verify", "-x509_strict", "-crl_check", "-extended_crl", "-CRLfile", crl_path]
    command += chains.openssl_arguments(paths, now)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return " ".join((done.stdout + done.stderr).split())
