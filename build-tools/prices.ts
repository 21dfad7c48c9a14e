import { TemplateResource } from './synth';

/** The fixed monthly price of a resource. */
export interface Price {
  /** The name of the billed item. */
  readonly item: string;
  readonly type: string;
  /** Whether a resource of the type has this price. */
  readonly appliesTo: (resource: TemplateResource) => boolean;
  readonly dollarsPerMonth: number;
  readonly source: string;
  /** The month for which the price is stated. */
  readonly asOf: string;
  readonly compared: Comparison;
}

/**
 * The text with which a price was compared: a stored copy of the pricing page or of the price list of AWS, or a page of
 * another publisher that names the pricing page as its source. No price was compared with the live page or a bill.
 */
export type Comparison = 'AWS page' | 'AWS price list' | 'other page' | 'not compared';

const isShortLived = ({ Properties }: TemplateResource) => Properties?.UsageMode === 'SHORT_LIVED_CERTIFICATE';

/** The fixed prices of the resource types that this library creates. All other types are billed only by use. */
export const PRICES: readonly Price[] = [
  {
    item: 'general-purpose CA',
    type: 'AWS::ACMPCA::CertificateAuthority',
    appliesTo: (resource) => !isShortLived(resource),
    dollarsPerMonth: 400,
    source: 'https://aws.amazon.com/private-ca/pricing/',
    asOf: '2026-11',
    compared: 'AWS page',
  },
  {
    item: 'short-lived certificate CA',
    type: 'AWS::ACMPCA::CertificateAuthority',
    appliesTo: isShortLived,
    dollarsPerMonth: 50,
    source: 'https://aws.amazon.com/private-ca/pricing/',
    asOf: '2026-11',
    compared: 'AWS page',
  },
  {
    item: 'customer managed KMS key',
    type: 'AWS::KMS::Key',
    appliesTo: () => true,
    dollarsPerMonth: 1,
    source: 'https://aws.amazon.com/kms/pricing/',
    asOf: '2026-11',
    compared: 'AWS page',
  },
  {
    item: 'alarm on one metric',
    type: 'AWS::CloudWatch::Alarm',
    appliesTo: ({ Properties }) => Properties?.MetricName !== undefined,
    dollarsPerMonth: 0.1,
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    asOf: '2026-11',
    compared: 'other page',
  },
  {
    item: 'health check of an AWS endpoint',
    type: 'AWS::Route53::HealthCheck',
    appliesTo: () => true,
    dollarsPerMonth: 0.5,
    source: 'https://aws.amazon.com/route53/pricing/',
    asOf: '2026-11',
    compared: 'not compared',
  },
];

/** The price of what alarms, queries, and state machines use. It depends on use, so no resource has it. */
export type UsagePrice = Pick<Price, 'item' | 'source' | 'asOf'>;

/** The price of a custom metric with a value in each hour of a month. Only the hours with a value are billed. */
export const METRIC_PRICE: UsagePrice & Pick<Price, 'dollarsPerMonth'> = {
  item: 'custom metric', dollarsPerMonth: 0.3, source: 'https://aws.amazon.com/cloudwatch/pricing/', asOf: '2026-11',
};

/** The price of 1,000 state transitions of Standard state machines. */
export const TRANSITIONS_PRICE: UsagePrice & { readonly dollarsPerThousand: number } = {
  item: 'state transitions', dollarsPerThousand: 0.025, source: 'https://aws.amazon.com/step-functions/pricing/', asOf: '2026-11',
};

/** The price of a terabyte of data that queries scan. */
export const SCAN_PRICE: UsagePrice & { readonly dollarsPerTerabyte: number } = {
  item: 'scanned data', dollarsPerTerabyte: 5, source: 'https://aws.amazon.com/athena/pricing/', asOf: '2026-11',
};

/** Monthly prices of resources that are not a part of the fixed cost, because a number of them is free. */
export const MONTHLY_PRICES: readonly (Omit<Price, 'appliesTo'> & {
  /** The number of billed units of a resource. */
  readonly unitsOf: (resource: TemplateResource) => number;
  readonly note: string;
})[] = [
  {
    item: 'metric of an alarm on several metrics',
    type: 'AWS::CloudWatch::Alarm',
    unitsOf: ({ Properties }) => metricsOf(Properties?.Metrics),
    dollarsPerMonth: 0.1,
    note: 'An alarm on a Metrics Insights query is billed by the metrics that the query analyzes, and counts as one here',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    asOf: '2026-11',
    compared: 'other page',
  },
  {
    item: 'composite alarm',
    type: 'AWS::CloudWatch::CompositeAlarm',
    unitsOf: () => 1,
    dollarsPerMonth: 0.5,
    note: 'None is free',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    asOf: '2026-11',
    compared: 'not compared',
  },
  {
    item: 'dashboard',
    type: 'AWS::CloudWatch::Dashboard',
    unitsOf: () => 1,
    dollarsPerMonth: 3,
    note: 'The first three of an account are free, with up to 50 metrics each',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    asOf: '2026-11',
    compared: 'other page',
  },
];

/** The metrics that an alarm reads. An expression alone is a query, and counts as one. */
function metricsOf(metrics: unknown): number {
  if (!Array.isArray(metrics)) { return 0; }
  return Math.max(1, metrics.filter((metric: object) => 'MetricStat' in metric).length);
}
