import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, Mixins, RemovalPolicy, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import {
  AlarmRouting, AuditReportAnalytics, AuditReportBucket, AuditReportSchedule, CertificateAuthorityExpiryWatch,
  DistinguishedName,
  PkiNotifications, PrivateCaBucketEncryption, RootCertificateAuthority, UsageMode,
} from '../src';

/*
 * A short-lived root CA ($50 a month, pro-rated), with scheduled audit reports, queries, and an expiry watch. If you
 * deploy the app (`npm run integ:deploy`), the schedules start at once. The assertions require that a report was
 * delivered and copied, and that the CA was read. At the end, all resources are destroyed. The AWS CDK empties the
 * buckets, which the library itself does not do.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-audit-loop');
const removalPolicy = RemovalPolicy.DESTROY;

const root = new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'cdk-private-ca integ Root CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  removalPolicy,
});
const certificateAuthorities = [root];
const auditReportBucket = new AuditReportBucket(stack, 'Audit', {
  certificateAuthorities, encryption: PrivateCaBucketEncryption.kms(), removalPolicy,
});
const routing = AlarmRouting.everythingTo(new PkiNotifications(stack, 'Notifications'));
const analytics = new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket, routing, removalPolicy });
const schedule = new AuditReportSchedule(stack, 'Reports', { auditReportBucket, certificateAuthorities, routing, removalPolicy });
// The rule must exist before the first report.
schedule.node.addDependency(analytics);
const watch = new CertificateAuthorityExpiryWatch(stack, 'Expiry', { certificateAuthorities, routing, removalPolicy });

Mixins.of(stack).apply(new s3.mixins.BucketAutoDeleteObjects());

const { assertions } = new IntegTest(app, 'AuditLoop', { testCases: [stack] });
const wait = { totalTimeout: Duration.minutes(90), interval: Duration.minutes(1) };
for (const { stateMachine } of [schedule, watch, analytics]) {
  assertions.awsApiCall('SFN', 'ListExecutions', { stateMachineArn: stateMachine.stateMachineArn, statusFilter: 'SUCCEEDED' })
    .expect(ExpectedResult.objectLike({ executions: Match.arrayWith([Match.objectLike({ status: 'SUCCEEDED' })]) }))
    .waitForAssertions(wait);
}
