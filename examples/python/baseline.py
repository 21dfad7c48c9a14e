"""A root CA and an issuing CA with audit reports and alarms. The TypeScript example baseline has the monthly cost."""
from aws_cdk import App, Environment, Stack
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns_subscriptions as subscriptions
from cdk_private_ca import (
    CertificateAuthorityHierarchyProps,
    DistinguishedName,
    HierarchyLevel,
    PrivateCaBaseline,
    PrivateCaTrail,
    Revocation,
)


def baseline(app: App) -> None:
    stack = Stack(app, "Baseline", env=Environment(account="111122223333", region="us-east-1"))
    organization = "Example Corp"

    # A second copy of management events is billed. Without this import, the baseline creates a trail.
    trail = PrivateCaTrail.from_private_ca_trail_attributes(
        stack,
        "Trail",
        trail_arn=stack.format_arn(service="cloudtrail", resource="trail", resource_name="management-events"),
        log_group=logs.LogGroup.from_log_group_name(stack, "TrailLogs", "management-events"),
        encryption_key=kms.Key.from_key_arn(
            stack,
            "TrailKey",
            stack.format_arn(
                service="kms", resource="key", resource_name="11111111-2222-3333-4444-555555555555"
            ),
        ),
    )

    PrivateCaBaseline(
        stack,
        "Pki",
        hierarchy=CertificateAuthorityHierarchyProps(
            root=HierarchyLevel(
                name="Root",
                subject=DistinguishedName.of(
                    common_name=f"{organization} Root CA G1", organization=organization
                ),
                below=[
                    HierarchyLevel(
                        name="Issuing",
                        subject=DistinguishedName.of(
                            common_name=f"{organization} Issuing CA G1", organization=organization
                        ),
                    )
                ],
            ),
            revocation=Revocation.ocsp(),
        ),
        trail=trail,
        subscriptions=[subscriptions.EmailSubscription("pki@example.com")],
    )
