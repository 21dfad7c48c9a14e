import { Annotations, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { UsageMode } from '../../model/usage-mode';
import { PrivateCertificateAuthority } from '../private-certificate-authority';

/* Checks of a CA from which ACM requests certificates. */

/** The key algorithms of CAs whose family no certificate of ACM has. */
const UNSUPPORTED = /^(?:ML_DSA_\d+|SM2)$/;

/** Warns that ACM cannot request certificates from a CA. The permission itself can be created. */
export function warnOfUnsupportedCertificateAuthority(
  scope: Construct, certificateAuthority: acmpca.ICertificateAuthorityRef,
): void {
  const { usageMode, keyAlgorithm } = namesOf(certificateAuthority);
  if (usageMode === UsageMode.SHORT_LIVED_CERTIFICATE.name) {
    Annotations.of(scope).addWarningV2('cdk-private-ca:acmShortLivedCa',
      'The CA uses short-lived mode, and ACM cannot request certificates from it. Use a general-purpose CA, or issue the '
      + 'certificates with the AWS Private CA API and remove this permission.');
  }
  if (keyAlgorithm !== undefined && UNSUPPORTED.test(keyAlgorithm)) {
    Annotations.of(scope).addWarningV2('cdk-private-ca:acmKeyAlgorithm',
      `The CA has the key algorithm ${keyAlgorithm}. ACM requests only certificates with RSA and ECDSA keys, and the key must `
      + 'have the family of the CA key. Use a CA with an RSA or ECDSA key, or issue the certificates with the AWS Private CA '
      + 'API and remove this permission.');
  }
}

/** The names of the usage mode and key algorithm of a CA of this library or of an L1 CA, as far as they are known. */
function namesOf(certificateAuthority: acmpca.ICertificateAuthorityRef): { usageMode?: string; keyAlgorithm?: string } {
  if (acmpca.CfnCertificateAuthority.isCfnCertificateAuthority(certificateAuthority)) { return certificateAuthority; }
  if (!(certificateAuthority instanceof PrivateCertificateAuthority)) { return {}; }
  const { usageMode, keyAlgorithm } = certificateAuthority._facts;
  return { usageMode: usageMode?.name, keyAlgorithm: keyAlgorithm?.name };
}
