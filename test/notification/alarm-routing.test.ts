import { IAlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting, CriticalityRoutes } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

const ALL = [Criticality.CRITICAL, Criticality.HIGH, Criticality.MEDIUM, Criticality.LOW];
const newDestination = (): IAlarmDestination => ({ alarmActions: [], ruleTargets: () => [] });
const pager = newDestination();
const email = newDestination();
const NAMES = new Map([[pager, 'pager'], [email, 'email']]);

/** The destinations for each criticality, from critical to low. */
function destinationsOf(routing: AlarmRouting): string[] {
  return ALL.map((criticality) => routing._destinationsFor(newStack(), criticality).map((to) => NAMES.get(to)).join('+'));
}

test('everythingTo() routes every criticality to every destination', () => {
  expect(destinationsOf(AlarmRouting.everythingTo(pager, email))).toEqual(Array(4).fill('pager+email'));
});

test('PkiNotifications is a destination', () => {
  const notifications = new PkiNotifications(newStack(), 'Notifications');

  const destinations = AlarmRouting.everythingTo(notifications)._destinationsFor(notifications, Criticality.LOW);
  expect(destinations).toEqual([notifications]);
});

test.each<[string, CriticalityRoutes, string[]]>([
  ['each criticality has a separate route',
    { critical: [pager], high: [email], medium: [email], low: [email] }, ['pager', 'email', 'email', 'email']],
  ['a criticality below all routes sends no notification', { critical: [pager], high: [email] }, ['pager', 'email', '', '']],
  ['a criticality without a route uses the next lower route', { medium: [email] }, ['email', 'email', 'email', '']],
  ['the next lower route, not the lowest', { high: [pager], low: [email] }, ['pager', 'pager', 'email', 'email']],
  ['an empty list sends no notification',
    { critical: [pager, email], high: [], low: [email] }, ['pager+email', '', 'email', 'email']],
  ['with only an empty list, no notification is sent', { low: [] }, ['', '', '', '']],
])('byCriticality(): %s', (_name, routes, expected) => {
  expect(destinationsOf(AlarmRouting.byCriticality(routes))).toEqual(expected);
});

test('strict routing requires a separate route for each criticality in use', () => {
  const routing = AlarmRouting.byCriticality({ high: [email], low: [], strict: true });

  expect(routing._destinationsFor(newStack(), Criticality.HIGH)).toEqual([email]);
  expect(routing._destinationsFor(newStack(), Criticality.LOW)).toEqual([]);
  expect(errorOf('RouteMissing', () => routing._destinationsFor(newStack(), Criticality.CRITICAL)).message)
    .toContain('critical must have a route');
});

test.each<[string, CriticalityRoutes]>([
  ['no routes', {}], ['undefined routes', { critical: undefined, low: undefined }], ['only strict', { strict: true }],
])('byCriticality() requires a route: %s', (_name, routes) => {
  for (const criticality of ALL) {
    expect(errorOf('RouteMissing', () => AlarmRouting.byCriticality(routes)._destinationsFor(newStack(), criticality)).message)
      .toContain('AlarmRouting.byCriticality() must have a route for at least one criticality');
  }
});

test('everythingTo() requires a destination', () => {
  errorOf('RouteMissing', () => AlarmRouting.everythingTo()._destinationsFor(newStack(), Criticality.LOW));
});
