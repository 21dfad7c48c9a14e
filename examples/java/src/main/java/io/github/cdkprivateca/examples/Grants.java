package io.github.cdkprivateca.examples;

import io.github.cdkprivateca.CertificateTemplate;
import io.github.cdkprivateca.DistinguishedName;
import io.github.cdkprivateca.DistinguishedNameAttributes;
import io.github.cdkprivateca.IssueGrantOptions;
import io.github.cdkprivateca.Revocation;
import io.github.cdkprivateca.RootCertificateAuthority;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/** A root CA with separate roles. The TypeScript example grants has the monthly cost. */
public class Grants extends Stack {
  public Grants(final Construct scope) {
    super(scope, "Grants");

    RootCertificateAuthority root = RootCertificateAuthority.Builder.create(this, "Root")
        .subject(DistinguishedName.of(DistinguishedNameAttributes.builder()
            .commonName("Example Corp Root CA G1").build()))
        .revocation(Revocation.ocsp())
        .build();
    root.getGrants().issue(role("Issuer"), IssueGrantOptions.builder()
        .templates(List.of(CertificateTemplate.END_ENTITY_SERVER_AUTH))
        .build());
    root.getGrants().revoke(role("Revoker"));
    root.getGrants().audit(role("Auditor"));
    root.getGrants().administer(role("Administrator"));
  }

  private Role role(final String id) {
    return Role.Builder.create(this, id).assumedBy(new AccountRootPrincipal()).build();
  }
}
