import { NotificationDetail, NotificationMessage } from '../../notification/notification-message';
import { RECORD_FIELDS, labeledField } from '../../private/cloudtrail-records';
import { joined } from '../../private/runbooks';
import { ApiCallOutcome, IssuanceOutcome } from '../event-outcomes';

/* The messages of rules that match CloudTrail records. */

const ASK_THE_CALLER = 'Ask the caller whether the call was planned.';

/** What to do about an unplanned call that succeeded. A message about one action contains its next step. */
export const NEXT_STEPS: Readonly<Record<string, string>> = {
  CreateCertificateAuthority: 'Delete the CA. It is billed until you delete it.',
  CreateCertificateAuthorityAuditReport: 'Review who can read the bucket that received the report.',
  CreatePermission: 'Compare the output of ListPermissions with the plan. To revoke a permission, call DeletePermission.',
  DeleteCertificateAuthority: 'To restore the CA, call RestoreCertificateAuthority before the restoration period ends.',
  DeletePermission: 'Compare the output of ListPermissions with the plan. ACM needs its permission to renew certificates. To restore it, call '
    + 'CreatePermission.',
  DeletePolicy: 'Other accounts might have lost access to the CA. To restore the policy, call PutPolicy.',
  ImportCertificateAuthorityCertificate: 'Compare the output of GetCertificateAuthorityCertificate with the plan. If in doubt, disable the CA '
    + 'with UpdateCertificateAuthority.',
  IssueCertificate: 'Inspect the certificate with GetCertificate, and revoke it with RevokeCertificate.',
  PutPolicy: 'Compare the output of GetPolicy with the plan. The policy specifies which accounts can use the CA. To correct it, call PutPolicy. '
    + 'To remove it, call DeletePolicy.',
  RestoreCertificateAuthority: 'Call DescribeCertificateAuthority and confirm that the CA is disabled. Then call DeleteCertificateAuthority.',
  RevokeCertificate: 'A revocation cannot be undone. Issue a new certificate wherever this one is in use.',
  TagCertificateAuthority: 'Compare the output of ListTags with the plan. Policies can depend on tags.',
  UntagCertificateAuthority: 'Compare the output of ListTags with the plan. Policies can depend on tags.',
  UpdateCertificateAuthority: 'Compare the status and revocation configuration in DescribeCertificateAuthority with the plan. To revert them, '
    + 'call UpdateCertificateAuthority.',
};

const NO_NEXT_STEP = 'The CloudTrail record shows what changed.';

/** The text of a message about a call. */
interface ApiCallText {
  readonly whatHappened: (eventName: string) => string;
  readonly whatToDo: (nextStep: string) => string;
}

/** The text for each result of a call. */
const API_CALL_TEXT: Record<ApiCallOutcome, ApiCallText> = {
  [ApiCallOutcome.SUCCEEDED]: {
    whatHappened: (eventName) => `The AWS Private CA API call ${eventName} succeeded.`,
    whatToDo: (nextStep) => `${ASK_THE_CALLER} If it was not planned, revoke the active sessions of the caller. ${nextStep}`,
  },
  [ApiCallOutcome.DENIED]: {
    whatHappened: (eventName) => `The AWS Private CA API call ${eventName} was denied.`,
    whatToDo: () => `${ASK_THE_CALLER} If it was not planned, an unauthorized attempt was made. Revoke the active sessions of the caller.`,
  },
  [ApiCallOutcome.FAILED]: {
    whatHappened: (eventName) => `The AWS Private CA API call ${eventName} failed.`,
    whatToDo: () => `${ASK_THE_CALLER} The error shows why the call failed.`,
  },
  [ApiCallOutcome.ANY]: {
    whatHappened: (eventName) => `AWS Private CA received the API call ${eventName}.`,
    whatToDo: (nextStep) => `${ASK_THE_CALLER} If no error is shown, the call succeeded. If the call was not planned, revoke the active sessions `
      + `of the caller. ${nextStep}`,
  },
};

/** The message about API calls. */
export function apiCallMessage(actions: string[], outcome: ApiCallOutcome): NotificationMessage {
  const { eventName, certificateAuthority, caller, sourceIpAddress, record, error } = RECORD_FIELDS;
  const { whatHappened, whatToDo } = API_CALL_TEXT[outcome];
  const isOneAction = new Set(actions).size === 1;
  return {
    whatHappened: whatHappened(eventName.value),
    details: [
      certificateAuthority, caller, sourceIpAddress, record, ...outcome === ApiCallOutcome.SUCCEEDED ? [] : [error],
    ],
    whatToDo: whatToDo((isOneAction ? NEXT_STEPS[actions[0]] : undefined) ?? NO_NEXT_STEP),
  };
}

/** The runbooks of messages about several actions, and about calls that did not succeed. */
export const API_CALL_RUNBOOKS = { several: 'api-call', denied: 'api-call-denied', failed: 'api-call-failed' };

/** The runbook of a message about API calls. */
export function apiCallRunbook(actions: string[], outcome: ApiCallOutcome): string {
  const { several, denied, failed } = API_CALL_RUNBOOKS;
  if (outcome === ApiCallOutcome.DENIED) { return denied; }
  if (outcome === ApiCallOutcome.FAILED) { return failed; }
  const isOneAction = new Set(actions).size === 1 && NEXT_STEPS[actions[0]] !== undefined;
  return isOneAction ? actionRunbook(actions[0]) : several;
}

/** The runbook for an action that changes something. */
export function actionRunbook(action: string): string {
  return `api-${joined(action)}`;
}

/** The runbook for each result of an issuance. */
export const ISSUANCE_RUNBOOKS: Record<IssuanceOutcome, string> = {
  [IssuanceOutcome.ISSUED]: 'issuance-details-issued',
  [IssuanceOutcome.FAILED]: 'issuance-details-failed',
  [IssuanceOutcome.ANY]: 'issuance-details',
};

/** The text for each result of an issuance. */
const ISSUANCE_TEXT: Record<IssuanceOutcome, { readonly whatHappened: string; readonly whatToDo: string }> = {
  [IssuanceOutcome.ISSUED]: {
    whatHappened: 'A private CA issued a certificate.',
    whatToDo: 'If the certificate was not expected, contact the requester and revoke the certificate by serial number (RevokeCertificate).',
  },
  [IssuanceOutcome.FAILED]: {
    whatHappened: 'A private CA could not issue a requested certificate.',
    whatToDo: 'Read the reason. If the request was not expected, contact the requester.',
  },
  [IssuanceOutcome.ANY]: {
    whatHappened: 'A private CA processed a certificate request.',
    whatToDo: 'If the status is FAILED, read the reason. If the status is ISSUED and the certificate was not expected, contact the requester and '
      + 'revoke the certificate by serial number (RevokeCertificate).',
  },
};

/** The message about the details of an issuance. */
export function issuanceMessage(outcome: IssuanceOutcome): NotificationMessage {
  const detail = (label: string, ...names: string[]): NotificationDetail =>
    labeledField(label, names.map((name) => `serviceEventDetails.${name}`));
  return {
    ...ISSUANCE_TEXT[outcome],
    details: [
      detail('Status', 'status'),
      ...outcome === IssuanceOutcome.ISSUED ? [] : [detail('Reason', 'statusReason')],
      labeledField('Resource', ['resources[0].ARN']),
      detail('Issuer', 'issuerName'),
      detail('Subject', 'subject'),
      detail('Serial number', 'serialNumber'),
      detail('Template', 'templateArn'),
      // A record contains one of the three, or none.
      detail('Requester', 'requesterArn', 'requesterServicePrincipal', 'requesterAccountId'),
    ],
  };
}
