/* The retained resources of the library, for the tests and for the table in `docs/compliance.md`. */

/** What CloudFormation does with a resource when it deletes the resource or rolls back its creation. */
export type DeletionPolicy = 'Retain' | 'RetainExceptOnCreate';

/** A kind of retained resource. */
export interface RetainedResource {
  /** The resource, for the documentation. */
  readonly resource: string;
  readonly type: string;
  /** The beginning of the logical IDs in the test stack. */
  readonly ids: RegExp;
  readonly policy: DeletionPolicy;
  /** The form of a fixed name. Absent if CloudFormation or the service generates the name. */
  readonly name?: string;
  /** Why a resource with a fixed name is not deleted after a failed first deployment. */
  readonly writtenDuringDeployment?: string;
  /** How to deploy again. */
  readonly recovery: string;
}

const AGAIN = 'Deploy again. A failed first deployment leaves no resource';
const REUSE = 'To add the construct again after you removed it, ';

/** The retained resources, by their types. */
export const RETAINED_RESOURCES: readonly RetainedResource[] = [
  {
    resource: 'CA', type: 'AWS::ACMPCA::CertificateAuthority', ids: /^/, policy: 'RetainExceptOnCreate', recovery: `${AGAIN}. To use a retained CA, import it`,
  },
  {
    resource: 'CA certificate, activation, and permission for ACM',
    type: 'AWS::ACMPCA::Certificate, AWS::ACMPCA::CertificateAuthorityActivation, AWS::ACMPCA::Permission',
    ids: /^/,
    policy: 'RetainExceptOnCreate',
    recovery: `${AGAIN}. They belong to their CA`,
  },
  {
    resource: 'Bucket of `AuditReportBucket`',
    type: 'AWS::S3::Bucket',
    ids: /^(Archived|Audit|Sharing|SharingOurs)[0-9A-F]{8}$/,
    policy: 'RetainExceptOnCreate',
    name: '`pca-audit-…`',
    recovery: `${AGAIN}. ${REUSE}set a different \`bucketNamePrefix\`, or import the bucket with \`cdk import\``,
  },
  {
    resource: 'Bucket of `CrlBucket`',
    type: 'AWS::S3::Bucket',
    ids: /^(Crls|OwnCrls|PkiSharedCrls|ReplicatedCrls)[0-9A-F]{8}$/,
    policy: 'Retain',
    name: '`pca-crl-…`',
    writtenDuringDeployment: 'AWS Private CA writes test objects when it creates a CA',
    recovery: 'After a failed first deployment in an existing stack, delete the bucket with its test objects and schedule the deletion of '
      + 'its key, or set a different `bucketNamePrefix`. To use a bucket with CRLs again, pass it as `bucket`, or import it with `cdk import`',
  },
  {
    resource: 'Bucket of `PrivateCaTrail`',
    type: 'AWS::S3::Bucket',
    ids: /^TrailBucket[0-9A-F]{8}$/,
    policy: 'Retain',
    name: '`pca-trail-…`',
    writtenDuringDeployment: 'CloudTrail writes a test object when it creates the trail',
    recovery: 'After a failed first deployment in an existing stack, delete the bucket with its test object and schedule the deletion of '
      + 'its key, or set a different `bucketNamePrefix`. To use a bucket with log files again, pass it as `bucket`, or import it with `cdk import`',
  },
  {
    resource: 'Bucket of `AuditReportAnalytics`',
    type: 'AWS::S3::Bucket',
    ids: /^AnalyticsBucket[0-9A-F]{8}$/,
    policy: 'RetainExceptOnCreate',
    name: '`pca-latest-…`',
    recovery: `${AGAIN}. ${REUSE}use a different construct ID, or import the bucket with \`cdk import\``,
  },
  {
    resource: 'Bucket of `AuditReportArchive` or `TrailArchive`',
    type: 'AWS::S3::Bucket',
    ids: /^Archive[0-9A-F]{8}$/,
    policy: 'RetainExceptOnCreate',
    name: '`pca-archive-…`',
    recovery: `${AGAIN}. ${REUSE}set a different \`bucketNamePrefix\`, pass the bucket as \`bucket\`, or import it with \`cdk import\``,
  },
  {
    resource: 'Bucket of `CrlReplica`',
    type: 'AWS::S3::Bucket',
    ids: /^Replica[0-9A-F]{8}$/,
    policy: 'Retain',
    name: '`pca-replica-…`',
    writtenDuringDeployment: 'S3 replicates the test objects that AWS Private CA writes when it creates a CA',
    recovery: 'After a failed first deployment in an existing stack, delete the bucket with its test objects, or set a different '
      + '`bucketNamePrefix`',
  },
  {
    resource: 'Alias of the key of an archive or a replica',
    type: 'AWS::KMS::Alias',
    ids: /^/,
    policy: 'RetainExceptOnCreate',
    name: '`alias/pca-archive-…`',
    recovery: `${AGAIN}. ${REUSE}use a different construct ID, or import the alias with \`cdk import\``,
  },
  {
    resource: 'Role and policy of a replication',
    type: 'AWS::IAM::Role, AWS::IAM::ManagedPolicy',
    ids: /Replication(Role|Policy)[0-9A-F]{8}$/,
    policy: 'RetainExceptOnCreate',
    recovery: `${AGAIN}. For an archive in another account, the role has a fixed name. ${REUSE}delete the role first`,
  },
  {
    resource: 'Access log bucket',
    type: 'AWS::S3::Bucket',
    ids: /AccessLogs[0-9A-F]{8}$/,
    policy: 'Retain',
    recovery: 'Deploy again. If a failed first deployment leaves an access log bucket, delete it',
  },
  {
    resource: 'Bucket policy', type: 'AWS::S3::BucketPolicy', ids: /^/, policy: 'Retain', recovery: 'It has the deletion policy of its bucket',
  },
  {
    resource: 'KMS key',
    type: 'AWS::KMS::Key',
    ids: /^/,
    policy: 'Retain',
    recovery: 'It has the deletion policy of the data that it encrypts. After you delete the data, schedule the deletion of the key',
  },
  {
    resource: 'Log group of `PrivateCaTrail`',
    type: 'AWS::Logs::LogGroup',
    ids: /Trail/,
    policy: 'RetainExceptOnCreate',
    name: '`pca-trail-…`',
    recovery: `${AGAIN}. ${REUSE}pass the log group with \`TrailLogs.existingGroup()\`, or import it with \`cdk import\``,
  },
  {
    resource: 'Log group of a state machine',
    type: 'AWS::Logs::LogGroup',
    ids: /^(Analytics|Certificates|Expiry|EzcaCredential|Reports)/,
    policy: 'RetainExceptOnCreate',
    name: '`/aws/vendedlogs/states/pca-…`',
    recovery: `${AGAIN}. ${REUSE}use a different construct ID, or import the log group with \`cdk import\``,
  },
  {
    resource: 'Log group of `ExternalPkiLog`',
    type: 'AWS::Logs::LogGroup',
    ids: /^Ezca(?!Credential)/,
    policy: 'RetainExceptOnCreate',
    name: '`external-pki-…` or `logGroupName`',
    recovery: `${AGAIN}. ${REUSE}set a different \`logGroupName\`, or import the log group with \`cdk import\``,
  },
  {
    resource: 'Log stream of `ExternalPkiLog`',
    type: 'AWS::Logs::LogStream',
    ids: /^Ezca/,
    policy: 'RetainExceptOnCreate',
    name: '`logStreamName`',
    recovery: `${AGAIN}. It belongs to its log group`,
  },
  {
    resource: 'Distribution of `CrlDistribution` or `OcspDistribution`',
    type: 'AWS::CloudFront::Distribution',
    ids: /^/,
    policy: 'RetainExceptOnCreate',
    recovery: AGAIN,
  },
  {
    resource: 'Cache policy and origin access control of `CrlDistribution`',
    type: 'AWS::CloudFront::CachePolicy, AWS::CloudFront::OriginAccessControl',
    ids: /^/,
    policy: 'RetainExceptOnCreate',
    name: '`pca-crl-…`',
    recovery: `${AGAIN}. ${REUSE}use a different construct ID`,
  },
  {
    resource: 'Log delivery source and destination of a distribution',
    type: 'AWS::Logs::DeliverySource, AWS::Logs::DeliveryDestination',
    ids: /^/,
    policy: 'RetainExceptOnCreate',
    name: '`pca-cdn-…`',
    recovery: `${AGAIN}. ${REUSE}use a different construct ID`,
  },
  {
    resource: 'Resource share of `CertificateAuthorityShare`',
    type: 'AWS::RAM::ResourceShare',
    ids: /^/,
    policy: 'RetainExceptOnCreate',
    recovery: AGAIN,
  },
  {
    resource: 'Customer managed permission of `CertificateAuthorityShare`',
    type: 'AWS::RAM::Permission',
    ids: /^/,
    policy: 'RetainExceptOnCreate',
    name: '`pca-read-…` or `pca-issue-…`',
    recovery: `${AGAIN}. ${REUSE}use a different construct ID`,
  },
  {
    resource: 'Log delivery of a distribution', type: 'AWS::Logs::Delivery', ids: /^/, policy: 'RetainExceptOnCreate', recovery: AGAIN,
  },
];

/** The types of resources whose deletion policies follow other resources. */
export const FOLLOWING_TYPES = ['AWS::S3::BucketPolicy', 'AWS::KMS::Key'];

/** The rows of the table in the documentation. */
export function retainedRows(): string[][] {
  return RETAINED_RESOURCES.map(({ resource, type, policy, name = 'Generated', writtenDuringDeployment, recovery }) => [
    resource,
    FOLLOWING_TYPES.includes(type) ? 'That of the data' : `\`${policy}\`${writtenDuringDeployment ? `, because ${writtenDuringDeployment}` : ''}`,
    name,
    recovery,
  ]);
}
