import { Comparison, METRIC_PRICE, SCAN_PRICE, TRANSITIONS_PRICE } from './prices';

/* The prices of what is billed by use, in us-east-1. */

/** The price of a unit of use. */
export interface UnitPrice {
  readonly item: string;
  readonly dollars: number;
  /** The unit, after "for each". */
  readonly unit: string;
  /** What is free, or what else changes the price. */
  readonly note?: string;
  readonly source: string;
  readonly asOf: string;
  readonly compared: Comparison;
}

const asOf = '2026-11';
const PRIVATE_CA = 'https://aws.amazon.com/private-ca/pricing/';
const S3 = 'https://aws.amazon.com/s3/pricing/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const EVENTBRIDGE = 'https://aws.amazon.com/eventbridge/pricing/';

/** The prices by the names that `BILLING` uses. */
export const UNIT_PRICES = {
  certificate: {
    item: 'private certificate of a general-purpose CA, 1 to 1,000 in a month and Region',
    dollars: 0.75,
    unit: 'certificate',
    note: 'Certificates that ACM issues for integrated services are free until you export them',
    source: PRIVATE_CA,
    asOf,
    compared: 'other page',
  },
  certificateAfter1000: {
    item: 'private certificate of a general-purpose CA, 1,001 to 10,000', dollars: 0.35, unit: 'certificate', source: PRIVATE_CA, asOf, compared: 'other page',
  },
  certificateAfter10000: {
    item: 'private certificate of a general-purpose CA, from 10,001', dollars: 0.001, unit: 'certificate', source: PRIVATE_CA, asOf, compared: 'AWS price list',
  },
  shortLivedCertificate: {
    item: 'certificate of a CA in short-lived mode', dollars: 0.058, unit: 'certificate', source: PRIVATE_CA, asOf, compared: 'AWS price list',
  },
  ocsp: {
    item: 'OCSP responses',
    dollars: 0.06,
    unit: 'certificate that clients query in a month',
    note: 'CRLs have no price of AWS Private CA, only that of S3',
    source: PRIVATE_CA,
    asOf,
    compared: 'AWS price list',
  },
  storage: { item: 'S3 Standard storage', dollars: 0.023, unit: 'GB in a month', source: S3, asOf, compared: 'other page' },
  archiveStorage: {
    item: 'S3 Glacier Instant Retrieval storage',
    dollars: 0.004,
    unit: 'GB in a month',
    note: 'After 90 days, with a minimum of 90 days and 128 KB for each object, and a price for retrieval',
    source: S3,
    asOf,
    compared: 'not compared',
  },
  put: { item: 'S3 PUT, COPY, and LIST requests', dollars: 0.005, unit: '1,000 requests', source: S3, asOf, compared: 'other page' },
  get: { item: 'S3 GET requests', dollars: 0.0004, unit: '1,000 requests', source: S3, asOf, compared: 'other page' },
  managementEvents: {
    item: 'management events of an additional trail',
    dollars: 2,
    unit: '100,000 events',
    note: 'The first copy in a Region is free',
    source: 'https://aws.amazon.com/cloudtrail/pricing/',
    asOf,
    compared: 'AWS page',
  },
  logs: {
    item: 'CloudWatch Logs ingestion', dollars: 0.5, unit: 'GB', note: '5 GB of logs are free in a month', source: CLOUDWATCH, asOf, compared: 'other page',
  },
  logStorage: { item: 'CloudWatch Logs storage', dollars: 0.03, unit: 'compressed GB in a month', source: CLOUDWATCH, asOf, compared: 'not compared' },
  logQueries: { item: 'CloudWatch Logs Insights queries', dollars: 0.005, unit: 'scanned GB', source: CLOUDWATCH, asOf, compared: 'not compared' },
  metric: {
    item: METRIC_PRICE.item,
    dollars: METRIC_PRICE.dollarsPerMonth,
    unit: 'metric with a value in each hour of a month',
    note: 'Only the hours with a value are billed. Ten metrics are free',
    source: METRIC_PRICE.source,
    asOf: METRIC_PRICE.asOf,
    compared: 'other page',
  },
  keyRequests: {
    item: 'KMS requests',
    dollars: 0.03,
    unit: '10,000 requests',
    note: '20,000 are free in a month. The first and the second rotation of a key add $1 a month each',
    source: 'https://aws.amazon.com/kms/pricing/',
    asOf,
    compared: 'other page',
  },
  publish: {
    item: 'SNS publishes', dollars: 0.5, unit: '1,000,000 requests', source: 'https://aws.amazon.com/sns/pricing/', asOf, compared: 'other page',
  },
  email: { item: 'SNS email deliveries', dollars: 2, unit: '100,000 emails', source: 'https://aws.amazon.com/sns/pricing/', asOf, compared: 'other page' },
  queue: {
    item: 'SQS requests',
    dollars: 0.4,
    unit: '1,000,000 requests',
    note: 'A dead-letter queue has requests only after a failure',
    source: 'https://aws.amazon.com/sqs/pricing/',
    asOf,
    compared: 'other page',
  },
  awsEvents: { item: 'EventBridge events of AWS services', dollars: 0, unit: 'event', source: EVENTBRIDGE, asOf, compared: 'other page' },
  schedules: {
    item: 'EventBridge Scheduler invocations', dollars: 1, unit: '1,000,000 invocations', note: '14,000,000 are free in a month', source: EVENTBRIDGE, asOf, compared: 'other page',
  },
  transitions: {
    item: TRANSITIONS_PRICE.item,
    dollars: TRANSITIONS_PRICE.dollarsPerThousand,
    unit: '1,000 transitions',
    note: '4,000 are free in a month',
    source: TRANSITIONS_PRICE.source,
    asOf: TRANSITIONS_PRICE.asOf,
    compared: 'AWS page',
  },
  traces: { item: 'AWS X-Ray traces', dollars: 5, unit: '1,000,000 traces', source: 'https://aws.amazon.com/xray/pricing/', asOf, compared: 'not compared' },
  scan: {
    item: SCAN_PRICE.item, dollars: SCAN_PRICE.dollarsPerTerabyte, unit: 'TB', note: 'At least 10 MB for each query', source: SCAN_PRICE.source, asOf: SCAN_PRICE.asOf, compared: 'other page',
  },
  catalog: {
    item: 'AWS Glue Data Catalog objects', dollars: 1, unit: '100,000 objects', note: 'The first million is free', source: 'https://aws.amazon.com/glue/pricing/', asOf, compared: 'other page',
  },
  delivery: {
    item: 'CloudFront data transfer', dollars: 0.085, unit: 'GB', note: '1 TB and 10,000,000 requests are free in a month', source: 'https://aws.amazon.com/cloudfront/pricing/', asOf, compared: 'AWS page',
  },
  deliveryRequests: {
    item: 'CloudFront HTTP requests', dollars: 0.0075, unit: '10,000 requests', source: 'https://aws.amazon.com/cloudfront/pricing/', asOf, compared: 'not compared',
  },
  evaluations: {
    item: 'AWS Config rule evaluations',
    dollars: 0.001,
    unit: 'evaluation',
    note: 'Configuration items cost $0.003 each, for the recorder that the account already has',
    source: 'https://aws.amazon.com/config/pricing/',
    asOf,
    compared: 'other page',
  },
} as const satisfies Record<string, UnitPrice>;

export type UnitPriceName = keyof typeof UNIT_PRICES;
