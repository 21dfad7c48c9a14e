"""Writes certificates and certificate signing requests (CSRs) with ML-DSA, each with the expected result of synthesis.

Usage: write-signed-certificates.py FILE. verify/check-signed-certificates.ts reads the file. Private keys exist only in
memory, except for one that a text of a user contains by mistake, which is that of no CA.
"""

import json
import sys

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from certificates.authority import new_csr, pem
from certificates.outside import DAY, Party
from certificates.rules import NOW

ML_DSA = ["ML_DSA_44", "ML_DSA_65", "ML_DSA_87"]
FAR = {"not_after": NOW + 7300 * DAY}


class Pki:
    """A root CA and a policy CA outside AWS, and the key of the CA in AWS."""

    def __init__(self, root="ML_DSA_87", policy="ML_DSA_65", own="ML_DSA_65"):
        self.top, self.between, self.own = Party("Offline Root CA", root), Party("Policy CA", policy), Party("Issuing CA", own)
        self.key_algorithm = own
        self.root = self.top.root(**FAR)

    def policy(self, path_length=1, issuer=None, **options):
        return (issuer or self.top).sign(
            self.between.subject, self.between.key.public_key(), path_length, **{**FAR, **options}
        )

    def issuing(self, path_length=0, issuer=None, **options):
        return (issuer or self.between).sign(self.own.subject, self.own.key.public_key(), path_length, **options)

    def case(self, name, expected, own=None, chain=None, **terms):
        """A certificate with its chain. `expected` is the path length of an accepted one, or the code of the error."""
        certificates = [own or self.issuing()] if not isinstance(own, (list, str)) else own
        text = certificates if isinstance(certificates, str) else "".join(map(pem, certificates))
        return {
            "name": name,
            "keyAlgorithm": terms.pop("key_algorithm", self.key_algorithm),
            "certificatePem": text,
            "certificateChainPem": "".join(map(pem, [self.policy(), self.root] if chain is None else chain)),
            **{"code" if isinstance(expected, str) else "effectivePathLength": expected},
            **terms,
        }


def private_key_of(party):
    return party.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def csr_of(algorithm):
    properties = {"Subject": {"CommonName": "device"}, "KeyAlgorithm": algorithm, "SigningAlgorithm": algorithm}
    return new_csr(Party("device", algorithm).key, properties).public_bytes(serialization.Encoding.PEM).decode()


def accepted():
    pki = Pki()
    for algorithm in ML_DSA:
        same = Pki(algorithm, algorithm, algorithm)
        yield same.case(f"{algorithm} throughout", 0)
    yield Pki("ML_DSA_87", "ML_DSA_44", "EC_secp384r1").case("an EC CA below ML-DSA", 0)
    yield Pki("EC_secp384r1", "EC_secp384r1", "ML_DSA_65").case("an ML-DSA CA below EC", 0)
    yield Pki("RSA_2048", "RSA_2048", "ML_DSA_44").case("an ML-DSA CA below RSA", 0)
    yield pki.case("directly below the root CA", 0, pki.issuing(issuer=pki.top), [pki.root])
    yield pki.case("the path length that the CA requests", 0, pathLength=0)
    yield pki.case("without a path length, as its chain limits it", 0, pki.issuing(None))
    yield pki.case("an expired certificate", 0, pki.issuing(not_before=NOW - 900 * DAY, not_after=NOW - 30 * DAY))
    forged = Party("Policy CA", "ML_DSA_65")
    yield pki.case("a forged ML-DSA signature", 0, pki.issuing(issuer=forged), verifiedCode="CertificateChain")


def rejected():
    pki = Pki()
    ec = Pki("EC_secp384r1", "EC_secp384r1", "ML_DSA_65")
    yield pki.case("another parameter set", "CertificateKeyAlgorithm", key_algorithm="ML_DSA_87")
    yield pki.case("an ML-DSA certificate for an EC CA", "CertificateKeyAlgorithm", key_algorithm="EC_secp384r1")
    yield Pki(own="EC_secp384r1").case("an EC certificate for an ML-DSA CA", "CertificateKeyAlgorithm", key_algorithm="ML_DSA_65")
    yield pki.case("the wrong order", "CertificateChain", chain=[pki.root, pki.policy()])
    yield pki.case("no root certificate", "CertificateChain", chain=[pki.policy()])
    yield pki.case("no parent", "CertificateChain", chain=[pki.root])
    yield pki.case("the own certificate in the chain", "CertificateChain", chain=[pki.issuing(), pki.policy(), pki.root])
    forged = Party("Policy CA", "EC_secp384r1")
    yield ec.case("a forged EC signature on an ML-DSA certificate", "CertificateChain", ec.issuing(issuer=forged))
    yield pki.case("a parent that is no CA", "CertificateChain", chain=[pki.policy(None, is_ca=False), pki.root])
    yield pki.case("an end-entity certificate", "CertificateNotCa", pki.issuing(None, is_ca=False))
    yield pki.case("a self-signed certificate", "CertificateSelfSigned", pki.own.root(0))
    yield pki.case("another path length than the CA has", "PathLengthConflict", pathLength=1)
    yield pki.case("a parent that allows no CA below it", "PathLength", chain=[pki.policy(0), pki.root])
    yield pki.case("basic constraints that are not critical", "CertificateExtension", pki.issuing(critical_constraints=False))
    points = x509.CRLDistributionPoints(
        [x509.DistributionPoint([x509.UniformResourceIdentifier("http://crl.example.com/")], None, None, None)]
    )
    yield pki.case("critical CRL distribution points", "CertificateExtension", pki.issuing(extensions=[(points, True)]))
    yield pki.case("two certificates", "CertificatePem", [pki.issuing(), pki.policy()])
    yield pki.case("a CSR", "CertificatePem", csr_of("ML_DSA_65"))
    yield pki.case("a private key", "PrivateKeyInTemplate", pem(pki.issuing()) + private_key_of(Party("No CA", "ML_DSA_65")))


def requests():
    for algorithm in ML_DSA:
        yield {"name": f"a CSR with {algorithm}", "csr": csr_of(algorithm)}
    yield {"name": "an ML-DSA certificate", "csr": pem(Pki().root), "code": "CertificatePem"}
    yield {"name": "a CSR that is cut", "csr": csr_of("ML_DSA_44")[:2000], "code": "CertificatePem"}


def main():
    cases = [*accepted(), *rejected(), *requests()]
    with open(sys.argv[1], "w", encoding="ascii") as file:
        json.dump(cases, file, indent=1)
    print(f"{len(cases)} certificates and CSRs")


main()
