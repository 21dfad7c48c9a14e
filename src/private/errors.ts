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
  AttributeUnknown: 'An imported resource was asked for an attribute that its import was not given.',
  CertificateAuthorityMissing: 'No certificate authority was given where at least one is needed.',
  CertificateAuthorityDuplicate: 'The same certificate authority was given twice.',
  CertificateAuthorityArn: 'An ARN is not that of a certificate authority.',
  KeyAwsManaged: 'The KMS key is managed by AWS; the service that needs it cannot use it.',
  KeyRegion: 'The KMS key is known to be in another Region than the bucket.',
  KeyUnknown: 'A bucket that was brought along is said to use SSE-KMS, but nobody tells with which key.',
  EncryptionMismatch: 'A bucket that was brought along is described otherwise than the app makes it.',
  CertificateAuthorityRegion: 'A certificate authority is in another Region than the KMS key of its bucket.',
  BucketNameUnknown: 'A bucket that was brought along has no physical name, which the policy of its key must carry.',
  BucketObjectLock: 'A bucket that was brought along has Object Lock; AWS Private CA cannot write audit reports to it.',
  OptionOfNewBucket: 'An option that shapes a new bucket is given together with a bucket that was brought along.',
  BucketNamePrefixCharacters: 'A bucket name prefix has characters that S3 does not allow.',
  BucketNamePrefixLength: 'A bucket name prefix makes the bucket\'s name too long for its Region.',
  AccessLogsRegion: 'The access-log bucket is known to be in another Region or account than the bucket whose access it logs.',
  AccessLogsEncryption: 'The access-log bucket uses SSE-KMS; S3 does not deliver server access logs to it.',
  LifecycleOrder: 'Reports would be deleted before, or on the day that, they are archived.',
  LifecycleDays: 'A lifecycle period is not a whole number of days, or is below one day.',
  RouteMissing: 'A criticality has no destination where the routing is strict, or a routing has none at all.',
  OptionOfNewTopic: 'An option that shapes a new topic is given together with a topic that was brought along.',
  SignalName: 'The name of a signal is not made of lowercase words joined by hyphens.',
  SignalTexts: 'What a signal means and what to do next is too long for an alarm, or holds characters that a rule refuses.',
  SignalDuplicate: 'Two signals have the same name.',
  SignalUnknown: 'No signal has the name that is to be left out, changed or shown.',
  SignalInvisible: 'A signal cannot be seen: it has no pattern and no query, or none for where one looks.',
  SignalMissing: 'There is no signal at all.',
  SignalKey: 'A KMS key that a signal is about is known by its alias alone.',
  FilterPatternLength: 'A filter pattern is longer than CloudWatch Logs takes it.',
  FilterPatternForm: 'A filter pattern is empty, or its braces, parentheses or quotation marks do not match.',
  EventPatternLength: 'An event pattern is longer than EventBridge takes it.',
  MetricFilterCount: 'A log group would have more metric filters than CloudWatch Logs allows.',
  AlarmWindow: 'An alarm would look back over more than seven days, or over no period.',
  LogStreamName: 'The name of a log stream is empty, too long, or has a colon or an asterisk.',
  LogGroupName: 'The name of a log group is empty, too long, or has characters that CloudWatch Logs does not allow.',
  CredentialAge: 'The age at which a credential expires is not a whole number of days that IAM takes.',
  EzcaEventUnknown: 'EZCA has no event of this id.',
  DashboardRows: 'The number of certificate authorities with a row of their own is not a positive whole number.',
} as const;

/** A stable error code. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** What an error tells: enough to mend the mistake without reading our code. */
export interface ErrorDetails {
  /** The construct at which the mistake was found. */
  readonly scope: IConstruct;
  /** What is wrong: a lowercase sentence without a full stop. */
  readonly problem: string;
  /** The wrong value. */
  readonly value: unknown;
  /** The allowed values. */
  readonly allowed: string;
  /** What to change. */
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

  constructor(code: ErrorCode, details: ErrorDetails) {
    const path = details.scope.node.path || 'App';
    super(`${details.problem}: got ${renderValue(details.value)}; allowed: ${details.allowed}; `
      + `${details.change} [${code} at ${path}]`);
    this.name = 'PrivateCaError';
    this.code = code;
    this.constructPath = path;
  }
}

/** JSON, so that an empty string and white space can be seen; a token inside the value shows as `<token>`. */
function renderValue(value: unknown): string {
  if (value === undefined) { return 'nothing'; }
  if (Token.isUnresolved(value)) { return '<token>'; }
  return JSON.stringify(value).replace(/\$\{Token\[[^\]]*\]\}/g, '<token>');
}
