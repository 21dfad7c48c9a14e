/**
 * The security standard of the hardware that stores the private key of a CA.
 *
 * In the China Regions, AWS Private CA supports only CCPC Level 1 or higher.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/data-protection.html
 */
export class KeyStorageSecurityStandard {
  /** FIPS 140-2 Level 2 or higher. */
  public static readonly FIPS_140_2_LEVEL_2_OR_HIGHER = new KeyStorageSecurityStandard('FIPS_140_2_LEVEL_2_OR_HIGHER');

  /** FIPS 140-2 Level 3 or higher. */
  public static readonly FIPS_140_2_LEVEL_3_OR_HIGHER = new KeyStorageSecurityStandard('FIPS_140_2_LEVEL_3_OR_HIGHER');

  /** CCPC Level 1 or higher, for Regions that do not support the FIPS standards, such as the China Regions. */
  public static readonly CCPC_LEVEL_1_OR_HIGHER = new KeyStorageSecurityStandard('CCPC_LEVEL_1_OR_HIGHER');

  /**
   * A standard that this version of the library has no constant for.
   *
   * @param name The name in the AWS Private CA API, for example `FIPS_140_2_LEVEL_3_OR_HIGHER`
   */
  public static of(name: string): KeyStorageSecurityStandard {
    return new KeyStorageSecurityStandard(name);
  }

  private constructor(
    /** The name in the AWS Private CA API, for example `FIPS_140_2_LEVEL_3_OR_HIGHER`. */
    public readonly name: string,
  ) {}

  /** Returns the name in the AWS Private CA API. */
  public toString(): string {
    return this.name;
  }
}
