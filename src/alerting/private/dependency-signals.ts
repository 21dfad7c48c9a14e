import { PkiSignal } from '../pki-signal';
import { DENIED, SUCCEEDED, eventNames, patternsOf } from './record-choice';
import { Criticality } from '../../notification/criticality';

/* Who calls, and what CAs depend on. `PkiSignals` contains them. */

export const SURROUNDINGS_SIGNALS: readonly PkiSignal[] = [
  PkiSignal.of({
    name: 'access-denied',
    criticality: Criticality.MEDIUM,
    meaning: 'A call of AWS Private CA, also one that only reads, was denied.',
    nextStep: 'Find out who called. Several in a row may be somebody who looks around.',
    ...patternsOf({ service: 'acm-pca', alternatives: [[DENIED]] }),
  }),
  PkiSignal.of({
    name: 'root-user-call',
    criticality: Criticality.CRITICAL,
    meaning: 'The root user of the account called AWS Private CA, which roles should do.',
    nextStep: 'Ask who holds the root user\'s credentials. If it was not them, change the password and remove its access keys.',
    ...patternsOf({
      service: 'acm-pca',
      alternatives: [[
        { field: 'userIdentity.type', is: { oneOf: ['Root'] } },
        // A service that acts for the root user says so.
        { field: 'userIdentity.invokedBy', is: 'absent' },
      ]],
    }),
  }),
  PkiSignal.of({
    name: 'crl-generation-failed',
    criticality: Criticality.HIGH,
    meaning: 'AWS Private CA could not generate or publish a CRL. Once the last one expires, whoever checks it trusts nothing.',
    nextStep: 'Read the reason in the event. Mostly it is the policy of the CRL bucket or of its key: deploy them again.',
    eventPattern: {
      source: ['aws.acm-pca'],
      detailType: ['ACM Private CA CRL Generation'],
      detail: { result: ['failure'] },
    },
  }),
  PkiSignal.of({
    name: 'crl-bucket-misconfigured',
    criticality: Criticality.HIGH,
    meaning: 'AWS Private CA cannot write to a CRL bucket, as its metric MisconfiguredCRLBucket tells.',
    nextStep: 'Deploy the policies of the CRL bucket and of its key again, before the last CRL expires.',
    metricsQuery: 'SELECT SUM(MisconfiguredCRLBucket) FROM "AWS/ACMPrivateCA"',
  }),
  PkiSignal.of({
    name: 'audit-report-failed',
    criticality: Criticality.HIGH,
    meaning: 'An audit report could not be written.',
    nextStep: 'Check the policy of the audit bucket and of its key, then ask for the report again: at most one in 30 minutes.',
    eventPattern: {
      source: ['aws.acm-pca'],
      detailType: ['ACM Private CA Audit Report Generation'],
      detail: { result: ['failure'] },
    },
  }),
  PkiSignal.of({
    name: 'trail-changed',
    criticality: Criticality.CRITICAL,
    meaning: 'A trail of CloudTrail was stopped, deleted or changed: what is done to the PKI may no longer be recorded.',
    nextStep: 'Start it (aws cloudtrail start-logging) or deploy it again, then read what was called in between.',
    ...patternsOf({
      service: 'cloudtrail',
      alternatives: [[eventNames('DeleteTrail', 'PutEventSelectors', 'StopLogging', 'UpdateTrail'), SUCCEEDED]],
    }),
  }),
  PkiSignal.of({
    name: 'kms-key-disabled',
    criticality: Criticality.HIGH,
    meaning: 'A KMS key of the account was disabled, or its deletion was scheduled. What it encrypts cannot be read or written.',
    nextStep: 'If the trail, audit reports or CRLs use it: enable it, or cancel the deletion (aws kms cancel-key-deletion).',
    ...patternsOf({ service: 'kms', alternatives: [[eventNames('DisableKey', 'ScheduleKeyDeletion'), SUCCEEDED]] }),
  }),
];
