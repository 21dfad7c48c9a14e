import { App, Duration, Lazy, Stack, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { IssuedCertificateExpiryWatch, IssuedCertificateExpiryWatchProps } from '../../src/audit/issued-certificate-expiry-watch';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { ExpiryThreshold } from '../../src/notification/expiry-threshold';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { AlarmProperties, Sample, simulate } from '../support/alarm-model';
import { errorOf } from '../support/errors';
import { alarmsOn } from '../support/silence-alarms';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

const EXPIRING = 'IssuedCertificatesExpiring';
const READ = 'NewestAuditReportsRead';
const QUERY = 'AWS::Athena::NamedQuery';
const DAY = 1440;
const days = (count: number, criticality = Criticality.HIGH) => ExpiryThreshold.of(Duration.days(count), criticality);
const newAnalytics = (stack: Stack) => new AuditReportAnalytics(stack, 'Analytics', {
  auditReportBucket: new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)] }),
});
const build = (props: Partial<IssuedCertificateExpiryWatchProps> = {}, stack = newStack({ env: ENVIRONMENT })) =>
  new IssuedCertificateExpiryWatch(stack, 'Certificates', { ...props, analytics: props.analytics ?? newAnalytics(stack) });
const listOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources(QUERY, {
  Properties: { Name: 'expiring_without_successor' },
})).map(({ Properties }) => Properties.QueryString as string);

test('there is an alarm at 30, 14, and 3 days, with the query that lists the certificates', () => {
  const watch = build();

  const alarms = alarmsOn(Stack.of(watch), EXPIRING);
  expect(alarms.map(({ Dimensions, AlarmDescription }) => [Dimensions[1], /^\w+/.exec(AlarmDescription)![0]])).toEqual([
    [{ Name: 'WithinDays', Value: '30' }, 'MEDIUM'],
    [{ Name: 'WithinDays', Value: '14' }, 'HIGH'],
    [{ Name: 'WithinDays', Value: '3' }, 'CRITICAL'],
  ]);
  expect(alarms[0]).toMatchObject({ Namespace: 'CdkPrivateCa', Statistic: 'Maximum', Period: 86400, Threshold: 1, TreatMissingData: 'ignore' });
  alarms.forEach(({ AlarmDescription }) => expect(AlarmDescription).toContain('saved query expiring_without_successor'));
  expect(watch.alarms).toHaveLength(5);
});

test('the state machine runs once a day, after its permissions and the table exist', () => {
  const stack = newStack({ env: ENVIRONMENT });
  build({}, stack);

  const schedules = Object.values(Template.fromStack(stack).findResources('AWS::Scheduler::Schedule'));
  expect(schedules).toHaveLength(1);
  expect(schedules[0].Properties).toMatchObject({ ScheduleExpression: 'rate(1 day)', Target: { Input: '{}' } });
  expect((schedules[0].DependsOn as string[]).map((id) => id.replace(/[0-9A-F]{8}$/, '')).sort())
    .toEqual(['AnalyticsTable', 'CertificatesQueryPolicy', 'CertificatesSchedulerPolicy']);
});

test('the saved query covers the longest threshold, and certificates of ACM only if they are included', () => {
  const [stack, included] = [newStack({ env: ENVIRONMENT }), newStack({ env: ENVIRONMENT })];
  build({ thresholds: [days(400), days(7)] }, stack);
  build({ includeAcmCertificates: true }, included);

  expect(listOf(stack)).toEqual([expect.stringContaining('INTERVAL \'400\' DAY')]);
  expect(listOf(stack)[0]).toContain('requester_service <> \'acm.amazonaws.com\'');
  expect(listOf(included)[0]).toContain('INTERVAL \'30\' DAY');
  expect(listOf(included)[0]).not.toContain('acm.amazonaws.com');
  expect(listOf(included)[0]).toContain('OR not_after >= last_end)\n)\nSELECT ca_id');
});

test('alarms are routed by the criticality of their threshold, and the alarms of the watch as high', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const [critical, high] = ['Critical', 'High'].map((id) => new PkiNotifications(stack, id));
  const routing = AlarmRouting.byCriticality({ critical: [critical], high: [high] });
  build({ routing, thresholds: [days(30, Criticality.MEDIUM), days(3, Criticality.CRITICAL)] }, stack);

  const [medium, last] = alarmsOn(stack, EXPIRING).map(({ AlarmActions }) => AlarmActions);
  const [unread] = alarmsOn(stack, READ).map(({ AlarmActions }) => AlarmActions);
  expect([medium, last, unread].map((actions) => actions?.length)).toEqual([undefined, 1, 1]);
  expect(last).not.toEqual(unread);
});

test('a strict routing needs routes for high criticality and for those of the thresholds, and no others', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const [critical, high] = ['Critical', 'High'].map((id) => [new PkiNotifications(stack, id)]);
  const routing = AlarmRouting.byCriticality({ critical, high, strict: true });
  const analytics = newAnalytics(stack);

  expect(errorOf('RouteMissing', () => build({ routing, analytics }, stack)).message).toMatch(/^medium must have a route/);
  const watch = build({ routing, analytics, thresholds: [days(14), days(3, Criticality.CRITICAL)] }, stack);

  expect(watch.alarms).toHaveLength(4);
});

test('tokens pass all checks, and are resolved in the query and in the dimensions', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const remaining = Duration.days(Lazy.number({ produce: () => 45 }));
  build({ thresholds: [ExpiryThreshold.of(remaining, Criticality.HIGH)] }, stack);

  expect(alarmsOn(stack, EXPIRING)[0].Dimensions[1].Value).toBe('45');
  expect(listOf(stack)[0]).toContain('INTERVAL \'45\' DAY');
});

test.each([
  ['ExpiryThreshold' as const, 'zero', [days(0)]],
  ['ExpiryThresholdOrder' as const, 'ascending', [days(3), days(30)]],
  ['ExpiryThresholdOrder' as const, 'equal', [days(30), days(30)]],
  ['ExpiryThresholdMissing' as const, 'missing', []],
])('%s: thresholds that are %s are an error that leaves nothing behind', (code, _name, thresholds) => {
  const stack = newStack({ env: ENVIRONMENT });

  errorOf(code, () => build({ thresholds }, stack));

  Template.fromStack(stack).resourcePropertiesCountIs(QUERY, { Name: 'expiring_without_successor' }, 0);
  Template.fromStack(stack).resourceCountIs('AWS::Scheduler::ScheduleGroup', 0);
});

test('a second watch of the same analytics has another query, which its alarms name', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const analytics = newAnalytics(stack);
  build({ analytics }, stack);
  const second = new IssuedCertificateExpiryWatch(stack, 'Second', { analytics, thresholds: [days(60)] });
  new IssuedCertificateExpiryWatch(stack, 'Third', { analytics });

  const queries = Template.fromStack(stack).findResources(QUERY, {
    Properties: { Name: Match.stringLikeRegexp('^expiring_without_successor') },
  });
  const names = Object.values(queries).map(({ Properties }) => Properties.Name as string);
  expect(Object.keys(queries)[0]).toMatch(/^AnalyticsQueryExpiringWithoutSuccessor[0-9A-F]{8}$/);
  expect(names).toEqual([
    'expiring_without_successor', expect.stringMatching(/^expiring_without_successor_[0-9a-f]{8}$/), expect.stringMatching(/_[0-9a-f]{8}$/),
  ]);
  expect(new Set(names).size).toBe(3);
  const { alarmDescription } = second.alarms.at(-1)!.node.defaultChild as cloudwatch.CfnAlarm;
  expect(alarmDescription).toContain(`saved query ${names[1]}`);
});

test('after an error, the watch can be created again', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const analytics = newAnalytics(stack);
  const alarmAction = { bind: () => { throw new Error('broken action'); } };
  const routing = AlarmRouting.everythingTo(AlarmDestination.of({ alarmAction }));

  expect(() => build({ analytics, routing }, stack)).toThrow('broken action');
  build({ analytics }, stack);

  expect(listOf(stack)).toHaveLength(1);
});

test('the watch can be in another stack than the analytics, which is deployed first', () => {
  const analyticsStack = newStack({ env: ENVIRONMENT });
  const analytics = newAnalytics(analyticsStack);
  const stack = new Stack(analyticsStack.node.root as App, 'Watch', { env: ENVIRONMENT });
  build({ analytics }, stack);

  (analyticsStack.node.root as App).synth();
  expect(stack.dependencies).toContain(analyticsStack);
  expect(listOf(analyticsStack)).toHaveLength(1);
});

test('the role has no inline policy, and the log group has the key that is specified', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const { encryptionKey: logEncryptionKey } = new PkiNotifications(stack, 'Notifications');
  build({ logEncryptionKey }, stack);

  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::IAM::Policy', 0);
  template.hasResourceProperties('AWS::Logs::LogGroup', {
    LogGroupName: Match.anyValue(),
    KmsKeyId: stack.resolve(logEncryptionKey!.keyArn),
  });
});

describe('simulated counts, published once a day', () => {
  const alarmOf = (metricName: string): AlarmProperties => alarmsOn(Stack.of(build()), metricName)[0];
  const published = (values: number[]): Sample[] => values.map((value, day) => [day * DAY + 150, value]);
  const statesOf = (alarm: AlarmProperties, samples: Sample[], dayCount: number, extraPoints = 2) =>
    simulate(alarm, samples, dayCount * DAY, { everyMinutes: 60, extraPoints });

  test('no certificate that expires is OK, and one is ALARM within an hour of the execution', () => {
    const changes = statesOf(alarmOf(EXPIRING), published([0, 0, 0, 1, 1, 1, 0, 0, 0, 0]), 10);

    expect(changes.map(([, state]) => state)).toEqual(['OK', 'ALARM', 'OK']);
    expect(changes[1][0] - (3 * DAY + 150)).toBeLessThanOrEqual(60);
    expect(changes[2][0] - (6 * DAY + 150)).toBeLessThanOrEqual(2 * DAY);
  });

  test.each([0, 2])('an alarm retains its state while no execution counts, with %i more data points', (extraPoints) => {
    const changes = statesOf(alarmOf(EXPIRING), published([0, 1]), 20, extraPoints);

    expect(changes.map(([, state]) => state)).toEqual(['OK', 'ALARM']);
  });

  test('missing executions are ALARM after 30 to 33 hours, and a late execution is not', () => {
    const alarm = alarmOf(READ);
    const late: Sample[] = [0, 1, 2, 3].map((day) => [day * DAY + 150 + (day % 2) * 200, 1]);

    expect(statesOf(alarm, late, 4).map(([, state]) => state)).toEqual(['ALARM', 'OK']);
    const stopped = statesOf(alarm, published([1, 1]), 10);
    expect(stopped.map(([, state]) => state)).toEqual(['ALARM', 'OK', 'ALARM']);
    const hours = (stopped[2][0] - (DAY + 150)) / 60;
    expect(hours).toBeGreaterThanOrEqual(30);
    expect(hours).toBeLessThanOrEqual(33);
  });

  test('executions that read no new reports are ALARM', () => {
    const changes = statesOf(alarmOf(READ), published([1, 1, 0, 0, 0, 0, 0]), 7);

    expect(changes.map(([, state]) => state)).toEqual(['ALARM', 'OK', 'ALARM']);
  });
});
