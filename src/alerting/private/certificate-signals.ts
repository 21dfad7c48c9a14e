import { PkiSignal } from '../pki-signal';
import { DENIED, RecordPatterns, SUCCEEDED, eventNames, patternsOf } from './record-choice';
import { Criticality } from '../../notification/criticality';

/* What happens to certificates. `PkiSignals` contains them. */

/** Certificates that were asked for, or issued, by a template whose name has this part. */
function issuedBy(templatePart: string): RecordPatterns {
  return patternsOf({
    service: 'acm-pca',
    alternatives: [
      // Both: CloudTrail writes the call when AWS Private CA accepts it, and the details once it has issued.
      [
        eventNames('IssueCertificate'), SUCCEEDED,
        { field: 'requestParameters.templateArn', is: { containing: templatePart } },
      ],
      [
        eventNames('IssueCertificateDetails'),
        { field: 'serviceEventDetails.status', is: { oneOf: ['ISSUED'] } },
        { field: 'serviceEventDetails.templateArn', is: { containing: templatePart } },
      ],
    ],
  });
}

/** Requests that came out so in the end. */
function details(status: string): RecordPatterns {
  return patternsOf({
    service: 'acm-pca',
    alternatives: [[eventNames('IssueCertificateDetails'), { field: 'serviceEventDetails.status', is: { oneOf: [status] } }]],
  });
}

export const CERTIFICATE_SIGNALS: readonly PkiSignal[] = [
  PkiSignal.of({
    name: 'root-certificate-issued',
    criticality: Criticality.CRITICAL,
    meaning: 'A root CA certificate was asked for or issued: a new root, or a renewed one.',
    nextStep: 'Ask who announced it. If nobody did, disable the CA and find out who called.',
    ezcaEventIds: [12],
    ...issuedBy('RootCACertificate'),
  }),
  PkiSignal.of({
    name: 'subordinate-certificate-issued',
    criticality: Criticality.CRITICAL,
    meaning: 'A subordinate CA certificate was asked for or issued: whoever holds its key can issue certificates that your roots vouch for.',
    nextStep: 'Ask who announced it. If nobody did, revoke the certificate, disable the CA that signed it, find out who called.',
    ezcaEventIds: [12, 22],
    ...issuedBy('SubordinateCACertificate'),
  }),
  PkiSignal.of({
    name: 'passthrough-template-used',
    criticality: Criticality.HIGH,
    meaning: 'A certificate was asked for or issued by a passthrough template: whoever asks decides on extensions or the subject.',
    nextStep: 'Look at subject and extensions (aws acm-pca get-certificate). If they are not what was agreed, revoke it.',
    ...issuedBy('Passthrough'),
  }),
  PkiSignal.of({
    name: 'certificate-request-denied',
    criticality: Criticality.HIGH,
    meaning: 'Somebody asked for a certificate without being allowed to.',
    nextStep: 'Find out who called. If it is not a mistake of one of yours, treat the credentials as stolen.',
    ezcaEventIds: [4888],
    ...patternsOf({ service: 'acm-pca', alternatives: [[eventNames('IssueCertificate'), DENIED]] }),
  }),
  PkiSignal.of({
    name: 'certificate-issuance-failed',
    criticality: Criticality.MEDIUM,
    meaning: 'A request for a certificate was accepted, and then failed.',
    nextStep: 'Read statusReason of the record, and tell whoever asked.',
    ...details('FAILED'),
  }),
  PkiSignal.of({
    name: 'certificate-revoked',
    criticality: Criticality.MEDIUM,
    meaning: 'A certificate was revoked. If that was a mistake, what uses it fails as soon as the CRL or OCSP tells it.',
    nextStep: 'Check that every endpoint has its new certificate. A revocation cannot be taken back: issue anew.',
    ezcaEventIds: [4870],
    ...patternsOf({ service: 'acm-pca', alternatives: [[eventNames('RevokeCertificate'), SUCCEEDED]] }),
  }),
];

/** What happens all the time: counted by nobody who did not ask for it. */
export const ROUTINE_SIGNALS: readonly PkiSignal[] = [
  PkiSignal.of({
    name: 'certificate-issued',
    criticality: Criticality.LOW,
    meaning: 'A certificate was issued.',
    nextStep: 'Nothing: it is normal. An unusual number may be worth a look.',
    ezcaEventIds: [4887],
    ...details('ISSUED'),
  }),
  PkiSignal.of({
    name: 'crl-generated',
    criticality: Criticality.LOW,
    meaning: 'AWS Private CA generated a CRL, as it does periodically and after revocations.',
    nextStep: 'Nothing: it is normal.',
    ezcaEventIds: [4872],
    ...patternsOf({ service: 'acm-pca', alternatives: [[eventNames('GenerateCRL')]] }),
  }),
];
