import { Annotations, Stack, Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { renderCertificateRequest, requireKeyRequest } from './certificate-request';
import { warnOfHash } from './ecdsa-hash';
import { keepCrlAcl } from './kept-crl-acl';
import { renderCsrExtensions } from './render-extensions';
import { CertificatePeriod, SignedCertificate } from './signed-certificate';
import { CertificateTemplate, TemplatePassthrough } from '../../model/certificate-template';
import { KeyAlgorithm } from '../../model/key-algorithm';
import { KeyStorageSecurityStandard } from '../../model/key-storage-security-standard';
import { SigningAlgorithm } from '../../model/signing-algorithm';
import { UsageMode } from '../../model/usage-mode';
import { Validity } from '../../model/validity';
import { PrivateCaError } from '../../private/errors';
import { CertificateAuthorityProps } from '../certificate-authority-props';

/* The three resources of a root or subordinate certificate authority (CA), in deployment order. */

/** The properties of a CA that are known at synthesis, for checks. Unknown properties are absent. */
export interface CertificateAuthorityFacts {
  /** The properties of the CA certificate and of the certificates above it, to detect a renewal. Not for checks. */
  readonly revision?: () => unknown;
  readonly keyAlgorithm?: KeyAlgorithm;
  /** The number of CA levels allowed below the CA. Absent if it is unknown or unlimited. */
  readonly pathLength?: number;
  /** The validity period of the CA certificate, counted from its issuance. */
  readonly validity?: Validity;
  /** The validity period of a CA certificate whose text is known. The app can't change the certificate. */
  readonly period?: CertificatePeriod;
  readonly usageMode?: UsageMode;
  readonly disabled?: boolean;
  /** Whether a parent outside the app hasn't signed the certificate yet. */
  readonly pending?: boolean;
}

/** The differences between root and subordinate CAs. */
export interface CertificateAuthorityKind {
  readonly type: 'ROOT' | 'SUBORDINATE';
  /** The path length of the CA certificate. Absent if it is unknown or unlimited. */
  readonly pathLength?: number;
  /** The validity period of the CA certificate. Absent if it is unknown. */
  readonly validity?: Validity;
  /** The certificate that AWS Private CA issues. Absent if a parent outside the app signs it. */
  readonly issuance?: Issuance;
  /** The certificate that a parent outside the app signed. */
  readonly signed?: SignedCertificate;
}

/** A CA certificate that AWS Private CA issues. */
export interface Issuance {
  readonly template: CertificateTemplate;
  readonly validity: Validity;
  /** The CA that signs the CA certificate. Absent for a root CA, which signs its own certificate. */
  readonly parent?: SigningParent;
}

/** A CA that signs the certificate of another CA. */
export interface SigningParent {
  /** The ARN, which comes from the activation of the parent. */
  readonly certificateAuthorityArn: string;
  readonly certificateChainPem: string;
  readonly signingAlgorithm: SigningAlgorithm;
  /** The properties of the certificates in the chain. */
  readonly revision: () => unknown;
}

/** The resources of a CA. Without an activation, it is pending. */
export interface CertificateAuthorityResources {
  readonly certificateAuthority: acmpca.CfnCertificateAuthority;
  readonly certificate?: acmpca.CfnCertificate;
  readonly activation?: acmpca.CfnCertificateAuthorityActivation;
}

/** The key algorithm of a CA with these properties. */
export function keyAlgorithmOf(props: CertificateAuthorityProps): KeyAlgorithm {
  return props.keyAlgorithm ?? KeyAlgorithm.EC_SECP384R1;
}

/** The usage mode of a CA with these properties. */
export function usageModeOf(props: CertificateAuthorityProps): UsageMode {
  return props.usageMode ?? UsageMode.GENERAL_PURPOSE;
}

/** The template of a CA certificate. The default is `plain`, with API passthrough if `apiPassthrough` is set. */
export function templateOf(props: CertificateAuthorityProps, plain: CertificateTemplate): CertificateTemplate {
  return props.certificateTemplate
    ?? (props.apiPassthrough ? plain.withPassthrough(TemplatePassthrough.API) : plain);
}

/** Creates the CA, and its certificate and its activation if they are not pending. */
export function newCertificateAuthorityResources(
  scope: Construct, props: CertificateAuthorityProps, kind: CertificateAuthorityKind,
): CertificateAuthorityResources {
  const keyAlgorithm = keyAlgorithmOf(props);
  const signingAlgorithm = props.signingAlgorithm ?? keyAlgorithm.defaultSigningAlgorithm
    ?? signingAlgorithmMissing(scope, 'signingAlgorithm', keyAlgorithm.name);
  requireFamily(scope, 'signingAlgorithm', signingAlgorithm, keyAlgorithm);
  requireRegionOfSm2(scope, keyAlgorithm);
  requireKeyRequest(scope, props);
  const keyStorageSecurityStandard = keyStorageSecurityStandardOf(scope, props);
  const request = kind.issuance && renderCertificateRequest(scope, props, { type: kind.type, ...kind.issuance });
  const certificateId = certificateIdOf(scope, props);
  const subject = props.subject._render(scope);
  const csrExtensions = renderCsrExtensions(scope, props.csrExtensions);

  const revocation = props.revocation?._bind(scope);
  if (!props.revocation) { warnOfNoRevocation(scope, usageModeOf(props)); }

  const certificateAuthority = new acmpca.CfnCertificateAuthority(scope, 'Resource', {
    type: kind.type,
    keyAlgorithm: keyAlgorithm.name,
    signingAlgorithm: signingAlgorithm.name,
    subject,
    // The schema has no default for this create-only property. Adding the default to an existing CA would replace it.
    usageMode: props.usageMode?.name,
    keyStorageSecurityStandard: keyStorageSecurityStandard?.name,
    csrExtensions,
    revocationConfiguration: revocation?.configuration,
  });
  // AWS Private CA tests its write access to the CRL bucket while it creates the CA.
  certificateAuthority.node.addDependency(...revocation?.needs ?? []);
  keepCrlAcl(scope, certificateAuthority);

  const certificate = request && new acmpca.CfnCertificate(scope, certificateId, {
    certificateAuthorityArn: kind.issuance?.parent?.certificateAuthorityArn ?? certificateAuthority.attrArn,
    certificateSigningRequest: certificateAuthority.attrCertificateSigningRequest,
    signingAlgorithm: (kind.issuance?.parent?.signingAlgorithm ?? signingAlgorithm).name,
    ...request,
  });
  const signed = kind.signed ?? (certificate && {
    certificatePem: certificate.attrCertificate, certificateChainPem: kind.issuance?.parent?.certificateChainPem,
  });
  const activation = signed && new acmpca.CfnCertificateAuthorityActivation(scope, 'Activation', {
    certificateAuthorityArn: certificateAuthority.attrArn,
    certificate: signed.certificatePem,
    certificateChain: signed.certificateChainPem,
    status: props.disabled ? 'DISABLED' : 'ACTIVE',
  });
  return { certificateAuthority, certificate, activation };
}

/** The ID of the certificate. It changes with the generation, because an identical certificate is not reissued. */
function certificateIdOf(scope: Construct, props: CertificateAuthorityProps): string {
  const { certificateGeneration: generation = 1 } = props;
  // A token is a number that is unknown at synthesis.
  const number: unknown = Token.isUnresolved(generation) ? undefined : generation;
  if (!Number.isSafeInteger(number) || generation < 1) {
    throw new PrivateCaError('CertificateGeneration', {
      scope,
      subject: 'certificateGeneration',
      rule: 'be a whole number of at least 1 that is known at synthesis',
      value: generation,
      fix: 'Use 1 for the first certificate, 2 for its first renewal, and so on',
    });
  }
  return generation === 1 ? 'Certificate' : `Certificate${generation}`;
}

/** Requires a signing algorithm in the family of the signing key, if both families are known. Warns about its hash. */
export function requireFamily(
  scope: Construct, property: string, signingAlgorithm: SigningAlgorithm, keyAlgorithm: KeyAlgorithm,
): void {
  const [own, needed] = [signingAlgorithm._family, keyAlgorithm._family];
  if (own === undefined || needed === undefined || own === needed) {
    return warnOfHash(scope, property, signingAlgorithm, keyAlgorithm);
  }
  throw new PrivateCaError('SigningAlgorithmFamily', {
    scope,
    subject: property,
    rule: `match the key algorithm of the signing CA (${keyAlgorithm.name}, family ${needed})`,
    value: signingAlgorithm.name,
    fix: `Remove ${property}, or choose an algorithm in the family ${needed}`,
  });
}

/** Reports a signing algorithm that is neither specified nor known for the key algorithm. */
export function signingAlgorithmMissing(scope: Construct, property: string, keyAlgorithm: string | undefined): never {
  throw new PrivateCaError('SigningAlgorithmUnknown', {
    scope,
    subject: property,
    rule: 'be specified, because it cannot be derived from the key algorithm of the signing CA',
    value: keyAlgorithm,
    fix: property === 'signingAlgorithm' ? `Set ${property}, for example to SigningAlgorithm.of(…)`
      : `Import the parent with fromCertificateAuthorityAttributes({ keyAlgorithm, certificateChainPem }), or set ${property}`,
  });
}

function warnOfNoRevocation(scope: Construct, usageMode: UsageMode): void {
  if (usageMode.name !== UsageMode.GENERAL_PURPOSE.name) { return; }
  Annotations.of(scope).addWarningV2('cdk-private-ca:noRevocation',
    'Revocation is not configured for this CA. A certificate with a compromised private key stays valid until it '
    + 'expires, and certificates issued now contain no CRL or OCSP URL. Set revocation, for example to '
    + 'Revocation.ocsp(). To suppress this warning, use Revocation.none().');
}

function requireRegionOfSm2(scope: Construct, keyAlgorithm: KeyAlgorithm): void {
  const { region } = Stack.of(scope);
  if (keyAlgorithm.name !== KeyAlgorithm.SM2.name || Token.isUnresolved(region) || isInChina(region)) { return; }
  throw new PrivateCaError('Sm2Region', {
    scope,
    subject: 'The Region of a CA with keyAlgorithm SM2',
    rule: 'be cn-north-1 or cn-northwest-1',
    value: region,
    fix: 'Choose another keyAlgorithm, or deploy the CA in a China Region',
  });
}

/**
 * The security standard of the hardware that stores the private key, or `undefined` for the default of the service.
 *
 * In the China Regions, AWS Private CA rejects its default, so a CA without this property can't exist there.
 *
 * @see https://docs.amazonaws.cn/en_us/aws/latest/userguide/privateca.html
 */
function keyStorageSecurityStandardOf(
  scope: Construct, { keyStorageSecurityStandard: given }: CertificateAuthorityProps,
): KeyStorageSecurityStandard | undefined {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region) || !isInChina(region)) { return given; }
  if (given === undefined) { return KeyStorageSecurityStandard.CCPC_LEVEL_1_OR_HIGHER; }
  if (!given.name.startsWith('FIPS_')) { return given; }
  throw new PrivateCaError('KeyStorageRegion', {
    scope,
    subject: 'keyStorageSecurityStandard',
    rule: `be CCPC_LEVEL_1_OR_HIGHER in a China Region (${region})`,
    value: given.name,
    fix: 'Remove keyStorageSecurityStandard',
  });
}

function isInChina(region: string): boolean {
  return region.startsWith('cn-');
}
