"""Daily audit reports, queries, and alarms. The TypeScript example audit-loop has the monthly cost."""
from aws_cdk import App, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns_subscriptions as subscriptions
from cdk_private_ca import (
    AlarmRouting,
    AuditReportAnalytics,
    AuditReportBucket,
    AuditReportSchedule,
    CertificateAuthorityExpiryWatch,
    DistinguishedName,
    PkiNotifications,
    PrivateCaBucketEncryption,
    PrivateCaDashboard,
    Revocation,
    RootCertificateAuthority,
)


def audit_loop(app: App) -> None:
    stack = Stack(app, "AuditLoop")

    root = RootCertificateAuthority(
        stack,
        "Root",
        subject=DistinguishedName.of(
            common_name="Example Corp Root CA G1", organization="Example Corp", country="US"
        ),
        revocation=Revocation.ocsp(),
    )
    audit = AuditReportBucket(
        stack, "Audit", certificate_authorities=[root], encryption=PrivateCaBucketEncryption.kms()
    )
    notifications = PkiNotifications(
        stack,
        "Notifications",
        subscriptions=[subscriptions.EmailSubscription("pki@example.com")],
    )
    routing = AlarmRouting.everything_to(notifications)
    # One key for the topic and for the logs of all state machines.
    log_encryption_key = notifications.encryption_key

    schedule = AuditReportSchedule(
        stack,
        "Reports",
        audit_report_bucket=audit,
        certificate_authorities=[root],
        routing=routing,
        log_encryption_key=log_encryption_key,
    )
    analytics = AuditReportAnalytics(
        stack,
        "Analytics",
        audit_report_bucket=audit,
        routing=routing,
        log_encryption_key=log_encryption_key,
        server_access_logs_bucket=audit.server_access_logs_bucket,
    )
    expiry_watch = CertificateAuthorityExpiryWatch(
        stack,
        "Expiry",
        certificate_authorities=[root],
        routing=routing,
        log_encryption_key=log_encryption_key,
    )
    analytics.grants.query(iam.Role(stack, "Analyst", assumed_by=iam.AccountRootPrincipal()))
    analytics.add_query(
        "ShortLived",
        name="short_lived",
        description="Which certificates have a validity period of at most 7 days?",
        sql=f"{analytics.query_prelude}\n"
        "SELECT ca_id, subject, serial FROM certificate WHERE date_diff('day', not_before, not_after) <= 7",
    )
    PrivateCaDashboard(
        stack,
        "Dashboard",
        audit_report_schedules=[schedule],
        audit_report_analytics=[analytics],
        expiry_watches=[expiry_watch],
        certificate_authorities=[root],
    )
