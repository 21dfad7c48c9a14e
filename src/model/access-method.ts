/**
 * The access method of a subject information access (SIA) entry.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_AccessMethod.html
 */
export class AccessMethod {
  /** The repository of the CA. */
  public static readonly CA_REPOSITORY = new AccessMethod('CA_REPOSITORY');
  /** The manifest of a resource public key infrastructure (RPKI). */
  public static readonly RESOURCE_PKI_MANIFEST = new AccessMethod('RESOURCE_PKI_MANIFEST');
  /** The update notification of a resource public key infrastructure (RPKI). */
  public static readonly RESOURCE_PKI_NOTIFY = new AccessMethod('RESOURCE_PKI_NOTIFY');

  /**
   * An access method that this version of the library has no constant for.
   *
   * @param name The name in the AWS Private CA API, for example `CA_REPOSITORY`.
   */
  public static of(name: string): AccessMethod {
    return new AccessMethod(name);
  }

  /**
   * An access method that is identified by its object identifier (OID).
   *
   * @param objectIdentifier The OID in dotted decimal notation, for example `1.3.6.1.5.5.7.48.5`.
   */
  public static ofObjectIdentifier(objectIdentifier: string): AccessMethod {
    return new AccessMethod(undefined, objectIdentifier);
  }

  private constructor(
    /**
     * The name in the AWS Private CA API.
     *
     * @default - no name; the access method is identified by its object identifier
     */
    public readonly name?: string,
    /**
     * The object identifier (OID), in dotted decimal notation.
     *
     * @default - no object identifier; the access method is identified by its name
     */
    public readonly objectIdentifier?: string,
  ) {}
}
