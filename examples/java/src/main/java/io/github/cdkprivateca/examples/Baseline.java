package io.github.cdkprivateca.examples;

import io.github.cdkprivateca.CertificateAuthorityHierarchyProps;
import io.github.cdkprivateca.DistinguishedName;
import io.github.cdkprivateca.DistinguishedNameAttributes;
import io.github.cdkprivateca.HierarchyLevel;
import io.github.cdkprivateca.IPrivateCaTrail;
import io.github.cdkprivateca.PrivateCaBaseline;
import io.github.cdkprivateca.PrivateCaTrail;
import io.github.cdkprivateca.PrivateCaTrailAttributes;
import io.github.cdkprivateca.Revocation;
import java.util.List;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** A root CA and an issuing CA with audit reports and alarms. The TypeScript example baseline has the monthly cost. */
public class Baseline extends Stack {
  private static final String ORGANIZATION = "Example Corp";

  public Baseline(final Construct scope) {
    super(scope, "Baseline", StackProps.builder()
        .env(Environment.builder().account("111122223333").region("us-east-1").build())
        .build());

    // A second copy of management events is billed. Without this import, the baseline creates a trail.
    IPrivateCaTrail trail = PrivateCaTrail.fromPrivateCaTrailAttributes(this, "Trail",
        PrivateCaTrailAttributes.builder()
            .trailArn(arn("cloudtrail", "trail", "management-events"))
            .logGroup(LogGroup.fromLogGroupName(this, "TrailLogs", "management-events"))
            .encryptionKey(Key.fromKeyArn(this, "TrailKey", arn("kms", "key", "11111111-2222-3333-4444-555555555555")))
            .build());

    PrivateCaBaseline.Builder.create(this, "Pki")
        .hierarchy(CertificateAuthorityHierarchyProps.builder()
            .root(HierarchyLevel.builder()
                .name("Root")
                .subject(subject("Root"))
                .below(List.of(HierarchyLevel.builder().name("Issuing").subject(subject("Issuing")).build()))
                .build())
            .revocation(Revocation.ocsp())
            .build())
        .trail(trail)
        .subscriptions(List.of(new EmailSubscription("pki@example.com")))
        .build();
  }

  private String arn(final String service, final String resource, final String name) {
    return formatArn(ArnComponents.builder().service(service).resource(resource).resourceName(name).build());
  }

  private static DistinguishedName subject(final String name) {
    return DistinguishedName.of(DistinguishedNameAttributes.builder()
        .commonName(ORGANIZATION + " " + name + " CA G1").organization(ORGANIZATION).build());
  }
}
