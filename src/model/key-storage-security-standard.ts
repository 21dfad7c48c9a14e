/**
 * A key storage security standard: what the hardware that keeps a CA's private key is certified for.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/data-protection.html
 */
export class KeyStorageSecurityStandard {
  /** FIPS 140-2 level 2 or higher. */
  public static readonly FIPS_140_2_LEVEL_2_OR_HIGHER = new KeyStorageSecurityStandard('FIPS_140_2_LEVEL_2_OR_HIGHER');

  /** FIPS 140-2 level 3 or higher. */
  public static readonly FIPS_140_2_LEVEL_3_OR_HIGHER = new KeyStorageSecurityStandard('FIPS_140_2_LEVEL_3_OR_HIGHER');

  /** CCPC level 1 or higher; for Regions that do not have the FIPS standards. */
  public static readonly CCPC_LEVEL_1_OR_HIGHER = new KeyStorageSecurityStandard('CCPC_LEVEL_1_OR_HIGHER');

  /**
   * A standard that this version of the library has no name for.
   *
   * @param name the name as AWS Private CA spells it, for example `FIPS_140_2_LEVEL_3_OR_HIGHER`
   */
  public static of(name: string): KeyStorageSecurityStandard {
    return new KeyStorageSecurityStandard(name);
  }

  private constructor(
    /** The name as AWS Private CA spells it, for example `FIPS_140_2_LEVEL_3_OR_HIGHER`. */
    public readonly name: string,
  ) {}

  /** The name as AWS Private CA spells it. */
  public toString(): string {
    return this.name;
  }
}
