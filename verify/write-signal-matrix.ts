import { writeFileSync } from 'fs';
import { MATRIX } from '../test/alerting/signal-matrix';
import acmEvents from '../test/fixtures/acm-events.json';
import privateCaEvents from '../test/fixtures/acm-pca-events.json';
import { alteredPatternsOf } from '../test/support/event-matcher';
import { ACM_MATRIX, eventOf, everySignal, renderedPattern } from '../test/support/signals';
import { RECORDS } from '../test/support/trail-records';

/*
 * Writes the table of the signals' rules by records, as events, and by AWS Private CA's own events, for event-ruler, to
 * the file that is named on the command line. ACM's events are among them.
 */

/** Which of AWS Private CA's own events the signals choose that no record tells. */
const OWN_EVENTS: Record<string, string> = {
  'crl-generation-failed': 'ACM Private CA CRL Generation',
  'audit-report-failed': 'ACM Private CA Audit Report Generation',
};

const own = privateCaEvents.map((event, index) => ({ name: `${index}: ${event['detail-type']} ${event.detail.result}`, event }));
const events = {
  ...acmEvents,
  ...Object.fromEntries(own.map(({ name, event }) => [name, event])),
  ...Object.fromEntries(Object.keys(RECORDS).flatMap((name) => {
    const event = eventOf(RECORDS[name]);
    return event ? [[name, event]] : [];
  })),
};
const rows = everySignal().filter(({ eventPattern }) => eventPattern).map((signal) => {
  const pattern = renderedPattern(signal);
  return {
    name: signal.name,
    pattern,
    matches: [
      ...MATRIX.filter(([, ...names]) => names.includes(signal.name)).map(([record]) => record),
      ...own.filter(({ event }) => event['detail-type'] === OWN_EVENTS[signal.name] && event.detail.result === 'failure')
        .map(({ name }) => name),
      ...ACM_MATRIX[signal.name] ?? [],
    ],
    altered: alteredPatternsOf(pattern),
  };
});
writeFileSync(process.argv[2], JSON.stringify([{ partition: 'signals', events, rows }]));
