/* The limits of AWS for what grows with its input. `docs/limits.md` lists them. */

/** A limit of AWS. */
export interface Limit {
  /** What has the limit, as a noun phrase without an article. */
  readonly of: string;
  readonly max: number;
  readonly unit: 'bytes' | 'characters' | 'items';
  /** What the library does with more. */
  readonly beyond: string;
  /** The page of the AWS documentation. */
  readonly page: string;
}

const IAM_QUOTAS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';
const EVENTBRIDGE_QUOTAS = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html';
const INPUT_TRANSFORMER = 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html';
const PUT_COMPOSITE_ALARM = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html';
const NOTIFICATION_LENGTH = 'Error `NotificationLength`';
const CUT = 'The path of the construct in the description is cut';
const POLICY_SIZE = 'Error `PolicySize` at synthesis';
const IDENTITY_SPLIT = 'More CAs of `grants.generate()` go to managed policies. Otherwise, error `PolicySize` at synthesis';

/** The limits, by what they limit. */
export const LIMITS = {
  bucketPolicy: {
    of: 'bucket policy',
    max: 20_480,
    unit: 'bytes',
    beyond: POLICY_SIZE,
    page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html',
  },
  keyPolicy: {
    of: 'key policy',
    max: 32_768,
    unit: 'bytes',
    beyond: POLICY_SIZE,
    page: 'https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html',
  },
  topicPolicy: {
    of: 'topic policy',
    max: 30_720,
    unit: 'bytes',
    beyond: POLICY_SIZE,
    page: 'https://docs.aws.amazon.com/general/latest/gr/sns.html',
  },
  queuePolicy: {
    of: 'queue policy',
    max: 8_192,
    unit: 'bytes',
    beyond: POLICY_SIZE,
    page: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html',
  },
  managedPolicy: { of: 'managed policy', max: 6_144, unit: 'characters', beyond: POLICY_SIZE, page: IAM_QUOTAS },
  inlineUser: { of: 'inline policies of a user', max: 2_048, unit: 'characters', beyond: IDENTITY_SPLIT, page: IAM_QUOTAS },
  inlineGroup: { of: 'inline policies of a group', max: 5_120, unit: 'characters', beyond: IDENTITY_SPLIT, page: IAM_QUOTAS },
  inlineRole: { of: 'inline policies of a role', max: 10_240, unit: 'characters', beyond: IDENTITY_SPLIT, page: IAM_QUOTAS },
  serviceControlPolicy: {
    of: 'service control policy',
    max: 10_240,
    unit: 'characters',
    beyond: 'Error `GuardrailLength`, or a warning if the length is unknown',
    page: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html',
  },
  keyDescription: {
    of: 'description of a KMS key',
    max: 8_192,
    unit: 'characters',
    beyond: CUT,
    page: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html',
  },
  roleDescription: {
    of: 'description of a role or a managed policy',
    max: 1_000,
    unit: 'characters',
    beyond: CUT,
    page: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html',
  },
  stackResources: {
    of: 'resources of a stack',
    max: 500,
    unit: 'items',
    beyond: 'Error `ExpiryAlarmCount` for an expiry watch. Otherwise, an error of the AWS CDK',
    page: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html',
  },
  inputTemplate: {
    of: 'template of an input transformer',
    max: 8_192,
    unit: 'characters',
    beyond: NOTIFICATION_LENGTH,
    page: INPUT_TRANSFORMER,
  },
  inputPaths: {
    of: 'event fields of an input transformer',
    max: 100,
    unit: 'items',
    beyond: NOTIFICATION_LENGTH,
    page: INPUT_TRANSFORMER,
  },
  savedQuery: {
    of: 'SQL statement of a saved query',
    max: 262_144,
    unit: 'characters',
    beyond: 'Error `QueryLength`',
    page: 'https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateNamedQuery.html',
  },
  eventPattern: {
    of: 'event pattern',
    max: 2_048,
    unit: 'characters',
    beyond: '`on…()` methods create several rules. Otherwise, error `EventPatternLength`',
    page: EVENTBRIDGE_QUOTAS,
  },
  ruleTargets: {
    of: 'targets of a rule',
    max: 5,
    unit: 'items',
    beyond: 'Error `EventTargetCount` or `DestinationCount`',
    page: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html',
  },
  ruleDescription: {
    of: 'description of a rule',
    max: 512,
    unit: 'characters',
    beyond: 'The description of a signal is cut. Otherwise, error `DescriptionLength`',
    page: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html',
  },
  alarmDescription: {
    of: 'description of an alarm',
    max: 1_024,
    unit: 'characters',
    beyond: 'Error `AlarmDescriptionLength`',
    page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  },
  alarmRule: {
    of: 'rule of a composite alarm',
    max: 10_240,
    unit: 'characters',
    beyond: '`PkiAlarms` creates several composite alarms under the critical alarm',
    page: PUT_COMPOSITE_ALARM,
  },
  alarmRuleChildren: {
    of: 'alarms in the rule of a composite alarm',
    max: 100,
    unit: 'items',
    beyond: '`PkiAlarms` creates several composite alarms under the critical alarm',
    page: PUT_COMPOSITE_ALARM,
  },
  alarmActions: {
    of: 'actions of an alarm',
    max: 5,
    unit: 'items',
    beyond: 'Error `DestinationCount`',
    page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  },
  filterPattern: {
    of: 'filter pattern',
    max: 1_024,
    unit: 'characters',
    beyond: 'Error `FilterPatternLength` or `SignalResources`',
    page: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html',
  },
  metricFilters: {
    of: 'metric filters of a log group',
    max: 100,
    unit: 'items',
    beyond: 'Error `MetricFilterCount`',
    page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html',
  },
  widgets: {
    of: 'widgets of a dashboard',
    max: 500,
    unit: 'items',
    beyond: 'Error `DashboardRows`',
    page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Dashboard-Body-Structure.html',
  },
} as const satisfies Record<string, Limit>;

/** Renders a number of bytes, characters, or items for an error message, such as `20,480 bytes`. */
export function renderSize(size: number, { unit }: Limit): string {
  return `${String(size).replace(/\B(?=(\d{3})+$)/g, ',')} ${unit}`;
}
