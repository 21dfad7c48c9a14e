import { AccessMethod } from './access-method';
import { DistinguishedName } from './distinguished-name';
import { ExtendedKeyUsage } from './extended-key-usage';
import { GeneralName } from './general-name';

/**
 * The X.509 key usage extension, which limits what a key can be used for.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.3
 */
export interface KeyUsage {
  /**
   * Whether the key can be used for digital signatures, except those of certificates and CRLs.
   *
   * @default false
   */
  readonly digitalSignature?: boolean;

  /**
   * Whether the key can be used for nonrepudiation (content commitment).
   *
   * @default false
   */
  readonly nonRepudiation?: boolean;

  /**
   * Whether the key can be used to encrypt keys.
   *
   * @default false
   */
  readonly keyEncipherment?: boolean;

  /**
   * Whether the key can be used to encrypt data.
   *
   * @default false
   */
  readonly dataEncipherment?: boolean;

  /**
   * Whether the key can be used for key agreement.
   *
   * @default false
   */
  readonly keyAgreement?: boolean;

  /**
   * Whether the key can be used to sign certificates.
   *
   * @default false
   */
  readonly keyCertSign?: boolean;

  /**
   * Whether the key can be used to sign certificate revocation lists (CRLs).
   *
   * @default false
   */
  readonly crlSign?: boolean;

  /**
   * Whether the key can only encrypt data during key agreement.
   *
   * Requires `keyAgreement`.
   *
   * @default false
   */
  readonly encipherOnly?: boolean;

  /**
   * Whether the key can only decrypt data during key agreement.
   *
   * Requires `keyAgreement`.
   *
   * @default false
   */
  readonly decipherOnly?: boolean;
}

/**
 * A certificate policy under which a certificate is issued.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.4
 */
export interface CertificatePolicy {
  /** The object identifier (OID) of the policy, in dotted decimal notation. */
  readonly objectIdentifier: string;

  /**
   * The URIs of the certification practice statements (CPS).
   *
   * 1–20 absolute URIs of 1–256 ASCII characters.
   *
   * @default - no URIs
   */
  readonly cpsUris?: string[];
}

/** A custom X.509 extension, identified by its object identifier (OID). */
export interface CustomExtension {
  /** The object identifier (OID) of the extension, in dotted decimal notation. */
  readonly objectIdentifier: string;

  /**
   * The value, DER-encoded and then Base64-encoded.
   *
   * 1–4096 characters.
   */
  readonly value: string;

  /**
   * Whether a client that does not recognize the extension must reject the certificate.
   *
   * @default false
   */
  readonly critical?: boolean;
}

/**
 * The X.509 extensions of a certificate.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_Extensions.html
 */
export interface CertificateExtensions {
  /**
   * The policies under which the certificate is issued.
   *
   * 1–20 policies.
   *
   * @default - the policies of the template
   */
  readonly certificatePolicies?: CertificatePolicy[];

  /**
   * The purposes for which the certificate can be used.
   *
   * 1–20 purposes.
   *
   * @default - the extended key usage of the template
   */
  readonly extendedKeyUsage?: ExtendedKeyUsage[];

  /**
   * The key usage of the certificate.
   *
   * Requires a blank template, because other templates set the key usage. A CA certificate requires `keyCertSign`, and
   * `crlSign` if the CA publishes CRLs.
   *
   * @default - the key usage of the template
   */
  readonly keyUsage?: KeyUsage;

  /**
   * The subject alternative names (SANs) of the certificate.
   *
   * 1–150 names.
   *
   * @default - no alternative names
   */
  readonly subjectAlternativeNames?: GeneralName[];

  /**
   * Custom extensions, identified by their object identifiers (OIDs).
   *
   * 1–150 extensions, each with a different OID.
   *
   * @default - no custom extensions
   */
  readonly customExtensions?: CustomExtension[];
}

/**
 * The extensions and subject to include in the `IssueCertificate` request.
 *
 * Requires a template with API passthrough.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_ApiPassthrough.html
 */
export interface ApiPassthrough {
  /**
   * The extensions of the certificate.
   *
   * @default - the extensions of the template
   */
  readonly extensions?: CertificateExtensions;

  /**
   * The subject of the certificate.
   *
   * @default - the subject of the certificate signing request (CSR)
   */
  readonly subject?: DistinguishedName;
}

/**
 * A subject information access (SIA) entry in a CA certificate.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.2.2
 */
export interface AccessDescription {
  /** The type of the information and the method to access it. */
  readonly accessMethod: AccessMethod;

  /** The location of the information. */
  readonly accessLocation: GeneralName;
}

/**
 * The extensions of the certificate signing request (CSR) of a CA.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_CsrExtensions.html
 */
export interface CsrExtensions {
  /**
   * The key usage in the request.
   *
   * @default - the key usage that AWS Private CA sets
   */
  readonly keyUsage?: KeyUsage;

  /**
   * The subject information access (SIA) entries of the CA.
   *
   * @default - no entries
   */
  readonly subjectInformationAccess?: AccessDescription[];
}
