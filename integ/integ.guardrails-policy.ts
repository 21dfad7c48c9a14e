import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack, aws_iam as iam, aws_organizations as organizations } from 'aws-cdk-lib';
import { PrivateCaGuardrails } from '../src';

/*
 * A service control policy with every guardrail statement. It is not attached to a target, so it has no effect. If you
 * deploy the app (`npm run integ:deploy`) in the management account of an organization with service control policies,
 * the assertion requires that AWS Organizations accepts the policy. At the end, the policy is deleted.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-guardrails-policy');

const policy = new organizations.CfnPolicy(stack, 'Pki', {
  name: 'cdk-private-ca-integ',
  type: 'SERVICE_CONTROL_POLICY',
  content: new iam.PolicyDocument({
    statements: PrivateCaGuardrails.statements(stack, {
      administrators: ['arn:*:iam::111122223333:role/PkiAdministrator'],
      executionRoles: [PrivateCaGuardrails.cdkExecutionRole('111122223333', 'pki')],
      caCertificateIssuers: ['arn:*:iam::111122223333:role/PkiIssuer'],
      trails: ['arn:*:cloudtrail:*:111122223333:trail/pca-trail-*'],
      keys: ['arn:*:kms:*:111122223333:key/*'],
      buckets: ['arn:*:s3:::pca-*'],
    }),
  }),
});

const integ = new IntegTest(app, 'GuardrailsPolicy', { testCases: [stack] });
integ.assertions.awsApiCall('Organizations', 'DescribePolicy', { PolicyId: policy.ref })
  .expect(ExpectedResult.objectLike({ Policy: { PolicySummary: { Type: 'SERVICE_CONTROL_POLICY' } } }));
