import {
  Annotations as Messages, App, Aspects, CfnResource, Duration, Mixins, RemovalPolicies, RemovalPolicy, Stack, Stage, Tags,
  aws_acmpca as acmpca, aws_cloudtrail as cloudtrail, aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_s3 as s3,
} from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { ErrorCode } from '../../src/private/error-codes';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { Revocation } from '../../src/revocation/revocation';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { errorOf } from '../support/errors';
import { FEATURE_FLAGS, newRoot, newStack } from '../support/stacks';
import { TemplateResource } from '../support/world';

/* What mixins, aspects, and overrides of users change in our constructs, and what synthesis reports. */

interface Pki {
  readonly stack: Stack;
  readonly root: RootCertificateAuthority;
  readonly audit: AuditReportBucket;
  readonly crls: CrlBucket;
  readonly trail: PrivateCaTrail;
}

function newPki(flags = {}): Pki {
  const stack = newStack({ flags });
  const crls = new CrlBucket(stack, 'Crls');
  const root = newRoot(stack, 'Root', Revocation.crl({
    bucket: crls, distributionPoint: CrlDistributionPoint.customCname('crl.example.com'),
  }));
  const audit = new AuditReportBucket(stack, 'Audit', {
    certificateAuthorities: [root], encryption: PrivateCaBucketEncryption.kms(), serverAccessLogsBucket: crls.serverAccessLogsBucket,
  });
  const trail = new PrivateCaTrail(stack, 'Trail', { serverAccessLogsBucket: crls.serverAccessLogsBucket });
  return { stack, root, audit, crls, trail };
}

/** The L1 resource below a construct, by its path. */
function resourceAt<T extends CfnResource>({ stack }: Pki, path: string): T {
  return path.split('/').reduce<CfnResource>((node, id) => node.node.findChild(id) as CfnResource, stack as never) as T;
}

/** The IDs of the warnings that synthesis prints, each once, sorted. */
function warningsOf(stack: Stack): string[] {
  const entries = Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
  return [...new Set(entries.map((text) => /\[ack: cdk-private-ca:(\w+)\]/.exec(text)?.[1] ?? text))].sort();
}

const STATEMENT = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 's3:GetObject', Resource: '*' };

const KEY_ID = 'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID';

type Change = (pki: Pki) => unknown;

const ERRORS: [string, ErrorCode, Change][] = [
  ['a mixin that turns off block public access', 'BucketNotPrivate', ({ audit }) =>
    Mixins.of(audit).apply(new s3.mixins.BucketBlockPublicAccess(s3.BlockPublicAccess.BLOCK_ACLS_ONLY))],
  ['an override of block public access', 'BucketNotPrivate', (pki) =>
    resourceAt(pki, 'Crls/Resource/Resource').addPropertyDeletionOverride('PublicAccessBlockConfiguration')],
  ['an override that turns on ACLs', 'BucketNotPrivate', (pki) =>
    resourceAt(pki, 'Audit/Resource/Resource').addPropertyOverride('OwnershipControls.Rules.0.ObjectOwnership', 'ObjectWriter')],
  ['block public access off for server access logs', 'BucketNotPrivate', (pki) =>
    resourceAt(pki, 'Crls/AccessLogs/Resource').addPropertyOverride('PublicAccessBlockConfiguration.RestrictPublicBuckets', false)],
  ['Object Lock on the audit bucket', 'BucketObjectLock', (pki) =>
    resourceAt(pki, 'Audit/Resource/Resource').addPropertyOverride('ObjectLockEnabled', true)],
  ['Object Lock on the CRL bucket', 'BucketObjectLock', (pki) =>
    Aspects.of(pki.crls).add({ visit: (node) => { if (node instanceof s3.CfnBucket) { node.objectLockEnabled = true; } } })],
  ['another encryption algorithm', 'EncryptionMismatch', (pki) =>
    resourceAt(pki, 'Audit/Resource/Resource').addPropertyDeletionOverride('BucketEncryption')],
  ['an S3 Bucket Key that is turned off', 'EncryptionMismatch', (pki) => resourceAt(pki, 'Audit/Resource/Resource')
    .addPropertyOverride('BucketEncryption.ServerSideEncryptionConfiguration.0.BucketKeyEnabled', false)],
  ['another key that has a name', 'EncryptionMismatch', (pki) => resourceAt(pki, 'Audit/Resource/Resource').addPropertyOverride(KEY_ID, 'alias/pki')],
  ['another key of the app', 'EncryptionMismatch', (pki) =>
    resourceAt(pki, 'Audit/Resource/Resource').addPropertyOverride(KEY_ID, pki.stack.resolve(new kms.Key(pki.stack, 'Other').keyArn))],
  ['no key, so that AWS manages it', 'EncryptionMismatch', (pki) =>
    resourceAt(pki, 'Trail/Bucket/Resource').addPropertyDeletionOverride(KEY_ID)],
  ['an override of the policy of the audit bucket', 'PolicyStatementMissing', (pki) =>
    resourceAt(pki, 'Audit/Resource/Policy/Resource').addPropertyOverride('PolicyDocument.Statement', [STATEMENT])],
  ['an override that removes the first statement, which requires TLS', 'PolicyStatementMissing', (pki) =>
    resourceAt(pki, 'Trail/Bucket/Policy/Resource').addPropertyOverride('PolicyDocument.Statement.0', STATEMENT)],
  ['another document in the policy of the CRL bucket', 'PolicyStatementMissing', (pki) => {
    resourceAt<s3.CfnBucketPolicy>(pki, 'Crls/Resource/Policy/Resource').policyDocument = { Version: '2012-10-17', Statement: [STATEMENT] };
  }],
  ['an override of a key policy', 'PolicyStatementMissing', (pki) =>
    resourceAt<kms.CfnKey>(pki, 'Audit/Key/Resource').addPropertyOverride('KeyPolicy.Statement', [STATEMENT])],
  ['the removal of only the keys', 'RetentionConflict', ({ stack }) =>
    RemovalPolicies.of(stack).destroy({ applyToResourceTypes: [kms.CfnKey.CFN_RESOURCE_TYPE_NAME] })],
  ['the removal of only the activation', 'RetentionConflict', (pki) =>
    resourceAt(pki, 'Root/Activation').addOverride('DeletionPolicy', 'Delete')],
  ['the removal of only the bucket policy', 'RetentionConflict', ({ audit }) => audit.bucket.policy!.applyRemovalPolicy(RemovalPolicy.DESTROY)],
  ['an override of the ACL of CRLs', 'CrlObjectAcl', (pki) =>
    resourceAt(pki, 'Root/Resource').addPropertyDeletionOverride('RevocationConfiguration.CrlConfiguration.S3ObjectAcl')],
];

test.each(ERRORS)('%s causes the error %s at synthesis', (_name, code, change) => {
  const pki = newPki();
  change(pki);

  expect(errorOf(code, () => Template.fromStack(pki.stack)).message).toMatch(/; got .*Fix: .* \[\w+ at Stack\/\w+/);
});

const WARNINGS: [string, string, Change][] = [
  ['a mixin that turns off versioning', 'bucketNotVersioned', ({ audit }) => Mixins.of(audit).apply(new s3.mixins.BucketVersioning(false))],
  ['an aspect that turns off versioning', 'bucketNotVersioned', ({ trail }) => Aspects.of(trail).add({
    visit: (node) => { if (node instanceof s3.CfnBucket) { node.versioningConfiguration = { status: 'Suspended' }; } },
  }, { priority: 1000 })],
  ['an override that removes server access logging', 'accessLogsDisabled', (pki) =>
    resourceAt(pki, 'Trail/Bucket/Resource').addPropertyDeletionOverride('LoggingConfiguration')],
  ['an aspect that turns off key rotation', 'keyNotRotated', ({ audit }) => Aspects.of(audit).add({
    visit: (node) => { if (node instanceof kms.CfnKey) { node.enableKeyRotation = false; } },
  })],
  ['a trail that is stopped', 'trailWeakened', (pki) => resourceAt(pki, 'Trail/Resource').addPropertyOverride('IsLogging', false)],
  ['a trail without its key', 'trailWeakened', (pki) => resourceAt(pki, 'Trail/Resource').addPropertyDeletionOverride('KMSKeyId')],
  ['a trail that logs only write events', 'trailWeakened', (pki) => {
    resourceAt<cloudtrail.CfnTrail>(pki, 'Trail/Resource').eventSelectors = [{ includeManagementEvents: true, readWriteType: 'WriteOnly' }];
  }],
  ['other conditions in the policy of the audit bucket', 'policyConditionChanged', (pki) => {
    const policy = resourceAt<s3.CfnBucketPolicy>(pki, 'Audit/Resource/Policy/Resource');
    policy.addPropertyOverride('PolicyDocument.Statement.1.Condition.StringEquals.aws:SourceOrgID', 'o-exampleorgid');
  }],
  ['the removal of all resources', 'retainedResourceDeleted', ({ stack }) => RemovalPolicies.of(stack).destroy()],
  ['the removal of a CA', 'retainedResourceDeleted', ({ root }) => RemovalPolicies.of(root).destroy()],
  ['the removal of a log group', 'retainedResourceDeleted', ({ trail }) =>
    RemovalPolicies.of(trail).destroy({ applyToResourceTypes: [logs.CfnLogGroup.CFN_RESOURCE_TYPE_NAME] })],
  ['an update policy that deletes', 'retainedResourceDeleted', (pki) =>
    ['Audit/Resource/Resource', 'Audit/Resource/Policy/Resource', 'Audit/Key/Resource'].forEach((path) =>
      resourceAt(pki, path).addOverride('UpdateReplacePolicy', 'Delete'))],
];

test.each(WARNINGS)('%s causes the warning %s at synthesis, which can be acknowledged', (_name, id, change) => {
  const pki = newPki();
  change(pki);
  const acknowledged = newPki();
  change(acknowledged);
  Messages.of(acknowledged.stack).acknowledgeWarning(`cdk-private-ca:${id}`);

  expect(warningsOf(pki.stack)).toEqual([id]);
  expect(warningsOf(acknowledged.stack)).toEqual([]);
});

const ACCEPTED: [string, Change][] = [
  ['no change', () => undefined],
  ['the promised settings, again', ({ stack }) => Mixins.of(stack).apply(
    new s3.mixins.BucketVersioning(), new s3.mixins.BucketBlockPublicAccess())],
  ['more statements', ({ stack }) => Mixins.of(stack).apply(new s3.mixins.BucketPolicyStatements([new iam.PolicyStatement({
    effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: ['s3:DeleteObjectVersion'], resources: ['*'],
  })]))],
  ['one more statement by an override', (pki) =>
    resourceAt(pki, 'Audit/Resource/Policy/Resource').addPropertyOverride('PolicyDocument.Statement.2', STATEMENT)],
  ['tags', ({ stack }) => Tags.of(stack).add('team', 'pki')],
  ['a permissions boundary', ({ stack }) => iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'Boundary'))],
  ['a removal policy of a CA, by its method', ({ root }) => root.applyRemovalPolicy(RemovalPolicy.DESTROY)],
  ['RETAIN for all resources', ({ stack }) => RemovalPolicies.of(stack).retain()],
  ['other lifecycle rules', ({ audit }) => (audit.bucket as s3.Bucket).addLifecycleRule({ expiration: Duration.days(3000) })],
  ['intrinsic functions', (pki) => {
    resourceAt(pki, 'Audit/Resource/Resource').addPropertyOverride('VersioningConfiguration.Status', { Ref: 'AWS::Region' });
    resourceAt(pki, 'Audit/Resource/Resource').addPropertyOverride('PublicAccessBlockConfiguration.BlockPublicAcls', { Ref: 'AWS::Region' });
    resourceAt(pki, 'Audit/Resource/Resource').addPropertyOverride(KEY_ID, { 'Fn::ImportValue': 'AuditKeyArn' });
  }],
];

test.each(ACCEPTED)('%s causes no error and no warning', (_name, change) => {
  const pki = newPki();
  change(pki);

  expect(() => Template.fromStack(pki.stack)).not.toThrow();
  expect(warningsOf(pki.stack)).toEqual([]);
});

describe.each(Object.entries(FEATURE_FLAGS))('with the feature flags: %s', (_name, flags) => {
  test('the loss of each statement of the library is reported, and no other', () => {
    const { Resources } = Template.fromStack(newPki(flags).stack).toJSON();
    const policies = Object.entries<TemplateResource>(Resources).flatMap(([id, { Properties = {} }]) => Object.entries(Properties)
      .filter(([name]) => name === 'PolicyDocument' || name === 'KeyPolicy')
      .map(([name, document]) => ({ id, name, statements: (document as { Statement: { Sid?: string }[] }).Statement })));
    const cases = policies.flatMap(({ id, name, statements }) => statements.map((statement, index) => ({ id, name, index, statement })));
    const accepted = cases.filter(({ id, name, index }) => {
      const { stack } = newPki(flags);
      const resource = stack.node.findAll().find((node) => CfnResource.isCfnResource(node) && stack.resolve(node.logicalId) === id);
      (resource as CfnResource).addPropertyOverride(`${name}.Statement.${index}`, STATEMENT);
      try {
        Template.fromStack(stack);
      } catch {
        return false;
      }
      return true;
    });

    expect(cases.length).toBeGreaterThan(15);
    // The account keeps full access to its keys. The last one is an identity policy.
    expect(accepted.map(({ id, statement }) => [id.replace(/[0-9A-F]{8}$/, ''), JSON.stringify(statement).includes('kms:*')]))
      .toEqual([['AuditKey', true], ['TrailKey', true], ['TrailLogsKey', true], ['TrailLogsPolicy', false]]);
  });
});

test('CDK reports a mixin that deletes the objects of a retained bucket', () => {
  const { stack, audit } = newPki();
  Mixins.of(audit).apply(new s3.mixins.BucketAutoDeleteObjects());

  expect(() => Template.fromStack(stack)).toThrow('Cannot use \'AutoDeleteObjects\' on a Bucket without setting removal policy to \'DESTROY\'');
});

test('with removalPolicy DESTROY, nothing is reported', () => {
  const stack = newStack();
  const removalPolicy = RemovalPolicy.DESTROY;
  new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)], encryption: PrivateCaBucketEncryption.kms(), removalPolicy });
  new PrivateCaTrail(stack, 'Trail', { removalPolicy });
  RemovalPolicies.of(stack.node.findChild('Audit')).destroy();
  Mixins.of(stack.node.findChild('Audit')).apply(new s3.mixins.BucketAutoDeleteObjects());

  expect(warningsOf(stack)).toEqual([]);
});

test.each([-1000, 200, 500, 1000, 5000])('an aspect is reported at priority %d', (priority) => {
  const { stack, audit } = newPki();
  Aspects.of(stack).add({
    visit: (node) => { if (node === audit.bucket.node.defaultChild) { (node as s3.CfnBucket).addPropertyOverride('VersioningConfiguration.Status', 'Suspended'); } },
  }, { priority });

  expect(warningsOf(stack)).toEqual(['bucketNotVersioned']);
});

test('a stage and a nested scope report their own resources', () => {
  const app = new App();
  const stack = new Stack(new Stage(app, 'Prod'), 'Stack');
  const audit = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)] });
  Mixins.of(audit).apply(new s3.mixins.BucketBlockPublicAccess(s3.BlockPublicAccess.BLOCK_ACLS_ONLY));

  expect(errorOf('BucketNotPrivate', () => app.synth()).constructPath).toBe('Prod/Stack/Audit');
});

test('an app that skips the validation of nodes reports nothing', () => {
  const { stack, audit } = newPki();
  Mixins.of(audit).apply(new s3.mixins.BucketVersioning(false));
  const { messages } = (stack.node.root as App).synth({ skipValidation: true }).getStackByName('Stack');

  expect(messages.filter(({ level }) => level === 'warning')).toEqual([]);
});

test('tags reach every resource that supports tags, and change no logical ID', () => {
  const types = ['AWS::ACMPCA::CertificateAuthority', 'AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::CloudTrail::Trail', 'AWS::Logs::LogGroup', 'AWS::IAM::Role'];
  const plain = Template.fromStack(newPki().stack).toJSON();
  const pki = newPki();
  Tags.of(pki.stack).add('team', 'pki');
  const tagged = Template.fromStack(pki.stack).toJSON();

  expect(Object.keys(tagged.Resources)).toEqual(Object.keys(plain.Resources));
  for (const { Type, Properties } of Object.values<TemplateResource>(tagged.Resources).filter((one) => types.includes(one.Type))) {
    expect([Type, Properties!.Tags]).toEqual([Type, expect.arrayContaining([{ Key: 'team', Value: 'pki' }])]);
  }
});

test('a permissions boundary reaches every role', () => {
  const { stack, audit, root } = newPki();
  new AuditReportSchedule(stack, 'Reports', { auditReportBucket: audit, certificateAuthorities: [root] });
  new PkiNotifications(stack, 'Notifications');
  iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'PkiBoundary'));
  const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));

  expect(roles.length).toBeGreaterThan(2);
  for (const { Properties } of roles) { expect(JSON.stringify(Properties!.PermissionsBoundary)).toContain('policy/PkiBoundary'); }
});

test('a CA of another kind of construct has no guards', () => {
  const stack = newStack();
  new acmpca.CfnCertificateAuthority(stack, 'Root', { type: 'ROOT', keyAlgorithm: 'RSA_2048', signingAlgorithm: 'SHA256WITHRSA', subject: {} });
  new s3.Bucket(stack, 'Mine');
  RemovalPolicies.of(stack).destroy();

  expect(warningsOf(stack)).toEqual([]);
});
