import { Lazy, aws_acmpca as acmpca, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PRIVATE_CA_BUCKET_ACTIONS, PRIVATE_CA_KEY_ACTIONS } from './actions';
import { accountOf, arnOf, requireCertificateAuthorityArn } from './certificate-authority-arn';
import { PrivateCaError } from './errors';

/* What AWS Private CA needs to write to a bucket, in one place: the bucket policy and the key policy that AWS
   recommends. */

/** The service principal of AWS Private CA: the same in every partition. */
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

  constructor(private readonly scope: IConstruct, private readonly bucket: s3.IBucket) {}

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
    const account = accountOf(certificateAuthority);
    const arnsOfAccount = this.arnsByAccount.get(account);
    if (arnsOfAccount) {
      arnsOfAccount.push(arn);
    } else {
      this.arnsByAccount.set(account, [arn]);
      this.bucket.addToResourcePolicy(this.renderStatement(account));
    }
  }

  /** The ARNs of all certificate authorities so far. */
  public get certificateAuthorityArns(): string[] {
    return [...this.arnsByAccount.values()].flat();
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
 * The statement of a key policy that lets AWS Private CA use the key for one bucket, and for nothing else.
 *
 * The encryption context that S3 sends is the bucket's ARN when the bucket has an S3 Bucket Key and the object's ARN
 * when it has none.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaAuditReport.html#audit-report-encryption
 */
export function renderKeyUseStatement(sid: string, bucketArn: string, bucketKeyEnabled: boolean): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid,
    principals: [new iam.ServicePrincipal(PRIVATE_CA_SERVICE)],
    actions: PRIVATE_CA_KEY_ACTIONS,
    resources: ['*'],
    conditions: {
      StringLike: {
        'kms:EncryptionContext:aws:s3:arn': bucketKeyEnabled
          ? bucketArn
          : [...PROBE_OBJECTS, ...DELIVERED_OBJECTS].map((key) => `${bucketArn}/${key}`),
      },
    },
  });
}
