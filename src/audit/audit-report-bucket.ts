import { Duration, RemovalPolicy, aws_acmpca as acmpca, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AuditReportBucketGrants } from './audit-report-bucket-grants';
import { AuditReportEncryption } from './audit-report-encryption';
import { deliverAccessLogs, newAccessLogBucket } from '../private/access-logs';
import { knownBucketName } from '../private/bucket-name';
import { arnOf } from '../private/certificate-authority-arn';
import { PrivateCaError } from '../private/errors';
import { PrivateCaBucketAccess } from '../private/private-ca-writes';
import { requireDays } from '../private/require';

/** The defaults, in days, where not said otherwise. */
const DEFAULT_BUCKET_NAME_PREFIX = 'pca-audit';
const DEFAULT_ARCHIVE_AFTER = Duration.days(90);
const DEFAULT_RETENTION = Duration.days(2557);

/** How long an overwritten or deleted report can be restored. AWS Private CA itself never overwrites one. */
const RESTORATION = Duration.days(365);

/** Properties of an `AuditReportBucket`. */
export interface AuditReportBucketProps {
  /**
   * The certificate authorities whose audit reports the bucket takes, at least one. Further ones can be added by
   * `addCertificateAuthority()`.
   */
  readonly certificateAuthorities: acmpca.ICertificateAuthorityRef[];

  /**
   * The server-side encryption of the reports.
   *
   * @default AuditReportEncryption.s3Managed()
   */
  readonly encryption?: AuditReportEncryption;

  /**
   * The bucket that takes the server access logs, of the same account and Region. Several buckets may share one; its
   * policy gets a statement for each.
   *
   * @default - a new bucket, which `accessLogs` tells, so that others can share it
   */
  readonly accessLogs?: s3.IBucket;

  /**
   * The beginning of the bucket's name: lowercase letters, digits and hyphens. To it are added eight characters that
   * stand for the construct, eight that stand for the stack, the account, the Region and `an`, and the whole may have
   * 63 characters: in `us-east-1` this leaves 19, in `ap-southeast-1` 14. A change replaces the bucket and keeps the
   * old one.
   *
   * @default 'pca-audit'
   */
  readonly bucketNamePrefix?: string;

  /**
   * After how many days a report moves to S3 Glacier Instant Retrieval. Whole days, fewer than `reportRetention`.
   *
   * @default Duration.days(90)
   */
  readonly archiveReportsAfter?: Duration;

  /**
   * After how many days a report is deleted. Whole days, more than `archiveReportsAfter`. Each report lists all
   * certificates that its CA has ever issued, so that a later report tells all that an earlier one told.
   *
   * @default Duration.days(2557) - seven years
   */
  readonly reportRetention?: Duration;

  /**
   * What becomes of the buckets, their policies and a new key when they leave the stack. S3 deletes only empty buckets.
   *
   * @default RemovalPolicy.RETAIN - all kept; a new key goes if its first deployment fails
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A bucket for the audit reports of certificate authorities (CAs).
 *
 * Its policy is the one that AWS recommends: it admits no service but AWS Private CA, and that only on behalf of these
 * CAs and their account. It does not keep out principals of the bucket's own account whose own policies let them
 * write.
 *
 * The bucket is private, owner enforced, TLS only, versioned and encrypted, has its access logged and has no Object
 * Lock, because AWS Private CA cannot write audit reports to a bucket with Object Lock.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaAuditReport.html
 */
export class AuditReportBucket extends Construct {
  /** The bucket. Reports lie at `audit-report/CA_ID/REPORT_ID.csv` or `.json`. */
  public readonly bucket: s3.IBucket;

  /** The bucket that takes the server access logs. */
  public readonly accessLogs: s3.IBucket;

  /**
   * The customer managed key that encrypts the reports.
   *
   * @default - none with AuditReportEncryption.s3Managed()
   */
  public readonly encryptionKey?: kms.IKey;

  /** Who may read reports, and who may ask for them. */
  public readonly grants: AuditReportBucketGrants;

  private readonly access: PrivateCaBucketAccess;

  /**
   * @param scope the construct that the bucket belongs to
   * @param id the id within the scope; the bucket's name, and so the bucket itself, depends on it
   * @param props whose reports the bucket takes, and how
   */
  constructor(scope: Construct, id: string, props: AuditReportBucketProps) {
    super(scope, id);
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    requireCertificateAuthority(this, props.certificateAuthorities);
    const name = knownBucketName(this, 'bucketNamePrefix', props.bucketNamePrefix ?? DEFAULT_BUCKET_NAME_PREFIX);

    const encryption = (props.encryption ?? AuditReportEncryption.s3Managed())._bind(this, { ...name, removalPolicy });
    const bucket = new s3.Bucket(this, 'Resource', {
      ...name.bucketProps,
      ...encryption.bucketProps,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      lifecycleRules: [renderReportLifecycle(this, props)],
      removalPolicy,
    });
    // Without its policy a kept bucket would take no more reports.
    bucket.policy!.applyRemovalPolicy(removalPolicy);

    this.bucket = bucket;
    this.encryptionKey = encryption.keyUse?.key;
    this.accessLogs = props.accessLogs ?? newAccessLogBucket(this, 'AccessLogs', removalPolicy);
    deliverAccessLogs(this, { ...name, bucket, logPrefix: `audit-reports-${name.constructHash}/` }, this.accessLogs);
    this.access = new PrivateCaBucketAccess(this, bucket);
    this.grants = AuditReportBucketGrants._of({
      bucket,
      keyUse: encryption.keyUse,
      certificateAuthorityArns: () => this.access.certificateAuthorityArns,
    });
    props.certificateAuthorities.forEach((certificateAuthority) => this.addCertificateAuthority(certificateAuthority));
  }

  /**
   * Lets a further certificate authority (CA) deliver its audit reports to the bucket. What `grants.generate()` has
   * granted holds for it, too.
   *
   * @param certificateAuthority the CA, which must not be one of the bucket's already
   */
  public addCertificateAuthority(certificateAuthority: acmpca.ICertificateAuthorityRef): void {
    this.access.add(certificateAuthority);
    this.grants._extendTo(arnOf(certificateAuthority));
  }
}

function requireCertificateAuthority(scope: Construct, authorities: acmpca.ICertificateAuthorityRef[]): void {
  if (authorities.length > 0) { return; }
  throw new PrivateCaError('CertificateAuthorityMissing', {
    scope,
    problem: 'certificateAuthorities is empty',
    value: authorities,
    allowed: 'at least one certificate authority',
    change: 'name the certificate authorities whose audit reports the bucket takes',
  });
}

function renderReportLifecycle(scope: Construct, props: AuditReportBucketProps): s3.LifecycleRule {
  const archiveAfter = props.archiveReportsAfter ?? DEFAULT_ARCHIVE_AFTER;
  const retention = props.reportRetention ?? DEFAULT_RETENTION;
  requireDays({ scope, property: 'archiveReportsAfter' }, 'LifecycleDays', archiveAfter);
  requireDays({ scope, property: 'reportRetention' }, 'LifecycleDays', retention);
  const known = !archiveAfter.isUnresolved() && !retention.isUnresolved();
  if (known && retention.toDays() <= archiveAfter.toDays()) {
    throw new PrivateCaError('LifecycleOrder', {
      scope,
      problem: 'reportRetention is not longer than archiveReportsAfter',
      value: `${retention.toDays()} days`,
      allowed: `more than ${archiveAfter.toDays()} days`,
      change: 'lengthen reportRetention or shorten archiveReportsAfter',
    });
  }
  return {
    id: 'archive-and-expire-audit-reports',
    prefix: 'audit-report/',
    transitions: [{ storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: archiveAfter }],
    expiration: retention,
    noncurrentVersionExpiration: RESTORATION,
    abortIncompleteMultipartUploadAfter: Duration.days(7),
  };
}
