package io.github.cdkprivateca.examples;

import io.github.cdkprivateca.CrlBucket;
import io.github.cdkprivateca.CrlDistribution;
import io.github.cdkprivateca.CrlDistributionPoint;
import io.github.cdkprivateca.CrlOptions;
import io.github.cdkprivateca.DistinguishedName;
import io.github.cdkprivateca.DistinguishedNameAttributes;
import io.github.cdkprivateca.Revocation;
import io.github.cdkprivateca.RootCertificateAuthority;
import io.github.cdkprivateca.SubordinateCertificateAuthority;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** CRLs in a private bucket behind CloudFront. The TypeScript example crl-cloudfront has the monthly cost. */
public class CrlCloudFront extends Stack {
  public CrlCloudFront(final Construct scope) {
    // Access logs of the distribution require us-east-1. Without access logs, you can use any Region.
    super(scope, "CrlCloudFront", StackProps.builder()
        .env(Environment.builder().account("111122223333").region("us-east-1").build())
        .build());

    CrlBucket bucket = new CrlBucket(this, "Crls");
    CrlDistribution distribution = CrlDistribution.Builder.create(this, "CrlDistribution")
        .bucket(bucket)
        .logBucket(bucket.getServerAccessLogsBucket())
        .build();
    Revocation revocation = Revocation.crl(CrlOptions.builder()
        .distributionPoint(CrlDistributionPoint.distribution(distribution))
        .expiration(Duration.days(7))
        .build());

    RootCertificateAuthority root = RootCertificateAuthority.Builder.create(this, "Root")
        .subject(DistinguishedName.of(DistinguishedNameAttributes.builder()
            .commonName("Example Corp Root CA G1").organization("Example Corp").country("US").build()))
        .revocation(revocation)
        .build();
    SubordinateCertificateAuthority.Builder.create(this, "Issuing")
        .subject(DistinguishedName.of(DistinguishedNameAttributes.builder()
            .commonName("Example Corp Issuing CA G1").organization("Example Corp").country("US").build()))
        .parent(root)
        .revocation(revocation)
        .build();

    CfnOutput.Builder.create(this, "CrlDomainName").value(distribution.getDomainName()).build();
  }
}
