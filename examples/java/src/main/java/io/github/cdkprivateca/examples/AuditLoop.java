package io.github.cdkprivateca.examples;

import io.github.cdkprivateca.AlarmRouting;
import io.github.cdkprivateca.AuditReportAnalytics;
import io.github.cdkprivateca.AuditReportBucket;
import io.github.cdkprivateca.AuditReportQuery;
import io.github.cdkprivateca.AuditReportSchedule;
import io.github.cdkprivateca.CertificateAuthorityExpiryWatch;
import io.github.cdkprivateca.DistinguishedName;
import io.github.cdkprivateca.DistinguishedNameAttributes;
import io.github.cdkprivateca.PkiNotifications;
import io.github.cdkprivateca.PrivateCaBucketEncryption;
import io.github.cdkprivateca.PrivateCaDashboard;
import io.github.cdkprivateca.Revocation;
import io.github.cdkprivateca.RootCertificateAuthority;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** Daily audit reports, queries, and alarms. The TypeScript example audit-loop has the monthly cost. */
public class AuditLoop extends Stack {
  public AuditLoop(final Construct scope) {
    super(scope, "AuditLoop");

    RootCertificateAuthority root = RootCertificateAuthority.Builder.create(this, "Root")
        .subject(DistinguishedName.of(DistinguishedNameAttributes.builder()
            .commonName("Example Corp Root CA G1").organization("Example Corp").country("US").build()))
        .revocation(Revocation.ocsp())
        .build();
    AuditReportBucket audit = AuditReportBucket.Builder.create(this, "Audit")
        .certificateAuthorities(List.of(root))
        .encryption(PrivateCaBucketEncryption.kms())
        .build();
    PkiNotifications notifications = PkiNotifications.Builder.create(this, "Notifications")
        .subscriptions(List.of(new EmailSubscription("pki@example.com")))
        .build();
    AlarmRouting routing = AlarmRouting.everythingTo(notifications);
    // One key for the topic and for the logs of all state machines.
    IKey logEncryptionKey = notifications.getEncryptionKey();

    AuditReportSchedule schedule = AuditReportSchedule.Builder.create(this, "Reports")
        .auditReportBucket(audit)
        .certificateAuthorities(List.of(root))
        .routing(routing)
        .logEncryptionKey(logEncryptionKey)
        .build();
    AuditReportAnalytics analytics = AuditReportAnalytics.Builder.create(this, "Analytics")
        .auditReportBucket(audit)
        .routing(routing)
        .logEncryptionKey(logEncryptionKey)
        .serverAccessLogsBucket(audit.getServerAccessLogsBucket())
        .build();
    CertificateAuthorityExpiryWatch expiryWatch = CertificateAuthorityExpiryWatch.Builder.create(this, "Expiry")
        .certificateAuthorities(List.of(root))
        .routing(routing)
        .logEncryptionKey(logEncryptionKey)
        .build();
    analytics.getGrants().query(Role.Builder.create(this, "Analyst").assumedBy(new AccountRootPrincipal()).build());
    analytics.addQuery("ShortLived", AuditReportQuery.builder()
        .name("short_lived")
        .description("Which certificates have a validity period of at most 7 days?")
        .sql(analytics.getQueryPrelude() + "\n"
            + "SELECT ca_id, subject, serial FROM certificate WHERE date_diff('day', not_before, not_after) <= 7")
        .build());
    PrivateCaDashboard.Builder.create(this, "Dashboard")
        .auditReportSchedules(List.of(schedule))
        .auditReportAnalytics(List.of(analytics))
        .expiryWatches(List.of(expiryWatch))
        .certificateAuthorities(List.of(root))
        .build();
  }
}
