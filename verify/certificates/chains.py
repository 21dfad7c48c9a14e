"""Verifies the chain of each active CA, with an end-entity certificate that the CA issues for this purpose."""

import os
import subprocess

from cryptography.hazmat.primitives.serialization import Encoding

from . import keys
from .asn1 import sequence
from .authority import new_csr, pem
from .extensions import Extension, SUBJECT_ALTERNATIVE_NAME
from .names import general_name

HOST = "probe.example.com"
PROBE = {"KeyAlgorithm": "EC_prime256v1", "SigningAlgorithm": "SHA256WITHECDSA", "Subject": {"CommonName": HOST}}


# The purpose by which OpenSSL verifies a certificate, by the template. OpenSSL 3.0 has no purpose for other templates.
PURPOSES = {
    "EndEntityCertificate": "sslserver",
    "EndEntityServerAuthCertificate": "sslserver",
    "EndEntityClientAuthCertificate": "sslclient",
    "OCSPSigningCertificate": "ocsphelper",
}


def faults_of_issued(name, issued, service, folder, second):
    """Why clients reject a certificate that is not that of a CA."""
    authority = issued.issuer
    purpose = PURPOSES.get(issued.definition.base, "any")
    above = [authority.certificate, *authority.chain]
    return faults_of_chain(name, [issued.certificate], above, service, folder, second, purpose)


def faults_of(name, authority, service, folder, second=None):
    """Why clients reject the chain of a CA: nothing if they accept it."""
    below = [] if authority.status == "DISABLED" else [probe(authority, service)]
    return faults_of_chain(name, below, [authority.certificate, *authority.chain], service, folder, second)


def faults_of_chain(name, below, authorities, service, folder, second=None, purpose="sslserver"):
    """Why clients reject the chain of a certificate, or of a CA if there is no certificate below."""
    chain = [*below, *authorities]
    if second and len(chain) > 1:
        second.add(f"{name}: chain of {len(chain)}", chain)
    algorithms = {keys.algorithm_of(certificate.public_key()) for certificate in chain}
    if any(algorithm.startswith("ML_DSA") for algorithm in algorithms):
        return verify_signatures(name, chain)
    return verify_with_openssl(name, chain, folder, purpose if below else "any", service.now)


def probe(authority, service):
    """A TLS server certificate of the CA."""
    names = Extension("probe", SUBJECT_ALTERNATIVE_NAME, False, sequence(general_name({"DnsName": HOST})))
    csr = new_csr(keys.generate(PROBE["KeyAlgorithm"]), PROBE, [names])
    return service.issue(
        {
            "CertificateAuthorityArn": authority.arn,
            "CertificateSigningRequest": csr.public_bytes(Encoding.PEM).decode(),
            "SigningAlgorithm": authority.signing_algorithm,
            "TemplateArn": "arn:aws:acm-pca:::template/EndEntityCertificate/V1",
            "Validity": {"Type": "DAYS", "Value": 1},
        }
    ).certificate


def verify_signatures(name, chain):
    """OpenSSL 3.0 does not support ML-DSA. `cryptography` contains a version that does."""
    for certificate, issuer in zip(chain, chain[1:]):
        try:
            certificate.verify_directly_issued_by(issuer)
        except Exception as error:
            return [f"{name}: {certificate.subject.rfc4514_string()} is not issued by the next certificate: {error!r}"]
    return []


def write_chain(name, chain, folder):
    """Writes the parts of a chain for OpenSSL, and returns the paths."""
    paths = {part: os.path.join(folder, f"{name}-{part}.pem") for part in ("leaf", "between", "root")}
    parts = {"leaf": chain[:1], "between": chain[1:-1] or chain[-1:], "root": chain[-1:]}
    for part, certificates in parts.items():
        with open(paths[part], "w", encoding="ascii") as file:
            file.write("".join(map(pem, certificates)))
    return paths


def openssl_arguments(paths, now):
    at = str(int(now.timestamp()) + 3600)
    return ["-attime", at, "-CAfile", paths["root"], "-untrusted", paths["between"], paths["leaf"]]


def verify_with_openssl(name, chain, folder, purpose, now):
    """`openssl verify -x509_strict`, which applies the rules of RFC 5280 for CA certificates."""
    paths = write_chain(name, chain, folder)
    command = ["openssl", "verify", "-x509_strict", "-purpose", purpose, *openssl_arguments(paths, now)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (
        []
        if done.returncode == 0
        else [f"{name}: openssl verify -x509_strict: {' '.join((done.stdout + done.stderr).split())}"]
    )
