import { CertificateAuthorityOptions } from './certificate-authority-options';
import { DistinguishedName } from '../model/distinguished-name';

/** Common properties of root and subordinate CAs. */
export interface CertificateAuthorityProps extends CertificateAuthorityOptions {
  /**
   * The subject distinguished name (DN) of the CA.
   *
   * Issued certificates contain this name as the issuer. AWS recommends a generation in the common name, for example
   * `Example Corp Root CA G1`.
   *
   * IMPORTANT: Changing this property replaces the CA.
   */
  readonly subject: DistinguishedName;
}
