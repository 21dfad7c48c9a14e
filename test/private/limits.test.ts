import {
  CfnParameter, Lazy, Stack, aws_iam as iam, aws_kms as kms, aws_logs as logs,
  aws_s3 as s3, aws_sns as sns, aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { SignalSource } from '../../src/alerting/signal-source';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportBucketProps } from '../../src/audit/audit-report-bucket-props';
import {
  IPrivateCertificateAuthority, PrivateCertificateAuthority,
} from '../../src/authority/private-certificate-authority';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { deliverAccessLogs } from '../../src/private/access-logs';
import { LIMITS, renderSize } from '../../src/private/limits';
import { letPrivateCaUseKey, PrivateCaBucketAccess } from '../../src/private/private-ca-writes';
import { policySizeOf, sizeOf } from '../../src/private/text-size';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, FEATURE_FLAGS, newRoot, newStack } from '../support/stacks';
import { World } from '../support/world';

/** The CAs that fit in the policy of an audit report bucket, in round numbers. */
const MANY = 190;

const arnAt = (index: number) =>
  `arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-${String(index).padStart(12, '0')}`;
const casIn = (stack: Stack, count: number): IPrivateCertificateAuthority[] => Array.from({ length: count },
  (_, index) =>
    PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`, arnAt(index)));
const auditFor = (stack: Stack, count: number, props: Partial<AuditReportBucketProps> = {}) =>
  new AuditReportBucket(stack, 'Audit', { certificateAuthorities: casIn(stack, count), ...props });
const accountAt = (index: number) => new iam.AccountPrincipal(String(444455556666 + index));
const synthesize = (stack: Stack) => Template.fromStack(stack);
const sizeOfJson = (value: unknown) => JSON.stringify(value).length;

/** What grows, up to the last size that fits: each makes a stack with as many parts, of which one more is too many. */
const GROWING: [string, number, (stack: Stack, count: number) => void, string][] = [
  ['the CAs of an audit report bucket', 197, (stack, count) => { auditFor(stack, count); }, '20,480 bytes'],
  ['the readers of an audit report bucket in other accounts', 30, (stack, count) => {
    const audit = auditFor(stack, 1);
    for (let index = 0; index < count; index += 1) { audit.grants.read(accountAt(index)); }
  }, '20,480 bytes'],
  ['the accounts of the CAs of a CRL bucket', 40, (stack, count) => {
    const environments = Array.from({ length: count }, (_, index) => ({ account: String(444455556666 + index) }));
    new CrlBucket(stack, 'Crls', { certificateAuthorityEnvironments: environments });
  }, '20,480 bytes'],
  ['the sources of an access log bucket', 64, (stack, count) => {
    const target = new s3.Bucket(stack, 'Logs');
    for (let index = 0; index < count; index += 1) {
      const bucket = new s3.Bucket(stack, `Source${index}`);
      deliverAccessLogs(stack, { bucket, bucketArn: `arn:aws:s3:::pca-audit-1a2b3c4d-1a2b3c4d-111122223333-us-east-1-an${index}`, logPrefix: `pca-audit-${index}/` }, target);
    }
  }, '20,480 bytes'],
  ['the buckets of a KMS key', 54, (stack, count) => {
    const key = new kms.Key(stack, 'Key');
    for (let index = 0; index < count; index += 1) {
      letPrivateCaUseKey(stack, key, {
        bucketArn: `arn:aws:s3:::pca-audit-1a2b3c4d-1a2b3c4d-111122223333-us-east-1-an${index}`, sidSuffix: `1a2b3c4d${index}`,
      });
    }
  }, '32,768 bytes'],
  ['the custom paths of a CRL bucket', 150, (stack, count) => {
    const encryption = PrivateCaBucketEncryption.kms({ bucketKeyEnabled: false });
    const bucket = new CrlBucket(stack, 'Crls', { encryption });
    for (let index = 0; index < count; index += 1) { bucket._serve(new Construct(stack, `Ca${index}`), `pki/${'crls'.repeat(30)}/${index}`); }
  }, '32,768 bytes'],
  ['the readers of a trail in other accounts', 40, (stack, count) => {
    const { grants } = new PrivateCaTrail(stack, 'Trail');
    for (let index = 0; index < count; index += 1) { grants.readLogs(accountAt(index)); }
  }, '20,480 bytes'],
  ['the statements of the app for a topic', 130, (stack, count) => {
    const topic = new sns.Topic(stack, 'Topic');
    new PkiNotifications(stack, 'Notifications', { topic });
    for (let index = 0; index < count; index += 1) {
      topic.addToResourcePolicy(new iam.PolicyStatement({
        sid: `Publisher${index}`, actions: ['sns:Publish'], resources: [topic.topicArn], principals: [accountAt(index)],
      }));
    }
  }, '30,720 bytes'],
  ['the statements of the app for a dead-letter queue', 30, (stack, count) => {
    const deadLetterQueue = new sqs.Queue(stack, 'Queue');
    const destination = AlarmDestination.topic(new sns.Topic(stack, 'Topic'), { deadLetterQueue });
    alarmsWith(stack, 1, destination);
    for (let index = 0; index < count; index += 1) {
      deadLetterQueue.addToResourcePolicy(new iam.PolicyStatement({
        sid: `Sender${index}`, actions: ['sqs:SendMessage'], resources: [deadLetterQueue.queueArn], principals: [accountAt(index)],
      }));
    }
  }, '8,192 bytes'],
  ['the buckets that a user reads', 3, (stack, count) => { readersOf(stack, count, new iam.User(stack, 'Reader')); }, '2,048 characters'],
  ['the buckets that a group reads', 8, (stack, count) => { readersOf(stack, count, new iam.Group(stack, 'Reader')); }, '5,120 characters'],
  ['the buckets that an imported role reads', 15, (stack, count) => {
    readersOf(stack, count, iam.Role.fromRoleArn(stack, 'Reader', 'arn:aws:iam::111122223333:role/Reader'));
  }, '10,240 characters'],
  ['the buckets that a managed policy reads', 9, (stack, count) => {
    readersOf(stack, count, new iam.ManagedPolicy(stack, 'Reader'));
  }, '6,144 characters'],
];

function readersOf(stack: Stack, count: number, reader: iam.IGrantable): void {
  for (let index = 0; index < count; index += 1) {
    const bucket = s3.Bucket.fromBucketName(stack, `Bucket${index}`, `amzn-s3-demo-bucket-${index}`);
    const encryptionKey = kms.Key.fromKeyArn(stack, `Key${index}`, `arn:aws:kms:us-east-1:111122223333:key/${index}`);
    AuditReportBucket.fromAuditReportBucketAttributes(stack, `Audit${index}`, { bucket, encryptionKey }).grants.read(reader);
  }
}

function alarmsWith(stack: Stack, count: number, destination: AlarmDestination): PkiAlarms {
  const signals = Array.from({ length: count }, (_, index) => PkiSignal.of({
    name: `mine-${index}`,
    criticality: Criticality.CRITICAL,
    meaning: 'Something happened.',
    nextStep: 'Look.',
    filterPattern: '{ $.a = 1 }',
    eventPattern: { source: ['mine'] },
  }));
  return new PkiAlarms(stack, 'Alarms', {
    source: SignalSource.logsAndEvents(logs.LogGroup.fromLogGroupName(stack, 'Trail', 'trail')),
    routing: AlarmRouting.everythingTo(destination),
    signals: PkiSignals.of(...signals),
  });
}

describe('a policy that grows with', () => {
  /** The largest count that fits, near the expected one. */
  const fits = (make: (stack: Stack, count: number) => void, count: number) => {
    const stack = newStack({ env: ENVIRONMENT });
    make(stack, count);
    try {
      synthesize(stack);
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === 'PolicySize') { return false; }
      throw error;
    }
  };

  test.each(GROWING)('%s is an error beyond its limit', (_name, count, make, limit) => {
    const stack = newStack({ env: ENVIRONMENT });
    make(stack, count * 4);
    const { message } = errorOf('PolicySize', () => synthesize(stack));

    expect(message).toContain(`have at most ${limit}; got `);
    expect(message).toMatch(/Fix: (?:Use another|Grant some)/);
    expect(fits(make, Math.ceil(count / 4))).toBe(true);
  });

  /** Whether the CAs of a Region fit in the policy of a bucket in the Region. */
  const fitsIn = (partition: string, region: string, count: number, bucketNamePrefix?: string) => {
    const stack = newStack({ env: { account: '111122223333', region } });
    const certificateAuthorities = Array.from({ length: count }, (_, index) =>
      PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`,
        arnAt(index).replace('arn:aws:', `arn:${partition}:`).replace('us-east-1', region)));
    const { bucket } = new AuditReportBucket(stack, 'Audit', { certificateAuthorities, bucketNamePrefix });
    const { policyDocument } = bucket.policy!.node.defaultChild as s3.CfnBucketPolicy;
    return policySizeOf(stack, policyDocument, 'bytes') <= LIMITS.bucketPolicy.max;
  };

  test.each([
    ['aws', 'us-east-1', undefined, 197], ['aws', 'us-east-1', 'pca', 198], ['aws', 'eu-central-1', undefined, 192],
    ['aws', 'ap-southeast-1', undefined, 188], ['aws-us-gov', 'us-gov-west-1', undefined, 177],
  ])('the CAs of an audit report bucket in %s, %s, with the prefix %s fits with %d CAs, and not with one more', (partition, region, prefix, count) => {
    expect(fitsIn(partition, region, count, prefix)).toBe(true);
    expect(fitsIn(partition, region, count + 1, prefix)).toBe(false);
  });
});

describe('the measured size of a policy', () => {
  test('is its size at deployment, if the environment is known', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const audit = auditFor(stack, 3, { denyOtherWriters: true });
    audit.grants.read(new iam.AccountPrincipal('444455556666'));
    const policy = audit.bucket.policy!.node.defaultChild as s3.CfnBucketPolicy;
    const world = World.of(stack);
    const { PolicyDocument: deployed } = world.propertiesOf<{ PolicyDocument: unknown }>(stack.getLogicalId(policy));

    expect(policySizeOf(stack, policy.policyDocument, 'bytes')).toBe(sizeOfJson(deployed));
  });

  test.each<[string, (stack: Stack) => unknown, number, number]>([
    ['a text', () => 'abc', 3, 3],
    ['nothing', () => undefined, 0, 0],
    ['a lazy text', () => Lazy.string({ produce: () => 'abc' }), 3, 3],
    ['a parameter', (stack) => new CfnParameter(stack, 'P').valueAsString, 1, 256],
    ['the account', (stack) => stack.account, 12, 12],
    ['the Region', (stack) => stack.region, 9, 15],
    ['the partition', (stack) => stack.partition, 3, 10],
    ['the domain of services', (stack) => stack.urlSuffix, 1, 256],
    ['a list from a parameter', (stack) => new CfnParameter(stack, 'P', { type: 'CommaDelimitedList' }).valueAsList, 1, 256],
    ['a CA', (stack) => newRoot(stack).certificateAuthorityArn, arnAt(0).length, arnAt(0).length + 7 + 6],
    ['the chain of a CA', (stack) => newRoot(stack).certificateChainPem, 1, 256],
    ['the ARN of a key', (stack) => new kms.Key(stack, 'Key').keyArn, 75, 75 + 7 + 6],
    ['the ID of a key', (stack) => new kms.Key(stack, 'Key').keyId, 36, 36],
    ['the ARN of a bucket with a name', (stack) => new s3.Bucket(stack, 'B', { bucketName: 'reports' }).bucketArn, 'arn:aws:s3:::reports'.length, 27],
    ['a bucket with a generated name', (stack) => new s3.Bucket(stack, 'B').bucketName, 'Stack-B08E7C7AF-XXXXXXXXXXXX'.length, 28],
    ['the ARN of a role', (stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }).roleArn,
      'arn:aws:iam::111122223333:role/Stack-Role1ABCC5F0-XXXXXXXXXXXX'.length, 69],
    ['a topic', (stack) => new sns.Topic(stack, 'T', { topicName: 'pki' }).topicArn, 'arn:aws:sns:us-east-1:111122223333:pki'.length, 51],
    ['a joined text', (stack) => `a${stack.account}b`, 14, 14],
  ])('has a shortest and a longest form for %s', (_name, valueIn, shortest, longest) => {
    const stack = newStack();
    const value = valueIn(stack);

    expect([sizeOf(stack, value, 'shortest'), sizeOf(stack, value, 'longest')]).toEqual([shortest, longest]);
  });

  test('is the same for a resource of another stack', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const other = new Stack(stack.node.scope as Construct, 'Other', { env: ENVIRONMENT });
    const { certificateAuthorityArn } = newRoot(other);

    expect(sizeOf(stack, certificateAuthorityArn, 'shortest')).toBe(arnAt(0).length);
  });

  test('counts characters without white space for identity policies, and all bytes for others', () => {
    const stack = newStack();

    expect([policySizeOf(stack, { Sid: 'a b ü' }, 'characters'), policySizeOf(stack, { Sid: 'a b ü' }, 'bytes')]).toEqual([13, 16]);
    expect([renderSize(20480, LIMITS.bucketPolicy), renderSize(5, LIMITS.ruleTargets), renderSize(1234567, LIMITS.ruleTargets)])
      .toEqual(['20,480 bytes', '5 items', '1,234,567 items']);
  });
});

describe.each(Object.keys(FEATURE_FLAGS))('grants.generate() for 190 CAs with the feature flags %s', (flags) => {
  const PRINCIPALS: [string, (stack: Stack) => iam.IGrantable, number][] = [
    ['a role', (stack) => new iam.Role(stack, 'Requester', { assumedBy: new iam.AccountRootPrincipal() }), LIMITS.inlineRole.max],
    ['an imported role', (stack) => iam.Role.fromRoleArn(stack, 'Requester', 'arn:aws:iam::111122223333:role/Requester'), LIMITS.inlineRole.max],
    ['a user', (stack) => new iam.User(stack, 'Requester'), LIMITS.inlineUser.max],
    ['a group', (stack) => new iam.Group(stack, 'Requester'), LIMITS.inlineGroup.max],
  ];

  test.each(PRINCIPALS)('fits in the policies of %s, and includes each CA once', (_name, principalIn, limit) => {
    const stack = newStack({ env: ENVIRONMENT, flags: FEATURE_FLAGS[flags] });
    const audit = auditFor(stack, 150);
    const principal = principalIn(stack);
    const grant = audit.grants.generate(principal);
    const again = audit.grants.generate(principal);
    for (let index = 150; index < MANY; index += 1) {
      const certificateAuthority = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`, arnAt(index));
      audit.addCertificateAuthority(certificateAuthority);
    }

    const template = synthesize(stack);
    const documentsOf = (type: string) =>
      Object.values(template.findResources(type)).map(({ Properties }) => Properties.PolicyDocument);
    const [inline, managed] = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].map(documentsOf);
    const size = (document: unknown) => sizeOfJson(document);
    expect(inline.map(size).reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(limit);
    expect(managed.map(size).filter((one) => one > LIMITS.managedPolicy.max)).toEqual([]);
    expect(managed.length).toBeLessThanOrEqual(10);
    const named = [...inline, ...managed].flatMap(({ Statement: statements }) =>
      statements.flatMap(({ Resource: resources }: { Resource: string | string[] }) => resources));
    expect(named.sort()).toEqual(Array.from({ length: MANY }, (_, index) => arnAt(index)));
    expect(again.principalStatements).toEqual(grant.principalStatements);
  });

  test('attaches no policy to an immutable role', () => {
    const stack = newStack({ env: ENVIRONMENT, flags: FEATURE_FLAGS[flags] });
    const role = iam.Role.fromRoleArn(stack, 'Requester', 'arn:aws:iam::111122223333:role/Requester', { mutable: false });

    auditFor(stack, 150).grants.generate(role);

    synthesize(stack).resourceCountIs('AWS::IAM::ManagedPolicy', 0);
  });
});

test('a few CAs need only the policy of the principal', () => {
  const stack = newStack({ env: ENVIRONMENT });

  auditFor(stack, 10).grants.generate(new iam.User(stack, 'Requester'));

  synthesize(stack).resourceCountIs('AWS::IAM::ManagedPolicy', 0);
});

test('adding a CA to a bucket does not list the CAs that the bucket already has', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const list = jest.spyOn(PrivateCaBucketAccess.prototype, 'certificateAuthorityArns', 'get');

  auditFor(stack, 10);

  expect(list).not.toHaveBeenCalled();
  list.mockRestore();
});

describe('the critical alarm', () => {
  const destination = () => AlarmDestination.of({ alarmAction: { bind: () => ({ alarmActionArn: 'arn' }) } });
  const compositesFor = (count: number) => {
    const stack = newStack({ env: ENVIRONMENT });
    alarmsWith(stack, count, destination());
    return Object.entries(synthesize(stack).findResources('AWS::CloudWatch::CompositeAlarm'));
  };
  /** The alarms in a rule, by their logical IDs. */
  const alarmsOf = (rule: unknown) => [...JSON.stringify(rule).matchAll(/"Fn::GetAtt":\["(\w+)"/g)].map(([, id]) => id);

  test('is one composite alarm while its rule fits', () => {
    expect(compositesFor(60).map(([id]) => id)).toEqual([expect.stringMatching(/^AlarmsCriticalAlarm[0-9A-F]{8}$/)]);
  });

  test('names composite alarms with the alarms of 100 signals, and each rule fits', () => {
    const composites = compositesFor(100);
    const [[top], others] = [true, false].map((isTop) =>
      composites.filter(([id]) => /^AlarmsCriticalAlarm[0-9A-F]{8}$/.test(id) === isTop));
    // The texts between the ARNs, and the ARNs.
    const lengthOf = (rule: unknown) => {
      const arn = 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:Stack--XXXXXXXXXXXX'.length;
      const parts = (rule as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
      return parts.map((part) => typeof part === 'string' ? part.length : arn + alarmsOf(part)[0].length)
        .reduce((sum, length) => sum + length, 0);
    };
    const leaves = others.flatMap(([, { Properties }]) => alarmsOf(Properties.AlarmRule));

    expect(alarmsOf(top[1].Properties.AlarmRule).sort()).toEqual(others.map(([id]) => id).sort());
    expect(new Set(leaves).size).toBe(100);
    expect(leaves).toHaveLength(100);
    const lengths = composites.map(([, { Properties }]) => lengthOf(Properties.AlarmRule));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(LIMITS.alarmRule.max);
    expect(Math.max(...lengths)).toBeGreaterThan(LIMITS.alarmRule.max / 2);
    const names = composites.map(([, { Properties }]) => JSON.stringify(Properties.AlarmName));
    expect(new Set(names).size).toBe(composites.length);
  });
});

test('the limits have different subjects, and a page of the AWS documentation', () => {
  const limits = Object.values(LIMITS);

  expect(new Set(limits.map((limit) => limit.of)).size).toBe(limits.length);
  expect(limits.filter(({ page }) => !page.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
});
