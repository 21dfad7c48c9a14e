import { Lazy } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { RevocationEndpoint } from '../../src/alerting/revocation-endpoint';
import { RevocationReachability } from '../../src/alerting/revocation-reachability';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { AlarmState, Sample, simulate } from '../support/alarm-model';
import { errorOf } from '../support/errors';
import { alarmsOn } from '../support/silence-alarms';
import { newStack } from '../support/stacks';

const US_EAST_1 = { account: '111122223333', region: 'us-east-1' };
const endpoints = [RevocationEndpoint.crl('crl.example.com', '/crl/1.crl'), RevocationEndpoint.ocsp('ocsp.example.com')];

test('a CRL is downloaded over HTTP, and an OCSP responder is connected to over TCP', () => {
  const stack = newStack({ env: US_EAST_1 });
  new RevocationReachability(stack, 'Reachable', { endpoints });

  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Route53::HealthCheck', {
    HealthCheckConfig: { Type: 'HTTP', FullyQualifiedDomainName: 'crl.example.com', Port: 80, ResourcePath: '/crl/1.crl', RequestInterval: 30, FailureThreshold: 3 },
  });
  template.hasResourceProperties('AWS::Route53::HealthCheck', {
    HealthCheckConfig: { Type: 'TCP', FullyQualifiedDomainName: 'ocsp.example.com', Port: 80, ResourcePath: Match.absent() },
  });
});

test('an alarm goes into ALARM state if a health check fails for three minutes, or publishes no value', () => {
  const stack = newStack({ env: US_EAST_1 });
  const routing = AlarmRouting.everythingTo(AlarmDestination.of({ alarmAction: { bind: () => ({ alarmActionArn: 'pager' }) } }));
  const { alarms } = new RevocationReachability(stack, 'Reachable', { endpoints, routing });

  expect(alarms).toHaveLength(2);
  Template.fromStack(stack).allResourcesProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/Route53',
    MetricName: 'HealthCheckStatus',
    Statistic: 'Minimum',
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    Period: 60,
    EvaluationPeriods: 3,
    TreatMissingData: 'breaching',
    AlarmActions: ['pager'],
  });
});

test('paths that differ only in slashes and hyphens have separate health checks, and the first one keeps its IDs', () => {
  const idsFor = (...paths: string[]) => {
    const stack = newStack({ env: US_EAST_1 });
    new RevocationReachability(stack, 'Reachable', { endpoints: paths.map((path) => RevocationEndpoint.crl('crl.example.com', path)) });
    return Object.keys(Template.fromStack(stack).findResources('AWS::Route53::HealthCheck'));
  };

  const ids = idsFor('/a/b', '/a--b', '/a/b--c', '/a--b/c', '/a/b/c');

  expect(new Set(ids).size).toBe(5);
  expect(ids).toEqual(expect.arrayContaining([...idsFor('/a/b'), ...idsFor('/a/b--c')]));
});

test('a Region that is unknown passes, and a path can be a token', () => {
  const stack = newStack();
  const path = Lazy.string({ produce: () => '/crl/1.crl' });
  new RevocationReachability(stack, 'Reachable', { endpoints: [RevocationEndpoint.crl('crl.example.com', path)] });

  Template.fromStack(stack).hasResourceProperties('AWS::Route53::HealthCheck', { HealthCheckConfig: { ResourcePath: '/crl/1.crl' } });
});

test.each(['eu-west-1', 'us-west-2', 'cn-north-1', 'us-gov-west-1'])('the Region %s has no metrics of health checks', (region) => {
  const stack = newStack({ env: { account: '111122223333', region } });

  const error = errorOf('ReachabilityRegion', () => new RevocationReachability(stack, 'Reachable', { endpoints }));

  expect(error.message).toContain('us-east-1');
});

test('a mistake in the second endpoint leaves no health check of the first', () => {
  const stack = newStack({ env: US_EAST_1 });
  errorOf('RevocationEndpoint', () => new RevocationReachability(stack, 'Reachable', {
    endpoints: [endpoints[0], RevocationEndpoint.ocsp('localhost')],
  }));

  Template.fromStack(stack).resourceCountIs('AWS::Route53::HealthCheck', 0);
});

test.each([
  ['an IP address', [RevocationEndpoint.ocsp('192.0.2.1')]],
  ['a duplicate in other letters', [endpoints[1], RevocationEndpoint.ocsp('OCSP.example.com')]],
])('%s is an error', (_name, given) => {
  errorOf('RevocationEndpoint', () => new RevocationReachability(newStack({ env: US_EAST_1 }), 'Reachable', { endpoints: given }));
});

test('an endpoint keeps its logical IDs if another is added before it', () => {
  const idsOf = (given: RevocationEndpoint[]) => {
    const stack = newStack({ env: US_EAST_1 });
    new RevocationReachability(stack, 'Reachable', { endpoints: given });
    return Object.keys(Template.fromStack(stack).findResources('AWS::Route53::HealthCheck'));
  };

  expect(idsOf(endpoints)).toContain(idsOf([endpoints[1]])[0]);
});

const SERIES: Record<string, (number | undefined)[]> = {
  'is reachable': [1, 1, 1, 1, 1, 1],
  'is unreachable for two minutes': [1, 0, 0, 1, 1, 1],
  'is unreachable for three minutes': [1, 0, 0, 0, 1, 1],
  'publishes one value late': [1, undefined, 1, undefined, undefined, 1],
  'is unreachable, and then publishes no value': [1, 0, 0, undefined, undefined, undefined],
  'publishes no value': [1, 1, 1, undefined, undefined, undefined, undefined, undefined],
  'never publishes a value': Array.from({ length: 6 }, () => undefined),
};

test.each<[keyof typeof SERIES, [number, AlarmState][]]>([
  ['is reachable', [[1, 'OK']]],
  ['is unreachable for two minutes', [[1, 'OK']]],
  ['is unreachable for three minutes', [[1, 'OK'], [4, 'ALARM'], [5, 'OK']]],
  ['publishes one value late', [[1, 'OK']]],
  ['is unreachable, and then publishes no value', [[1, 'OK'], [6, 'ALARM']]],
  ['publishes no value', [[1, 'OK'], [8, 'ALARM']]],
  ['never publishes a value', [[1, 'ALARM']]],
])('an endpoint that %s: the alarm fires only if it must', (name, expected) => {
  const stack = newStack({ env: US_EAST_1 });
  new RevocationReachability(stack, 'Reachable', { endpoints: [endpoints[1]] });
  const [alarm] = alarmsOn(stack, 'HealthCheckStatus');
  const samples = SERIES[name].flatMap((value, minute): Sample[] => value === undefined ? [] : [[minute, value]]);

  expect(simulate(alarm, samples, SERIES[name].length, { everyMinutes: 1 })).toEqual(expected);
});
