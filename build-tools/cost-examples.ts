import { dollars, fixedItems, monthlyItems, sumOf } from './cost-tables';
import { templatesOfExample } from './example-templates';
import { PRICES } from './prices';
import { UNIT_PRICES } from './usage-prices';

/* The computations of `docs/costs.md`: the CA modes, and a year of a team. */

const [{ dollarsPerMonth: GENERAL }, { dollarsPerMonth: SHORT_LIVED }] = PRICES;

/** The end of the first two price levels, in certificates that an account issues in a month and Region. */
const LEVELS = [1_000, 10_000];

/** The monthly cost of a CA and its certificates in general-purpose mode. */
export function generalPurposeCost(certificates: number): number {
  const [first, second] = LEVELS;
  return GENERAL + Math.min(certificates, first) * UNIT_PRICES.certificate.dollars
    + Math.max(Math.min(certificates, second) - first, 0) * UNIT_PRICES.certificateAfter1000.dollars
    + Math.max(certificates - second, 0) * UNIT_PRICES.certificateAfter10000.dollars;
}

/** The monthly cost of a CA and its certificates in short-lived mode. */
export function shortLivedCost(certificates: number): number {
  return SHORT_LIVED + certificates * UNIT_PRICES.shortLivedCertificate.dollars;
}

/** The number of certificates in a month from which general-purpose mode costs less. */
export function breakEven(): number {
  let [low, high] = [0, 10_000_000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shortLivedCost(middle) > generalPurposeCost(middle)) { high = middle; } else { low = middle; }
  }
  return high;
}

/** The cost of both modes for numbers of certificates. */
export function modeRows(): string[][] {
  return [0, 100, 1_000, 10_000, breakEven(), 1_000_000].map((certificates) => {
    const costs = [generalPurposeCost(certificates), shortLivedCost(certificates)];
    return [certificates.toLocaleString('en-US'), ...costs.map(dollars), costs[0] < costs[1] ? 'general purpose' : 'short-lived'];
  });
}

const DAYS_IN_YEAR = 365;

/** The days between two certificates of a workload, in general-purpose mode and in short-lived mode. */
const RENEWED_AFTER = { generalPurpose: 60, shortLived: 5 } as const;

/** The cost of both modes for numbers of workloads, each with one certificate at a time. */
export function workloadRows(): string[][] {
  return [10, 100, 1_000, 10_000].map((workloads) => {
    const issued = Object.values(RENEWED_AFTER).map((days) => Math.ceil(workloads * DAYS_IN_YEAR / days / 12));
    const ocsp = workloads * UNIT_PRICES.ocsp.dollars;
    const costs = [generalPurposeCost(issued[0]), generalPurposeCost(issued[0]) + ocsp, shortLivedCost(issued[1])];
    return [workloads, issued[0], issued[1]].map((count) => count.toLocaleString('en-US')).concat(costs.map(dollars));
  });
}

/** What a team uses in a year. */
export const TEAM = {
  certificates: 300,
  queriedInMonth: 50,
  logGigabytesInMonth: 2,
  storedGigabytes: 5,
  transitionsInMonth: 3_000,
  emailsInMonth: 100,
  scannedGigabytesInMonth: 1,
} as const;

/** The cost of one team in one year: `examples/baseline`, and what the team uses. */
export function teamRows(): string[][] {
  const templates = Object.values(templatesOfExample('baseline'));
  const price = (name: keyof typeof UNIT_PRICES) => UNIT_PRICES[name].dollars;
  const items: [string, string, number][] = [
    ...fixedItems(templates).map(({ item, count, dollars: amount }): [string, string, number] => [`${count} × ${item}`, '12 months', 12 * amount]),
    ...monthlyItems(templates).map(({ item, count, dollars: amount }): [string, string, number] => [`${count} × ${item}`, '12 months, nothing free', 12 * amount]),
    ['Private certificates', `${TEAM.certificates} that ACM doesn't issue`, TEAM.certificates * price('certificate')],
    ['OCSP', `${TEAM.queriedInMonth} certificates queried in each month`, 12 * TEAM.queriedInMonth * price('ocsp')],
    ['Logs', `${TEAM.logGigabytesInMonth} GB in each month, nothing free`, 12 * TEAM.logGigabytesInMonth * (price('logs') + 6 * price('logStorage'))],
    ['S3 storage', `${TEAM.storedGigabytes} GB`, 12 * TEAM.storedGigabytes * price('storage')],
    ['State transitions', `${TEAM.transitionsInMonth.toLocaleString('en-US')} in each month, nothing free`, 12 * TEAM.transitionsInMonth / 1_000 * price('transitions')],
    ['Emails', `${TEAM.emailsInMonth} in each month`, 12 * TEAM.emailsInMonth / 100_000 * price('email')],
    ['Athena queries', `${TEAM.scannedGigabytesInMonth} GB scanned in each month`, 12 * TEAM.scannedGigabytesInMonth / 1_000 * price('scan')],
  ];
  const total = items.reduce((sum, [, , amount]) => sum + amount, 0);
  return [...items.map(([item, quantity, amount]) => [item, quantity, dollars(amount)]), ['**Total**', '', `**${dollars(total)}**`]];
}

/** The total of all of `teamRows()`, for the control of the sum. */
export function teamTotal(): number {
  return sumOf(teamRows().slice(0, -1).map(([item, , amount]) => ({ item, count: 1, dollars: Number(amount.replace(/[$,]/g, '')) })));
}
