import { IConstruct } from 'constructs';
import { CertificateAuthorityFacts } from './certificate-authority-resources';
import { requirePem } from './pem-checks';
import { CertificateCheck, Step, effectivePathLength, periodOf, stepsOf } from './signed-certificate';
import { PrivateCaError } from '../../private/errors';
import { PEM_BYTES, requireCertificates } from '../../private/pem';
import { isUnknown } from '../../private/require';
import { CertificateAuthorityAttributes } from '../certificate-authority-attributes';

/* Checks of the attributes of an imported CA. There is no clock: an expired certificate passes. */

/** Returns what is known of an imported CA, after checks of its certificates and of what they say of the attributes. */
export function factsOfImported(
  scope: IConstruct, attributes: CertificateAuthorityAttributes,
): CertificateAuthorityFacts {
  const { keyAlgorithm, usageMode } = attributes;
  requirePem(scope, attributes);
  requireWholePathLength(scope, attributes);
  const path = pathOf(scope, attributes);
  return {
    keyAlgorithm,
    usageMode,
    pathLength: knownPathLength(scope, attributes, path),
    period: periodOf(path.map(({ certificate }) => certificate)),
  };
}

/** The certificates that are known, from that of the CA up. */
function pathOf(scope: IConstruct, attributes: CertificateAuthorityAttributes): Step[] {
  const { certificatePem = '', certificateChainPem = '' } = attributes;
  const read = (property: 'certificatePem' | 'certificateChainPem', text: string, maxBytes: number) =>
    attributes[property] === undefined ? [] : requireCertificates({ scope, property }, text, maxBytes).certificates;
  const own = read('certificatePem', certificatePem, PEM_BYTES.certificate);
  const chain = stepsOf(read('certificateChainPem', certificateChainPem, PEM_BYTES.certificateChain));
  const check = new CertificateCheck(scope, 'the certificate of the CA');
  check.single(own.length);
  check.distinct(chain);
  chain.slice(1).forEach((issuer, index) => check.issuer(chain[index], issuer, index + 1));
  chain.forEach((step) => check.extensions(step));
  if (chain.length > 0) { check.root(chain[chain.length - 1]); }
  requireOwnFirst(check, own, chain);
  const path = chain.length > 0 ? chain : own.map((certificate) => ({ property: 'certificatePem', certificate }));
  path.slice(0, 1).forEach((step) => requireCa(check, step, attributes));
  return path;
}

/** AWS Private CA returns the certificate of a CA and the chain above it in two texts. */
function requireOwnFirst(check: CertificateCheck, own: Step['certificate'][], [first]: Step[]): void {
  if (own.length === 0 || !first || first.certificate.isSameAs(own[0])) { return; }
  check.fail('CertificateChain', first.property, 'be the certificate of the CA (certificatePem)', first.certificate.subject,
    'Start certificateChainPem with the certificate of the CA');
}

function requireCa(
  check: CertificateCheck, { property, certificate }: Step, { keyAlgorithm }: CertificateAuthorityAttributes,
): void {
  if (!certificate.isCa || !certificate.signsCertificates) {
    check.fail('CertificateNotCa', property, 'be a CA certificate that can sign certificates', certificate.subject,
      'Pass the certificate of the CA');
  }
  const actual = certificate.keyAlgorithm;
  if (!keyAlgorithm || actual === undefined || actual === keyAlgorithm.name) { return; }
  check.fail('CertificateKeyAlgorithm', 'keyAlgorithm', `be the key algorithm of the CA certificate (${actual})`,
    keyAlgorithm.name, 'Correct keyAlgorithm, or pass the certificates of this CA');
}

function requireWholePathLength(scope: IConstruct, { pathLength }: CertificateAuthorityAttributes): void {
  if (isUnknown(pathLength) || (Number.isSafeInteger(pathLength) && pathLength! >= 0)) { return; }
  throw new PrivateCaError('PathLength', {
    scope,
    subject: 'pathLength',
    rule: 'be a whole number of at least 0',
    value: Number.isFinite(pathLength) ? pathLength : String(pathLength),
    fix: 'Set pathLength to the path length of the CA certificate, or remove it',
  });
}

/** The attribute can be less than the path length of the certificates, but not more. */
function knownPathLength(
  scope: IConstruct, { pathLength }: CertificateAuthorityAttributes, path: Step[],
): number | undefined {
  const limit = effectivePathLength(path.map(({ certificate }) => certificate));
  if (isUnknown(pathLength)) { return limit ?? pathLength; }
  if (limit === undefined || pathLength! <= limit) { return pathLength; }
  throw new PrivateCaError('PathLengthConflict', {
    scope,
    subject: 'pathLength',
    rule: `be at most the path length of the CA certificate and its chain (${limit})`,
    value: pathLength,
    fix: 'Correct pathLength, or remove it',
  });
}
