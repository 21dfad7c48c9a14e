import { SigningAlgorithm } from './signing-algorithm';

/**
 * The algorithm and size of the key pair that AWS Private CA creates for a CA.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/supported-algorithms.html
 */
export class KeyAlgorithm {
  /** ECDSA with NIST P-256. */
  public static readonly EC_PRIME256V1 = new KeyAlgorithm('EC_prime256v1', SigningAlgorithm.SHA256_WITH_ECDSA);

  /** ECDSA with NIST P-384. */
  public static readonly EC_SECP384R1 = new KeyAlgorithm('EC_secp384r1', SigningAlgorithm.SHA384_WITH_ECDSA);

  /** ECDSA with NIST P-521. */
  public static readonly EC_SECP521R1 = new KeyAlgorithm('EC_secp521r1', SigningAlgorithm.SHA512_WITH_ECDSA);

  /** RSA with a 2,048-bit key. */
  public static readonly RSA_2048 = new KeyAlgorithm('RSA_2048', SigningAlgorithm.SHA256_WITH_RSA);

  /** RSA with a 3,072-bit key. */
  public static readonly RSA_3072 = new KeyAlgorithm('RSA_3072', SigningAlgorithm.SHA384_WITH_RSA);

  /** RSA with a 4,096-bit key. */
  public static readonly RSA_4096 = new KeyAlgorithm('RSA_4096', SigningAlgorithm.SHA512_WITH_RSA);

  /** ML-DSA-44 (FIPS 204). */
  public static readonly ML_DSA_44 = new KeyAlgorithm('ML_DSA_44', SigningAlgorithm.ML_DSA_44);

  /** ML-DSA-65 (FIPS 204). */
  public static readonly ML_DSA_65 = new KeyAlgorithm('ML_DSA_65', SigningAlgorithm.ML_DSA_65);

  /** ML-DSA-87 (FIPS 204). */
  public static readonly ML_DSA_87 = new KeyAlgorithm('ML_DSA_87', SigningAlgorithm.ML_DSA_87);

  /** SM2, available only in the China Regions. */
  public static readonly SM2 = new KeyAlgorithm('SM2', SigningAlgorithm.SM3_WITH_SM2);

  /**
   * A key algorithm that this version of the library has no constant for.
   *
   * A CA with this key algorithm requires `signingAlgorithm`, because the library cannot derive it.
   *
   * @param name The name in the AWS Private CA API, for example `EC_secp384r1`
   */
  public static of(name: string): KeyAlgorithm {
    return new KeyAlgorithm(name);
  }

  private constructor(
    /** The name in the AWS Private CA API, for example `EC_secp384r1`. */
    public readonly name: string,
    /**
     * The default signing algorithm of a CA with this key algorithm, in the same family and strength.
     *
     * @default - no default signing algorithm for `KeyAlgorithm.of()`
     */
    public readonly defaultSigningAlgorithm?: SigningAlgorithm,
  ) {}

  /**
   * The family of the key, if it is known. A key can use only signing algorithms in the same family.
   *
   * @internal
   */
  public get _family(): string | undefined {
    return this.defaultSigningAlgorithm?._family;
  }

  /** Returns the name in the AWS Private CA API. */
  public toString(): string {
    return this.name;
  }
}
