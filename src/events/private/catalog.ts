import { NotificationDetail } from '../../notification/notification-message';
import { CertificateAuthorityEventField } from '../certificate-authority-event-field';
import { CrlFailureReason, EventOutcome } from '../event-outcomes';

/* The events that AWS Private CA sends to EventBridge: one table, from which rules, patterns, messages, tests and the
   table of `docs/events.md` are made. */

/** The name of a kind, as its methods have it: `onCertificateIssued()`, `certificateIssuedPattern()`. */
export type EventKindName = 'Created' | 'CertificateIssued' | 'CertificateRevoked' | 'CrlGenerated' | 'AuditReportGenerated';

/** What a message tells of an outcome. */
export interface EventText {
  readonly whatHappened: string;
  readonly whatToDo: string;
}

/** A kind of event. */
export interface EventKind {
  readonly name: EventKindName;
  readonly detailType: string;
  /** When it comes. */
  readonly when: string;
  /** What it carries besides the CA and the result. */
  readonly carries: string;
  /** What one might expect it to tell, and it does not. */
  readonly doesNotTell: string;
  /** The facts of a message about an outcome, besides the CA. */
  readonly details: (outcome: EventOutcome) => NotificationDetail[];
  /** What a message says, for each outcome that the event has, and for all that it has together. */
  readonly texts: Partial<Record<EventOutcome | CrlFailureReason, EventText>> & { readonly any: EventText };
}

const RESULT = (): NotificationDetail => ({ label: 'Result', value: CertificateAuthorityEventField.result });
const CERTIFICATE = (): NotificationDetail => ({ label: 'Certificate', value: CertificateAuthorityEventField.certificateArn });

const NO_PUBLISHED_CRL = 'A private CA could not publish its CRL.';
const UNTIL_THEN = 'Until a new CRL is out, clients that rely on it miss new revocations, and once the old one has expired '
  + 'they may refuse every certificate of the CA.';

/** The five kinds of events. */
export const EVENT_KINDS: readonly EventKind[] = [
  {
    name: 'Created',
    detailType: 'ACM Private CA Creation',
    when: 'when a CA was created, or could not be, after `CreateCertificateAuthority`',
    carries: 'nothing more',
    doesNotTell: 'who created it, whether it is a root, why it failed, that it was activated',
    details: () => [RESULT()],
    texts: {
      success: {
        whatHappened: 'A private CA was created.',
        whatToDo: 'If nobody planned it, look in CloudTrail who called CreateCertificateAuthority, and delete the CA: it is '
          + 'billed until it is deleted.',
      },
      failure: {
        whatHappened: 'A private CA could not be created.',
        whatToDo: 'Call DescribeCertificateAuthority for this ARN: FailureReason says why.',
      },
      any: {
        whatHappened: 'Somebody asked for a new private CA.',
        whatToDo: 'After a failure, call DescribeCertificateAuthority for this ARN. If nobody planned the CA, look in CloudTrail '
          + 'who called CreateCertificateAuthority.',
      },
    },
  },
  {
    name: 'CertificateIssued',
    detailType: 'ACM Private CA Certificate Issuance',
    when: 'when a certificate was issued, or could not be, after `IssueCertificate` was accepted',
    carries: 'the ARN of the certificate',
    doesNotTell: 'who asked, the subject, the template, why it failed, requests that were denied',
    details: () => [CERTIFICATE(), RESULT()],
    texts: {
      success: {
        whatHappened: 'A private CA issued a certificate.',
        whatToDo: 'If nobody expected it, look in CloudTrail who called IssueCertificate, and revoke the certificate.',
      },
      failure: {
        whatHappened: 'A private CA could not issue a certificate.',
        whatToDo: 'Call GetCertificate for the ARN of the certificate: the error says why.',
      },
      any: {
        whatHappened: 'A private CA was asked for a certificate.',
        whatToDo: 'After a failure, call GetCertificate for the ARN of the certificate: the error says why. If nobody expected '
          + 'it, look in CloudTrail who called IssueCertificate.',
      },
    },
  },
  {
    name: 'CertificateRevoked',
    detailType: 'ACM Private CA Certificate Revocation',
    when: 'when a certificate was revoked by `RevokeCertificate`',
    carries: 'the ARN of the certificate',
    doesNotTell: 'who revoked it, the reason, revocations that failed or came twice: they send no event',
    details: () => [CERTIFICATE()],
    texts: {
      any: {
        whatHappened: 'A certificate was revoked.',
        whatToDo: 'Replace it where it is in use: clients refuse it once they see the next CRL or OCSP response. If nobody '
          + 'planned it, look in CloudTrail who called RevokeCertificate; it cannot be undone.',
      },
    },
  },
  {
    name: 'CrlGenerated',
    detailType: 'ACM Private CA CRL Generation',
    when: 'at every attempt to generate a CRL: the first one, after a revocation, periodically, and when a failed one is tried again',
    carries: 'the address of the CRL (`CrlUrl`, in recent years); after a failure the reason',
    doesNotTell: 'whether anything was revoked: it is no sign of a revocation',
    details: (outcome) => [
      { label: 'CRL', value: CertificateAuthorityEventField.crlUrl },
      RESULT(),
      ...outcome === EventOutcome.SUCCESS ? [] : [{ label: 'Reason', value: CertificateAuthorityEventField.reason }],
    ],
    texts: {
      success: {
        whatHappened: 'A private CA published its CRL.',
        whatToDo: 'Nothing. CRLs are published again and again, whether or not a certificate was revoked.',
      },
      failure: {
        whatHappened: NO_PUBLISHED_CRL,
        whatToDo: 'Read the reason. About permissions: mend the policies of the bucket and of its KMS key. Internal: wait for '
          + `the next attempts, then ask AWS Support. ${UNTIL_THEN}`,
      },
      any: {
        whatHappened: 'A private CA tried to publish its CRL.',
        whatToDo: `After a success nothing. After a failure, read the reason. ${UNTIL_THEN}`,
      },
      [CrlFailureReason.BUCKET_PERMISSIONS]: {
        whatHappened: 'A private CA may not write its CRL to the bucket.',
        whatToDo: 'Look at what changed last: the policy of the bucket, its Block Public Access, or the policy of its KMS key. '
          + UNTIL_THEN,
      },
      [CrlFailureReason.WRITE_INTERNAL_FAILURE]: {
        whatHappened: 'A private CA could not write its CRL to the bucket, for a reason within AWS.',
        whatToDo: `Wait for the next attempts; if they fail too, ask AWS Support. ${UNTIL_THEN}`,
      },
      [CrlFailureReason.GENERATION_INTERNAL_FAILURE]: {
        whatHappened: 'A private CA could not generate its CRL, for a reason within AWS.',
        whatToDo: `Look at the metrics in AWS/ACMPrivateCA; if the next attempts fail too, ask AWS Support. ${UNTIL_THEN}`,
      },
    },
  },
  {
    name: 'AuditReportGenerated',
    detailType: 'ACM Private CA Audit Report Generation',
    when: 'when an audit report was written, or could not be, after `CreateCertificateAuthorityAuditReport`',
    carries: 'the id of the audit report',
    doesNotTell: 'the bucket, the key of the object, why it failed, a report that nobody asked for',
    details: () => [{ label: 'Audit report', value: CertificateAuthorityEventField.auditReportId }, RESULT()],
    texts: {
      success: {
        whatHappened: 'An audit report is there.',
        whatToDo: 'Read it below audit-report/ in the bucket.',
      },
      failure: {
        whatHappened: 'An audit report could not be written.',
        whatToDo: 'Look at the policies of the bucket and of its KMS key, and whether the bucket has Object Lock, which AWS '
          + 'Private CA cannot write to. Then ask for another report, 30 minutes after the last.',
      },
      any: {
        whatHappened: 'An audit report was asked for.',
        whatToDo: 'After a success, read it below audit-report/ in the bucket. After a failure, look at the policies of the '
          + 'bucket and of its KMS key.',
      },
    },
  },
];

/** A kind by its name. */
export function eventKind(name: EventKindName): EventKind {
  return EVENT_KINDS.find((kind) => kind.name === name)!;
}
