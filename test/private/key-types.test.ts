import {
  Stack, aws_acmpca as acmpca, aws_events as events, aws_kms as kms, aws_s3 as s3, aws_sns as sns, aws_sqs as sqs,
} from 'aws-cdk-lib';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { TrailLogs } from '../../src/trail/trail-logs';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

/* The services support only symmetric encryption keys. */

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';

const audit = (stack: Stack, props: { bucket?: s3.IBucket; encryption?: PrivateCaBucketEncryption }) => new AuditReportBucket(stack, 'Audit', {
  certificateAuthorities: [acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', CA_ARN)], ...props,
});

const USES: [string, (stack: Stack, key: kms.IKey) => unknown][] = [
  ['audit reports', (stack, key) => audit(stack, { encryption: PrivateCaBucketEncryption.kms({ key }) })],
  ['audit reports in an existing bucket', (stack, key) =>
    audit(stack, { bucket: new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket', encryptionKey: key }) })],
  ['CRLs', (stack, key) => new CrlBucket(stack, 'Crls', { encryption: PrivateCaBucketEncryption.kms({ key }) })],
  ['log files', (stack, key) => new PrivateCaTrail(stack, 'Trail', { encryptionKey: key })],
  ['the log group of a trail', (stack, key) => new PrivateCaTrail(stack, 'Trail', { logs: TrailLogs.newGroup({ encryptionKey: key }) })],
  ['the topic of a trail', (stack, key) => new PrivateCaTrail(stack, 'Trail', { snsTopic: new sns.Topic(stack, 'Topic', { masterKey: key }) })],
  ['a new topic', (stack, key) => new PkiNotifications(stack, 'Notifications', { encryptionKey: key })],
  ['an existing topic', (stack, key) => new PkiNotifications(stack, 'Notifications', { topic: new sns.Topic(stack, 'Topic', { masterKey: key }) })],
  ['a dead-letter queue', (stack, key) => {
    const deadLetterQueue = new sqs.Queue(stack, 'Queue', { encryptionMasterKey: key });
    const destination = AlarmDestination.topic(new sns.Topic(stack, 'Topic'), { deadLetterQueue });
    const [target] = destination.ruleTargets({ whatHappened: 'It happened.', whatToDo: 'Look.' });
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.acm-pca'] }, targets: [target] });
  }],
  ['the log group of an external PKI', (stack, key) => new ExternalPkiLog(stack, 'Ezca', { encryptionKey: key })],
];

const KEYS: [string, (stack: Stack) => kms.IKey][] = [
  ['an asymmetric key', (stack) => new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.RSA_4096, keyUsage: kms.KeyUsage.ENCRYPT_DECRYPT })],
  ['an HMAC key', (stack) => new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.HMAC_256, keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC })],
  ['an alias of a signing key', (stack) =>
    new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.ECC_NIST_P256, keyUsage: kms.KeyUsage.SIGN_VERIFY }).addAlias('alias/signing')],
  ['an L1 key for signing', (stack) => kms.Key.fromCfnKey(new kms.CfnKey(stack, 'Key', {
    keySpec: 'RSA_2048', keyUsage: 'SIGN_VERIFY', keyPolicy: { Statement: [] },
  }))],
];

describe.each(USES)('the key of %s', (_use, use) => {
  test.each(KEYS)('cannot be %s', (_kind, key) => {
    const stack = newStack({ env: ENVIRONMENT });

    expect(errorOf('KeyType', () => use(stack, key(stack))).message)
      .toContain('Fix: Use a key with keySpec SYMMETRIC_DEFAULT and keyUsage ENCRYPT_DECRYPT.');
  });

  test('can be a symmetric encryption key', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const key = new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.SYMMETRIC_DEFAULT, keyUsage: kms.KeyUsage.ENCRYPT_DECRYPT });

    expect(() => use(stack, key)).not.toThrow();
  });
});
