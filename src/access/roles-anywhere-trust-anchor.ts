import { Duration, Resource, Stack, Token, aws_acmpca as acmpca, aws_iam as iam, aws_rolesanywhere as rolesanywhere } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PRINCIPAL_KINDS, TRUST_ANCHOR_KINDS } from './private/kinds';
import { RolesAnywherePrincipal } from './private/roles-anywhere-principal';
import { RolesAnywherePrincipalOptions } from './roles-anywhere-principal-options';
import { arnOf, regionOf, requireCertificateAuthorityArn } from '../private/certificate-authority-arn';
import { requireSigned } from '../private/certificate-authority-state';
import { counted } from '../private/counted';
import { differs } from '../private/environment';
import { PrivateCaError } from '../private/errors';
import { checked } from '../private/kinds';
import { constructHashOf } from '../private/known-name';
import { removedOnError } from '../private/removed-on-error';
import { requireDays } from '../private/require';

/** The thresholds that IAM Roles Anywhere accepts, in days. */
const NOTICE_DAYS = { min: 1, max: 360 };

/** Properties for `RolesAnywhereTrustAnchor`. */
export interface RolesAnywhereTrustAnchorProps {
  /**
   * The certificate authority (CA) whose certificates IAM Roles Anywhere trusts.
   *
   * The CA must be in the Region of the stack. The trust includes certificates of the CAs below this CA. To exclude
   * them, specify `issuer` in `principal()`.
   *
   * You can change this property without replacement.
   */
  readonly certificateAuthority: acmpca.ICertificateAuthorityRef;

  /**
   * The time before the CA certificate expires at which IAM Roles Anywhere sends events, in whole days (1–360).
   *
   * You can change this property without replacement.
   *
   * @default Duration.days(90)
   */
  readonly caExpiryNotice?: Duration;

  /**
   * The time before a used certificate expires at which IAM Roles Anywhere sends events, in whole days (1–360).
   *
   * You can change this property without replacement.
   *
   * @default Duration.days(14)
   */
  readonly endEntityExpiryNotice?: Duration;

  /**
   * Whether workloads can authenticate through the trust anchor.
   *
   * You can change this property without replacement.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/**
 * A trust anchor of IAM Roles Anywhere that trusts a certificate authority (CA) in AWS Private CA.
 *
 * Workloads outside AWS exchange their certificates for temporary credentials of IAM roles. Create the roles with
 * `principal()`. CloudFormation deletes the trust anchor with its stack, and workloads can then no longer
 * authenticate.
 *
 * IAM Roles Anywhere doesn't use the CRL or OCSP responder of the CA. To block a certificate before it expires,
 * import a
 * CRL into IAM Roles Anywhere, or deny the subject in the trust policies.
 *
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 *
 * @example
 * declare const devices: RootCertificateAuthority;
 * const anchor = new RolesAnywhereTrustAnchor(this, 'Anchor', { certificateAuthority: devices });
 * new iam.Role(this, 'Build', {
 *   assumedBy: anchor.principal({ subject: { CN: 'build-01.example.com' } }),
 * });
 */
@removedOnError
export class RolesAnywhereTrustAnchor extends Resource {
  /**
   * The ARN of the trust anchor.
   *
   * @attribute
   */
  public readonly trustAnchorArn: string;

  /**
   * The ID of the trust anchor.
   *
   * @attribute
   */
  public readonly trustAnchorId: string;

  /**
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The properties of the trust anchor.
   */
  constructor(scope: Construct, id: string, props: RolesAnywhereTrustAnchorProps) {
    super(scope, id);
    props = checked(this, props, TRUST_ANCHOR_KINDS);
    const { caExpiryNotice = Duration.days(90), endEntityExpiryNotice = Duration.days(14) } = props;
    requireRegion(this);
    requireCertificateAuthorityArn({ scope: this, property: 'certificateAuthorityArn' }, arnOf(props.certificateAuthority));
    requireSigned({ scope: this, property: 'certificateAuthority' }, props.certificateAuthority);
    requireSameRegion(this, props.certificateAuthority);
    requireNotice(this, 'caExpiryNotice', caExpiryNotice);
    requireNotice(this, 'endEntityExpiryNotice', endEntityExpiryNotice);

    const anchor = new rolesanywhere.CfnTrustAnchor(this, 'Resource', {
      name: `pca-anchor-${constructHashOf(this)}`,
      enabled: props.enabled ?? true,
      source: { sourceType: 'AWS_ACM_PCA', sourceData: { acmPcaArn: arnOf(props.certificateAuthority) } },
      notificationSettings: [
        renderNotice('CA_CERTIFICATE_EXPIRY', caExpiryNotice),
        renderNotice('END_ENTITY_CERTIFICATE_EXPIRY', endEntityExpiryNotice),
      ],
    });
    this.trustAnchorArn = anchor.attrTrustAnchorArn;
    this.trustAnchorId = anchor.attrTrustAnchorId;
  }

  /**
   * The principal of workloads with certain certificates, for `assumedBy` of a role.
   *
   * The trust policy contains the actions `sts:AssumeRole`, `sts:SetSourceIdentity`, and `sts:TagSession`, and requires
   * this trust anchor.
   *
   * @param options The subject, the issuer, and the alternative names of the certificates.
   */
  public principal(options: RolesAnywherePrincipalOptions): iam.IPrincipal {
    return new RolesAnywherePrincipal(this, this.trustAnchorArn, checked(this, options, PRINCIPAL_KINDS));
  }
}

/** In China, IAM Roles Anywhere has no trust anchors with AWS Private CA. */
function requireRegion(scope: Construct): void {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region) || !region.startsWith('cn-')) { return; }
  throw new PrivateCaError('RolesAnywhereRegion', {
    scope,
    subject: 'The Region of a trust anchor on AWS Private CA',
    rule: 'not be a China Region',
    value: region,
    fix: 'Use a trust anchor with a certificate bundle',
  });
}

function requireSameRegion(scope: Construct, certificateAuthority: acmpca.ICertificateAuthorityRef): void {
  const [own, region] = [Stack.of(scope).region, regionOf(certificateAuthority)];
  if (!differs(region, own)) { return; }
  throw new PrivateCaError('CertificateAuthorityEnvironment', {
    scope,
    subject: 'certificateAuthority',
    rule: `be in the Region of the stack (${own})`,
    value: region,
    fix: 'Create the trust anchor in a stack in the Region of the CA',
  });
}

function requireNotice(scope: Construct, property: string, notice: Duration): void {
  requireDays({ scope, property }, 'ExpiryNotice', notice);
  const days = notice.isUnresolved() ? NOTICE_DAYS.min : notice.toDays();
  if (days <= NOTICE_DAYS.max) { return; }
  throw new PrivateCaError('ExpiryNotice', {
    scope,
    subject: property,
    rule: `be ${NOTICE_DAYS.min} to ${NOTICE_DAYS.max} days`,
    value: counted(days, 'day'),
    fix: `Choose ${property} in this range`,
  });
}

function renderNotice(kind: string, notice: Duration): rolesanywhere.CfnTrustAnchor.NotificationSettingProperty {
  return { event: kind, enabled: true, threshold: notice.toDays(), channel: 'ALL' };
}
