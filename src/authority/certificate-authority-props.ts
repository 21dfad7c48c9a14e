import { RemovalPolicy } from 'aws-cdk-lib';
import { ApiPassthrough, CsrExtensions } from '../model/certificate-extensions';
import { CertificateTemplate } from '../model/certificate-template';
import { DistinguishedName } from '../model/distinguished-name';
import { KeyAlgorithm } from '../model/key-algorithm';
import { KeyStorageSecurityStandard } from '../model/key-storage-security-standard';
import { SigningAlgorithm } from '../model/signing-algorithm';
import { UsageMode } from '../model/usage-mode';
import { Validity } from '../model/validity';
import { Revocation } from '../revocation/revocation';

/** Properties that root and subordinate CAs share. */
export interface CertificateAuthorityProps {
  /**
   * The name of the CA, which all that it signs will carry as issuer. A change replaces the CA.
   *
   * AWS recommends a generation in the common name, for example `Example Corp Root CA G1`.
   */
  readonly subject: DistinguishedName;

  /**
   * The type and size of the CA's key pair. A change replaces the CA. SM2 exists in the China Regions alone.
   *
   * @default KeyAlgorithm.EC_SECP384R1
   */
  readonly keyAlgorithm?: KeyAlgorithm;

  /**
   * What the CA signs its certificate signing request, CRLs and OCSP responses with. Its family must be that of the
   * key. A change replaces the CA.
   *
   * @default - of the family and strength of the key algorithm; for the default key, SHA-384 with ECDSA
   */
  readonly signingAlgorithm?: SigningAlgorithm;

  /**
   * What the hardware that keeps the private key is certified for. A change replaces the CA.
   *
   * @default - that of the Region, in most of them KeyStorageSecurityStandard.FIPS_140_2_LEVEL_3_OR_HIGHER
   */
  readonly keyStorageSecurityStandard?: KeyStorageSecurityStandard;

  /**
   * How long the certificates that the CA issues may live. A change replaces the CA.
   *
   * @default UsageMode.GENERAL_PURPOSE
   */
  readonly usageMode?: UsageMode;

  /**
   * Extensions of the CA's certificate signing request (CSR). A change replaces the CA.
   *
   * @default - none
   */
  readonly csrExtensions?: CsrExtensions;

  /**
   * From when on the CA certificate is valid: `Validity.absolute()` alone. A change re-issues the certificate.
   *
   * @default - from 60 minutes before its issuance
   */
  readonly validityNotBefore?: Validity;

  /**
   * Extensions and subject of the CA certificate beyond those of its template. A change re-issues the certificate.
   *
   * @default - none
   */
  readonly apiPassthrough?: ApiPassthrough;

  /**
   * The template of the CA certificate. It must take an API passthrough if one is given. A change re-issues the
   * certificate.
   *
   * @default - the plain one for the kind of CA, or that with API passthrough if one is given
   */
  readonly certificateTemplate?: CertificateTemplate;

  /**
   * How clients learn that a certificate of the CA was revoked. A change is made in place, and does not reach
   * certificates that are issued already.
   *
   * @default - none; a general-purpose CA gets a warning, which Revocation.none() silences
   */
  readonly revocation?: Revocation;

  /**
   * Whether the CA is disabled: it issues nothing, but still revokes, writes CRLs and audit reports and answers OCSP
   * requests, and is billed. A change is made in place. A CA cannot sign and be disabled in one deployment.
   *
   * @default false
   */
  readonly disabled?: boolean;

  /**
   * What becomes of the CA, its certificate and its activation when they leave the stack. AWS bills a CA until it is
   * deleted, also a retained one.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - kept, unless their first deployment fails
   */
  readonly removalPolicy?: RemovalPolicy;
}
