import { Duration, RemovalPolicy, Token, aws_acmpca as acmpca, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { AuditReportBucketGrants } from './audit-report-bucket-grants';
import { reportBucketFor } from './private/report-bucket';
import { PrivateCaBucketEncryption } from '../model/private-ca-bucket-encryption';
import { knownArnOf } from '../private/bucket-name';
import { arnOf, requireCertificateAuthorityArn } from '../private/certificate-authority-arn';
import { PrivateCaError } from '../private/errors';
import { dedicateBucket } from '../private/existing-bucket';
import { PrivateCaBucketAccess, renderDenyOtherWritersStatement } from '../private/private-ca-writes';

/** A bucket for the audit reports of certificate authorities (CAs), made by this app or elsewhere. */
export interface IAuditReportBucket extends IConstruct {
  /** The bucket. Reports lie at `audit-report/CA_ID/REPORT_ID.csv` or `.json`. */
  readonly bucket: s3.IBucket;

  /**
   * The customer managed key that encrypts the reports.
   *
   * @default - none with SSE-S3
   */
  readonly encryptionKey?: kms.IKey;

  /** Who may read reports, and who may ask for them. */
  readonly grants: AuditReportBucketGrants;
}

/** What is known of a bucket for audit reports that was made elsewhere. */
export interface AuditReportBucketAttributes {
  /** The bucket. */
  readonly bucket: s3.IBucket;

  /**
   * The customer managed key that encrypts the reports.
   *
   * @default - that of the bucket, if it tells one
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The ARNs of the certificate authorities whose audit reports the bucket takes.
   *
   * @default - unknown: `grants.generate()` is an error
   */
  readonly certificateAuthorityArns?: string[];
}

/** Properties of an `AuditReportBucket`. */
export interface AuditReportBucketProps {
  /**
   * The certificate authorities whose audit reports the bucket takes, at least one. Further ones can be added by
   * `addCertificateAuthority()`.
   */
  readonly certificateAuthorities: acmpca.ICertificateAuthorityRef[];

  /**
   * A bucket that you bring along. Its policy gets the statements for AWS Private CA, its key, if it has one, too;
   * where a policy cannot be edited from the app, a warning tells the statement. All else about the bucket stays as it
   * is: see to it that it is private, TLS only and versioned. It must not have Object Lock. If its key's policy is to
   * be edited and the bucket is made by this app, it needs a physical name.
   *
   * @default - a new bucket
   */
  readonly bucket?: s3.IBucket;

  /**
   * Whether everybody but AWS Private CA is kept from putting or changing objects, also principals of the bucket's own
   * account, whom AWS's recommended policy does not keep out. Not tried on a live account by this library's authors.
   *
   * @default false
   */
  readonly denyOtherWriters?: boolean;

  /**
   * The server-side encryption of the reports. For a bucket that is brought along it describes what the bucket has.
   *
   * @default PrivateCaBucketEncryption.s3Managed() - for a bucket that is brought along: SSE-KMS if it tells a key
   */
  readonly encryption?: PrivateCaBucketEncryption;

  /**
   * The bucket that takes the server access logs, of the same account and Region and with SSE-S3. Several buckets may
   * share one; its policy gets a statement for each. One that is made by another stack changes the bucket's name.
   *
   * @default - a new bucket, which `serverAccessLogsBucket` tells, so that others can share it
   */
  readonly serverAccessLogsBucket?: s3.IBucket;

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
 * CAs and their accounts. It does not keep out principals of the bucket's own account whose own policies let them
 * write: `denyOtherWriters` does.
 *
 * A new bucket is private, owner enforced, TLS only, versioned and encrypted, has its access logged and has no Object
 * Lock, because AWS Private CA cannot write audit reports to a bucket with Object Lock.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaAuditReport.html
 */
export class AuditReportBucket extends Construct implements IAuditReportBucket {
  /**
   * A bucket for audit reports that was made elsewhere, by this library or by hand. Its policies stay as they are.
   *
   * @param scope the construct that the reference belongs to
   * @param id the id within the scope
   * @param attributes what is known of the bucket
   */
  public static fromAuditReportBucketAttributes(
    scope: Construct, id: string, attributes: AuditReportBucketAttributes,
  ): IAuditReportBucket {
    return new ImportedAuditReportBucket(scope, id, attributes);
  }

  /** The bucket. Reports lie at `audit-report/CA_ID/REPORT_ID.csv` or `.json`. */
  public readonly bucket: s3.IBucket;

  /**
   * The bucket that takes the server access logs.
   *
   * @default - none of ours for a bucket that was brought along
   */
  public readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The customer managed key that encrypts the reports.
   *
   * @default - none with PrivateCaBucketEncryption.s3Managed()
   */
  public readonly encryptionKey?: kms.IKey;

  /** Who may read reports, and who may ask for them. */
  public readonly grants: AuditReportBucketGrants;

  private readonly access: PrivateCaBucketAccess;

  /**
   * @param scope the construct that the bucket belongs to
   * @param id the id within the scope; the name of a new bucket, and so the bucket itself, depends on it
   * @param props whose reports the bucket takes, and how
   */
  constructor(scope: Construct, id: string, props: AuditReportBucketProps) {
    super(scope, id);
    requireCertificateAuthority(this, props.certificateAuthorities);

    const reportBucket = reportBucketFor(this, props);
    this.bucket = reportBucket.bucket;
    dedicateBucket(this, this.bucket, 'audit reports');
    this.encryptionKey = reportBucket.encryptionKey;
    this.serverAccessLogsBucket = reportBucket.serverAccessLogsBucket;
    this.access = new PrivateCaBucketAccess(this, this.bucket, this.encryptionKey?.env.region);
    this.grants = AuditReportBucketGrants._of(this, {
      ...reportBucket,
      certificateAuthorityArns: () => this.access.certificateAuthorityArns,
    });
    props.certificateAuthorities.forEach((certificateAuthority) => this.addCertificateAuthority(certificateAuthority));
    if (props.denyOtherWriters) {
      this.access.addStatement(renderDenyOtherWritersStatement(this.bucket));
    }
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

class ImportedAuditReportBucket extends Construct implements IAuditReportBucket {
  public readonly bucket: s3.IBucket;
  public readonly encryptionKey?: kms.IKey;
  public readonly grants: AuditReportBucketGrants;

  constructor(scope: Construct, id: string, attributes: AuditReportBucketAttributes) {
    super(scope, id);
    const { bucket, certificateAuthorityArns = [] } = attributes;
    if (!Token.isUnresolved(certificateAuthorityArns)) {
      certificateAuthorityArns.forEach((arn) =>
        requireCertificateAuthorityArn({ scope: this, property: 'certificateAuthorityArns' }, arn));
    }
    this.bucket = bucket;
    this.encryptionKey = attributes.encryptionKey ?? bucket.encryptionKey;
    this.grants = AuditReportBucketGrants._of(this, {
      bucket,
      bucketArn: knownArnOf(bucket) ?? bucket.bucketArn,
      encryptionKey: this.encryptionKey,
      certificateAuthorityArns: () => certificateAuthorityArns,
    });
  }
}

function requireCertificateAuthority(scope: Construct, authorities: acmpca.ICertificateAuthorityRef[]): void {
  if (authorities.length > 0) { return; }
  throw new PrivateCaError('CertificateAuthorityMissing', {
    scope,
    subject: 'certificateAuthorities',
    rule: 'contain at least one certificate authority',
    value: authorities,
    fix: 'Specify the certificate authorities that deliver audit reports to the bucket',
  });
}
