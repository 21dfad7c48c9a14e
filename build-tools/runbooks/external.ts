import { notStarted } from './audit';
import { Runbook, Step, Subject } from './types';

const LOG_EVENT = (eventId: number): Step => [
  'Read the log event of EZCA: the user, the CA, and the time.',
  `aws logs filter-log-events --log-group-name LOG_GROUP --filter-pattern '{ $.event.EventID = ${eventId} }' --max-items 20`,
];

const IN_EZCA = 'Open the CA in the EZCA portal, and compare it with the log event. The log event is a copy, and the audit log of EZCA is the source.';

const CONTAIN_USER = 'If the user did not make a planned change, block the sign-in of the user in Microsoft Entra ID, and revoke the sessions of the user there.';

const USER_CLOSED = 'The user is identified, and either the change was approved, or the user can no longer sign in.';

function ezca(eventId: number, runbook: Partial<Runbook>): Runbook {
  return {
    check: [LOG_EVENT(eventId), IN_EZCA, ...runbook.check ?? []],
    contain: [CONTAIN_USER, ...runbook.contain ?? []],
    recover: runbook.recover ?? ['Remove roles that the user does not need from the CA in EZCA.'],
    close: [...runbook.close ?? [], USER_CLOSED],
  };
}

const LIST_TOKENS: Step = [
  'Read the tokens, their status, and their creation and expiration dates.',
  'aws iam list-service-specific-credentials --user-name USER_NAME --service-name logs.amazonaws.com',
];

const ROTATE: readonly Step[] = [
  ['Create a second token. The response contains it only once. A user can have two tokens.',
    'aws iam create-service-specific-credential --user-name USER_NAME --service-name logs.amazonaws.com --credential-age-days 90'],
  'Configure the token in the PKI, and use its connection test. In EZCA, open *Settings*, *Advanced Settings*.',
  ['Disable the first token, confirm that log events still arrive, and delete it.',
    'aws iam update-service-specific-credential --user-name USER_NAME --service-specific-credential-id CREDENTIAL_ID --status Inactive',
    'aws logs describe-log-streams --log-group-name LOG_GROUP --order-by LastEventTime --descending --max-items 1',
    'aws iam delete-service-specific-credential --user-name USER_NAME --service-specific-credential-id CREDENTIAL_ID'],
  'Set `credentialCreatedOn` to the creation date of the new token, and deploy the stack.',
];

const SILENT: Runbook = {
  check: [
    ['Read the time of the last log event.', 'aws logs describe-log-streams --log-group-name LOG_GROUP --order-by LastEventTime --descending --max-items 3'],
    LIST_TOKENS,
    ['Read the state of the KMS key of the log group.', 'aws logs describe-log-groups --log-group-name-prefix LOG_GROUP', 'aws kms describe-key --key-id KEY_ID --query KeyMetadata.KeyState'],
    'Use the connection test of the PKI. It shows the error of CloudWatch Logs. A PKI without activity, for example on a weekend, also sends nothing.',
  ],
  contain: ['Until log events arrive, no signal of the PKI is detected. Review the audit log in the PKI itself.'],
  recover: [
    'If the token expired or was disabled, rotate it:',
    ...ROTATE,
    ['If the key is disabled, enable it.', 'aws kms enable-key --key-id KEY_ID'],
    'Review the audit log of the PKI for the time without log events. Log events that were not sent are usually lost.',
  ],
  close: ['Log events arrive, the alarm is in OK state, and the gap is reviewed in the PKI.'],
};

const CREDENTIAL_EXPIRING: Runbook = {
  check: [LIST_TOKENS, 'Compare the creation date with `credentialCreatedOn` in the stack. After a rotation without a deployment, the alarm reports the first token.'],
  contain: ['The token still works until it expires. After that, follow [external-pki-silent](#external-pki-silent).'],
  recover: ROTATE,
  close: ['The PKI uses a token that expires later than the threshold, and `credentialCreatedOn` is its creation date. The alarm changes to OK within two days.'],
};

const NOT_COUNTED: Runbook = {
  check: [
    '[Read an execution](#read-an-execution) of the state machine that counts the days.',
    LIST_TOKENS,
    ['Check that the schedule is enabled.', 'aws scheduler list-schedules --query \'Schedules[].[Name,GroupName,State]\' --output table'],
    'After the first deployment, the alarm is in ALARM state until the first execution ends.',
  ],
  contain: ['Note the expiration date of the token in the calendar of the team until the alarm works.'],
  recover: ['Correct the cause: the role of the state machine (`cloudwatch:PutMetricData`), or the KMS key of its log group.',
    '[Deploy the stack again](#deploy-the-stack-again).'],
  close: ['An execution succeeded, and the alarm is in OK state.'],
};

export const EXTERNAL: Subject = {
  title: 'PKIs outside AWS',
  runbooks: {
    'ezca-4882': ezca(4882, {
      check: ['Compare the roles of the CA (owners, issuers, certificate managers) with the approved list.'],
      contain: ['Remove roles that were not approved from the CA.'],
      recover: ['Review the certificates that the added users or applications requested.'],
      close: ['The roles of the CA are the approved ones.'],
    }),
    'ezca-92': ezca(92, { check: ['Check which setting the user tried to change. EZCA denied the change, but another change can have succeeded (event 4882).'] }),
    'ezca-23': ezca(23, {
      check: ['Read who rejected the request, and why. Check that no other request for an intermediate CA was approved (events 22 and 28).'],
      recover: ['If the request was planned, submit it again with the correct values.'],
    }),
    'ezca-19': ezca(19, {
      check: ['Find the certificates of the CA that are still in use. Without the CA, no CRL is published and no certificate can be revoked.'],
      contain: ['Contact the support of Keytos immediately, and ask whether the CA can be restored.'],
      recover: ['If the CA cannot be restored, create another CA, and issue the certificates again. Remove the deleted CA from the trust stores.'],
      close: ['The CA is restored, or none of its certificates is in use.'],
    }),
    'ezca-28': ezca(28, {
      check: ['Read the certificate chain of the imported CA. It must end at a root CA that you approved.'],
      contain: ['Disable the CA in EZCA until its chain is confirmed.'],
      close: ['The chain ends at an approved root CA, or the CA is disabled.'],
    }),
    'ezca-22': ezca(22, {
      check: ['Compare the name, the path length, and the owner of the CA with the approved change.'],
      contain: ['Disable the CA in EZCA, and revoke its certificate at the root CA.'],
      recover: ['Review the certificates that the CA issued.'],
      close: ['The CA is approved, or its certificate is revoked.'],
    }),
    'ezca-12': ezca(12, {
      check: ['Check whether the renewal kept the key, and when the previous certificate expires.'],
      recover: ['Distribute the new CA certificate to each client that trusts the CA, for example by Intune, and to AWS resources such as '
        + 'trust anchors and trust stores.'],
      close: ['Every client that trusts the CA has the new certificate.'],
    }),
    'ezca-4888': ezca(4888, {
      check: ['Check which CA and which names the user requested. A certificate for another person or a server is urgent.'],
      recover: ['If the user needs certificates, add the user to the issuers of the CA.'],
    }),
    'ezca-4870': ezca(4870, {
      check: ['Read the reason and the serial number, and find the endpoints with the certificate.'],
      recover: ['Issue another certificate for each endpoint. A revocation cannot be undone.'],
      close: ['Every endpoint presents a certificate that is not revoked.'],
    }),
    'ezca-4872': {
      check: [LOG_EVENT(4872), 'EZCA publishes CRLs automatically. A published CRL does not indicate a revocation.'],
      contain: ['No action is required.'],
      recover: ['If the signal stops, check the CRL of the CA in EZCA, and whether log events arrive ([external-pki-silent](#external-pki-silent)).'],
      close: ['Immediately. The signal is for information.'],
    },
    'ezca-4887': {
      check: [LOG_EVENT(4887), 'Compare the number of certificates, and the requesters, with a normal day.'],
      contain: ['No action is required for an expected certificate. Revoke an unexpected certificate in EZCA.', CONTAIN_USER],
      recover: ['If the requester does not need certificates, remove the requester from the issuers of the CA.'],
      close: ['The certificate was expected, or it is revoked.'],
    },
    'external-pki-silent': SILENT,
    'credential-expiring': CREDENTIAL_EXPIRING,
    'credential-not-counted': NOT_COUNTED,
    'credential-watch-not-started': notStarted('Note the expiration date of the token in the calendar of the team until the schedule works.', [LIST_TOKENS]),
  },
};
