package io.github.cdkprivateca.examples;

import io.github.cdkprivateca.AlarmRouting;
import io.github.cdkprivateca.Criticality;
import io.github.cdkprivateca.IPrivateCertificateAuthority;
import io.github.cdkprivateca.PkiAlarms;
import io.github.cdkprivateca.PkiNotifications;
import io.github.cdkprivateca.PkiSignal;
import io.github.cdkprivateca.PkiSignals;
import io.github.cdkprivateca.PrivateCaDashboard;
import io.github.cdkprivateca.PrivateCaQueries;
import io.github.cdkprivateca.PrivateCertificateAuthority;
import io.github.cdkprivateca.SignalSource;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** Alarms on CA activity, from an existing trail. The TypeScript example watched-pki has the monthly cost. */
public class WatchedPki extends Stack {
  public WatchedPki(final Construct scope) {
    super(scope, "WatchedPki");

    ILogGroup trailLogs = LogGroup.fromLogGroupName(this, "Trail", "management-events");
    IPrivateCertificateAuthority root = PrivateCertificateAuthority.fromCertificateAuthorityArn(this, "Root",
        "arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555");
    IBucket reports = Bucket.fromBucketName(this, "Reports", "amzn-s3-demo-bucket");
    IBucket trailFiles = Bucket.fromBucketName(this, "TrailFiles", "amzn-s3-demo-bucket1");
    PkiNotifications notifications = PkiNotifications.Builder.create(this, "Notifications")
        .subscriptions(List.of(new EmailSubscription("pki@example.com")))
        .build();

    PkiAlarms alarms = PkiAlarms.Builder.create(this, "Alarms")
        .source(SignalSource.logs(trailLogs))
        // This account shares many other resources with AWS RAM, and disables CAs only in an emergency.
        .signals(PkiSignals.recommended()
            .plus(
                PkiSignal.rootCaUsed(root),
                PkiSignal.bucketChanged(reports, trailFiles),
                PkiSignal.bucketChangeDenied(reports, trailFiles),
                PkiSignal.auditReportElsewhere(reports))
            .without("ca-share-changed", "ca-share-change-denied")
            .withCriticality("ca-disabled", Criticality.CRITICAL))
        .routing(AlarmRouting.everythingTo(notifications))
        .build();
    PrivateCaQueries.Builder.create(this, "Queries").logGroup(trailLogs).build();
    PrivateCaDashboard.Builder.create(this, "Dashboard").alarms(List.of(alarms)).build();
  }
}
