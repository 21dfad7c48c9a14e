import { AccessMethod } from './access-method';
import { DistinguishedName } from './distinguished-name';
import { ExtendedKeyUsage } from './extended-key-usage';
import { GeneralName } from './general-name';

/**
 * A key usage: what the key of a certificate may be used for.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.3
 */
export interface KeyUsage {
  /**
   * Digital signatures other than those of certificates and CRLs.
   *
   * @default false
   */
  readonly digitalSignature?: boolean;

  /**
   * Signatures that nobody can repudiate.
   *
   * @default false
   */
  readonly nonRepudiation?: boolean;

  /**
   * Encryption of keys.
   *
   * @default false
   */
  readonly keyEncipherment?: boolean;

  /**
   * Encryption of data.
   *
   * @default false
   */
  readonly dataEncipherment?: boolean;

  /**
   * Agreement on keys.
   *
   * @default false
   */
  readonly keyAgreement?: boolean;

  /**
   * Signatures of certificates.
   *
   * @default false
   */
  readonly keyCertSign?: boolean;

  /**
   * Signatures of certificate revocation lists (CRLs).
   *
   * @default false
   */
  readonly crlSign?: boolean;

  /**
   * With `keyAgreement`, encryption only.
   *
   * @default false
   */
  readonly encipherOnly?: boolean;

  /**
   * With `keyAgreement`, decryption only.
   *
   * @default false
   */
  readonly decipherOnly?: boolean;
}

/**
 * A certificate policy that a certificate is issued under.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.4
 */
export interface CertificatePolicy {
  /** The object identifier (OID) of the policy, in dotted decimal. */
  readonly objectIdentifier: string;

  /**
   * Where the certification practice statements (CPS) can be read, as URIs.
   *
   * @default - none
   */
  readonly cpsUris?: string[];
}

/** An extension that X.509 or AWS Private CA has no name for. */
export interface CustomExtension {
  /** The object identifier (OID) of the extension, in dotted decimal. */
  readonly objectIdentifier: string;

  /** The value, DER encoded and then base64 encoded. */
  readonly value: string;

  /**
   * Whether whoever does not know the extension must refuse the certificate.
   *
   * @default false
   */
  readonly critical?: boolean;
}

/**
 * The extensions of a certificate.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_Extensions.html
 */
export interface CertificateExtensions {
  /**
   * The policies that the certificate is issued under.
   *
   * @default - those of the template
   */
  readonly certificatePolicies?: CertificatePolicy[];

  /**
   * The purposes that the key may serve.
   *
   * @default - those of the template
   */
  readonly extendedKeyUsage?: ExtendedKeyUsage[];

  /**
   * What the key may be used for.
   *
   * @default - that of the template
   */
  readonly keyUsage?: KeyUsage;

  /**
   * Further names of the subject.
   *
   * @default - none
   */
  readonly subjectAlternativeNames?: GeneralName[];

  /**
   * Extensions that X.509 or AWS Private CA has no name for.
   *
   * @default - none
   */
  readonly customExtensions?: CustomExtension[];
}

/**
 * What the request to issue a certificate gives to a template with API passthrough.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_ApiPassthrough.html
 */
export interface ApiPassthrough {
  /**
   * The extensions.
   *
   * @default - those of the template
   */
  readonly extensions?: CertificateExtensions;

  /**
   * The subject.
   *
   * @default - that of the certificate signing request
   */
  readonly subject?: DistinguishedName;
}

/**
 * Where information on the subject of a CA certificate can be had.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.2.2
 */
export interface AccessDescription {
  /** What there is to be had, and how. */
  readonly accessMethod: AccessMethod;

  /** Where it is. */
  readonly accessLocation: GeneralName;
}

/**
 * The extensions of a CA's certificate signing request (CSR).
 *
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_CsrExtensions.html
 */
export interface CsrExtensions {
  /**
   * What the key may be used for.
   *
   * @default - what AWS Private CA puts into the request
   */
  readonly keyUsage?: KeyUsage;

  /**
   * Where information on the CA can be had.
   *
   * @default - none
   */
  readonly subjectInformationAccess?: AccessDescription[];
}
