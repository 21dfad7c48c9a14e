import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The stable error codes with their descriptions. `npm run docs` generates the table in `docs/errors.md` from them. */
export const ERROR_CODES = {
  PropertyType: 'A property or a parameter has a value of the wrong type, for example a string instead of an instance of a class.',
  CommonNameLength: 'The common name of a CA is empty or too long.',
  DistinguishedNameEmpty: 'A distinguished name has no attributes, or more attributes than AWS Private CA supports.',
  DistinguishedNameLength: 'An attribute of a distinguished name is empty or too long.',
  DistinguishedNameCharacters: 'An attribute of a distinguished name contains characters that its X.520 type does not allow.',
  CountryCode: 'The country of a distinguished name is not a two-letter code.',
  GeneralName: 'A general name, such as a DNS name or an IP address, is empty, too long, or not in the form of its kind.',
  ValueName: 'The name of an AWS Private CA value is empty, or contains other characters than letters, digits, and underscores.',
  ValidityPeriod: 'A validity period is not a positive whole number, or ends after the year 9999.',
  ValidityEndDate: 'The end date of a validity does not exist, or has a form that AWS Private CA does not support.',
  SigningAlgorithmUnknown: 'No signing algorithm is specified, and none can be derived from the key algorithm.',
  SigningAlgorithmFamily: 'A signing algorithm does not match the key family of the signing CA.',
  ObjectIdentifier: 'An object identifier is not in dotted decimal notation, or has numbers that AWS Private CA does not accept.',
  CertificateTemplate: 'AWS Private CA has no such certificate template for this type of certificate.',
  PassthroughIgnored: 'The template of a CA certificate ignores the API passthrough, or an extension of it.',
  CaKeyUsage: 'A CA certificate with a blank template does not have the key usage to sign certificates, or to sign CRLs.',
  KeyUsage: 'A key usage contains no usage, or contains encipherOnly or decipherOnly without keyAgreement.',
  ExtensionEntries: 'A list in the extensions of a CA certificate or its CSR is empty or too long.',
  ExtensionDuplicate: 'An extension, or a certificate policy, is requested more than once.',
  CustomExtensionValue: 'The value of a custom extension is not Base64-encoded DER, or is too long.',
  CpsUri: 'The URI of a certification practice statement (CPS) is too long, or is not an absolute ASCII URI.',
  CertificatePem: 'A PEM text is empty, too long, or incomplete, or contains something other than the required certificates or CSR.',
  NotBefore: 'The start of a certificate validity period is not absolute, or is not before the end.',
  Sm2Region: 'The SM2 key algorithm is specified outside the China Regions.',
  PathLength: 'A path length is out of range, or is not less than the path length of the parent.',
  PathLengthConflict: 'A path length does not match the certificate template.',
  ValidityBeyondParent: 'A CA certificate does not end before the certificate of its parent.',
  ShortLivedIssuer: 'A certificate of a CA in short-lived mode has a validity period of more than seven days.',
  ParentRegion: 'A parent is in a different Region from the subordinate CA.',
  CertificateAuthorityStage: 'A certificate authority is in a different stage from the resource that refers to it.',
  PermissionEnvironment: 'A permission for ACM is in a different account or Region from its certificate authority.',
  ParentDisabled: 'A disabled parent cannot sign the certificate of a subordinate CA.',
  AttributeUnknown: 'An attribute is not available, because the resource does not have it or was imported without it.',
  CertificateAuthorityMissing: 'No certificate authority is specified where at least one is required.',
  CertificateAuthorityDuplicate: 'A certificate authority is specified more than once.',
  CertificateAuthorityArn: 'An ARN is not the ARN of a certificate authority.',
  KeyAwsManaged: 'The KMS key is an AWS managed key, which the service cannot use.',
  KeyType: 'The KMS key is an asymmetric key or an HMAC key, which the service cannot use.',
  KeyRegion: 'The KMS key is in a different Region from the resource that it encrypts.',
  KeyUnknown: 'An existing bucket uses SSE-KMS, but its KMS key is not known.',
  EncryptionMismatch: 'The specified encryption or KMS key does not match the encryption of an existing bucket or topic.',
  CertificateAuthorityRegion: 'A certificate authority is in a different Region from the KMS key of its bucket.',
  BucketNameUnknown: 'The name of a bucket is not known at synthesis, but a policy or a CA in another stack requires it.',
  BucketObjectLock: 'An existing bucket uses Object Lock, which AWS Private CA does not support for audit reports.',
  OptionOfNewBucket: 'A property that applies only to a new bucket is specified for an existing bucket.',
  BucketNamePrefixCharacters: 'A bucket name prefix contains characters that S3 does not allow.',
  BucketNamePrefixLength: 'A bucket name prefix makes the bucket name too long for its Region.',
  AccessLogsRegion: 'The destination bucket for server access logs is in a different account or Region from the source bucket.',
  AccessLogsEncryption: 'The destination bucket for server access logs uses SSE-KMS, which S3 does not support.',
  AccessLogsObjectLock: 'The destination bucket for server access logs has a default Object Lock retention period.',
  LifecycleOrder: 'Audit reports or log files expire before they are archived or before their Object Lock ends.',
  LifecycleDays: 'A lifecycle period is not a positive whole number of days.',
  TrailName: 'A trail name has a length or a form that CloudTrail does not allow.',
  TrailArn: 'An ARN is not the ARN of a trail.',
  OrganizationId: 'An ID is not the ID of an organization.',
  OrganizationTrailAccount: 'The management account of an organization trail is not the account of the trail.',
  AccountId: 'An account ID does not have 12 digits.',
  LogFilePrefix: 'A log file prefix is too long, or has a form that CloudTrail does not allow.',
  LogRetention: 'A new log group has no retention period, so its log events never expire.',
  LogGroupRegion: 'The log group is in a different account or Region from the resource that uses it.',
  LogGroupClass: 'The class of a log group does not support its use.',
  TopicRegion: 'The topic of a trail is in a different Region from the trail.',
  ObjectLockRetention: 'An Object Lock retention period is not a whole number of days from 1 day to 100 years.',
  ReaderPrincipal: 'A key policy cannot name the principal that reads log files.',
  ReaderStack: 'The trail stack creates a reader, but a policy in another stack must name it.',
  RouteMissing: 'A criticality has no destination but the routing is strict, or a routing has no routes or destinations.',
  OptionOfNewTopic: 'A property that applies only to a new topic is specified for an existing topic.',
  ApiAction: 'The AWS Private CA API has no such action.',
  ApiActionMissing: 'No API action is specified where at least one is required.',
  ApiActionOfAccount: 'A rule for specific CAs has an API action that does not apply to an existing CA.',
  EventEnvironment: 'A rule is in a different account or Region from the CA whose events it matches.',
  EventPatternConflict: 'An event pattern includes a field that the rule already sets.',
  EventPatternLength: 'An event pattern is longer than EventBridge allows.',
  DescriptionLength: 'A description is longer than AWS allows.',
  PolicySize: 'A policy is larger than AWS allows.',
  CrlExpiration: 'The validity period of a CRL is out of range, or is not a whole number of days.',
  RevocationCname: 'A custom name for CRLs or OCSP is not a domain name, or includes a protocol, port, or path.',
  CrlCustomPath: 'The custom path of CRLs has a length or a form that is not allowed, or contains a wildcard.',
  CrlBucketMismatch: 'The specified CRL bucket is not the bucket that the distribution serves.',
  CrlBucketRegion: 'AWS Private CA cannot write CRLs from the Region of the CA to the Region of the bucket.',
  CrlBucketStatement: 'A statement for a CRL bucket or its KMS key names a CA that depends on the statement.',
  CrlBucketEnvironment: 'A CA publishes CRLs to a bucket in another stage, but the account or Region of the CA is not known.',
  DistributionCertificate: 'A distribution has a domain name without a certificate, or a certificate without a domain name.',
  DistributionCertificateRegion: 'The certificate of a distribution is not in us-east-1.',
  DistributionStack: 'A distribution is in a different stack from its bucket or the KMS key of the bucket.',
  DistributionLogsRegion: 'Access logs of a distribution are specified in a stack outside us-east-1.',
  CacheDuration: 'The cache duration for CRLs is too long.',
  DistributionRegion: 'A distribution is in a Region in AWS GovCloud (US) or China.',
  RegionName: 'A name is not the name of a Region.',
  BucketPurpose: 'One bucket is specified for audit reports and for CRLs or logs.',
  SignalName: 'A signal name is too long, or does not consist of lowercase words joined by hyphens.',
  SignalTexts: 'The texts of a signal are too long for an alarm, or contain characters that EventBridge does not allow.',
  SignalDuplicate: 'Two signals have the same name.',
  SignalUnknown: 'No signal has the specified name.',
  SignalInvisible: 'A signal has no pattern and no query that the signal source supports.',
  SignalMissing: 'No signal is specified where at least one is required.',
  SignalResources: 'A signal has more resources than its patterns can contain.',
  SignalUnheard: 'A signal has destinations, but none of them supports the type of the signal.',
  SignalRoot: 'A signal for root CAs contains a CA that is not a root CA.',
  SignalEnvironment: 'The alarms cannot refer to a resource in a signal, because it is in another Stage, account, or Region.',
  SignalKey: 'The KMS key of a signal is identified only by an alias.',
  FilterPatternLength: 'A filter pattern is longer than CloudWatch Logs allows.',
  FilterPatternForm: 'A filter pattern is not in braces, or has unbalanced braces, parentheses, or quotation marks.',
  MetricFilterCount: 'A log group has more metric filters than CloudWatch Logs allows.',
  MetricNamespace: 'A metric namespace is empty, too long, reserved by AWS, or contains characters that are not allowed.',
  LogGroupMissing: 'Alarms require a log group, but none is specified.',
  DestinationCount: 'An alarm or a rule has more destinations than AWS allows.',
  AlarmWindow: 'The evaluation window of an alarm is empty, longer than CloudWatch allows, or not in whole minutes.',
  LogStreamName: 'A log stream name is empty, too long, or contains a colon or an asterisk.',
  LogGroupName: 'A log group name is empty, too long, or contains characters that CloudWatch Logs does not allow.',
  CredentialAge: 'The maximum age of a credential is not a number of days that IAM supports.',
  EzcaEventUnknown: 'EZCA has no event with this ID.',
  DashboardRows: 'The maximum number of CAs with a separate row is too large, or is not a positive whole number.',
  NotificationFifo: 'Notifications and trails do not support a FIFO topic, and notifications do not support a FIFO dead-letter queue.',
  DashboardEnvironment: 'The alarms on a dashboard are in a different Stage, account, or Region from the dashboard.',
  NotificationEnvironment: 'The topic or dead-letter queue is in a different account or Region from the rule or alarm.',
  NotificationText: 'A notification text contains a character that EventBridge interprets as a field name.',
  EventOutcome: 'An event does not have the specified result.',
  EventTemplateMissing: 'A rule for issuances by template specifies no template.',
  EventStackCycle: 'A rule has a target in a stack that depends on the stack of the rule.',
  AlarmStackCycle: 'Alarms refer to a log group, a topic, or another resource in a stack that depends on the stack of the alarms.',
  NotificationLength: 'A notification has more text, or more event fields, than EventBridge allows.',
  NotificationFormat: 'A message format is not a NotificationFormat.',
  EventTargetCount: 'A rule has more targets than EventBridge allows.',
  GrantAccount: 'A grant that AWS RAM can\'t share names a principal of another account.',
  GrantConditions: 'The conditions of a grant contain a condition that the grant sets itself.',
  ShareEnvironment: 'A share contains a certificate authority of another account or Region.',
  SharePrincipal: 'The principals of a share are missing, repeated, of a wrong form, or of the account that shares.',
  SharePermission: 'The permissions of a share are missing or repeated.',
  ShareConditions: 'A customer managed permission contains a condition that AWS RAM doesn\'t accept.',
  ParentMissing: 'A subordinate CA has neither a parent nor an external parent.',
  ParentConflict: 'A subordinate CA has both a parent and an external parent.',
  OptionOfParent: 'A property is specified that a parent outside the app decides.',
  CertificateAuthorityPending: 'A CA whose certificate is not signed yet is used where it must be active.',
  CertificateAuthorityDisabled: 'A disabled CA is used where it must be active.',
  FileUnreadable: 'A file that synthesis reads doesn\'t exist, or can\'t be read.',
  PrivateKeyInTemplate: 'A PEM text contains a private key, which would be readable in the template.',
  CertificatePemLength: 'A PEM text is larger than AWS Private CA accepts.',
  CertificateNotCa: 'The certificate for a CA is not a CA certificate, or its key can\'t sign certificates.',
  CertificateSelfSigned: 'The certificate for a subordinate CA is self-signed.',
  CertificateKeyAlgorithm: 'The certificate for a CA is for a key of another algorithm.',
  CertificateChain: 'A certificate chain is incomplete, in the wrong order, repeats a certificate, or isn\'t signed as it claims.',
  CertificateExtension: 'A CA certificate has an extension that AWS Private CA rejects during the import.',
  RolesAnywhereRegion: 'A trust anchor on AWS Private CA is in a China Region, where IAM Roles Anywhere doesn\'t support it.',
  ExpiryNotice: 'The threshold of an expiry notification is not a whole number of days that IAM Roles Anywhere accepts.',
  PrincipalUnbound: 'A principal of IAM Roles Anywhere doesn\'t specify its certificates.',
  PrincipalAttribute: 'An attribute of the certificates of a principal is empty or has a wrong form.',
  ProfileRoles: 'A profile of IAM Roles Anywhere has no role, or a role of another account.',
  SessionPolicy: 'The session policy of a profile has no statement.',
  SessionDuration: 'The session duration is outside the range that IAM Roles Anywhere accepts.',
  GuardrailAdministrators: 'Guardrails have no administrator, or a pattern that matches no principal or too many.',
  GuardrailConditions: 'The conditions of guardrails contain a condition that the statements contain.',
  GuardrailLength: 'The guardrail statements are longer than a service control policy can be.',
  TagKeys: 'The required tag keys are missing, too many, or have a wrong form.',
  ReportInterval: 'The interval of audit reports is out of range, or is not a whole number of minutes.',
  ReportOverdueAfter: 'The period after which an audit report is overdue is shorter than the interval, or longer than 7 days.',
  CertificateAuthorityEnvironment: 'A CA is in a different account or Region from the construct that uses it.',
  CertificateAuthorityUnknown: 'A metric is requested for a CA that the construct does not monitor.',
  QueryName: 'The name of a saved query has characters or a length that are not supported.',
  QueryDuplicate: 'Two saved queries of a workgroup have the same name.',
  QueryLength: 'The SQL statement or the description of a saved query is empty, or longer than Amazon Athena supports.',
  BytesScannedLimit: 'The limit of scanned data is lower than Amazon Athena supports.',
  ExpiryThreshold: 'An expiry threshold is not a positive whole number of days.',
  ExpiryThresholdOrder: 'The expiry thresholds are not in descending order, or two of them are equal.',
  ExpiryThresholdMissing: 'An expiry watch has no threshold.',
  ExpiryAlarmCount: 'An expiry watch has more alarms than a stack can contain.',
  AlarmActionMissing: 'The destinations of an alarm have no alarm action, so the alarm sends no notification.',
  AlarmActionCount: 'An alarm has more actions than CloudWatch supports.',
  CheckRuleUnknown: 'PrivateCaChecks has no rule with the specified ID.',
  CertificateGeneration: 'The generation of a CA certificate is not a positive whole number.',
  HierarchyDepth: 'A hierarchy has more levels than AWS Private CA supports.',
  HierarchyLevelName: 'The name of a level has a form that is not allowed, or is reserved.',
  HierarchyLevelDuplicate: 'Two levels of a hierarchy have the same name or the same subject.',
  HierarchyLevelUnknown: 'A hierarchy has no level with the specified name.',
  HierarchyLevelConflict: 'The properties of a level contradict each other, or contradict its place in the hierarchy.',
  GrantPrincipal: 'A grant names everyone as its principal.',
} as const;

/** A stable error code. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** The parts of an error message. With them, users can correct the mistake without the source code. */
export interface ErrorDetails {
  /** The construct with the mistake. */
  readonly scope: IConstruct;
  /** The subject of the sentence. Starts with the name of the property. */
  readonly subject: string;
  /** The rule, as the continuation of "must". */
  readonly rule: string;
  /** The value that violates the rule. `undefined` is rendered as "no value". */
  readonly value: unknown;
  /** The correction, as an imperative sentence that starts with a capital letter, without the final period. */
  readonly fix: string;
}

/**
 * The error that this library throws at synthesis for invalid input.
 *
 * The class is not exported, because jsii does not support error types in other languages. Identify the error by
 * `name === 'PrivateCaError'` and by its `code`.
 */
export class PrivateCaError extends Error {
  public readonly code: ErrorCode;
  public readonly constructPath: string;

  constructor(code: ErrorCode, details: ErrorDetails) {
    const path = details.scope.node.path || 'App';
    super(`${renderText(details)} [${code} at ${path}]`);
    this.name = 'PrivateCaError';
    this.code = code;
    this.constructPath = path;
  }
}

/** The correction of a value. For a dynamic reference that is not a token, the correction is to make it a token. */
export function correctionOf(value: unknown, fix: string): string {
  return typeof value === 'string' && value.includes('{{resolve:')
    ? 'Pass the dynamic reference as a token: new CfnDynamicReference(CfnDynamicReferenceService.SSM, …).toString()'
    : fix;
}

function renderText({ subject, rule, value, fix }: ErrorDetails): string {
  return `${subject} must ${rule}; got ${renderValue(value)}. Fix: ${correctionOf(value, fix)}.`;
}

/** Renders a value as JSON, which shows empty strings and whitespace. Tokens are rendered as `<token>`. */
function renderValue(value: unknown): string {
  if (value === undefined) { return 'no value'; }
  if (Token.isUnresolved(value)) { return '<token>'; }
  return toJson(value).replace(/\$\{Token\[[^\]]*\]\}/g, '<token>');
}

/** Renders any value. A construct contains its parent, which JSON cannot express. */
function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return 'an object';
  }
}
