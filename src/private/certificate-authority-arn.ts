import { Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { PrivateCaError } from './errors';
import { isUnknown, Subject } from './require';

/** What each part of the ARN of a certificate authority looks like, between the colons. */
const ARN_PARTS = [
  /^arn$/, /^[a-z-]+$/, /^acm-pca$/, /^[a-z0-9-]+$/, /^\d{12}$/, /^certificate-authority\/[0-9a-zA-Z-]{1,64}$/,
];
const REGION_PART = 3;
const ACCOUNT_PART = 4;

/** The ARN of a referenced CA. */
export function arnOf(certificateAuthority: acmpca.ICertificateAuthorityRef): string {
  return certificateAuthority.certificateAuthorityRef.certificateAuthorityArn;
}

/**
 * The account of a referenced CA. An ARN tells it best, where that part of it is known: aws-cdk-lib's own import
 * (`acmpca.CertificateAuthority.fromCertificateAuthorityArn`) claims the account of the stack it is made in.
 */
export function accountOf(certificateAuthority: acmpca.ICertificateAuthorityRef): string {
  return partOf(certificateAuthority, ACCOUNT_PART) ?? certificateAuthority.env.account;
}

/** The Region of a referenced CA. */
export function regionOf(certificateAuthority: acmpca.ICertificateAuthorityRef): string {
  return partOf(certificateAuthority, REGION_PART) ?? certificateAuthority.env.region;
}

/** The text is the ARN of a certificate authority, as far as its parts are known. */
export function requireCertificateAuthorityArn(subject: Subject, arn: string): void {
  const parts = partsOf(arn);
  // A token may stand for several parts: only when all are there can each be judged.
  if (isUnknown(arn) && parts.length !== ARN_PARTS.length) { return; }
  const right = parts.length === ARN_PARTS.length
    && ARN_PARTS.every((pattern, index) => isUnknown(parts[index]) || pattern.test(parts[index]));
  if (right) { return; }
  throw new PrivateCaError('CertificateAuthorityArn', {
    scope: subject.scope,
    problem: `${subject.property} is not the ARN of a certificate authority`,
    value: arn,
    allowed: 'arn:PARTITION:acm-pca:REGION:ACCOUNT:certificate-authority/CA_ID',
    change: `rewrite ${subject.property}`,
  });
}

function partOf(certificateAuthority: acmpca.ICertificateAuthorityRef, index: number): string | undefined {
  const part = partsOf(arnOf(certificateAuthority))[index];
  return part === undefined || Token.isUnresolved(part) ? undefined : part;
}

/** The parts between the colons. The text that stands for a token has no colon. */
function partsOf(arn: string): string[] {
  return arn.split(':');
}
