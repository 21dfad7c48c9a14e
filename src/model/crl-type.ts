/**
 * The type of certificate revocation list (CRL), complete or partitioned.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/crl-planning.html
 */
export class CrlType {
  /**
   * One CRL for all certificates of a CA.
   *
   * Supports up to 1 million certificates for each CA.
   */
  public static readonly COMPLETE = new CrlType('COMPLETE');

  /**
   * Multiple CRLs, each for a part of the certificates of a CA.
   *
   * Supports up to 100 million certificates for each CA. Clients must compare the issuing distribution point of the CRL
   * with the distribution point of the certificate. Not every client does.
   */
  public static readonly PARTITIONED = new CrlType('PARTITIONED');

  /**
   * A CRL type that this version of the library has no constant for.
   *
   * @param name The name in the AWS Private CA API, for example `COMPLETE`
   */
  public static of(name: string): CrlType {
    return new CrlType(name);
  }

  private constructor(
    /** The name in the AWS Private CA API, for example `COMPLETE`. */
    public readonly name: string,
  ) {}

  /** Returns the name in the AWS Private CA API. */
  public toString(): string {
    return this.name;
  }
}
