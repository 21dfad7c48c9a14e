import { aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { requireCsrExtensions, requireExtensions } from './extension-checks';
import { requireCaKeyUsage, requirePassthroughUsed, warnOfIgnoredCsrExtensions } from './passthrough-checks';
import { renderApiPassthrough } from './render-extensions';
import { CertificateTemplate } from '../../model/certificate-template';
import { SigningAlgorithm } from '../../model/signing-algorithm';
import { Validity } from '../../model/validity';
import { PrivateCaError } from '../../private/errors';
import { requireArgument, VALUE_NAME } from '../../private/require-text';
import { CertificateAuthorityProps } from '../certificate-authority-props';

/** The properties of a CA certificate that do not depend on the issuer. */
type RequestProps = Pick<acmpca.CfnCertificateProps, 'templateArn' | 'validity' | 'validityNotBefore' | 'apiPassthrough'>;

/** The kind of CA, its template, its validity period, and the CA that signs the certificate. */
interface RequestedCertificate {
  readonly type: 'ROOT' | 'SUBORDINATE';
  readonly template: CertificateTemplate;
  readonly validity: Validity;
  readonly parent?: { readonly signingAlgorithm: SigningAlgorithm };
}

/**
 * Returns the properties of the request for a CA certificate.
 *
 * All checks of the request run before the CA is created: AWS Private CA reports these errors only when it issues the
 * certificate.
 */
export function renderCertificateRequest(
  scope: Construct, props: CertificateAuthorityProps, { type, template, validity, parent }: RequestedCertificate,
): RequestProps {
  const { apiPassthrough, csrExtensions, validityNotBefore, revocation } = props;
  const request = { template, apiPassthrough, csrExtensions, signsCrls: revocation?._publishesCrls ?? false };
  requireValueNames(scope, { issuerSigningAlgorithm: parent?.signingAlgorithm });
  const rendered = {
    templateArn: template._render(scope, type === 'ROOT' ? 'RootCACertificate' : 'SubordinateCACertificate'),
    validity: validity._render(scope),
    validityNotBefore: validityNotBefore?._renderNotBefore(scope),
    apiPassthrough: renderApiPassthrough(scope, apiPassthrough),
  };
  if (apiPassthrough?.extensions) { requireExtensions(scope, apiPassthrough.extensions); }
  requireStartBeforeEnd(scope, validityNotBefore, validity);
  requirePassthroughUsed(scope, request);
  requireCaKeyUsage(scope, request);
  warnOfIgnoredCsrExtensions(scope, request);
  return rendered;
}

/** Checks the key pair of a CA and its certificate signing request (CSR), for every kind of parent. */
export function requireKeyRequest(scope: Construct, props: CertificateAuthorityProps): void {
  requireValueNames(scope, props);
  if (props.csrExtensions) { requireCsrExtensions(scope, props.csrExtensions); }
}

/** The properties whose `of()` method accepts any name. */
const NAMED = ['keyAlgorithm', 'signingAlgorithm', 'issuerSigningAlgorithm', 'usageMode', 'keyStorageSecurityStandard'] as const;

function requireValueNames(
  scope: Construct, values: { readonly [property in typeof NAMED[number]]?: { readonly name: string } },
): void {
  for (const property of NAMED) {
    const value = values[property];
    if (value) { requireArgument({ scope, property }, VALUE_NAME, value.name); }
  }
}

/** Requires a validity period that starts before it ends, as far as this is known. */
export function requireStartBeforeEnd(scope: Construct, start: Validity | undefined, end: Validity): void {
  if (!start?._outlasts(end)) { return; }
  throw new PrivateCaError('NotBefore', {
    scope,
    subject: 'validityNotBefore',
    rule: `be before the end of the validity period (${end})`,
    value: String(start),
    fix: 'Use an earlier validityNotBefore or a later validity',
  });
}
