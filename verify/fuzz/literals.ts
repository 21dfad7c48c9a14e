import { readFileSync } from 'fs';
import { join } from 'path';
import { DurationUnit } from './expressions';

/* Valid values of primitive types, by the name of the property or parameter. A name of `Type.property` goes first. */

const example = (path: string) => readFileSync(join(__dirname, '../../examples', path), 'utf8');
const CA = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const ROLES = ['arn:*:iam::111122223333:role/PkiAdministrator', 'arn:aws:iam::111122223333:role/pki/*'];
const OIDS = ['1.3.6.1.4.1.99999.1', '2.5.29.17', '2.39.1'];
const DOMAINS = ['crl.example.com', 'ocsp.example.com', 'pki.example.net'];
const UTF8 = ['Example Corp', 'Ä Corp 日本', 'a'.repeat(64)];

export const STRINGS: Readonly<Record<string, readonly string[]>> = {
  'accountId': ['111122223333', '444455556666'],
  'actions': ['DeleteCertificateAuthority', 'IssueCertificate', 'CreatePermission'],
  'address': ['pki@example.com', '192.0.2.1', '2001:db8::1'],
  'administrators': ROLES,
  'AccessMethod.of.name': ['CA_REPOSITORY', 'FUTURE_METHOD'],
  'AuditReportQuery.name': ['revoked-this-week', 'by-template'],
  'AuditReportQuery.sql': ['SELECT count(*) FROM latest_certificates'],
  'bucketNamePrefix': ['pki-logs', 'amzn-s3-demo-pki'],
  'buckets': ['arn:aws:s3:::amzn-s3-demo-bucket', 'arn:aws:s3:::pki-*'],
  'caCertificateIssuers': ROLES,
  'certificateAuthorityArn': [CA],
  'certificateAuthorityArns': [CA],
  'certificateAuthorityRegion': ['eu-central-1', 'us-east-1'],
  'certificateChainPem': [example('external-parent/chain.pem')],
  'certificatePem': [example('external-parent/issuing-ca.pem')],
  'CertificateAuthorityAttributes.certificatePem': [example('external-parent/chain.pem')],
  'cname': DOMAINS,
  'commonName': ['Example Corp Root CA G1', ...UTF8],
  'country': ['US', 'DE'],
  'cpsUris': ['http://pki.example.com/cps', 'https://pki.example.com/cps.pdf'],
  'credentialCreatedOn': ['2026-11-01', '2024-02-29'],
  'CrlType.of.name': ['COMPLETE', 'PARTITIONED'],
  'customCname': DOMAINS,
  'customPath': ['pki', 'pki/crls'],
  'CustomExtension.value': ['BQA=', 'MAA='],
  'CustomDistinguishedNameAttribute.objectIdentifier': ['2.5.4.3', '2.5.4.10', '1.3.6.1.4.1.99999.1'],
  'dashboardName': ['pki', 'Pki_1-a'],
  'description': ['A rule of the app'],
  'dnsName': ['*.example.com', 'server.example.com'],
  'domainName': DOMAINS,
  'endDate': ['20361231235959', '361231235959'],
  'executionRoles': ['arn:aws:iam::111122223333:role/cdk-hnb659fds-cfn-exec-role-111122223333-us-east-1'],
  'ExtendedKeyUsage.of.name': ['SERVER_AUTH', 'FUTURE_USAGE'],
  'filterPattern': ['{ $.eventSource = "acm-pca.amazonaws.com" && $.eventName = "RestoreCertificateAuthority" }'],
  'folder': ['Pki', 'Pki/Audit'],
  'GeneralName.ipAddress.address': ['192.0.2.1', '2001:db8::1'],
  'HierarchyLevel.name': ['Issuing', 'Policy', 'Root', 'Workload', 'Devices'],
  'CertificateAuthorityHierarchy.certificateAuthority.name': ['Root', 'Issuing'],
  'ignore': ['pca-root-issues', 'pca-no-revocation'],
  'KeyAlgorithm.of.name': ['EC_prime256v1', 'FUTURE'],
  'keys': ['arn:aws:kms:us-east-1:111122223333:key/*'],
  'KeyStorageSecurityStandard.of.name': ['FIPS_140_2_LEVEL_3_OR_HIGHER', 'FUTURE'],
  'logGroupName': ['/pki/ezca', 'ezca'],
  'logStreamName': ['audit', 'ezca/audit'],
  'managementAccount': ['444455556666', '111122223333'],
  'meaning': ['A CA was restored.'],
  'metricNamespace': ['Pki', 'Example/Pki'],
  'metricsQuery': ['SELECT SUM(Failure) FROM "AWS/ACMPrivateCA"'],
  'names': ['ca-deleted', 'ca-created'],
  'nameAssigner': ['assigner'],
  'nextStep': ['Ask the team of the PKI why.'],
  'NotificationDetail.label': ['CA', 'Result'],
  'NotificationDetail.value': ['Root', 'FAILURE'],
  'objectIdentifier': OIDS,
  'organizationArn': ['arn:aws:organizations::111122223333:organization/o-exampleorgid'],
  'organizationId': ['o-exampleorgid'],
  'organizationalUnitArn': ['arn:aws:organizations::111122223333:ou/o-exampleorgid/ou-examplerootid111-exampleouid111'],
  'partyName': ['party'],
  'path': ['crl/11111111-2222-3333-4444-555555555555.crl'],
  'pem': [example('issued-certificate/device-01.csr')],
  'CertificateSigningRequest.fromFile.path': [join(__dirname, '../../examples/issued-certificate/device-01.csr')],
  'PkiSignal.withName.name': ['other-name', 'ca-restored-2'],
  'PkiSignalProps.name': ['ca-restored', 'policy-changed'],
  'PkiSignals.withCriticality.name': ['ca-deleted', 'ca-created'],
  'qualifier': ['hnb659fds', 'pki'],
  'replicationRoleArns': ['arn:aws:iam::111122223333:role/pki-replication'],
  'requiredTagKeys': ['owner', 'cost-center'],
  'roleArn': ['arn:aws:iam::444455556666:role/Issuer'],
  'ruleName': ['pki-events'],
  's3KeyPrefix': ['pki', 'trails/pki'],
  'serialNumber': ['1', 'A-17'],
  'servicePrincipal': ['pca-connector-ad.amazonaws.com'],
  'SharePrincipal.account.accountId': ['444455556666'],
  'SharePrincipal.service.servicePrincipal': ['pca-connector-scep.amazonaws.com'],
  'signalName': ['ca-deleted', 'ca-created', 'ezca-4882'],
  'SigningAlgorithm.of.name': ['SHA256WITHECDSA', 'FUTURE'],
  'sourceAccount': ['444455556666', '111122223333'],
  'templateName': ['EndEntityCertificate/V1', 'FutureCertificate/V2'],
  'trailArn': ['arn:aws:cloudtrail:us-east-1:111122223333:trail/management-events'],
  'trailName': ['pki-trail', 'pki.trail_1'],
  'trails': ['arn:aws:cloudtrail:*:111122223333:trail/pki'],
  'typeId': ['1.3.6.1.4.1.311.20.2.3'],
  'uri': ['https://pki.example.com/', 'spiffe://example.com/ca'],
  'UsageMode.of.name': ['GENERAL_PURPOSE', 'SHORT_LIVED_CERTIFICATE'],
  'RevocationEndpoint.crl.path': ['/crl/11111111-2222-3333-4444-555555555555.crl'],
  'RolesAnywherePrincipalOptions.subject': ['build-01.example.com', 'build-*'],
  'RolesAnywherePrincipalOptions.issuer': ['Example Corp Issuing CA G1'],
  'RolesAnywherePrincipalOptions.san': ['build-01.example.com'],
  'whatHappened': ['A CA was deleted.'],
  'whatToDo': ['Restore it within the restoration period.'],
};

/** Other text of a certificate subject, and of properties without an entry. */
export const TEXT = UTF8;

export const NUMBERS: Readonly<Record<string, readonly number[]>> = {
  certificateAuthorityQuota: [200, 1000],
  certificateGeneration: [1, 2, 3],
  certificatesPerCaQuota: [1_000_000, 2_000_000],
  count: [1, 2, 3, 5],
  epochSeconds: [1_900_000_000, 2_100_000_000],
  evaluationPeriods: [1, 3],
  eventIds: [4882, 92, 23, 19],
  maxCertificateAuthorities: [1, 5, 20],
  pathLength: [0, 1, 2, 3],
  percentage: [1, 80, 99],
};

/** The keys of maps whose keys are not free. */
export const MAP_KEYS: Readonly<Record<string, readonly string[]>> = {
  subject: ['CN', 'OU', 'O'], issuer: ['CN', 'O'], san: ['DNS', 'URI'],
};

export const CONDITIONS: readonly unknown[] = [
  { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } },
  { StringNotEquals: { 'aws:PrincipalTag/team': ['pki', 'security'] }, Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
];

type Amount = readonly [unit: DurationUnit, amount: number];

export const DURATIONS: Readonly<Record<string, readonly Amount[]>> = {
  archiveLogFilesAfter: [['days', 30], ['days', 90]],
  archiveReportsAfter: [['days', 30], ['days', 90]],
  cacheDuration: [['minutes', 5], ['hours', 1]],
  caExpiryNotice: [['days', 45], ['days', 365]],
  credentialAge: [['days', 90], ['days', 365]],
  crlLifetime: [['days', 7], ['days', 30]],
  endEntityExpiryNotice: [['days', 45], ['days', 7]],
  expiration: [['days', 7], ['days', 30]],
  interval: [['days', 1], ['hours', 12], ['days', 7]],
  logFileRetention: [['days', 365], ['days', 3650]],
  overdueAfter: [['days', 2], ['days', 3]],
  period: [['minutes', 5], ['hours', 1]],
  remaining: [['days', 90], ['days', 30], ['days', 365]],
  reportRetention: [['days', 365], ['days', 3650]],
  resultRetention: [['days', 7], ['days', 30]],
  retention: [['days', 30], ['days', 365]],
  sessionDuration: [['hours', 1], ['minutes', 15]],
  staleAfter: [['days', 4], ['days', 10]],
  supersededCrlRetention: [['days', 30], ['days', 1]],
};
