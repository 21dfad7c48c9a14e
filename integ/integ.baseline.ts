import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { Annotations, App, Duration, Mixins, RemovalPolicies, RemovalPolicy, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { DistinguishedName, PrivateCaBaseline, UsageMode, Validity } from '../src';

/*
 * A baseline with all parts, and a hierarchy of two CAs in short-lived mode ($100 a month, pro-rated). If you deploy
 * the app (`npm run integ:deploy`), the schedules start at once, and the account has an additional trail until the
 * stack is destroyed. The assertions require that the audit reports were delivered and copied. At the end, all
 * resources are destroyed. The AWS CDK empties the buckets, which the library itself does not do.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-baseline');
const usageMode = UsageMode.SHORT_LIVED_CERTIFICATE;
const subject = (name: string) => DistinguishedName.of({ commonName: `cdk-private-ca integ ${name} CA G1` });

const baseline = new PrivateCaBaseline(stack, 'Baseline', {
  hierarchy: {
    root: {
      name: 'Root',
      subject: subject('Root'),
      usageMode,
      validity: Validity.days(30),
      below: [{ name: 'Issuing', subject: subject('Issuing'), usageMode, validity: Validity.days(7) }],
    },
    removalPolicy: RemovalPolicy.DESTROY,
  },
});
RemovalPolicies.of(stack).destroy();
Mixins.of(stack).apply(new s3.mixins.BucketAutoDeleteObjects());
Annotations.of(stack).acknowledgeWarning('cdk-private-ca:retainedResourceDeleted', 'The app is destroyed after the test.');
Annotations.of(stack).acknowledgeWarning('cdk-private-ca:shortLivedParent', 'The app is destroyed after the test.');

const { assertions } = new IntegTest(app, 'BaselineTest', { testCases: [stack] });
const wait = { totalTimeout: Duration.minutes(90), interval: Duration.minutes(1) };
for (const part of [baseline.auditReportSchedule!, baseline.expiryWatch!, baseline.auditReportAnalytics!]) {
  assertions.awsApiCall('SFN', 'ListExecutions', { stateMachineArn: part.stateMachine.stateMachineArn, statusFilter: 'SUCCEEDED' })
    .expect(ExpectedResult.objectLike({ executions: Match.arrayWith([Match.objectLike({ status: 'SUCCEEDED' })]) }))
    .waitForAssertions(wait);
}
