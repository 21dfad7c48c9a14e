"""Creates the resources of a template in dependency order: CAs and certificates with real keys, all others as names."""

import json

from cryptography.hazmat.primitives.serialization import Encoding

from . import keys
from .asn1 import sequence
from .authority import PrivateCa, new_csr, pem
from .extensions import Extension, SUBJECT_ALTERNATIVE_NAME
from .intrinsics import PSEUDO_PARAMETERS, Resolver, dependencies_of, deployment_order
from .names import general_name
from .outside import import_sample
from .service_model import Refused, require

PREFIX = "AWS::ACMPCA::"
ACM_CERTIFICATE = "AWS::CertificateManager::Certificate"
ACM_VALIDITY = {"Type": "DAYS", "Value": 395}
# The key algorithms that ACM requests certificates for, by the family of the CA. ACM requests RSA_2048 by default.
ACM_SIGNING_ALGORITHMS = {"RSA": "SHA256WITHRSA", "ECDSA": "SHA256WITHECDSA"}


class Deployment:
    """One stack. `exports` contains the exported values and the outputs of stacks that were deployed before.

    `former` is the same stack before an update: its resources stay if their properties stay. `order` is the seed of a
    random order of the resources.
    """

    def __init__(self, template, stack="Stack", service=None, exports=None, former=None, order=0):
        self.template, self.stack = template, stack
        self.resources = template.get("Resources", {})
        self.service, self.exports = service or PrivateCa(), exports if exports is not None else {}
        self.resolver = Resolver(self)
        self.references, self.attributes, self.properties, self.former = {}, {}, {}, former
        # By logical ID: the CAs, the issued certificates, and the activated CAs.
        self.authorities, self.issued, self.activated = {}, {}, {}
        # The logical IDs of activations with a certificate that a parent outside the app signed.
        self.imported_samples = []
        self.dependencies = dependencies_of(self.resources)
        self._create_imported()
        for name in deployment_order(self.dependencies, order):
            self._create(name)
        for name, output in (template.get("Outputs") or {}).items():
            self._export(name, output)

    def resolve(self, node):
        return self.resolver.resolve(node)

    # Called by the resolver.

    def reference(self, name):
        if name in PSEUDO_PARAMETERS:
            return PSEUDO_PARAMETERS[name]
        known = {
            "AWS::Region": self.service.region,
            "AWS::AccountId": self.service.account,
            "AWS::StackName": self.stack,
            "AWS::StackId": self._arn("cloudformation", f"stack/{self.stack}/51af3dc0-da77-11e4"),
        }
        if name in known:
            return known[name]
        if name in (self.template.get("Parameters") or {}):
            return self.template["Parameters"][name].get("Default", f"parameter-{name}")
        if name not in self.references:
            raise Refused(f"Unresolved resource dependencies [{name}]")
        return self.references[name]

    def attribute(self, name, attribute):
        if name not in self.references:
            raise Refused(f"Unresolved resource dependencies [{name}.{attribute}]")
        if attribute in self.attributes[name]:
            return self.attributes[name][attribute]
        kind = self.resources[name]["Type"]
        if kind.startswith(PREFIX):
            raise Refused(f"{kind} does not have the attribute {attribute}")
        service = kind.split("::")[1].lower()
        if attribute.endswith("Arn"):
            return self._arn(service, name.lower())
        return f"{name}.{attribute}.example.com".lower()

    def _arn(self, service, name):
        return f"arn:aws:{service}:{self.service.region}:{self.service.account}:{name}"

    def condition(self, name):
        raise Refused(f"this check does not support conditions such as {name}")

    def imported(self, name):
        if name not in self.exports:
            raise Refused(f"No export named {name} found")
        return self.exports[name]

    def output(self, stack, name):
        return self.imported(f"{stack}/{name}")

    # One method for each resource type of AWS Private CA.

    def _create(self, name):
        resource = self.resources[name]
        kind, properties = resource["Type"], self.resolve(resource.get("Properties") or {})
        self.attributes[name], self.properties[name] = {}, properties
        if self.former and self.former.properties.get(name) == properties:
            self._keep(name)
        elif kind == ACM_CERTIFICATE and properties.get("CertificateAuthorityArn"):
            self._create_acm_certificate(name, properties)
        elif kind.startswith(PREFIX):
            getattr(self, "_create_" + kind.removeprefix(PREFIX).lower())(name, properties)
        else:
            self.references[name] = str(self._bucket_name(properties) or f"{self.stack}-{name}".lower()[:63])

    def _bucket_name(self, properties):
        """The name of a bucket. A bucket in the namespace of the account has a prefix only."""
        prefix = properties.get("BucketNamePrefix")
        return f"{prefix}-{self.service.account}-{self.service.region}-an" if prefix else properties.get("BucketName")

    def _keep(self, name):
        for part in ("references", "attributes", "authorities", "issued", "activated"):
            if name in getattr(self.former, part):
                getattr(self, part)[name] = getattr(self.former, part)[name]

    def _create_certificateauthority(self, name, properties):
        authority = self.service.create(properties, owner=json.dumps([self.stack, name, properties], sort_keys=True))
        csr = authority.csr.public_bytes(Encoding.PEM).decode()
        self.authorities[name] = authority
        self.references[name], self.attributes[name] = authority.arn, {
            "Arn": authority.arn,
            "CertificateSigningRequest": csr,
        }

    def _create_certificate(self, name, properties):
        issued = self.service.issue(properties)
        arn = f"{issued.issuer.arn}/certificate/{issued.certificate.serial_number:032x}"
        self.issued[name] = issued
        self.references[name], self.attributes[name] = arn, {"Arn": arn, "Certificate": pem(issued.certificate)}

    def _create_certificateauthorityactivation(self, name, properties):
        issued = next((one for one in self.issued.values() if pem(one.certificate) == properties["Certificate"]), None)
        if not issued:
            issued, properties = import_sample(self.service.authorities[properties["CertificateAuthorityArn"]], properties)
            self.imported_samples.append(name)
        elif issued.issuer.arn in self.stand_ins and isinstance(
            self.resources[name]["Properties"].get("CertificateChain"), str
        ):
            properties = {**properties, "CertificateChain": pem(issued.issuer.certificate)}
        chain = self.service.activate(properties, issued)
        self.activated[name] = self.service.authorities[properties["CertificateAuthorityArn"]]
        self.references[name], self.attributes[name] = properties["CertificateAuthorityArn"], {
            "CompleteCertificateChain": chain
        }

    def _create_permission(self, name, properties):
        require("CreatePermission", properties)
        self.references[name] = properties["CertificateAuthorityArn"] + "|" + properties["Principal"]

    def _create_acm_certificate(self, name, properties):
        issuer = self.service.authorities.get(properties["CertificateAuthorityArn"])
        if not issuer:
            raise Refused(f"ResourceNotFoundException: {properties['CertificateAuthorityArn']}")
        algorithm = properties.get("KeyAlgorithm", "RSA_2048")
        family = keys.family_of(issuer.key_algorithm)
        if keys.family_of(algorithm) != family or family not in ACM_SIGNING_ALGORITHMS:
            raise Refused(
                f"ACM requests a certificate for a key of type {algorithm} from a CA with {issuer.key_algorithm}"
            )
        subject = {
            "KeyAlgorithm": algorithm,
            "SigningAlgorithm": ACM_SIGNING_ALGORITHMS[family],
            "Subject": {"CommonName": properties["DomainName"]},
        }
        names = sequence(general_name({"DnsName": properties["DomainName"]}))
        csr = new_csr(keys.generate(algorithm, f"ACM {self.stack} {name}"), subject, [Extension("ACM", SUBJECT_ALTERNATIVE_NAME, False, names)])
        self._create_certificate(
            name,
            {
                "CertificateAuthorityArn": issuer.arn,
                "CertificateSigningRequest": csr.public_bytes(Encoding.PEM).decode(),
                "Validity": ACM_VALIDITY,
                "SigningAlgorithm": issuer.signing_algorithm,
            },
        )

    def _create_imported(self):
        """Creates a root CA in place of each existing CA that issues a certificate."""
        self.stand_ins = {}
        for resource in self.resources.values():
            properties = resource.get("Properties") or {}
            arn = properties.get("CertificateAuthorityArn")
            if (
                resource["Type"] not in (PREFIX + "Certificate", ACM_CERTIFICATE)
                or not isinstance(arn, str)
                or arn in self.service.authorities
            ):
                continue
            if resource["Type"] == ACM_CERTIFICATE:
                algorithm = ACM_SIGNING_ALGORITHMS[keys.family_of(properties.get("KeyAlgorithm", "RSA_2048"))]
            else:
                algorithm = properties["SigningAlgorithm"]
            key = {"RSA": "RSA_2048", "ECDSA": "EC_secp384r1"}.get(keys.family_of_signature(algorithm), algorithm)
            self.stand_ins[arn] = new_root(self.service, arn, key, algorithm)

    def _export(self, name, output):
        try:
            value = self.resolve(output["Value"])
        except Refused:
            return
        self.exports[f"{self.stack}/{name}"] = value
        if "Export" in output:
            self.exports[self.resolve(output["Export"]["Name"])] = value


def new_root(service, arn, key_algorithm, signing_algorithm):
    """An active root CA outside the template."""
    authority = service.create(
        {
            "Type": "ROOT",
            "KeyAlgorithm": key_algorithm,
            "SigningAlgorithm": signing_algorithm,
            "Subject": {"CommonName": "Existing CA"},
        },
        arn,
        owner=arn,
    )
    issued = service.issue(
        {
            "CertificateAuthorityArn": arn,
            "CertificateSigningRequest": authority.csr.public_bytes(Encoding.PEM).decode(),
            "SigningAlgorithm": signing_algorithm,
            "TemplateArn": "arn:aws:acm-pca:::template/RootCACertificate/V1",
            "Validity": {"Type": "YEARS", "Value": 30},
        }
    )
    service.activate({"CertificateAuthorityArn": arn}, issued)
    return authority
