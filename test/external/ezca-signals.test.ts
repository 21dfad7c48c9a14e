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

const signals = () => EzcaSignals.all()._bind(newStack());

test('there is a signal for each of the 11 events, with the criticality that EZCA assigns', () => {
  const criticalities = Object.fromEntries(signals().map(({ name, criticality }) => [name, criticality]));

  expect(criticalities).toEqual(Object.fromEntries(ezcaEvents.map(({ eventId, criticality }) =>
    [`ezca-${eventId}`, criticality.toLowerCase()])));
  expect(signals()).toHaveLength(11);
});

test('filter patterns have the form of the EZCA guide', () => {
  expect(signals().find(({ name }) => name === 'ezca-4888')?.filterPattern).toBe('{ $.event.EventID = 4888 && $.source = "EZCA" }');
});

test.each(ezcaEvents.map(({ eventId }) => [eventId]))('the signal of event %i matches only this event', (eventId) => {
  const { filterPattern } = signals().find(({ name }) => name === `ezca-${eventId}`)!;

  const matched = Object.keys(RECORDS).filter((name) => matchesFilter(filterPattern!, RECORDS[name]));
  expect(matched).toEqual([`EZCA ${eventId}`]);
});

test('events() returns the signals of the specified events, in this order', () => {
  const names = EzcaSignals.events(4888, 92)._bind(newStack()).map(({ name }) => name);

  expect(names).toEqual(['ezca-4888', 'ezca-92']);
});

test('an unknown event ID is rejected', () => {
  const mistake = () => EzcaSignals.events(4888, 4889)._bind(newStack());

  expect(errorOf('EzcaEventUnknown', mistake).message).toMatch(/^eventIds must contain only IDs of EZCA events \(4882, 92, .*\); got 4889\. Fix: /);
});

test('one PkiAlarms supports EZCA signals and custom signals of any other PKI', () => {
  const stack = newStack();
  const log = new ExternalPkiLog(stack, 'Pki', { logStreamName: 'pki' });
  const own = PkiSignal.of({
    name: 'key-ceremony',
    criticality: Criticality.HIGH,
    meaning: 'A key ceremony started.',
    nextStep: 'Check for an approved change.',
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
    AlarmDescription: 'HIGH: A key ceremony started. What to do: Check for an approved change. (signal key-ceremony)',
  });
});
