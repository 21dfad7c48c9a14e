import { RemovalPolicy, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PERMISSION_KINDS } from './private/kinds';
import { arnOf } from '../private/certificate-authority-arn';
import { checked } from '../private/kinds';

/** The actions that ACM needs to renew certificates. A permission supports no other actions. */
const RENEWAL_ACTIONS = ['GetCertificate', 'IssueCertificate', 'ListPermissions'];

/** Properties of a `CertificateAuthorityPermission`. */
export interface CertificateAuthorityPermissionProps {
  /**
   * The certificate authority (CA).
   *
   * Must be in the same account and Region.
   *
   * IMPORTANT: Changing this property replaces the permission.
   */
  readonly certificateAuthority: acmpca.ICertificateAuthorityRef;

  /**
   * The account that calls ACM.
   *
   * IMPORTANT: Changing this property replaces the permission.
   *
   * @default - the account of the CA
   */
  readonly sourceAccount?: string;

  /**
   * The removal policy of the permission.
   *
   * By default, the permission is retained, because certificates of the CA still need renewal.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * Permission for AWS Certificate Manager (ACM) to renew certificates that it requested from a CA.
 *
 * The CA must be in the same account. Without this permission, the certificates expire.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/create-CA.html
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_CreatePermission.html
 */
export class CertificateAuthorityPermission extends Construct {
  /**
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The properties of the permission.
   */
  constructor(scope: Construct, id: string, props: CertificateAuthorityPermissionProps) {
    super(scope, id);
    props = checked(this, props, PERMISSION_KINDS);
    const permission = new acmpca.CfnPermission(this, 'Resource', {
      certificateAuthorityArn: arnOf(props.certificateAuthority),
      principal: 'acm.amazonaws.com',
      actions: RENEWAL_ACTIONS,
      sourceAccount: props.sourceAccount,
    });
    permission.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
}
