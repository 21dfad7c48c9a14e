import { Fn, Resource, Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { partitionOf } from './environment';
import { PrivateCaError } from './errors';
import { isUnknown, Subject } from './require';

/** The patterns of the parts of a certificate authority ARN, in order. */
const ARN_PARTS = [
  /^arn$/, /^[a-z-]+$/, /^acm-pca$/, /^[a-z0-9-]+$/, /^\d{12}$/, /^certificate-authority\/[0-9a-zA-Z-]{1,64}$/,
];
const PARTITION_PART = 1;
const REGION_PART = 3;
const ACCOUNT_PART = 4;

/** The ARN of a referenced CA. */
export function arnOf(certificateAuthority: acmpca.ICertificateAuthorityRef): string {
  return certificateAuthority.certificateAuthorityRef.certificateAuthorityArn;
}

/**
 * The account of a referenced CA.
 *
 * The account in the ARN takes precedence. A CA that `acmpca.CertificateAuthority.fromCertificateAuthorityArn()`
 * imports reports the account of its stack instead. If its ARN is a token, so is the account: it is selected from it.
 */
export function accountOf(certificateAuthority: acmpca.ICertificateAuthorityRef): string {
  return partOf(certificateAuthority, ACCOUNT_PART) ?? certificateAuthority.env.account;
}

/** The Region of a referenced CA. The Region in the ARN takes precedence, as for the account. */
export function regionOf(certificateAuthority: acmpca.ICertificateAuthorityRef): string {
  return partOf(certificateAuthority, REGION_PART) ?? certificateAuthority.env.region;
}

/**
 * Throws an error if a known part of the ARN does not match the form of a certificate authority ARN, or if the
 * partition is not that of the Region.
 */
export function requireCertificateAuthorityArn(subject: Subject, arn: string): void {
  if (isCertificateAuthorityArn(arn)) { return requirePartition(subject, arn); }
  throw new PrivateCaError('CertificateAuthorityArn', {
    scope: subject.scope,
    subject: subject.property,
    rule: 'be the ARN of a certificate authority (arn:PARTITION:acm-pca:REGION:ACCOUNT:certificate-authority/CA_ID)',
    value: arn,
    fix: `Correct ${subject.property}`,
  });
}

/** A Region is in one partition. The partition of a new Region is not known. */
function requirePartition({ scope, property }: Subject, arn: string): void {
  const parts = typeof arn === 'string' ? partsOf(arn) : [];
  if (parts.length !== ARN_PARTS.length) { return; }
  const [given, partition] = [parts[PARTITION_PART], partitionOf(parts[REGION_PART])];
  if (partition === undefined || isUnknown(given) || given === partition) { return; }
  throw new PrivateCaError('CertificateAuthorityArn', {
    scope,
    subject: `The partition of ${property}`,
    rule: `be that of its Region (${partition} for ${parts[REGION_PART]})`,
    value: arn,
    fix: 'Correct the partition or the Region of the ARN',
  });
}

/** Whether all known parts of the ARN match the form of a certificate authority ARN. */
export function isCertificateAuthorityArn(arn: unknown): boolean {
  if (typeof arn !== 'string') { return isUnknown(arn); }
  const parts = partsOf(arn);
  // A token can contain several parts. The parts can be compared only if the ARN has all of them.
  if (isUnknown(arn) && parts.length !== ARN_PARTS.length) { return true; }
  return parts.length === ARN_PARTS.length
    && ARN_PARTS.every((pattern, index) => isUnknown(parts[index]) || pattern.test(parts[index]));
}

function partOf(certificateAuthority: acmpca.ICertificateAuthorityRef, index: number): string | undefined {
  const arn = arnOf(certificateAuthority);
  const parts = partsOf(arn);
  // A token can contain several parts. The index of a part is known only if the ARN has all of them.
  const part = parts.length === ARN_PARTS.length ? parts[index] : undefined;
  if (part !== undefined && !Token.isUnresolved(part)) { return part; }
  if (!isImported(certificateAuthority) || !Token.isUnresolved(arn)) { return undefined; }
  return part ?? Fn.select(index, Fn.split(':', arn));
}

/** Whether a CA is a construct without a resource. A CA of the app is in the environment of its stack. */
function isImported(certificateAuthority: acmpca.ICertificateAuthorityRef): boolean {
  return Resource.isResource(certificateAuthority) && !Resource.isOwnedResource(certificateAuthority);
}

/** The parts between the colons. The string representation of a token contains no colon. */
function partsOf(arn: string): string[] {
  return arn.split(':');
}
