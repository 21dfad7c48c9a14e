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
  /** The month in which the source was read. */
  readonly asOf: string;
}

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
  },
  {
    item: 'short-lived certificate CA',
    type: 'AWS::ACMPCA::CertificateAuthority',
    appliesTo: isShortLived,
    dollarsPerMonth: 50,
    source: 'https://aws.amazon.com/private-ca/pricing/',
    asOf: '2026-11',
  },
  {
    item: 'customer managed KMS key',
    type: 'AWS::KMS::Key',
    appliesTo: () => true,
    dollarsPerMonth: 1,
    source: 'https://aws.amazon.com/kms/pricing/',
    asOf: '2026-11',
  },
  {
    item: 'alarm on one metric',
    type: 'AWS::CloudWatch::Alarm',
    appliesTo: ({ Properties }) => Properties?.MetricName !== undefined,
    dollarsPerMonth: 0.1,
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    asOf: '2026-11',
  },
  {
    item: 'health check of an AWS endpoint',
    type: 'AWS::Route53::HealthCheck',
    appliesTo: () => true,
    dollarsPerMonth: 0.5,
    source: 'https://aws.amazon.com/route53/pricing/',
    asOf: '2026-11',
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
