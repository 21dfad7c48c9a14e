import { SigningAlgorithm } from './signing-algorithm';

/**
 * A key algorithm: the type and size of the key pair that AWS Private CA makes for a CA.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/supported-algorithms.html
 */
export class KeyAlgorithm {
  /** ECDSA on NIST P-256. */
  public static readonly EC_PRIME256V1 = new KeyAlgorithm('EC_prime256v1', SigningAlgorithm.SHA256_WITH_ECDSA);

  /** ECDSA on NIST P-384. */
  public static readonly EC_SECP384R1 = new KeyAlgorithm('EC_secp384r1', SigningAlgorithm.SHA384_WITH_ECDSA);

  /** ECDSA on NIST P-521. */
  public static readonly EC_SECP521R1 = new KeyAlgorithm('EC_secp521r1', SigningAlgorithm.SHA512_WITH_ECDSA);

  /** RSA with a modulus of 2,048 bits. */
  public static readonly RSA_2048 = new KeyAlgorithm('RSA_2048', SigningAlgorithm.SHA256_WITH_RSA);

  /** RSA with a modulus of 3,072 bits. */
  public static readonly RSA_3072 = new KeyAlgorithm('RSA_3072', SigningAlgorithm.SHA384_WITH_RSA);

  /** RSA with a modulus of 4,096 bits. */
  public static readonly RSA_4096 = new KeyAlgorithm('RSA_4096', SigningAlgorithm.SHA512_WITH_RSA);

  /** ML-DSA-44 (FIPS 204). */
  public static readonly ML_DSA_44 = new KeyAlgorithm('ML_DSA_44', SigningAlgorithm.ML_DSA_44);

  /** ML-DSA-65 (FIPS 204). */
  public static readonly ML_DSA_65 = new KeyAlgorithm('ML_DSA_65', SigningAlgorithm.ML_DSA_65);

  /** ML-DSA-87 (FIPS 204). */
  public static readonly ML_DSA_87 = new KeyAlgorithm('ML_DSA_87', SigningAlgorithm.ML_DSA_87);

  /** SM2; China Regions only. */
  public static readonly SM2 = new KeyAlgorithm('SM2', SigningAlgorithm.SM3_WITH_SM2);

  /**
   * A key algorithm that this version of the library has no name for. A CA with such a key needs its signing algorithm
   * spelled out, because the library cannot derive it.
   *
   * @param name the name as AWS Private CA spells it, for example `EC_secp384r1`
   */
  public static of(name: string): KeyAlgorithm {
    return new KeyAlgorithm(name);
  }

  private constructor(
    /** The name as AWS Private CA spells it, for example `EC_secp384r1`. */
    public readonly name: string,
    /**
     * The signing algorithm of the same family and strength, which a CA with such a key uses unless told otherwise.
     *
     * @default - none for a key algorithm made by `KeyAlgorithm.of()`
     */
    public readonly defaultSigningAlgorithm?: SigningAlgorithm,
  ) {}

  /**
   * The family, where it is known: a key signs with algorithms of its own family alone.
   *
   * @internal
   */
  public get _family(): string | undefined {
    return this.defaultSigningAlgorithm?._family;
  }

  /** The name as AWS Private CA spells it. */
  public toString(): string {
    return this.name;
  }
}
