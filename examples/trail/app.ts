/**
 * The record of what is done to CAs. Most accounts have a trail already: the first stack refers to it, and makes a
 * metric of its records. The second stack is for an account that has none: a trail, and a root CA that is made only
 * when the trail records. An auditor may read its log files.
 *
 * Fixed monthly cost: $402.00 = $400.00 for the general-purpose CA and $2.00 for two KMS keys (log files and log
 * group), until the CA is deleted (the first CA of an account and Region is free for 30 days). A second trail's copy
 * of management events, CloudWatch Logs and storage cost by use on top. https://aws.amazon.com/private-ca/pricing/,
 * https://aws.amazon.com/kms/pricing/ and https://aws.amazon.com/cloudtrail/pricing/, November 2026.
 */
import { App, Stack, aws_iam as iam, aws_logs as logs } from 'aws-cdk-lib';
import { DistinguishedName, PrivateCaTrail, Revocation, RootCertificateAuthority } from 'cdk-private-ca';

export const app = new App();

const watching = new Stack(app, 'ExistingTrail');
const existing = PrivateCaTrail.fromPrivateCaTrailAttributes(watching, 'Trail', {
  trailArn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/management-events',
  logGroup: logs.LogGroup.fromLogGroupName(watching, 'Records', 'management-events'),
});
existing.logGroup.addMetricFilter('DeletedCertificateAuthorities', {
  filterPattern: logs.FilterPattern.literal('{ $.eventSource = "acm-pca.amazonaws.com" && $.eventName = "DeleteCertificateAuthority" }'),
  metricNamespace: 'Pki',
  metricName: 'DeletedCertificateAuthorities',
});

const recording = new Stack(app, 'NewTrail');
const trail = new PrivateCaTrail(recording, 'Trail');
trail.grants.readLogs(new iam.Role(recording, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() }));

const root = new RootCertificateAuthority(recording, 'Root', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1', organization: 'Example Corp', country: 'US' }),
  revocation: Revocation.ocsp(),
});
// What happens to the CA from its first moment on is recorded.
root.node.addDependency(trail);
