"""Alarms for the cloud PKI EZCA. The TypeScript example ezca-logs has the monthly cost."""
from aws_cdk import App, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns_subscriptions as subscriptions
from cdk_private_ca import (
    AlarmRouting,
    EzcaSignals,
    ExternalPkiLog,
    PkiAlarms,
    PkiNotifications,
    SignalSource,
)


def ezca_logs(app: App) -> None:
    stack = Stack(app, "EzcaLogs")

    ezca = ExternalPkiLog(stack, "Ezca", user=iam.User(stack, "EzcaWriter"))
    notifications = PkiNotifications(
        stack,
        "Notifications",
        subscriptions=[subscriptions.EmailSubscription("pki@example.com")],
    )

    PkiAlarms(
        stack,
        "Alarms",
        source=SignalSource.logs(ezca.log_group),
        # EZCA publishes CRLs automatically, and creates certificates frequently.
        signals=EzcaSignals.all().without("ezca-4872", "ezca-4887"),
        routing=AlarmRouting.everything_to(notifications),
    )
