"""What the library can express and AWS Private CA can issue: each value must be in a request of an app."""

from .service_model import MODEL

# What this check can't issue, with the reason.
EXCEPTIONS = {
    ("key algorithm", "SM2"): "`cryptography` has no SM2",
    ("signing algorithm", "SM3WITHSM2"): "`cryptography` has no SM2",
}

# The sets of the service model, by the name of the value.
ENUMERATIONS = {
    "key algorithm": "KeyAlgorithm",
    "signing algorithm": "SigningAlgorithm",
    "extended key usage": "ExtendedKeyUsageType",
    "access method": "AccessMethodType",
    "validity": "ValidityPeriodType",
    "CRL type": "CrlType",
    "usage mode": "CertificateAuthorityUsageMode",
    "key storage standard": "KeyStorageSecurityStandard",
}
STRUCTURES = {
    "attribute": "ASN1Subject",
    "general name": "GeneralName",
    "key usage": "KeyUsage",
    "extension": "Extensions",
    "CSR extension": "CsrExtensions",
}
OTHERS = {
    ("object identifier", "extended key usage"),
    ("object identifier", "access method"),
    ("object identifier", "attribute"),
    ("policy", "CPS URI"),
    ("policy", "without qualifier"),
    ("custom extension", "critical"),
    ("custom extension", "not critical"),
    ("END_DATE", "12 digits"),
    ("END_DATE", "14 digits"),
    ("ValidityNotBefore", "requested"),
    ("passthrough subject", "requested"),
    ("distribution point", "CNAME"),
    ("distribution point", "bucket"),
    ("distribution point", "omitted"),
    ("distribution point", "custom path"),
    ("OCSP", "CNAME"),
    ("OCSP", "Region"),
    *{("path length of a CA", length) for length in (None, 0, 1, 2, 3)},
}


class Coverage:
    """The values in the requests of all deployments."""

    def __init__(self, api):
        """`api` contains the values that the library offers: templates, key algorithms, and so on."""
        self.found = set()
        self.required = set(OTHERS)
        for kind, shape in ENUMERATIONS.items():
            self.required |= {(kind, value) for value in MODEL.shape_for(shape).enum}
        for kind, shape in STRUCTURES.items():
            self.required |= {(kind, member) for member in MODEL.shape_for(shape).members}
        for kind, values in api.items():
            self.required |= {(kind, value) for value in values}
        self.required -= set(EXCEPTIONS)

    def missing(self):
        return sorted(f"{kind}: {value}" for kind, value in self.required - self.found)

    def summary(self):
        kinds = sorted({kind for kind, _ in self.required})
        return ", ".join(f"{kind}: {len([1 for k, _ in self.required if k == kind])}" for kind in kinds)

    def add(self, deployment):
        for authority in deployment.authorities.values():
            self._add_authority(authority.properties)
        for issued in deployment.issued.values():
            self._add_request(issued)

    def _add_authority(self, properties):
        note = self.found.add
        note(("key algorithm", properties["KeyAlgorithm"]))
        note(("signing algorithm", properties["SigningAlgorithm"]))
        note(("usage mode", properties.get("UsageMode", "GENERAL_PURPOSE")))
        note(("key storage standard", properties.get("KeyStorageSecurityStandard")))
        self._add_subject(properties["Subject"])
        self._add_csr_extensions(properties.get("CsrExtensions") or {})
        revocation = properties.get("RevocationConfiguration") or {}
        crl, ocsp = revocation.get("CrlConfiguration") or {}, revocation.get("OcspConfiguration") or {}
        if crl.get("Enabled"):
            note(("CRL type", crl.get("CrlType", "COMPLETE")))
            omitted = (crl.get("CrlDistributionPointExtensionConfiguration") or {}).get("OmitExtension")
            note(("distribution point", "omitted" if omitted else "CNAME" if crl.get("CustomCname") else "bucket"))
            if crl.get("CustomPath"):
                note(("distribution point", "custom path"))
        if ocsp.get("Enabled"):
            note(("OCSP", "CNAME" if ocsp.get("OcspCustomCname") else "Region"))

    def _add_csr_extensions(self, extensions):
        for name in extensions:
            self.found.add(("CSR extension", name))
        self._add_usages(extensions.get("KeyUsage"))
        for entry in extensions.get("SubjectInformationAccess") or []:
            method = entry["AccessMethod"]
            kind = method.get("AccessMethodType")
            self.found.add(("access method", kind) if kind else ("object identifier", "access method"))
            self._add_name(entry["AccessLocation"])

    def _add_request(self, issued):
        note, request, passthrough = self.found.add, issued.request, issued.request.get("ApiPassthrough") or {}
        note(("template", issued.definition.name))
        note(("signing algorithm", request["SigningAlgorithm"]))
        note(("validity", request["Validity"]["Type"]))
        if request["Validity"]["Type"] == "END_DATE":
            note(("END_DATE", f"{len(str(request['Validity']['Value']))} digits"))
        if request.get("ValidityNotBefore"):
            note(("ValidityNotBefore", "requested"))
            note(("validity", request["ValidityNotBefore"]["Type"]))
        if issued.definition.is_ca:
            note(("path length of a CA", issued.definition.path_length))
        if passthrough.get("Subject"):
            note(("passthrough subject", "requested"))
            self._add_subject(passthrough["Subject"])
        extensions = passthrough.get("Extensions") or {}
        for name in extensions:
            note(("extension", name))
        self._add_usages(extensions.get("KeyUsage"))
        for name in extensions.get("SubjectAlternativeNames") or []:
            self._add_name(name)
        for purpose in extensions.get("ExtendedKeyUsage") or []:
            kind = purpose.get("ExtendedKeyUsageType")
            note(("extended key usage", kind) if kind else ("object identifier", "extended key usage"))
        for policy in extensions.get("CertificatePolicies") or []:
            note(("policy", "CPS URI" if policy.get("PolicyQualifiers") else "without qualifier"))
        for extension in extensions.get("CustomExtensions") or []:
            note(("custom extension", "critical" if extension.get("Critical") else "not critical"))

    def _add_usages(self, usages):
        self.found |= {("key usage", name) for name, value in (usages or {}).items() if value}

    def _add_name(self, name):
        self.found |= {("general name", kind) for kind in name}

    def _add_subject(self, subject):
        self.found |= {("attribute", name) for name in subject}
        if subject.get("CustomAttributes"):
            self.found.add(("object identifier", "attribute"))
