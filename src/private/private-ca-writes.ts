import { Annotations, Aws, Lazy, Token, TokenComparison, aws_acmpca as acmpca, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { OTHER_WRITER_ACTIONS, PRIVATE_CA_BUCKET_ACTIONS, PRIVATE_CA_KEY_ACTIONS } from './actions';
import { addToBucketPolicy } from './bucket-policy';
import { accountOf, arnOf, regionOf, requireCertificateAuthorityArn } from './certificate-authority-arn';
import { PrivateCaError } from './errors';

/* What AWS Private CA needs to write to a bucket, in one place: the bucket policy and the key policy that AWS
   recommends. */

/** The service principal by which AWS Private CA writes to a bucket of its own Region: the same in every partition. */
export const PRIVATE_CA_SERVICE = 'acm-pca.amazonaws.com';

/** The objects that AWS Private CA writes to find out whether it may write. They lie at the root of the bucket. */
const PROBE_OBJECTS = ['acm-pca-permission-test-key', 'acm-pca-permission-test-key-private'];

/** What AWS Private CA delivers. AWS's statement names both kinds, whichever the bucket is for. */
const DELIVERED_OBJECTS = ['audit-report/*', 'crl/*'];

/**
 * The statements of a bucket policy that let AWS Private CA deliver for exactly these certificate authorities: one
 * statement for each account, whose account and CAs belong together. A statement grows as CAs are added.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaAuditReport.html
 */
export class PrivateCaBucketAccess {
  private readonly arnsByAccount = new Map<string, string[]>();

  /**
   * @param scope who tells mistakes
   * @param bucket the bucket
   * @param keyRegion the Region of the bucket's customer managed key, which must be that of the CAs; absent without one
   */
  constructor(
    private readonly scope: IConstruct, private readonly bucket: s3.IBucket, private readonly keyRegion?: string,
  ) {}

  /** Lets a further certificate authority deliver. Told apart by their ARNs, none may be added twice. */
  public add(certificateAuthority: acmpca.ICertificateAuthorityRef): void {
    const arn = arnOf(certificateAuthority);
    requireCertificateAuthorityArn({ scope: this.scope, property: 'certificateAuthorityArn' }, arn);
    if (this.certificateAuthorityArns.includes(arn)) {
      throw new PrivateCaError('CertificateAuthorityDuplicate', {
        scope: this.scope,
        problem: 'a certificate authority was given twice',
        value: certificateAuthority.node.path,
        allowed: 'each certificate authority once',
        change: 'remove the second mention',
      });
    }
    requireRegionOfKey(this.scope, regionOf(certificateAuthority), this.keyRegion);
    this.warnOfOtherRegion(certificateAuthority);
    const account = accountOf(certificateAuthority);
    const arnsOfAccount = this.arnsByAccount.get(account);
    if (arnsOfAccount) {
      arnsOfAccount.push(arn);
    } else {
      this.arnsByAccount.set(account, [arn]);
      this.addStatement(this.renderStatement(account));
    }
  }

  /** Adds a statement to the bucket's policy, or has the user told to. */
  public addStatement(statement: iam.PolicyStatement): void {
    addToBucketPolicy(this.scope, this.bucket, 'the bucket', statement);
  }

  /** The ARNs of all certificate authorities so far. */
  public get certificateAuthorityArns(): string[] {
    return [...this.arnsByAccount.values()].flat();
  }

  private warnOfOtherRegion(certificateAuthority: acmpca.ICertificateAuthorityRef): void {
    const [region, bucketRegion] = [regionOf(certificateAuthority), this.bucket.env.region];
    if (Token.compareStrings(region, bucketRegion) !== TokenComparison.DIFFERENT) { return; }
    Annotations.of(this.scope).addWarningV2('cdk-private-ca:certificateAuthorityInOtherRegion',
      `the certificate authority ${certificateAuthority.node.path} is in ${region}, the bucket in ${bucketRegion}. The policy `
      + `admits ${PRIVATE_CA_SERVICE} alone; in an opt-in Region AWS Private CA may write as another principal, or not at `
      + 'all: try one report, or give the certificate authority a bucket of its own Region');
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
 * The statement of a bucket policy that lets AWS Private CA write CRLs for the certificate authorities of an account
 * and Region. It cannot name one of them: AWS Private CA tries whether it may write while it makes the CA, so that this
 * policy must be there before the CA has an ARN. The objects are AWS's own `/*`, because nobody documents which others
 * it tries; what is served to the public is narrower. Without a Region, the source's ARN is not asked for.
 *
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

/**
 * The statement of a key policy that lets AWS Private CA use the key for one bucket, and for nothing else.
 *
 * The encryption context that S3 sends is the bucket's ARN when the bucket has an S3 Bucket Key and the object's ARN
 * when it has none. Where nobody knows, both are let through, and nothing more.
 *
 * @param furtherObjects what AWS Private CA writes beyond AWS's statement; asked for at synthesis
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaAuditReport.html#audit-report-encryption
 */
export function renderKeyUseStatement(
  sid: string, bucketArn: string, bucketKeyEnabled?: boolean, furtherObjects: () => string[] = () => [],
): iam.PolicyStatement {
  const contexts = () => [
    ...(bucketKeyEnabled === undefined ? [bucketArn] : []),
    ...[...PROBE_OBJECTS, ...DELIVERED_OBJECTS, ...furtherObjects()].map((key) => `${bucketArn}/${key}`),
  ];
  return new iam.PolicyStatement({
    sid,
    principals: [new iam.ServicePrincipal(PRIVATE_CA_SERVICE)],
    actions: PRIVATE_CA_KEY_ACTIONS,
    resources: ['*'],
    conditions: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': bucketKeyEnabled ? bucketArn : Lazy.any({ produce: contexts }) } },
  });
}

/**
 * The statement that keeps everybody but AWS Private CA from writing to a bucket, also principals of its own account: a
 * principal that is no service has no service's name, and what is absent does not equal.
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

/** AWS Private CA uses keys of its own Region alone. */
export function requireRegionOfKey(scope: IConstruct, region: string, keyRegion: string | undefined): void {
  if (keyRegion === undefined || Token.compareStrings(region, keyRegion) !== TokenComparison.DIFFERENT) { return; }
  throw new PrivateCaError('CertificateAuthorityRegion', {
    scope,
    problem: 'a certificate authority is in another Region than the KMS key of the bucket, and cannot use it',
    value: region,
    allowed: keyRegion,
    change: 'give it a bucket of its own Region, or one with SSE-S3',
  });
}
