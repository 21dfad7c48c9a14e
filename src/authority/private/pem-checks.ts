import { IConstruct } from 'constructs';
import { requireNoPrivateKey } from '../../private/pem';
import { requireText, TextRule } from '../../private/require-text';

/** The part of the attributes of an imported CA that is PEM-encoded. */
interface PemAttributes {
  readonly certificatePem?: string;
  readonly certificateChainPem?: string;
}

/** Throws an error if a certificate or a chain is empty, too long for AWS Private CA, or next to a private key. */
export function requirePem(scope: IConstruct, { certificatePem, certificateChainPem }: PemAttributes): void {
  requireNoPrivateKey({ scope, property: 'certificatePem' }, certificatePem ?? '');
  requireNoPrivateKey({ scope, property: 'certificateChainPem' }, certificateChainPem ?? '');
  requireText({ scope, property: 'certificatePem' }, pemRule(32_768), certificatePem);
  requireText({ scope, property: 'certificateChainPem' }, pemRule(2_097_152), certificateChainPem);
}

function pemRule(max: number): TextRule {
  return {
    code: 'CertificatePem',
    max,
    matches: (text) => text.trim() !== '',
    rule: `be PEM-encoded and have 1 to ${max} characters`,
    fix: 'Pass the output of aws acm-pca get-certificate-authority-certificate, or omit the property',
  };
}
