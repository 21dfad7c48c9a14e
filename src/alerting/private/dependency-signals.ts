import { aws_events as events } from 'aws-cdk-lib';
import { Criticality } from '../../notification/criticality';
import { DENIED, REJECTED, SUCCEEDED, eventNames } from '../../private/cloudtrail-records';
import { PRIVATE_CA_DETAIL_TYPES, PRIVATE_CA_SOURCE } from '../../private/eventbridge';
import { recordPatternsOf } from '../../private/record-patterns';
import { PkiSignal } from '../pki-signal';
import {
  KEY_LOSSES, MONITORING_CHANGES, MONITORING_SERVICES, ORGANIZATION_ACCESS_CHANGES, ORGANIZATION_EXITS, TRAIL_CHANGES,
} from './monitored-calls';

/* Signals about callers, and about resources that CAs depend on. `PkiSignals` contains them. */

/** Events of AWS Private CA that report a failure. */
function failuresOf(detailType: string): events.EventPattern {
  return { source: [PRIVATE_CA_SOURCE], detailType: [detailType], detail: { result: ['failure'] } };
}

export const DEPENDENCY_SIGNALS: readonly PkiSignal[] = [
  PkiSignal._ofLibrary({
    name: 'access-denied',
    criticality: Criticality.MEDIUM,
    meaning: 'An AWS Private CA API call was denied. Read-only calls are included.',
    nextStep: 'Identify the caller in CloudTrail. Repeated denials can indicate reconnaissance.',
    ...recordPatternsOf({ service: 'acm-pca', alternatives: [[DENIED]] }),
  }),
  PkiSignal._ofLibrary({
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
  PkiSignal._ofLibrary({
    name: 'crl-generation-failed',
    criticality: Criticality.HIGH,
    meaning: 'AWS Private CA could not generate or publish a CRL. After the current CRL expires, clients that check it might reject every '
      + 'certificate of the CA.',
    nextStep: 'Read the reason in the event. The usual cause is the policy of the CRL bucket or its KMS key. Deploy both policies again. In the '
      + 'CloudWatch namespace AWS/ACMPrivateCA, MisconfiguredCRLBucket counts failures to write to the bucket, and CRLGenerated counts new '
      + 'CRLs. Wait for the next CRLGenerated.',
    eventPattern: failuresOf(PRIVATE_CA_DETAIL_TYPES.CrlGenerated),
  }),
  PkiSignal._ofLibrary({
    name: 'crl-bucket-misconfigured',
    criticality: Criticality.HIGH,
    meaning: 'AWS Private CA cannot write to a CRL bucket (metric MisconfiguredCRLBucket).',
    nextStep: 'Before the current CRL expires, deploy the policies of the CRL bucket and its KMS key again. To find the CA, open the metric in '
      + 'the CloudWatch namespace AWS/ACMPrivateCA. The metric CRLGenerated in the same namespace reports when a CRL is published again.',
    metricsQuery: 'SELECT SUM(MisconfiguredCRLBucket) FROM "AWS/ACMPrivateCA"',
  }),
  PkiSignal._ofLibrary({
    name: 'audit-report-failed',
    criticality: Criticality.HIGH,
    meaning: 'AWS Private CA could not write an audit report.',
    nextStep: 'Check the policies of the audit report bucket and its KMS key. Then request the report again. The limit is one report every 30 '
      + 'minutes.',
    eventPattern: failuresOf(PRIVATE_CA_DETAIL_TYPES.AuditReportGenerated),
  }),
  PkiSignal._ofLibrary({
    name: 'trail-changed',
    criticality: Criticality.CRITICAL,
    meaning: 'A CloudTrail trail was stopped, deleted, or changed. PKI activity might not be logged.',
    nextStep: 'Restart logging (aws cloudtrail start-logging) or deploy the trail again. The trail does not contain the calls made in the '
      + 'meantime. Review them in CloudTrail Event history, which keeps management events for 90 days (aws cloudtrail lookup-events).',
    ...recordPatternsOf({ service: 'cloudtrail', alternatives: [[eventNames(...TRAIL_CHANGES), SUCCEEDED]] }),
  }),
  PkiSignal._ofLibrary({
    name: 'organization-trail-ended',
    criticality: Criticality.CRITICAL,
    meaning: 'An account left the organization, or CloudTrail lost access to it. The organization trail no longer logs the account.',
    nextStep: 'Create a trail in the account, or restore trusted access (aws organizations enable-aws-service-access) and invite the account again. '
      + 'Identify the caller in CloudTrail.',
    ...recordPatternsOf({
      service: 'organizations',
      always: [SUCCEEDED],
      alternatives: [
        [eventNames(...ORGANIZATION_EXITS)],
        [
          eventNames(...ORGANIZATION_ACCESS_CHANGES),
          { field: 'requestParameters.servicePrincipal', is: { oneOf: ['cloudtrail.amazonaws.com'] } },
        ],
      ],
    }),
  }),
  PkiSignal._ofLibrary({
    name: 'trail-change-denied',
    criticality: Criticality.HIGH,
    meaning: 'A caller tried to stop, delete, or change a trail, or to end an organization trail, and was denied.',
    nextStep: 'Identify the caller in CloudTrail. Unless a known user made a mistake, treat the credentials as compromised.',
    ...recordPatternsOf({
      service: ['cloudtrail', 'organizations'],
      alternatives: [[eventNames(...TRAIL_CHANGES, ...ORGANIZATION_EXITS, ...ORGANIZATION_ACCESS_CHANGES), DENIED]],
    }),
  }),
  PkiSignal._ofLibrary({
    name: 'kms-key-disabled',
    criticality: Criticality.HIGH,
    meaning: 'A KMS key was disabled, lost its key material or key store, or was scheduled for deletion. Data that it encrypts is '
      + 'unavailable.',
    nextStep: 'If the trail, audit reports, or CRLs use the key, cancel a scheduled deletion (aws kms cancel-key-deletion), and then enable '
      + 'the key (aws kms enable-key). If necessary, import the key material again or reconnect the key store.',
    ...recordPatternsOf({ service: 'kms', alternatives: [[eventNames(...KEY_LOSSES), SUCCEEDED]] }),
  }),
  PkiSignal._ofLibrary({
    name: 'service-key-use-failed',
    criticality: Criticality.HIGH,
    meaning: 'CloudTrail, AWS Private CA, or CloudWatch Logs could not use a KMS key. Log files, audit reports, CRLs, or log events are not '
      + 'written.',
    nextStep: 'Enable the key, or cancel its deletion. If the call was denied, deploy the key policy again. The trail does not contain what '
      + 'was not written. Review CloudTrail Event history for this time.',
    ...recordPatternsOf({
      service: 'kms',
      alternatives: [[
        eventNames('Decrypt', 'GenerateDataKey'), REJECTED,
        // CloudWatch Logs has a principal in each Region.
        { field: 'userIdentity.invokedBy', is: { oneOf: ['acm-pca.amazonaws.com', 'cloudtrail.amazonaws.com'], startingWith: ['logs.'] } },
      ]],
    }),
  }),
  PkiSignal._ofLibrary({
    name: 'kms-key-change-denied',
    criticality: Criticality.HIGH,
    meaning: 'A caller tried to disable or delete a KMS key, its key material, or its key store, or to change a key policy, and was denied.',
    nextStep: 'Identify the caller in CloudTrail. Unless a known user made a mistake, treat the credentials as compromised.',
    ...recordPatternsOf({ service: 'kms', alternatives: [[eventNames(...KEY_LOSSES, 'PutKeyPolicy'), DENIED]] }),
  }),
  PkiSignal._ofLibrary({
    name: 'monitoring-change-denied',
    criticality: Criticality.MEDIUM,
    meaning: 'A caller tried to delete, disable, or change an alarm, EventBridge rule, log group, metric filter, topic, or subscription, and was '
      + 'denied.',
    nextStep: 'Identify the caller in CloudTrail. Unless a known user made a mistake, treat the credentials as compromised.',
    ...recordPatternsOf({ service: MONITORING_SERVICES, alternatives: [[MONITORING_CHANGES, DENIED]] }),
  }),
  PkiSignal._ofLibrary({
    name: 'trust-anchor-changed',
    criticality: Criticality.HIGH,
    meaning: 'An IAM Roles Anywhere trust anchor was created, changed, or enabled. Holders of certificates from its CA can obtain credentials for '
      + 'the account.',
    nextStep: 'Compare the CA of the trust anchor with your CAs (aws rolesanywhere list-trust-anchors). If it was not approved, disable the trust '
      + 'anchor and identify the caller in CloudTrail.',
    ...recordPatternsOf({
      service: 'rolesanywhere',
      alternatives: [[eventNames('CreateTrustAnchor', 'EnableTrustAnchor', 'UpdateTrustAnchor'), SUCCEEDED]],
    }),
  }),
];
