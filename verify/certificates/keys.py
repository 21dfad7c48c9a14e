"""Key pairs and signature algorithms. Private keys exist only in memory."""

import re

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, mldsa, padding, rsa

from .service_model import Refused


def _rsa(bits):
    return lambda: rsa.generate_private_key(65537, bits)


GENERATORS = {
    "RSA_2048": _rsa(2048),
    "RSA_3072": _rsa(3072),
    "RSA_4096": _rsa(4096),
    "EC_prime256v1": lambda: ec.generate_private_key(ec.SECP256R1()),
    "EC_secp384r1": lambda: ec.generate_private_key(ec.SECP384R1()),
    "EC_secp521r1": lambda: ec.generate_private_key(ec.SECP521R1()),
    "ML_DSA_44": mldsa.MLDSA44PrivateKey.generate,
    "ML_DSA_65": mldsa.MLDSA65PrivateKey.generate,
    "ML_DSA_87": mldsa.MLDSA87PrivateKey.generate,
}

HASHES = {"SHA256": hashes.SHA256, "SHA384": hashes.SHA384, "SHA512": hashes.SHA512}

# The object identifiers of the signature algorithms, from RFC 5758, RFC 8017, and RFC 9881.
SIGNATURE_OIDS = {
    "SHA256WITHECDSA": "1.2.840.10045.4.3.2",
    "SHA384WITHECDSA": "1.2.840.10045.4.3.3",
    "SHA512WITHECDSA": "1.2.840.10045.4.3.4",
    "SHA256WITHRSA": "1.2.840.113549.1.1.11",
    "SHA384WITHRSA": "1.2.840.113549.1.1.12",
    "SHA512WITHRSA": "1.2.840.113549.1.1.13",
    "SHA256WITHRSA_PSS": "1.2.840.113549.1.1.10",
    "SHA384WITHRSA_PSS": "1.2.840.113549.1.1.10",
    "SHA512WITHRSA_PSS": "1.2.840.113549.1.1.10",
    "ML_DSA_44": "2.16.840.1.101.3.4.3.17",
    "ML_DSA_65": "2.16.840.1.101.3.4.3.18",
    "ML_DSA_87": "2.16.840.1.101.3.4.3.19",
}


def family_of(key_algorithm):
    """The family of a key algorithm: a key signs only with algorithms of its own family."""
    return "RSA" if key_algorithm.startswith("RSA") else "ECDSA" if key_algorithm.startswith("EC_") else key_algorithm


def family_of_signature(signing_algorithm):
    match = re.fullmatch(r"SHA\d+WITH(RSA|ECDSA)(_PSS)?", signing_algorithm)
    return match[1] if match else signing_algorithm


KEPT = {}


def generate(key_algorithm, owner=None):
    """A new key pair, or that of the same owner: controls and other orders of a deployment don't need new keys."""
    if key_algorithm not in GENERATORS:
        raise Refused(f"this check has no key pairs of the algorithm {key_algorithm}")
    if owner is None:
        return GENERATORS[key_algorithm]()
    if (key_algorithm, owner) not in KEPT:
        KEPT[key_algorithm, owner] = GENERATORS[key_algorithm]()
    return KEPT[key_algorithm, owner]


def signature_options(key_algorithm, signing_algorithm):
    """The arguments of the `sign` method of a certificate builder."""
    if family_of_signature(signing_algorithm) != family_of(key_algorithm):
        raise Refused(f"InvalidArgsException: signing algorithm {signing_algorithm} for a key of type {key_algorithm}")
    match = re.match(r"SHA\d+", signing_algorithm)
    if not match:
        return {"algorithm": None}
    digest = HASHES[match[0]]()
    pss = padding.PSS(padding.MGF1(digest), padding.PSS.DIGEST_LENGTH) if signing_algorithm.endswith("_PSS") else None
    return {"algorithm": digest, **({"rsa_padding": pss} if pss else {})}


def algorithm_of(public_key):
    """The name of a public key's algorithm, as AWS Private CA spells it."""
    if isinstance(public_key, rsa.RSAPublicKey):
        return f"RSA_{public_key.key_size}"
    if isinstance(public_key, ec.EllipticCurvePublicKey):
        return {"secp256r1": "EC_prime256v1"}.get(public_key.curve.name, f"EC_{public_key.curve.name}")
    return re.sub(r"^MLDSA(\d+).*", r"ML_DSA_\1", type(public_key).__name__)
