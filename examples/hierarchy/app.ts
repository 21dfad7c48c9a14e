/**
 * A hierarchy of four CAs in one statement: a root CA, a policy CA, an issuing CA for servers, and a short-lived
 * issuing CA for devices. The general-purpose CAs publish CRLs in one bucket, which CloudFront serves.
 *
 * Fixed monthly cost: $1,251.00 = $400.00 for each general-purpose CA and $50.00 for the short-lived CA, until you
 * delete it, and $1.00 for the KMS key. The first CA in an account and Region is free for 30 days. CloudFront,
 * storage, and certificates are billed separately.
 * https://aws.amazon.com/private-ca/pricing/, as of November 2026.
 */
import { App, Stack } from 'aws-cdk-lib';
import {
  CertificateAuthorityHierarchy, CertificateAuthorityPermission, CrlBucket, CrlDistribution, CrlDistributionPoint,
  DistinguishedName, PrivateCaBucketEncryption, Revocation, UsageMode,
} from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'Hierarchy');

const subject = (commonName: string) => DistinguishedName.of({ commonName, organization: 'Example Corp', country: 'US' });
const distribution = new CrlDistribution(stack, 'CrlDistribution', {
  bucket: new CrlBucket(stack, 'Crls', { encryption: PrivateCaBucketEncryption.kms() }),
});
const pki = new CertificateAuthorityHierarchy(stack, 'Pki', {
  root: {
    name: 'Root',
    subject: subject('Example Corp Root CA G1'),
    below: [{
      name: 'Policy',
      subject: subject('Example Corp Policy CA G1'),
      // A level below Web or Device can be added later without another certificate for the policy CA.
      pathLength: 2,
      below: [
        { name: 'Web', subject: subject('Example Corp Web CA G1') },
        {
          name: 'Device',
          subject: subject('Example Corp Device CA G1'),
          // Its certificates expire within seven days, so that it needs no revocation.
          usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
          revocation: Revocation.none(),
        },
      ],
    }],
  },
  revocation: Revocation.crl({ distributionPoint: CrlDistributionPoint.distribution(distribution) }),
});
new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority: pki.certificateAuthority('Web') });
