import { Duration, Lazy, Stack, Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CrlFreshnessAlarm, CrlFreshnessAlarmProps } from '../../src/alerting/crl-freshness-alarm';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { Revocation } from '../../src/revocation/revocation';
import { AlarmProperties, AlarmState, Sample, simulate } from '../support/alarm-model';
import { errorOf } from '../support/errors';
import { matches } from '../support/event-matcher';
import { SynthesizedAlarm, alarmsOn } from '../support/silence-alarms';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';
import { World } from '../support/world';

const crl = (expiration?: Duration) => Revocation.crl({ expiration, distributionPoint: CrlDistributionPoint.customCname('crl.example.com') });
const imported = (stack: Stack) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca',
  'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1');

function built(props: Partial<CrlFreshnessAlarmProps> = {}, count = 1): { stack: Stack; world: World; alarms: SynthesizedAlarm[] } {
  const stack = newStack({ env: ENVIRONMENT });
  const certificateAuthorities = Array.from({ length: count }, (_, index) => newRoot(stack, `Root${index}`, crl(props.crlLifetime)));
  new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities, ...props });
  return { stack, world: World.of(stack), alarms: alarmsOn(stack, 'MatchedEvents') };
}

/** The changes of the state, with their hours, for CRLs that are published at the given hours. */
function changesOf(alarm: AlarmProperties, published: number[], until: number, extraPoints = 2): [hour: number, state: AlarmState][] {
  return simulate(alarm, published.map((hour): Sample => [hour * 60, 1]), until * 60, { everyMinutes: 60, extraPoints })
    .map(([minute, state]) => [minute / 60, state]);
}

const HALF = 84;
const LIFETIME = 168;

test.each([0, 2])('CRLs that are published after half of their lifetime raise no alarm after the first (%s more points)', (extraPoints) => {
  const { alarms: [alarm] } = built();

  expect(changesOf(alarm, [0, HALF, 2 * HALF, 3 * HALF], 4 * HALF, extraPoints)).toEqual([[1, 'OK']]);
});

test('before the first CRL, the alarm is in ALARM state', () => {
  expect(changesOf(built().alarms[0], [5], 10)).toEqual([[1, 'ALARM'], [6, 'OK']]);
});

test.each([0, 2])('a CRL that is one day late raises no alarm, because the last one is still valid (%s more points)', (extraPoints) => {
  const { alarms: [alarm] } = built();

  expect(changesOf(alarm, [0, HALF + 24, 2 * HALF + 24], 3 * HALF, extraPoints)).toEqual([[1, 'OK']]);
});

test.each([[0, 127], [2, 129]])(
  'with %s more points, an alarm on missing CRLs goes into ALARM state after %s hours, and stays in it', (extraPoints, hours) => {
    const { alarms: [alarm] } = built();

    expect(changesOf(alarm, [0], 2 * LIFETIME, extraPoints)).toEqual([[1, 'OK'], [hours, 'ALARM']]);
    expect(hours).toBeLessThan(LIFETIME);
  });

test.each([1, 2, 7, 10, 13])('if CRLs that are valid for %s days stop, the alarm goes into ALARM state before the last one expires', (days) => {
  const { alarms: [alarm] } = built({ crlLifetime: Duration.days(days) });
  const renewals = [0, 1, 2, 3].map((index) => index * days * 12);
  const changes = changesOf(alarm, renewals, days * 24 * 4);

  expect(changes.map(([, state]) => state)).toEqual(['OK', 'ALARM']);
  expect(changes[1][0]).toBeLessThan(renewals[3] + days * 24);
});

test('a CRL after an alarm changes the alarm to OK', () => {
  expect(changesOf(built().alarms[0], [0, 150], 200)).toEqual([[1, 'OK'], [129, 'ALARM'], [151, 'OK']]);
});

test('if missing data were not breaching, missing CRLs would raise no alarm', () => {
  const { alarms: [alarm] } = built();

  expect(changesOf({ ...alarm, TreatMissingData: 'notBreaching' }, [0], 2 * LIFETIME)).toEqual([[1, 'OK']]);
});

test.each([[1, 18], [2, 36], [7, 126], [9, 162], [10, 168], [13, 168]])(
  'CRLs that are valid for %s days are stale after %s hours, which CloudWatch can evaluate', (days, hours) => {
    const { alarms: [alarm] } = built({ crlLifetime: Duration.days(days) });

    expect([alarm.Period, alarm.EvaluationPeriods, alarm.DatapointsToAlarm]).toEqual([3600, hours, hours]);
    expect(alarm.Period * alarm.EvaluationPeriods).toBeLessThanOrEqual(7 * 86_400);
    expect(hours).toBeGreaterThan(days * 12);
    expect(hours).toBeLessThan(days * 24);
  });

test('the alarm counts the events that its own rule matches, which are the successful CRL generations of its CA', () => {
  const { world, alarms } = built({}, 2);
  const rules = world.idsOf('AWS::Events::Rule');
  const event = (ca: string, result: string) => ({
    'source': 'aws.acm-pca', 'detail-type': 'ACM Private CA CRL Generation', 'resources': [ca], 'detail': { result },
  });
  const cas = world.idsOf('AWS::ACMPCA::CertificateAuthority').map((id) => world.arnOf(id));

  expect(alarms.map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`)).toEqual(['AWS/Events MatchedEvents', 'AWS/Events MatchedEvents']);
  expect(new Set(alarms.map(({ Dimensions }) => JSON.stringify(Dimensions))).size).toBe(2);
  rules.forEach((id, index) => {
    const { EventPattern } = world.propertiesOf<{ EventPattern: never }>(id);
    expect(cas.map((ca) => matches(EventPattern, event(ca, 'success')))).toEqual(cas.map((_, other) => other === index));
    expect(matches(EventPattern, event(cas[index], 'failure'))).toBe(false);
  });
});

test('the alarms are routed by their criticality, which the description starts with', () => {
  const action = (name: string) => AlarmDestination.of({ alarmAction: { bind: () => ({ alarmActionArn: name }) } });
  const routing = AlarmRouting.byCriticality({ high: [action('high')], critical: [action('critical')] });

  expect(built({ routing }).alarms[0]).toMatchObject({ AlarmActions: ['high'], AlarmDescription: expect.stringMatching(/^HIGH: /) });
  expect(built({ routing, criticality: Criticality.CRITICAL }).alarms[0])
    .toMatchObject({ AlarmActions: ['critical'], AlarmDescription: expect.stringMatching(/^CRITICAL: /) });
});

test('a lifetime that is known only at deployment passes, and the alarm looks back as far as it can', () => {
  const stack = newStack();
  const seconds = Token.asNumber(Lazy.any({ produce: () => 604_800 }));

  new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities: [imported(stack)], crlLifetime: Duration.seconds(seconds) });

  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { EvaluationPeriods: 168 });
});

test.each([[Duration.hours(0)], [Duration.days(8)]])('with a lifetime that is known only at deployment, %s without a CRL is an error', (staleAfter) => {
  const stack = newStack();
  const crlLifetime = Duration.days(Token.asNumber(Lazy.any({ produce: () => 7 })));

  const error = errorOf('CrlFreshness', () => new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities: [imported(stack)], crlLifetime, staleAfter }));

  expect(error.message).toContain('at most 168 hours');
});

test('with a lifetime that is known only at deployment, minutes without a CRL are rounded up to hours', () => {
  const stack = newStack();
  const crlLifetime = Duration.days(Token.asNumber(Lazy.any({ produce: () => 7 })));
  new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities: [imported(stack)], crlLifetime, staleAfter: Duration.minutes(6001) });

  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { EvaluationPeriods: 101 });
});

test('a CA that is specified twice is an error before anything is created', () => {
  const stack = newStack();
  const root = newRoot(stack, 'Root', crl());

  errorOf('CertificateAuthorityDuplicate', () => new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities: [root, root] }));
  Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 0);
});

describe('a CA of the app determines the lifetime of its CRLs', () => {
  const alarm = (revocation: Revocation | undefined, props: Partial<CrlFreshnessAlarmProps> = {}, stack = newStack({ env: ENVIRONMENT })) =>
    new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities: [newRoot(stack, 'Root', revocation)], ...props });

  test.each([[1, 18], [7, 126], [13, 168]])('%s days are stale after %s hours', (days, hours) => {
    const stack = newStack({ env: ENVIRONMENT });
    alarm(crl(Duration.days(days)), {}, stack);

    expect(alarmsOn(stack, 'MatchedEvents')[0].EvaluationPeriods).toBe(hours);
  });

  test('each of several CAs has its own', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const certificateAuthorities = [2, 4].map((days) => newRoot(stack, `Root${days}`, crl(Duration.days(days))));
    new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities: [...certificateAuthorities, imported(stack)] });

    expect(alarmsOn(stack, 'MatchedEvents').map(({ EvaluationPeriods }) => EvaluationPeriods).sort()).toEqual([126, 36, 72]);
  });

  test('another lifetime is an error, and an equal one in other words is not', () => {
    const { message } = errorOf('CrlLifetime', () => alarm(crl(Duration.days(1)), { crlLifetime: Duration.days(7) }));

    expect(message).toBe('crlLifetime must be the validity period of the CRLs of Stack/Root (1 day); got "7 days". Fix: Remove crlLifetime, so that each CA '
      + 'determines it. [CrlLifetime at Stack/Fresh]');
    expect(() => alarm(crl(Duration.hours(48)), { crlLifetime: Duration.days(2) })).not.toThrow();
  });

  test('a lifetime whose renewal no alarm can notice is an error that names the CA', () => {
    const { message } = errorOf('CrlLifetime', () => alarm(crl(Duration.days(30))));

    expect(message).toMatch(/^The validity period of the CRLs of Stack\/Root must be 1 to 13 whole days.*got "30 days"\. Fix: Shorten expiration of .* or remove the CA/);
  });

  test.each<[string, Revocation]>([['OCSP', Revocation.ocsp()], ['no revocation', Revocation.none()]])('with only %s, an alarm is an error', (_name, revocation) => {
    const { message } = errorOf('CrlMissing', () => alarm(revocation));

    expect(message).toContain('got "Stack/Root"');
  });

  test('if the lifetime is a token, the property determines it, and otherwise the property can be a token', () => {
    const late = Duration.days(Token.asNumber({ Ref: 'Days' }));
    const hoursOf = (expiration: Duration, crlLifetime?: Duration) => {
      const stack = newStack({ env: ENVIRONMENT });
      alarm(crl(expiration), { crlLifetime }, stack);
      return alarmsOn(stack, 'MatchedEvents')[0].EvaluationPeriods;
    };

    expect(hoursOf(late)).toBe(126);
    expect(hoursOf(late, Duration.days(2))).toBe(36);
    expect(hoursOf(Duration.days(2), late)).toBe(36);
  });
});

describe('a CA that CfnCertificateAuthority creates', () => {
  const alarm = (revocationConfiguration: acmpca.CfnCertificateAuthorityProps['revocationConfiguration'], change?: (ca: acmpca.CfnCertificateAuthority) => void) => {
    const stack = newStack({ env: ENVIRONMENT });
    const certificateAuthority = new acmpca.CfnCertificateAuthority(stack, 'Root', {
      type: 'ROOT', keyAlgorithm: 'EC_prime256v1', signingAlgorithm: 'SHA256WITHECDSA', subject: {}, revocationConfiguration,
    });
    change?.(certificateAuthority);
    new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities: [certificateAuthority] });
    return alarmsOn(stack, 'MatchedEvents')[0].EvaluationPeriods;
  };

  test('determines the lifetime, too', () => {
    expect(alarm({ crlConfiguration: { enabled: true, expirationInDays: 2 } })).toBe(36);
    errorOf('CrlMissing', () => alarm(undefined));
    errorOf('CrlMissing', () => alarm({ ocspConfiguration: { enabled: true } }));
    errorOf('CrlMissing', () => alarm({ crlConfiguration: { enabled: false, expirationInDays: 2 } }));
  });

  test.each<[string, acmpca.CfnCertificateAuthorityProps['revocationConfiguration']]>([
    ['no lifetime', { crlConfiguration: { enabled: true } }],
    ['a late switch', { crlConfiguration: { enabled: Lazy.any({ produce: () => true }), expirationInDays: 2 } }],
    ['a late CRL', { crlConfiguration: Lazy.any({ produce: () => ({ enabled: true, expirationInDays: 2 }) }) }],
    ['a late configuration', Lazy.any({ produce: () => ({ crlConfiguration: { enabled: true, expirationInDays: 2 } }) })],
  ])('has the default with %s', (_name, configuration) => {
    expect(alarm(configuration)).toBe(126);
  });

  test('has the default if an override can have changed its CRLs', () => {
    expect(alarm(undefined, (ca) => ca.addPropertyOverride('RevocationConfiguration.CrlConfiguration', { Enabled: true, ExpirationInDays: 2 }))).toBe(126);
  });
});
