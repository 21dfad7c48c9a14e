/**
 * The usage mode of a CA, which limits the validity period of issued certificates.
 *
 * The usage mode also determines the price of the CA.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/short-lived-certificates.html
 */
export class UsageMode {
  /** Certificates with any validity period, with revocation. */
  public static readonly GENERAL_PURPOSE = new UsageMode('GENERAL_PURPOSE');

  /**
   * Certificates with a validity period of up to 7 days, without revocation.
   *
   * ACM cannot renew these certificates. AWS documentation requires that the CA is the last CA of its hierarchy.
   */
  public static readonly SHORT_LIVED_CERTIFICATE = new UsageMode('SHORT_LIVED_CERTIFICATE');

  /**
   * A usage mode that this version of the library has no constant for.
   *
   * @param name The name in the AWS Private CA API, for example `GENERAL_PURPOSE`
   */
  public static of(name: string): UsageMode {
    return new UsageMode(name);
  }

  private constructor(
    /** The name in the AWS Private CA API, for example `GENERAL_PURPOSE`. */
    public readonly name: string,
  ) {}

  /** Returns the name in the AWS Private CA API. */
  public toString(): string {
    return this.name;
  }
}
