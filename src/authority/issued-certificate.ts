import { RemovalPolicy, Resource, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CertificateSigningRequest } from './certificate-signing-request';
import { requireFamily, signingAlgorithmMissing } from './private/certificate-authority-resources';
import { requireStartBeforeEnd } from './private/certificate-request';
import { requireExtensions } from './private/extension-checks';
import { ISSUED_CERTIFICATE_KINDS } from './private/kinds';
import { factsOf, requireEndBefore, requireSameRegion, requireShortLife } from './private/parent-checks';
import { requirePassthroughUsed } from './private/passthrough-checks';
import { renderApiPassthrough } from './private/render-extensions';
import { IPrivateCertificateAuthority } from './private-certificate-authority';
import { ApiPassthrough } from '../model/certificate-extensions';
import { CertificateTemplate, TemplatePassthrough } from '../model/certificate-template';
import { SigningAlgorithm } from '../model/signing-algorithm';
import { Validity } from '../model/validity';
import { requireActive } from '../private/certificate-authority-state';
import { PrivateCaError } from '../private/errors';
import { keepRetained } from '../private/kept-resources';
import { checked } from '../private/kinds';
import { removedOnError } from '../private/removed-on-error';
import { requireText, VALUE_NAME } from '../private/require-text';

const ISSUER = { property: 'certificateAuthority', name: 'the CA', signs: 'this certificate' };

/** Properties for `IssuedCertificate`. */
export interface IssuedCertificateProps {
  /**
   * The certificate authority (CA) that issues the certificate.
   *
   * IMPORTANT: Changing this property issues another certificate. The existing certificate stays valid.
   */
  readonly certificateAuthority: IPrivateCertificateAuthority;

  /**
   * The certificate signing request (CSR) of the requester.
   *
   * IMPORTANT: Changing this property issues another certificate. The existing certificate stays valid.
   */
  readonly csr: CertificateSigningRequest;

  /**
   * The validity period of the certificate.
   *
   * Must end before the validity period of the CA. If the CA uses short-lived mode, the maximum is 7 days.
   *
   * IMPORTANT: Changing this property issues another certificate. The existing certificate stays valid.
   */
  readonly validity: Validity;

  /**
   * The start of the validity period. Use `Validity.absolute()`.
   *
   * IMPORTANT: Changing this property issues another certificate. The existing certificate stays valid.
   *
   * @default - the validity period starts 60 minutes before issuance
   */
  readonly validityNotBefore?: Validity;

  /**
   * The template of the certificate. Templates of CA certificates are an error.
   *
   * IMPORTANT: Changing this property issues another certificate. The existing certificate stays valid.
   *
   * @default - `CertificateTemplate.END_ENTITY`, with API passthrough if `apiPassthrough` is specified
   */
  readonly template?: CertificateTemplate;

  /**
   * The extensions and the subject of the certificate that the template does not set.
   *
   * All templates except blank ones set the key usage and the extended key usage. Another value is an error, because
   * AWS Private CA ignores it. To choose the usages, set `template` to
   * `CertificateTemplate.BLANK_END_ENTITY.withPassthrough(TemplatePassthrough.API)`.
   *
   * IMPORTANT: Changing this property issues another certificate. The existing certificate stays valid.
   *
   * @default - the template sets all extensions, and the CSR contains the subject
   */
  readonly apiPassthrough?: ApiPassthrough;

  /**
   * The signing algorithm that the CA uses for the certificate. It must match the key family of the CA.
   *
   * In newer Regions, AWS documents only the default for an ECDSA key, and synthesis prints a warning for another hash.
   *
   * IMPORTANT: Changing this property issues another certificate. The existing certificate stays valid.
   *
   * @default - the default signing algorithm of the key of the CA is used; required if the CA is imported without
   * `keyAlgorithm`
   */
  readonly signingAlgorithm?: SigningAlgorithm;

  /**
   * The removal policy of the certificate.
   *
   * CloudFormation never revokes the certificate. With every removal policy, it stays valid.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * An end-entity certificate that a certificate authority (CA) issues for a certificate signing request (CSR).
 *
 * Every change of a property issues another certificate, and the existing one stays valid. Removing this construct
 * revokes nothing. To revoke a certificate, use `aws acm-pca revoke-certificate`. Neither CloudFormation nor AWS
 * Private
 * CA renews the certificate. For renewals, use AWS Certificate Manager (ACM) or an agent such as cert-manager.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaIssueCert.html
 *
 * @example
 * declare const devices: IPrivateCertificateAuthority;
 * new IssuedCertificate(this, 'Device', {
 *   certificateAuthority: devices,
 *   csr: CertificateSigningRequest.fromFile('device-01.csr'),
 *   template: CertificateTemplate.END_ENTITY_CLIENT_AUTH,
 *   validity: Validity.days(7),
 * });
 */
@removedOnError
export class IssuedCertificate extends Resource {
  /**
   * The ARN of the certificate.
   *
   * @attribute
   */
  public readonly certificateArn: string;

  /**
   * The certificate, PEM-encoded.
   *
   * @attribute
   */
  public readonly certificatePem: string;

  private readonly certificateAuthority: IPrivateCertificateAuthority;

  /**
   * @param scope The parent construct.
   * @param id The construct ID. Changing it issues another certificate.
   * @param props The properties of the certificate.
   */
  constructor(scope: Construct, id: string, props: IssuedCertificateProps) {
    super(scope, id);
    props = checked(this, props, ISSUED_CERTIFICATE_KINDS);
    const template = templateOf(props);
    template._requireKnown(this);
    requireEndEntity(this, template);
    if (props.apiPassthrough?.extensions) { requireExtensions(this, props.apiPassthrough.extensions); }
    requirePassthroughUsed(this, { template, apiPassthrough: props.apiPassthrough }, 'template');
    requireActive({ scope: this, property: 'certificateAuthority' }, props.certificateAuthority);
    requireSameRegion(this, props.certificateAuthority, ISSUER);

    const certificate = new acmpca.CfnCertificate(this, 'Resource', {
      certificateAuthorityArn: props.certificateAuthority.certificateAuthorityArn,
      certificateSigningRequest: props.csr._render(this),
      signingAlgorithm: signingAlgorithmOf(this, props).name,
      templateArn: template.certificateTemplateArn,
      validity: renderValidity(this, props),
      validityNotBefore: props.validityNotBefore?._renderNotBefore(this),
      apiPassthrough: renderApiPassthrough(this, props.apiPassthrough),
    });
    certificate.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    keepRetained(this, certificate);
    this.certificateArn = certificate.attrArn;
    this.certificatePem = certificate.attrCertificate;
    this.certificateAuthority = props.certificateAuthority;
  }

  /**
   * The certificates of the CA and of the CAs above it, root CA last, PEM-encoded.
   *
   * @attribute
   */
  public get certificateChainPem(): string {
    return this.certificateAuthority.certificateChainPem;
  }
}

function templateOf({ template, apiPassthrough }: IssuedCertificateProps): CertificateTemplate {
  const plain = CertificateTemplate.END_ENTITY;
  return template ?? (apiPassthrough ? plain.withPassthrough(TemplatePassthrough.API) : plain);
}

function requireEndEntity(scope: Construct, { templateName }: CertificateTemplate): void {
  if (!templateName.includes('CACertificate')) { return; }
  throw new PrivateCaError('CertificateTemplate', {
    scope,
    subject: 'template',
    rule: 'be a template for end-entity certificates',
    value: templateName,
    fix: 'Use an end-entity template. For a CA certificate, use SubordinateCertificateAuthority',
  });
}

function signingAlgorithmOf(scope: Construct, props: IssuedCertificateProps): SigningAlgorithm {
  const { keyAlgorithm } = factsOf(props.certificateAuthority);
  requireText({ scope, property: 'signingAlgorithm' }, VALUE_NAME, props.signingAlgorithm?.name);
  const signingAlgorithm = props.signingAlgorithm ?? keyAlgorithm?.defaultSigningAlgorithm
    ?? signingAlgorithmMissing(scope, 'signingAlgorithm', keyAlgorithm?.name);
  if (keyAlgorithm) { requireFamily(scope, 'signingAlgorithm', signingAlgorithm, keyAlgorithm); }
  return signingAlgorithm;
}

function renderValidity(scope: Construct, props: IssuedCertificateProps): acmpca.CfnCertificate.ValidityProperty {
  const { validity, validityNotBefore } = props;
  const facts = factsOf(props.certificateAuthority);
  requireShortLife(scope, { validity }, facts, ISSUER);
  requireEndBefore(scope, { validity, hasOwnStart: validityNotBefore !== undefined }, facts, ISSUER);
  requireStartBeforeEnd(scope, validityNotBefore, validity);
  return validity._render(scope);
}
