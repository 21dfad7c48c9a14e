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
    constructs: /\/(Resource|AccessLogs|Bucket|Reports)\/Resource$/,
    where: 'the buckets of `AuditReportBucket`, and those that examples bring along',
    reason: 'A second copy in another Region is a decision, and a cost, of the account that owns the data. Each report lists '
      + 'all certificates that its CA ever issued, so a lost one is replaced by asking for a new one.',
  },
  {
    rule: 'S3DefaultEncryptionKMS',
    constructs: /\/AccessLogs\/Resource$/,
    where: 'the access-log bucket of `AuditReportBucket`',
    reason: 'S3 delivers server access logs only to buckets with SSE-S3.',
  },
  {
    rule: 'IAM5',
    constructs: /\/(Auditor|Requester)\/DefaultPolicy\/Resource$/,
    where: 'the policy of a role that `grants.read()` is called for',
    reason: 'An auditor reads every report, and reports have unforeseeable names: the wildcard begins below `audit-report/` '
      + 'of this one bucket.',
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
    constructs: /\/DeadLetters\/Resource$/,
    where: 'the dead-letter queue of `PkiNotifications`',
    reason: 'It is a dead-letter queue itself.',
  },
  {
    rule: 'IAM5',
    constructs: /\/WritersPolicy\/Resource$/,
    where: 'the policy of those who write to an `ExternalPkiLog`',
    reason: 'That requests may be authenticated by a token (`logs:CallWithBearerToken`) has no resource to name. What they may '
      + 'write, and where, is said by the other statements.',
  },
];
