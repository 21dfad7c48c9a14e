import { aws_events as events } from 'aws-cdk-lib';
import { Criticality } from '../../notification/criticality';
import { DENIED, SUCCEEDED, eventNames } from '../../private/cloudtrail-records';
import { PRIVATE_CA_DETAIL_TYPES, PRIVATE_CA_SOURCE } from '../../private/eventbridge';
import { recordPatternsOf } from '../../private/record-patterns';
import { PkiSignal } from '../pki-signal';

/* Signals about callers, and about resources that CAs depend on. `PkiSignals` contains them. */

/** Events of AWS Private CA that report a failure. */
function failuresOf(detailType: string): events.EventPattern {
  return { source: [PRIVATE_CA_SOURCE], detailType: [detailType], detail: { result: ['failure'] } };
}

export const DEPENDENCY_SIGNALS: readonly PkiSignal[] = [
  PkiSignal.of({
    name: 'access-denied',
    criticality: Criticality.MEDIUM,
    meaning: 'An AWS Private CA API call was denied. Read-only calls are included.',
    nextStep: 'Identify the caller in CloudTrail. Repeated denials can indicate reconnaissance.',
    ...recordPatternsOf({ service: 'acm-pca', alternatives: [[DENIED]] }),
  }),
  PkiSignal.of({
    name: 'root-user-call',
    criticality: Criticality.CRITICAL,
    meaning: 'The account root user called AWS Private CA. Use IAM roles for these calls.',
    nextStep: 'Contact the owner of the root user credentials. If the owner did not make the call, change the root password and delete the '
      + 'root access keys.',
    ...recordPatternsOf({
      service: 'acm-pca',
      alternatives: [[
        { field: 'userIdentity.type', is: { oneOf: ['Root'] } },
        // The record of a call that a service makes for the root user contains this field.
        { field: 'userIdentity.invokedBy', is: 'absent' },
      ]],
    }),
  }),
  PkiSignal.of({
    name: 'crl-generation-failed',
    criticality: Criticality.HIGH,
    meaning: 'AWS Private CA could not generate or publish a CRL. After the current CRL expires, clients that check it might reject every '
      + 'certificate of the CA.',
    nextStep: 'Read the reason in the event. The usual cause is the policy of the CRL bucket or its KMS key. Deploy both policies again.',
    eventPattern: failuresOf(PRIVATE_CA_DETAIL_TYPES.CrlGenerated),
  }),
  PkiSignal.of({
    name: 'crl-bucket-misconfigured',
    criticality: Criticality.HIGH,
    meaning: 'AWS Private CA cannot write to a CRL bucket (metric MisconfiguredCRLBucket).',
    nextStep: 'Before the current CRL expires, deploy the policies of the CRL bucket and its KMS key again.',
    metricsQuery: 'SELECT SUM(MisconfiguredCRLBucket) FROM "AWS/ACMPrivateCA"',
  }),
  PkiSignal.of({
    name: 'audit-report-failed',
    criticality: Criticality.HIGH,
    meaning: 'AWS Private CA could not write an audit report.',
    nextStep: 'Check the policies of the audit report bucket and its KMS key. Then request the report again. The limit is one report every 30 '
      + 'minutes.',
    eventPattern: failuresOf(PRIVATE_CA_DETAIL_TYPES.AuditReportGenerated),
  }),
  PkiSignal.of({
    name: 'trail-changed',
    criticality: Criticality.CRITICAL,
    meaning: 'A CloudTrail trail was stopped, deleted, or changed. PKI activity might not be logged.',
    nextStep: 'Restart logging (aws cloudtrail start-logging) or deploy the trail again. The trail does not contain the calls made in the '
      + 'meantime. Review them in CloudTrail Event history, which keeps management events for 90 days (aws cloudtrail lookup-events).',
    ...recordPatternsOf({
      service: 'cloudtrail',
      alternatives: [[eventNames('DeleteTrail', 'PutEventSelectors', 'StopLogging', 'UpdateTrail'), SUCCEEDED]],
    }),
  }),
  PkiSignal.of({
    name: 'kms-key-disabled',
    criticality: Criticality.HIGH,
    meaning: 'A KMS key in the account was disabled or scheduled for deletion. Data that it encrypts cannot be read or written.',
    nextStep: 'If the trail, audit reports, or CRLs use the key, cancel a scheduled deletion (aws kms cancel-key-deletion), and then enable '
      + 'the key (aws kms enable-key).',
    ...recordPatternsOf({ service: 'kms', alternatives: [[eventNames('DisableKey', 'ScheduleKeyDeletion'), SUCCEEDED]] }),
  }),
];
