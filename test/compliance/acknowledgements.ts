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
    constructs: /\/(Resource|AccessLogs)\/Resource$/,
    where: 'the buckets of `AuditReportBucket` and `CrlBucket`, and access-log buckets',
    reason: 'A second copy in another Region is a decision, and a cost, of the account that owns the data. Each report lists '
      + 'all certificates that its CA ever issued, so a lost one is replaced by asking for a new one; a CRL is written anew by '
      + 'itself.',
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
    where: 'access-log buckets of this library, and that of an example',
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
    constructs: /(S3Managed|ImportedCa\/Audit|TwoTier\/Audit|CrlCloudFront\/Crls)\/Resource\/Resource$/,
    where: 'the bucket of `AuditReportBucket` or `CrlBucket` with `s3Managed()`',
    reason: 'The user chose, or left, SSE-S3. `PrivateCaBucketEncryption.kms()` meets the rule.',
  },
  {
    rule: 'S3BucketReplicationEnabled',
    constructs: /^(ExistingBucket\/Reports|cdk-private-ca-integ-[a-z-]+\/(Reports|Lists))\/Resource$/,
    where: 'buckets that examples and integration apps bring along',
    reason: 'A second copy in another Region is a decision, and a cost, of the account that owns the data.',
  },
  ...['S1', 'S3BucketLoggingEnabled'].map((rule) => ({
    rule,
    constructs: /^cdk-private-ca-integ-[a-z-]+\/(Reports|Lists)\/Resource$/,
    where: 'buckets that integration apps bring along',
    reason: 'They hold nothing of value and are destroyed with the app; a log bucket would outlive it.',
  })),
  {
    rule: 'CFR1',
    constructs: /Distribution\/Resource\/Resource$/,
    where: '`CrlDistribution` and `OcspDistribution`',
    reason: 'Whether a certificate was revoked must be known wherever it is used: there is no country to leave out.',
  },
  {
    rule: 'CFR2',
    constructs: /Distribution\/Resource\/Resource$/,
    where: '`CrlDistribution` and `OcspDistribution`',
    reason: 'CRLs and OCSP answers are public and signed, and the origins take nothing else. A web ACL is a cost that the user '
      + 'decides on: `distribution.attachWebAclId()`.',
  },
  {
    rule: 'CFR3',
    constructs: /Distribution\/Resource\/Resource$/,
    where: '`CrlDistribution` and `OcspDistribution`, also with `logBucket`',
    reason: 'The rule knows the legacy logging alone, which needs a bucket with ACLs. `logBucket` delivers standard logs (v2) by '
      + 'policy, in us-east-1, where CloudFormation makes such deliveries.',
  },
  {
    rule: 'CFR4',
    constructs: /Distribution\/Resource\/Resource$/,
    where: '`CrlDistribution` and `OcspDistribution` without a domain of their own',
    reason: 'Both are asked over HTTP, because their URLs in certificates begin with `http://`: a client that checks a certificate '
      + 'cannot check another one first. With `domainName` and `certificate`, HTTPS begins at TLS 1.2.',
  },
  {
    rule: 'CFR5',
    constructs: /OcspDistribution\/Resource\/Resource$/,
    where: '`OcspDistribution`',
    reason: 'Certificates themselves name the responder of AWS by an `http://` URL; its answers are signed.',
  },
  {
    rule: 'IAM5',
    constructs: /\/LogsPolicy\/Resource$/,
    where: 'the policy by which CloudTrail delivers to the log group of `PrivateCaTrail`',
    reason: 'CloudTrail adds numbers to the names of its streams: the wildcard begins after the account and the Region, or the '
      + 'organization, within this one log group.',
  },
  {
    rule: 'SQS3',
    constructs: /(\/DeadLetters|integ-events\/Inbox)\/Resource$/,
    where: 'the dead-letter queue of `PkiNotifications`, and the queue of an integration app',
    reason: 'It is a dead-letter queue itself, of rules of EventBridge, which the rule does not look at. An alarm tells when '
      + 'something lies in it.',
  },
  {
    rule: 'IAM5',
    constructs: /\/WritersPolicy\/Resource$/,
    where: 'the policy of those who write to an `ExternalPkiLog`',
    reason: 'That requests may be authenticated by a token (`logs:CallWithBearerToken`) has no resource to name. What they may '
      + 'write, and where, is said by the other statements.',
  },
];
