/**
 * Email notifications about failures of an existing CA, and about changes to the root of trust for every CA.
 *
 * Fixed monthly cost: $1.10 = $1.00 for the KMS key of the topic and $0.10 for the alarm on the dead-letter queue.
 * Events, messages, and emails are billed separately. The rules for API calls require an existing CloudTrail trail.
 * https://aws.amazon.com/kms/pricing/ and https://aws.amazon.com/cloudwatch/pricing/, as of November 2026.
 */
import { App, Stack, aws_sns_subscriptions as subscriptions } from 'aws-cdk-lib';
import {
  ApiCallOutcome, CertificateAuthorityEvents, CrlOutcome, EventOutcome, PkiNotifications, PrivateCertificateAuthority,
} from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'Events', { env: { account: '111122223333', region: 'us-east-1' } });

const notifications = new PkiNotifications(stack, 'Notifications', {
  subscriptions: [new subscriptions.EmailSubscription('pki@example.com')],
});

const root = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Root',
  'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555');
root.events.onCertificateIssued('NotIssued', { outcome: EventOutcome.FAILURE, notify: [notifications] });
root.events.onCertificateRevoked('Revoked', { notify: [notifications] });
root.events.onCrlGenerated('NoCrl', { outcome: CrlOutcome.failure(), notify: [notifications] });
root.events.onAuditReportGenerated('NoAuditReport', { outcome: EventOutcome.FAILURE, notify: [notifications] });

const all = CertificateAuthorityEvents.allInAccount(stack);
all.onCreated('Created', { outcome: EventOutcome.SUCCESS, notify: [notifications] });
all.onApiCall('TrustChanged', {
  actions: ['DeleteCertificateAuthority', 'RestoreCertificateAuthority', 'UpdateCertificateAuthority', 'PutPolicy', 'DeletePolicy'],
  outcome: ApiCallOutcome.SUCCEEDED,
  notify: [notifications],
});
