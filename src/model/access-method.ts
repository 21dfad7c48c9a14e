/**
 * An access method: what there is to be had of the subject of a CA certificate, and how.
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
   * A method by the name that AWS Private CA has for it.
   *
   * @param name for example `CA_REPOSITORY`
   */
  public static of(name: string): AccessMethod {
    return new AccessMethod(name);
  }

  /**
   * A method by its object identifier (OID).
   *
   * @param objectIdentifier in dotted decimal, for example `1.3.6.1.5.5.7.48.5`
   */
  public static ofObjectIdentifier(objectIdentifier: string): AccessMethod {
    return new AccessMethod(undefined, objectIdentifier);
  }

  private constructor(
    /**
     * The name as AWS Private CA spells it.
     *
     * @default - none for a method that is known by its object identifier
     */
    public readonly name?: string,
    /**
     * The object identifier (OID), in dotted decimal.
     *
     * @default - none for a method that is known by its name
     */
    public readonly objectIdentifier?: string,
  ) {}
}
