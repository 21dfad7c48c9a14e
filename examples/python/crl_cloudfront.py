"""CRLs in a private bucket behind CloudFront. The TypeScript example crl-cloudfront has the monthly cost."""
from aws_cdk import App, CfnOutput, Duration, Environment, Stack
from cdk_private_ca import (
    CrlBucket,
    CrlDistribution,
    CrlDistributionPoint,
    DistinguishedName,
    Revocation,
    RootCertificateAuthority,
    SubordinateCertificateAuthority,
)


def crl_cloudfront(app: App) -> None:
    # Access logs of the distribution require us-east-1. Without access logs, you can use any Region.
    stack = Stack(app, "CrlCloudFront", env=Environment(account="111122223333", region="us-east-1"))

    bucket = CrlBucket(stack, "Crls")
    distribution = CrlDistribution(
        stack, "CrlDistribution", bucket=bucket, log_bucket=bucket.server_access_logs_bucket
    )
    revocation = Revocation.crl(
        distribution_point=CrlDistributionPoint.distribution(distribution),
        expiration=Duration.days(7),
    )

    root = RootCertificateAuthority(
        stack,
        "Root",
        subject=DistinguishedName.of(
            common_name="Example Corp Root CA G1", organization="Example Corp", country="US"
        ),
        revocation=revocation,
    )
    SubordinateCertificateAuthority(
        stack,
        "Issuing",
        subject=DistinguishedName.of(
            common_name="Example Corp Issuing CA G1", organization="Example Corp", country="US"
        ),
        parent=root,
        revocation=revocation,
    )

    CfnOutput(stack, "CrlDomainName", value=distribution.domain_name)
