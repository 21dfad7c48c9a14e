import { RemovalPolicy } from 'aws-cdk-lib';
import { ApiPassthrough, CsrExtensions } from '../model/certificate-extensions';
import { CertificateTemplate } from '../model/certificate-template';
import { KeyAlgorithm } from '../model/key-algorithm';
import { KeyStorageSecurityStandard } from '../model/key-storage-security-standard';
import { SigningAlgorithm } from '../model/signing-algorithm';
import { UsageMode } from '../model/usage-mode';
import { Validity } from '../model/validity';
import { Revocation } from '../revocation/revocation';

/** Common options of root and subordinate CAs, which are all common properties except the subject. */
export interface CertificateAuthorityOptions {
  /**
   * The algorithm and size of the key pair of the CA.
   *
   * SM2 is available only in the China Regions.
   *
   * IMPORTANT: Changing this property replaces the CA.
   *
   * @default KeyAlgorithm.EC_SECP384R1
   */
  readonly keyAlgorithm?: KeyAlgorithm;

  /**
   * The algorithm that the CA uses to sign its certificate signing request (CSR), CRLs, and OCSP responses.
   *
   * Must match the key family of `keyAlgorithm`. For the default key algorithm, the default is SHA-384 with ECDSA. In
   * newer Regions, AWS documents only the default for an ECDSA key, and synthesis prints a warning for another hash.
   *
   * IMPORTANT: Changing this property replaces the CA.
   *
   * @default - the default signing algorithm of `keyAlgorithm` is used
   */
  readonly signingAlgorithm?: SigningAlgorithm;

  /**
   * The security standard of the hardware that stores the private key.
   *
   * In most Regions, the default is FIPS 140-2 Level 3 or higher. In a China Region, AWS Private CA accepts only
   * CCPC Level 1 or higher. If the Region is known, this is the default there, and a FIPS standard is an error.
   * If it is unknown, set the property for a deployment in China.
   *
   * IMPORTANT: Changing this property replaces the CA.
   *
   * @default - the default standard of the Region is used
   */
  readonly keyStorageSecurityStandard?: KeyStorageSecurityStandard;

  /**
   * The usage mode of the CA.
   *
   * It limits the validity period of issued certificates. Without this property, the template contains no usage mode,
   * and AWS Private CA creates a general-purpose CA.
   *
   * IMPORTANT: Changing this property replaces the CA. This includes adding or removing `UsageMode.GENERAL_PURPOSE`.
   *
   * @default - a general-purpose CA is created
   */
  readonly usageMode?: UsageMode;

  /**
   * The extensions of the certificate signing request (CSR) of the CA.
   *
   * The certificate contains them only if `certificateTemplate` has CSR passthrough. Templates of root CAs do not.
   *
   * IMPORTANT: Changing this property replaces the CA.
   *
   * @default - no extensions
   */
  readonly csrExtensions?: CsrExtensions;

  /**
   * The start of the validity period of the CA certificate.
   *
   * Use `Validity.absolute()`.
   *
   * Changing this property reissues the certificate for the same key.
   *
   * @default - the validity period starts 60 minutes before issuance
   */
  readonly validityNotBefore?: Validity;

  /**
   * The extensions and subject of the CA certificate that the template does not set.
   *
   * Changing this property reissues the certificate for the same key.
   *
   * @default - the template sets all extensions, and the CSR contains the subject
   */
  readonly apiPassthrough?: ApiPassthrough;

  /**
   * The template of the CA certificate.
   *
   * If you specify `apiPassthrough`, the template must accept API passthrough.
   *
   * Changing this property reissues the certificate for the same key.
   *
   * @default - the standard template for the CA type is used, with API passthrough if `apiPassthrough` is specified
   */
  readonly certificateTemplate?: CertificateTemplate;

  /**
   * The generation of the CA certificate (a whole number of at least 1).
   *
   * Increase it by 1 to renew the certificate for the same key and the same validity period. A renewal replaces only
   * the certificate. It doesn't replace the CA or the certificates that the CA issued.
   *
   * A disabled CA can't renew its certificate, and a disabled parent can't sign it. If the CA has an external parent,
   * that parent renews the certificate, and this property causes an error.
   *
   * @default 1
   */
  readonly certificateGeneration?: number;

  /**
   * The revocation methods of the CA.
   *
   * A general-purpose CA without this property causes a warning. To suppress the warning, use `Revocation.none()`.
   *
   * You can change this property without replacement. A change does not affect issued certificates.
   *
   * @default - no revocation, or the revocation of the hierarchy
   */
  readonly revocation?: Revocation;

  /**
   * Whether the CA is disabled.
   *
   * A disabled CA cannot issue certificates. It still revokes certificates, generates CRLs and audit reports, answers
   * OCSP requests, and is billed. A CA cannot sign the certificate of a subordinate CA and be disabled in one
   * deployment.
   *
   * You can change this property without replacement.
   *
   * @default false
   */
  readonly disabled?: boolean;

  /**
   * The removal policy of the CA, its certificate, and its activation.
   *
   * With the default, CloudFormation deletes them only if their first deployment fails. AWS bills a retained CA until
   * you delete it.
   *
   * @default - `RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE`, or the removal policy of the hierarchy
   */
  readonly removalPolicy?: RemovalPolicy;
}
