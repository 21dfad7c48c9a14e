import { KeyAlgorithm } from '../model/key-algorithm';
import { UsageMode } from '../model/usage-mode';

/** Attributes of an existing certificate authority (CA). */
export interface CertificateAuthorityAttributes {
  /** The ARN of the CA. */
  readonly certificateAuthorityArn: string;

  /**
   * The CA certificate, PEM-encoded.
   *
   * The text of the certificate, not the path of a file. The library checks it at synthesis, without a clock.
   *
   * @default - unknown; access to `certificatePem` throws an error
   */
  readonly certificatePem?: string;

  /**
   * The CA certificate and the certificates of the CAs above it, root CA last, PEM-encoded.
   *
   * Required if the CA is the parent of a subordinate CA in the app. AWS Private CA returns the CA certificate and the
   * chain above it separately. Join them. The library checks the certificates at synthesis, without a clock.
   *
   * @default - unknown; access to `certificateChainPem` throws an error
   */
  readonly certificateChainPem?: string;

  /**
   * The key algorithm of the CA.
   *
   * It determines the default signing algorithm for certificates of subordinate CAs. It must match the CA certificate.
   *
   * @default - unknown; subordinate CAs require `issuerSigningAlgorithm`
   */
  readonly keyAlgorithm?: KeyAlgorithm;

  /**
   * The number of CA levels allowed below the CA, as a whole number (0 or more).
   *
   * Must not be greater than the path length of the CA certificate.
   *
   * @default - the path length of the known certificates is used; otherwise, the path length of subordinate CAs is not
   * checked
   */
  readonly pathLength?: number;

  /**
   * The usage mode of the CA.
   *
   * @default - unknown; the validity of subordinate CAs is not checked against short-lived mode
   */
  readonly usageMode?: UsageMode;
}
