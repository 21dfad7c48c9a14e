import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting, CriticalityRoutes } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

const ALL = [Criticality.CRITICAL, Criticality.HIGH, Criticality.MEDIUM, Criticality.LOW];
const pager = AlarmDestination.of({});
const mail = AlarmDestination.of({});
const NAMES = new Map([[pager, 'pager'], [mail, 'mail']]);

/** Who hears of each criticality, from critical to low. */
function heard(routing: AlarmRouting): string[] {
  return ALL.map((criticality) => routing._destinationsFor(newStack(), criticality)
    .map((to) => NAMES.get(to as AlarmDestination)).join('+'));
}

test('everything goes to all', () => {
  expect(heard(AlarmRouting.everythingTo(pager, mail))).toEqual(Array(4).fill('pager+mail'));
});

test('PkiNotifications is a destination as it stands', () => {
  const notifications = new PkiNotifications(newStack(), 'Notifications');

  const heardBy = AlarmRouting.everythingTo(notifications)._destinationsFor(notifications, Criticality.LOW);
  expect(heardBy).toEqual([notifications]);
});

test.each<[string, CriticalityRoutes, string[]]>([
  ['each has its own route',
    { critical: [pager], high: [mail], medium: [mail], low: [mail] }, ['pager', 'mail', 'mail', 'mail']],
  ['what is less urgent than all routes tells nobody', { critical: [pager], high: [mail] }, ['pager', 'mail', '', '']],
  ['what is urgent takes the nearest less urgent route', { medium: [mail] }, ['mail', 'mail', 'mail', '']],
  ['the nearest, not the least', { high: [pager], low: [mail] }, ['pager', 'pager', 'mail', 'mail']],
  ['an empty list tells nobody on purpose',
    { critical: [pager, mail], high: [], low: [mail] }, ['pager+mail', '', 'mail', 'mail']],
  ['no route at all tells nobody', {}, ['', '', '', '']],
])('by criticality: %s', (_name, routes, expected) => {
  expect(heard(AlarmRouting.byCriticality(routes))).toEqual(expected);
});

test('strict routing needs a route of its own for whatever is used', () => {
  const routing = AlarmRouting.byCriticality({ high: [mail], low: [], strict: true });

  expect(routing._destinationsFor(newStack(), Criticality.HIGH)).toEqual([mail]);
  expect(routing._destinationsFor(newStack(), Criticality.LOW)).toEqual([]);
  expect(errorOf('RouteMissing', () => routing._destinationsFor(newStack(), Criticality.CRITICAL)).message)
    .toContain('the strict routing has no route for the criticality critical');
});

test('everything to nobody is an error', () => {
  errorOf('RouteMissing', () => AlarmRouting.everythingTo()._destinationsFor(newStack(), Criticality.LOW));
});
