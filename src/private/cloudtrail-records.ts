import { aws_events as events } from 'aws-cdk-lib';
import { FieldCondition } from './record-patterns';

/* The meaning of CloudTrail records: API actions, read-only calls, results, callers. */

/** An action of the AWS Private CA API, as CloudTrail records it. */
export interface ApiAction {
  /** The event names of the action. */
  readonly eventNames: readonly string[];
  /** The request parameter that contains the ARN of the CA. Absent if the action doesn't apply to an existing CA. */
  readonly subject?: 'certificateAuthorityArn' | 'resourceArn';
  /** Whether the action is read-only. EventBridge delivers read-only calls only to rules in a special state. */
  readonly readOnly: boolean;
}

/** The verbs with which the names of API calls start that change something, in every service that this library uses. */
const WRITE_VERBS = [
  'Associate', 'Create', 'Delete', 'Deregister', 'Disable', 'Disassociate', 'Disconnect', 'Enable', 'Import', 'Issue', 'Leave', 'Promote',
  'Put', 'Remove', 'Replace', 'Restore', 'Revoke', 'Schedule', 'Set', 'Stop', 'Subscribe', 'Tag', 'Unsubscribe', 'Untag', 'Update',
];

/**
 * Whether an event name, or the start of one, is known to belong to a call that changes something.
 *
 * An unknown verb counts as read-only, because a rule for read-only calls also matches all other calls.
 */
export function isWriteCall(eventName: string): boolean {
  return WRITE_VERBS.some((verb) => eventName.startsWith(verb));
}

const action = (...names: string[]): ApiAction =>
  ({ eventNames: names, subject: 'certificateAuthorityArn', readOnly: !names.every(isWriteCall) });
const policyAction = (eventName: string): ApiAction => ({ ...action(eventName), subject: 'resourceArn' });
const accountAction = (eventName: string): ApiAction => ({ ...action(eventName), subject: undefined });

/**
 * Every action of the AWS Private CA API.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_Operations.html
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/logging-using-cloudtrail-pca.html
 */
export const API_ACTIONS: Readonly<Record<string, ApiAction>> = {
  CreateCertificateAuthority: accountAction('CreateCertificateAuthority'),
  CreateCertificateAuthorityAuditReport: action('CreateCertificateAuthorityAuditReport'),
  CreatePermission: action('CreatePermission'),
  DeleteCertificateAuthority: action('DeleteCertificateAuthority'),
  DeletePermission: action('DeletePermission'),
  DeletePolicy: policyAction('DeletePolicy'),
  DescribeCertificateAuthority: action('DescribeCertificateAuthority'),
  // The list of events in the user guide contains the shorter name.
  DescribeCertificateAuthorityAuditReport: action('DescribeCertificateAuthorityAuditReport', 'DescribeCertificateAuthorityReport'),
  GetCertificate: action('GetCertificate'),
  GetCertificateAuthorityCertificate: action('GetCertificateAuthorityCertificate'),
  GetCertificateAuthorityCsr: action('GetCertificateAuthorityCsr'),
  GetPolicy: policyAction('GetPolicy'),
  ImportCertificateAuthorityCertificate: action('ImportCertificateAuthorityCertificate'),
  IssueCertificate: action('IssueCertificate'),
  ListCertificateAuthorities: accountAction('ListCertificateAuthorities'),
  ListPermissions: action('ListPermissions'),
  ListTags: action('ListTags'),
  PutPolicy: policyAction('PutPolicy'),
  RestoreCertificateAuthority: action('RestoreCertificateAuthority'),
  RevokeCertificate: action('RevokeCertificate'),
  TagCertificateAuthority: action('TagCertificateAuthority'),
  UntagCertificateAuthority: action('UntagCertificateAuthority'),
  UpdateCertificateAuthority: action('UpdateCertificateAuthority'),
};

/** What the error codes of denied calls start with: `AccessDenied` or `AccessDeniedException`. */
const DENIED_PREFIX = 'AccessDenied';

/** The call succeeded. */
export const SUCCEEDED: FieldCondition = { field: 'errorCode', is: 'absent' };

/** IAM, or a resource-based policy, denied the call. */
export const DENIED: FieldCondition = { field: 'errorCode', is: { startingWith: [DENIED_PREFIX] } };

/** The call failed for another reason. */
export const FAILED: FieldCondition = { field: 'errorCode', is: { notStartingWith: DENIED_PREFIX } };

/** The call was denied or failed. */
export const REJECTED: FieldCondition = { field: 'errorCode', is: 'present' };

/** The same conditions in the query language of CloudWatch Logs Insights. */
export const INSIGHTS_CONDITIONS = {
  ofPrivateCa: 'eventSource = "acm-pca.amazonaws.com"',
  succeeded: 'not ispresent(errorCode)',
  denied: `errorCode like /^${DENIED_PREFIX}/`,
};

/** The record has one of these event names. */
export function eventNames(...names: string[]): FieldCondition {
  return { field: 'eventName', is: { oneOf: names } };
}

/** A field of a record with its label in notifications. */
export interface LabeledField {
  readonly label: string;
  /** The value, as a field of the event. It is empty if the record doesn't contain the field. */
  readonly value: string;
}

/** A field of a record. Only one of the paths exists in a record, unless a separator is given. */
export function labeledField(label: string, paths: readonly string[], separator = ''): LabeledField {
  return { label, value: paths.map((path) => events.EventField.fromPath(`$.detail.${path}`)).join(separator) };
}

/** The fields that notifications about API calls show. */
export const RECORD_FIELDS = {
  eventName: labeledField('Event name', ['eventName']),
  // Actions on policies have the second path, CreateCertificateAuthority has the third, and other actions the first.
  certificateAuthority: labeledField('Certificate authority', [
    'requestParameters.certificateAuthorityArn', 'requestParameters.resourceArn', 'responseElements.certificateAuthorityArn',
  ]),
  // The second path is the service that makes the call: for the first one, or on its own.
  caller: labeledField('Caller', ['userIdentity.arn', 'userIdentity.invokedBy'], ' '),
  sourceIpAddress: labeledField('Source IP address', ['sourceIPAddress']),
  record: labeledField('CloudTrail record', ['eventID']),
  error: labeledField('Error', ['errorCode', 'errorMessage'], ' '),
};
