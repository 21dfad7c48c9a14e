package io.github.cdkprivateca.examples;

import io.github.cdkprivateca.AlarmRouting;
import io.github.cdkprivateca.EzcaSignals;
import io.github.cdkprivateca.ExternalPkiLog;
import io.github.cdkprivateca.PkiAlarms;
import io.github.cdkprivateca.PkiNotifications;
import io.github.cdkprivateca.SignalSource;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.User;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** Alarms for the cloud PKI EZCA. The TypeScript example ezca-logs has the monthly cost. */
public class EzcaLogs extends Stack {
  public EzcaLogs(final Construct scope) {
    super(scope, "EzcaLogs");

    ExternalPkiLog ezca = ExternalPkiLog.Builder.create(this, "Ezca").user(new User(this, "EzcaWriter")).build();
    PkiNotifications notifications = PkiNotifications.Builder.create(this, "Notifications")
        .subscriptions(List.of(new EmailSubscription("pki@example.com")))
        .build();

    PkiAlarms.Builder.create(this, "Alarms")
        .source(SignalSource.logs(ezca.getLogGroup()))
        // EZCA publishes CRLs automatically, and creates certificates frequently.
        .signals(EzcaSignals.all().without("ezca-4872", "ezca-4887"))
        .routing(AlarmRouting.everythingTo(notifications))
        .build();
  }
}
