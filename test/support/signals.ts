import { Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { newStack } from './stacks';
import { AUDIT_BUCKET, AUDIT_KEY_ID, ISSUING_ARN, LogRecord, ROOT_ARN } from './trail-records';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import acmEvents from '../fixtures/acm-events.json';

/** The signals for specific resources: a root CA, a key, and a bucket, which is also the bucket for audit reports. */
export function namedSignals(scope: Stack = newStack()): PkiSignal[] {
  const root = PrivateCertificateAuthority.fromCertificateAuthorityArn(scope, 'NamedRoot', ROOT_ARN);
  const key = kms.Key.fromKeyArn(scope, 'NamedKey', `arn:aws:kms:us-east-1:111122223333:key/${AUDIT_KEY_ID}`);
  const bucket = s3.Bucket.fromBucketName(scope, 'NamedBucket', AUDIT_BUCKET);
  return [
    PkiSignal.rootCaUsed(root), PkiSignal.keyDisabled(key), PkiSignal.bucketChanged(bucket),
    PkiSignal.bucketChangeDenied(bucket), PkiSignal.auditReportElsewhere(bucket),
  ];
}

/** Every signal of the library for AWS Private CA. */
export function everySignal(scope: Stack = newStack()): PkiSignal[] {
  return PkiSignals.all().plus(...namedSignals(scope))._bind(scope);
}

/** The events of AWS Certificate Manager (`test/fixtures/acm-events.json`) that each signal must match. */
export const ACM_MATRIX: Readonly<Record<string, readonly (keyof typeof acmEvents)[]>> = {
  'acm-certificate-expiring': ['expires in 14 days', 'expires in 7 days', 'expires in 3 days', 'expires in 1 days'],
  'acm-certificate-expired': ['private expired'],
  'acm-renewal-action-required': ['private not renewed: access denied', 'private not renewed: state'],
};

/** An event pattern in the form that EventBridge receives. */
export function renderedPattern({ eventPattern }: PkiSignal): Record<string, unknown> {
  const { detailType, ...pattern } = eventPattern!;
  return { ...pattern, ...detailType && { 'detail-type': detailType } };
}

/** A record as EventBridge delivers it. Returns nothing for a log event that is not from CloudTrail. */
export function eventOf(record: LogRecord): Record<string, unknown> | undefined {
  if (typeof record.eventSource !== 'string') { return undefined; }
  const detailTypes: Record<string, string> = {
    AwsApiCall: 'AWS API Call via CloudTrail',
    AwsServiceEvent: 'AWS Service Event via CloudTrail',
    AwsConsoleSignIn: 'AWS Console Sign In via CloudTrail',
  };
  return {
    'version': '0',
    'id': '00000000-0000-0000-0000-000000000003',
    'detail-type': detailTypes[String(record.eventType)],
    'source': `aws.${record.eventSource.replace('.amazonaws.com', '')}`,
    'account': '111122223333',
    'time': '2026-11-02T03:04:05Z',
    'region': 'us-east-1',
    'resources': [],
    'detail': record,
  };
}

export { ISSUING_ARN, ROOT_ARN };
