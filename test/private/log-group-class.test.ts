import { Stack, aws_logs as logs } from 'aws-cdk-lib';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignalProps } from '../../src/alerting/pki-signal-props';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { SignalSource } from '../../src/alerting/signal-source';
import { PrivateCaDashboard } from '../../src/dashboard/private-ca-dashboard';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { PrivateCaQueries } from '../../src/queries/private-ca-queries';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { TrailLogs } from '../../src/trail/trail-logs';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

/** The enum of the lowest supported aws-cdk-lib has no member for this class. */
const DELIVERY = 'DELIVERY' as logs.LogGroupClass;
const { STANDARD, INFREQUENT_ACCESS } = logs.LogGroupClass;

type Pattern = Pick<PkiSignalProps, 'filterPattern' | 'eventPattern'>;

const alarmsOn = (stack: Stack, logGroup: logs.ILogGroup, pattern: Pattern) =>
  new PkiAlarms(stack, 'Alarms', {
    source: SignalSource.logsAndEvents(logGroup),
    routing: AlarmRouting.everythingTo(new PkiNotifications(stack, 'Notifications')),
    signals: PkiSignals.of(PkiSignal.of({
      name: 'mine', criticality: Criticality.LOW, meaning: 'It happened.', nextStep: 'Look.', ...pattern,
    })),
  });

type Use = (stack: Stack, logGroup: logs.ILogGroup) => unknown;

const METRIC_FILTERS: Use = (stack, logGroup) => alarmsOn(stack, logGroup, { filterPattern: '{ $.a = 1 }' });
const OTHERS: [string, Use][] = [
  ['a trail', (stack, logGroup) => new PrivateCaTrail(stack, 'Trail', { logs: TrailLogs.existingGroup(logGroup) })],
  ['queries', (stack, logGroup) => new PrivateCaQueries(stack, 'Queries', { logGroup })],
  ['a dashboard', (stack, logGroup) => new PrivateCaDashboard(stack, 'Dashboard', { logGroup })],
];

const useGroup = (use: Use, logGroupClass?: logs.LogGroupClass) => {
  const stack = newStack();
  return use(stack, new logs.LogGroup(stack, 'Group', { logGroupClass }));
};

test.each([INFREQUENT_ACCESS, DELIVERY])('metric filters on a log group of the class %s are an error', (logGroupClass) => {
  expect(errorOf('LogGroupClass', () => useGroup(METRIC_FILTERS, logGroupClass)).message)
    .toContain(`logGroup must not have the class INFREQUENT_ACCESS or DELIVERY, which does not support metric filters; got "${logGroupClass}".`);
});

test.each([STANDARD, undefined])('metric filters on a log group of the class %s pass', (logGroupClass) => {
  expect(() => useGroup(METRIC_FILTERS, logGroupClass)).not.toThrow();
});

test('alarms without metric filters pass for each class', () => {
  expect(() => useGroup((stack, logGroup) => alarmsOn(stack, logGroup, { eventPattern: { source: ['aws.acm-pca'] } }), INFREQUENT_ACCESS))
    .not.toThrow();
});

test('an imported log group passes, because its class is not known', () => {
  const stack = newStack();

  expect(() => METRIC_FILTERS(stack, logs.LogGroup.fromLogGroupName(stack, 'Group', 'trail'))).not.toThrow();
});

describe.each(OTHERS)('%s', (_name, use) => {
  test('with a log group of the class DELIVERY is an error', () => {
    errorOf('LogGroupClass', () => useGroup(use, DELIVERY));
  });

  test('with a log group of the class INFREQUENT_ACCESS passes', () => {
    expect(() => useGroup(use, INFREQUENT_ACCESS)).not.toThrow();
  });
});
