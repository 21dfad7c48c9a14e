import { CertificateAuthorityOptions } from '../authority/certificate-authority-options';
import { ExternalParent } from '../authority/external-parent';
import { IPrivateCertificateAuthority } from '../authority/private-certificate-authority';
import { DistinguishedName } from '../model/distinguished-name';
import { SigningAlgorithm } from '../model/signing-algorithm';
import { Validity } from '../model/validity';

/** One CA of a hierarchy, and the CAs below it. */
export interface HierarchyLevel extends CertificateAuthorityOptions {
  /**
   * The name of the CA in the hierarchy (1–64 letters, digits, and hyphens, and a letter first).
   *
   * It is the construct ID of the CA, and must be unique in the hierarchy. The logical IDs depend on the name only, not
   * on the place of the level.
   *
   * IMPORTANT: Changing this property replaces the CA.
   */
  readonly name: string;

  /**
   * The subject distinguished name (DN) of the CA. Must be unique in the hierarchy.
   *
   * IMPORTANT: Changing this property replaces the CA.
   *
   * @default - required, unless `existingCertificateAuthority` is specified
   */
  readonly subject?: DistinguishedName;

  /**
   * An existing CA that this level stands for, for example an imported root CA.
   *
   * The level then has no other properties than `name` and `below`. All levels above it must also be existing CAs.
   *
   * @default - the hierarchy creates the CA
   */
  readonly existingCertificateAuthority?: IPrivateCertificateAuthority;

  /**
   * The parent outside the app that signs the certificate of this CA, in place of the level above.
   *
   * The level can be the root, or below an existing CA.
   *
   * @default - the level above signs the certificate, and the root CA signs its own
   */
  readonly externalParent?: ExternalParent;

  /**
   * The number of CA levels allowed below this CA (0–3).
   *
   * Specify it to allow for levels that you add later. Otherwise, a deeper hierarchy changes the path lengths of the
   * CAs above, and reissues their certificates for the same keys. The certificate of a root CA has no path length.
   *
   * @default - the number of levels below this CA in the hierarchy
   */
  readonly pathLength?: number;

  /**
   * The signing algorithm that the level above uses for this CA certificate.
   *
   * Changing this property reissues the certificate for the same key.
   *
   * @default - the default signing algorithm of the key of the level above
   */
  readonly issuerSigningAlgorithm?: SigningAlgorithm;

  /**
   * The validity period of the CA certificate.
   *
   * Must end before that of the level above. Changing this property reissues the certificate for the same key.
   *
   * @default - 10 years for the root CA; otherwise, half the period of the level above, or one day before its end date,
   * and at most 7 days below a CA in short-lived mode; 3 years below a CA whose validity is not known
   */
  readonly validity?: Validity;

  /**
   * The CAs below this CA.
   *
   * @default - no CA; the CA issues end-entity certificates
   */
  readonly below?: HierarchyLevel[];
}
