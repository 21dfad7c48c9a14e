package io.github.cdkprivateca.examples;

import io.github.cdkprivateca.AuditReportBucket;
import io.github.cdkprivateca.CertificateAuthorityPermission;
import io.github.cdkprivateca.DistinguishedName;
import io.github.cdkprivateca.DistinguishedNameAttributes;
import io.github.cdkprivateca.Revocation;
import io.github.cdkprivateca.RootCertificateAuthority;
import io.github.cdkprivateca.SubordinateCertificateAuthority;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.KeyAlgorithm;
import software.amazon.awscdk.services.certificatemanager.PrivateCertificate;
import software.constructs.Construct;

/** A root CA, an issuing CA, and an ACM certificate. The TypeScript example two-tier has the monthly cost. */
public class TwoTier extends Stack {
  public TwoTier(final Construct scope) {
    super(scope, "TwoTier");

    RootCertificateAuthority root = RootCertificateAuthority.Builder.create(this, "Root")
        .subject(DistinguishedName.of(DistinguishedNameAttributes.builder()
            .commonName("Example Corp Root CA G1").organization("Example Corp").country("US").build()))
        .revocation(Revocation.ocsp())
        .build();
    // The defaults are 3 years and path length 0: it issues end-entity certificates.
    SubordinateCertificateAuthority issuing = SubordinateCertificateAuthority.Builder.create(this, "Issuing")
        .subject(DistinguishedName.of(DistinguishedNameAttributes.builder()
            .commonName("Example Corp Issuing CA G1").organization("Example Corp").country("US").build()))
        .parent(root)
        .revocation(Revocation.ocsp())
        .build();
    CertificateAuthorityPermission renewal = CertificateAuthorityPermission.Builder.create(this, "Renewal")
        .certificateAuthority(issuing)
        .build();
    AuditReportBucket.Builder.create(this, "Audit").certificateAuthorities(List.of(root, issuing)).build();

    PrivateCertificate server = PrivateCertificate.Builder.create(this, "Server")
        .domainName("server.example.com")
        .certificateAuthority(issuing)
        // ACM requests RSA_2048 by default, and the key must have the family of the CA's key.
        .keyAlgorithm(KeyAlgorithm.EC_PRIME256_V1)
        .build();
    // The certificate is requested after ACM has permission for the CA.
    server.getNode().addDependency(renewal);
  }
}
