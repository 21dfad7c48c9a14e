import { NotificationDetail } from '../../notification/notification-message';
import { PRIVATE_CA_DETAIL_TYPES } from '../../private/eventbridge';
import { joined } from '../../private/runbooks';
import { CertificateAuthorityEventField } from '../certificate-authority-event-field';
import { CrlFailureReason, EventOutcome } from '../event-outcomes';

/* The events that AWS Private CA sends to EventBridge. Rules, patterns, messages, tests, and the table in
   `docs/events.md` are made from this catalog. */

/** The name of an event kind, as in its methods `onCertificateIssued()` and `certificateIssuedPattern()`. */
export type EventKindName = keyof typeof PRIVATE_CA_DETAIL_TYPES;

/** The text of a message about a result. */
export interface EventText {
  readonly whatHappened: string;
  readonly whatToDo: string;
}

/** The result, or the reason of a failure, that a text describes. */
export type TextName = EventOutcome | CrlFailureReason;

/** A kind of event. */
export interface EventKind {
  readonly name: EventKindName;
  readonly detailType: string;
  /** When AWS Private CA sends the event. */
  readonly when: string;
  /** The fields of the event in addition to the CA and the result. */
  readonly additionalFields: string;
  /** Information that the event doesn't contain. */
  readonly notIncluded: string;
  /** The details of a message, in addition to the CA. */
  readonly details: (outcome: EventOutcome) => NotificationDetail[];
  /** The texts of a message, for each result that the event has, and for all results together. */
  readonly texts: Partial<Record<TextName, EventText>> & { readonly any: EventText };
}

const RESULT = (): NotificationDetail => ({ label: 'Result', value: CertificateAuthorityEventField.result });
const CERTIFICATE = (): NotificationDetail => ({ label: 'Certificate', value: CertificateAuthorityEventField.certificateArn });

const UNTIL_NEXT_CRL = 'Until a new CRL is published, clients do not see new revocations. After the current CRL expires, they might reject '
  + 'every certificate of the CA. See the metrics MisconfiguredCRLBucket and CRLGenerated in the CloudWatch namespace AWS/ACMPrivateCA.';

/** The five kinds of events. */
export const EVENT_KINDS: readonly EventKind[] = [
  {
    name: 'Created',
    detailType: PRIVATE_CA_DETAIL_TYPES.Created,
    when: 'after `CreateCertificateAuthority`, when the CA is created or its creation fails',
    additionalFields: 'none',
    notIncluded: 'the caller, the type of the CA, the failure reason, the activation of the CA',
    details: () => [RESULT()],
    texts: {
      success: {
        whatHappened: 'A private CA was created.',
        whatToDo: 'If the CA was not planned, find the CreateCertificateAuthority caller in CloudTrail and delete the CA. A CA is billed until '
          + 'it is deleted.',
      },
      failure: {
        whatHappened: 'A private CA could not be created.',
        whatToDo: 'Call DescribeCertificateAuthority for this ARN, and read FailureReason.',
      },
      any: {
        whatHappened: 'Creation of a private CA was requested.',
        whatToDo: 'If the result is failure, call DescribeCertificateAuthority for this ARN. If the CA was not planned, find the '
          + 'CreateCertificateAuthority caller in CloudTrail.',
      },
    },
  },
  {
    name: 'CertificateIssued',
    detailType: PRIVATE_CA_DETAIL_TYPES.CertificateIssued,
    when: 'after AWS Private CA accepts `IssueCertificate`, when the certificate is issued or its issuance fails',
    additionalFields: 'the ARN of the certificate',
    notIncluded: 'the requester, the subject, the template, the failure reason, denied requests',
    details: () => [CERTIFICATE(), RESULT()],
    texts: {
      success: {
        whatHappened: 'A private CA issued a certificate.',
        whatToDo: 'If the certificate was not expected, find the IssueCertificate caller in CloudTrail and revoke the certificate.',
      },
      failure: {
        whatHappened: 'A private CA could not issue a certificate.',
        whatToDo: 'Call GetCertificate for the certificate ARN, and read the error.',
      },
      any: {
        whatHappened: 'A private CA received a certificate request.',
        whatToDo: 'If the result is failure, call GetCertificate for the certificate ARN, and read the error. If the request was not expected, '
          + 'find the IssueCertificate caller in CloudTrail.',
      },
    },
  },
  {
    name: 'CertificateRevoked',
    detailType: PRIVATE_CA_DETAIL_TYPES.CertificateRevoked,
    when: 'when `RevokeCertificate` revokes a certificate',
    additionalFields: 'the ARN of the certificate',
    notIncluded: 'the caller, the revocation reason, failed or repeated revocations (they send no event)',
    details: () => [CERTIFICATE()],
    texts: {
      any: {
        whatHappened: 'A certificate was revoked.',
        whatToDo: 'Replace the certificate wherever it is in use. Clients reject it after they receive the next CRL or OCSP response. If the '
          + 'revocation was not planned, find the RevokeCertificate caller in CloudTrail. A revocation cannot be undone.',
      },
    },
  },
  {
    name: 'CrlGenerated',
    detailType: PRIVATE_CA_DETAIL_TYPES.CrlGenerated,
    when: 'at each attempt to generate a CRL: the first CRL, after a revocation, periodically, and at each retry',
    additionalFields: 'the URL of the CRL (`CrlUrl`), the failure reason (`reason`)',
    notIncluded: 'whether a certificate was revoked (the event does not indicate a revocation)',
    details: (outcome) => [
      { label: 'CRL', value: CertificateAuthorityEventField.crlUrl },
      RESULT(),
      ...outcome === EventOutcome.SUCCESS ? [] : [{ label: 'Reason', value: CertificateAuthorityEventField.reason }],
    ],
    texts: {
      success: {
        whatHappened: 'A private CA published its CRL.',
        whatToDo: 'No action is required. AWS Private CA publishes CRLs periodically, even if no certificate was revoked.',
      },
      failure: {
        whatHappened: 'A private CA could not publish its CRL.',
        whatToDo: 'Read the reason. For a permission error, correct the policies of the bucket and its KMS key. For an internal failure, wait '
          + `for the next attempts, and then contact AWS Support. ${UNTIL_NEXT_CRL}`,
      },
      any: {
        whatHappened: 'A private CA tried to publish its CRL.',
        whatToDo: `If the result is success, no action is required. If the result is failure, read the reason. ${UNTIL_NEXT_CRL}`,
      },
      [CrlFailureReason.BUCKET_PERMISSIONS]: {
        whatHappened: 'A private CA does not have permission to write its CRL to the bucket.',
        whatToDo: 'Check for recent changes to the bucket policy, its Block Public Access settings, and the KMS key policy. '
          + UNTIL_NEXT_CRL,
      },
      [CrlFailureReason.WRITE_INTERNAL_FAILURE]: {
        whatHappened: 'A private CA could not write its CRL to the bucket because of an internal AWS failure.',
        whatToDo: `Wait for the next attempts. If they also fail, contact AWS Support. ${UNTIL_NEXT_CRL}`,
      },
      [CrlFailureReason.GENERATION_INTERNAL_FAILURE]: {
        whatHappened: 'A private CA could not generate its CRL because of an internal AWS failure.',
        whatToDo: `Wait for the next attempts. If they also fail, contact AWS Support. ${UNTIL_NEXT_CRL}`,
      },
    },
  },
  {
    name: 'AuditReportGenerated',
    detailType: PRIVATE_CA_DETAIL_TYPES.AuditReportGenerated,
    when: 'after `CreateCertificateAuthorityAuditReport`, when the audit report is written or its generation fails',
    additionalFields: 'the ID of the audit report',
    notIncluded: 'the bucket, the object key, the failure reason, reports that were not requested',
    details: () => [{ label: 'Audit report', value: CertificateAuthorityEventField.auditReportId }, RESULT()],
    texts: {
      success: {
        whatHappened: 'An audit report is available.',
        whatToDo: 'Find the report under audit-report/ in the bucket.',
      },
      failure: {
        whatHappened: 'An audit report could not be written.',
        whatToDo: 'Check the policies of the bucket and its KMS key. Confirm that the bucket does not use Object Lock, which AWS Private CA does '
          + 'not support. Then request another report, at least 30 minutes after the last one.',
      },
      any: {
        whatHappened: 'An audit report was requested.',
        whatToDo: 'If the result is success, find the report under audit-report/ in the bucket. If the result is failure, check the policies '
          + 'of the bucket and its KMS key.',
      },
    },
  },
];

/** The end of the name of the runbook for each text. */
const RUNBOOK_SUFFIXES: Record<TextName, string> = {
  any: '',
  success: '-success',
  failure: '-failure',
  [CrlFailureReason.BUCKET_PERMISSIONS]: '-bucket-permissions',
  [CrlFailureReason.WRITE_INTERNAL_FAILURE]: '-write-failure',
  [CrlFailureReason.GENERATION_INTERNAL_FAILURE]: '-generation-failure',
};

/** The runbook for a text of an event. */
export function eventRunbook({ name }: EventKind, text: TextName): string {
  return `event-${joined(name)}${RUNBOOK_SUFFIXES[text]}`;
}

/** The kind with this name. */
export function eventKind(name: EventKindName): EventKind {
  return EVENT_KINDS.find((kind) => kind.name === name)!;
}
