"""A root CA and an audit report bucket. The TypeScript example first-ca has the monthly cost."""
from aws_cdk import App, CfnOutput, Stack
from cdk_private_ca import (
    AuditReportBucket,
    DistinguishedName,
    PrivateCaBucketEncryption,
    Revocation,
    RootCertificateAuthority,
)


def first_ca(app: App) -> None:
    stack = Stack(app, "FirstCa")

    root = RootCertificateAuthority(
        stack,
        "Root",
        subject=DistinguishedName.of(
            common_name="Example Corp Root CA G1", organization="Example Corp", country="US"
        ),
        revocation=Revocation.ocsp(),
    )
    audit = AuditReportBucket(
        stack,
        "Audit",
        certificate_authorities=[root],
        encryption=PrivateCaBucketEncryption.kms(),
    )

    CfnOutput(stack, "CertificateAuthorityArn", value=root.certificate_authority_arn)
    CfnOutput(stack, "AuditReportBucketName", value=audit.bucket.bucket_name)
