import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import {
  App, Duration, RemovalPolicy, Stack, aws_acmpca as acmpca, aws_sns_subscriptions as subscriptions, aws_sqs as sqs,
} from 'aws-cdk-lib';
import {
  ApiCallOutcome, CertificateAuthorityEvents, CertificateTemplate, CrlFailureReason, CrlOutcome, DistinguishedName,
  EventOutcome, IssuanceOutcome, PkiNotifications, RootCertificateAuthority, SigningAlgorithm, UsageMode,
} from '../src';

/*
 * A short-lived root CA ($50 a month, pro-rated), rules for its events, and a queue that subscribes to the encrypted
 * topic. If you deploy the app (`npm run integ:deploy`), the assertions require two messages in the queue. EventBridge
 * delivers the issuance of a certificate, and CloudWatch delivers an alarm.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-events');

const inbox = new sqs.Queue(stack, 'Inbox', { encryption: sqs.QueueEncryption.SQS_MANAGED, enforceSSL: true });
const notifications = new PkiNotifications(stack, 'Notifications', {
  subscriptions: [new subscriptions.SqsSubscription(inbox, { rawMessageDelivery: true })],
});
const notify = [notifications];

const root = new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'cdk-private-ca integ Root CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  removalPolicy: RemovalPolicy.DESTROY,
});
const issued = root.events.onCertificateIssued('Issued', { outcome: EventOutcome.SUCCESS, notify });
root.events.onCertificateRevoked('Revoked', { notify });
root.events.onCrlGenerated('NoCrl', { outcome: CrlOutcome.failure(CrlFailureReason.BUCKET_PERMISSIONS), notify });
root.events.onAuditReportGenerated('AuditReport', { notify });
root.events.onApiCall('Read', { actions: ['GetCertificate', 'GetPolicy'], outcome: ApiCallOutcome.DENIED, notify });
root.events.onIssuanceDetails('CaIssued', {
  outcome: IssuanceOutcome.ISSUED, templates: CertificateTemplate.caTemplates(), notify,
});
CertificateAuthorityEvents.allInAccount(stack).onCreated('Created', { notify });

// The certificate uses the key pair of the CA, because the app needs only the issuance event.
const authority = root.node.defaultChild as acmpca.CfnCertificateAuthority;
const leaf = new acmpca.CfnCertificate(stack, 'Leaf', {
  certificateAuthorityArn: root.certificateAuthorityArn,
  certificateSigningRequest: authority.attrCertificateSigningRequest,
  signingAlgorithm: SigningAlgorithm.SHA384_WITH_ECDSA.name,
  templateArn: CertificateTemplate.of('EndEntityCertificate/V1').certificateTemplateArn,
  validity: { type: 'DAYS', value: 1 },
});
// The rule must exist before the certificate is issued.
leaf.node.addDependency(issued);

const integ = new IntegTest(app, 'Events', { testCases: [stack] });
const { assertions } = integ;
const arrives = (text: string) => assertions.awsApiCall('SQS', 'ReceiveMessage', {
  QueueUrl: inbox.queueUrl, MaxNumberOfMessages: 1, WaitTimeSeconds: 20,
}).expect(ExpectedResult.objectLike({
  Messages: Match.arrayWith([Match.objectLike({ Body: Match.stringLikeRegexp(text) })]),
})).waitForAssertions({ totalTimeout: Duration.minutes(5), interval: Duration.seconds(15) });
arrives('A private CA issued a certificate')
  .next(assertions.awsApiCall('CloudWatch', 'SetAlarmState', {
    AlarmName: notifications.deadLetterAlarm.alarmName, StateValue: 'ALARM', StateReason: 'a test',
  }))
  .next(arrives('EventBridge could not deliver'));
