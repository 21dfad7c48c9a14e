/**
 * CloudTrail logs of CA activity. The first stack imports an existing trail and creates a metric from its log group.
 * Most accounts have such a trail. The second stack is for an account without one. It creates a trail and then a root
 * CA, and grants an auditor permission to read the log files.
 *
 * Fixed monthly cost: $402.00 = $400.00 for the general-purpose CA and $2.00 for two KMS keys, until you delete the CA.
 * The first CA in an account and Region is free for 30 days. A second copy of management events, CloudWatch Logs, and
 * storage are billed separately. https://aws.amazon.com/private-ca/pricing/, https://aws.amazon.com/kms/pricing/, and
 * https://aws.amazon.com/cloudtrail/pricing/, as of November 2026.
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
// The trail logs all activity of the CA, including its creation.
root.node.addDependency(trail);
