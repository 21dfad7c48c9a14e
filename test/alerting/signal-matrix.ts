import {
  BUCKET, BUCKET_TAGS, KEYS, KEY_STORES, KEY_USERS, MONITORING, ORGANIZATION, ORGANIZATION_ACCESS, SHARING, TRAIL, TRUST_ANCHORS,
} from '../support/trail-records';

/*
 * The signals that must match each record. A row contains a record of `test/support/trail-records.ts`, and every signal
 * that must match it. No other signal may match it. The table is written by hand.
 */

const DENIED_CHANGE = ['access-denied', 'ca-change-denied'];
const DENIED_PERMISSION = ['access-denied', 'permission-change-denied'];

type Row = readonly [record: string, ...signals: string[]];

/** A row for each of these calls, and a row for each of them that is denied. */
function calls(names: readonly string[], succeeded: readonly string[], denied: readonly string[]): Row[] {
  return names.flatMap((name): Row[] => [[name, ...succeeded], [`${name} denied`, ...denied]]);
}

/** The signals of `PkiSignals.all()`, and the signals for specific root CAs, keys, and buckets. */
export const MATRIX: readonly Row[] = [
  // Certificate authorities: succeeded, denied, failed.
  ['CreateCertificateAuthority', 'ca-created'],
  ['CreateCertificateAuthority denied', ...DENIED_CHANGE],
  ['CreateCertificateAuthority failed'],
  ['CreateCertificateAuthorityAuditReport'],
  ['CreateCertificateAuthorityAuditReport denied', 'access-denied'],
  ['CreateCertificateAuthorityAuditReport failed'],
  ['CreatePermission', 'ca-permissions-changed'],
  ['CreatePermission denied', ...DENIED_PERMISSION],
  ['CreatePermission failed'],
  ['DeleteCertificateAuthority', 'ca-deleted'],
  ['DeleteCertificateAuthority denied', ...DENIED_CHANGE],
  ['DeleteCertificateAuthority failed'],
  ['DeletePermission', 'ca-permissions-changed'],
  ['DeletePermission denied', ...DENIED_PERMISSION],
  ['DeletePermission failed'],
  ['DeletePolicy', 'ca-permissions-changed'],
  ['DeletePolicy denied', ...DENIED_PERMISSION],
  ['DeletePolicy failed'],
  ['ImportCertificateAuthorityCertificate', 'ca-certificate-imported'],
  ['ImportCertificateAuthorityCertificate denied', ...DENIED_CHANGE, 'subordinate-request-rejected'],
  ['ImportCertificateAuthorityCertificate failed', 'subordinate-request-rejected'],
  ['IssueCertificate'],
  ['IssueCertificate denied', 'access-denied', 'certificate-request-denied'],
  ['IssueCertificate failed'],
  ['PutPolicy', 'ca-permissions-changed'],
  ['PutPolicy denied', ...DENIED_PERMISSION],
  ['PutPolicy failed'],
  ['RestoreCertificateAuthority', 'ca-restored'],
  ['RestoreCertificateAuthority denied', ...DENIED_CHANGE],
  ['RestoreCertificateAuthority failed'],
  ['RevokeCertificate', 'certificate-revoked'],
  ['RevokeCertificate denied', 'access-denied'],
  ['RevokeCertificate failed'],
  ['TagCertificateAuthority', 'ca-tags-changed'],
  ['TagCertificateAuthority denied', ...DENIED_CHANGE],
  ['TagCertificateAuthority failed'],
  ['UntagCertificateAuthority', 'ca-tags-changed'],
  ['UntagCertificateAuthority denied', ...DENIED_CHANGE],
  ['UntagCertificateAuthority failed'],
  ['UpdateCertificateAuthority', 'ca-configuration-changed'],
  ['UpdateCertificateAuthority denied', ...DENIED_CHANGE],
  ['UpdateCertificateAuthority failed'],
  ['UpdateCertificateAuthority to DISABLED', 'ca-configuration-changed', 'ca-disabled'],
  ['UpdateCertificateAuthority to DISABLED failed'],
  ['UpdateCertificateAuthority without CRL', 'ca-configuration-changed', 'revocation-switched-off'],
  ['UpdateCertificateAuthority without CRL failed'],
  ['UpdateCertificateAuthority without OCSP', 'ca-configuration-changed', 'revocation-switched-off'],
  ['UpdateCertificateAuthority without OCSP failed'],
  ['UpdateCertificateAuthority with CRL', 'ca-configuration-changed'],
  ['UpdateCertificateAuthority with OCSP', 'ca-configuration-changed'],
  // A deployment that changes the CRL of a CA without OCSP, and the reverse.
  ['UpdateCertificateAuthority with only CRL', 'ca-configuration-changed'],
  ['UpdateCertificateAuthority with only OCSP', 'ca-configuration-changed'],
  ['UpdateCertificateAuthority with neither', 'ca-configuration-changed', 'revocation-switched-off'],
  ['UpdateCertificateAuthority with neither failed'],
  ['UpdateCertificateAuthority with an empty configuration', 'ca-configuration-changed', 'revocation-switched-off'],
  ['UpdateCertificateAuthority with an empty configuration failed'],

  // Reads.
  ['DescribeCertificateAuthority'],
  ['DescribeCertificateAuthorityAuditReport'],
  ['GetCertificate'],
  ['GetCertificateAuthorityCertificate'],
  ['GetCertificateAuthorityCsr'],
  ['GetPolicy'],
  ['ListCertificateAuthorities'],
  ['ListPermissions'],
  ['ListTags'],
  ['GetCertificate denied', 'access-denied'],
  ['GetCertificate failed'],

  // Templates.
  ['IssueCertificate without template'],
  ['IssueCertificate of a subordinate', 'subordinate-certificate-issued', 'root-ca-used'],
  ['IssueCertificate of a subordinate denied',
    'access-denied', 'certificate-request-denied', 'subordinate-request-rejected'],
  ['IssueCertificate of a subordinate failed', 'subordinate-request-rejected'],
  ['IssueCertificate of a blank subordinate',
    'subordinate-certificate-issued', 'passthrough-template-used', 'root-ca-used'],
  ['IssueCertificate of a root', 'root-certificate-issued', 'root-ca-used'],
  ['IssueCertificate of a root failed'],
  ['IssueCertificate by passthrough', 'passthrough-template-used'],
  ['IssueCertificate by passthrough failed'],

  // Service events of AWS Private CA.
  ['GenerateCRL', 'crl-generated'],
  ['SignCRL'],
  ['GenerateOCSPResponse'],
  ['SignOCSPResponse'],
  ['SignCertificate'],
  ['SignCACSR'],
  ['IssueCertificateDetails ISSUED', 'certificate-issued'],
  ['IssueCertificateDetails FAILED', 'certificate-issuance-failed'],
  ['IssueCertificateDetails of a subordinate ISSUED', 'certificate-issued', 'subordinate-certificate-issued', 'root-ca-used'],
  ['IssueCertificateDetails of a subordinate FAILED',
    'certificate-issuance-failed', 'subordinate-request-rejected', 'root-ca-used'],
  ['IssueCertificateDetails of a root ISSUED', 'certificate-issued', 'root-certificate-issued', 'root-ca-used'],
  // Only the trail of the other account contains the call.
  ['IssueCertificateDetails of the root for another account ISSUED', 'certificate-issued', 'root-ca-used'],
  ['IssueCertificateDetails by passthrough ISSUED', 'certificate-issued', 'passthrough-template-used'],

  // The root user.
  ['IssueCertificate by the root user', 'root-user-call'],
  ['ListTags by the root user', 'root-user-call'],
  ['GetCertificate for the root user by a service'],
  ['ListBuckets by the root user'],

  // Sharing.
  ...calls(SHARING, ['ca-share-changed'], ['ca-share-change-denied']),
  ['GetResourceShares'],

  // Tampering.
  ...calls(TRAIL, ['trail-changed'], ['trail-change-denied']),
  ['StartLogging'],
  ...calls([...ORGANIZATION, ...ORGANIZATION_ACCESS], ['organization-trail-ended'], ['trail-change-denied']),
  ['DisableAWSServiceAccess for AWS Config'],
  ['DeregisterDelegatedAdministrator for AWS Config'],
  ...calls(KEYS.slice(0, 3), ['kms-key-disabled', 'pki-key-disabled'], ['kms-key-change-denied']),
  ...calls(['PutKeyPolicy'], ['pki-key-disabled'], ['kms-key-change-denied']),
  ...calls(['DisableKeyRotation', 'CreateGrant'], ['pki-key-disabled'], []),
  ...calls(KEY_STORES, ['kms-key-disabled'], ['kms-key-change-denied']),
  ['ScheduleKeyDeletion by ARN', 'kms-key-disabled', 'pki-key-disabled'],
  ['DisableKey of another key', 'kms-key-disabled'],
  ['PutKeyPolicy of another key'],
  ['EnableKey'],
  ...Object.keys(KEY_USERS).flatMap((name): Row[] => {
    const signals = name === 'Lambda' ? [] : ['service-key-use-failed'];
    return [[`GenerateDataKey by ${name}`], [`GenerateDataKey by ${name} denied`, ...signals], [`Decrypt by ${name} failed`, ...signals]];
  }),
  ['DescribeKey by CloudTrail denied'],
  ['GenerateDataKey denied'],
  ['GenerateDataKey of Secrets Manager by CloudTrail denied'],
  ['Encrypt with a PKI key'],
  ...calls(BUCKET, ['pki-bucket-changed'], ['pki-bucket-change-denied']),
  ...calls(BUCKET_TAGS, [], []),
  ['PutBucketPolicy of another bucket'],
  ['PutBucketPolicy of another bucket denied'],
  ['DeleteObject'],
  ['PutObject'],
  ['PutObject denied'],
  ['GetBucketPolicy'],
  ['GetBucketPolicy denied'],
  ['CreateCertificateAuthorityAuditReport in another bucket', 'audit-report-elsewhere'],
  ['CreateCertificateAuthorityAuditReport in another bucket failed'],
  ...calls(Object.values(MONITORING).flat(), ['monitoring-changed'], ['monitoring-change-denied']),
  ['EnableRule'],
  ['CreateLogGroup'],
  ['EnableAlarmActions'],
  ['CreateTopic'],
  ['DeleteRule of WAF'],
  ...calls(TRUST_ANCHORS, ['trust-anchor-changed'], []),
  ['DisableTrustAnchor'],

  // Services that are integrated with ACM.
  ['CreateListener'],
  ['ModifyListener'],
  ['AddListenerCertificates'],
  ['RemoveListenerCertificates'],
  ['CreateListener without certificate'],
  ['CreateDistribution'],
  ['UpdateDistribution'],
  ['UpdateDistribution without certificate'],
  ['CreateDomainName of a REST API'],
  ['CreateDomainName of an edge-optimized REST API'],
  ['CreateDomainName of an HTTP API'],
  ['CreateDomainName denied'],

  // Other services.
  ['DeletePolicy of IAM'],
  ['PutConfigurationRecorder of AWS Config'],
  ['ConsoleLogin failed'],
  ['CreateSecurityGroup of EC2'],
  ['CreateNetworkAcl of EC2'],
  ['CreateInternetGateway of EC2'],
  ['CreateRoute of EC2'],
  ['CreateVpc of EC2'],
  ['AWS\'s sample CreateLoadBalancer'],
  ['AWS\'s sample RegisterInstancesWithLoadBalancer'],
  ['AWS\'s sample Encrypt'],
  ['AWS\'s sample Decrypt'],

  // A PKI outside AWS, which has a separate log group and separate signals.
  ...[4882, 92, 23, 19, 28, 22, 12, 4888, 4870, 4872, 4887, 1].map((id): [string] => [`EZCA ${id}`]),
  ['another source with the id 19'],
];

/** Routine activity, which no recommended signal may match. */
export const NOISE = [
  'CreateCertificateAuthorityAuditReport', 'IssueCertificate', 'IssueCertificate without template',
  'DescribeCertificateAuthority', 'DescribeCertificateAuthorityAuditReport', 'GetCertificate', 'GetCertificate failed',
  'GetCertificateAuthorityCertificate', 'GetCertificateAuthorityCsr', 'GetPolicy', 'ListCertificateAuthorities', 'ListPermissions',
  'ListTags', 'GenerateCRL', 'SignCRL', 'GenerateOCSPResponse', 'SignOCSPResponse', 'SignCertificate', 'SignCACSR',
  'IssueCertificateDetails ISSUED', 'GetCertificate for the root user by a service', 'ListBuckets by the root user',
  ...Object.values(MONITORING).flat(), ...BUCKET_TAGS, 'EnableRule', 'CreateLogGroup', 'EnableAlarmActions', 'CreateTopic',
  'DisableTrustAnchor', 'Encrypt with a PKI key', 'PutKeyPolicy of another key', 'PutObject', 'CreateGrant', 'DisableKeyRotation',
  'GetResourceShares', 'StartLogging', 'EnableKey', 'GetBucketPolicy', 'PutBucketPolicy of another bucket', 'DeletePolicy of IAM',
  'CreateVpc of EC2', 'AWS\'s sample CreateLoadBalancer', 'AWS\'s sample RegisterInstancesWithLoadBalancer', 'AWS\'s sample Encrypt',
  'AWS\'s sample Decrypt', 'EZCA 4872', 'another source with the id 19',
];

/** The records that the account signals of CIS AWS Foundations must match, by number of the Security Hub control. */
export const CIS_MATRIX: Readonly<Record<number, readonly string[]>> = {
  1: ['IssueCertificate by the root user', 'ListTags by the root user', 'ListBuckets by the root user'],
  4: ['DeletePolicy of IAM'],
  5: ['StopLogging', 'StopLogging denied', 'DeleteTrail', 'DeleteTrail denied', 'UpdateTrail', 'UpdateTrail denied', 'StartLogging'],
  6: ['ConsoleLogin failed'],
  7: ['DisableKey', 'DisableKey denied', 'ScheduleKeyDeletion', 'ScheduleKeyDeletion denied', 'ScheduleKeyDeletion by ARN',
    'DisableKey of another key'],
  8: ['PutBucketPolicy', 'PutBucketPolicy denied', 'DeleteBucketPolicy', 'DeleteBucketPolicy denied', 'PutBucketAcl', 'PutBucketAcl denied',
    'PutBucketLifecycle', 'PutBucketLifecycle denied', 'PutBucketReplication', 'PutBucketReplication denied',
    'PutBucketPolicy of another bucket', 'PutBucketPolicy of another bucket denied'],
  9: ['PutConfigurationRecorder of AWS Config'],
  10: ['CreateSecurityGroup of EC2'],
  11: ['CreateNetworkAcl of EC2'],
  12: ['CreateInternetGateway of EC2'],
  13: ['CreateRoute of EC2'],
  14: ['CreateVpc of EC2'],
};
