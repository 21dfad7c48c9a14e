import { Stack, aws_acmpca as acmpca, aws_kms as kms, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

/* Properties that describe an existing resource. A description that does not match the resource is an error. */

const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/';
const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const bucketName = 'amzn-s3-demo-bucket';

type Use = (stack: Stack, bucket: s3.IBucket, encryption: PrivateCaBucketEncryption) => unknown;

const USES: [string, Use][] = [
  ['AuditReportBucket', (stack, bucket, encryption) => {
    const authority = acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', CA_ARN);
    return new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [authority], bucket, encryption });
  }],
  ['CrlBucket', (stack, bucket, encryption) => new CrlBucket(stack, 'Crls', { bucket, encryption })],
];

describe.each(USES)('the encryption that %s describes', (_name, use) => {
  test.each<[string, boolean | undefined, boolean]>([
    ['an S3 Bucket Key of a bucket that does not specify one', undefined, true],
    ['an S3 Bucket Key of a bucket that disables it', false, true],
    ['no S3 Bucket Key of a bucket that enables it', true, false],
  ])('is an error for %s', (_case, actual, bucketKeyEnabled) => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new s3.Bucket(stack, 'Mine', { bucketName, encryptionKey: new kms.Key(stack, 'Key'), bucketKeyEnabled: actual });

    const error = errorOf('EncryptionMismatch', () => use(stack, bucket, PrivateCaBucketEncryption.kms({ bucketKeyEnabled })));
    expect(error.message).toContain(`encryption must match bucket (SSE-KMS, bucketKeyEnabled ${actual ?? false})`);
  });

  test.each<[string, boolean | undefined, boolean | undefined]>([
    ['an S3 Bucket Key that is off', undefined, false],
    ['an S3 Bucket Key that is on', true, true],
    ['only SSE-KMS', true, undefined],
  ])('passes for %s', (_case, actual, bucketKeyEnabled) => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new s3.Bucket(stack, 'Mine', { bucketName, encryptionKey: new kms.Key(stack, 'Key'), bucketKeyEnabled: actual });

    expect(() => use(stack, bucket, PrivateCaBucketEncryption.kms({ bucketKeyEnabled }))).not.toThrow();
  });

  test.each<[string, (stack: Stack) => { actual: kms.IKey; described: kms.IKey }]>([
    ['another key of the app', (stack) => ({ actual: new kms.Key(stack, 'A'), described: new kms.Key(stack, 'B') })],
    ['an alias of another key', (stack) => ({ actual: new kms.Key(stack, 'A'), described: new kms.Key(stack, 'B').addAlias('alias/b') })],
    ['an imported key for a key of the app', (stack) => ({
      actual: new kms.Key(stack, 'A'), described: kms.Key.fromKeyArn(stack, 'B', `${KEY_ARN}b`),
    })],
    ['another imported key', (stack) => ({
      actual: kms.Key.fromKeyArn(stack, 'A', `${KEY_ARN}a`), described: kms.Key.fromKeyArn(stack, 'B', `${KEY_ARN}b`),
    })],
    ['another L1 key', (stack) => ({
      actual: new kms.Key(stack, 'A'), described: kms.Key.fromCfnKey(new kms.CfnKey(stack, 'B', { keyPolicy: { Statement: [] } })),
    })],
  ])('is an error for %s', (_case, keys) => {
    const stack = newStack({ env: ENVIRONMENT });
    const { actual, described } = keys(stack);
    const bucket = new s3.Bucket(stack, 'Mine', { bucketName, encryptionKey: actual });

    const error = errorOf('EncryptionMismatch', () => use(stack, bucket, PrivateCaBucketEncryption.kms({ key: described })));
    expect(error.message).toContain('key must be the KMS key of bucket (Stack/A); got "Stack/B');
  });

  test.each<[string, (stack: Stack) => { actual: kms.IKey; described: kms.IKey }]>([
    ['an alias of the same key', (stack) => {
      const actual = new kms.Key(stack, 'A');
      return { actual, described: actual.addAlias('alias/a') };
    }],
    ['the same key, if the bucket uses an alias', (stack) => {
      const described = new kms.Key(stack, 'A');
      return { actual: new kms.Alias(stack, 'Alias', { aliasName: 'alias/a', targetKey: described }), described };
    }],
    ['the same imported key', (stack) => ({
      actual: kms.Key.fromKeyArn(stack, 'A', `${KEY_ARN}a`), described: kms.Key.fromKeyArn(stack, 'B', `${KEY_ARN}a`),
    })],
    ['an alias that is known only by its name', (stack) => ({
      actual: new kms.Key(stack, 'A'), described: kms.Alias.fromAliasName(stack, 'B', 'alias/b'),
    })],
  ])('passes for %s', (_case, keys) => {
    const stack = newStack({ env: ENVIRONMENT });
    const { actual, described } = keys(stack);
    const bucket = new s3.Bucket(stack, 'Mine', { bucketName, encryptionKey: actual });

    expect(() => use(stack, bucket, PrivateCaBucketEncryption.kms({ key: described }))).not.toThrow();
  });

  test('is compared with the description of an imported bucket', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'A', `${KEY_ARN}a`);
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName, encryptionKey });

    errorOf('EncryptionMismatch', () => use(stack, bucket, PrivateCaBucketEncryption.s3Managed()));
  });

  test('is compared with an L1 bucket', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const key = kms.Key.fromKeyArn(stack, 'A', `${KEY_ARN}a`);
    const bucket = s3.Bucket.fromCfnBucket(new s3.CfnBucket(stack, 'Mine', { bucketName }));

    errorOf('EncryptionMismatch', () => use(stack, bucket, PrivateCaBucketEncryption.kms({ key })));
  });
});

describe('the key of an imported audit report bucket', () => {
  const importWith = (stack: Stack, bucket: s3.IBucket, encryptionKey: kms.IKey) =>
    AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', { bucket, encryptionKey });

  test('is an error if the bucket has another key', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'A') });

    errorOf('EncryptionMismatch', () => importWith(stack, bucket, new kms.Key(stack, 'B')));
  });

  test('is an error if the bucket has no key', () => {
    const stack = newStack({ env: ENVIRONMENT });

    const error = errorOf('EncryptionMismatch', () => importWith(stack, new s3.Bucket(stack, 'Mine'), new kms.Key(stack, 'B')));
    expect(error.message).toContain('encryptionKey must be omitted, because bucket uses SSE-S3; got "Stack/B". Fix: Remove encryptionKey.');
  });

  test('passes if the bucket has that key, or if the key of the bucket is unknown', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const encryptionKey = new kms.Key(stack, 'A');

    expect(importWith(stack, new s3.Bucket(stack, 'Mine', { encryptionKey }), encryptionKey).encryptionKey).toBe(encryptionKey);
    expect(AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Other', {
      bucket: s3.Bucket.fromBucketName(stack, 'Imported', bucketName), encryptionKey,
    }).encryptionKey).toBe(encryptionKey);
  });
});

describe('the key of an existing topic', () => {
  const notify = (topic: (stack: Stack) => sns.ITopic, key: (stack: Stack) => kms.IKey) => {
    const stack = newStack({ env: ENVIRONMENT });
    return new PkiNotifications(stack, 'Notifications', { topic: topic(stack), encryptionKey: key(stack) });
  };
  const importedKey = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', `${KEY_ARN}a`);
  const topicWith = (kmsMasterKeyId: string) => (stack: Stack) => {
    const topic = new sns.Topic(stack, 'Mine');
    (topic.node.defaultChild as sns.CfnTopic).kmsMasterKeyId = kmsMasterKeyId;
    return topic;
  };

  test.each<[string, (stack: Stack) => sns.ITopic]>([
    ['a topic of the app without a key', (stack) => new sns.Topic(stack, 'Mine')],
    ['a topic of the app with another key', topicWith(`${KEY_ARN}b`)],
  ])('is an error for %s', (_case, topic) => {
    errorOf('EncryptionMismatch', () => notify(topic, importedKey));
  });

  test.each<[string, (stack: Stack) => sns.ITopic]>([
    ['a topic with the ARN of that key', topicWith(`${KEY_ARN}a`)],
    ['a topic with the ID of that key', topicWith('a')],
    ['a topic with an alias', topicWith('alias/pki')],
    ['an imported topic', (stack) => sns.Topic.fromTopicArn(stack, 'Mine', 'arn:aws:sns:us-east-1:111122223333:Pki')],
  ])('passes for %s', (_case, topic) => {
    expect(() => notify(topic, importedKey)).not.toThrow();
  });
});
