"""A root CA, an issuing CA, and an ACM certificate. The TypeScript example two-tier has the monthly cost."""
from aws_cdk import App, Stack
from aws_cdk import aws_certificatemanager as acm
from cdk_private_ca import (
    AuditReportBucket,
    CertificateAuthorityPermission,
    DistinguishedName,
    Revocation,
    RootCertificateAuthority,
    SubordinateCertificateAuthority,
)


def two_tier(app: App) -> None:
    stack = Stack(app, "TwoTier")

    root = RootCertificateAuthority(
        stack,
        "Root",
        subject=DistinguishedName.of(
            common_name="Example Corp Root CA G1", organization="Example Corp", country="US"
        ),
        revocation=Revocation.ocsp(),
    )
    # The defaults are 3 years and path length 0: it issues end-entity certificates.
    issuing = SubordinateCertificateAuthority(
        stack,
        "Issuing",
        subject=DistinguishedName.of(
            common_name="Example Corp Issuing CA G1", organization="Example Corp", country="US"
        ),
        parent=root,
        revocation=Revocation.ocsp(),
    )
    renewal = CertificateAuthorityPermission(stack, "Renewal", certificate_authority=issuing)
    AuditReportBucket(stack, "Audit", certificate_authorities=[root, issuing])

    server = acm.PrivateCertificate(
        stack,
        "Server",
        domain_name="server.example.com",
        certificate_authority=issuing,
        # ACM requests RSA_2048 by default, and the key must have the family of the CA's key.
        key_algorithm=acm.KeyAlgorithm.EC_PRIME256_V1,
    )
    # The certificate is requested after ACM has permission for the CA.
    server.node.add_dependency(renewal)
