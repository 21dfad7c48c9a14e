package io.github.cdkprivateca.examples;

import io.github.cdkprivateca.AuditReportBucket;
import io.github.cdkprivateca.DistinguishedName;
import io.github.cdkprivateca.DistinguishedNameAttributes;
import io.github.cdkprivateca.PrivateCaBucketEncryption;
import io.github.cdkprivateca.Revocation;
import io.github.cdkprivateca.RootCertificateAuthority;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** A root CA and an audit report bucket. The TypeScript example first-ca has the monthly cost. */
public class FirstCa extends Stack {
  public FirstCa(final Construct scope) {
    super(scope, "FirstCa");

    RootCertificateAuthority root = RootCertificateAuthority.Builder.create(this, "Root")
        .subject(DistinguishedName.of(DistinguishedNameAttributes.builder()
            .commonName("Example Corp Root CA G1").organization("Example Corp").country("US").build()))
        .revocation(Revocation.ocsp())
        .build();
    AuditReportBucket audit = AuditReportBucket.Builder.create(this, "Audit")
        .certificateAuthorities(List.of(root))
        .encryption(PrivateCaBucketEncryption.kms())
        .build();

    CfnOutput.Builder.create(this, "CertificateAuthorityArn").value(root.getCertificateAuthorityArn()).build();
    CfnOutput.Builder.create(this, "AuditReportBucketName").value(audit.getBucket().getBucketName()).build();
  }
}
