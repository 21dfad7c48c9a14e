import integratedServices from '../fixtures/acm-integrated-services.json';
import ezcaEvents from '../fixtures/ezca-events.json';

/*
 * Log events of a trail, and of a PKI outside AWS, by the names in the matrix of signals. The records of integrated
 * services are samples of AWS. The records of AWS Private CA follow the AWS documentation of the fields, including the
 * fields that can be absent. They were not recorded in a live AWS account.
 *
 * https://docs.aws.amazon.com/privateca/latest/userguide/logging-using-cloudtrail-pca.html
 */

/** A log event. */
export type LogRecord = Readonly<Record<string, unknown>>;

const ACCOUNT = '111122223333';
const REGION = 'us-east-1';
const ca = (id: string) => `arn:aws:acm-pca:${REGION}:${ACCOUNT}:certificate-authority/${id}`;

/** The certificate authorities of the records. */
export const ROOT_ARN = ca('11111111-1111-1111-1111-111111111111');
export const ISSUING_ARN = ca('22222222-2222-2222-2222-222222222222');
const template = (name: string) => `arn:aws:acm-pca:::template/${name}/V1`;

/** The bucket and the key in the records. */
export const AUDIT_BUCKET = 'amzn-s3-demo-bucket';
export const AUDIT_KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';

/** The services that use keys, by the names in records. The last one has no signal. */
export const KEY_USERS = {
  'CloudTrail': 'cloudtrail.amazonaws.com',
  'Private CA': 'acm-pca.amazonaws.com',
  'CloudWatch Logs': 'logs.us-east-1.amazonaws.com',
  'Lambda': 'lambda.amazonaws.com',
} as const;

/** The certificate of integrated services. */
const CERTIFICATE = `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/12345678-1234-1234-1234-123456789012`;

const PERSON = {
  type: 'AssumedRole',
  principalId: 'AROACKCEVSQ6C2EXAMPLE:jane',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/PkiAdministrator/jane`,
  accountId: ACCOUNT,
  sessionContext: { sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/PkiAdministrator`, accountId: ACCOUNT } },
};
const ROOT_USER = { type: 'Root', principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT };

/** An API call. */
function call(service: string, eventName: string, requestParameters: unknown, more: LogRecord = {}): LogRecord {
  return {
    eventVersion: '1.11',
    userIdentity: PERSON,
    eventTime: '2026-11-02T03:04:05Z',
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: REGION,
    sourceIPAddress: '192.0.2.1',
    userAgent: 'aws-cli/2.31.0',
    requestParameters,
    responseElements: null,
    requestID: '00000000-0000-0000-0000-000000000001',
    eventID: '00000000-0000-0000-0000-000000000002',
    readOnly: /^(Describe|Get|List)/.test(eventName),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    ...more,
  };
}

const pca = (eventName: string, requestParameters: unknown, more: LogRecord = {}) =>
  call('acm-pca', eventName, requestParameters, more);
const DENIED = { errorCode: 'AccessDeniedException', errorMessage: 'User is not authorized to perform this action' };
const FAILED = { errorCode: 'InvalidStateException', errorMessage: 'The certificate authority is not in a valid state.' };

/** A service event of AWS Private CA. The service is the principal, and the CA is in the resources. */
function serviceEvent(
  eventName: string, serviceEventDetails?: LogRecord, certificateAuthorityArn = ISSUING_ARN,
): LogRecord {
  return {
    ...pca(eventName, null),
    userIdentity: { accountId: ACCOUNT, invokedBy: 'acm-pca.amazonaws.com' },
    sourceIPAddress: 'acm-pca.amazonaws.com',
    userAgent: 'acm-pca.amazonaws.com',
    resources: [{ accountId: ACCOUNT, type: 'AWS::ACMPCA::CertificateAuthority', ARN: certificateAuthorityArn }],
    eventType: 'AwsServiceEvent',
    ...serviceEventDetails && { serviceEventDetails },
  };
}

const issuance = (templateName: string, status: string, certificateAuthorityArn = ISSUING_ARN) =>
  serviceEvent('IssueCertificateDetails', {
    issuerName: 'CN=Example Corp Root CA G1',
    subject: 'CN=host.example.com',
    serialNumber: '0a:1b:2c',
    templateArn: template(templateName),
    signingAlgorithm: 'ECDSAWITHSHA256',
    status,
    ...status === 'ISSUED'
      ? { notBefore: '2026-11-02T02:04:05Z', notAfter: '2027-11-02T03:04:05Z', issuedAt: '2026-11-02T03:04:06Z' }
      : { statusReason: 'The request could not be completed.' },
    requesterArn: PERSON.arn,
  }, certificateAuthorityArn);

const issue = (templateName?: string, more: LogRecord = {}, certificateAuthorityArn = ISSUING_ARN) => pca('IssueCertificate', {
  certificateAuthorityArn,
  signingAlgorithm: 'SHA384WITHECDSA',
  validity: { value: 365, type: 'DAYS' },
  ...templateName && { templateArn: template(templateName) },
}, more);

const PARAMETERS: Record<string, LogRecord> = {
  CreateCertificateAuthority: { certificateAuthorityType: 'SUBORDINATE' },
  CreateCertificateAuthorityAuditReport: {
    certificateAuthorityArn: ISSUING_ARN, s3BucketName: AUDIT_BUCKET, auditReportResponseFormat: 'CSV',
  },
  CreatePermission: { certificateAuthorityArn: ISSUING_ARN, principal: 'acm.amazonaws.com' },
  DeleteCertificateAuthority: { certificateAuthorityArn: ISSUING_ARN },
  DeletePermission: { certificateAuthorityArn: ISSUING_ARN, principal: 'acm.amazonaws.com' },
  DeletePolicy: { resourceArn: ISSUING_ARN },
  ImportCertificateAuthorityCertificate: { certificateAuthorityArn: ISSUING_ARN },
  IssueCertificate: issue('EndEntityCertificate').requestParameters as LogRecord,
  PutPolicy: { resourceArn: ISSUING_ARN, policy: '{}' },
  RestoreCertificateAuthority: { certificateAuthorityArn: ISSUING_ARN },
  RevokeCertificate: { certificateAuthorityArn: ISSUING_ARN, certificateSerial: '0a:1b:2c', revocationReason: 'KEY_COMPROMISE' },
  TagCertificateAuthority: { certificateAuthorityArn: ISSUING_ARN },
  UntagCertificateAuthority: { certificateAuthorityArn: ISSUING_ARN },
  UpdateCertificateAuthority: { certificateAuthorityArn: ISSUING_ARN, status: 'ACTIVE' },
};

const READS = [
  'DescribeCertificateAuthority', 'DescribeCertificateAuthorityAuditReport', 'GetCertificate', 'GetCertificateAuthorityCertificate',
  'GetCertificateAuthorityCsr', 'GetPolicy', 'ListCertificateAuthorities', 'ListPermissions', 'ListTags',
];

const update = (parameters: LogRecord, more?: LogRecord) =>
  pca('UpdateCertificateAuthority', { certificateAuthorityArn: ISSUING_ARN, ...parameters }, more);
const WITHOUT_CRL = { revocationConfiguration: { crlConfiguration: { enabled: false } } };
const WITHOUT_OCSP = { revocationConfiguration: { ocspConfiguration: { enabled: false } } };
/** CRL and OCSP, as every deployment of this library sends them. */
const halves = (crl: boolean, ocsp: boolean) => ({
  revocationConfiguration: { crlConfiguration: { enabled: crl }, ocspConfiguration: { enabled: ocsp } },
});

type Records = Readonly<Record<string, LogRecord>>;

/** Each of these calls, succeeded and denied. The record of a denied call can contain the parameters. */
function succeededAndDenied(service: string, parameters: LogRecord, ...names: string[]): Records {
  return Object.fromEntries(names.flatMap((name) => [
    [name, call(service, name, parameters)],
    [`${name} denied`, call(service, name, parameters, DENIED)],
  ]));
}

/* The calls by which someone tampers with what a PKI depends on. */
export const SHARING = [
  'CreateResourceShare', 'AssociateResourceShare', 'AssociateResourceSharePermission', 'DisassociateResourceShare',
  'DisassociateResourceSharePermission', 'UpdateResourceShare', 'DeleteResourceShare', 'ReplacePermissionAssociations',
  'SetDefaultPermissionVersion', 'PromoteResourceShareCreatedFromPolicy', 'PromotePermissionCreatedFromPolicy',
  'CreatePermissionVersion', 'EnableSharingWithAwsOrganization',
];
export const TRAIL = ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'DeregisterOrganizationDelegatedAdmin'];
export const ORGANIZATION = ['LeaveOrganization', 'RemoveAccountFromOrganization', 'DeleteOrganization'];
export const ORGANIZATION_ACCESS = ['DisableAWSServiceAccess', 'DeregisterDelegatedAdministrator'];
export const KEYS = ['DisableKey', 'ScheduleKeyDeletion', 'DeleteImportedKeyMaterial', 'PutKeyPolicy', 'DisableKeyRotation', 'CreateGrant'];
export const KEY_STORES = ['DisconnectCustomKeyStore', 'DeleteCustomKeyStore'];
export const BUCKET = [
  'PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketAcl', 'PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'DeleteBucket',
  'PutBucketLifecycle', 'PutBucketVersioning', 'PutBucketEncryption', 'DeleteBucketEncryption', 'PutBucketOwnershipControls',
  'PutBucketReplication', 'PutBucketLogging', 'PutAccelerateConfiguration', 'CreateBucketMetadataConfiguration',
  'CreateBucketMetadataTableConfiguration', 'UpdateBucketMetadataInventoryTableConfiguration',
  'UpdateBucketMetadataJournalTableConfiguration', 'UpdateBucketMetadataAnnotationTableConfiguration',
];
export const BUCKET_TAGS = ['PutBucketTagging', 'DeleteBucketTagging'];
export const MONITORING: Readonly<Record<string, readonly string[]>> = {
  events: ['PutRule', 'DisableRule', 'DeleteRule', 'PutTargets', 'RemoveTargets'],
  logs: ['DeleteLogGroup', 'DeleteLogStream', 'PutMetricFilter', 'DeleteMetricFilter', 'PutRetentionPolicy', 'AssociateKmsKey'],
  monitoring: ['PutMetricAlarm', 'PutCompositeAlarm', 'DeleteAlarms', 'DisableAlarmActions', 'PutAlarmMuteRule', 'SetAlarmState'],
  sns: [
    'DeleteTopic', 'SetTopicAttributes', 'RemovePermission', 'PutDataProtectionPolicy', 'Subscribe', 'Unsubscribe', 'SetSubscriptionAttributes',
  ],
};
export const TRUST_ANCHORS = ['CreateTrustAnchor', 'UpdateTrustAnchor', 'EnableTrustAnchor'];

/** Every record, by name. */
export const RECORDS: Records = {
  // Each call that changes something: succeeded, denied (CloudTrail might omit the parameters), failed.
  ...Object.fromEntries(Object.entries(PARAMETERS).flatMap(([name, parameters]) => [
    [name, pca(name, parameters)],
    [`${name} denied`, pca(name, null, DENIED)],
    [`${name} failed`, pca(name, parameters, FAILED)],
  ])),
  // Each read-only call.
  ...Object.fromEntries(READS.map((name) => [name, pca(name, { certificateAuthorityArn: ISSUING_ARN })])),
  'GetCertificate denied': pca('GetCertificate', null, { ...DENIED, errorCode: 'AccessDenied' }),
  'GetCertificate failed': pca('GetCertificate', { certificateAuthorityArn: ISSUING_ARN }, { errorCode: 'RequestInProgressException' }),

  // Templates.
  'IssueCertificate without template': issue(),
  'IssueCertificate of a subordinate': issue('SubordinateCACertificate_PathLen0', {}, ROOT_ARN),
  'IssueCertificate of a subordinate denied': issue('SubordinateCACertificate_PathLen0', DENIED, ROOT_ARN),
  'IssueCertificate of a subordinate failed': issue('SubordinateCACertificate_PathLen0', FAILED, ROOT_ARN),
  'IssueCertificate of a blank subordinate': issue('BlankSubordinateCACertificate_PathLen1_APIPassthrough', {}, ROOT_ARN),
  'IssueCertificate of a root': issue('RootCACertificate', {}, ROOT_ARN),
  'IssueCertificate of a root failed': issue('RootCACertificate', FAILED, ROOT_ARN),
  'IssueCertificate by passthrough': issue('EndEntityCertificate_APICSRPassthrough'),
  'IssueCertificate by passthrough failed': issue('EndEntityCertificate_APICSRPassthrough', FAILED),

  // Changes of a CA.
  'UpdateCertificateAuthority to DISABLED': update({ status: 'DISABLED' }),
  'UpdateCertificateAuthority to DISABLED failed': update({ status: 'DISABLED' }, FAILED),
  'UpdateCertificateAuthority without CRL': update(WITHOUT_CRL),
  'UpdateCertificateAuthority without CRL failed': update(WITHOUT_CRL, FAILED),
  'UpdateCertificateAuthority without OCSP': update(WITHOUT_OCSP),
  'UpdateCertificateAuthority without OCSP failed': update(WITHOUT_OCSP, FAILED),
  'UpdateCertificateAuthority with CRL': update({
    revocationConfiguration: { crlConfiguration: { enabled: true, expirationInDays: 7, s3BucketName: AUDIT_BUCKET } },
  }),
  'UpdateCertificateAuthority with OCSP': update({ revocationConfiguration: { ocspConfiguration: { enabled: true } } }),
  'UpdateCertificateAuthority with only CRL': update(halves(true, false)),
  'UpdateCertificateAuthority with only OCSP': update(halves(false, true)),
  'UpdateCertificateAuthority with neither': update(halves(false, false)),
  'UpdateCertificateAuthority with neither failed': update(halves(false, false), FAILED),
  'UpdateCertificateAuthority with an empty configuration': update({ revocationConfiguration: {} }),
  'UpdateCertificateAuthority with an empty configuration failed': update({ revocationConfiguration: {} }, FAILED),

  // Service events of AWS Private CA.
  'GenerateCRL': serviceEvent('GenerateCRL'),
  'SignCRL': serviceEvent('SignCRL'),
  'GenerateOCSPResponse': serviceEvent('GenerateOCSPResponse'),
  'SignOCSPResponse': serviceEvent('SignOCSPResponse'),
  'SignCertificate': serviceEvent('SignCertificate'),
  'SignCACSR': serviceEvent('SignCACSR'),
  'IssueCertificateDetails ISSUED': issuance('EndEntityCertificate', 'ISSUED'),
  'IssueCertificateDetails FAILED': issuance('EndEntityCertificate', 'FAILED'),
  'IssueCertificateDetails of a subordinate ISSUED': issuance('SubordinateCACertificate_PathLen0', 'ISSUED', ROOT_ARN),
  'IssueCertificateDetails of a subordinate FAILED': issuance('SubordinateCACertificate_PathLen0', 'FAILED', ROOT_ARN),
  'IssueCertificateDetails of a root ISSUED': issuance('RootCACertificate', 'ISSUED', ROOT_ARN),
  'IssueCertificateDetails of the root for another account ISSUED': issuance('EndEntityCertificate', 'ISSUED', ROOT_ARN),
  'IssueCertificateDetails by passthrough ISSUED': issuance('BlankEndEntityCertificate_APIPassthrough', 'ISSUED'),

  // The root user of the account.
  'IssueCertificate by the root user': issue('EndEntityCertificate', { userIdentity: ROOT_USER }),
  'ListTags by the root user': pca('ListTags', { certificateAuthorityArn: ISSUING_ARN }, { userIdentity: ROOT_USER }),
  'GetCertificate for the root user by a service': pca('GetCertificate', { certificateAuthorityArn: ISSUING_ARN }, {
    userIdentity: { ...ROOT_USER, invokedBy: 'acm.amazonaws.com' },
  }),
  'ListBuckets by the root user': call('s3', 'ListBuckets', null, { userIdentity: ROOT_USER }),

  // Sharing: each call, succeeded and denied.
  ...succeededAndDenied('ram', { resourceArns: [ISSUING_ARN] }, ...SHARING),
  'GetResourceShares': call('ram', 'GetResourceShares', { resourceOwner: 'SELF' }),

  // Changes of the trail, keys, and buckets.
  ...succeededAndDenied('cloudtrail', { name: 'pki' }, ...TRAIL),
  'StartLogging': call('cloudtrail', 'StartLogging', { name: 'pki' }),
  ...succeededAndDenied('organizations', {}, ...ORGANIZATION),
  ...succeededAndDenied('organizations', { servicePrincipal: 'cloudtrail.amazonaws.com' }, ...ORGANIZATION_ACCESS),
  ...Object.fromEntries(ORGANIZATION_ACCESS.map((name) =>
    [`${name} for AWS Config`, call('organizations', name, { servicePrincipal: 'config.amazonaws.com' })])),
  ...succeededAndDenied('kms', { keyId: AUDIT_KEY_ID }, ...KEYS),
  ...succeededAndDenied('kms', { customKeyStoreId: 'cks-1234567890abcdef0' }, ...KEY_STORES),
  'ScheduleKeyDeletion by ARN': call('kms', 'ScheduleKeyDeletion', {
    keyId: `arn:aws:kms:${REGION}:${ACCOUNT}:key/${AUDIT_KEY_ID}`, pendingWindowInDays: 7,
  }),
  'DisableKey of another key': call('kms', 'DisableKey', { keyId: 'ffffffff-12ab-34cd-56ef-1234567890ab' }),
  'PutKeyPolicy of another key': call('kms', 'PutKeyPolicy', { keyId: 'ffffffff-12ab-34cd-56ef-1234567890ab' }),
  'EnableKey': call('kms', 'EnableKey', { keyId: AUDIT_KEY_ID }),
  ...Object.fromEntries(Object.entries(KEY_USERS).flatMap(([name, invokedBy]) => {
    const use = (more: LogRecord, eventName = 'GenerateDataKey') => call('kms', eventName, { keyId: AUDIT_KEY_ID, keySpec: 'AES_256' }, {
      userIdentity: { type: 'AWSService', invokedBy }, sourceIPAddress: invokedBy, userAgent: invokedBy, readOnly: true, ...more,
    });
    return [
      [`GenerateDataKey by ${name}`, use({})],
      [`GenerateDataKey by ${name} denied`, use(DENIED)],
      [`Decrypt by ${name} failed`, use({ errorCode: 'DisabledException', errorMessage: 'The key is disabled.' }, 'Decrypt')],
    ];
  })),
  'DescribeKey by CloudTrail denied': call('kms', 'DescribeKey', { keyId: AUDIT_KEY_ID }, {
    userIdentity: { type: 'AWSService', invokedBy: KEY_USERS.CloudTrail }, readOnly: true, ...DENIED,
  }),
  'GenerateDataKey denied': call('kms', 'GenerateDataKey', { keyId: AUDIT_KEY_ID }, { readOnly: true, ...DENIED }),
  'GenerateDataKey of Secrets Manager by CloudTrail denied': call('secretsmanager', 'GenerateDataKey', {}, {
    userIdentity: { type: 'AWSService', invokedBy: KEY_USERS.CloudTrail }, ...DENIED,
  }),
  'Encrypt with a PKI key': call('kms', 'Encrypt', { keyId: AUDIT_KEY_ID }, { readOnly: true }),
  ...succeededAndDenied('s3', { bucketName: AUDIT_BUCKET }, ...BUCKET, ...BUCKET_TAGS),
  'PutBucketPolicy of another bucket': call('s3', 'PutBucketPolicy', { bucketName: `${AUDIT_BUCKET}2`, bucketPolicy: {} }),
  'PutBucketPolicy of another bucket denied': call('s3', 'PutBucketPolicy', { bucketName: `${AUDIT_BUCKET}2` }, DENIED),
  ...Object.fromEntries(['DeleteObject', 'PutObject'].map((name) => [name, call('s3', name, { bucketName: AUDIT_BUCKET, key: 'report' }, {
    managementEvent: false, eventCategory: 'Data',
  })])),
  'PutObject denied': call('s3', 'PutObject', { bucketName: AUDIT_BUCKET }, { ...DENIED, managementEvent: false, eventCategory: 'Data' }),
  'GetBucketPolicy': call('s3', 'GetBucketPolicy', { bucketName: AUDIT_BUCKET }),
  'GetBucketPolicy denied': call('s3', 'GetBucketPolicy', { bucketName: AUDIT_BUCKET }, DENIED),
  'CreateCertificateAuthorityAuditReport in another bucket': pca('CreateCertificateAuthorityAuditReport', {
    certificateAuthorityArn: ISSUING_ARN, s3BucketName: `${AUDIT_BUCKET}2`, auditReportResponseFormat: 'CSV',
  }),
  'CreateCertificateAuthorityAuditReport in another bucket failed': pca('CreateCertificateAuthorityAuditReport', {
    certificateAuthorityArn: ISSUING_ARN, s3BucketName: `${AUDIT_BUCKET}2`, auditReportResponseFormat: 'CSV',
  }, FAILED),

  // Changes of the monitoring, and similar calls that change none of it.
  ...Object.fromEntries(Object.entries(MONITORING).flatMap(([service, names]) =>
    Object.entries(succeededAndDenied(service, {}, ...names)))),
  'EnableRule': call('events', 'EnableRule', { name: 'pki' }),
  'CreateLogGroup': call('logs', 'CreateLogGroup', { logGroupName: 'pki' }),
  'EnableAlarmActions': call('monitoring', 'EnableAlarmActions', { alarmNames: ['pki'] }),
  'CreateTopic': call('sns', 'CreateTopic', { name: 'pki' }),
  'DeleteRule of WAF': call('waf', 'DeleteRule', { ruleId: '1' }),

  // Trust in certificates.
  ...succeededAndDenied('rolesanywhere', {}, ...TRUST_ANCHORS),
  'DisableTrustAnchor': call('rolesanywhere', 'DisableTrustAnchor', { trustAnchorId: '1' }),

  // Other services: the same event names, and samples of services that are integrated with ACM.
  'DeletePolicy of IAM': call('iam', 'DeletePolicy', { policyArn: `arn:aws:iam::${ACCOUNT}:policy/pki` }),
  'PutConfigurationRecorder of AWS Config': call('config', 'PutConfigurationRecorder', {}),
  'ConsoleLogin failed': call('signin', 'ConsoleLogin', null, { errorMessage: 'Failed authentication', eventType: 'AwsConsoleSignIn' }),
  'CreateSecurityGroup of EC2': call('ec2', 'CreateSecurityGroup', {}),
  'CreateNetworkAcl of EC2': call('ec2', 'CreateNetworkAcl', {}),
  'CreateInternetGateway of EC2': call('ec2', 'CreateInternetGateway', {}),
  'CreateRoute of EC2': call('ec2', 'CreateRoute', {}),
  'CreateVpc of EC2': call('ec2', 'CreateVpc', {}),
  ...Object.fromEntries(integratedServices.Records.map((record) => [`AWS's sample ${record.eventName}`, record])),

  // Services that are integrated with ACM. The fields follow the APIs of the services.
  'CreateListener': call('elasticloadbalancing', 'CreateListener', {
    loadBalancerArn: `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:loadbalancer/app/web/1`, certificates: [{ certificateArn: CERTIFICATE }],
  }),
  ...Object.fromEntries(['ModifyListener', 'AddListenerCertificates', 'RemoveListenerCertificates'].map((name) =>
    [name, call('elasticloadbalancing', name, {
      listenerArn: `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:listener/app/web/1/2`, certificates: [{ certificateArn: CERTIFICATE }],
    })])),
  'CreateListener without certificate': call('elasticloadbalancing', 'CreateListener', { port: 80 }),
  'CreateDistribution': call('cloudfront', 'CreateDistribution2020_05_31', {
    distributionConfig: { viewerCertificate: { aCMCertificateArn: CERTIFICATE, sSLSupportMethod: 'sni-only' } },
  }, { responseElements: { distribution: { id: 'EDFDVBD6EXAMPLE' } } }),
  'UpdateDistribution': call('cloudfront', 'UpdateDistribution2020_05_31', {
    id: 'EDFDVBD6EXAMPLE', distributionConfig: { viewerCertificate: { aCMCertificateArn: CERTIFICATE, sSLSupportMethod: 'sni-only' } },
  }),
  'UpdateDistribution without certificate': call('cloudfront', 'UpdateDistribution2020_05_31', {
    id: 'EDFDVBD6EXAMPLE', distributionConfig: { viewerCertificate: { cloudFrontDefaultCertificate: true } },
  }),
  'CreateDomainName of a REST API': call('apigateway', 'CreateDomainName', {
    createDomainNameInput: { domainName: 'api.example.com', regionalCertificateArn: CERTIFICATE },
  }),
  'CreateDomainName of an edge-optimized REST API': call('apigateway', 'CreateDomainName', {
    createDomainNameInput: { domainName: 'edge.example.com', certificateArn: CERTIFICATE },
  }),
  'CreateDomainName of an HTTP API': call('apigateway', 'CreateDomainName', {
    domainName: 'http.example.com', domainNameConfigurations: [{ certificateArn: CERTIFICATE }],
  }),
  'CreateDomainName denied': call('apigateway', 'CreateDomainName', null, DENIED),

  // A PKI outside AWS.
  ...Object.fromEntries(ezcaEvents.map(({ eventId, summary }) => [`EZCA ${eventId}`, {
    source: 'EZCA', event: { EventID: eventId, EventSummary: summary },
  }])),
  'EZCA 1': { source: 'EZCA', event: { EventID: 1, EventSummary: 'An event that is not in the catalog' } },
  'another source with the id 19': { source: 'Security', event: { EventID: 19 } },
};
