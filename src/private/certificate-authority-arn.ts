import { Arn, ArnFormat, Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { requirePattern, Subject } from './require';

/** The ARN of a referenced CA. */
export function arnOf(certificateAuthority: acmpca.ICertificateAuthorityRef): string {
  return certificateAuthority.certificateAuthorityRef.certificateAuthorityArn;
}

/**
 * The account of a referenced CA. An ARN that is known tells it best: aws-cdk-lib's own import
 * (`acmpca.CertificateAuthority.fromCertificateAuthorityArn`) claims the account of the stack it is made in.
 */
export function accountOf(certificateAuthority: acmpca.ICertificateAuthorityRef): string {
  const arn = arnOf(certificateAuthority);
  const account = Token.isUnresolved(arn) ? undefined : Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME).account;
  return account || certificateAuthority.env.account;
}

/** The text is the ARN of a certificate authority, in whatever partition, Region and account. */
export function requireCertificateAuthorityArn(subject: Subject, arn: string): void {
  requirePattern(subject, 'CertificateAuthorityArn', arn,
    /^arn:[a-z-]+:acm-pca:[a-z0-9-]+:\d{12}:certificate-authority\/[0-9a-zA-Z-]+$/,
    'arn:PARTITION:acm-pca:REGION:ACCOUNT:certificate-authority/CA_ID');
}
