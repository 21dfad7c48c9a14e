import { Stack, Token, aws_acmpca as acmpca, aws_cloudwatch as cloudwatch, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AuditReportBucketGrants, IAuditReportBucket } from './audit-report-bucket-grants';
import { AuditReportBucketAttributes, AuditReportBucketProps } from './audit-report-bucket-props';
import { archiveReports, requireReportArchive } from './private/report-archive';
import { reportBucketFor } from './private/report-bucket';
import { CERTIFICATE_AUTHORITY } from '../private/cdk-kinds';
import { arnOf, requireCertificateAuthorityArn } from '../private/certificate-authority-arn';
import { PrivateCaError } from '../private/errors';
import { keyRegionOf, requireKeyOfBucket } from '../private/existing-bucket';
import { check, checked } from '../private/kinds';
import { ATTRIBUTES_KINDS, AUDIT_REPORT_BUCKET_KINDS } from './private/kinds';
import {
  PrivateCaBucketAccess, renderDenyOtherWritersStatement, requireDeliverable, requirePartitionOfBucket,
} from '../private/private-ca-writes';
import { removedOnError } from '../private/removed-on-error';
import { undoneOnError } from '../private/undone-on-error';

/**
 * An S3 bucket to which AWS Private CA delivers audit reports.
 *
 * The bucket policy is the policy that AWS recommends. It grants access to only one service, AWS Private CA, on behalf
 * of these CAs and their accounts. Principals in the bucket account that have `s3:PutObject` can also write, unless you
 * set `denyOtherWriters`.
 *
 * A new bucket is private, versioned, and encrypted. It uses the bucket owner enforced setting (ACLs disabled),
 * requires TLS, and has server access logging. It does not use Object Lock, because Object Lock stops audit reports.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaAuditReport.html
 *
 * @example
 * declare const root: RootCertificateAuthority;
 * new AuditReportBucket(this, 'Audit', {
 *   certificateAuthorities: [root],
 *   encryption: PrivateCaBucketEncryption.kms(),
 * });
 */
@removedOnError
export class AuditReportBucket extends Construct implements IAuditReportBucket {
  /**
   * Imports an existing audit report bucket, which this library or other tools created.
   *
   * The library does not change its policies, except for grants to principals in other accounts.
   *
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param attributes The attributes of the bucket.
   */
  public static fromAuditReportBucketAttributes(
    scope: Construct, id: string, attributes: AuditReportBucketAttributes,
  ): IAuditReportBucket {
    return new ImportedAuditReportBucket(scope, id, attributes);
  }

  /**
   * The bucket.
   *
   * Audit reports have the key `audit-report/CA_ID/REPORT_ID.csv` or `audit-report/CA_ID/REPORT_ID.json`.
   */
  public readonly bucket: s3.IBucket;

  /**
   * The destination bucket for server access logs.
   *
   * @default - no bucket if `bucket` is an existing bucket
   */
  public readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The customer managed key that encrypts the audit reports.
   *
   * @default - no encryption key; the bucket uses SSE-S3
   */
  public readonly encryptionKey?: kms.IKey;

  /** Grants permission to read and to request audit reports. */
  public readonly grants: AuditReportBucketGrants;

  /**
   * The ARN of the role with which S3 replicates audit reports to the archive.
   *
   * @default - no role without an archive
   */
  public readonly replicationRoleArn?: string;

  /** The alarms on the replication to the archive. Empty without an archive. */
  public readonly archiveAlarms: cloudwatch.IAlarm[];

  private readonly access: PrivateCaBucketAccess;

  /**
   * @param scope The parent construct.
   * @param id The construct ID. Changing it replaces a new bucket. The existing bucket is retained.
   * @param props The properties of the bucket.
   */
  constructor(scope: Construct, id: string, props: AuditReportBucketProps) {
    super(scope, id);
    props = checked(this, props, AUDIT_REPORT_BUCKET_KINDS);
    requireCertificateAuthority(this, props.certificateAuthorities);
    requireDeliverable(this, props.certificateAuthorities, keyRegionOf(this, props));
    requirePartitionOfBucket(this, props.certificateAuthorities, props.bucket?.env.region ?? Stack.of(this).region);
    requireReportArchive(this, props);

    const reportBucket = reportBucketFor(this, props);
    this.bucket = reportBucket.bucket;
    this.encryptionKey = reportBucket.encryptionKey;
    this.serverAccessLogsBucket = reportBucket.serverAccessLogsBucket;
    this.access = new PrivateCaBucketAccess(this, this.bucket, this.encryptionKey?.env.region);
    this.grants = AuditReportBucketGrants.fromAuditReportBucket(this);
    props.certificateAuthorities.forEach((certificateAuthority) => this.admit(certificateAuthority));
    if (props.denyOtherWriters) {
      this.access.addStatement(renderDenyOtherWritersStatement(this.bucket));
    }
    const replication = archiveReports(this, props, reportBucket);
    this.replicationRoleArn = replication?.roleArn;
    this.archiveAlarms = replication ? [replication.alarm] : [];
  }

  /**
   * The ARNs of the certificate authorities that deliver audit reports to the bucket.
   *
   * @default - the ARNs of the specified certificate authorities
   */
  public get certificateAuthorityArns(): string[] | undefined {
    return this.access.certificateAuthorityArns;
  }

  /**
   * Allows another certificate authority (CA) to deliver audit reports to the bucket.
   *
   * Existing `grants.generate()` grants include the CA.
   *
   * @param certificateAuthority The CA. Each CA can be added only once.
   */
  public addCertificateAuthority(certificateAuthority: acmpca.ICertificateAuthorityRef): void {
    check(this, 'certificateAuthority', CERTIFICATE_AUTHORITY, certificateAuthority);
    undoneOnError(() => this.admit(certificateAuthority));
  }

  private admit(certificateAuthority: acmpca.ICertificateAuthorityRef): void {
    this.access.add(certificateAuthority);
    this.grants._extendTo(arnOf(certificateAuthority));
  }
}

@removedOnError
class ImportedAuditReportBucket extends Construct implements IAuditReportBucket {
  public readonly bucket: s3.IBucket;
  public readonly encryptionKey?: kms.IKey;
  public readonly certificateAuthorityArns?: string[];
  public readonly grants: AuditReportBucketGrants;

  constructor(scope: Construct, id: string, attributes: AuditReportBucketAttributes) {
    super(scope, id);
    attributes = checked(this, attributes, ATTRIBUTES_KINDS);
    const { bucket, certificateAuthorityArns = [] } = attributes;
    if (!Token.isUnresolved(certificateAuthorityArns)) {
      certificateAuthorityArns.forEach((arn) =>
        requireCertificateAuthorityArn({ scope: this, property: 'certificateAuthorityArns' }, arn));
    }
    if (attributes.encryptionKey) { requireKeyOfBucket(this, 'encryptionKey', bucket, attributes.encryptionKey); }
    this.bucket = bucket;
    this.encryptionKey = attributes.encryptionKey ?? bucket.encryptionKey;
    this.certificateAuthorityArns = attributes.certificateAuthorityArns;
    this.grants = AuditReportBucketGrants.fromAuditReportBucket(this);
  }
}

function requireCertificateAuthority(
  scope: Construct, certificateAuthorities: acmpca.ICertificateAuthorityRef[],
): void {
  if (certificateAuthorities.length > 0) { return; }
  throw new PrivateCaError('CertificateAuthorityMissing', {
    scope,
    subject: 'certificateAuthorities',
    rule: 'contain at least one certificate authority',
    value: certificateAuthorities,
    fix: 'Add the certificate authorities that deliver audit reports to the bucket',
  });
}
