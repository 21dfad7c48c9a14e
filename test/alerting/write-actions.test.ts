import { UNMONITORED_ACTIONS } from '../../build-tools/unmonitored-actions';
import { matchesFilter } from '../support/filter-pattern';
import { everySignal } from '../support/signals';
import { callsOf, SERVICES, writeActionsOf } from '../support/write-actions';

/** Whether a signal matches every call that the action allows. */
function isMonitored(patterns: readonly string[], service: typeof SERVICES[number], action: string): boolean {
  const calls = callsOf(service, action);
  return calls.length > 0 && calls.every((call) => patterns.some((pattern) => matchesFilter(pattern, call)));
}

const exceptionsOf = (service: string) =>
  UNMONITORED_ACTIONS.filter((one) => one.service === service).flatMap(({ actions }) => actions);

test.each(SERVICES)('every write action of %s is in a signal, or in the table of actions that are not monitored', async (service) => {
  const actions = await writeActionsOf(service);

  const patterns = everySignal().flatMap(({ filterPattern }) => filterPattern ?? []);
  const unmonitored = actions.filter((action) => !isMonitored(patterns, service, action));
  expect(unmonitored).toEqual([...exceptionsOf(service)].sort());
  expect(actions.length).toBeGreaterThan(10);
});

test('the table contains only services that the monitoring depends on, each with a reason', () => {
  const services = [...new Set(UNMONITORED_ACTIONS.map(({ service }) => service))];

  expect(services.filter((service) => !SERVICES.some((one) => one === service))).toEqual([]);
  expect(UNMONITORED_ACTIONS.filter(({ because, actions }) => because.length < 20 || actions.length === 0)).toEqual([]);
});
