import { Duration, Lazy, Stack, Token, aws_cloudwatch as cloudwatch, aws_events as events, aws_kms as kms, aws_sns as sns } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { SignalSource } from '../../src/alerting/signal-source';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { KMS_KEY } from '../../src/private/cdk-kinds';
import {
  DURATION, FLAG, NUMBER, TEXT, check, checked, instanceOf, listOf, objectOf, mapOf, oneOf, required, withoutNulls,
} from '../../src/private/kinds';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { Revocation } from '../../src/revocation/revocation';
import { TrailLogs } from '../../src/trail/trail-logs';
import { errorOf } from '../support/errors';
import { newRoot, newStack } from '../support/stacks';

/* The generated test of all properties is test/api/plain-javascript.test.ts. */

type Copy = typeof import('../../src/model/distinguished-name');

const wrong = (value: unknown) => value as never;

test('tokens of every kind pass', () => {
  const properties = {
    text: Lazy.string({ produce: () => 'late' }),
    count: Lazy.number({ produce: () => 1 }),
    texts: Lazy.list({ produce: () => ['late'] }),
    isOn: Token.asAny({ Ref: 'IsOn' }) as unknown as boolean,
    level: Lazy.string({ produce: () => 'high' }) as Criticality,
    duration: Duration.days(Lazy.number({ produce: () => 1 })),
  };

  expect(checked(newStack(), properties, {
    text: required(TEXT),
    count: required(NUMBER),
    texts: required(listOf(TEXT, 'strings')),
    isOn: required(FLAG),
    level: required(oneOf('Criticality', Criticality)),
    duration: required(DURATION),
  })).toEqual(properties);
});

test.each<[string, unknown]>([
  ['an IResolvable', Lazy.any({ produce: () => [] })],
  ['a list', Lazy.list({ produce: () => [] })],
])('a list of objects that is a token as %s is an error, because the library reads the objects', (_form, token) => {
  const kinds = { items: listOf(objectOf<{ text?: string }>({ text: TEXT }), 'objects') };

  expect(errorOf('PropertyType', () => checked(newStack(), { items: token }, kinds)).message).toMatch(/^items/);
});

test('an instance from another copy of the library is accepted', () => {
  let other: unknown;
  jest.isolateModules(() => {
    other = jest.requireActual<Copy>('../../src/model/distinguished-name').DistinguishedName.of({ commonName: 'Root' });
  });

  expect(other).not.toBeInstanceOf(DistinguishedName);
  expect(checked(newStack(), { subject: other }, { subject: required(instanceOf(DistinguishedName)) })).toEqual({ subject: other });
});

test('a class of the user that has the members of an interface is accepted', () => {
  class Pager {
    public readonly alarmActions: cloudwatch.IAlarmAction[] = [];
    public ruleTargets(): events.IRuleTarget[] { return [{ bind: () => ({ arn: 'arn:aws:lambda:us-east-1:111122223333:function:page' }) }]; }
  }
  const stack = newStack();

  CertificateAuthorityEvents.fromCertificateAuthorities(stack, [newRoot(stack)]).onCertificateRevoked('Revoked', { notify: [new Pager()] });

  Template.fromStack(stack).resourceCountIs('AWS::Events::Rule', 1);
});

test('properties that a class of the user defines with getters are read', () => {
  class Props {
    public get bucketNamePrefix(): string { return 'mine'; }
    public get denyOtherWriters(): string { return 'false'; }
    public get certificateAuthorities(): unknown[] { return [newRoot(this.stack)]; }
    constructor(private readonly stack: Stack) {}
  }
  const stack = newStack();

  errorOf('PropertyType', () => new AuditReportBucket(stack, 'Audit', wrong(new Props(stack))));
});

test('the names of a numeric enumeration are not its values', () => {
  errorOf('PropertyType', () => checked(newStack(), { level: 'ONE' }, { level: required(oneOf('Level', { ONE: 1, 1: 'ONE' })) }));
});

test('absent properties, null properties, and an empty object are the same', () => {
  for (const properties of [undefined, null, {}]) {
    expect(checked<{ a?: string }>(newStack(), wrong(properties), { a: TEXT })).toEqual({});
    expect(withoutNulls(wrong(properties))).toEqual({});
  }
});

test.each<[string, (stack: Stack) => unknown]>([
  ['properties', (stack) => new CrlBucket(stack, 'Crls', wrong('text'))],
  ['a destination of a routing', (stack) => new PkiAlarms(stack, 'Alarms', {
    source: SignalSource.events(), routing: AlarmRouting.everythingTo(wrong(new sns.Topic(stack, 'Topic'))),
  })],
  ['a destination of a criticality', (stack) => new PkiAlarms(stack, 'Alarms', {
    source: SignalSource.events(), routing: AlarmRouting.byCriticality({ low: [wrong(new sns.Topic(stack, 'Topic'))] }),
  })],
  ['a signal', (stack) => new PkiAlarms(stack, 'Alarms', {
    source: SignalSource.events(),
    routing: AlarmRouting.everythingTo(new PkiNotifications(stack, 'Notifications')),
    signals: PkiSignals.of(wrong({ name: 'mine' })),
  })],
  ['the log group of a source', (stack) => new PkiAlarms(stack, 'Alarms', {
    source: SignalSource.logs(wrong('/aws/cloudtrail')), routing: AlarmRouting.everythingTo(new PkiNotifications(stack, 'Notifications')),
  })],
  ['one CA instead of a list', (stack) => CertificateAuthorityEvents.fromCertificateAuthorities(stack, wrong(newRoot(stack)))],
  ['an added destination', (stack) => CertificateAuthorityEvents.allInAccount(stack).onCreated('Created')
    .addDestination(wrong(new sns.Topic(stack, 'Topic')))],
  ['an added target', (stack) => CertificateAuthorityEvents.allInAccount(stack).onCreated('Created').addTarget(wrong({}))],
  ['an added subscription', (stack) => new PkiNotifications(stack, 'Notifications').addSubscription(wrong('pki@example.com'))],
  ['an added CA', (stack) => new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)] })
    .addCertificateAuthority(wrong('arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1'))],
  ['a distribution', (stack) => newRoot(stack, 'Root', Revocation.crl({
    distributionPoint: CrlDistributionPoint.distribution(wrong({ domainName: 'crl.example.com' })),
  }))],
  ['a log group for a trail', (stack) => checked(stack, { logs: TrailLogs.existingGroup(wrong('logs')) }, { logs: required(instanceOf(TrailLogs)) })],
  ['an option of the encryption', (stack) => new CrlBucket(stack, 'Crls', {
    encryption: PrivateCaBucketEncryption.kms({ key: wrong('alias/mine') }),
  })],
])('%s of a wrong type causes an error', (_name, make) => {
  expect(errorOf('PropertyType', () => make(newStack())).message).toMatch(/ must be .*\[PropertyType at Stack/);
});

test('the error names the class and describes the value without its content', () => {
  const stack = newStack();
  const key = new kms.Key(stack, 'Key');

  expect(errorOf('PropertyType', () => checked(stack, { subject: { commonName: 'Root' } }, { subject: required(instanceOf(DistinguishedName)) })).message)
    .toBe('subject must be an instance of DistinguishedName; got "an object". Fix: Set subject to an instance of DistinguishedName. '
      + '[PropertyType at Stack]');
  expect(errorOf('PropertyType', () => checked(stack, { subject: key }, { subject: required(instanceOf(DistinguishedName)) })).message)
    .toContain('got "an instance of Key"');
  expect(errorOf('PropertyType', () => checked(stack, { key: ['x'.repeat(100)] }, { key: required(KMS_KEY) })).message).toContain('got "a list of 1"');
  expect(errorOf('PropertyType', () => checked(stack, { key: 'x'.repeat(100) }, { key: required(KMS_KEY) })).message).toContain(`"${'x'.repeat(80)}…"`);
  expect(errorOf('PropertyType', () => checked(stack, { key: () => 1 }, { key: required(KMS_KEY) })).message).toMatch(/got "\(\) ?=> ?1"/);
});

test('null for a required value is no value', () => {
  const stack = newStack();

  expect(errorOf('PropertyType', () => checked(stack, { a: null as never }, { a: required(TEXT) })).message).toContain('a must be a string; got no value.');
  expect(errorOf('PropertyType', () => check(stack, 'a', TEXT, null)).message).toContain('a must be a string; got no value.');
});

test('an object of the user that is a token is not read', () => {
  const token = Lazy.any({ produce: () => ({ a: 1 }) });

  expect(checked(newStack(), { a: token }, { a: required(mapOf(TEXT, 'texts')) }).a).toBe(token);
});

test('options that are not an object remain, so that their check reports them', () => {
  expect([withoutNulls(wrong('text')), withoutNulls(wrong([null])), withoutNulls({ a: null, b: 1 })]).toEqual(['text', [null], { b: 1 }]);
});

test('an object without a constructor is an object', () => {
  expect(errorOf('PropertyType', () => check(newStack(), 'a', TEXT, Object.create(null))).message).toContain('got "an object".');
});
