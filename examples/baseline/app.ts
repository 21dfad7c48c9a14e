/**
 * A root CA and an issuing CA in one statement, with audit reports, alarms, an expiry watch, and a dashboard. The
 * account already has a trail, which is imported.
 *
 * Fixed monthly cost: $809.70 = $800.00 for two general-purpose CAs until you delete them, $5.00 for five KMS keys, and
 * $4.70 for 47 alarms on one metric each. Alarms on metric math and on queries, custom metrics ($0.30 each), queries
 * ($5 per TB of scanned data), logs, and the dashboard are billed separately. See docs/baseline.md.
 * https://aws.amazon.com/private-ca/pricing/, https://aws.amazon.com/kms/pricing/, and
 * https://aws.amazon.com/cloudwatch/pricing/, as of November 2026.
 */
import { App, Stack, aws_kms as kms, aws_logs as logs, aws_sns_subscriptions as subscriptions } from 'aws-cdk-lib';
import { DistinguishedName, PrivateCaBaseline, PrivateCaTrail, Revocation } from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'Baseline', { env: { account: '111122223333', region: 'us-east-1' } });
const organization = 'Example Corp';

// A second copy of management events is billed. Without this import, the baseline creates a trail.
const trail = PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Trail', {
  trailArn: stack.formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: 'management-events' }),
  logGroup: logs.LogGroup.fromLogGroupName(stack, 'TrailLogs', 'management-events'),
  encryptionKey: kms.Key.fromKeyArn(stack, 'TrailKey', stack.formatArn({ service: 'kms', resource: 'key', resourceName: '11111111-2222-3333-4444-555555555555' })),
});

new PrivateCaBaseline(stack, 'Pki', {
  hierarchy: {
    root: {
      name: 'Root',
      subject: DistinguishedName.of({ commonName: `${organization} Root CA G1`, organization }),
      below: [{ name: 'Issuing', subject: DistinguishedName.of({ commonName: `${organization} Issuing CA G1`, organization }) }],
    },
    revocation: Revocation.ocsp(),
  },
  trail,
  subscriptions: [new subscriptions.EmailSubscription('pki@example.com')],
});
