import { Annotations, Aws, Lazy, aws_acmpca as acmpca, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { OTHER_WRITER_ACTIONS, PRIVATE_CA_BUCKET_ACTIONS, PRIVATE_CA_KEY_ACTIONS } from './actions';
import { accountOf, arnOf, regionOf, requireCertificateAuthorityArn } from './certificate-authority-arn';
import { differs, partitionOf, partitionsDiffer } from './environment';
import { PrivateCaError } from './errors';
import { requireKeyRegion, requireServiceKey, unaliased } from './kms-key';
import { addToBucketPolicy, addToKeyPolicy } from './resource-policy';
import { restoreOnError } from './undone-on-error';
import { requireNameable } from './used-resources';

/* The bucket policy and the key policy that AWS recommends for a bucket to which AWS Private CA writes. */

/** The service principal of AWS Private CA for a bucket in the Region of the CA. It is the same in every partition. */
export const PRIVATE_CA_SERVICE = 'acm-pca.amazonaws.com';

/** The objects that AWS Private CA writes to the root of the bucket to test its write access. */
const PROBE_OBJECTS = ['acm-pca-permission-test-key', 'acm-pca-permission-test-key-private'];

/** The objects that AWS Private CA delivers. The statement of AWS contains both prefixes for every bucket. */
const DELIVERED_OBJECTS = ['audit-report/*', 'crl/*'];

/** The name that AWS gives to the statement of a key policy. */
const KEY_USE_SID = 'Allow ACM-PCA use of the key';

/** The server-side encryption of a bucket, as `PrivateCaBucketEncryption` specifies it. */
export interface BucketEncryption {
  /** The options of SSE-KMS. Absent for SSE-S3. */
  readonly _kmsOptions?: BucketKmsOptions;
}

/** The options of SSE-KMS. */
export interface BucketKmsOptions {
  readonly key?: kms.IKey;
  readonly bucketKeyEnabled?: boolean;
}

/** The bucket for which AWS Private CA uses a key. */
export interface KeyUse {
  readonly bucketArn: string;
  /** Whether the bucket uses an S3 Bucket Key. Absent if unknown. */
  readonly bucketKeyEnabled?: boolean;
  /** The suffix of the Sid. An existing key can serve several buckets, and each statement requires its own Sid. */
  readonly sidSuffix?: string;
  /** Returns the object keys that AWS Private CA writes in addition to those of AWS's statement, at synthesis. */
  readonly additionalObjects?: () => string[];
}

/**
 * The bucket policy statements that allow AWS Private CA to deliver on behalf of specific certificate authorities.
 *
 * Each account has one statement, so that a CA is combined only with its own account. Each added CA extends the
 * statement of its account.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaAuditReport.html
 */
export class PrivateCaBucketAccess {
  private readonly arnsByAccount = new Map<string, string[]>();
  private readonly arns = new Set<string>();

  /**
   * @param scope the construct that reports errors and warnings
   * @param bucket the bucket
   * @param keyRegion the Region of the customer managed key of the bucket, if it has one
   */
  constructor(
    private readonly scope: IConstruct, private readonly bucket: s3.IBucket, private readonly keyRegion?: string,
  ) {}

  /** Allows another certificate authority to deliver. Each ARN can be added only once. */
  public add(certificateAuthority: acmpca.ICertificateAuthorityRef): void {
    requireDeliverable(this.scope, [certificateAuthority], this.keyRegion, [...this.arns]);
    requirePartitionOfBucket(this.scope, [certificateAuthority], this.bucket.env.region);
    const arn = requireNameable({ scope: this.scope, property: 'bucket' }, this.bucket, arnOf(certificateAuthority));
    restoreOnError(this.scope, this.arns, this.arnsByAccount);
    this.warnOfOtherRegion(certificateAuthority);
    this.arns.add(arn);
    const account = accountOf(certificateAuthority);
    const arnsOfAccount = this.arnsByAccount.get(account);
    if (arnsOfAccount) {
      restoreOnError(arnsOfAccount);
      arnsOfAccount.push(arn);
    } else {
      this.arnsByAccount.set(account, [arn]);
      this.addStatement(this.renderStatement(account));
    }
  }

  /** Adds a statement to the bucket policy, or prints a warning with the statement. */
  public addStatement(statement: iam.PolicyStatement): void {
    addToBucketPolicy(this.scope, this.bucket, 'the bucket', statement);
  }

  /** The ARNs of all added certificate authorities. */
  public get certificateAuthorityArns(): string[] {
    return [...this.arnsByAccount.values()].flat();
  }

  private warnOfOtherRegion(certificateAuthority: acmpca.ICertificateAuthorityRef): void {
    const [region, bucketRegion] = [regionOf(certificateAuthority), this.bucket.env.region];
    if (!differs(region, bucketRegion)) { return; }
    Annotations.of(this.scope).addWarningV2('cdk-private-ca:certificateAuthorityInOtherRegion',
      `The CA ${certificateAuthority.node.path} is in ${region}, but the bucket is in ${bucketRegion}. The bucket policy grants `
      + `access only to ${PRIVATE_CA_SERVICE}. In an opt-in Region, AWS Private CA might use a different principal, or might not `
      + 'support this. Test one report, or use a bucket in the Region of the CA.');
  }

  private renderStatement(account: string): iam.PolicyStatement {
    const arns = () => this.arnsByAccount.get(account)!;
    return new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(PRIVATE_CA_SERVICE)],
      actions: PRIVATE_CA_BUCKET_ACTIONS,
      resources: [this.bucket.bucketArn, this.bucket.arnForObjects('*')],
      conditions: {
        StringEquals: {
          'aws:SourceAccount': account,
          'aws:SourceArn': Lazy.any({ produce: () => arns().length === 1 ? arns()[0] : arns() }),
        },
      },
    });
  }
}

/**
 * The bucket policy statement that allows AWS Private CA to write the CRLs of an account and Region.
 *
 * The statement cannot contain the ARN of a CA: AWS Private CA tests its write access while it creates the CA, so the
 * policy must exist before the CA has an ARN. The statement allows all objects, like that of AWS, because AWS does not
 * document the objects of the test. A distribution serves fewer objects.
 *
 * @param authorities the account and Region of the CAs. Without a Region, the statement does not require a source ARN.
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/crl-planning.html#s3-policies
 */
export function renderCrlWriteStatement(
  bucket: s3.IBucket, service: string, authorities: { account: string; region?: string },
): iam.PolicyStatement {
  const { account, region } = authorities;
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(service)],
    actions: PRIVATE_CA_BUCKET_ACTIONS,
    resources: [bucket.bucketArn, bucket.arnForObjects('*')],
    conditions: {
      StringEquals: { 'aws:SourceAccount': account },
      ...(region !== undefined && {
        ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:acm-pca:${region}:${account}:certificate-authority/*` },
      }),
    },
  });
}

/** Returns the key without its alias. Throws an error if AWS Private CA cannot use it for a bucket in the Region. */
export function requireUsableKey(scope: Construct, given: kms.IKey, region: string): kms.IKey {
  const key = unaliased(given);
  for (const one of [given, key]) {
    requireServiceKey(scope, one, {
      user: 'AWS Private CA',
      fix: 'Omit key for a new key, use a customer managed key, or use PrivateCaBucketEncryption.s3Managed()',
    });
  }
  requireKeyRegion(scope, key, region);
  return key;
}

/**
 * Grants AWS Private CA permission to use a key for one bucket, in the key policy.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaAuditReport.html#audit-report-encryption
 */
export function letPrivateCaUseKey(scope: Construct, key: kms.IKey, use: KeyUse): void {
  addToKeyPolicy(scope, key, new iam.PolicyStatement({
    sid: use.sidSuffix === undefined ? KEY_USE_SID : `${KEY_USE_SID} for ${use.sidSuffix}`,
    principals: [new iam.ServicePrincipal(PRIVATE_CA_SERVICE)],
    actions: PRIVATE_CA_KEY_ACTIONS,
    resources: ['*'],
    conditions: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': renderEncryptionContexts(use) } },
  }));
}

/**
 * The encryption contexts of a bucket.
 *
 * With an S3 Bucket Key, the context is the ARN of the bucket. Without one, it is the ARN of the object. If the setting
 * is unknown, both are allowed.
 */
function renderEncryptionContexts({ bucketArn, bucketKeyEnabled, additionalObjects }: KeyUse): unknown {
  if (bucketKeyEnabled) { return bucketArn; }
  return Lazy.any({
    produce: () => [
      ...(bucketKeyEnabled === undefined ? [bucketArn] : []),
      ...[...PROBE_OBJECTS, ...DELIVERED_OBJECTS, ...additionalObjects?.() ?? []].map((key) => `${bucketArn}/${key}`),
    ],
  });
}

/**
 * The bucket policy statement that denies every principal except AWS Private CA permission to create or change objects.
 *
 * The statement includes principals in the bucket account. Their requests have no `aws:PrincipalServiceName`, and
 * `StringNotEquals` matches an absent key.
 */
export function renderDenyOtherWritersStatement(bucket: s3.IBucket): iam.PolicyStatement {
  return new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: OTHER_WRITER_ACTIONS,
    resources: [bucket.arnForObjects('*')],
    conditions: { StringNotEquals: { 'aws:PrincipalServiceName': PRIVATE_CA_SERVICE } },
  });
}

/** Throws an error if certificate authorities cannot be added to a bucket that already has others. Adds nothing. */
export function requireDeliverable(
  scope: IConstruct, certificateAuthorities: acmpca.ICertificateAuthorityRef[], keyRegion?: string,
  present: string[] = [],
): void {
  const arns = new Set(present);
  for (const certificateAuthority of certificateAuthorities) {
    const arn = arnOf(certificateAuthority);
    requireCertificateAuthorityArn({ scope, property: 'certificateAuthorityArn' }, arn);
    if (arns.has(arn)) {
      throw new PrivateCaError('CertificateAuthorityDuplicate', {
        scope,
        subject: 'Each certificate authority',
        rule: 'be added to the bucket only once',
        value: certificateAuthority.node.path,
        fix: 'Remove the duplicate',
      });
    }
    requireRegionOfKey(scope, regionOf(certificateAuthority), keyRegion);
    arns.add(arn);
  }
}

/** Throws an error if a certificate authority is known to be in another Region than the KMS key of its bucket. */
export function requireRegionOfKey(scope: IConstruct, region: string, keyRegion: string | undefined): void {
  if (keyRegion === undefined || !differs(region, keyRegion)) { return; }
  throw new PrivateCaError('CertificateAuthorityRegion', {
    scope,
    subject: 'Each certificate authority',
    rule: `be in the Region of the KMS key of its bucket (${keyRegion})`,
    value: region,
    fix: 'Use a bucket in the Region of the certificate authority, or use SSE-S3',
  });
}

/** Throws an error if a certificate authority is known to be in another partition than its bucket. */
export function requirePartitionOfBucket(
  scope: IConstruct, certificateAuthorities: acmpca.ICertificateAuthorityRef[], bucketRegion: string,
): void {
  const region = certificateAuthorities.map(regionOf).find((one) => partitionsDiffer(one, bucketRegion));
  if (region === undefined) { return; }
  throw new PrivateCaError('CertificateAuthorityRegion', {
    scope,
    subject: 'Each certificate authority',
    rule: `be in the partition of its bucket (${partitionOf(bucketRegion)}), because AWS Private CA writes only within a partition`,
    value: `${region} (${partitionOf(region)})`,
    fix: 'Use a bucket in the Region of the certificate authority',
  });
}
