/**
 * A hierarchy and an audit report bucket whose resources CloudFormation deletes with the stack. By default, it retains
 * them. Deploy this change first, empty the buckets, and then delete the stack. See docs/guides/delete-everything.md.
 *
 * Fixed monthly cost: $801.00 = $400.00 for each general-purpose CA and $1.00 for the KMS key, until you delete the
 * stack. The first CA in an account and Region is free for 30 days. Storage, certificates, and OCSP are billed
 * separately. https://aws.amazon.com/private-ca/pricing/ and https://aws.amazon.com/kms/pricing/, as of November 2026.
 */
import { Annotations, App, RemovalPolicies, Stack } from 'aws-cdk-lib';
import {
  AuditReportBucket, CertificateAuthorityHierarchy, DistinguishedName, PrivateCaBucketEncryption, Revocation,
} from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'DeleteEverything');

const subject = (commonName: string) => DistinguishedName.of({ commonName, organization: 'Example Corp', country: 'US' });
const pki = new CertificateAuthorityHierarchy(stack, 'Pki', {
  root: {
    name: 'Root',
    subject: subject('Example Corp Root CA G1'),
    below: [{ name: 'Issuing', subject: subject('Example Corp Issuing CA G1') }],
  },
  revocation: Revocation.ocsp(),
});
new AuditReportBucket(stack, 'Audit', { certificateAuthorities: pki.all, encryption: PrivateCaBucketEncryption.kms() });

// Deletion of a CA invalidates all certificates below it. CloudFormation can't delete a bucket that contains objects.
RemovalPolicies.of(stack).destroy();
Annotations.of(stack).acknowledgeWarning('cdk-private-ca:retainedResourceDeleted', 'This PKI is deleted.');
