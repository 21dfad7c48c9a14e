import { Annotations, CfnResource, RemovalPolicy, Stack, Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { renderCertificateRequest } from './certificate-request';
import { renderCsrExtensions } from './render-extensions';
import { CertificateTemplate, TemplatePassthrough } from '../../model/certificate-template';
import { KeyAlgorithm } from '../../model/key-algorithm';
import { SigningAlgorithm } from '../../model/signing-algorithm';
import { UsageMode } from '../../model/usage-mode';
import { Validity } from '../../model/validity';
import { PrivateCaError } from '../../private/errors';
import { CertificateAuthorityProps } from '../certificate-authority-props';

/* What root and subordinate CAs have in common: three resources, in the order in which they deploy. */

/** How one kind of CA differs from the other. */
export interface AuthorityKind {
  readonly type: 'ROOT' | 'SUBORDINATE';
  readonly template: CertificateTemplate;
  readonly validity: Validity;
  /** Who signs the CA certificate; the CA itself for a root. */
  readonly issuer?: Issuer;
}

/** A CA that signs another CA's certificate. */
export interface Issuer {
  /** The ARN, which comes from the issuer's activation. */
  readonly certificateAuthorityArn: string;
  readonly certificateChainPem: string;
  readonly signingAlgorithm: SigningAlgorithm;
}

/** The resources of an active CA. */
export interface ActiveAuthority {
  readonly resources: CfnResource[];
  readonly certificate: acmpca.CfnCertificate;
  readonly activation: acmpca.CfnCertificateAuthorityActivation;
}

/** The key algorithm of a CA with these properties. */
export function keyAlgorithmOf(props: CertificateAuthorityProps): KeyAlgorithm {
  return props.keyAlgorithm ?? KeyAlgorithm.EC_SECP384R1;
}

/** The usage mode of a CA with these properties. */
export function usageModeOf(props: CertificateAuthorityProps): UsageMode {
  return props.usageMode ?? UsageMode.GENERAL_PURPOSE;
}

/** The template of a CA certificate: the user's, or the kind's own, with API passthrough where there is one to take. */
export function templateOf(props: CertificateAuthorityProps, plain: CertificateTemplate): CertificateTemplate {
  return props.certificateTemplate
    ?? (props.apiPassthrough ? plain.withPassthrough(TemplatePassthrough.API) : plain);
}

/** Makes the CA, its certificate and its activation. */
export function renderActiveAuthority(
  scope: Construct, props: CertificateAuthorityProps, kind: AuthorityKind,
): ActiveAuthority {
  const keyAlgorithm = keyAlgorithmOf(props);
  const signingAlgorithm = props.signingAlgorithm ?? keyAlgorithm.defaultSigningAlgorithm
    ?? signingAlgorithmMissing(scope, 'signingAlgorithm', keyAlgorithm.name);
  requireFamily(scope, 'signingAlgorithm', signingAlgorithm, keyAlgorithm);
  requireRegionOfSm2(scope, keyAlgorithm);
  const request = renderCertificateRequest(scope, props, kind);

  const revocation = props.revocation?._bind(scope);
  if (!props.revocation) { warnOfNoRevocation(scope, usageModeOf(props)); }

  const authority = new acmpca.CfnCertificateAuthority(scope, 'Resource', {
    type: kind.type,
    keyAlgorithm: keyAlgorithm.name,
    signingAlgorithm: signingAlgorithm.name,
    subject: props.subject._render(scope),
    usageMode: usageModeOf(props).name,
    keyStorageSecurityStandard: props.keyStorageSecurityStandard?.name,
    csrExtensions: renderCsrExtensions(scope, props.csrExtensions),
    revocationConfiguration: revocation?.configuration,
  });
  // AWS Private CA tries whether it may write CRLs while it makes the CA.
  authority.node.addDependency(...revocation?.needs ?? []);
  const certificate = new acmpca.CfnCertificate(scope, 'Certificate', {
    certificateAuthorityArn: kind.issuer?.certificateAuthorityArn ?? authority.attrArn,
    certificateSigningRequest: authority.attrCertificateSigningRequest,
    signingAlgorithm: (kind.issuer?.signingAlgorithm ?? signingAlgorithm).name,
    ...request,
  });
  const activation = new acmpca.CfnCertificateAuthorityActivation(scope, 'Activation', {
    certificateAuthorityArn: authority.attrArn,
    certificate: certificate.attrCertificate,
    certificateChain: kind.issuer?.certificateChainPem,
    status: props.disabled ? 'DISABLED' : 'ACTIVE',
  });
  const resources = [authority, certificate, activation];
  applyToAll(resources, props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return { resources, certificate, activation };
}

/**
 * A CA without its activation is disabled, one without its certificate cannot be made active again: one fate for all.
 */
export function applyToAll(resources: CfnResource[], policy: RemovalPolicy): void {
  resources.forEach((resource) => resource.applyRemovalPolicy(policy));
}

/** The signing algorithm is of the family of the key that signs, as far as both are known. */
export function requireFamily(
  scope: Construct, property: string, signingAlgorithm: SigningAlgorithm, keyAlgorithm: KeyAlgorithm,
): void {
  const [own, needed] = [signingAlgorithm._family, keyAlgorithm._family];
  if (own === undefined || needed === undefined || own === needed) { return; }
  throw new PrivateCaError('SigningAlgorithmFamily', {
    scope,
    problem: `${property} is not of the family of the key that signs`,
    value: signingAlgorithm.name,
    allowed: `a signing algorithm of the family ${needed}, for the key algorithm ${keyAlgorithm.name}`,
    change: `leave out ${property} or choose another`,
  });
}

/** No signing algorithm is given, and none follows from the key algorithm. */
export function signingAlgorithmMissing(scope: Construct, property: string, keyAlgorithm: string | undefined): never {
  throw new PrivateCaError('SigningAlgorithmUnknown', {
    scope,
    problem: `${property} cannot be derived from the key algorithm of the CA that signs`,
    value: keyAlgorithm,
    allowed: 'a signing algorithm of the family of the key',
    change: `set ${property}, for example SigningAlgorithm.of(…)`,
  });
}

function warnOfNoRevocation(scope: Construct, usageMode: UsageMode): void {
  if (usageMode.name !== UsageMode.GENERAL_PURPOSE.name) { return; }
  Annotations.of(scope).addWarningV2('cdk-private-ca:noRevocation',
    'this CA has no revocation: whoever holds the key of a certificate that it issued can use it until it expires, and certificates that are '
    + 'issued now will never tell where to ask. Set revocation, for example to Revocation.ocsp(), or to Revocation.none() if that is meant');
}

function requireRegionOfSm2(scope: Construct, keyAlgorithm: KeyAlgorithm): void {
  const { region } = Stack.of(scope);
  if (keyAlgorithm.name !== KeyAlgorithm.SM2.name || Token.isUnresolved(region) || region.startsWith('cn-')) { return; }
  throw new PrivateCaError('Sm2Region', {
    scope,
    problem: 'keyAlgorithm SM2 exists in the China Regions alone',
    value: region,
    allowed: 'cn-north-1, cn-northwest-1',
    change: 'choose another keyAlgorithm',
  });
}
