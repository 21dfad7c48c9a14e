import { aws_events as events } from 'aws-cdk-lib';
import { NotificationDetail, NotificationMessage } from '../../notification/notification-message';
import { ApiCallOutcome, IssuanceOutcome } from '../event-outcomes';

/* What rules for the records of CloudTrail tell people. */

function field(path: string): string {
  return events.EventField.fromPath(path);
}

const ASK = 'Ask the caller whether it was planned.';

/** What to do about a call that succeeded and nobody planned, where one action is asked for. */
const NEXT_STEPS: Readonly<Record<string, string>> = {
  CreateCertificateAuthority: 'Delete the CA: it is billed until then.',
  CreateCertificateAuthorityAuditReport: 'Look who may read the bucket that the report went to.',
  CreatePermission: 'Compare ListPermissions with what was planned; DeletePermission takes a permission back.',
  DeleteCertificateAuthority: 'RestoreCertificateAuthority brings the CA back, within its restoration period alone.',
  DeletePermission: 'Compare ListPermissions with what was planned: ACM needs its permission to renew certificates. CreatePermission gives it back.',
  DeletePolicy: 'Other accounts may have lost the CA: put the policy back by PutPolicy.',
  ImportCertificateAuthorityCertificate: 'Compare GetCertificateAuthorityCertificate with what was planned; while in doubt, disable the CA by '
    + 'UpdateCertificateAuthority.',
  IssueCertificate: 'Look at the certificate by GetCertificate, and revoke it by RevokeCertificate.',
  PutPolicy: 'Compare GetPolicy with what was planned: it says which accounts may use the CA. Put the right one back by PutPolicy, or remove it '
    + 'by DeletePolicy.',
  RestoreCertificateAuthority: 'Call DescribeCertificateAuthority: is the CA disabled? Delete it again by DeleteCertificateAuthority.',
  RevokeCertificate: 'It cannot be undone: issue another certificate where this one is in use.',
  TagCertificateAuthority: 'Compare ListTags with what was planned: policies may go by tags.',
  UntagCertificateAuthority: 'Compare ListTags with what was planned: policies may go by tags.',
  UpdateCertificateAuthority: 'Compare status and revocation in DescribeCertificateAuthority with what was planned, and set them back by '
    + 'UpdateCertificateAuthority.',
};

/** The end of the first sentence, and what to do. */
interface ApiCallText {
  readonly outcome: string;
  readonly whatToDo: (nextStep: string) => string;
}

/** What a message says of each outcome of a call. */
const API_CALL_TEXT: Record<ApiCallOutcome, ApiCallText> = {
  [ApiCallOutcome.SUCCEEDED]: { outcome: ', and it succeeded.', whatToDo: (nextStep) => `${ASK} If not, end the caller's sessions. ${nextStep}` },
  [ApiCallOutcome.DENIED]: {
    outcome: ', and it was denied.', whatToDo: () => `${ASK} If not, somebody tries what they may not: end the caller's sessions.`,
  },
  [ApiCallOutcome.FAILED]: { outcome: ', and it failed.', whatToDo: () => `${ASK} The error says why it failed.` },
  [ApiCallOutcome.ANY]: {
    outcome: '.', whatToDo: (nextStep) => `${ASK} If no error is told, the call succeeded; if nobody planned it, end the caller's sessions. ${nextStep}`,
  },
};

/** The message about calls of the API. */
export function apiCallMessage(actions: string[], outcome: ApiCallOutcome): NotificationMessage {
  // Calls about policies have the second of the three, a creation the third, all others the first.
  const certificateAuthority = field('$.detail.requestParameters.certificateAuthorityArn')
    + field('$.detail.requestParameters.resourceArn') + field('$.detail.responseElements.certificateAuthorityArn');
  const nextStep = (new Set(actions).size === 1 ? NEXT_STEPS[actions[0]] : undefined)
    ?? 'The record in CloudTrail says what was changed.';
  return {
    whatHappened: `${field('$.detail.eventName')} of AWS Private CA was called${API_CALL_TEXT[outcome].outcome}`,
    details: [
      { label: 'Certificate authority', value: certificateAuthority },
      // Calls by services have the second alone.
      { label: 'Caller', value: field('$.detail.userIdentity.arn') + field('$.detail.userIdentity.invokedBy') },
      { label: 'Address', value: field('$.detail.sourceIPAddress') },
      { label: 'CloudTrail record', value: field('$.detail.eventID') },
      ...outcome === ApiCallOutcome.SUCCEEDED ? [] : [
        { label: 'Error', value: `${field('$.detail.errorCode')} ${field('$.detail.errorMessage')}` },
      ],
    ],
    whatToDo: API_CALL_TEXT[outcome].whatToDo(nextStep),
  };
}

/** What a message says of each outcome of an issuance. */
const ISSUANCE_TEXT: Record<IssuanceOutcome, { readonly whatHappened: string; readonly whatToDo: string }> = {
  [IssuanceOutcome.ISSUED]: {
    whatHappened: 'A private CA issued a certificate, and these are its details.',
    whatToDo: 'If nobody expected the certificate, ask the requester, and revoke it by its serial number (RevokeCertificate).',
  },
  [IssuanceOutcome.FAILED]: {
    whatHappened: 'A private CA was asked for a certificate and could not issue it.',
    whatToDo: 'Read the reason. If nobody expected the request, ask the requester.',
  },
  [IssuanceOutcome.ANY]: {
    whatHappened: 'A private CA was asked for a certificate, and this became of it.',
    whatToDo: 'If the status is FAILED, read the reason. If it is ISSUED and nobody expected the certificate, ask the requester, and revoke it '
      + 'by its serial number (RevokeCertificate).',
  },
};

/** The message about the details of issuances. */
export function issuanceMessage(outcome: IssuanceOutcome): NotificationMessage {
  const detail = (label: string, ...paths: string[]): NotificationDetail =>
    ({ label, value: paths.map((path) => field(`$.detail.${path}`)).join('') });
  return {
    ...ISSUANCE_TEXT[outcome],
    details: [
      detail('Status', 'serviceEventDetails.status'),
      ...outcome === IssuanceOutcome.ISSUED ? [] : [detail('Reason', 'serviceEventDetails.statusReason')],
      detail('Resource', 'resources[0].ARN'),
      detail('Issuer', 'serviceEventDetails.issuerName'),
      detail('Subject', 'serviceEventDetails.subject'),
      detail('Serial number', 'serviceEventDetails.serialNumber'),
      detail('Template', 'serviceEventDetails.templateArn'),
      // A record has one of the three, or none.
      detail('Requester', ...['requesterArn', 'requesterServicePrincipal', 'requesterAccountId'].map((name) => `serviceEventDetails.${name}`)),
    ],
  };
}
