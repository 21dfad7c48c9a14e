import { App, Stack } from 'aws-cdk-lib';
import { Template as Synthesized } from 'aws-cdk-lib/assertions';
import { Billing, BILLING } from './billing';
import { templatesOfExample } from './example-templates';
import { MONTHLY_PRICES, PRICES } from './prices';
import { exampleNames, Template } from './synth';
import { UNIT_PRICES, UnitPrice, UnitPriceName } from './usage-prices';
import { DistinguishedName } from '../src/model/distinguished-name';
import { PrivateCaBaseline } from '../src/pattern/private-ca-baseline';
import { Revocation } from '../src/revocation/revocation';

/* The tables of `docs/costs.md`. */

/** A priced item of some templates. */
export interface CostItem {
  readonly item: string;
  readonly count: number;
  readonly dollars: number;
}

/** The items of the fixed monthly cost, which the headers of the examples state. */
export function fixedItems(templates: readonly Template[]): CostItem[] {
  return PRICES.map(({ item, type, appliesTo, dollarsPerMonth }) => {
    const count = resourcesOf(templates, type).filter(appliesTo).length;
    return { item, count, dollars: count * dollarsPerMonth };
  }).filter(({ count }) => count > 0);
}

/** The items with a monthly price that are not in the fixed cost, because a number of them is free in each account. */
export function monthlyItems(templates: readonly Template[]): CostItem[] {
  return MONTHLY_PRICES.map(({ item, type, unitsOf, dollarsPerMonth }) => {
    const count = resourcesOf(templates, type).reduce((sum, resource) => sum + unitsOf(resource), 0);
    return { item, count, dollars: count * dollarsPerMonth };
  }).filter(({ count }) => count > 0);
}

/** The cost of every example. */
export function exampleCostRows(): string[][] {
  return exampleNames().map((name) => {
    const templates = Object.values(templatesOfExample(name));
    return [`[${name}](../examples/${name}/app.ts)`, ...costCells(templates)];
  });
}

/** The number of CAs in the table of the baseline. */
export const BASELINE_SIZES: readonly number[] = [1, 10, 100];

/** The cost of the baseline with a root CA and the other CAs below it, and with a new trail. */
export function baselineCostRows(): string[][] {
  return BASELINE_SIZES.map((size) => {
    const template = baselineOf(size);
    const cas = PRICES[0].dollarsPerMonth * size;
    const rest = sumOf(fixedItems([template])) - cas;
    return [
      `${size}`, `${Object.keys(template.Resources).length}`, ...costCells([template]), dollars(rest), dollars(rest / size),
    ];
  });
}

/** The template of a baseline. A stack can have 500 resources, so a large one needs several stacks. */
export function baselineOf(size: number): Template {
  const stack = new Stack(new App({ context: { '@aws-cdk/core:stackResourceLimit': 0 } }), 'Pki');
  const level = (name: string) => ({ name, subject: DistinguishedName.of({ commonName: `Example Corp ${name} CA G1` }) });
  const below = Array.from({ length: size - 1 }, (_, index) => level(`Issuing${index + 1}`));
  new PrivateCaBaseline(stack, 'Baseline', { hierarchy: { root: { ...level('Root'), below }, revocation: Revocation.ocsp() } });
  return Synthesized.fromStack(stack).toJSON() as Template;
}

/** The billing of every resource type. */
export function billingRows(): string[][] {
  return Object.entries(BILLING).map(([type, billing]) => [`\`${type}\``, KINDS[billing.kind], detailOf(type, billing)]);
}

/** The unit prices. */
export function unitPriceRows(): string[][] {
  return Object.values<UnitPrice>(UNIT_PRICES).map(({ item, dollars: price, unit, note, source, asOf, compared }) =>
    [capital(item), `$${price} for each ${unit}`, note ?? '', `[${serviceOf(source)}](${source})`, asOf, compared]);
}

/** The monthly prices. */
export function monthlyPriceRows(): string[][] {
  return [...PRICES.map((price) => ({ ...price, note: 'In the fixed cost' })), ...MONTHLY_PRICES]
    .map(({ item, dollarsPerMonth, note, source, asOf, compared }) =>
      [capital(item), `${dollars(dollarsPerMonth)}`, note, `[${serviceOf(source)}](${source})`, asOf, compared]);
}

/** The prices without a text to compare with. */
export function notCompared(): string[] {
  return [...PRICES, ...MONTHLY_PRICES, ...Object.values<UnitPrice>(UNIT_PRICES)]
    .filter(({ compared }) => compared === 'not compared').map(({ item }) => item);
}

/** An amount of dollars. */
export function dollars(amount: number): string {
  return `$${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** The sum of some items, in dollars. */
export function sumOf(items: readonly CostItem[]): number {
  return items.reduce((sum, item) => sum + item.dollars, 0);
}

const KINDS: Record<Billing['kind'], string> = {
  fixed: 'Monthly price', use: 'By use', free: 'Free', application: 'By the service of the application',
};

function detailOf(type: string, billing: Billing): string {
  switch (billing.kind) {
    case 'free': return billing.because;
    case 'application': return `[${serviceOf(billing.source)}](${billing.source})`;
    case 'use': return billing.prices.map(itemOf).join('; ');
    case 'fixed': return [
      ...[...PRICES, ...MONTHLY_PRICES].filter((price) => price.type === type).map(({ item }) => item),
      ...(billing.prices ?? []).map(itemOf),
    ].join('; ');
  }
}

const itemOf = (name: UnitPriceName) => UNIT_PRICES[name].item;
const serviceOf = (source: string) => /amazon\.com\/([^/]+)/.exec(source)![1];
const capital = (text: string) => `${text[0].toUpperCase()}${text.slice(1)}`;

function costCells(templates: readonly Template[]): string[] {
  const [fixed, other] = [fixedItems(templates), monthlyItems(templates)];
  return [dollars(sumOf(fixed)), renderItems(fixed), sumOf(other) === 0 ? '' : dollars(sumOf(other)), renderItems(other)];
}

function renderItems(items: readonly CostItem[]): string {
  return items.map(({ item, count, dollars: amount }) => `${count} × ${item} (${dollars(amount)})`).join(', ');
}

function resourcesOf(templates: readonly Template[], type: string) {
  return templates.flatMap(({ Resources }) => Object.values(Resources)).filter(({ Type }) => Type === type);
}
