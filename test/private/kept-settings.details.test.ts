import { CfnResource, Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { isTrue, keepBucketSettings, keepKeySettings, keepSettings, KeptBucketOptions } from '../../src/private/kept-settings';
import { ENVIRONMENT, newStack } from '../support/stacks';

const IN_TEMPLATE = 'Remove the mixin, aspect, or override that changes the setting. If it is intended, acknowledge this warning.';
const BY_DEFAULT = 'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault';

const warningsOf = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data);

test.each<[string, (() => boolean) | undefined, unknown[]]>([
  ['is reported', undefined, ['actual']],
  ['is reported if it is not known to be kept', () => false, ['actual']],
  ['is not rendered if it is known to be kept', () => true, []],
])('a setting %s', (_name, areKept, expected) => {
  const stack = newStack();
  const resource = new CfnResource(stack, 'Resource', { type: 'Example::Resource', properties: { Name: 'actual' } });
  const reported: unknown[] = [];
  keepSettings(stack, resource, [{ path: 'Name', isKept: () => false, report: (value) => reported.push(value) }], areKept);
  Template.fromStack(stack);

  expect(reported).toStrictEqual(expected);
});

describe('a bucket', () => {
  const check = (options: KeptBucketOptions, change: (resource: s3.CfnBucket) => void) => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new s3.Bucket(stack, 'Bucket', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      versioned: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    });
    keepBucketSettings(stack, bucket, options);
    change(bucket.node.defaultChild as s3.CfnBucket);
    return warningsOf(stack);
  };

  test.each<[string, KeptBucketOptions, (resource: s3.CfnBucket) => void]>([
    ['without access logging, if it has none', {}, () => undefined],
    ['with access logging', { isLogged: true }, (resource) => { resource.loggingConfiguration = { destinationBucketName: 'logs' }; }],
    ['with Object Lock disabled', { isWrittenByPrivateCa: true }, (resource) => { resource.addPropertyOverride('ObjectLockEnabled', false); }],
    ['with Object Lock, if AWS Private CA does not write to it', {}, (resource) => { resource.addPropertyOverride('ObjectLockEnabled', true); }],
    ['without an encryption, which is SSE-S3', {}, (resource) => { resource.addPropertyDeletionOverride('BucketEncryption'); }],
    ['with a key that SSE-S3 does not use', {}, (resource) => { resource.addPropertyOverride(`${BY_DEFAULT}.KMSMasterKeyID`, 'id'); }],
  ])('%s is accepted', (_name, options, change) => {
    expect(check(options, change)).toStrictEqual([]);
  });

  test('that must have access logging is reported without it', () => {
    expect(check({ isLogged: true }, () => undefined)).toStrictEqual([
      `The bucket Stack/Bucket has no server access logging. ${IN_TEMPLATE} [ack: cdk-private-ca:accessLogsDisabled]`,
    ]);
  });
});

test.each([[true, true], ['true', true], [false, false], ['false', false], [undefined, false], [1, false]])(
  'whether %p is true is %p', (value, expected) => {
    expect(isTrue(value)).toBe(expected);
  });

test.each<[unknown, string[]]>([
  [true, []],
  ['true', []],
  [false, [`The KMS key Stack/Key doesn't rotate. ${IN_TEMPLATE} [ack: cdk-private-ca:keyNotRotated]`]],
])('a key with the rotation %p is reported or not', (value, expected) => {
  const stack = newStack({ env: ENVIRONMENT });
  const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  keepKeySettings(stack, key);
  (key.node.defaultChild as CfnResource).addPropertyOverride('EnableKeyRotation', value);

  expect(warningsOf(stack)).toStrictEqual(expected);
});
