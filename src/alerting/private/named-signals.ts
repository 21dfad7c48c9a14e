import { aws_acmpca as acmpca, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { MONITORING_CHANGES, MONITORING_SERVICES } from './monitored-calls';
import {
  BUCKETS, KEYS, NamedResource, REPORT_BUCKETS, ROOTS, keyIdOf, lastPartOf, requireResourceCount, requireRoot,
} from './named-resources';
import { Criticality } from '../../notification/criticality';
import { BUCKET, CERTIFICATE_AUTHORITIES, KMS_KEY } from '../../private/cdk-kinds';
import { arnOf } from '../../private/certificate-authority-arn';
import { DENIED, SUCCEEDED, eventNames } from '../../private/cloudtrail-records';
import { checkArgument, listOf } from '../../private/kinds';
import { FieldCondition, recordPatternsOf } from '../../private/record-patterns';
import { PkiSignalProps } from '../pki-signal-props';

/* The signals for specific resources. The methods of `PkiSignal` return them. */

const KMS_KEYS = listOf(KMS_KEY, 'kms.IKey objects');
const S3_BUCKETS = listOf(BUCKET, 's3.IBucket objects');

/** The properties of a signal, and the resources in its patterns. */
export interface NamedSignal {
  readonly props: PkiSignalProps;
  readonly resources: readonly NamedResource[];
}

export function rootCaUsed(roots: acmpca.ICertificateAuthorityRef[]): NamedSignal {
  checkArgument('PkiSignal.rootCaUsed()', CERTIFICATE_AUTHORITIES, roots);
  requireResourceCount(roots[0], 'root CAs', roots, ROOTS);
  roots.forEach(requireRoot);
  // A call contains the ARN of the CA. The last part of the ARN is unique and short.
  const endings = roots.map((one) => `/${lastPartOf(arnOf(one))}`);
  return {
    resources: roots.map((root) => ({ construct: root, kind: 'CA', identifier: arnOf(root) })),
    props: {
      name: 'root-ca-used',
      criticality: Criticality.CRITICAL,
      meaning: 'A root CA received a request to sign a certificate.',
      nextStep: 'Check for an approved change. If there is none, disable the CA, revoke the certificate, and identify the caller in CloudTrail.',
      ...recordPatternsOf({
        service: 'acm-pca',
        alternatives: [
          [
            eventNames('IssueCertificate'), SUCCEEDED,
            { field: 'requestParameters.certificateAuthorityArn', is: { endingWith: endings } },
          ],
          // The owner of a shared CA receives this event. The call is in the trail of the caller.
          [eventNames('IssueCertificateDetails'), { field: 'resources[0].ARN', is: { endingWith: endings } }],
        ],
      }),
    },
  };
}

export function keyDisabled(keys: kms.IKey[]): NamedSignal {
  checkArgument('PkiSignal.keyDisabled()', KMS_KEYS, keys);
  requireResourceCount(keys[0], 'KMS keys', keys, KEYS);
  const ids = keys.map(keyIdOf);
  return {
    resources: keys.map((key, index) => ({ construct: key, kind: 'KMS key', identifier: ids[index] })),
    props: {
      name: 'pki-key-disabled',
      criticality: Criticality.CRITICAL,
      // The texts are short, so that the description of the alarm can name the keys.
      meaning: 'A KMS key of the PKI was disabled or scheduled for deletion, or its policy, grants, rotation, or key material changed.',
      nextStep: 'Cancel a deletion, and then enable the key (aws kms cancel-key-deletion, enable-key). If no deployment changed the policy, '
        + 'deploy it again. Revoke unknown grants. Identify the caller in CloudTrail.',
      ...recordPatternsOf({
        service: 'kms',
        alternatives: [[
          // The prefixes match DeleteImportedKeyMaterial, DisableKey, DisableKeyRotation, and PutKeyPolicy. They are
          // short,
          // so that more keys fit in a filter pattern.
          { field: 'eventName', is: { oneOf: ['CreateGrant', 'ScheduleKeyDeletion'], startingWith: ['Delete', 'Disable', 'Put'] } },
          SUCCEEDED,
          // A call contains the ID of the key, or its ARN, which ends in the ID.
          { field: 'requestParameters.keyId', is: { endingWith: ids } },
        ]],
      }),
    },
  };
}

export function bucketChanged(buckets: s3.IBucket[]): NamedSignal {
  return ofBuckets(buckets, SUCCEEDED, {
    name: 'pki-bucket-changed',
    criticality: Criticality.CRITICAL,
    meaning: 'A setting of a PKI bucket changed (such as policy, lifecycle, or encryption), or the bucket was deleted.',
    nextStep: 'Compare the bucket with the stack (cdk drift). If no deployment made the change, deploy again and identify the caller in '
      + 'CloudTrail.',
  });
}

export function bucketChangeDenied(buckets: s3.IBucket[]): NamedSignal {
  return ofBuckets(buckets, DENIED, {
    name: 'pki-bucket-change-denied',
    criticality: Criticality.HIGH,
    meaning: 'A caller tried to delete a PKI bucket, or to change one of its settings, and was denied.',
    nextStep: 'Identify the caller in CloudTrail. Unless a known user made a mistake, treat the credentials as compromised.',
  });
}

/** All calls that change a bucket itself, except its tags. */
function ofBuckets(buckets: s3.IBucket[], outcome: FieldCondition, props: PkiSignalProps): NamedSignal {
  checkArgument('The bucket of a signal', S3_BUCKETS, buckets);
  requireResourceCount(buckets[0], 'buckets', buckets, BUCKETS);
  return {
    resources: buckets.map(resourceOf),
    props: {
      ...props,
      ...recordPatternsOf({
        service: 's3',
        alternatives: [[
          // Calls on objects are data events. The names of the calls on a bucket follow no pattern.
          { field: 'readOnly', is: 'false' },
          { field: 'managementEvent', is: 'true' },
          { field: 'eventName', is: { notEndingWith: 'BucketTagging' } },
          outcome,
          { field: 'requestParameters.bucketName', is: { oneOf: buckets.map(({ bucketName }) => bucketName) } },
        ]],
      }),
    },
  };
}

export function auditReportElsewhere(buckets: s3.IBucket[]): NamedSignal {
  checkArgument('PkiSignal.auditReportElsewhere()', S3_BUCKETS, buckets);
  requireResourceCount(buckets[0], 'audit report buckets', buckets, REPORT_BUCKETS);
  return {
    resources: buckets.map((bucket) => ({ ...resourceOf(bucket), isExcluded: true })),
    props: {
      name: 'audit-report-elsewhere',
      criticality: Criticality.HIGH,
      meaning: 'An audit report was requested into a bucket that is not a known audit report bucket. The report lists every certificate of the CA.',
      nextStep: 'Check for an approved change. If there is none, identify the caller in CloudTrail, and delete the report if you control the bucket.',
      ...recordPatternsOf({
        service: 'acm-pca',
        alternatives: [[
          eventNames('CreateCertificateAuthorityAuditReport'), SUCCEEDED,
          { field: 'requestParameters.s3BucketName', is: { noneOf: buckets.map(({ bucketName }) => bucketName) } },
        ]],
      }),
    },
  };
}

export function monitoringChanged(): NamedSignal {
  return {
    resources: [],
    props: {
      name: 'monitoring-changed',
      criticality: Criticality.HIGH,
      meaning: 'An alarm, EventBridge rule, log group, metric filter, topic, or subscription in the account was deleted, disabled, or changed.',
      nextStep: 'Compare the call with your deployments. If no deployment made it, deploy the stack of the alarms again and identify the caller in '
        + 'CloudTrail.',
      ...recordPatternsOf({ service: MONITORING_SERVICES, alternatives: [[MONITORING_CHANGES, SUCCEEDED]] }),
    },
  };
}

function resourceOf(bucket: s3.IBucket): NamedResource {
  return { construct: bucket, kind: 'bucket', identifier: bucket.bucketName };
}
