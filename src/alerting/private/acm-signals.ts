import { Criticality } from '../../notification/criticality';
import { ACM_DETAIL_TYPES, ACM_SOURCE } from '../../private/eventbridge';
import { PkiSignal } from '../pki-signal';

/*
 * Signals about certificates that AWS Certificate Manager (ACM) manages. `PkiSignals` contains them.
 *
 * https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html
 */

/** Certificates of private CAs. The events do not contain the CA. */
const PRIVATE = { CertificateType: ['PRIVATE'] };

/**
 * The days at which a certificate that expires is reported. ACM sends an event every day. On these days, it has already
 * tried twice to renew a private certificate, and once to renew a public one.
 */
const REPORTED_DAYS = [14, 7, 3, 1];

export const ACM_SIGNALS: readonly PkiSignal[] = [
  PkiSignal._ofLibrary({
    name: 'acm-certificate-expiring',
    criticality: Criticality.MEDIUM,
    meaning: 'A certificate in ACM expires in 14, 7, 3, or 1 days, and was not renewed. It can be private, public, or imported.',
    nextStep: 'Find the certificate by its ARN (aws acm describe-certificate). If ACM cannot renew it, read RenewalSummary. Import an imported '
      + 'certificate again. Delete a certificate that is not used.',
    eventPattern: {
      source: [ACM_SOURCE],
      detailType: [ACM_DETAIL_TYPES.approachingExpiration],
      detail: { DaysToExpiry: REPORTED_DAYS },
    },
  }),
  PkiSignal._ofLibrary({
    name: 'acm-certificate-expired',
    criticality: Criticality.HIGH,
    meaning: 'A private certificate in ACM expired. Endpoints that use it fail.',
    nextStep: 'Request a new certificate and deploy it to the endpoints. Then read RenewalSummary of the expired certificate (aws acm '
      + 'describe-certificate).',
    eventPattern: { source: [ACM_SOURCE], detailType: [ACM_DETAIL_TYPES.expired], detail: PRIVATE },
  }),
  PkiSignal._ofLibrary({
    name: 'acm-renewal-action-required',
    criticality: Criticality.MEDIUM,
    meaning: 'ACM could not renew a private certificate. The certificate expires unless you act.',
    nextStep: 'Read the reason in the event. Reasons that begin with PCA_ are about the CA: check its status, its validity, and the permission '
      + 'of ACM (aws acm-pca list-permissions), or the share with the account.',
    eventPattern: { source: [ACM_SOURCE], detailType: [ACM_DETAIL_TYPES.renewalActionRequired], detail: PRIVATE },
  }),
];
