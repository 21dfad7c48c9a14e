import {
  App, Environment, PhysicalName, Stack, Stage, aws_acmpca as acmpca, aws_iam as iam,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { CertificateAuthorityGrants } from '../../src/authority/certificate-authority-grants';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { errorOf } from '../support/errors';
import { newRoot } from '../support/stacks';

/* Grants to principals of other stacks, to which the AWS CDK can't refer, or which can't refer to the resource. */

const OWN = { account: '111122223333', region: 'us-east-1' };
const OTHER_ACCOUNT = { ...OWN, account: '444455556666' };

function newStacks(other: Environment | undefined, isOtherStage = false): [own: Stack, other: Stack] {
  const app = new App();
  return [new Stack(app, 'Stack', { env: OWN }), new Stack(isOtherStage ? new Stage(app, 'Stage') : app, 'Other', { env: other })];
}

const newRole = (stack: Stack, roleName?: string) =>
  new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal(), roleName });

const audit = (stack: Stack) => new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)] });

const GRANTS: [string, string, (stack: Stack, principal: iam.IGrantable) => unknown][] = [
  ['a permission to read audit reports', 'auditor', (stack, auditor) => audit(stack).grants.read(auditor)],
  ['a permission to request audit reports', 'principal', (stack, principal) => audit(stack).grants.generate(principal)],
  ['a permission to query audit reports', 'analyst', (stack, analyst) => new AuditReportAnalytics(stack, 'Analytics', {
    auditReportBucket: audit(stack), routing: AlarmRouting.byCriticality({ low: [] }),
  }).grants.query(analyst)],
  ['a permission to read log files', 'auditor', (stack, auditor) => new PrivateCaTrail(stack, 'Trail').grants.readLogs(auditor)],
  ['a permission to issue certificates', 'grantee', (stack, grantee) => newRoot(stack).grants.issue(grantee)],
];

describe.each(GRANTS)('%s', (_name, property, grant) => {
  test.each<[string, Environment | undefined, boolean]>([
    ['of an unknown environment', undefined, false], ['of another stage', OWN, true],
  ])('for a role %s is an error that leaves no statement', (_where, env, isOtherStage) => {
    const [stack, other] = newStacks(env, isOtherStage);
    const role = newRole(other);

    const { message } = errorOf('ResourceEnvironment', () => grant(stack, role));

    expect(message).toMatch(new RegExp(`^${property} must be in the Stage, account, and Region of the stack \\(111122223333/us-east-1\\), or have `));
    expect(message).toContain('got "');
    expect(() => (stack.node.root as App).synth()).not.toThrow();
    Template.fromStack(other).resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('for a role in another stack of the environment, and for an imported role, is accepted', () => {
    const [stack, other] = newStacks(OWN);
    grant(stack, newRole(other));
    expect(() => (stack.node.root as App).synth()).not.toThrow();

    const [next, foreign] = newStacks(OWN);
    grant(next, iam.Role.fromRoleArn(foreign, 'Role', 'arn:aws:iam::111122223333:role/Auditor'));
    expect(() => (next.node.root as App).synth()).not.toThrow();
  });
});

test('a role of another account can read audit reports and log files if its name is known', () => {
  for (const name of ['Auditor', PhysicalName.GENERATE_IF_NEEDED]) {
    const [stack, other] = newStacks(OTHER_ACCOUNT);
    const role = newRole(other, name);

    audit(stack).grants.read(role);
    new PrivateCaTrail(stack, 'Trail').grants.readLogs(role);

    expect(() => (stack.node.root as App).synth()).not.toThrow();
  }
});

test('a role of another account without a name is an error, and a later grant to another role succeeds', () => {
  const [stack, other] = newStacks(OTHER_ACCOUNT);
  const bucket = audit(stack);

  errorOf('ResourceEnvironment', () => bucket.grants.read(newRole(other)));

  bucket.grants.read(newRole(stack));
  expect(() => (stack.node.root as App).synth()).not.toThrow();
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'))).not.toContain('Auditor');
});

test('statements of a policy that a grant has checked can still be changed', () => {
  const [stack, other] = newStacks(OTHER_ACCOUNT);
  const role = newRole(other, 'Auditor');
  const statement = new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] });
  role.addToPolicy(statement);

  audit(stack).grants.read(role);

  expect(() => statement.addActions('s3:ListBucket')).not.toThrow();
});

test('a role in another Region can get permissions on a CA with a known ARN', () => {
  const [stack, other] = newStacks({ ...OWN, region: 'eu-central-1' });
  const certificateAuthority = acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca',
    'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555');

  CertificateAuthorityGrants.fromCertificateAuthority(certificateAuthority).issue(newRole(other));

  expect(() => (stack.node.root as App).synth()).not.toThrow();
});
