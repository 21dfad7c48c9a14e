/** An acknowledged finding, with the reason. */
export interface Acknowledgement {
  /** The cdk-nag rule, without the prefix of its pack. */
  readonly rule: string;
  /** Matches the end of the paths of the constructs with the finding. */
  readonly constructs: RegExp;
  /** A description of these constructs. */
  readonly where: string;
  readonly reason: string;
}

/** All acknowledged findings of the cdk-nag packs. The table in `docs/compliance.md` is generated from this list. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    rule: 'S3BucketReplicationEnabled',
    constructs: /\/(Resource|AccessLogs)\/Resource$/,
    where: 'Buckets of `AuditReportBucket` without `archive`, of `CrlBucket` without `replica`, of archives and replicas, and access log '
      + 'buckets',
    reason: 'The account that owns the data decides on, and pays for, a copy in another Region. Each report lists all '
      + 'certificates that its CA has issued, so you can replace a lost report with a new one. AWS Private CA publishes CRLs '
      + 'periodically.',
  },
  {
    rule: 'S3BucketReplicationEnabled',
    constructs: /\/(Trail|Second)\/Bucket\/Resource$/,
    where: 'The bucket of `PrivateCaTrail` without `archive`',
    reason: 'The account that owns the data decides on, and pays for, a copy in another Region. Versioning and, optionally, '
      + 'Object Lock protect log files from deletion.',
  },
  {
    rule: 'IAM5',
    constructs: /\/ReplicationPolicy\/Resource$/,
    where: 'The policy of the role of a replication',
    reason: 'The names of objects are not known in advance. The wildcards apply only under one prefix of the source and of the '
      + 'destination. The key of a destination in another account or Region is named by its alias, in a condition.',
  },
  {
    rule: 'S3DefaultEncryptionKMS',
    constructs: /\/AccessLogs\/Resource$/,
    where: 'Access log buckets of this library and of an example',
    reason: 'S3 delivers server access logs only to buckets with SSE-S3.',
  },
  {
    rule: 'IAM5',
    constructs: /\/(Analyst|Auditor|Requester)\/DefaultPolicy\/Resource$/,
    where: 'The policy of a role with permissions from `grants.read()` or `grants.readLogs()`',
    reason: 'An auditor reads every report or log file, and their names are not known in advance. The wildcard applies only under '
      + '`audit-report/`, or under `AWSLogs/` of the account or organization, in one bucket.',
  },
  {
    rule: 'IAMNoInlinePolicy',
    constructs: /\/(Analyst|Auditor|Requester)\/DefaultPolicy\/Resource$/,
    where: 'The policy of a role with granted permissions',
    reason: 'The AWS CDK adds granted permissions to an inline policy of the role, which the user of the library owns.',
  },
  {
    rule: 'S3DefaultEncryptionKMS',
    constructs: /(S3Managed|ImportedCa\/Audit|TwoTier\/Audit|CrlCloudFront\/Crls|PkiIn(East|West)\/Crls|ReplicaIn(East|West)\/Replica)\/Resource\/Resource$/,
    where: 'The bucket of an `AuditReportBucket`, a `CrlBucket`, or a `CrlReplica` with `s3Managed()`',
    reason: 'The user chose SSE-S3, or kept this default. `PrivateCaBucketEncryption.kms()` meets the rule.',
  },
  {
    rule: 'S3BucketReplicationEnabled',
    constructs: /^(ExistingBucket\/Reports|cdk-private-ca-integ-[a-z-]+\/(Reports|Lists))\/Resource$/,
    where: 'Existing buckets in examples and integration apps',
    reason: 'The account that owns the data decides on, and pays for, a copy in another Region.',
  },
  ...['S1', 'S3BucketLoggingEnabled'].map((rule) => ({
    rule,
    constructs: /^cdk-private-ca-integ-[a-z-]+\/(Reports|Lists)\/Resource$/,
    where: 'Existing buckets in integration apps',
    reason: 'They contain no valuable data and are destroyed with the app. A log bucket would be retained.',
  })),
  {
    rule: 'CFR1',
    constructs: /Distribution\/Resource\/Resource$/,
    where: '`CrlDistribution` and `OcspDistribution`',
    reason: 'Clients in every country must be able to check whether a certificate was revoked.',
  },
  {
    rule: 'CFR2',
    constructs: /Distribution\/Resource\/Resource$/,
    where: '`CrlDistribution` and `OcspDistribution`',
    reason: 'CRLs and OCSP responses are public and signed, and the origins serve nothing else. A web ACL has a cost, so the user '
      + 'decides on it (`distribution.attachWebAclId()`).',
  },
  {
    rule: 'CFR3',
    constructs: /Distribution\/Resource\/Resource$/,
    where: '`CrlDistribution` and `OcspDistribution`, including those with `logBucket`',
    reason: 'The rule checks only legacy logging, which requires a bucket with ACLs. `logBucket` delivers standard logs (v2) with a '
      + 'bucket policy, in us-east-1, where CloudFormation supports such deliveries.',
  },
  {
    rule: 'CFR4',
    constructs: /Distribution\/Resource\/Resource$/,
    where: '`CrlDistribution` and `OcspDistribution` without a custom domain name',
    reason: 'Clients use HTTP, because the URLs in certificates begin with `http://`. A client that checks a certificate cannot '
      + 'check another certificate first. With `domainName` and `certificate`, HTTPS requires TLS 1.2 or later.',
  },
  {
    rule: 'CFR5',
    constructs: /OcspDistribution\/Resource\/Resource$/,
    where: '`OcspDistribution`',
    reason: 'Certificates contain an `http://` URL for the AWS responder, and its responses are signed.',
  },
  {
    rule: 'IAM5',
    constructs: /\/LogsPolicy\/Resource$/,
    where: 'The policy that allows CloudTrail to deliver to the log group of `PrivateCaTrail`',
    reason: 'CloudTrail appends numbers to the names of its log streams. The wildcard follows the account and the Region, or the '
      + 'organization, in this log group.',
  },
  {
    rule: 'SQS3',
    constructs: /(\/DeadLetters|integ-events\/Inbox)\/Resource$/,
    where: 'The dead-letter queues of `PkiNotifications`, `AuditReportSchedule`, `AuditReportAnalytics`, and '
      + '`CertificateAuthorityExpiryWatch`, and the queue of an integration app',
    reason: 'The dead-letter queues are for EventBridge rules and schedules, which the cdk-nag rule does not check, and have an alarm. '
      + 'The other queue receives only test messages.',
  },
  {
    rule: 'CloudWatchAlarmAction',
    constructs: /^ExistingTrail\/Deleted\/Resource$/,
    where: 'The alarm on a metric filter in an example',
    reason: 'The example shows a metric filter on the log group of an existing trail. `PkiAlarms` creates alarms with actions.',
  },
  {
    rule: 'IAMGroupHasUsers',
    constructs: /^Stack\/(WithoutUser|Pki)\/Writers\/Resource$/,
    where: 'The group of the writers of an `ExternalPkiLog` without `user`, or with a user in another stack',
    reason: 'The rule looks for the group in the properties of users in the stack. Add the user of the token to `writers`, or pass '
      + '`user`. A user in another stack is added by a separate resource.',
  },
  {
    rule: 'IAMUserGroupMembership',
    constructs: /^Users\/Writer\/Resource$/,
    where: 'A user in another stack than the `ExternalPkiLog`',
    reason: 'The rule looks for the group in the properties of the user. A separate resource adds the user to the group, because a '
      + 'reference in the user would be circular.',
  },
  {
    rule: 'CloudTrailCloudWatchLogsEnabled',
    constructs: /^Stack\/Trail\/Resource$/,
    where: 'A `PrivateCaTrail` with `TrailLogs.none()`',
    reason: 'The user chose a trail without CloudWatch Logs. The default delivers events to a log group.',
  },
  {
    rule: 'IAM5',
    constructs: /\/WritersPolicy\/Resource$/,
    where: 'The policy of the writers of an `ExternalPkiLog`',
    reason: 'The permission to authenticate with a bearer token (`logs:CallWithBearerToken`) supports no resource. The other '
      + 'statements limit the actions and resources.',
  },
  {
    rule: 'IAMNoInlinePolicy',
    constructs: /\/(Issuer|Revoker|Administrator|ExecutionRole)\/DefaultPolicy\/Resource$/,
    where: 'The policy of a role with permissions on a CA, and of a task execution role in an example',
    reason: 'The AWS CDK adds granted permissions to an inline policy of the role, which the user of the library owns.',
  },
  {
    rule: 'IAM5',
    constructs: /^ServiceConnect\/Task\/ExecutionRole\/DefaultPolicy\/Resource$/,
    where: 'The task execution role of an example',
    reason: 'The AWS CDK grants the permission to write to the log streams of one log group, whose names are not known in advance.',
  },
  {
    rule: 'IAM4',
    constructs: /^ServiceConnect\/TlsRole\/Resource$/,
    where: 'The role of Amazon ECS Service Connect in an example',
    reason: 'Amazon ECS documents this managed policy. It applies only to CAs with the tag `AmazonECSManaged`.',
  },
  ...['ELB2', 'ELBLoggingEnabled', 'ALBWAFEnabled'].map((rule) => ({
    rule,
    constructs: /^(AcmAlb|MutualTls)\/LoadBalancer\/Resource$/,
    where: 'The load balancers of examples',
    reason: 'The examples show the certificates of a load balancer. Its access logs and its web ACL depend on the application.',
  })),
  {
    rule: 'IAM5',
    constructs: /\/DeliveryPolicy\/Resource$/,
    where: 'The policy of the state machines of `AuditReportSchedule`, `AuditReportAnalytics`, `CertificateAuthorityExpiryWatch`, '
      + '`IssuedCertificateExpiryWatch`, and `ExternalPkiLog`',
    reason: 'The actions for log delivery, AWS X-Ray, and metrics support no resource. A condition limits metrics to one namespace.',
  },
  {
    rule: 'IAM5',
    constructs: /\/CopyPolicy\/Resource$/,
    where: 'The policy that allows the state machine of `AuditReportAnalytics` to copy reports',
    reason: 'The names of reports are not known in advance. The wildcards apply only under `audit-report/` in the report bucket, and under '
      + '`latest/` in the bucket of the copies.',
  },
  {
    rule: 'IAM5',
    constructs: /\/QueryPolicy\/Resource$/,
    where: 'The policy that allows the state machine of `IssuedCertificateExpiryWatch` to run its query',
    reason: 'The names of copies and of query results are not known in advance. The wildcards apply only under `latest/` and `results/` in '
      + 'the bucket of the copies.',
  },
  {
    rule: 'S3BucketReplicationEnabled',
    constructs: /Analytics\/Bucket\/Resource$/,
    where: 'The bucket of `AuditReportAnalytics`',
    reason: 'The bucket contains only copies of reports and query results.',
  },
];
