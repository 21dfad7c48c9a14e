import { PkiSignal } from '../pki-signal';
import { DENIED, FieldCondition, REJECTED, RecordPatterns, SUCCEEDED, eventNames, patternsOf } from './record-choice';
import { Criticality } from '../../notification/criticality';

/* What happens to certificate authorities. `PkiSignals` contains them. */

const PERMISSION_CHANGES = ['CreatePermission', 'DeletePermission', 'DeletePolicy', 'PutPolicy'];

const OTHER_CHANGES = [
  'CreateCertificateAuthority', 'DeleteCertificateAuthority', 'ImportCertificateAuthorityCertificate', 'RestoreCertificateAuthority',
  'TagCertificateAuthority', 'UntagCertificateAuthority', 'UpdateCertificateAuthority',
];

const CRL_ENABLED = 'requestParameters.revocationConfiguration.crlConfiguration.enabled';
const OCSP_ENABLED = 'requestParameters.revocationConfiguration.ocspConfiguration.enabled';

const OF_SUBORDINATE = 'SubordinateCACertificate';

/** The calls of these actions of AWS Private CA that came out so. */
function calls(outcome: FieldCondition, ...actions: string[]): RecordPatterns {
  return patternsOf({ service: 'acm-pca', alternatives: [[eventNames(...actions), outcome]] });
}

export const AUTHORITY_SIGNALS: readonly PkiSignal[] = [
  PkiSignal.of({
    name: 'ca-deleted',
    criticality: Criticality.CRITICAL,
    meaning: 'A CA was deleted.',
    nextStep: 'It can be restored for 7 to 30 days (aws acm-pca restore-certificate-authority): find out who called, then decide.',
    ezcaEventIds: [19],
    ...calls(SUCCEEDED, 'DeleteCertificateAuthority'),
  }),
  PkiSignal.of({
    name: 'ca-disabled',
    criticality: Criticality.HIGH,
    meaning: 'A CA was disabled: it issues nothing until it is enabled again. It must be disabled before it is deleted.',
    nextStep: 'Ask who announced it. If nobody did, enable it (aws acm-pca update-certificate-authority) and find out who called.',
    ezcaEventIds: [19],
    ...patternsOf({
      service: 'acm-pca',
      alternatives: [[
        eventNames('UpdateCertificateAuthority'), SUCCEEDED,
        { field: 'requestParameters.status', is: { oneOf: ['DISABLED'] } },
      ]],
    }),
  }),
  PkiSignal.of({
    name: 'ca-restored',
    criticality: Criticality.HIGH,
    meaning: 'A deleted CA was restored: it can be enabled, and then issue, again.',
    nextStep: 'Ask who announced it. If nobody did, delete it again and find out who called.',
    ...calls(SUCCEEDED, 'RestoreCertificateAuthority'),
  }),
  PkiSignal.of({
    name: 'ca-created',
    criticality: Criticality.MEDIUM,
    meaning: 'A CA was created. It costs money until it is deleted, and it is trusted once its certificate is signed.',
    nextStep: 'Compare it with what was deployed. If nobody announced it, disable it and find out who called.',
    ezcaEventIds: [22],
    ...calls(SUCCEEDED, 'CreateCertificateAuthority'),
  }),
  PkiSignal.of({
    name: 'ca-certificate-imported',
    criticality: Criticality.MEDIUM,
    meaning: 'A CA got its certificate: it is new, or it was renewed, or its parent is outside AWS Private CA.',
    nextStep: 'Check issuer and dates of the certificate (aws acm-pca get-certificate-authority-certificate) against the plan.',
    ezcaEventIds: [12, 28],
    ...calls(SUCCEEDED, 'ImportCertificateAuthorityCertificate'),
  }),
  PkiSignal.of({
    name: 'ca-configuration-changed',
    criticality: Criticality.MEDIUM,
    meaning: 'The status or the revocation settings of a CA were changed.',
    nextStep: 'Compare them with those of the stack. If it was not a deployment, find out who called.',
    ezcaEventIds: [4882],
    ...calls(SUCCEEDED, 'UpdateCertificateAuthority'),
  }),
  PkiSignal.of({
    name: 'revocation-switched-off',
    criticality: Criticality.HIGH,
    meaning: 'A CA was told to publish no CRL and to answer by OCSP no longer: revoked certificates may be trusted.',
    nextStep: 'Switch it on again (deploy the stack), then find out who called.',
    ezcaEventIds: [4882],
    ...patternsOf({
      service: 'acm-pca',
      always: [eventNames('UpdateCertificateAuthority'), SUCCEEDED],
      // One half that is off beside one that is on is how a CA with CRLs alone, or OCSP alone, is deployed.
      alternatives: [
        [{ field: CRL_ENABLED, is: 'false' }, { field: OCSP_ENABLED, is: 'absent or false' }],
        [{ field: CRL_ENABLED, is: 'absent' }, { field: OCSP_ENABLED, is: 'false' }],
        // An empty revocationConfiguration: no filter can ask for it, but an update has that or a status.
        [
          { field: CRL_ENABLED, is: 'absent' }, { field: OCSP_ENABLED, is: 'absent' },
          { field: 'requestParameters.status', is: 'absent' },
        ],
      ],
    }),
  }),
  PkiSignal.of({
    name: 'ca-permissions-changed',
    criticality: Criticality.HIGH,
    meaning: 'Who may use a CA was changed: its resource policy, or a permission of a service.',
    nextStep: 'Read the policy (aws acm-pca get-policy, list-permissions). If nobody announced it, take it back and find out who called.',
    ezcaEventIds: [4882],
    ...calls(SUCCEEDED, ...PERMISSION_CHANGES),
  }),
  PkiSignal.of({
    name: 'ca-share-changed',
    criticality: Criticality.HIGH,
    meaning: 'A share of AWS RAM was changed, of a CA or of anything else: who of other accounts may use what.',
    nextStep: 'Look at the share (aws ram list-resources, list-principals). Leave this signal out where RAM shares much else.',
    ezcaEventIds: [4882],
    ...patternsOf({
      service: 'ram',
      alternatives: [[
        eventNames('AssociateResourceShare', 'AssociateResourceSharePermission', 'CreateResourceShare', 'DeleteResourceShare',
          'DisassociateResourceShare', 'DisassociateResourceSharePermission', 'UpdateResourceShare'),
        SUCCEEDED,
      ]],
    }),
  }),
  PkiSignal.of({
    name: 'permission-change-denied',
    criticality: Criticality.CRITICAL,
    meaning: 'Somebody tried to change who may use a CA, and was denied.',
    nextStep: 'Find out who called. If it is not a mistake of one of yours, treat the credentials as stolen and revoke their sessions.',
    ezcaEventIds: [92],
    ...calls(DENIED, ...PERMISSION_CHANGES),
  }),
  PkiSignal.of({
    name: 'ca-change-denied',
    criticality: Criticality.HIGH,
    meaning: 'Somebody tried to create, change, delete, restore or tag a CA, or to give it a certificate, and was denied.',
    nextStep: 'Find out who called. If it is not a mistake of one of yours, treat the credentials as stolen.',
    ezcaEventIds: [92],
    ...calls(DENIED, ...OTHER_CHANGES),
  }),
  PkiSignal.of({
    name: 'subordinate-request-rejected',
    criticality: Criticality.HIGH,
    meaning: 'A request for a subordinate CA\'s certificate, or the import of a CA\'s certificate, was denied or failed.',
    nextStep: 'Read errorCode and errorMessage of the record. If nobody announced a new subordinate, find out who called.',
    ezcaEventIds: [23],
    ...patternsOf({
      service: 'acm-pca',
      alternatives: [
        [eventNames('ImportCertificateAuthorityCertificate'), REJECTED],
        [
          eventNames('IssueCertificate'), REJECTED,
          { field: 'requestParameters.templateArn', is: { containing: OF_SUBORDINATE } },
        ],
        [
          eventNames('IssueCertificateDetails'),
          { field: 'serviceEventDetails.status', is: { oneOf: ['FAILED'] } },
          { field: 'serviceEventDetails.templateArn', is: { containing: OF_SUBORDINATE } },
        ],
      ],
    }),
  }),
];
