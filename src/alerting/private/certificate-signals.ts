import { Criticality } from '../../notification/criticality';
import { DENIED, SUCCEEDED, eventNames } from '../../private/cloudtrail-records';
import { RecordPatterns, recordPatternsOf } from '../../private/record-patterns';
import { PkiSignal } from '../pki-signal';

/* Signals about certificates. `PkiSignals` contains them. */

/** Certificates that were requested or issued with a template with this part in its name. */
function issuedBy(templatePart: string): RecordPatterns {
  return recordPatternsOf({
    service: 'acm-pca',
    alternatives: [
      // CloudTrail records the call when AWS Private CA accepts it, and the details after the certificate is issued.
      [
        eventNames('IssueCertificate'), SUCCEEDED,
        { field: 'requestParameters.templateArn', is: { like: [`*${templatePart}*`] } },
      ],
      [
        eventNames('IssueCertificateDetails'),
        { field: 'serviceEventDetails.status', is: { oneOf: ['ISSUED'] } },
        { field: 'serviceEventDetails.templateArn', is: { like: [`*${templatePart}*`] } },
      ],
    ],
  });
}

/** Requests with this final status. */
function details(status: string): RecordPatterns {
  return recordPatternsOf({
    service: 'acm-pca',
    alternatives: [[eventNames('IssueCertificateDetails'), { field: 'serviceEventDetails.status', is: { oneOf: [status] } }]],
  });
}

export const CERTIFICATE_SIGNALS: readonly PkiSignal[] = [
  PkiSignal._ofLibrary({
    name: 'root-certificate-issued',
    criticality: Criticality.CRITICAL,
    meaning: 'A root CA certificate was requested or issued, for a new root CA or a renewal.',
    nextStep: 'Check for an approved change. If there is none, disable the CA and identify the caller in CloudTrail.',
    ...issuedBy('RootCACertificate'),
  }),
  PkiSignal._ofLibrary({
    name: 'subordinate-certificate-issued',
    criticality: Criticality.CRITICAL,
    meaning: 'A subordinate CA certificate was requested or issued. The holder of its private key can issue certificates that chain to your '
      + 'root CA.',
    nextStep: 'Check for an approved change. If there is none, revoke the certificate, disable the CA that signed it, and identify the caller '
      + 'in CloudTrail.',
    ...issuedBy('SubordinateCACertificate'),
  }),
  PkiSignal._ofLibrary({
    name: 'passthrough-template-used',
    criticality: Criticality.HIGH,
    meaning: 'A certificate was requested or issued with a passthrough template. The requester can set its extensions or subject.',
    nextStep: 'Review the subject and extensions (aws acm-pca get-certificate). If they were not approved, revoke the certificate.',
    ...issuedBy('Passthrough'),
  }),
  PkiSignal._ofLibrary({
    name: 'certificate-request-denied',
    criticality: Criticality.HIGH,
    meaning: 'A caller requested a certificate and was denied.',
    nextStep: 'Identify the caller in CloudTrail. Unless a known user made a mistake, treat the credentials as compromised.',
    ...recordPatternsOf({ service: 'acm-pca', alternatives: [[eventNames('IssueCertificate'), DENIED]] }),
  }),
  PkiSignal._ofLibrary({
    name: 'certificate-issuance-failed',
    criticality: Criticality.MEDIUM,
    meaning: 'AWS Private CA accepted a certificate request but could not issue the certificate.',
    nextStep: 'Read statusReason in the CloudTrail record, and inform the requester.',
    ...details('FAILED'),
  }),
  PkiSignal._ofLibrary({
    name: 'certificate-revoked',
    criticality: Criticality.MEDIUM,
    meaning: 'A certificate was revoked. Endpoints that still use it fail as soon as clients receive the new CRL or OCSP status.',
    nextStep: 'Confirm that every endpoint has a new certificate. A revocation cannot be undone. If it was a mistake, issue a new certificate.',
    ...recordPatternsOf({ service: 'acm-pca', alternatives: [[eventNames('RevokeCertificate'), SUCCEEDED]] }),
  }),
];

/**
 * Signals about routine activity. They are not recommended.
 *
 * Changes to the monitoring are routine: deployments make them, and services such as Application Auto Scaling create
 * and delete alarms. Denied changes are not routine, and are recommended.
 */
export const ROUTINE_SIGNALS: readonly PkiSignal[] = [
  PkiSignal._ofLibrary({
    name: 'certificate-issued',
    criticality: Criticality.LOW,
    meaning: 'A CA issued a certificate.',
    nextStep: 'No action is required. Investigate an unusual number of certificates.',
    ...details('ISSUED'),
  }),
  PkiSignal._ofLibrary({
    name: 'crl-generated',
    criticality: Criticality.LOW,
    meaning: 'AWS Private CA generated a CRL, which it does periodically and after revocations.',
    nextStep: 'No action is required.',
    ...recordPatternsOf({ service: 'acm-pca', alternatives: [[eventNames('GenerateCRL')]] }),
  }),
  PkiSignal.monitoringChanged(),
];
