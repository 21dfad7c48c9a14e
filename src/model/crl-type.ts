/**
 * A kind of certificate revocation list (CRL): one for all certificates of a CA, or many partitions.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/crl-planning.html
 */
export class CrlType {
  /** One CRL for all certificates: up to a million of them for each CA. */
  public static readonly COMPLETE = new CrlType('COMPLETE');

  /**
   * Many CRLs, each for a part of the certificates: up to 100 million of them for each CA. A client must compare the
   * issuing distribution point of the CRL with the distribution point of the certificate; not every client does.
   */
  public static readonly PARTITIONED = new CrlType('PARTITIONED');

  /**
   * A kind of CRL that this version of the library has no name for.
   *
   * @param name the name as AWS Private CA spells it, for example `COMPLETE`
   */
  public static of(name: string): CrlType {
    return new CrlType(name);
  }

  private constructor(
    /** The name as AWS Private CA spells it, for example `COMPLETE`. */
    public readonly name: string,
  ) {}

  /** The name as AWS Private CA spells it. */
  public toString(): string {
    return this.name;
  }
}
