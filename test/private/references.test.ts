import {
  App, Environment, IResolvable, Lazy, NestedStack, PhysicalName, Stack, Stage, Token, Tokenization, aws_events_targets as targets,
  aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_s3 as s3, aws_sns as sns,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { IConstruct } from 'constructs';
import { RolesAnywhereProfile } from '../../src/access/roles-anywhere-profile';
import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { PrivateCaDashboard } from '../../src/dashboard/private-ca-dashboard';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { requireReference } from '../../src/private/references';
import { PrivateCaQueries } from '../../src/queries/private-ca-queries';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { errorOf } from '../support/errors';
import { newRoot } from '../support/stacks';

/* Resources of another Stage, account, or Region, to which the AWS CDK can't refer. */

const OWN = { account: '111122223333', region: 'us-east-1' };
const subject = DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1' });

/** A stack, and a stack for the resource that it uses. */
function newStacks(other: Environment | undefined, own: Environment | undefined = OWN): [own: Stack, other: Stack] {
  const app = new App();
  return [new Stack(app, 'Stack', { env: own }), new Stack(app, 'Other', { env: other })];
}

const audit = (stack: Stack, bucket: s3.IBucket) =>
  new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)], serverAccessLogsBucket: bucket });
const encrypted = (stack: Stack, key: kms.IKey) => new AuditReportBucket(stack, 'Audit', {
  certificateAuthorities: [newRoot(stack)], encryption: PrivateCaBucketEncryption.kms({ key }),
});

const USES: [string, (stack: Stack, other: Stack) => unknown][] = [
  ['a bucket', (stack, other) => audit(stack, new s3.Bucket(other, 'Logs'))],
  ['a KMS key', (stack, other) => encrypted(stack, new kms.Key(other, 'Key'))],
  ['an alias', (stack, other) => encrypted(stack, new kms.Alias(other, 'Alias', { aliasName: 'alias/pki', targetKey: new kms.Key(other, 'Key') }))],
  ['a topic', (stack, other) => new PkiNotifications(stack, 'Notifications', { topic: new sns.Topic(other, 'Topic') })],
  ['a log group', (stack, other) => new PrivateCaQueries(stack, 'Queries', { logGroup: new logs.LogGroup(other, 'Logs') })],
  ['a role', (stack, other) => new RolesAnywhereProfile(stack, 'Profile', {
    roles: [new iam.Role(other, 'Role', { assumedBy: new iam.ServicePrincipal('rolesanywhere.amazonaws.com') })],
  })],
  ['a CA', (stack, other) => new CertificateAuthorityExpiryWatch(stack, 'Watch', { certificateAuthorities: [newRoot(other)] })],
  ['a parent', (stack, other) => new SubordinateCertificateAuthority(stack, 'Issuing', { subject, parent: newRoot(other) })],
  ['a bucket for audit reports', (stack, other) => new AuditReportSchedule(stack, 'Schedule', {
    auditReportBucket: new AuditReportBucket(other, 'Audit', { certificateAuthorities: [newRoot(other)] }), certificateAuthorities: [newRoot(stack)],
  })],
];

test.each(USES)('%s of a stack with an unknown environment is an error in a stack with a known one, and the reverse', (_name, use) => {
  for (const [other, own] of [[undefined, OWN], [OWN, undefined]]) {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: own });

    const { message } = errorOf('ResourceEnvironment', () => use(stack, new Stack(app, 'Other', { env: other })));

    expect(message).toContain(`of the stack (${own ? '111122223333/us-east-1' : 'unknown/unknown'}), or have a name or ARN that is known at synthesis; got "Other/`);
    expect(message).toContain(`(${other ? '111122223333/us-east-1' : 'unknown/unknown'})". Fix: Create both in one Stage, account, and Region`);
    // The rejected construct is removed.
    expect(() => app.synth()).not.toThrow();
  }
});

test.each(USES.filter(([name]) => name !== 'a role'))('%s of another account is an error', (name, use) => {
  const [stack, other] = newStacks({ ...OWN, account: '444455556666' });

  errorOf('ResourceEnvironment', () => use(stack, other));
  expect(name).not.toBe('');
});

test('a resource with a physical name, and one that CDK names, can be in another account', () => {
  for (const bucketName of ['amzn-s3-demo-bucket', PhysicalName.GENERATE_IF_NEEDED]) {
    const [stack, other] = newStacks({ ...OWN, account: '444455556666' });
    const bucket = new s3.Bucket(other, 'Logs', { bucketName });

    new PrivateCaTrail(stack, 'Trail', { bucket, encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:444455556666:key/1') });

    expect(() => Template.fromStack(stack)).not.toThrow();
  }
});

test('a resource of another stack, a parent stack, and another Region with crossRegionReferences is accepted', () => {
  const [stack, other] = newStacks(OWN);
  encrypted(new NestedStack(stack, 'Nested'), new kms.Key(stack, 'Key'));
  encrypted(stack, new kms.Key(other, 'Key'));
  const west = new Stack(stack.node.root, 'West', { env: { ...OWN, region: 'us-west-2' }, crossRegionReferences: true });
  const east = new Stack(stack.node.root, 'East', { env: OWN, crossRegionReferences: true });
  new PrivateCaDashboard(west, 'Dashboard', { certificateAuthorities: [newRoot(east)] });

  expect(() => (stack.node.root as App).synth()).not.toThrow();
});

test('a resource of another stage is an error', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: OWN });
  const stage = new Stage(app, 'Stage', { env: OWN });

  errorOf('ResourceEnvironment', () => encrypted(stack, new kms.Key(new Stack(stage, 'Keys'), 'Key')));
});

test('a target that CDK rejects is an error of the rule, and is not added', () => {
  const [stack] = newStacks(OWN);
  const rule = newRoot(stack).events.onCertificateRevoked('Revoked');
  const logGroup = new logs.LogGroup(stack, 'Logs');
  rule.addTarget(new targets.CloudWatchLogGroup(logGroup));

  const { message } = errorOf('EventTarget', () => rule.addTarget(new targets.CloudWatchLogGroup(logGroup)));

  expect(message).toMatch(/^target must be a target that the AWS CDK can add to the rule; got "There is already a Construct with name /);
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule')) as { Properties: { Targets: unknown[] } }[];
  expect(Properties.Targets).toHaveLength(1);
});

test('the stack of a reference is the innermost one', () => {
  const [outer] = newStacks(OWN);
  const scope = new Stack(outer, 'Inner', { env: { ...OWN, account: '444455556666' } });
  const { keyArn } = new kms.Key(outer, 'Key');

  expect(errorOf('ResourceEnvironment', () => requireReference({ scope, property: 'key' }, keyArn)).message)
    .toContain('key must be in the Stage, account, and Region of the stack (444455556666/us-east-1), or');
  expect(() => requireReference({ scope: outer, property: 'key' }, keyArn)).not.toThrow();
});

test('a token that has an error of its own, and an object that is no construct, pass', () => {
  const [scope, other] = newStacks(undefined);
  const late = Lazy.string({ produce: () => { throw new Error('a reason'); } });

  expect(() => requireReference({ scope, property: 'key' }, late)).not.toThrow();
  expect(() => requireReference({ scope: {} as IConstruct, property: 'key' }, new kms.Key(other, 'Key').keyArn)).not.toThrow();
});

test('a resource of the own stack needs no search for references', () => {
  const [scope, other] = newStacks(OWN);
  const resolve = jest.spyOn(Tokenization, 'resolve');
  const searchesFor = (stack: Stack) => {
    resolve.mockClear();
    requireReference({ scope, property: 'key' }, new kms.Key(stack, 'Key').keyArn);
    return resolve.mock.calls.length;
  };
  const searches = [scope, other].map(searchesFor);
  resolve.mockRestore();

  expect(searches).toEqual([0, 1]);
});

test('the search for references resolves tokens as a preparation', () => {
  const [scope] = newStacks(OWN);
  const resolve = jest.fn<string, Parameters<IResolvable['resolve']>>(() => 'name');

  requireReference({ scope, property: 'key' }, Token.asString({ resolve, creationStack: [], toString: () => 'name' }));

  expect(resolve.mock.calls.map(([{ preparing }]) => preparing)).toStrictEqual([true]);
});
