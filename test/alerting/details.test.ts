import { Duration, Lazy, Stack, Token, aws_cloudwatch as cloudwatch, aws_kms as kms, aws_logs as logs, aws_s3 as s3 } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityExpiryWatch, CertificateAuthorityExpiryWatchProps } from '../../src/alerting/certificate-authority-expiry-watch';
import { CrlFreshnessAlarm, CrlFreshnessAlarmProps } from '../../src/alerting/crl-freshness-alarm';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { PkiAlarmsProps } from '../../src/alerting/pki-alarms-props';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { PrivateCaQuotaAlarms } from '../../src/alerting/private-ca-quota-alarms';
import { RevocationEndpoint } from '../../src/alerting/revocation-endpoint';
import { RevocationReachability } from '../../src/alerting/revocation-reachability';
import { SignalSource } from '../../src/alerting/signal-source';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { ExpiryThreshold } from '../../src/notification/expiry-threshold';
import { LogSilence } from '../../src/notification/log-silence';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

/* The text of errors and of alarms, and the values at the ends of ranges. */

const ALARM = 'AWS::CloudWatch::Alarm';
const inVirginia = () => newStack({ env: ENVIRONMENT });
const message = (...[code, mistake]: Parameters<typeof errorOf>) => errorOf(code, mistake).message;
const imported = (stack: Stack, id: string) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${id}`,
  `arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/${id}`);
const watch = (props: Partial<CertificateAuthorityExpiryWatchProps> = {}, stack = inVirginia()) =>
  new CertificateAuthorityExpiryWatch(stack, 'Expiry', { certificateAuthorities: [imported(stack, '1')], ...props });
const freshness = (props: Partial<CrlFreshnessAlarmProps> = {}, stack = inVirginia()) =>
  new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities: [imported(stack, '1')], ...props });
const alarms = (props: Partial<PkiAlarmsProps> = {}, stack = inVirginia()) => new PkiAlarms(stack, 'Alarms', {
  source: SignalSource.logs(logs.LogGroup.fromLogGroupName(stack, 'Trail', 'trail')), routing: AlarmRouting.byCriticality({ low: [] }), ...props,
});
const lateDays = (days: number) => Duration.days(Token.asNumber(Lazy.any({ produce: () => days })));

describe('an error about a value of a wrong type names', () => {
  test('the CA that an expiry watch receives', () => {
    const expiry = watch();

    expect(message('PropertyType', () => expiry.addCertificateAuthority('ca' as never))).toMatch(/^certificateAuthority must .* at Stack\/Expiry\]$/);
    expect(message('PropertyType', () => expiry.metricDaysUntilExpiry('ca' as never))).toMatch(/^certificateAuthority must .* at Stack\/Expiry\]$/);
  });

  test('the signals of a set', () => {
    expect(message('PropertyType', () => alarms({ signals: PkiSignals.of('mine' as never) })))
      .toMatch(/^signals\[0\] must be an instance of PkiSignal; .* at Stack\/Alarms\]$/);
  });

  test('the log group of a source', () => {
    expect(message('PropertyType', () => alarms({ source: SignalSource.logs('trail' as never) }))).toMatch(/logGroup.* must .* at Stack\/Alarms\]$/);
  });

  test.each([
    ['domainName', RevocationEndpoint.ocsp(1 as never)], ['path', RevocationEndpoint.crl('crl.example.com', 1 as never)],
  ])('the %s of an endpoint', (property, endpoint) => {
    expect(message('PropertyType', () => new RevocationReachability(inVirginia(), 'Reachable', { endpoints: [endpoint] })))
      .toMatch(new RegExp(`${property} must .* at Stack/Reachable\\]$`));
  });

  test('the property of a signal', () => {
    const signal = PkiSignal.of({ name: 'mine', criticality: Criticality.LOW, meaning: 1 as never, nextStep: 'Look.', filterPattern: '{ $.a = 1 }' });

    expect(message('PropertyType', () => alarms({ signals: PkiSignals.of(signal) }))).toMatch(/^signal\.meaning must .* at Stack\/Alarms\]$/);
  });
});

describe('the age of a CRL', () => {
  test('with a lifetime that is known only at deployment, an error names no hours of it', () => {
    expect(message('CrlFreshness', () => freshness({ crlLifetime: lateDays(7), staleAfter: Duration.days(8) }))).toContain('staleAfter must be longer than half of '
      + 'crlLifetime, shorter than crlLifetime, and at most 168 hours; got "192 hours".');
  });

  test('in hours that are known only at deployment is that of the alarm', () => {
    const stack = inVirginia();
    freshness({ staleAfter: Duration.hours(Token.asNumber({ Ref: 'Hours' })) }, stack);

    Template.fromStack(stack).hasResourceProperties(ALARM, { EvaluationPeriods: { Ref: 'Hours' }, DatapointsToAlarm: { Ref: 'Hours' } });
    expect(message('DurationUnit', () => freshness({ staleAfter: lateDays(5) }))).toMatch(/^staleAfter must .* at Stack\/Fresh\]$/);
  });

  test('can be up to 7 days, and the lifetime from 1 to 13 days', () => {
    for (const props of [{ crlLifetime: Duration.days(1) }, { crlLifetime: Duration.days(13), staleAfter: Duration.days(7) }]) {
      expect(() => freshness(props)).not.toThrow();
    }
    for (const crlLifetime of [Duration.days(0), Duration.days(14)]) { errorOf('CrlLifetime', () => freshness({ crlLifetime })); }
  });

  test('is counted by a rule that says so', () => {
    const stack = inVirginia();
    freshness({}, stack);

    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { Description: 'Counts the published CRLs of a CA' });
  });
});

describe('a quota', () => {
  const quotas = (props: ConstructorParameters<typeof PrivateCaQuotaAlarms>[2]) => new PrivateCaQuotaAlarms(inVirginia(), 'Quotas', props);

  test.each(['percentage', 'certificateAuthorityQuota', 'certificatesPerCaQuota'])('must be known at synthesis: %s', (property) => {
    expect(message('QuotaLimit', () => quotas({ [property]: Token.asNumber({ Ref: 'Quota' }) }))).toMatch(
      new RegExp(`^${property} must be known at synthesis, because it determines the threshold of an alarm; got .* Fix: Set ${property} to a number\\.`));
    expect(message('QuotaLimit', () => quotas({ [property]: 0 }))).toMatch(new RegExp(`^${property} must be `));
  });

  test('can be used completely before the alarm', () => {
    expect(() => quotas({ percentage: 100 })).not.toThrow();
  });
});

describe('an endpoint', () => {
  const reachable = (...endpoints: RevocationEndpoint[]) => new RevocationReachability(inVirginia(), 'Reachable', { endpoints });
  const label = 'a'.repeat(63);

  test.each([
    'a.bc', 'CRL-1.example.com', `${label}.${label}.${label}.${'a'.repeat(61)}`, `${label}.com`, 'a1.3b',
  ])('can have the domain name %s', (name) => {
    expect(reachable(RevocationEndpoint.ocsp(name)).alarms).toHaveLength(1);
  });

  test.each([
    '', 'localhost', `${label}.${label}.${label}.${'a'.repeat(62)}`, `a${label}.com`, `com.a${label}`, '-a.com', 'a-.com', 'a.-com', 'a.com-', 'a..com',
    '.a.com', 'a.com.', 'a_b.com', 'a.b_c', '192.0.2.1', 'example.12', 'a.com/', 'a.com:80', 'http://a.com', ' a.com', 'a.com ',
  ])('cannot have the domain name "%s"', (name) => {
    expect(message('RevocationEndpoint', () => reachable(RevocationEndpoint.ocsp(name)))).toMatch(/^domainName must be a domain name that is known at synthesis/);
  });

  test('has a path of up to 255 characters without whitespace', () => {
    for (const path of ['/', `/${'a'.repeat(254)}`, '/!~']) { expect(() => reachable(RevocationEndpoint.crl('a.com', path))).not.toThrow(); }
    for (const path of ['', 'a', `/${'a'.repeat(255)}`, '/a b', '/a\n', ' /a', '/ä', '/\u007f']) {
      expect(message('RevocationEndpoint', () => reachable(RevocationEndpoint.crl('a.com', path)))).toMatch(/^path must start with a slash/);
    }
  });

  test('that is repeated is named in the error', () => {
    const crl = RevocationEndpoint.crl('crl.example.com', '/a.crl');

    expect(message('RevocationEndpoint', () => reachable(crl, RevocationEndpoint.crl('CRL.example.com', '/a.crl')))).toContain(
      'endpoints must contain at least one endpoint, and each endpoint once; got "CRL crl.example.com/a.crl". Fix: Remove the duplicate.');
    expect(reachable(crl, RevocationEndpoint.crl('crl.example.com', '/A.crl'), RevocationEndpoint.ocsp('crl.example.com')).alarms).toHaveLength(3);
  });

  test('has a health check with its name in the construct tree', () => {
    const path = Token.asString({ Ref: 'Path' });
    const { node } = reachable(RevocationEndpoint.ocsp('a.com'), RevocationEndpoint.crl('a.com', '/a.crl'), RevocationEndpoint.crl('a.com', path));

    expect(node.children.map(({ node: { id } }) => id)).toEqual(['OCSP a.com', 'CRL a.com--a.crl', 'CRL2']);
  });

  test('has an alarm that names it', () => {
    const stack = inVirginia();
    new RevocationReachability(stack, 'Reachable', { endpoints: [RevocationEndpoint.crl('a.com', '/a.crl')], criticality: Criticality.LOW });

    Template.fromStack(stack).hasResourceProperties(ALARM, {
      AlarmDescription: Match.stringLikeRegexp('^LOW: Amazon Route 53 cannot reach the CRL endpoint a\\.com/a\\.crl\\. '),
      Dimensions: [{ Name: 'HealthCheckId', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('HealthCheck'), 'HealthCheckId'] } }],
      DatapointsToAlarm: 3,
    });
  });
});

describe('the alarm on a signal for specific resources', () => {
  const keysOf = (stack: Stack, ...ids: string[]) => ids.map((id) => new kms.Key(stack, id)) as [kms.Key];
  const bucketsOf = (stack: Stack, ...ids: string[]) => ids.map((id, index) => s3.Bucket.fromBucketName(stack, id, `bucket-${index}`)) as [s3.IBucket];
  const descriptionOf = (signalIn: (stack: Stack) => PkiSignal) => {
    const stack = inVirginia();
    const [alarm] = alarms({ signals: PkiSignals.of(signalIn(stack)) }, stack).alarms;
    return String((alarm.node.defaultChild as cloudwatch.CfnAlarm).alarmDescription);
  };
  const named = (ids: string[]) => descriptionOf((stack) => PkiSignal.bucketChanged(...bucketsOf(stack, ...ids)));

  test.each<[string, (stack: Stack) => PkiSignal, string]>([
    ['the root CA', (stack) => PkiSignal.rootCaUsed(newRoot(stack)), '(signal root-ca-used, for Stack/Root) Runbook: '],
    ['each bucket', (stack) => PkiSignal.bucketChanged(...bucketsOf(stack, 'A', 'B')), '(signal pki-bucket-changed, for Stack/A, Stack/B) Runbook: '],
    ['the bucket of a denied call', (stack) => PkiSignal.bucketChangeDenied(...bucketsOf(stack, 'A')), '(signal pki-bucket-change-denied, for Stack/A) Runbook: '],
    ['each key', (stack) => PkiSignal.keyDisabled(...keysOf(stack, 'TrailKey', 'AuditReportKey')),
      '(signal pki-key-disabled, for Stack/TrailKey, Stack/AuditReportKey) Runbook: '],
    ['no bucket that the signal excludes', (stack) => PkiSignal.auditReportElsewhere(...bucketsOf(stack, 'A')), '(signal audit-report-elsewhere) Runbook: '],
  ])('names %s', (_name, signalIn, text) => {
    expect(descriptionOf(signalIn)).toContain(text);
  });

  test('names as many resources as 512 characters contain, and the number of the others', () => {
    const room = 512 - named(['A']).length - ', , and 1 more'.length - 'Stack/'.length;

    expect(named(['A', 'b'.repeat(room), 'Third'])).toMatch(new RegExp(`, for Stack/A, Stack/b{${room}}, and 1 more\\)`));
    expect(named(['A', 'b'.repeat(room), 'Third'])).toHaveLength(512);
    expect(named(['A', 'b'.repeat(room + 1), 'Third'])).toContain(', for Stack/A, and 2 more)');
    expect(named(['a'.repeat(250)])).toContain('(signal pki-bucket-changed) Runbook: ');
  });

  test('names no resource without room for it, and has the same texts', () => {
    expect(descriptionOf((stack) => PkiSignal.keyDisabled(...keysOf(stack, 'K'.repeat(100))))).toContain('(signal pki-key-disabled) Runbook: ');
  });
});

describe('an expiry watch', () => {
  const high = (days: Duration) => ExpiryThreshold.of(days, Criticality.HIGH);

  test('has alarms with stable names in the construct tree', () => {
    const expiry = watch({ thresholds: [high(lateDays(90)), high(Duration.days(30))] });
    const [, , first, second] = expiry.alarms;

    expect([first, second].map(({ node: { id } }) => id)).toEqual(['Threshold0', 'Within30Days']);
  });

  test('needs only the routes of its thresholds, and of its own alarms', () => {
    const routing = AlarmRouting.byCriticality({ strict: true, critical: [], high: [], medium: [] });

    expect(watch({ routing }).alarms).toHaveLength(5);
    expect(message('RouteMissing', () => watch({ routing, thresholds: [ExpiryThreshold.of(Duration.days(30), Criticality.LOW)] }))).toMatch(/^low must have a route/);
  });

  test('lists its CAs in order, as a copy', () => {
    const expiry = watch();
    expiry.certificateAuthorityArns.push('arn');

    expect(expiry.certificateAuthorityArns).toEqual(['arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1']);
  });
});

test('a metric that does not exist is an error that lists the metrics, or says why there are none', () => {
  const mine = (name: string) => PkiSignal.of({ name, criticality: Criticality.LOW, meaning: 'A.', nextStep: 'B.', filterPattern: '{ $.a = 1 }', eventPattern: { source: ['a'] } });
  const signals = PkiSignals.of(mine('one'), mine('two'));

  expect(message('SignalUnknown', () => alarms({ signals }).metric('three'))).toContain('signalName must be the name of a signal with a metric (one, two); got "three".');
  expect(message('SignalUnknown', () => alarms({ signals, source: SignalSource.events() }).metric('one')))
    .toContain('(there are none without a log group)');
  expect([alarms({ signals })._counts('one'), alarms({ signals })._counts('three')]).toEqual([true, false]);
});

test('an alarm on silence says what to check', () => {
  const stack = inVirginia();
  const { silenceAlarm } = alarms({ silence: LogSilence.after(Duration.hours(1)) }, stack);

  expect(silenceAlarm).toBeDefined();
  Template.fromStack(stack).hasResourceProperties(ALARM, {
    AlarmDescription: Match.stringLikeRegexp('If a trail delivers to the log group, read its status \\(aws cloudtrail get-trail-status\\)\\. .*#trail-silent'),
  });
  expect(message('LogGroupMissing', () => alarms({ silence: LogSilence.after(Duration.hours(1)), source: SignalSource.events() }))).toMatch(/^logGroup must be a log group/);
});
