/**
 * An extended key usage: a purpose that the key of a certificate may serve.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.12
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_ExtendedKeyUsage.html
 */
export class ExtendedKeyUsage {
  /** Authentication of TLS servers. */
  public static readonly SERVER_AUTH = new ExtendedKeyUsage('SERVER_AUTH');
  /** Authentication of TLS clients. */
  public static readonly CLIENT_AUTH = new ExtendedKeyUsage('CLIENT_AUTH');
  /** Signing of code. */
  public static readonly CODE_SIGNING = new ExtendedKeyUsage('CODE_SIGNING');
  /** Protection of e-mail. */
  public static readonly EMAIL_PROTECTION = new ExtendedKeyUsage('EMAIL_PROTECTION');
  /** Time stamping. */
  public static readonly TIME_STAMPING = new ExtendedKeyUsage('TIME_STAMPING');
  /** Signing of OCSP responses. */
  public static readonly OCSP_SIGNING = new ExtendedKeyUsage('OCSP_SIGNING');
  /** Logon by smart card. */
  public static readonly SMART_CARD_LOGIN = new ExtendedKeyUsage('SMART_CARD_LOGIN');
  /** Signing of documents. */
  public static readonly DOCUMENT_SIGNING = new ExtendedKeyUsage('DOCUMENT_SIGNING');
  /** Certificate transparency. */
  public static readonly CERTIFICATE_TRANSPARENCY = new ExtendedKeyUsage('CERTIFICATE_TRANSPARENCY');

  /**
   * A purpose by the name that AWS Private CA has for it.
   *
   * @param name for example `SERVER_AUTH`
   */
  public static of(name: string): ExtendedKeyUsage {
    return new ExtendedKeyUsage(name);
  }

  /**
   * A purpose by its object identifier (OID).
   *
   * @param objectIdentifier in dotted decimal, for example `1.3.6.1.5.5.7.3.17`
   */
  public static ofObjectIdentifier(objectIdentifier: string): ExtendedKeyUsage {
    return new ExtendedKeyUsage(undefined, objectIdentifier);
  }

  private constructor(
    /**
     * The name as AWS Private CA spells it.
     *
     * @default - none for a purpose that is known by its object identifier
     */
    public readonly name?: string,
    /**
     * The object identifier (OID), in dotted decimal.
     *
     * @default - none for a purpose that is known by its name
     */
    public readonly objectIdentifier?: string,
  ) {}
}
