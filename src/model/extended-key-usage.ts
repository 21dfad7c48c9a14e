/**
 * An extended key usage (EKU), a purpose for which a certificate can be used.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.12
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_ExtendedKeyUsage.html
 */
export class ExtendedKeyUsage {
  /** TLS server authentication. */
  public static readonly SERVER_AUTH = new ExtendedKeyUsage('SERVER_AUTH');
  /** TLS client authentication. */
  public static readonly CLIENT_AUTH = new ExtendedKeyUsage('CLIENT_AUTH');
  /** Code signing. */
  public static readonly CODE_SIGNING = new ExtendedKeyUsage('CODE_SIGNING');
  /** Email protection. */
  public static readonly EMAIL_PROTECTION = new ExtendedKeyUsage('EMAIL_PROTECTION');
  /** Time stamping. */
  public static readonly TIME_STAMPING = new ExtendedKeyUsage('TIME_STAMPING');
  /** OCSP response signing. */
  public static readonly OCSP_SIGNING = new ExtendedKeyUsage('OCSP_SIGNING');
  /** Smart card logon. */
  public static readonly SMART_CARD_LOGIN = new ExtendedKeyUsage('SMART_CARD_LOGIN');
  /** Document signing. */
  public static readonly DOCUMENT_SIGNING = new ExtendedKeyUsage('DOCUMENT_SIGNING');
  /** Certificate Transparency. */
  public static readonly CERTIFICATE_TRANSPARENCY = new ExtendedKeyUsage('CERTIFICATE_TRANSPARENCY');

  /**
   * An extended key usage that this version of the library has no constant for.
   *
   * @param name The name in the AWS Private CA API, for example `SERVER_AUTH`.
   */
  public static of(name: string): ExtendedKeyUsage {
    return new ExtendedKeyUsage(name);
  }

  /**
   * An extended key usage that is identified by its object identifier (OID).
   *
   * @param objectIdentifier The OID in dotted decimal notation, for example `1.3.6.1.5.5.7.3.17`.
   */
  public static ofObjectIdentifier(objectIdentifier: string): ExtendedKeyUsage {
    return new ExtendedKeyUsage(undefined, objectIdentifier);
  }

  private constructor(
    /**
     * The name in the AWS Private CA API.
     *
     * @default - no name; the usage is identified by its object identifier
     */
    public readonly name?: string,
    /**
     * The object identifier (OID), in dotted decimal notation.
     *
     * @default - no object identifier; the usage is identified by its name
     */
    public readonly objectIdentifier?: string,
  ) {}
}
