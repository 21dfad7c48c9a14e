import { RemovalPolicy, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { arnOf } from '../private/certificate-authority-arn';

/** What ACM needs to renew certificates. AWS Private CA knows no other actions of a permission. */
const RENEWAL_ACTIONS = ['GetCertificate', 'IssueCertificate', 'ListPermissions'];

/** Properties of a `CertificateAuthorityPermission`. */
export interface CertificateAuthorityPermissionProps {
  /** The certificate authority (CA), of the same account and Region. A change replaces the permission. */
  readonly certificateAuthority: acmpca.ICertificateAuthorityRef;

  /**
   * The account that calls ACM. A change replaces the permission.
   *
   * @default - the account of the CA
   */
  readonly sourceAccount?: string;

  /**
   * What becomes of the permission when it leaves the stack.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - kept, because certificates of the CA are still to be renewed
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A permission of AWS Certificate Manager (ACM) on a certificate authority (CA) of the same account: with it, ACM
 * renews the certificates that it had the CA issue, without it they expire.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/create-CA.html
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_CreatePermission.html
 */
export class CertificateAuthorityPermission extends Construct {
  /**
   * @param scope the construct that the permission belongs to
   * @param id the id within the scope
   * @param props on which CA, and what for
   */
  constructor(scope: Construct, id: string, props: CertificateAuthorityPermissionProps) {
    super(scope, id);
    const permission = new acmpca.CfnPermission(this, 'Resource', {
      certificateAuthorityArn: arnOf(props.certificateAuthority),
      principal: 'acm.amazonaws.com',
      actions: RENEWAL_ACTIONS,
      sourceAccount: props.sourceAccount,
    });
    permission.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
}
