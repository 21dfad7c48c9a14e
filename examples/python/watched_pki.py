"""Alarms on CA activity, from an existing trail. The TypeScript example watched-pki has the monthly cost."""
from aws_cdk import App, Stack
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns_subscriptions as subscriptions
from cdk_private_ca import (
    AlarmRouting,
    Criticality,
    PkiAlarms,
    PkiNotifications,
    PkiSignal,
    PkiSignals,
    PrivateCaDashboard,
    PrivateCaQueries,
    PrivateCertificateAuthority,
    SignalSource,
)


def watched_pki(app: App) -> None:
    stack = Stack(app, "WatchedPki")

    trail_logs = logs.LogGroup.from_log_group_name(stack, "Trail", "management-events")
    root = PrivateCertificateAuthority.from_certificate_authority_arn(
        stack,
        "Root",
        "arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555",
    )
    reports = s3.Bucket.from_bucket_name(stack, "Reports", "amzn-s3-demo-bucket")
    trail_files = s3.Bucket.from_bucket_name(stack, "TrailFiles", "amzn-s3-demo-bucket1")
    notifications = PkiNotifications(
        stack,
        "Notifications",
        subscriptions=[subscriptions.EmailSubscription("pki@example.com")],
    )

    alarms = PkiAlarms(
        stack,
        "Alarms",
        source=SignalSource.logs(trail_logs),
        # This account shares many other resources with AWS RAM, and disables CAs only in an emergency.
        signals=PkiSignals.recommended()
        .plus(
            PkiSignal.root_ca_used(root),
            PkiSignal.bucket_changed(reports, trail_files),
            PkiSignal.bucket_change_denied(reports, trail_files),
            PkiSignal.audit_report_elsewhere(reports),
        )
        .without("ca-share-changed", "ca-share-change-denied")
        .with_criticality("ca-disabled", Criticality.CRITICAL),
        routing=AlarmRouting.everything_to(notifications),
    )
    PrivateCaQueries(stack, "Queries", log_group=trail_logs)
    PrivateCaDashboard(stack, "Dashboard", alarms=[alarms])
