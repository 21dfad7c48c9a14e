/**
 * CloudTrail logs of CA activity. The first stack imports an existing trail and creates an alarm from its log group.
 * Most accounts have such a trail. The second stack is for an account without one. It creates a trail and then a root
 * CA, and grants an auditor permission to read the log files.
 *
 * Fixed monthly cost: $402.10 = $400.00 for the general-purpose CA, $2.00 for two KMS keys, and $0.10 for one alarm on
 * one metric, until you delete the CA.
 * The first CA in an account and Region is free for 30 days. A second copy of management events, CloudWatch Logs, and
 * storage are billed separately. https://aws.amazon.com/private-ca/pricing/, https://aws.amazon.com/kms/pricing/,
 * https://aws.amazon.com/cloudwatch/pricing/, and https://aws.amazon.com/cloudtrail/pricing/, as of November 2026.
 */
import { App, Stack, aws_cloudwatch as cloudwatch, aws_iam as iam, aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';
import { DistinguishedName, PrivateCaTrail, Revocation, RootCertificateAuthority } from 'cdk-private-ca';

export const app = new App();

const watching = new Stack(app, 'ExistingTrail');
const existing = PrivateCaTrail.fromPrivateCaTrailAttributes(watching, 'Trail', {
  trailArn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/management-events',
  logGroup: logs.LogGroup.fromLogGroupName(watching, 'Records', 'management-events'),
  encryptionKey: kms.Key.fromKeyArn(watching, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'),
});
const deleted = existing.logGroup.addMetricFilter('DeletedCertificateAuthorities', {
  filterPattern: logs.FilterPattern.literal(
    '{ $.eventSource = "acm-pca.amazonaws.com" && $.eventName = "DeleteCertificateAuthority" && $.errorCode NOT EXISTS }',
  ),
  metricNamespace: 'Pki',
  metricName: 'DeletedCertificateAuthorities',
});
deleted.metric({ statistic: 'Sum' }).createAlarm(watching, 'Deleted', {
  alarmDescription: 'A certificate authority was deleted. Restore it before its restoration period ends. '
    + 'Runbook: https://github.com/cdk-private-ca/cdk-private-ca/blob/main/docs/runbooks.md#ca-deleted',
  threshold: 1,
  evaluationPeriods: 1,
  treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
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
