import { readFileSync } from 'fs';
import { join } from 'path';
import { Billing, BILLING } from '../../build-tools/billing';
import { breakEven, generalPurposeCost, shortLivedCost, TEAM, teamRows, teamTotal } from '../../build-tools/cost-examples';
import { BASELINE_SIZES, baselineOf, exampleCostRows, fixedItems, monthlyItems, notCompared, sumOf } from '../../build-tools/cost-tables';
import { templatesOfExample } from '../../build-tools/example-templates';
import { MONTHLY_PRICES, PRICES } from '../../build-tools/prices';
import { exampleNames, Template } from '../../build-tools/synth';
import { fixedMonthlyCost } from '../../build-tools/template-report';
import { UNIT_PRICES } from '../../build-tools/usage-prices';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/costs.md'), 'utf8');
const PRICED = [...PRICES, ...MONTHLY_PRICES].map(({ type }) => type);

/** The types in templates whose billing is unknown. */
function typesWithoutBilling(templates: readonly Template[]): string[] {
  const types = templates.flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type));
  return [...new Set(types)].filter((type) => !(type in BILLING));
}

const usedBy = (billing: Billing) => billing.kind === 'fixed' || billing.kind === 'use' ? billing.prices ?? [] : [];

test.each(exampleNames())('the billing of each resource type of examples/%s is known', (name) => {
  expect(typesWithoutBilling(Object.values(templatesOfExample(name)))).toEqual([]);
});

test('a resource type without a billing is noticed', () => {
  expect(typesWithoutBilling([{ Resources: { A: { Type: 'AWS::S3::Bucket' }, B: { Type: 'AWS::EC2::NatGateway' } } }])).toEqual(['AWS::EC2::NatGateway']);
});

test('the types with a monthly price are exactly those of the prices', () => {
  const fixed = Object.entries(BILLING).filter(([, { kind }]) => kind === 'fixed').map(([type]) => type);

  expect(fixed.sort()).toEqual([...new Set(PRICED)].sort());
});

test('each unit price belongs to a resource type', () => {
  const used = new Set<string>(Object.values(BILLING).flatMap(usedBy));

  expect(Object.keys(UNIT_PRICES).filter((name) => !used.has(name))).toEqual([]);
});

test('the fixed cost is that of the headers of the examples', () => {
  for (const name of exampleNames()) {
    const templates = Object.values(templatesOfExample(name));
    expect(sumOf(fixedItems(templates))).toBeCloseTo(templates.reduce((sum, template) => sum + fixedMonthlyCost(template), 0));
  }
  expect(exampleCostRows()).toHaveLength(exampleNames().length);
});

test('alarms on several metrics are billed by metric, and an alarm on a query counts as one', () => {
  const alarm = (Properties: Record<string, unknown>) => ({ Type: 'AWS::CloudWatch::Alarm', Properties });
  const stat = { MetricStat: {} };
  const template = {
    Resources: {
      One: alarm({ MetricName: 'one' }),
      Math: alarm({ Metrics: [{ Expression: 'a + b' }, stat, stat] }),
      Query: alarm({ Metrics: [{ Expression: 'SELECT' }] }),
      Composite: { Type: 'AWS::CloudWatch::CompositeAlarm' },
    },
  };

  expect(monthlyItems([template]).map(({ count, dollars }) => [count, dollars])).toEqual([[3, expect.closeTo(0.3)], [1, 0.5]]);
});

test('the baseline of each size has its CAs, and only the large one exceeds the resources of a stack', () => {
  const sizes = BASELINE_SIZES.map((size) => {
    const template = baselineOf(size);
    return [fixedItems([template])[0].count, Object.keys(template.Resources).length > 500];
  });

  expect(sizes).toEqual([[1, false], [10, false], [100, true]]);
});

test('at the break-even, general-purpose mode begins to cost less', () => {
  const certificates = breakEven();

  expect(generalPurposeCost(certificates)).toBeLessThan(shortLivedCost(certificates));
  expect(generalPurposeCost(certificates - 1)).toBeGreaterThanOrEqual(shortLivedCost(certificates - 1));
});

test('the cost of certificates has the levels of the price list', () => {
  expect([0, 1, 1_000, 1_001, 10_000, 10_001].map(generalPurposeCost).map((cost) => Number(cost.toFixed(3))))
    .toEqual([400, 400.75, 1_150, 1_150.35, 4_300, 4_300.001]);
});

test('the total of the team is the sum of its items, and the page has its quantities', () => {
  const [[, , total]] = teamRows().slice(-1);

  expect(Math.abs(teamTotal() - Number(total.replace(/[*$,]/g, '')))).toBeLessThan(0.05);
  expect(PAGE.replace(/\s+/g, ' ')).toContain(`uses ${TEAM.certificates} certificates that ACM doesn't issue, and about ${TEAM.queriedInMonth} of them at a time`);
});

test('the page marks the prices that were not compared', () => {
  for (const item of notCompared()) { expect(PAGE.toLowerCase()).toMatch(new RegExp(`\\| ${item.toLowerCase()} \\|.*\\| not compared \\|`)); }
});
