import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { warnOfOtherSubject } from './signed-subject';
import { DistinguishedName } from '../../model/distinguished-name';
import { KeyAlgorithm } from '../../model/key-algorithm';
import { Validity } from '../../model/validity';
import { ErrorCode } from '../../private/error-codes';
import { PrivateCaError } from '../../private/errors';
import { TEXT, checked, required } from '../../private/kinds';
import { PEM_BYTES, requireCertificates } from '../../private/pem';
import { ParsedCertificate } from '../../private/x509';

/* Checks of a CA certificate that a parent outside the app signed. There is no clock: an expired certificate passes. */

/** The extensions that AWS Private CA imports if they are critical. It rejects every other critical extension. */
const CRITICAL_EXTENSIONS = [
  '2.5.29.9', '2.5.29.14', '2.5.29.15', '2.5.29.17', '2.5.29.18', '2.5.29.19', '2.5.29.30', '2.5.29.32', '2.5.29.33',
  '2.5.29.35', '2.5.29.37', '2.5.29.54', '1.3.6.1.5.5.7.1.11',
];

const PEM_KINDS = { certificatePem: required(TEXT), certificateChainPem: required(TEXT) };

/** What the certificate must fit. */
export interface SignedCertificateTerms {
  readonly keyAlgorithm: KeyAlgorithm;
  readonly pathLength?: number;
  readonly subject?: DistinguishedName;
}

/** The validity period of a certificate, in seconds since 1970. */
export interface CertificatePeriod {
  readonly notBefore: number;
  readonly notAfter: number;
}

/** A checked certificate. */
export interface SignedCertificate {
  readonly certificatePem: string;
  readonly certificateChainPem: string;
  /** The number of CA levels allowed below the CA, by its certificate and its chain. Absent if it is unlimited. */
  readonly pathLength?: number;
  /** The end of the certificate. Absent if the certificate is a token. */
  readonly validity?: Validity;
  /** The validity period of the certificate. Absent if the certificate is a token. */
  readonly period?: CertificatePeriod;
}

/** A certificate of the path, with its name in messages. */
export interface Step {
  readonly property: string;
  readonly certificate: ParsedCertificate;
}

/** Checks the certificate against its chain and the CA. */
export function checkSignedCertificate(
  scope: IConstruct, pems: { certificatePem: string; certificateChainPem: string }, terms: SignedCertificateTerms,
): SignedCertificate {
  pems = checked(scope, pems, PEM_KINDS, 'externalParent');
  const own = requireCertificates({ scope, property: 'certificatePem' }, pems.certificatePem, PEM_BYTES.certificate);
  const chain = requireCertificates({ scope, property: 'certificateChainPem' }, pems.certificateChainPem, PEM_BYTES.certificateChain);
  const check = new CertificateCheck(scope);
  own.certificates.forEach((certificate) => check.own(certificate, own.certificates.length, terms));
  if (terms.subject) { warnOfOtherSubject(scope, own.certificates, terms.subject); }
  const above = stepsOf(chain.certificates);
  const path = [...own.certificates.map((certificate): Step => ({ property: 'certificatePem', certificate })), ...above];
  // A certificate that is a token is not known, and neither is its place above the chain.
  const depth = own.certificates.length > 0 ? 1 : 2;
  check.distinct(above);
  check.chainWithout(own.certificates[0], chain.certificates);
  path.slice(1).forEach((issuer, index) => check.issuer(path[index], issuer, index + depth));
  path.forEach((step) => check.extensions(step));
  if (above.length > 0) { check.root(above[above.length - 1]); }
  return {
    certificatePem: own.pem,
    certificateChainPem: chain.pem,
    pathLength: effectivePathLength(own.certificates.length > 0 ? path.map(({ certificate }) => certificate) : []),
    validity: own.certificates.length > 0 ? Validity.absolute(own.certificates[0].notAfter) : undefined,
    period: periodOf(own.certificates),
  };
}

/** The certificates of a chain, with their names in messages. */
export function stepsOf(chain: ParsedCertificate[]): Step[] {
  return chain.map((certificate, index) => ({ property: `Certificate ${index + 1} of certificateChainPem`, certificate }));
}

/** The validity period of the first certificate, if it is known. */
export function periodOf([certificate]: ParsedCertificate[]): CertificatePeriod | undefined {
  return certificate && { notBefore: certificate.notBefore, notAfter: certificate.notAfter };
}

/** Each certificate limits what is below it. */
export function effectivePathLength(path: ParsedCertificate[]): number | undefined {
  const limits = path.flatMap(({ pathLength }, index) => pathLength === undefined ? [] : [pathLength - index]);
  return limits.length > 0 ? Math.min(...limits) : undefined;
}

export class CertificateCheck {
  constructor(private readonly scope: IConstruct, private readonly first = 'the parent') {}

  public own(certificate: ParsedCertificate, count: number, terms: SignedCertificateTerms): void {
    const { keyAlgorithm, pathLength } = terms;
    this.single(count);
    if (!certificate.isCa) {
      this.fail('CertificateNotCa', 'certificatePem', 'be a CA certificate (basic constraints with CA:TRUE)',
        certificate.subject, 'Let the parent sign the CSR of this CA as a CA certificate');
    }
    if (!certificate.signsCertificates) {
      this.fail('CertificateNotCa', 'certificatePem', 'allow signatures of certificates in its key usage (keyCertSign)',
        certificate.subject, 'Let the parent sign the CSR of this CA with the key usage of a CA');
    }
    if (certificate.isSelfIssued) {
      this.fail('CertificateSelfSigned', 'certificatePem', 'be signed by another CA', certificate.subject,
        'Pass the certificate that the parent signed, or create a RootCertificateAuthority');
    }
    if (certificate.keyAlgorithm !== undefined && certificate.keyAlgorithm !== keyAlgorithm.name) {
      this.fail('CertificateKeyAlgorithm', 'certificatePem', `be for a key of the CA's algorithm (${keyAlgorithm.name})`,
        certificate.keyAlgorithm, 'Let the parent sign the CSR of this CA');
    }
    if (pathLength !== undefined && certificate.pathLength !== pathLength) {
      this.fail('PathLengthConflict', 'pathLength', `match the path length of certificatePem (${certificate.pathLength ?? 'unlimited'})`,
        pathLength, 'Remove pathLength, or let the parent sign a certificate with this path length');
    }
  }

  public single(count: number): void {
    if (count <= 1) { return; }
    this.fail('CertificatePem', 'certificatePem', 'contain one certificate', `${count} certificates`,
      'Move the certificates of the CAs above to certificateChainPem');
  }

  public distinct(chain: Step[]): void {
    const repeated = chain.find(({ certificate }, index) =>
      chain.slice(0, index).some((other) => other.certificate.isSameAs(certificate)));
    if (!repeated) { return; }
    this.fail('CertificateChain', repeated.property, 'not be a repetition of a certificate before it',
      repeated.certificate.subject, 'Remove the repetition');
  }

  public chainWithout(own: ParsedCertificate | undefined, chain: ParsedCertificate[]): void {
    if (!own || !chain.some((certificate) => certificate.isSameAs(own))) { return; }
    this.fail('CertificateChain', 'certificateChainPem', 'not contain the certificate of the CA itself', own.subject,
      'Remove this certificate from certificateChainPem');
  }

  /** The issuer signed the certificate below it, and allows the CAs below it. */
  public issuer({ certificate: below }: Step, { property, certificate: issuer }: Step, levelsBelow: number): void {
    const value = issuer.subject;
    if (!below.names(issuer)) {
      this.fail('CertificateChain', property, 'be the issuer of the certificate before it', value,
        `Order certificateChainPem from ${this.first} up, with the root certificate last`);
    }
    if (below.isSignedBy(issuer) === false) {
      this.fail('CertificateChain', property, 'have signed the certificate before it', value,
        'Pass the certificate of the key that signed. Another key has the same name');
    }
    if (!issuer.isCa || !issuer.signsCertificates) {
      this.fail('CertificateChain', property, 'be a CA certificate that can sign certificates', value, 'Pass the certificates of the CAs above');
    }
    if (issuer.pathLength !== undefined && issuer.pathLength < levelsBelow) {
      this.fail('PathLength', property, `have a path length of at least ${levelsBelow}`, issuer.pathLength,
        'Choose a parent with a greater path length');
    }
    if (below.notAfter > issuer.notAfter) {
      Annotations.of(this.scope).addWarningV2('cdk-private-ca:certificateOutlivesIssuer',
        `The certificate of "${below.subject}" ends after the certificate of its issuer "${value}". Clients reject it when the `
        + 'certificate of the issuer expires.');
    }
  }

  /** AWS Private CA rejects these during the import. */
  public extensions({ property, certificate }: Step): void {
    if (certificate.isCa && !certificate.hasCriticalBasicConstraints) {
      this.fail('CertificateExtension', property, 'have critical basic constraints', certificate.subject,
        'Let the parent sign a certificate with critical basic constraints');
    }
    const rejected = certificate.extensions
      .filter(({ critical, objectIdentifier }) => critical && !CRITICAL_EXTENSIONS.includes(objectIdentifier))
      .map(({ objectIdentifier }) => objectIdentifier);
    if (rejected.length === 0) { return; }
    this.fail('CertificateExtension', property, 'have only critical extensions that AWS Private CA imports', rejected,
      'Let the parent sign a certificate in which these extensions are not critical');
  }

  public root({ property, certificate }: Step): void {
    if (certificate.isSelfIssued && certificate.isSignedBy(certificate) !== false) { return; }
    this.fail('CertificateChain', property, 'be a self-signed root certificate, because it is the last one',
      certificate.subject, 'Add the certificates up to the root CA');
  }

  public fail(code: ErrorCode, subject: string, rule: string, value: unknown, fix: string): never {
    throw new PrivateCaError(code, { scope: this.scope, subject, rule, value, fix });
  }
}
