"""Negative controls: altered templates of the corpus, each with the reason for which the check must reject it."""

import copy
from collections import namedtuple

from .extensions import (
    AUTHORITY_INFORMATION_ACCESS,
    AUTHORITY_KEY_ID,
    BASIC_CONSTRAINTS,
    CRL_DISTRIBUTION_POINTS,
    KEY_USAGE,
    SUBJECT_KEY_ID,
)

ABSENT = object()

# A service that omits an extension from every certificate.
Omission = namedtuple("Omission", "name app oid reason")

OMISSIONS = [
    Omission("CRL distribution points", "revocation", CRL_DISTRIBUTION_POINTS,
        "CrlConfiguration with http://crl.example.com/pki/crl/ is requested"),
    Omission("OCSP URL", "revocation", AUTHORITY_INFORMATION_ACCESS,
        "OcspConfiguration with http://ocsp.example.com is requested"),
    Omission("basic constraints", "names", BASIC_CONSTRAINTS, "the basic constraints are not those of the template"),
    Omission("key usage", "names", KEY_USAGE, "a CA certificate without the key usage KeyCertSign"),
    Omission("subject key identifier", "names", SUBJECT_KEY_ID, "the subject key identifier is not that of the key"),
    Omission("authority key identifier", "revocation", AUTHORITY_KEY_ID,
        "the authority key identifier is not that of the issuer"),
]


class Control(namedtuple("Control", "name resource property value reason")):
    """One change to one property of one resource, named by its construct path."""

    def alter(self, apps):
        """The templates of the app of the resource, with the change."""
        for templates in apps.values():
            for stack, template in templates.items():
                for logical_id, resource in template["Resources"].items():
                    if (resource.get("Metadata") or {}).get("aws:cdk:path") == self.resource:
                        altered = copy.deepcopy(templates)
                        self._change(altered[stack]["Resources"], logical_id)
                        return altered
        raise ValueError(f"the corpus does not contain {self.resource}")

    def _change(self, resources, logical_id):
        value = self.value(resources) if callable(self.value) else self.value
        *path, last = self.property.split(".")
        node = resources[logical_id]
        for part in path:
            node = node[int(part) if part.isdigit() else part]
        last = int(last) if last.isdigit() else last
        if value is ABSENT:
            del node[last]
        else:
            node[last] = value


def attribute(construct_path, name):
    """`Fn::GetAtt` of another resource."""
    return lambda resources: {"Fn::GetAtt": [_logical_id(resources, construct_path), name]}


def property_of(construct_path, name):
    return lambda resources: resources[_logical_id(resources, construct_path)]["Properties"][name]


def depends_on(construct_path):
    return lambda resources: [_logical_id(resources, construct_path)]


def _logical_id(resources, construct_path):
    return next(k for k, r in resources.items() if (r.get("Metadata") or {}).get("aws:cdk:path") == construct_path)


def template(name):
    return f"arn:aws:acm-pca:::template/{name}/V1"


ROOT, POLICY, ISSUING = "Revocation/Root", "Revocation/Policy", "Revocation/Issuing"
PASSTHROUGH = "Passthrough/Root/Certificate"
CRL_CDN, OCSP_CDN = "EveryDistribution/CrlCdn/Resource/Resource", "EveryDistribution/OcspCdn/Resource/Resource"
CDN = "Properties.DistributionConfig"
EXTENSIONS = "Properties.ApiPassthrough.Extensions"
NAMES = f"{EXTENSIONS}.SubjectAlternativeNames.0"

CONTROLS = [
    # Resources that do not belong together.
    Control("CSR of the issuer", f"{POLICY}/Certificate", "Properties.CertificateSigningRequest",
        attribute(f"{ROOT}/Resource", "CertificateSigningRequest"), "for the key of the issuer"),
    Control("certificate of another CA", f"{POLICY}/Activation", "Properties.Certificate",
        attribute(f"{ROOT}/Certificate", "Certificate"), "is not for the key of this CA"),
    Control("no chain", f"{POLICY}/Activation", "Properties.CertificateChain", ABSENT,
        "with a chain of 0 certificates"),
    Control("chain without the issuer", f"{ISSUING}/Activation", "Properties.CertificateChain",
        attribute(f"{ROOT}/Activation", "CompleteCertificateChain"), "the chain is not in order"),
    Control("chain of another root with ML-DSA", "Algorithms/MLDSA65Issuing/Activation", "Properties.CertificateChain",
        attribute("Algorithms/MLDSA87/Activation", "CompleteCertificateChain"), "the chain is not in order"),
    Control("stack without its export", "Below/Issuing/Certificate", "Properties.CertificateAuthorityArn",
        {"Fn::ImportValue": "Top:Other"}, "No export named Top:Other found"),
    # Certificates of a parent outside AWS.
    Control("sample for another key algorithm", "ExternalParent/Issuing/Resource", "Properties.KeyAlgorithm",
        "EC_prime256v1", "a certificate for EC_secp384r1, and a CA with EC_prime256v1"),
    Control("sample below another root", "ExternalParent/Issuing/Activation", "Properties.CertificateChain",
        property_of("ExternalParent/Issuing/Activation", "Certificate"), "the chain is not in order"),
    Control("sample of a root CA", "ExternalParent/Issuing/Activation", "Properties.Certificate",
        property_of("ExternalParent/Issuing/Activation", "CertificateChain"), "the certificate is self-signed"),
    # Templates, algorithms, and validity periods.
    Control("end-entity template", f"{POLICY}/Certificate", "Properties.TemplateArn", template("EndEntityCertificate"),
        "not a CA certificate"),
    Control("template that does not exist", f"{POLICY}/Certificate", "Properties.TemplateArn",
        template("SubordinateCACertificate_PathLen4"), "does not exist"),
    Control("path length of the issuer", f"{ISSUING}/Certificate", "Properties.TemplateArn",
        template("SubordinateCACertificate_PathLen1"), "the path length 1 below a CA with the path length 1"),
    Control("algorithm of another family", f"{POLICY}/Certificate", "Properties.SigningAlgorithm", "SHA256WITHRSA",
        "signing algorithm SHA256WITHRSA for a key of type EC_secp384r1"),
    Control("validity period of 30 years", f"{ISSUING}/Certificate", "Properties.Validity.Value", 30,
        "after that of the issuer"),
    Control("start after the end", "Names/Root/Certificate", "Properties.ValidityNotBefore.Value", 2_429_913_600,
        "and starts at"),
    Control("end in milliseconds", "Names/Custom/Certificate", "Properties.Validity.Value", 2_429_913_599_000,
        "the validity 2429913599000 ABSOLUTE"),
    Control("issuer in short-lived mode", f"{POLICY}/Resource", "Properties.UsageMode", "SHORT_LIVED_CERTIFICATE",
        "up to seven days"),
    Control("RSA certificate of ACM below an EC CA", "Revocation/Server/Resource", "Properties.KeyAlgorithm", ABSENT,
        "ACM requests a certificate for a key of type RSA_2048"),
    # Requested, and not in the certificate.
    Control("API passthrough with a base template", PASSTHROUGH, "Properties.TemplateArn",
        template("RootCACertificate"), "ApiPassthrough.CertificatePolicies is requested and not in the certificate"),
    Control("subject with a base template", PASSTHROUGH, "Properties.TemplateArn", template("RootCACertificate"),
        "ApiPassthrough.Subject is requested and not in the certificate"),
    Control("key usage with a template that sets it", PASSTHROUGH, "Properties.TemplateArn",
        template("RootCACertificate_APIPassthrough"),
        "ApiPassthrough.KeyUsage is requested and not in the certificate"),
    Control("key usage of the CSR without CSR passthrough", "Passthrough/Policy/Certificate", "Properties.TemplateArn",
        template("SubordinateCACertificate_PathLen1_APIPassthrough"),
        "CsrExtensions.KeyUsage is requested and not in the certificate"),
    Control("information access without CSR passthrough", "Passthrough/Policy/Certificate", "Properties.TemplateArn",
        template("SubordinateCACertificate_PathLen1_APIPassthrough"),
        "CsrExtensions.SubjectInformationAccess is requested and not in"),
    Control("extension that is requested twice", PASSTHROUGH, f"{EXTENSIONS}.CustomExtensions",
        [{"ObjectIdentifier": "1.2.3", "Value": value} for value in ("BQA=", "MAA=")],
        "the extension 1.2.3 is requested 2 times"),
    Control("basic constraints as a custom extension", PASSTHROUGH, f"{EXTENSIONS}.CustomExtensions.0.ObjectIdentifier",
        "2.5.29.19", "ApiPassthrough.CustomExtensions 2.5.29.19 is requested and not in the certificate"),
    # Certificates that clients reject.
    Control("blank template without key usage", "Passthrough/Matter/Certificate", "Properties.ApiPassthrough", ABSENT,
        "openssl verify -x509_strict"),
    Control("key usage without KeyCertSign", PASSTHROUGH, f"{EXTENSIONS}.KeyUsage", {"DigitalSignature": True},
        "a CA certificate without the key usage KeyCertSign"),
    # Values that AWS Private CA rejects.
    Control("custom extension without base64", PASSTHROUGH, f"{EXTENSIONS}.CustomExtensions.0.Value", "Example Corp",
        "does not match"),
    Control("custom extension without DER", PASSTHROUGH, f"{EXTENSIONS}.CustomExtensions.0.Value", "AA==",
        "is not base64-encoded DER"),
    Control("object identifier 1.40.1", PASSTHROUGH, f"{EXTENSIONS}.CustomExtensions.0.ObjectIdentifier", "1.40.1",
        "'1.40.1' does not match"),
    Control("DNS name of 254 characters", PASSTHROUGH, NAMES, {"DnsName": "x" * 254}, "DnsName with 254 characters"),
    Control("DNS name that is not ASCII", PASSTHROUGH, NAMES, {"DnsName": "exämple.com"},
        "the DnsName 'exämple.com' cannot be encoded"),
    Control("IP address 300.1.1.1", PASSTHROUGH, NAMES, {"IpAddress": "300.1.1.1"},
        "the IpAddress '300.1.1.1' cannot be encoded"),
    Control("IP address with a prefix length", PASSTHROUGH, NAMES, {"IpAddress": "10.0.0.0/8"},
        "the IpAddress '10.0.0.0/8' cannot be encoded"),
    Control("CPS URI that is not ASCII", PASSTHROUGH,
        f"{EXTENSIONS}.CertificatePolicies.0.PolicyQualifiers.0.Qualifier.CpsUri", "http://exämple.com",
        "cannot be encoded"),
    Control("21 policies", PASSTHROUGH, f"{EXTENSIONS}.CertificatePolicies", [{"CertPolicyId": "1.2.3"}] * 21,
        "with 21 members"),
    Control("empty list", PASSTHROUGH, f"{EXTENSIONS}.ExtendedKeyUsage", [], "with 0 members"),
    Control("custom country of three letters", "Names/Custom/Resource", "Properties.Subject.CustomAttributes.0.Value",
        "USA", "the country 'USA'"),
    Control("misspelled property", f"{ROOT}/Resource", "Properties.KeyAlgoritm", "RSA_2048", "KeyAlgoritm"),
    Control("disabled OCSP with a CNAME", f"{POLICY}/Resource",
        "Properties.RevocationConfiguration.OcspConfiguration.OcspCustomCname", "ocsp.example.com",
        "OcspConfiguration is disabled and has other members"),
    Control("CNAME with a scheme", f"{ROOT}/Resource",
        "Properties.RevocationConfiguration.CrlConfiguration.CustomCname", "http://crl.example.com",
        "is not a domain name"),
    # From the URL in a certificate to the object of the CRL, and to the OCSP responder.
    Control("distribution that redirects to HTTPS", CRL_CDN, f"{CDN}.DefaultCacheBehavior.ViewerProtocolPolicy",
        "redirect-to-https", "does not serve http://"),
    Control("disabled distribution", CRL_CDN, f"{CDN}.Enabled", False, "does not serve http://"),
    Control("distribution of another bucket", CRL_CDN, f"{CDN}.Origins.0.DomainName",
        "amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com", "reads amzn-s3-demo-bucket"),
    Control("distribution of a folder", CRL_CDN, f"{CDN}.Origins.0.OriginPath", "/pki", "adds /pki to the path"),
    Control("bucket that CloudFront can't read", "EveryDistribution/Crls/Resource/Policy/Resource",
        "Properties.PolicyDocument.Statement.2.Action", "s3:GetObjectAcl", "does not allow CloudFront to read crl/"),
    Control("OCSP responder of another service", OCSP_CDN, f"{CDN}.Origins.0.DomainName", "ocsp.example.com",
        "to ocsp.example.com"),
    Control("OCSP without POST", OCSP_CDN, f"{CDN}.DefaultCacheBehavior.AllowedMethods", ["GET", "HEAD"],
        "does not pass OCSP requests"),
    Control("OCSP responder with HTTPS", OCSP_CDN, f"{CDN}.Origins.0.CustomOriginConfig.OriginProtocolPolicy", "https-only",
        "does not use HTTP for the responder"),
    Control("passthrough without a passthrough template", "EveryExtension/ExtensionsCertificate/Resource",
        "Properties.TemplateArn", template("EndEntityCertificate"), "ApiPassthrough.CertificatePolicies is requested"),
    # Order.
    Control("CA before its bucket policy", f"{ROOT}/Resource", "DependsOn", ABSENT, "which allows it to write CRLs"),
    Control("certificate before the activation", f"{POLICY}/Certificate", "Properties.CertificateAuthorityArn",
        attribute(f"{ROOT}/Resource", "Arn"), "the CA is PENDING_CERTIFICATE"),
    Control("circular dependency", f"{ROOT}/Resource", "DependsOn", depends_on(f"{ROOT}/Activation"),
        "Circular dependency"),
]
