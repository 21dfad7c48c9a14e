import { Template } from 'aws-cdk-lib/assertions';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { SignalSource } from '../../src/alerting/signal-source';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { EzcaSignals } from '../../src/external/ezca-signals';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import ezcaEvents from '../fixtures/ezca-events.json';
import { errorOf } from '../support/errors';
import { matchesFilter } from '../support/filter-pattern';
import { newStack } from '../support/stacks';
import { RECORDS } from '../support/trail-records';

const SIGNALS = EzcaSignals.all()._bind(newStack());

test('all eleven events are there with EZCA\'s own criticality', () => {
  const criticalities = Object.fromEntries(SIGNALS.map(({ name, criticality }) => [name, criticality]));

  expect(criticalities).toEqual(Object.fromEntries(ezcaEvents.map(({ eventId, criticality }) =>
    [`ezca-${eventId}`, criticality.toLowerCase()])));
  expect(SIGNALS).toHaveLength(11);
});

test('filters have the form of EZCA\'s guide', () => {
  expect(SIGNALS.find(({ name }) => name === 'ezca-4888')?.filterPattern).toBe('{ $.event.EventID = 4888 && $.source = "EZCA" }');
});

test.each(SIGNALS.map((signal): [string, PkiSignal] => [signal.name, signal]))('%s chooses its event and no other record', (_name, signal) => {
  const chosen = Object.keys(RECORDS).filter((name) => matchesFilter(signal.filterPattern!, RECORDS[name]));

  expect(chosen).toEqual([signal.name.replace('ezca-', 'EZCA ')]);
});

test('some events may be chosen by their ids, in that order', () => {
  const names = EzcaSignals.events(4888, 92)._bind(newStack()).map(({ name }) => name);

  expect(names).toEqual(['ezca-4888', 'ezca-92']);
});

test('an id that the catalogue does not have is refused', () => {
  const mistake = () => EzcaSignals.events(4888, 4889)._bind(newStack());

  expect(errorOf('EzcaEventUnknown', mistake).message).toContain('got 4889; allowed: 4882, 92, 23');
});

test('the same alarms serve EZCA, and any other PKI by its own fields', () => {
  const stack = newStack();
  const log = new ExternalPkiLog(stack, 'Pki', { logStreamName: 'pki' });
  const own = PkiSignal.of({
    name: 'key-ceremony',
    criticality: Criticality.HIGH,
    meaning: 'A key ceremony has begun.',
    nextStep: 'Ask who announced it.',
    filterPattern: '{ $.kind = "ceremony" }',
  });

  new PkiAlarms(stack, 'Alarms', {
    source: SignalSource.logs(log.logGroup),
    signals: EzcaSignals.all().without('ezca-4872').merge(PkiSignals.of(own)),
    routing: AlarmRouting.everythingTo(new PkiNotifications(stack, 'Notifications')),
  });

  const template = Template.fromStack(stack);
  const filters = Object.values(template.findResources('AWS::Logs::MetricFilter'));
  expect(filters).toHaveLength(11);
  const logGroupName: unknown = stack.resolve(log.logGroup.logGroupName);
  expect(filters.map(({ Properties }) => Properties.LogGroupName as unknown)).toEqual(Array(11).fill(logGroupName));
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmDescription: 'HIGH: A key ceremony has begun. What to do: Ask who announced it. (signal key-ceremony)',
  });
});
