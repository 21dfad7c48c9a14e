import { ACCESS, deniedCall } from './access';
import { LIST_REPORTS, REPORT_FAILED } from './audit';
import {
  CA_CREATED, CA_DELETED, CA_RESTORED, CERTIFICATE_IMPORTED, CONFIGURATION_CHANGED, TAGS_CHANGED,
} from './authority';
import { CERTIFICATE_ISSUED, CERTIFICATE_REVOKED, ISSUANCE_FAILED } from './issuance';
import { APPROVED, CALLER_CLOSED, DESCRIBE_CA, REVOKE_SESSIONS, findCall } from './procedures';
import { CRL_FAILURE, CRL_PUBLISHED, INTERNAL_FAILURE, NO_PERMISSION } from './revocation';
import { Runbook, Subject } from './types';

/* The messages of `CertificateAuthorityEvents`. Many share their steps with a signal. */

const PERMISSIONS = ACCESS.runbooks['ca-permissions-changed'];

/** The steps for a message about both results: read the result, and follow the steps for it. */
function eitherResult(result: string, success: string, failure: string): Runbook {
  return {
    check: [`Read \`${result}\` in the message.`, `If it is a success, follow [${success}](#${success}).`,
      `If it is a failure, follow [${failure}](#${failure}).`],
    contain: ['Follow the runbook of the result.'],
    recover: ['Follow the runbook of the result.'],
    close: ['The conditions in the runbook of the result are met.'],
  };
}

const CREATION_FAILED: Runbook = {
  check: [
    ['Read the reason. `UNSUPPORTED_ALGORITHM` is a key algorithm that the Region does not support.',
      'aws acm-pca describe-certificate-authority --certificate-authority-arn CA_ARN --query \'CertificateAuthority.[Status,FailureReason]\''],
    findCall('CreateCertificateAuthority'),
    APPROVED,
  ],
  contain: ['The CA cannot issue certificates. If the creation was not planned, follow [ca-created](#ca-created).'],
  recover: [
    ['If the status is `FAILED`, delete the CA. A failed CA cannot be restored, and contains nothing.', 'aws acm-pca delete-certificate-authority --certificate-authority-arn CA_ARN'],
    'For `REQUEST_TIMED_OUT` or `OTHER`, deploy again. If it fails again, contact AWS Support.',
    'For `UNSUPPORTED_ALGORITHM`, choose another key algorithm.',
  ],
  close: ['The deployment succeeded with another CA, or the CA is not needed.'],
};

const REPORT_AVAILABLE: Runbook = {
  check: [LIST_REPORTS, findCall('CreateCertificateAuthorityAuditReport'), APPROVED],
  contain: ['If the report was not requested by your schedule or your auditors, check who can read the bucket.',
    'If the bucket is not yours, follow [audit-report-elsewhere](#audit-report-elsewhere).'],
  recover: ['No action is required for an expected report.'],
  close: ['The report was expected, or its requester is identified.'],
};

/** A call that the message names, of which several are possible. */
const API_CALL: Runbook = {
  check: [
    findCall('EVENT_NAME'),
    'Read the name of the call in the message, and follow its runbook (`api-…`) for the specific steps.',
    DESCRIBE_CA,
    APPROVED,
  ],
  contain: [REVOKE_SESSIONS],
  recover: ['Revert the change. `requestParameters` of the record contains what changed.'],
  close: ['The change was approved or is reverted.', CALLER_CLOSED],
};

const CALL_FAILED: Runbook = {
  check: [
    findCall('EVENT_NAME'),
    'Read `errorCode` and `errorMessage`. `InvalidStateException` is the status of the CA, `LimitExceededException` a quota, `ThrottlingException` the rate '
      + 'of requests, and `InvalidArgsException` or `MalformedCSRException` the request.',
    DESCRIBE_CA,
  ],
  contain: ['A failed call changed nothing. If a caller repeats it with different parameters, and is not known, treat it as an attempt.', REVOKE_SESSIONS],
  recover: ['Correct the request, and repeat it. For a quota, follow [ca-quota](#ca-quota) or [certificate-quota](#certificate-quota).'],
  close: ['The planned call succeeded, or the caller confirmed that it is not needed.'],
};

export const EVENTS: Subject = {
  title: 'Event messages',
  runbooks: {
    'event-created': eitherResult('Result', 'event-created-success', 'event-created-failure'),
    'event-created-success': CA_CREATED,
    'event-created-failure': CREATION_FAILED,
    'event-certificate-issued': eitherResult('Result', 'event-certificate-issued-success', 'event-certificate-issued-failure'),
    'event-certificate-issued-success': CERTIFICATE_ISSUED,
    'event-certificate-issued-failure': ISSUANCE_FAILED,
    'event-certificate-revoked': CERTIFICATE_REVOKED,
    'event-crl-generated': eitherResult('Result', 'event-crl-generated-success', 'event-crl-generated-failure'),
    'event-crl-generated-success': CRL_PUBLISHED,
    'event-crl-generated-failure': CRL_FAILURE,
    'event-crl-generated-bucket-permissions': NO_PERMISSION,
    'event-crl-generated-write-failure': INTERNAL_FAILURE,
    'event-crl-generated-generation-failure': INTERNAL_FAILURE,
    'event-audit-report-generated': eitherResult('Result', 'event-audit-report-generated-success', 'event-audit-report-generated-failure'),
    'event-audit-report-generated-success': REPORT_AVAILABLE,
    'event-audit-report-generated-failure': REPORT_FAILED,
    'issuance-details': eitherResult('Status', 'issuance-details-issued', 'issuance-details-failed'),
    'issuance-details-issued': CERTIFICATE_ISSUED,
    'issuance-details-failed': ISSUANCE_FAILED,
  },
};

export const API_CALLS: Subject = {
  title: 'API call messages',
  runbooks: {
    'api-call': API_CALL,
    'api-call-denied': deniedCall(['EVENT_NAME'], 'Read the name of the call in the message. A denied change is more urgent than a denied read-only call.'),
    'api-call-failed': CALL_FAILED,
    'api-create-certificate-authority': CA_CREATED,
    'api-create-certificate-authority-audit-report': REPORT_AVAILABLE,
    'api-create-permission': PERMISSIONS,
    'api-delete-certificate-authority': CA_DELETED,
    'api-delete-permission': PERMISSIONS,
    'api-delete-policy': PERMISSIONS,
    'api-import-certificate-authority-certificate': CERTIFICATE_IMPORTED,
    'api-issue-certificate': CERTIFICATE_ISSUED,
    'api-put-policy': PERMISSIONS,
    'api-restore-certificate-authority': CA_RESTORED,
    'api-revoke-certificate': CERTIFICATE_REVOKED,
    'api-tag-certificate-authority': TAGS_CHANGED,
    'api-untag-certificate-authority': TAGS_CHANGED,
    'api-update-certificate-authority': CONFIGURATION_CHANGED,
  },
};
