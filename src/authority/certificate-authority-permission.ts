import { RemovalPolicy, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { rememberPermission, requireOnlyPermission, warnOfUnsupportedCertificateAuthority } from './private/acm-checks';
import { requireSameEnvironment, requireSameStage } from './private/environment-checks';
import { PERMISSION_KINDS } from './private/kinds';
import { PrivateCertificateAuthority } from './private-certificate-authority';
import { CERTIFICATE_AUTHORITY } from '../private/cdk-kinds';
import { arnOf } from '../private/certificate-authority-arn';
import { keepRetained } from '../private/kept-resources';
import { check, checked } from '../private/kinds';
import { removedOnError } from '../private/removed-on-error';
import { requirePattern } from '../private/require';

/** The actions that ACM needs to renew certificates. A permission supports no other actions. */
const RENEWAL_ACTIONS = ['GetCertificate', 'IssueCertificate', 'ListPermissions'];

/** Properties of a `CertificateAuthorityPermission`. */
export interface CertificateAuthorityPermissionProps {
  /**
   * The certificate authority (CA).
   *
   * Must be in the account and Region of the stack. ACM supports only general-purpose CAs with RSA or ECDSA keys. A CA
   * can have only one permission for each `sourceAccount`. A second one in the app is an error, also an
   * `acmpca.CfnPermission`.
   *
   * IMPORTANT: Changing this property replaces the permission.
   */
  readonly certificateAuthority: acmpca.ICertificateAuthorityRef;

  /**
   * The account that calls ACM (12 digits).
   *
   * IMPORTANT: Changing this property replaces the permission.
   *
   * @default - the account of the CA
   */
  readonly sourceAccount?: string;

  /**
   * The removal policy of the permission.
   *
   * By default, the permission has the same removal policy as the CA, because certificates of a retained CA still need
   * renewal. For an imported CA, it is `RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE`.
   *
   * @default - the removal policy of the CA is used
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
 *
 * @example
 * declare const issuing: SubordinateCertificateAuthority;
 * new CertificateAuthorityPermission(this, 'Renewal', { certificateAuthority: issuing });
 */
@removedOnError
export class CertificateAuthorityPermission extends Construct {
  /**
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The properties of the permission.
   */
  constructor(scope: Construct, id: string, props: CertificateAuthorityPermissionProps) {
    super(scope, id);
    const { certificateAuthority, sourceAccount, removalPolicy } = checked(this, props, PERMISSION_KINDS);
    requireSameStage(this, 'certificateAuthority', certificateAuthority);
    requireSameEnvironment(this, certificateAuthority);
    check(this, 'certificateAuthority', CERTIFICATE_AUTHORITY, certificateAuthority);
    requirePattern({ scope: this, property: 'sourceAccount' }, 'AccountId', sourceAccount, /^\d{12}$/, '12 digits');
    requireOnlyPermission({ scope: this, certificateAuthority, sourceAccount });
    warnOfUnsupportedCertificateAuthority(this, certificateAuthority);
    const permission = new acmpca.CfnPermission(this, 'Resource', {
      certificateAuthorityArn: arnOf(certificateAuthority),
      principal: 'acm.amazonaws.com',
      actions: RENEWAL_ACTIONS,
      sourceAccount,
    });
    if (!removalPolicy && certificateAuthority instanceof PrivateCertificateAuthority) {
      certificateAuthority._removeWith(permission);
    } else {
      permission.applyRemovalPolicy(removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
      keepRetained(this, permission);
    }
    rememberPermission({ scope: this, certificateAuthority, sourceAccount });
  }
}
