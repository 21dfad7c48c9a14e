/*
 * The permissions with which AWS CloudFormation deploys stacks of this library: a policy for `cdk bootstrap
 * --cloudformation-execution-policies`. Neither aws-service-spec nor cfn-lint ships the handler permissions of resource
 * types, so the table is written here. The rows of AWS::ACMPCA follow the public schemas of these types. A test
 * requires
 * that every action exists, and that every type of the examples has a row.
 */

/** The names that the policy depends on. */
export interface ExecutionPolicyOptions {
  readonly partition: string;
  readonly account: string;
  /** The start of the names of all PKI stacks, which is the start of the names of their roles. */
  readonly stackNamePrefix: string;
  /** The name of the permissions boundary of roles and users that stacks create. */
  readonly permissionsBoundary: string;
}

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: string[];
  readonly Resource: string | string[];
  readonly Condition?: Record<string, Record<string, string | string[]>>;
}

export interface ExecutionPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: Statement[];
}

const tags = (service: string, resource = '') => [`${service}:Tag${resource || 'Resource'}`, `${service}:Untag${resource || 'Resource'}`];

/** The actions of each resource type, except for IAM. */
export const TYPE_ACTIONS: Record<string, readonly string[]> = {
  'AWS::ACMPCA::Certificate': ['acm-pca:GetCertificate', 'acm-pca:IssueCertificate'],
  'AWS::ACMPCA::CertificateAuthority': [
    'acm-pca:CreateCertificateAuthority', 'acm-pca:DeleteCertificateAuthority', 'acm-pca:DescribeCertificateAuthority',
    'acm-pca:GetCertificateAuthorityCsr', 'acm-pca:ListTags', ...tags('acm-pca', 'CertificateAuthority'),
    'acm-pca:UpdateCertificateAuthority',
  ],
  'AWS::ACMPCA::CertificateAuthorityActivation': [
    'acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificateAuthorityCertificate',
    'acm-pca:ImportCertificateAuthorityCertificate', 'acm-pca:UpdateCertificateAuthority',
  ],
  'AWS::ACMPCA::Permission': ['acm-pca:CreatePermission', 'acm-pca:DeletePermission', 'acm-pca:ListPermissions'],
  'AWS::CertificateManager::Certificate': [
    'acm:AddTagsToCertificate', 'acm:DeleteCertificate', 'acm:DescribeCertificate', 'acm:ListTagsForCertificate',
    'acm:RequestCertificate', 'acm:RemoveTagsFromCertificate',
  ],
  'AWS::CloudFront::CachePolicy': [
    'cloudfront:CreateCachePolicy', 'cloudfront:DeleteCachePolicy', 'cloudfront:GetCachePolicy', 'cloudfront:UpdateCachePolicy',
  ],
  'AWS::CloudFront::Distribution': [
    'cloudfront:CreateDistribution', 'cloudfront:DeleteDistribution', 'cloudfront:GetDistribution',
    'cloudfront:GetDistributionConfig', 'cloudfront:ListTagsForResource', ...tags('cloudfront'), 'cloudfront:UpdateDistribution',
  ],
  'AWS::CloudFront::OriginAccessControl': [
    'cloudfront:CreateOriginAccessControl', 'cloudfront:DeleteOriginAccessControl', 'cloudfront:GetOriginAccessControl',
    'cloudfront:UpdateOriginAccessControl',
  ],
  'AWS::CloudTrail::Trail': [
    'cloudtrail:AddTags', 'cloudtrail:CreateTrail', 'cloudtrail:DeleteTrail', 'cloudtrail:DescribeTrails',
    'cloudtrail:GetEventSelectors', 'cloudtrail:GetInsightSelectors', 'cloudtrail:GetTrail', 'cloudtrail:GetTrailStatus',
    'cloudtrail:ListTags', 'cloudtrail:PutEventSelectors', 'cloudtrail:PutInsightSelectors', 'cloudtrail:RemoveTags',
    'cloudtrail:StartLogging', 'cloudtrail:StopLogging', 'cloudtrail:UpdateTrail',
  ],
  'AWS::Athena::NamedQuery': ['athena:CreateNamedQuery', 'athena:DeleteNamedQuery', 'athena:GetNamedQuery', 'athena:ListNamedQueries'],
  'AWS::Athena::WorkGroup': [
    'athena:CreateWorkGroup', 'athena:DeleteWorkGroup', 'athena:GetWorkGroup', 'athena:ListTagsForResource', ...tags('athena'),
    'athena:UpdateWorkGroup',
  ],
  'AWS::CloudWatch::Alarm': [
    'cloudwatch:DeleteAlarms', 'cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource', 'cloudwatch:PutMetricAlarm',
    ...tags('cloudwatch'),
  ],
  'AWS::CloudWatch::CompositeAlarm': ['cloudwatch:DeleteAlarms', 'cloudwatch:DescribeAlarms', 'cloudwatch:PutCompositeAlarm'],
  'AWS::CloudWatch::Dashboard': ['cloudwatch:DeleteDashboards', 'cloudwatch:GetDashboard', 'cloudwatch:PutDashboard'],
  'AWS::Config::ConfigRule': [
    'config:DeleteConfigRule', 'config:DescribeConfigRules', 'config:ListTagsForResource', 'config:PutConfigRule', ...tags('config'),
  ],
  'AWS::Events::Rule': [
    'events:DeleteRule', 'events:DescribeRule', 'events:ListTargetsByRule', 'events:PutRule', 'events:PutTargets',
    'events:RemoveTargets', ...tags('events'),
  ],
  'AWS::Glue::Database': ['glue:CreateDatabase', 'glue:DeleteDatabase', 'glue:GetDatabase', 'glue:UpdateDatabase'],
  'AWS::Glue::Table': ['glue:CreateTable', 'glue:DeleteTable', 'glue:GetTable', 'glue:UpdateTable'],
  'AWS::KMS::Alias': ['kms:CreateAlias', 'kms:DeleteAlias', 'kms:ListAliases', 'kms:UpdateAlias'],
  'AWS::KMS::Key': [
    'kms:CreateKey', 'kms:DescribeKey', 'kms:DisableKey', 'kms:EnableKey', 'kms:EnableKeyRotation', 'kms:GetKeyPolicy',
    'kms:GetKeyRotationStatus', 'kms:ListResourceTags', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:TagResource',
    'kms:UntagResource', 'kms:UpdateKeyDescription',
  ],
  'AWS::Logs::Delivery': ['logs:CreateDelivery', 'logs:DeleteDelivery', 'logs:GetDelivery', 'cloudfront:AllowVendedLogDeliveryForResource'],
  'AWS::Logs::DeliveryDestination': [
    'logs:DeleteDeliveryDestination', 'logs:GetDeliveryDestination', 'logs:PutDeliveryDestination',
  ],
  'AWS::Logs::DeliverySource': ['logs:DeleteDeliverySource', 'logs:GetDeliverySource', 'logs:PutDeliverySource'],
  'AWS::Logs::LogGroup': [
    'logs:AssociateKmsKey', 'logs:CreateLogGroup', 'logs:DeleteLogGroup', 'logs:DescribeLogGroups', 'logs:ListTagsForResource',
    'logs:PutRetentionPolicy', ...tags('logs'),
  ],
  'AWS::Logs::LogStream': ['logs:CreateLogStream', 'logs:DeleteLogStream', 'logs:DescribeLogStreams'],
  'AWS::Logs::MetricFilter': ['logs:DeleteMetricFilter', 'logs:DescribeMetricFilters', 'logs:PutMetricFilter'],
  'AWS::Logs::QueryDefinition': ['logs:DeleteQueryDefinition', 'logs:DescribeQueryDefinitions', 'logs:PutQueryDefinition'],
  'AWS::RAM::Permission': ['ram:CreatePermission', 'ram:DeletePermission', 'ram:GetPermission', ...tags('ram')],
  'AWS::RAM::ResourceShare': [
    'acm-pca:DeletePolicy', 'acm-pca:GetPolicy', 'acm-pca:PutPolicy', 'ram:AssociateResourceShare',
    'ram:AssociateResourceSharePermission', 'ram:CreateResourceShare', 'ram:DeleteResourceShare', 'ram:DisassociateResourceShare',
    'ram:DisassociateResourceSharePermission', 'ram:GetResourceShareAssociations', 'ram:GetResourceShares',
    'ram:ListResourceSharePermissions', 'ram:UpdateResourceShare',
  ],
  'AWS::RolesAnywhere::Profile': [
    'rolesanywhere:CreateProfile', 'rolesanywhere:DeleteProfile', 'rolesanywhere:DisableProfile', 'rolesanywhere:EnableProfile',
    'rolesanywhere:GetProfile', 'rolesanywhere:ListTagsForResource', 'rolesanywhere:UpdateProfile', ...tags('rolesanywhere'),
  ],
  'AWS::RolesAnywhere::TrustAnchor': [
    'rolesanywhere:CreateTrustAnchor', 'rolesanywhere:DeleteTrustAnchor', 'rolesanywhere:DisableTrustAnchor',
    'rolesanywhere:EnableTrustAnchor', 'rolesanywhere:GetTrustAnchor', 'rolesanywhere:PutNotificationSettings',
    'rolesanywhere:ResetNotificationSettings', 'rolesanywhere:UpdateTrustAnchor',
  ],
  'AWS::S3::Bucket': [
    's3:CreateBucket', 's3:DeleteBucket', 's3:GetBucketLocation', 's3:GetBucketVersioning', 's3:GetEncryptionConfiguration',
    's3:GetLifecycleConfiguration', 's3:GetBucketLogging', 's3:GetBucketObjectLockConfiguration', 's3:GetBucketOwnershipControls',
    's3:GetBucketPublicAccessBlock', 's3:GetBucketTagging', 's3:PutBucketLogging', 's3:PutBucketObjectLockConfiguration',
    's3:PutBucketOwnershipControls', 's3:PutBucketPublicAccessBlock', 's3:PutBucketTagging', 's3:PutBucketVersioning',
    's3:PutEncryptionConfiguration', 's3:PutLifecycleConfiguration',
  ],
  'AWS::Route53::HealthCheck': [
    'route53:ChangeTagsForResource', 'route53:CreateHealthCheck', 'route53:DeleteHealthCheck', 'route53:GetHealthCheck',
    'route53:ListTagsForResource', 'route53:UpdateHealthCheck',
  ],
  'AWS::S3::BucketPolicy': ['s3:DeleteBucketPolicy', 's3:GetBucketPolicy', 's3:PutBucketPolicy'],
  'AWS::SNS::Subscription': ['sns:GetSubscriptionAttributes', 'sns:SetSubscriptionAttributes', 'sns:Subscribe', 'sns:Unsubscribe'],
  'AWS::SNS::Topic': [
    'sns:CreateTopic', 'sns:DeleteTopic', 'sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic', 'sns:ListTagsForResource',
    'sns:SetTopicAttributes', ...tags('sns'),
  ],
  'AWS::SNS::TopicPolicy': ['sns:GetTopicAttributes', 'sns:SetTopicAttributes'],
  'AWS::SQS::Queue': [
    'sqs:CreateQueue', 'sqs:DeleteQueue', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:ListQueueTags', 'sqs:SetQueueAttributes',
    ...tags('sqs', 'Queue'),
  ],
  'AWS::SQS::QueuePolicy': ['sqs:GetQueueAttributes', 'sqs:SetQueueAttributes'],
  'AWS::Scheduler::Schedule': [
    'scheduler:CreateSchedule', 'scheduler:DeleteSchedule', 'scheduler:GetSchedule', 'scheduler:UpdateSchedule',
  ],
  'AWS::Scheduler::ScheduleGroup': [
    'scheduler:CreateScheduleGroup', 'scheduler:DeleteScheduleGroup', 'scheduler:GetScheduleGroup',
    'scheduler:ListTagsForResource', ...tags('scheduler'),
  ],
  'AWS::StepFunctions::StateMachine': [
    'states:CreateStateMachine', 'states:DeleteStateMachine', 'states:DescribeStateMachine', 'states:ListTagsForResource',
    ...tags('states'), 'states:UpdateStateMachine',
  ],
};

/** The IAM types. Their statements limit names, and require a permissions boundary. */
export const IAM_TYPES = ['AWS::IAM::Group', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::User'];

/** The IAM actions that need the permissions boundary. */
const BOUNDED_ACTIONS = [
  'iam:AttachRolePolicy', 'iam:AttachUserPolicy', 'iam:CreateRole', 'iam:CreateUser', 'iam:DetachRolePolicy', 'iam:DetachUserPolicy',
  'iam:DeleteRolePolicy', 'iam:DeleteUserPolicy', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy', 'iam:PutUserPolicy',
];

/** The other IAM actions on roles, users, and groups. */
const NAMED_ACTIONS = [
  'iam:AddUserToGroup', 'iam:CreateGroup', 'iam:DeleteGroup', 'iam:DeleteRole', 'iam:DeleteUser', 'iam:GetGroup', 'iam:GetRole',
  'iam:GetRolePolicy', 'iam:GetUser', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies', 'iam:RemoveUserFromGroup', 'iam:TagRole',
  'iam:UntagRole', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole',
];

const MANAGED_POLICY_ACTIONS = [
  'iam:AttachGroupPolicy', 'iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion',
  'iam:DetachGroupPolicy', 'iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListPolicyVersions',
];

/** The services that receive roles of the library's stacks. */
const PASSED_TO = ['cloudtrail.amazonaws.com', 'rolesanywhere.amazonaws.com'];

/** The policy for stacks of certain resource types. */
export function executionPolicy(types: readonly string[], options: ExecutionPolicyOptions): ExecutionPolicy {
  const { partition, account, stackNamePrefix } = options;
  const iam = (kind: string) => `arn:${partition}:iam::${account}:${kind}/${stackNamePrefix}*`;
  const actions = [...new Set(types.flatMap((type) => TYPE_ACTIONS[type] ?? []))].sort();
  const services: Statement[] = [
    { Sid: 'Resources', Effect: 'Allow', Action: actions, Resource: '*' },
    { Sid: 'BootstrapVersion', Effect: 'Allow', Action: ['ssm:GetParameters'], Resource: `arn:${partition}:ssm:*:${account}:parameter/cdk-bootstrap/*` },
  ];
  if (!types.some((type) => IAM_TYPES.includes(type))) { return { Version: '2012-10-17', Statement: services }; }
  const named: Statement[] = [
    {
      Sid: 'BoundedPrincipals',
      Effect: 'Allow',
      Action: BOUNDED_ACTIONS,
      Resource: [iam('role'), iam('user')],
      Condition: { ArnEquals: { 'iam:PermissionsBoundary': `arn:${partition}:iam::${account}:policy/${options.permissionsBoundary}` } },
    },
    { Sid: 'NamedPrincipals', Effect: 'Allow', Action: NAMED_ACTIONS, Resource: [iam('role'), iam('user'), iam('group')] },
    { Sid: 'NamedPolicies', Effect: 'Allow', Action: MANAGED_POLICY_ACTIONS, Resource: [iam('policy'), iam('group')] },
    {
      Sid: 'PassedRoles',
      Effect: 'Allow',
      Action: ['iam:PassRole'],
      Resource: iam('role'),
      Condition: { StringEquals: { 'iam:PassedToService': PASSED_TO } },
    },
  ];
  return { Version: '2012-10-17', Statement: [...services, ...named] };
}

/** The types of the library's own resources: all that the table knows. */
export const ALL_TYPES = [...Object.keys(TYPE_ACTIONS), ...IAM_TYPES];

/** The policy as the docs show it. */
export function renderExecutionPolicy(): string {
  const types = [...Object.keys(TYPE_ACTIONS).filter((type) => /ACMPCA|KMS|S3/.test(type))];
  const policy = executionPolicy(types, {
    partition: 'aws', account: '111122223333', stackNamePrefix: 'Pki', permissionsBoundary: 'pki-boundary',
  });
  return ['```json', JSON.stringify(policy, undefined, 2), '```'].join('\n');
}
