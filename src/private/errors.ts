import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The stable codes of this library's errors, each with what it is about. `docs/errors.md` is made from this table. */
export const ERROR_CODES = {
  CommonNameLength: 'The common name of a CA is empty or too long.',
  DistinguishedNameEmpty: 'A distinguished name has no attribute at all, or more than AWS Private CA takes.',
  DistinguishedNameLength: 'An attribute of a distinguished name is empty or too long.',
  DistinguishedNameCharacters: 'An attribute of a distinguished name has characters that its X.520 type does not allow.',
  CountryCode: 'The country of a distinguished name is not a two-letter code.',
  ValidityPeriod: 'A validity period is not a positive whole number.',
  ValidityEndDate: 'The end date of a validity is not in a form that AWS Private CA reads, or is no date.',
  SigningAlgorithmUnknown: 'The signing algorithm cannot be derived from a key algorithm that this version does not know.',
  SigningAlgorithmFamily: 'A signing algorithm is not of the family of the key that signs.',
  ObjectIdentifier: 'An object identifier is not in dotted decimal.',
  CertificateTemplate: 'AWS Private CA has no such certificate template for this kind of certificate.',
  PassthroughIgnored: 'An API passthrough is given, but the template would ignore it.',
  NotBefore: 'A time before which a certificate is not valid is not absolute.',
  Sm2Region: 'SM2 was chosen outside the China Regions.',
  PathLength: 'A path length is out of range, or not below that of the parent.',
  PathLengthConflict: 'A path length and a certificate template tell different things.',
  ValidityBeyondParent: 'A CA certificate would not end before that of its parent.',
  ShortLivedIssuer: 'A CA in short-lived mode would issue a certificate that lives over seven days.',
  ParentRegion: 'A parent is in another Region than the subordinate that it is to sign.',
  ParentDisabled: 'A parent that is known to be disabled cannot sign.',
  AttributeUnknown: 'A resource was asked for an attribute that it does not have, or that its import was not given.',
  CertificateAuthorityMissing: 'No certificate authority was given where at least one is needed.',
  CertificateAuthorityDuplicate: 'The same certificate authority was given twice.',
  CertificateAuthorityArn: 'An ARN is not that of a certificate authority.',
  KeyAwsManaged: 'The KMS key is managed by AWS; the service that needs it cannot use it.',
  KeyRegion: 'The KMS key is known to be in another Region than what it is to encrypt.',
  KeyUnknown: 'A bucket that was brought along is said to use SSE-KMS, but nobody tells with which key.',
  EncryptionMismatch: 'A bucket that was brought along is described otherwise than the app makes it.',
  CertificateAuthorityRegion: 'A certificate authority is in another Region than the KMS key of its bucket.',
  BucketNameUnknown: 'A bucket has no name that is known at synthesis; the policy of its key, or a CA elsewhere, must carry it.',
  BucketObjectLock: 'A bucket that was brought along has Object Lock; AWS Private CA cannot write audit reports to such a bucket.',
  OptionOfNewBucket: 'An option that shapes a new bucket is given together with a bucket that was brought along.',
  BucketNamePrefixCharacters: 'A bucket name prefix has characters that S3 does not allow.',
  BucketNamePrefixLength: 'A bucket name prefix makes the bucket\'s name too long for its Region.',
  AccessLogsRegion: 'The access-log bucket is known to be in another Region or account than the bucket whose access it logs.',
  AccessLogsEncryption: 'The access-log bucket uses SSE-KMS; S3 does not deliver server access logs to it.',
  LifecycleOrder: 'Audit reports or log files would be deleted before they are archived, or before their Object Lock ends.',
  LifecycleDays: 'A lifecycle period is not a whole number of days, or is below one day.',
  TrailName: 'A name is not one that AWS CloudTrail takes for a trail.',
  TrailArn: 'An ARN is not that of a trail.',
  OrganizationId: 'An id is not that of an organization.',
  AccountId: 'An account id is not 12 digits.',
  LogFilePrefix: 'A prefix of the log files\' keys is too long, or has a form that CloudTrail does not take.',
  LogRetention: 'A new log group would keep its records without an end.',
  LogGroupRegion: 'The log group is known to be in another Region or account than what uses it.',
  ObjectLockRetention: 'The retention of Object Lock is not a whole number of days from one day to a hundred years.',
  ReaderPrincipal: 'A reader of log files is not one that a key policy can name.',
  ReaderStack: 'A reader is made by the stack of the trail, and named by a policy of another stack.',
  RouteMissing: 'A criticality has no destination where the routing is strict, or a routing has none at all.',
  OptionOfNewTopic: 'An option that shapes a new topic is given together with a topic that was brought along.',
  ApiAction: 'AWS Private CA has no API action of that name.',
  ApiActionMissing: 'No API action was given where at least one is needed.',
  ApiActionOfAccount: 'A rule for certain CAs asks for an API action that is not about a CA that exists.',
  EventEnvironment: 'Events of a CA come in its own account and Region, and a rule is known to be in another.',
  EventPatternConflict: 'An event pattern asks for a field that the rule asks for itself; it would widen the rule.',
  EventPatternLength: 'An event pattern is longer than EventBridge takes.',
  CrlExpiration: 'The lifetime of a CRL is out of range, or is not a whole number of days.',
  RevocationCname: 'A name for CRLs or OCSP is no domain name: a protocol, a path, a character or a length is wrong.',
  CrlCustomPath: 'The path of CRLs has a form or a length that is not allowed, or a wildcard.',
  CrlBucketMismatch: 'CRLs are to go to another bucket than the distribution serves.',
  CrlBucketRegion: 'AWS Private CA does not write CRLs from the Region of the CA to that of the bucket.',
  DistributionCertificate: 'A distribution has a domain name without a certificate, or the reverse.',
  DistributionCertificateRegion: 'The certificate of a distribution is known to be outside us-east-1.',
  DistributionStack: 'A distribution is in another stack than the bucket, or the key, that it reads.',
  DistributionLogsRegion: 'Access logs of a distribution are asked for in a stack outside us-east-1.',
  CacheDuration: 'CRLs would be cached for too long.',
  DistributionRegion: 'A distribution is to be made in a Region of AWS GovCloud (US) or China.',
  RegionName: 'A name is not that of a Region.',
  BucketPurpose: 'A bucket is to take both audit reports and CRLs.',
  SignalName: 'The name of a signal is too long, or is not made of lowercase words joined by hyphens.',
  SignalTexts: 'What a signal means and what to do next is too long for an alarm, or holds characters that a rule refuses.',
  SignalDuplicate: 'Two signals have the same name.',
  SignalUnknown: 'No signal has the name that is to be left out, changed or shown.',
  SignalInvisible: 'A signal cannot be seen: it has no pattern and no query, or none for where one looks.',
  SignalMissing: 'There is no signal at all.',
  SignalResources: 'A signal is about more resources than its patterns have room for.',
  SignalUnheard: 'A signal has somebody to be told to, none of whom hears of alarms or rules of its kind.',
  SignalKey: 'A KMS key that a signal is about is known by its alias alone.',
  FilterPatternLength: 'A filter pattern is longer than CloudWatch Logs takes it.',
  FilterPatternForm: 'A filter pattern is not in braces, or its braces, parentheses or quotation marks do not match.',
  MetricFilterCount: 'A log group would have more metric filters than CloudWatch Logs allows.',
  MetricNamespace: 'The namespace of metrics is empty, too long, of AWS, or has characters that CloudWatch Logs does not allow.',
  LogGroupMissing: 'Alarms are to look at a log group, and there is none.',
  DestinationCount: 'More destinations are to be told than an alarm or a rule can tell.',
  AlarmWindow: 'An alarm would look back over more than CloudWatch allows, over no period, or not over whole minutes.',
  LogStreamName: 'The name of a log stream is empty, too long, or has a colon or an asterisk.',
  LogGroupName: 'The name of a log group is empty, too long, or has characters that CloudWatch Logs does not allow.',
  CredentialAge: 'The age at which a credential expires is not a whole number of days that IAM takes.',
  EzcaEventUnknown: 'EZCA has no event of this id.',
  DashboardRows: 'The number of certificate authorities with a row of their own is no positive whole number, or too large.',
  NotificationFifo: 'A FIFO topic, or a FIFO dead-letter queue, cannot carry notifications.',
  NotificationEnvironment: 'A rule or an alarm would tell a topic, or use a dead-letter queue, of another account or Region.',
  NotificationText: 'A text of a notification holds a character that EventBridge takes for the name of a field.',
  EventOutcome: 'An event does not have the outcome that a rule asks for.',
  EventTemplateMissing: 'A rule asks for issuances by template, and names no template.',
  ReportInterval: 'The interval of audit reports is out of range, or is not a whole number of minutes.',
  ReportOverdueAfter: 'The period after which an audit report is overdue is shorter than the interval, or longer than 7 days.',
  CertificateAuthorityEnvironment: 'A CA is in a different account or Region from the state machine that calls AWS Private CA.',
  CertificateAuthorityUnknown: 'A metric is requested for a CA that the construct does not monitor.',
  QueryName: 'The name of a saved query has characters or a length that are not supported.',
  QueryDuplicate: 'Two saved queries of a workgroup have the same name.',
  BytesScannedLimit: 'The limit of scanned data is lower than Amazon Athena supports.',
  ExpiryThreshold: 'An expiry threshold is not a positive whole number of days.',
  ExpiryThresholdOrder: 'The expiry thresholds are not in descending order, or two of them are equal.',
  ExpiryThresholdMissing: 'An expiry watch has no threshold.',
  ExpiryAlarmCount: 'An expiry watch has more alarms than a stack can contain.',
  AlarmActionMissing: 'The destinations of an alarm have no alarm action, so the alarm sends no notification.',
  AlarmActionCount: 'An alarm has more actions than CloudWatch supports.',
  EventTargetCount: 'A rule would have more targets than EventBridge takes.',
} as const;

/** A stable error code. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** The parts of an error message: enough to correct the mistake without reading the source code. */
export interface ErrorDetails {
  /** The construct at which the mistake was found. */
  readonly scope: IConstruct;
  /** What breaks the rule, by the name of its property: the start of the sentence. */
  readonly subject: string;
  /** The rule that applies to it, as it follows "must". */
  readonly rule: string;
  /** The value that breaks the rule. */
  readonly value: unknown;
  /** What to change: an imperative sentence that starts with a capital letter, without the final period. */
  readonly fix: string;
}

/** The parts of an error as they were; `ErrorDetails` replaces them room by room. */
export interface LegacyErrorDetails {
  readonly scope: IConstruct;
  readonly problem: string;
  readonly value: unknown;
  readonly allowed: string;
  readonly change: string;
}

/**
 * The one error of this library: a mistake in what the user wrote, found at synthesis.
 *
 * The class is not exported (jsii does not carry error types to other languages): recognize it by
 * `name === 'PrivateCaError'` and by its `code`.
 */
export class PrivateCaError extends Error {
  public readonly code: ErrorCode;
  public readonly constructPath: string;

  constructor(code: ErrorCode, details: ErrorDetails | LegacyErrorDetails) {
    const path = details.scope.node.path || 'App';
    super(`${renderText(details)} [${code} at ${path}]`);
    this.name = 'PrivateCaError';
    this.code = code;
    this.constructPath = path;
  }
}

function renderText(details: ErrorDetails | LegacyErrorDetails): string {
  const value = renderValue(details.value);
  return 'rule' in details
    ? `${details.subject} must ${details.rule}; got ${value}. Fix: ${details.fix}.`
    : `${details.problem}: got ${value}; allowed: ${details.allowed}; ${details.change}`;
}

/** JSON, so that an empty string and white space can be seen; a token inside the value shows as `<token>`. */
function renderValue(value: unknown): string {
  if (value === undefined) { return 'nothing'; }
  if (Token.isUnresolved(value)) { return '<token>'; }
  return JSON.stringify(value).replace(/\$\{Token\[[^\]]*\]\}/g, '<token>');
}
