import { Criticality } from '../../notification/criticality';
import { DENIED, REJECTED, SUCCEEDED, eventNames } from '../../private/cloudtrail-records';
import { FieldCondition, RecordPatterns, recordPatternsOf } from '../../private/record-patterns';
import { PkiSignal } from '../pki-signal';
import { SHARE_CHANGES } from './monitored-calls';

/* Signals about certificate authorities. `PkiSignals` contains them. */

const PERMISSION_CHANGES = ['CreatePermission', 'DeletePermission', 'DeletePolicy', 'PutPolicy'];

const OTHER_CHANGES = [
  'CreateCertificateAuthority', 'DeleteCertificateAuthority', 'ImportCertificateAuthorityCertificate', 'RestoreCertificateAuthority',
  'TagCertificateAuthority', 'UntagCertificateAuthority', 'UpdateCertificateAuthority',
];

const CRL_ENABLED = 'requestParameters.revocationConfiguration.crlConfiguration.enabled';
const OCSP_ENABLED = 'requestParameters.revocationConfiguration.ocspConfiguration.enabled';

const OF_SUBORDINATE = { like: ['*SubordinateCACertificate*'] };

/** Calls of these AWS Private CA actions with this result. */
function calls(outcome: FieldCondition, ...actions: string[]): RecordPatterns {
  return recordPatternsOf({ service: 'acm-pca', alternatives: [[eventNames(...actions), outcome]] });
}

export const AUTHORITY_SIGNALS: readonly PkiSignal[] = [
  PkiSignal._ofLibrary({
    name: 'ca-deleted',
    criticality: Criticality.CRITICAL,
    meaning: 'A CA was deleted. It can be restored until its restoration period (7 to 30 days) ends.',
    nextStep: 'Check for an approved change. If there is none, restore the CA (aws acm-pca restore-certificate-authority) and identify the '
      + 'caller in CloudTrail. A restored CA is disabled until you enable it.',
    ...calls(SUCCEEDED, 'DeleteCertificateAuthority'),
  }),
  PkiSignal._ofLibrary({
    name: 'ca-disabled',
    criticality: Criticality.HIGH,
    meaning: 'A CA was disabled and cannot issue certificates. An active CA must be disabled before it can be deleted.',
    nextStep: 'Check for an approved change. If there is none, enable the CA (aws acm-pca update-certificate-authority) and identify the caller '
      + 'in CloudTrail.',
    ...recordPatternsOf({
      service: 'acm-pca',
      alternatives: [[
        eventNames('UpdateCertificateAuthority'), SUCCEEDED,
        { field: 'requestParameters.status', is: { oneOf: ['DISABLED'] } },
      ]],
    }),
  }),
  PkiSignal._ofLibrary({
    name: 'ca-restored',
    criticality: Criticality.HIGH,
    meaning: 'A deleted CA was restored. It can be enabled and can then issue certificates.',
    nextStep: 'Check for an approved change. If there is none, delete the CA again and identify the caller in CloudTrail.',
    ...calls(SUCCEEDED, 'RestoreCertificateAuthority'),
  }),
  PkiSignal._ofLibrary({
    name: 'ca-created',
    criticality: Criticality.MEDIUM,
    meaning: 'A CA was created. It is billed until it is deleted, and clients can trust it after its certificate is signed.',
    nextStep: 'Compare the CA with your deployments. If it was not approved, delete the CA (aws acm-pca delete-certificate-authority) and identify '
      + 'the caller in CloudTrail. Before you delete an active CA, disable it.',
    ...calls(SUCCEEDED, 'CreateCertificateAuthority'),
  }),
  PkiSignal._ofLibrary({
    name: 'ca-certificate-imported',
    criticality: Criticality.MEDIUM,
    meaning: 'A CA certificate was imported. The CA is new, was renewed, or has a parent outside AWS Private CA.',
    nextStep: 'Compare the issuer and validity dates of the certificate (aws acm-pca get-certificate-authority-certificate) with the approved '
      + 'change.',
    ...calls(SUCCEEDED, 'ImportCertificateAuthorityCertificate'),
  }),
  PkiSignal._ofLibrary({
    name: 'ca-configuration-changed',
    criticality: Criticality.MEDIUM,
    meaning: 'The status or revocation configuration of a CA changed.',
    nextStep: 'Compare the configuration with the stack. If no deployment made the change, identify the caller in CloudTrail.',
    ...calls(SUCCEEDED, 'UpdateCertificateAuthority'),
  }),
  PkiSignal._ofLibrary({
    name: 'revocation-switched-off',
    criticality: Criticality.HIGH,
    meaning: 'Both CRL and OCSP were turned off for a CA. Clients might accept revoked certificates.',
    nextStep: 'Deploy the stack to turn revocation back on. Then identify the caller in CloudTrail.',
    ...recordPatternsOf({
      service: 'acm-pca',
      always: [eventNames('UpdateCertificateAuthority'), SUCCEEDED],
      // A deployment of a CA with only CRLs, or only OCSP, turns one off and the other on.
      alternatives: [
        [{ field: CRL_ENABLED, is: 'false' }, { field: OCSP_ENABLED, is: 'absent or false' }],
        [{ field: CRL_ENABLED, is: 'absent' }, { field: OCSP_ENABLED, is: 'false' }],
        // An empty revocationConfiguration. A filter can't match it, but an update without it has a status.
        [
          { field: CRL_ENABLED, is: 'absent' }, { field: OCSP_ENABLED, is: 'absent' },
          { field: 'requestParameters.status', is: 'absent' },
        ],
      ],
    }),
  }),
  PkiSignal._ofLibrary({
    name: 'ca-permissions-changed',
    criticality: Criticality.HIGH,
    meaning: 'Access to a CA changed: its resource-based policy, or a permission of a service.',
    nextStep: 'Review the access (aws acm-pca get-policy, list-permissions). If the change was not approved, revert it and identify the caller '
      + 'in CloudTrail.',
    ...calls(SUCCEEDED, ...PERMISSION_CHANGES),
  }),
  PkiSignal._ofLibrary({
    name: 'ca-share-changed',
    criticality: Criticality.HIGH,
    meaning: 'An AWS RAM resource share changed. It might share a CA, or another resource, with other accounts.',
    nextStep: 'Review the resource share (aws ram list-resources, list-principals). If the account shares many other resources, exclude this '
      + 'signal.',
    ...recordPatternsOf({
      service: 'ram',
      alternatives: [[eventNames(...SHARE_CHANGES), SUCCEEDED]],
    }),
  }),
  PkiSignal._ofLibrary({
    name: 'ca-tags-changed',
    criticality: Criticality.LOW,
    meaning: 'A tag of a CA was added, changed, or removed. Policies can depend on tags.',
    nextStep: 'Compare the tags with the stack (aws acm-pca list-tags). If no deployment made the change, identify the caller in CloudTrail.',
    ...calls(SUCCEEDED, 'TagCertificateAuthority', 'UntagCertificateAuthority'),
  }),
  PkiSignal._ofLibrary({
    name: 'ca-share-change-denied',
    criticality: Criticality.HIGH,
    meaning: 'A caller tried to change an AWS RAM resource share, which might share a CA, and was denied.',
    nextStep: 'Identify the caller in CloudTrail. Unless a known user made a mistake, treat the credentials as compromised.',
    ...recordPatternsOf({ service: 'ram', alternatives: [[eventNames(...SHARE_CHANGES), DENIED]] }),
  }),
  PkiSignal._ofLibrary({
    name: 'permission-change-denied',
    criticality: Criticality.CRITICAL,
    meaning: 'A caller tried to change access to a CA and was denied.',
    nextStep: 'Identify the caller in CloudTrail. Unless a known user made a mistake, treat the credentials as compromised and revoke active '
      + 'sessions.',
    ...calls(DENIED, ...PERMISSION_CHANGES),
  }),
  PkiSignal._ofLibrary({
    name: 'ca-change-denied',
    criticality: Criticality.HIGH,
    meaning: 'A caller tried to create, update, delete, restore, or tag a CA, or to import its certificate, and was denied.',
    nextStep: 'Identify the caller in CloudTrail. Unless a known user made a mistake, treat the credentials as compromised.',
    ...calls(DENIED, ...OTHER_CHANGES),
  }),
  PkiSignal._ofLibrary({
    name: 'subordinate-request-rejected',
    criticality: Criticality.HIGH,
    meaning: 'A request to issue a subordinate CA certificate, or to import a CA certificate, was denied or failed.',
    nextStep: 'Read errorCode and errorMessage in the CloudTrail record. If no new subordinate CA was approved, identify the caller.',
    ...recordPatternsOf({
      service: 'acm-pca',
      alternatives: [
        [eventNames('ImportCertificateAuthorityCertificate'), REJECTED],
        [
          eventNames('IssueCertificate'), REJECTED,
          { field: 'requestParameters.templateArn', is: OF_SUBORDINATE },
        ],
        [
          eventNames('IssueCertificateDetails'),
          { field: 'serviceEventDetails.status', is: { oneOf: ['FAILED'] } },
          { field: 'serviceEventDetails.templateArn', is: OF_SUBORDINATE },
        ],
      ],
    }),
  }),
];
