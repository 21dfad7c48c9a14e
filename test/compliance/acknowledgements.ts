/** A finding that is known and stays, with the reason. */
export interface Acknowledgement {
  /** The rule of cdk-nag, without the prefix of its pack. */
  readonly rule: string;
  /** What the paths of the constructs that it is about end in. */
  readonly constructs: RegExp;
  /** Which constructs these are, for people. */
  readonly where: string;
  readonly reason: string;
}

/** All findings of cdk-nag's packs that we know and leave. `docs/compliance.md` is made from this table. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    rule: 'S3BucketReplicationEnabled',
    constructs: /\/(Resource|AccessLogs|Reports)\/Resource$/,
    where: 'the buckets of `AuditReportBucket`, access-log buckets, and what examples bring along',
    reason: 'A second copy in another Region is a decision, and a cost, of the account that owns the data. Each report lists '
      + 'all certificates that its CA ever issued, so a lost one is replaced by asking for a new one.',
  },
  {
    rule: 'S3BucketReplicationEnabled',
    constructs: /\/(Trail|Second)\/Bucket\/Resource$/,
    where: 'the bucket of `PrivateCaTrail`',
    reason: 'A second copy in another Region is a decision, and a cost, of the account that owns the data; versions and, on '
      + 'request, Object Lock keep log files from deletion.',
  },
  {
    rule: 'S3DefaultEncryptionKMS',
    constructs: /\/AccessLogs\/Resource$/,
    where: 'the access-log bucket of `AuditReportBucket` and `PrivateCaTrail`, and that of an example',
    reason: 'S3 delivers server access logs only to buckets with SSE-S3.',
  },
  {
    rule: 'IAM5',
    constructs: /\/(Auditor|Requester)\/DefaultPolicy\/Resource$/,
    where: 'the policy of a role that `grants.read()` or `grants.readLogs()` is called for',
    reason: 'An auditor reads every report or log file, and they have unforeseeable names: the wildcard begins below '
      + '`audit-report/`, or the `AWSLogs/` of the account or organization, of one bucket.',
  },
  {
    rule: 'IAMNoInlinePolicy',
    constructs: /\/(Auditor|Requester)\/DefaultPolicy\/Resource$/,
    where: 'the policy of a role that anything is granted to',
    reason: 'CDK attaches what a role is granted as an inline policy of that role; the role is the user\'s.',
  },
  {
    rule: 'S3DefaultEncryptionKMS',
    constructs: /(S3Managed|TwoTier\/Audit|ImportedCa\/Audit)\/Resource\/Resource$/,
    where: 'the bucket of `AuditReportBucket` with `AuditReportEncryption.s3Managed()`',
    reason: 'The user chose, or left, SSE-S3. `AuditReportEncryption.kms()` meets the rule.',
  },
  {
    rule: 'IAM5',
    constructs: /\/LogsPolicy\/Resource$/,
    where: 'the policy by which CloudTrail delivers to the log group of `PrivateCaTrail`',
    reason: 'CloudTrail adds numbers to the names of its streams: the wildcard begins after the account and the Region, or the '
      + 'organization, within this one log group.',
  },
  {
    rule: 'S1',
    constructs: /integ-audit-report\/Reports\/Resource$/,
    where: 'the bucket that an integration app brings along',
    reason: 'It lives for the minutes of a test, and is emptied and destroyed at its end.',
  },
  {
    rule: 'S3BucketLoggingEnabled',
    constructs: /integ-audit-report\/Reports\/Resource$/,
    where: 'the bucket that an integration app brings along',
    reason: 'It lives for the minutes of a test, and is emptied and destroyed at its end.',
  },
  {
    rule: 'SQS3',
    constructs: /(\/DeadLetters|integ-events\/Inbox)\/Resource$/,
    where: 'the dead-letter queue of `PkiNotifications`, and the queue of an integration app',
    reason: 'It is a dead-letter queue itself, of rules of EventBridge, which the rule does not look at. An alarm tells when '
      + 'something lies in it.',
  },
];
